"""Which hosts are fetched through which proxy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DIRECT = "direct"
"""Stands for "no proxy"."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """A default proxy, and proxies for single hosts and their subdomains; addresses may hold passwords."""

    everywhere: str | None = field(default=None, repr=False)
    by_host: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Hosts in lower case; `DIRECT` for hosts without a proxy."""

    def of(self, host: str) -> str | None:
        """The proxy for a host; None for none. The most specific entry wins."""
        name = host.lower().rstrip(".")
        while name:
            if name in self.by_host:
                proxy = self.by_host[name]
                return None if proxy == DIRECT else proxy
            name = name.partition(".")[2]
        return self.everywhere
