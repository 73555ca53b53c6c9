from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.errors import Refused
from bot.model import (
    EVERYBODY,
    ArticleFailure,
    ArticleId,
    ArticleRecord,
    CandidateStory,
    Clue,
    KnownArticle,
    Lease,
    ReadArticle,
    Scope,
    SourceId,
    StoryId,
    WaitingArticle,
)


class ArticleStorage(Protocol):
    """Articles that wait to be read, and stories."""

    async def claim_waiting_articles(self, now: datetime, limit: int, lease: Lease) -> list[WaitingArticle]:
        """One that was claimed when a run ended comes alone: if it was the reason, it takes no other article with it.

        Those that the step broke on, and those that have seen several runs end, come last. What is set aside is
        claimed by the next run.
        """
        ...

    async def candidate_stories(self, keys: Iterable[str], since: datetime) -> list[CandidateStory]:
        """The stories that share a key, and that were joined in its scope by an article found after `since`.

        Oldest first; one that shares keys of several scopes is there for each of them.
        """
        ...

    async def articles_with(self, clues: Iterable[Clue], since: date, limit: int) -> Mapping[Clue, list[ArticleId]]:
        """The articles that were recorded with each of the clues, newest first: the `limit` latest, found on the day
        `since` (in UTC) or later. Clues that nothing was recorded with are left out.
        """
        ...

    async def known_articles(self, articles: Iterable[ArticleId]) -> list[KnownArticle]:
        """Those of the articles that were recorded with a fingerprint in the last days, for each scope once."""
        ...

    async def articles_of(
        self, story: StoryId, limit: int, scopes: Iterable[Scope] = (EVERYBODY,)
    ) -> list[ReadArticle]:
        """The articles that joined a story last in the scopes, newest first."""
        ...

    async def scopes(self, sources: Iterable[SourceId]) -> Mapping[SourceId, tuple[Scope, ...]]:
        """For whom the articles of sources are grouped that are in no pack, as they are watched now."""
        ...

    async def record_articles(self, records: Sequence[ArticleRecord]) -> Sequence[Refused | None]:
        """Record some in their order; for each, why it is not recorded, if so.

        LeaseLost, or StaleIndex if there are queries newer than the record's generation.
        """
        ...

    async def fail_article(self, failure: ArticleFailure) -> None:
        """Put an article behind all others, or aside. Raises LeaseLost."""
        ...
