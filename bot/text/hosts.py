"""Names of hosts, as the network writes them and as people do: `xn--e1afmkfd.xn--p1ai` is `пример.рф`."""

import unicodedata
from contextlib import suppress

_LONGEST = 253
"""Characters of a name (RFC 1035, 2.3.4, without the root's)."""


def to_ascii(host: str) -> str:
    """The name in small letters as the network writes it, or as it is where it cannot be one."""
    if not host.isascii() and len(host) <= _LONGEST:
        with suppress(UnicodeError):
            host = host.encode("idna").decode("ascii")
    return host.lower()


def to_readable(host: str) -> str:
    """The name as people write it, where that is the same host and has nothing but letters, marks and digits."""
    if "xn--" not in host or len(host) > _LONGEST:
        return host
    try:
        readable = host.encode("ascii").decode("idna").lower()
    except UnicodeError:
        return host
    is_plain = all(sign in "-._" or unicodedata.category(sign)[0] in "LMN" for sign in readable)
    return readable if is_plain and to_ascii(readable) == host else host
