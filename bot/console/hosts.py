"""Which hosts a request may name.

A page of a stranger's site can lead its own name to this machine («DNS rebinding»), and read whatever answers under
that name. So what listens here answers only to its own address, and to names that the operator has listed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.console import ListenAt
from bot.text.authority import Authority, is_loopback, is_wildcard, read_authority, read_host

_UNWRITTEN = frozenset({80, 443})
"""The ports that an address without one may mean: a proxy knows which."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """The address that the console listens at, and the names under which it may be asked besides."""

    at: ListenAt
    names: Sequence[Authority] = ()
    """Those of `HTTP_HOSTS`; one without a port allows every port, as behind a proxy."""

    def allow(self, given: str, local_address: str) -> bool:
        """Whether a request may name this host in `Host`; it came in at `local_address`.

        Of a console that listens on loopback, `localhost` is a name as well. If it listens at all addresses, the one
        that the request came in at is its own.
        """
        asked = read_authority(given)
        if asked is None:
            return False
        ports = {asked.port} if asked.port is not None else _UNWRITTEN
        if any(asked.host == name.host and (name.port is None or name.port in ports) for name in self.names):
            return True
        own = {self.at.host}
        if is_loopback(self.at.host):
            own |= {"localhost", "127.0.0.1"} if self.at.host == "localhost" else {"localhost"}
        if is_wildcard(self.at.host):
            own = {_plain(local_address)}
        return asked.host in own and self.at.port in ports


def _plain(address: str) -> str:
    """An address of IPv4 as such, also if a socket of IPv6 received it."""
    return read_host(address.removeprefix("::ffff:") if "." in address else address) or ""
