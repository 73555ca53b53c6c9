from typing import Protocol

from bot.model import KnownSource


class Catalogue(Protocol):
    """Which sources there are."""

    async def known_sources(self, *, broken: bool = False) -> list[KnownSource]:
        """All sources that are polled or retired; with `broken`, those that fail, the longest failing first."""
        ...
