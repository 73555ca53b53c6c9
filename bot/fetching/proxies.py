"""Which sources are fetched through which proxy."""

from collections.abc import Mapping
from dataclasses import dataclass, field

DIRECT = "direct"
"""In place of a proxy: none."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """One for everything, and others for single hosts and what lies below them; addresses may hold passwords."""

    everywhere: str | None = field(default=None, repr=False)
    by_host: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Hosts in lower case; `DIRECT` for those that need none."""

    def of(self, host: str) -> str | None:
        """The proxy for a host; None for none. What is said of it goes before what is said of its parents."""
        name = host.lower().rstrip(".")
        while name:
            if name in self.by_host:
                proxy = self.by_host[name]
                return None if proxy == DIRECT else proxy
            name = name.partition(".")[2]
        return self.everywhere
