"""No host gets more than its share: requests to the same one keep their distance, however many sources it has."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

_TIDY_AT = 4_096
"""Hosts that are remembered before those whose time has passed are forgotten."""


class HostSpacing:
    """Gives out times, at least `gap_s` seconds apart for each host. Not for several threads."""

    def __init__(self, gap_s: float) -> None:
        self._gap = timedelta(seconds=gap_s)
        self._free_at: dict[str, datetime] = {}

    def reserve(self, url: str, now: datetime) -> datetime:
        """When the address may be asked: `now`, or later if its host was asked, or will be, shortly before."""
        host = host_of(url)
        at = max(now, self._free_at.get(host, now))
        self._free_at[host] = at + self._gap
        if len(self._free_at) > _TIDY_AT:
            self._free_at = {host: free_at for host, free_at in self._free_at.items() if free_at > now}
        return at

    def asked(self, url: str, at: datetime) -> None:
        """Take note of a request that was made before: what storage tells after a restart."""
        host = host_of(url)
        self._free_at[host] = max(at + self._gap, self._free_at.get(host, at))

    def hold(self, url: str, until: datetime) -> None:
        """Leave a whole host alone: it said that it gets too many requests."""
        host = host_of(url)
        self._free_at[host] = max(until, self._free_at.get(host, until))


def host_of(url: str) -> str:
    """Whose share a request counts towards: the host, in lower case; empty for what is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
