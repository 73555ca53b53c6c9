from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from bot.model import (
    EVERYBODY,
    ArticleId,
    CandidateStory,
    Clue,
    CountedArticle,
    KnownArticle,
    ReadArticle,
    Scope,
    SourceId,
    StoryId,
)


class StoryStorage(Protocol):
    """Stories, and the articles that others are compared with."""

    async def candidate_stories(self, keys: Iterable[str], since: datetime) -> list[CandidateStory]:
        """The stories that share a key and, in the key's scope, were joined by an article found after `since`.

        Oldest first. A story that shares keys of several scopes appears once for each scope.
        """
        ...

    async def articles_with(self, clues: Iterable[Clue], since: date, limit: int) -> Mapping[Clue, list[ArticleId]]:
        """For each clue, the `limit` latest articles recorded with it, newest first.

        They were found on the day `since` (UTC) or later. Clues without articles are left out.
        """
        ...

    async def known_articles(self, articles: Iterable[ArticleId]) -> list[KnownArticle]:
        """Those of the articles that were recorded with a fingerprint in the last days, once for each scope."""
        ...

    async def fingerprints(self, first: int, before: int, since: date, limit: int) -> list[CountedArticle]:
        """Those of everybody's articles from the number `first` to that `before` another, found on the day `since` (in
        UTC) or later: the `limit` first ones, in the order of their numbers (`WaitingArticle.number`).
        """
        ...

    async def articles_of(
        self, story: StoryId, limit: int, scopes: Iterable[Scope] = (EVERYBODY,)
    ) -> list[ReadArticle]:
        """The latest articles that joined a story in the scopes, newest first."""
        ...

    async def scopes(self, sources: Iterable[SourceId]) -> Mapping[SourceId, tuple[Scope, ...]]:
        """The scopes in which articles of sources outside packs are grouped, by who watches them now."""
        ...
