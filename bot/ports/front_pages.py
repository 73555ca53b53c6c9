from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.model import FrontPageLookup, SourceId


class FrontPageStorage(Protocol):
    """Front pages that may link to sources."""

    async def next_front_page(self, now: datetime) -> FrontPageLookup | None:
        """The next front page to search for links to sources; sites that were checked recently are skipped."""
        ...

    async def record_front_page(
        self, looked_at: FrontPageLookup, linked: Collection[SourceId] | None, now: datetime
    ) -> None:
        """Record for a month which sources it links to; None if it could not be read, and is to be retried."""
        ...
