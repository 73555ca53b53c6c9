"""Articles: read, matched, grouped, archived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.model.identities import ArticleId, Clue, Generation, Lease, QueryId, StoryId


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article whose text is complete: what queries are matched against."""

    title: str
    text: str
    """Paragraphs, a line each, the first one being the lead."""
    source: str
    """The name of its source, as `source:` looks for it."""
    site: str
    """The host that it stands on, without "www.", as `site:` looks for it."""
    language: str
    """A primary subtag in lower case, or an empty string when it is not known."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """The places in an article that meet a query, ascending, not overlapping."""

    title: tuple[Span, ...] = ()
    text: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article that is recorded, but not yet read, matched and grouped; claimed."""

    id: ArticleId
    lease: Lease
    attempts: int
    """How often it was claimed, this time included."""
    title: str
    text: str
    url: str
    canonical_url: str
    site: str
    language: str
    source_title: str
    found_at: datetime
    is_news: bool
    """False for one of a baseline, which is kept for searching alone."""
    story_id: StoryId | None
    """Its story, if it is matched again after an edit."""


@dataclass(frozen=True, slots=True)
class CandidateStory:
    """A story that an article may belong to, by the `keys` that it shares with it."""

    id: StoryId
    keys: frozenset[str]
    joined_at: datetime
    """When the article was found that joined it last."""
    fingerprint: bytes = b""
    """Of that article, as it was recorded; empty if it was recorded without one, or long ago."""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article that others may be like: news, recorded with a fingerprint, or about to be."""

    id: ArticleId
    found_at: datetime
    fingerprint: bytes
    story: StoryId | None = None
    """None while it is about to be recorded."""
    founder: bytes = b""
    """The fingerprint of the article that began its story."""
    founded_at: datetime | None = None
    """When that article was found; None if it is not known any more."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article that was read, matched and grouped: written in one transaction."""

    article_id: ArticleId
    lease: Lease
    at: datetime
    language: str
    story_id: StoryId | None
    """The story that it joins; None to begin one."""
    story_keys: tuple[str, ...]
    """What the others of its story may share with it, a text each."""
    generation: Generation
    """Which queries it was matched with."""
    queries: tuple[QueryId, ...]
    """Those that it meets."""
    terms: frozenset[str]
    """What it can be found by in the archive."""
    clues: tuple[Clue, ...] = ()
    """What articles that are alike may share with it."""
    fingerprint: bytes = b""
    """What the likeness of others is told by."""
    is_development: bool = False
    """Whether it says something substantially new of the story that it joins."""


@dataclass(frozen=True, slots=True)
class Term:
    """A folded word that must stand in an article, or begin a word there."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: "tuple[Filter, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: "tuple[Filter, ...]"


Filter = Term | AllOf | AnyOf
"""What the terms of an article must hold for it to be worth a closer look."""


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """An article that was recorded before."""

    id: ArticleId
    article: ReadArticle
    url: str
    published_at: datetime
    number: int
    """Counts the articles in the order in which they were recorded."""


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """How the set of queries has changed since a generation."""

    generation: Generation
    added: Mapping[QueryId, str]
    removed: frozenset[QueryId]
