"""Reads what stands between the slashes of a web address, and in the header `Host`: a host, and perhaps a port."""

import re
from dataclasses import dataclass
from ipaddress import ip_address

_AUTHORITY = re.compile(
    r"(?:\[(?P<six>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9._-]{1,253}))(?::(?P<port>[0-9]{1,5}))?"
)
_LAST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Authority:
    """A host and a port, in the one form in which they are compared."""

    host: str
    """A name in lower case without a final dot, or an address; one of IPv6 in its shortest form, without brackets."""
    port: int | None = None
    """None if there is none."""


def read_authority(text: str) -> Authority | None:
    """None if the text is anything but `host` or `host:port`: a user, a zone, a path, letters beyond ASCII.

    Old spellings of IPv4 addresses (`127.1`, `0x7f.1`) stay names.
    """
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return None
    host = read_host(found["six"] or found["name"])
    port = int(found["port"]) if found["port"] is not None else None
    if host is None or (found["six"] and ":" not in host) or (port is not None and port > _LAST_PORT):
        return None
    return Authority(host, port)


def read_host(text: str) -> str | None:
    """A host as `Authority` has it; an address of IPv6 comes without brackets. None if it is empty or broken."""
    try:
        return ip_address(text).compressed
    except ValueError:
        name = text.lower().removesuffix(".")
        return name if ":" not in name and all(name.split(".")) else None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there: 127.0.0.0/8, ::1 and the name `localhost`.

    No other name counts, as it may name another machine tomorrow.
    """
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback and getattr(address, "ipv4_mapped", None) is None


def is_wildcard(host: str) -> bool:
    """Whether it stands for all addresses of the machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False
