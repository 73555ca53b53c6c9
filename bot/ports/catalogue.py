from typing import Protocol

from bot.model import KnownSource


class Catalogue(Protocol):
    """The list of all sources."""

    async def known_sources(self, *, broken: bool = False) -> list[KnownSource]:
        """All sources, polled or retired; with `broken`, only the failing ones, the longest failing first."""
        ...
