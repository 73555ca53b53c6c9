"""Decodes bytes into text, whatever the server or the document says about the encoding."""

import codecs
import re

from bot.fetching.encodings import Detect, choose, detect, is_mostly_right
from bot.fetching.mojibake import without_mojibake

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_UNICODE = tuple(
    (start.encode(encoding), encoding)
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")  # UTF-32 begins like UTF-16, too
    for start in "<{\n\r "
)
_HTTP_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)"""
    rb"""|<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)""",
    re.IGNORECASE,
)
_ALIASES = {
    **dict.fromkeys(("win-1251", "windows1251", "cp-1251", "win1251", "x-cp1251"), "cp1251"),
    **dict.fromkeys(("x-sjis", "shift-jis", "windows-31j", "x-ms-cp932"), "cp932"),
    **dict.fromkeys(("x-gbk", "gb_2312-80", "windows-936"), "gb18030"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian", "macintosh-cyrillic"), "mac-cyrillic"),
    **dict.fromkeys(("x-euc-jp", "x-euc"), "euc_jp"),
    **dict.fromkeys(("windows-949", "ks_c_5601-1987", "ks_c_5601-1989", "x-windows-949"), "cp949"),
    "x-x-big5": "big5hkscs",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "x-cp1250": "cp1250",
    "x-cp1252": "cp1252",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "utf": "utf-8",
}
"""Names that Python does not know, most from https://encoding.spec.whatwg.org/#names-and-labels."""
_ESCAPES = (
    (re.compile(rb"\x1b\$\)[CGA]"), "iso2022_kr"),
    (re.compile(rb"\x1b\$[@B]|\x1b\([JI]"), "iso2022_jp_2"),
)
"""Escapes that switch the character set in 7-bit text."""


def decode(body: bytes, content_type: str | None, detect: Detect = detect) -> tuple[str, str]:
    """The text and its encoding. Never fails: bytes that do not fit are replaced.

    A byte order mark decides. Valid UTF-8 with a letter beyond ASCII is UTF-8, whatever is declared: text in legacy
    encodings practically never looks like that. Of the legacy encodings, a declared one wins unless `detect` has strong
    evidence for another. `detect` is not used for UTF-8, nor for declared Cyrillic that reads well.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body.decode(encoding, "replace"), encoding.removesuffix("-sig")
    for start, encoding in _BARE_UNICODE:
        if body.startswith(start):
            return body.decode(encoding, "replace"), encoding
    declared = _declared(body, content_type)
    if b"\x1b" in body and (escaped := _escaped(body, declared)):
        return body.decode(escaped, "replace"), escaped
    try:
        return without_mojibake(body.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8"
    encoding = choose(body, declared, detect)
    return body.decode(encoding, "replace"), encoding


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """The known legacy encodings that HTTP and then the document declare, by Python's names."""
    names = []
    if content_type and (charset := _HTTP_CHARSET.search(content_type)):
        names.append(charset[1])
    if declaration := _DECLARED.search(body[:2048]):
        names.append((declaration[1] or declaration[2]).decode("ascii"))
    known = []
    for name in names:
        try:
            codec = codecs.lookup(_ALIASES.get(name.lower(), name))
            b"a".decode(codec.name, "replace")  # fails for "zlib", a codec too, and for "idna"
        except (LookupError, ValueError):
            continue
        if not codec.name.startswith("utf-"):
            known.append(codec.name)
    return known


def _escaped(body: bytes, declared: list[str]) -> str | None:
    """The 7-bit encoding of a body, declared or not; None if it has none."""
    if not body.isascii():
        return None
    for name in declared:
        if name.startswith("iso2022"):
            return name
    return next((encoding for escape, encoding in _ESCAPES if escape.search(body)), None)


def _is_damaged_utf8(body: bytes) -> bool:
    """Whether most sequences are UTF-8: somebody cut a letter in two, or inserted a piece in another encoding."""
    return is_mostly_right(body, "utf-8", one_in=4)
