"""Bytes into text, whatever the server, the declaration or neither says of their encoding."""

import codecs
import re
from itertools import pairwise

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the one of UTF-16, so it goes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_UTF16 = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be"))
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)"""
    rb"""|<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)""",
    re.IGNORECASE,
)
_ALIASES = {"win-1251": "cp1251", "windows1251": "cp1251", "cp-1251": "cp1251", "koi8": "koi8-r", "utf": "utf-8"}
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_COMMON = frozenset("оеаинтсрвлкмдпуяіию")
"""The letters that make up three quarters of any Russian or Ukrainian text."""
_SAMPLE = 4096
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}(?: [\x80-\xff]{2,}){0,8}")


def decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    """The text, and the encoding that it was in. Never fails: what fits nothing is replaced.

    Well-formed UTF-8 with a letter beyond ASCII is UTF-8, whatever is declared: Cyrillic in one of its old encodings
    practically never looks so. Of the old ones, the declared one is believed unless another makes far better words.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace"), encoding.removesuffix("-sig")
    for start, encoding in _BARE_UTF16:
        if body.startswith(start):
            return body.decode(encoding, "replace"), encoding
    declared = _declared(body, content_type)
    if declared is not None and declared.startswith("iso2022"):
        return body.decode(declared, "replace"), declared
    try:
        return body.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    encoding = _single_byte(body, declared)
    return body.decode(encoding, "replace"), encoding


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The first encoding that is declared and known: by HTTP, then by the document."""
    names = []
    if content_type and (charset := _HTTP_CHARSET.search(content_type)):
        names.append(charset[1])
    if declaration := _DECLARED.search(body[:2048]):
        names.append((declaration[1] or declaration[2]).decode("ascii"))
    for name in names:
        try:
            codec = codecs.lookup(_ALIASES.get(name.lower(), name))
            b"a".decode(codec.name, "replace")  # "zlib" is a codec, too, and "idna" replaces nothing
        except (LookupError, ValueError):
            continue
        if not codec.name.startswith("utf-"):
            return codec.name
    return None


def _is_damaged_utf8(body: bytes) -> bool:
    """Whether most sequences are UTF-8: somebody cut a letter in two, or put in a piece of another encoding."""
    text = body[:200_000].decode("utf-8", "replace")
    beyond_ascii = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text.count("\ufffd") * 4 < beyond_ascii


def _single_byte(body: bytes, declared: str | None) -> str:
    sample = b" ".join(run[:200] for run in _HIGH_RUN.findall(body[:200_000])[:100])[:_SAMPLE]
    declared = declared or "cp1252"
    if declared not in {*_CYRILLIC, "cp1252", "iso8859-1", "ascii", "mac-cyrillic", "koi8-u"}:
        return declared
    scores = {encoding: _fitness(sample, encoding) for encoding in (declared, *_CYRILLIC)}
    best = max(scores, key=scores.__getitem__)
    # Half as many good letters more: a text that is short may seem a little better in a wrong encoding.
    return best if scores[best] > 1.5 * max(scores[declared], 0.2) else declared


def _fitness(sample: bytes, encoding: str) -> float:
    """How much it looks like Cyrillic words: the share of common letters in lower case, less what words never hold."""
    text = sample.decode(encoding, "replace")
    if not sample:
        return 0.0
    common = sum(char in _COMMON for char in text)
    odd = sum(not (char.isalpha() or char in " «»—–…№“”„’\xa0") for char in text)
    inverted = sum(a.islower() and b.isupper() for a, b in pairwise(text))
    return (common - 2 * odd - 2 * inverted) / len(text)
