from typing import Protocol

from bot.model import Trace


class TraceStorage(Protocol):
    """What became of articles."""

    async def trace(self, key: str, canonical_url: str) -> Trace:
        """The sources that list an address, by the `key` of items there, and its articles with what became of them."""
        ...
