"""The domain's types, in the order in which an article meets them.

Every stage has its own frozen type, named for its moment:

    Item              what a feed lists, as parsed
    NewArticle        an item that was never seen before, with its identity
    WaitingArticle    recorded, not yet read
    ReadArticle       its text is complete: what queries are matched against
    Hit               the places in it that meet a query

Times are aware and in UTC; `Moment` enforces that where a value enters the domain.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType

SourceId = NewType("SourceId", int)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
QueryId = NewType("QueryId", int)


class Language(StrEnum):
    """A language that the bot speaks, and that its morphology knows."""

    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    ENGLISH = "en"


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive one: a time without a zone is a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"a time needs a zone: {moment!r}")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed lists, as parsed. All texts are plain: no markup, no entities."""

    guid: str | None
    url: str | None
    """Absolute, as the feed gives it."""
    title: str
    text: str
    """Paragraphs, a line each, the first one being the lead; a related-links tail is cut."""
    published_at: datetime | None

    def __post_init__(self) -> None:
        if self.published_at is not None:
            object.__setattr__(self, "published_at", in_utc(self.published_at))


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document that a source answered, read: what the source says of itself, and its items in its order."""

    title: str
    language: str | None
    """A primary subtag in lower case ("ru"), where the feed declares one."""
    site: str | None
    """The address of the site that the feed belongs to."""
    ttl_s: int | None
    """How long the feed asks to be left alone, in seconds."""
    items: tuple[Item, ...]


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
