"""The pages of new articles: which are wanted, and what became of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.identities import ArticleId, Lease
from bot.model.sources import AS_USUAL, SourceSettings


class PageOutcome(StrEnum):
    """What became of a page."""

    TEXT = "text"
    """The article's text was read."""
    USELESS = "useless"
    """It was read, and does not hold more of the article than the feed."""
    REFUSED = "refused"
    """The site does not want it to be read, or it is not there."""
    FAILED = "failed"
    """It could not be read."""


@dataclass(frozen=True, slots=True)
class PageQueue:
    """What an article's wait for its page depends on."""

    ahead: int
    """How many pages of the host are asked for before it."""
    held_for: timedelta
    """How long the host is not asked: it fails, or has had its share of the day."""
    delay_s: float
    """The least time between two requests that the host asks for, in seconds."""


PageRule = Callable[[PageQueue], timedelta]
"""Decides purely how long an article waits for its page; zero for not at all."""


@dataclass(frozen=True, slots=True)
class PageShare:
    """How many pages one host is asked for."""

    at_once: int = 2
    spacing_s: float = 0.5
    """The least time between the starts of two requests, in seconds."""
    a_day: int = 2_000
    added_at_once: int = 24
    """How many pages of sources that are in no pack are read at once, over all hosts."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The robots.txt of a host."""

    text: str
    """Empty if it has none."""
    until: datetime
    """When it is to be asked for again."""
    delay_s: float = 0.0
    """The least time between two requests that it asks for, in seconds."""


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A claimed page, with what is known of its article."""

    article: ArticleId
    lease: Lease
    address: str
    host: str
    """The name of its queue: a host, apart for sources of packs and for those that people added."""
    tries: int
    """How often it could not be read before."""
    title: str
    text: str
    """What the feed says."""
    canonical_url: str
    source_url: str
    found_at: datetime
    published_at: datetime
    """As `found_at` if the feed gave no time."""
    host_failures: int
    """How many requests for pages of its host have failed in a row."""
    is_added: bool = False
    """Whether its source is in no pack: somebody added it."""
    settings: SourceSettings = AS_USUAL
    robots: Robots | None = None
    """None if they are not known."""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """The result of one attempt at a page; written in one transaction."""

    article: ArticleId
    lease: Lease
    host: str
    at: datetime
    outcome: PageOutcome | None
    """None if it is tried again."""
    again_at: datetime | None = None
    reason: str = ""
    """Why there is no text."""
    text: str = ""
    author: str = ""
    """As the page says it."""
    canonical_url: str | None = None
    """The article's own address, if the page knows better."""
    published_at: datetime | None = None
    """The time of publication, if the feed gave none."""
    host_failures: int = 0
    host_free_at: datetime | None = None
    """Until when its host is asked for no pages."""


@dataclass(frozen=True, slots=True)
class ClaimedPages:
    """What a claim brought."""

    pages: tuple[WantedPage, ...] = ()
    released: int = 0
    """How many articles waited for their pages no longer."""


@dataclass(frozen=True, slots=True)
class PageCounts:
    """How many pages wait, and what became of those of the day."""

    waiting: int = 0
    read: int = 0
    refused: int = 0
    failed: int = 0
