"""Detects legacy encodings, with one byte or two a letter.

The evidence comes from chardet, which knows 49 languages by their letter pairs. It takes 0.3 ms, and 28 MB from its
first use on. `benchmarks/encodings.py` compares it with charset-normalizer and chardetng on undeclared headlines.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chardet import detect_all

Detect = Callable[[bytes], Mapping[str, float]]
"""Maps a sample to the encodings that fit it, by Python's names, each with a confidence from 0 to 1."""

_CANDIDATES = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp866", "cp874", "tis-620",
    "iso8859-1", "iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-13",
    "iso8859-15", "koi8-r", "koi8-u", "mac-cyrillic",
    "big5hkscs", "cp932", "cp949", "euc_jis_2004", "euc_kr", "gb18030", "shift_jis_2004",
)  # fmt: skip
"""The encodings found on the web. chardet knows 86, some of them from mainframes."""
_SUPERSETS = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    "iso8859-2": "cp1250", "iso8859-7": "cp1253", "iso8859-8": "cp1255", "iso8859-9": "cp1254", "iso8859-13": "cp1257",
    "iso8859-11": "cp874", "tis-620": "cp874", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
    "big5": "big5hkscs", "euc_kr": "cp949", "euc_jp": "euc_jis_2004",
}  # fmt: skip
"""What browsers read instead if the declared encoding lacks a letter."""
_MULTIBYTE = ("big5", "cp932", "cp949", "cp950", "euc_", "gb", "hz", "johab", "shift_jis")
_CYRILLIC = frozenset({"cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic"})
_COMMON = "оеаинтсрвлкмдпуяію"
"""Letters that make up three quarters of any Russian or Ukrainian text."""
_WELL_READ = 0.45
"""The least share of common letters. Cyrillic decoded wrongly has fewer, or has oddities within words."""
_STRONG = 1.3
"""How many times likelier another encoding must be. Measured on single headlines in 35 languages: if the declaration is
right, no other is over 1.24 times as likely; if it is wrong, the right one is over 1.3 times as likely in 96 of 100.
"""
_FEW = 4
"""With so few letters beyond ASCII, no evidence is strong."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_BESIDE_ASCII = re.compile(rb"(?<=[A-Za-z])[\x80-\xff]|[\x80-\xff](?=[A-Za-z])")
_FOREIGN = re.compile("[\u0370-\u0fff]")
_NO_LETTER = re.compile("[\x80-\x9f\ufffd]")
_LOOKED_AT = 1_000
_SAMPLED_FROM = 200_000
_SAMPLE = 4_096
_BEFORE = 100
_DAMAGED_ONE_IN = 50
_ODD_ONE_IN = 200
"""Right text has at most one oddity in so many letters: «СберБанк», «25 м²». Capitals are ten times as frequent, and
some encodings differ only in these.
"""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The evidence for and against an encoding."""

    likelihood: float
    """The detector's confidence; for alphabets other than Latin, each letter next to an ASCII letter lowers it."""
    oddities: int
    """How often something stands inside a word that words do not contain."""


def detect(sample: bytes) -> Mapping[str, float]:
    """The guesses of chardet for a text of some words, likeliest first; empty if it sees no text."""
    found = detect_all(sample, ignore_threshold=True, compat_names=False, include_encodings=_CANDIDATES)
    return {one["encoding"]: one["confidence"] for one in found if one["encoding"] is not None}


def choose(body: bytes, declared: Sequence[str], detect: Detect) -> str:
    """The legacy encoding of a document; `declared` are the ones that it declares.

    A declared encoding wins (of two, the likelier), unless another is far likelier or leaves fewer oddities in words.
    """
    declared = [_as_browsers_read(name, body) for name in declared]
    sample = _sample(body)
    for name in declared:
        if name in _CYRILLIC and _is_well_read_cyrillic(sample.decode(name, "replace")):
            return name
        if name.startswith(_MULTIBYTE) and is_mostly_right(sample, name, one_in=_DAMAGED_ONE_IN):
            return name
    ranked = detect(sample)
    if not ranked:
        return declared[0] if declared else "cp1252"
    readings = {name: _read(name, sample, ranked, detect) for name in (*declared, *ranked)}
    strong = _STRONG + _FEW / _count_beyond_ascii(sample)
    least = max(reading.likelihood for reading in readings.values()) / strong
    likely = {name: reading for name, reading in readings.items() if reading.likelihood >= least}
    best = min(likely, key=lambda name: (likely[name].oddities, -likely[name].likelihood))
    believed = [name for name in declared if name in likely and likely[name].oddities <= likely[best].oddities]
    return max(believed, key=lambda name: likely[name].likelihood, default=best)


def _characters(wanted: Callable[[str], bool], *, first: int = 0x80, end: int = 0x2600) -> str:
    return re.escape("".join(char for char in map(chr, range(first, end)) if wanted(char)))


def _oddity() -> "re.Pattern[str]":
    """Matches a symbol in a word, a small letter before a capital, a letter of another alphabet next to a Latin one."""
    letter, small, capital = _characters(str.isalpha), _characters(str.islower), _characters(str.isupper)
    symbol = _characters(lambda char: unicodedata.category(char) in {"Cc", "No", "Sc", "Sk", "Sm", "So"})
    foreign = _characters(str.isalpha, first=0x370, end=0x700) + "\u3040-\u9fff\uac00-\ud7a3"
    return re.compile(
        f"[a-zA-Z{letter}][{symbol}]|[{symbol}][a-zA-Z{letter}]|[a-z{small}][{capital}]|[{small}][A-Z]"
        f"|[a-zA-Z][{foreign}]|[{foreign}][a-zA-Z]"
    )


_ODDITY = _oddity()


def is_mostly_right(body: bytes, encoding: str, *, one_in: int) -> bool:
    """Whether fewer than one in `one_in` letters beyond ASCII cannot be decoded."""
    text = body[:_SAMPLED_FROM].decode(encoding, "replace")
    beyond_ascii = sum(map(len, _BEYOND_ASCII.findall(text)))
    return text.count("\ufffd") * one_in < beyond_ascii


def _as_browsers_read(name: str, body: bytes) -> str:
    """The declared encoding, or its superset if the document has letters that only the superset has."""
    larger = _SUPERSETS.get(name)
    if larger is None:
        return name
    return larger if _NO_LETTER.search(body.decode(name, "replace")) else name


def _sample(body: bytes) -> bytes:
    """The first pieces between tags that contain more than ASCII, up to `_SAMPLE` bytes."""
    beyond_ascii = re.search(rb"[\x80-\xff]", body)
    start = 0 if beyond_ascii is None else max(0, beyond_ascii.start() - _BEFORE)
    pieces = re.split(rb"[<>]", body[start : start + _SAMPLED_FROM])
    return b"\n".join(piece for piece in pieces if not piece.isascii())[:_SAMPLE]


def _read(name: str, sample: bytes, ranked: Mapping[str, float], detect: Detect) -> _Reading:
    text = sample.decode(name, "replace")
    confidence = _confidence(name, text, sample, ranked)
    if not name.startswith(_MULTIBYTE):
        if _is_in_capitals(text):
            small = text.lower().encode(name, "ignore")
            confidence = max(confidence, _confidence(name, text.lower(), small, detect(small)))
        if _FOREIGN.search(text):
            confidence *= 1 - len(_BESIDE_ASCII.findall(sample)) / _count_beyond_ascii(sample)
    return _Reading(confidence, len(_ODDITY.findall(text)))


def _count_beyond_ascii(sample: bytes) -> int:
    """The number of bytes beyond ASCII, at least 1."""
    return max(1, sum(code > 127 for code in sample))


def _confidence(name: str, text: str, sample: bytes, ranked: Mapping[str, float]) -> float:
    """The confidence in the encoding, or in one that decodes the sample to the same text."""
    if name in ranked:
        return ranked[name]
    return next((confidence for one, confidence in ranked.items() if sample.decode(one, "replace") == text), 0.0)


def _is_in_capitals(text: str) -> bool:
    """Whether most letters are capitals, which detectors do not know."""
    letters = text[:_LOOKED_AT]
    return sum(map(str.isupper, letters)) > 3 * sum(map(str.islower, letters))


def _is_well_read_cyrillic(text: str) -> bool:
    beyond_ascii = "".join(_BEYOND_ASCII.findall(text))
    common = sum(map(beyond_ascii.count, _COMMON))
    oddities = len(_ODDITY.findall(text))
    return common >= _WELL_READ * len(beyond_ascii) > 0 and oddities * _ODD_ONE_IN <= len(beyond_ascii)
