from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from bot.model import (
    ArticleId,
    HostShare,
    Lease,
    PollRecord,
    SeenArticle,
    Sighting,
    SourceForPoll,
    SourceId,
)


class PollStorage(Protocol):
    """Sources that are due, and what was seen in them."""

    async def claim_due_sources(
        self, now: datetime, limit: int, lease: Lease, share: HostShare = ...
    ) -> list[SourceForPoll]:
        """None of a host that has had its share, also from an earlier run of the program."""
        ...

    async def sightings(self, source: SourceId, keys: Iterable[str]) -> Mapping[str, Sighting]:
        """Which of the keys the source was seen to list."""
        ...

    async def seen_articles(self, articles: Iterable[ArticleId]) -> Mapping[ArticleId, SeenArticle]:
        """How the articles read when their sources listed them last; what is known no more is left out."""
        ...

    async def record_poll(self, record: PollRecord) -> None:
        """A source that has moved to the address of another one joins it.

        Raises LeaseLost, and ItemsKnown if the record is partial and one of the keys that it found was seen before, or
        if an article that it edits has lost its text meanwhile.
        """
        ...
