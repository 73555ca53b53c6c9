from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.model import EVERYBODY, ArticleId, CandidateStory, Clue, KnownArticle, ReadArticle, Scope, SourceId, StoryId


class StoryStorage(Protocol):
    """Stories, and the articles that others are compared with."""

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
