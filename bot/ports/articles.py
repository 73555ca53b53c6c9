from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.errors import Refused
from bot.model import (
    ArticleFailure,
    ArticleRecord,
    ExpandedQuery,
    Generation,
    IndexChanges,
    Lease,
    StoryId,
    WaitingArticle,
)
from bot.ports.stories import StoryStorage


class ArticleStorage(StoryStorage, Protocol):
    """The queue of articles to read, and the queries to match them with."""

    async def index_changes(self, since: Generation, limit: int | None = None) -> IndexChanges:
        """The changes since a generation; at most `limit`, the earliest."""
        ...

    async def keep_expansions(self, expanded: Sequence[ExpandedQuery]) -> None:
        """Store what queries expand to, which the index has already; what was removed or reads otherwise is left out.

        Repeating it changes nothing.
        """
        ...

    async def renew_expansions(self, expanded: Sequence[ExpandedQuery]) -> None:
        """As `keep_expansions`, for queries that the index has with older forms: each gets a generation."""
        ...

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        """Claim articles; one that was claimed when a run ended comes alone.

        If that article crashes the run, it takes no other with it. Articles on which the step failed, and those that
        several runs ended on, come last. An article that is set aside is claimed by the next run.
        """
        ...

    async def record_articles(self, records: Sequence[ArticleRecord]) -> Sequence[Refused | StoryId | None]:
        """Record articles in order; for each, its story, None if it is no news, or the refusal.

        A refusal is LeaseLost, or StaleIndex if queries were added after the record's generation.
        """
        ...

    async def fail_article(self, failure: ArticleFailure) -> None:
        """Move an article behind all others, or set it aside. Raises LeaseLost."""
        ...
