"""The archive: what is asked of it, and what it has."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import ReadArticle
from bot.model.identities import ArticleId, StoryId


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word that an article must contain, whole or as the beginning of a word."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Filter, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Filter, ...]"


Filter = Term | AllOf | AnyOf
"""A condition on an article's terms; an article that fails it needs no closer look."""


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """An article in the archive."""

    id: ArticleId
    article: ReadArticle
    url: str
    published_at: datetime
    number: int
    """Counts articles in the order of recording."""
    story: StoryId | None = None
    """None for what is no news."""


@dataclass(frozen=True, slots=True)
class ArchivePlace:
    """How far the archive was searched: from the newest article down to those published at `at`.

    Of those, `article` and the ones after it; of two, the one found later is the newer one.
    """

    at: datetime
    article: ArticleId


@dataclass(frozen=True, slots=True)
class ArchiveReach:
    """What a chat's archive is made of."""

    since: datetime | None
    """When it began: when the first of the chat's sources was read, or the oldest article that is left was found; None
    while none was read.
    """
    sources: int
    """How many sources the chat watches that are read."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """Articles that may match, newest first."""

    articles: tuple[ArchivedArticle, ...]
    reached: ArchivePlace | None = None
    """Where to continue; None when the search is complete."""


@dataclass(frozen=True, slots=True)
class BigStory:
    """A story that several outlets of packs report, by the titles of its reports in one language."""

    titles: tuple[str, ...]
    outlets: int
    """How many sources these are from."""
