from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.errors import Refused
from bot.model import (
    ArticleFailure,
    ArticleRecord,
    Generation,
    IndexChanges,
    Lease,
    WaitingArticle,
)
from bot.ports.stories import StoryStorage


class ArticleStorage(StoryStorage, Protocol):
    """Articles that wait to be read, and the queries that they are matched with."""

    async def index_changes(self, since: Generation) -> IndexChanges: ...

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        """One that was claimed when a run ended comes alone: if it was the reason, it takes no other article with it.

        Those that the step broke on, and those that have seen several runs end, come last. What is set aside is
        claimed by the next run.
        """
        ...

    async def record_articles(self, records: Sequence[ArticleRecord]) -> Sequence[Refused | None]:
        """Record some in their order; for each, why it is not recorded, if so.

        LeaseLost, or StaleIndex if there are queries newer than the record's generation.
        """
        ...

    async def fail_article(self, failure: ArticleFailure) -> None:
        """Put an article behind all others, or aside. Raises LeaseLost."""
        ...
