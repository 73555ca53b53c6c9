"""Converts host names between ASCII and readable form: `xn--e1afmkfd.xn--p1ai` is `пример.рф`."""

import re
import unicodedata
from contextlib import suppress

_LONGEST = 253
"""The most characters of a name (RFC 1035, 2.3.4, without the root)."""
_LONG_HOST = re.compile("//[^/?#]{512}")
_LATIN = re.compile("[a-z\u00df-\u024f]")
_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]")
"""Alphabets with many letters that look like Latin ones."""
_LIKE_LATIN = re.compile("[асеорхуіјѕһӏԁԛԝ\\d-]+")


def has_long_host(address: str) -> bool:
    """Whether an address has a host that is too long to exist.

    Parsing an address normalises its host, which takes quadratic time in the combining marks.
    """
    return _LONG_HOST.search(address) is not None


def to_ascii(host: str) -> str:
    """The name in lower case and ASCII form; only in lower case if it is not a valid name."""
    if not host.isascii() and len(host) <= _LONGEST:
        with suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    return host.lower()


def to_readable(host: str) -> str:
    """The name as people write it, if that is the same host and has only letters, marks and digits.

    A name that looks like another one («аррӏе.com» in Cyrillic letters) stays in ASCII form.
    """
    if "xn--" not in host or len(host) > _LONGEST:
        return host
    try:
        readable = host.encode("ascii").decode("idna").lower()
    except UnicodeError:
        return host
    is_plain = all(sign in "-._" or unicodedata.category(sign)[0] in "LMN" for sign in readable)
    return readable if is_plain and to_ascii(readable) == host and not _may_be_mistaken(readable) else host


def _may_be_mistaken(name: str) -> bool:
    """Whether a label mixes look-alike alphabets, or has only letters that look like those of the other."""
    labels = name.split(".")
    return any(
        (_ALIKE.search(label) and (_LATIN.search(label) or (labels[-1].isascii() and _LIKE_LATIN.fullmatch(label))))
        for label in labels
    )
