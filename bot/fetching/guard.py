"""The guard: keeps addresses given by people or servers from leading into a private network.

It checks in three places. An address is checked as written, on every hop: scheme, user, port, and hosts that are
numbers in disguise. A resolver's answer is refused as a whole if any address in it is not public. And a socket is only
made for a public address: nothing gets past that check, whatever the spelling or the resolver.
"""

import asyncio
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import AddressRefused
from bot.fetching.reasons import FailureReason
from bot.text.hosts import has_long_host

_NOT_PUBLIC_4 = tuple(
    map(
        ip_network,
        (
            # IANA's registry of special-purpose addresses
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by carriers; the metadata of one cloud
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local; the metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; the metadata of one cloud
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # multicast tunnels
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
            "168.63.129.16/32",  # public by its number, but the wire server of one cloud
        ),
    )
)
_GIVEN_OUT_6 = ip_network("2000::/3")
"""All allocated IPv6 addresses. Loopback, mapped, NAT64, ULA, link-local and multicast addresses lie outside."""
_NOT_PUBLIC_6 = tuple(
    map(
        ip_network,
        (
            "2001::/23",  # protocol assignments, Teredo and benchmarks among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address within
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
_WELL_KNOWN_PORTS = frozenset({80, 443})
_LOWEST_PORT = 1024
# Ports above 1023 that the WHATWG's fetch standard blocks: HTTP could be smuggled into their protocols.
_BLOCKED_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080, *range(6665, 6670)}
)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\.?", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9._-]{1,253}", re.IGNORECASE)
_RECEIVE_BUFFER = 32_768
"""In bytes. What has arrived is handled in one go: endless "100 Continue" held the loop for 1,000 ms with the system's
default size, and for 22 ms with this one; chunks of one byte each held it for 25 and 6 ms.
"""
_REFUSED = "not a public address"
_LOCALHOST = "localhost"


def is_public(address: str) -> bool:
    """Whether an IP address, as given to a socket, belongs to the public internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return not any(ip in network for network in _NOT_PUBLIC_4)
    return _is_public_6(ip)


def _is_public_6(ip: IPv6Address) -> bool:
    return ip.scope_id is None and ip in _GIVEN_OUT_6 and not any(ip in network for network in _NOT_PUBLIC_6)


class RefusedBySocket(PermissionError):
    """The guard refused to make a socket. An OSError, since connectors expect that from sockets."""


class AddressGuard:
    """Decides which addresses may be fetched; `allow_private` allows private ones too."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private

    def check(self, address: str) -> URL:
        """The address, if it may be fetched as written; what its name resolves to is checked later.

        Raises AddressRefused.
        """
        if has_long_host(address):
            raise AddressRefused(FailureReason.ADDRESS_MALFORMED, address[:200])
        try:
            url = URL(address)
            host, port = url.raw_host, url.port  # decoding the host would take as long as all the rest
        except ValueError as error:
            raise AddressRefused(FailureReason.ADDRESS_MALFORMED, address[:200]) from error
        if url.scheme not in {"http", "https"}:
            raise AddressRefused(FailureReason.SCHEME_REFUSED, url.scheme)
        if not host or port is None:
            raise AddressRefused(FailureReason.ADDRESS_MALFORMED, address[:200])
        if url.user is not None or url.password is not None:
            raise AddressRefused(FailureReason.USERINFO_REFUSED, host)
        if port in _BLOCKED_PORTS or (port < _LOWEST_PORT and port not in _WELL_KNOWN_PORTS):
            raise AddressRefused(FailureReason.PORT_REFUSED, str(port))
        self._check_host(host)
        return url

    def _check_host(self, host: str) -> None:
        ends_in_a_number = _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2])
        if ":" not in host and not ends_in_a_number:
            if not _NAME.fullmatch(host):
                raise AddressRefused(FailureReason.ADDRESS_MALFORMED, host[:200])
            return
        try:
            ip_address(host)
        except ValueError as error:  # 127.1, 0x7f000001, 2130706433
            raise AddressRefused(FailureReason.ADDRESS_MALFORMED, host[:200]) from error
        self.check_resolved(host, host)

    def check_resolved(self, host: str, address: str) -> None:
        """Raise AddressRefused if `address`, to which `host` resolves, must not be connected to."""
        if not self._allow_private and not is_public(address):
            raise AddressRefused(FailureReason.ADDRESS_NOT_PUBLIC, host)

    def make_socket(self, info: Any) -> socket.socket:  # noqa: ANN401 - what getaddrinfo returns
        """A socket for an address from getaddrinfo. Raises RefusedBySocket."""
        *_, address = info
        if not self._allow_private and not is_public(address[0]):
            raise RefusedBySocket(_REFUSED)
        return small_socket(info)


def small_socket(info: Any) -> socket.socket:  # noqa: ANN401 - what getaddrinfo returns
    """A socket with a small receive buffer, so that no read takes long to handle."""
    family, kind, protocol, *_ = info
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER)
    return made


class GuardedResolver(AbstractResolver):
    """Resolves names through the system, in its own `threads`, and refuses answers that are not all public.

    It has many threads because a dead name server blocks one for ten seconds and more. Names below localhost are this
    machine, whatever the system says; no name server is asked for them (RFC 6761, 6.3).
    """

    def __init__(self, guard: AddressGuard, threads: int = 32) -> None:
        self._guard = guard
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="resolver")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name. Raises AddressRefused, and OSError for a name that does not exist."""
        loop = asyncio.get_running_loop()
        name = _LOCALHOST if host.rstrip(".").lower().endswith(f".{_LOCALHOST}") else host
        infos = await loop.run_in_executor(self._executor, _look_up, name, port, family)
        for *_, address in infos:
            self._guard.check_resolved(host, str(address[0]))
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=family,
                proto=protocol,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for family, _, protocol, _, address in infos
        ]

    async def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


_Info = tuple[socket.AddressFamily, socket.SocketKind, int, str, Any]


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[_Info]:
    return [*socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)]
