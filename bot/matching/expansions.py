"""The patterns of a query in bytes, so that a start need not look up the forms of a million queries.

    checksum · flags · phrase GS phrase …     phrase: variant RS variant …     variant: pattern US pattern …

A pattern is its keys, each as the number of characters that it shares with the key before and the rest. The numbers are
below all separators, and these below all characters of words. Most text takes one byte a letter.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from sys import intern
from typing import Final
from zlib import crc32

from bot.matching.patterns import Pattern, PatternsOf, Variants
from bot.matching.tree import Phrase, Query, phrases

_PHRASE, _VARIANT, _PATTERN = b"\x1d", b"\x1e", b"\x1f"
_PREFIX, _STEM = "\x1b", "\x1c"
_MOST_SHARED = 0x1A
_KEYS = re.compile("[\\x00-\\x1a][^\\x00-\\x1a]*")
_CHECKSUM = 4
_LAYOUT = 1 << 2
"""Grows by 4 when the layout changes: an older program then expands anew."""
_PLAIN, _UTF8 = 1, 2
_ONE_BYTE: Final = "cp1251"
"""Has all letters of Russian, Ukrainian and English."""
_REMEMBERED = 1 << 17
"""Patterns that are kept at hand while very many expansions are read, some 300 bytes each: the same words are in many
queries.
"""


@dataclass(frozen=True, slots=True)
class Expanded:
    """What was read."""

    is_plain: bool
    """Whether the query is words in a row and nothing else, so that its text need not be parsed."""
    found: tuple[Variants, ...]
    """The variants of each of its phrases, in order."""

    def patterns_of(self, query: Query) -> PatternsOf:
        """What gives the variants to the phrases of that query. Raises ValueError if it has more phrases, or fewer."""
        return dict(zip(phrases(query.root), self.found, strict=True)).__getitem__


def is_plain(query: Query) -> bool:
    """Whether a query is words in a row and nothing else."""
    return isinstance(query.root, Phrase) and query.root == Phrase(query.root.words)


def pack(text: str, expanded: Expanded) -> bytes | None:
    """The bytes of an expansion of the query of that canonical text; None if they would not be read the same.

    That is so if a word has control characters, as no word should.
    """
    flags = _LAYOUT | _PLAIN * expanded.is_plain
    try:
        content = _content(expanded.found, _ONE_BYTE)
    except UnicodeEncodeError:
        flags |= _UTF8
        content = _content(expanded.found, "utf-8")
    body = bytes([flags]) + content
    packed = _checksum(text, body) + body
    return packed if unpack(text, packed) == expanded else None


def unpack(text: str, packed: bytes) -> Expanded | None:
    """Read an expansion of the query of that text; None if it is damaged, in another layout, or of another query."""
    body = packed[_CHECKSUM:]
    if not body or body[0] & -_LAYOUT != _LAYOUT or packed[:_CHECKSUM] != _checksum(text, body):
        return None
    encoding = "utf-8" if body[0] & _UTF8 else _ONE_BYTE
    phrases = body[1:].split(_PHRASE) if len(body) > 1 else ()
    return Expanded(
        bool(body[0] & _PLAIN),
        tuple(
            tuple(
                tuple(_read(pattern, encoding) for pattern in variant.split(_PATTERN))
                for variant in phrase.split(_VARIANT)
            )
            for phrase in phrases
        ),
    )


def forget_patterns() -> None:
    """Free the patterns that are kept at hand, once very many expansions are read."""
    _read.cache_clear()


def _checksum(text: str, body: bytes) -> bytes:
    return crc32(body, crc32(text.encode())).to_bytes(_CHECKSUM, "little")


def _content(found: Sequence[Variants], encoding: str) -> bytes:
    return _PHRASE.join(
        _VARIANT.join(_PATTERN.join(_written(pattern).encode(encoding) for pattern in variant) for variant in variants)
        for variants in found
    )


def _written(pattern: Pattern) -> str:
    before = ""
    written: list[str] = []
    for key in pattern.keys:
        shared = _shared(before, key[:_MOST_SHARED])
        written.append(chr(shared) + key[shared:])
        before = key
    prefix = _PREFIX + pattern.prefix if pattern.prefix else ""
    stem = _STEM + pattern.stem_of if pattern.stem_of else ""
    return "".join(written) + prefix + stem


def _shared(first: str, second: str) -> int:
    """How many characters two words begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


@lru_cache(_REMEMBERED)
def _read(pattern: bytes, encoding: str) -> Pattern:
    rest, _, stem = pattern.decode(encoding).partition(_STEM)
    rest, _, prefix = rest.partition(_PREFIX)
    keys: list[str] = []
    key = ""
    for written in _KEYS.findall(rest):
        key = key[: ord(written[0])] + written[1:]
        keys.append(intern(key))
    return Pattern(tuple(keys), prefix, stem)
