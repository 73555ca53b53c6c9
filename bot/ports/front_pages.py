from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.model import FrontPageLookup, SourceId


class FrontPageStorage(Protocol):
    """Front pages that may link to sources."""

    async def next_front_page(self, now: datetime) -> FrontPageLookup | None:
        """A front page that is to be looked at for links to sources; none of a site that was looked at lately."""
        ...

    async def record_front_page(
        self, looked_at: FrontPageLookup, linked: Collection[SourceId] | None, now: datetime
    ) -> None:
        """To which of the sources it links, for a month; None if it could not be read, so that it is asked again."""
        ...
