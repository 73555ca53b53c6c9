from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from bot.model import (
    ArticleId,
    HostShare,
    Lease,
    NetworkRule,
    PageRule,
    PollRecord,
    RecordedArticle,
    SeenArticle,
    Sighting,
    SourceForPoll,
    SourceId,
    TitleRule,
)


class PollStorage(Protocol):
    """The queue of due sources, and what they listed before."""

    async def claim_due_sources(
        self, now: datetime, limit: int, lease: Lease, share: HostShare = ...
    ) -> list[SourceForPoll]:
        """Claim due sources. A host that has used up its share gets none; the share counts across restarts."""
        ...

    async def sightings(self, source: SourceId, keys: Iterable[str]) -> Mapping[str, Sighting]:
        """The keys that the source has listed before, with what it listed by them."""
        ...

    async def seen_articles(self, articles: Iterable[ArticleId]) -> Mapping[ArticleId, SeenArticle]:
        """The articles as their sources listed them last; forgotten ones are left out."""
        ...

    async def record_poll(
        self,
        record: PollRecord,
        is_our_own: NetworkRule = ...,
        waits: PageRule = ...,
        is_retitled: TitleRule = ...,
    ) -> tuple[RecordedArticle, ...]:
        """Record a poll; the articles that it makes. A source that moved to another source's address is merged into it.

        An article waits for its page as long as `waits` says, if its page is wanted; without the rule, none does.

        When the source begins to fail and `is_our_own` says that our network is the cause, nobody is told. Without the
        rule, everybody is.

        A title that `is_retitled` takes for another one is kept, and those who were told of the article see it. Without
        the rule, none is.

        Raises LeaseLost. Raises ItemsKnown if the record is partial and a key that it found was seen before, or if an
        article that it edits has lost its text meanwhile.
        """
        ...
