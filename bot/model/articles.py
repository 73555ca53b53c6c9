"""Articles: read, matched, grouped, archived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.identities import (
    EVERYBODY,
    ArticleId,
    Clue,
    Generation,
    Lease,
    MentionId,
    QueryId,
    Scope,
    SourceId,
    StoryId,
)

_IN = "\x1f"

READ = {"title": 1_000, "text": 100_000, "source": 1_000, "site": 253}
"""Characters of an article that are read; the rest is kept. The longest newspaper article has some 100,000."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article whose text is complete: what queries are matched against, as far as it is read (see `READ`)."""

    title: str
    text: str
    """Paragraphs, a line each, the first one being the lead."""
    source: str
    """The name of its source, as `source:` looks for it."""
    site: str
    """The host that it stands on, without "www.", as `site:` looks for it."""
    language: str
    """A primary subtag in lower case, or an empty string when it is not known."""

    def __post_init__(self) -> None:
        for name, most in READ.items():
            value = getattr(self, name)
            if len(value) > most:
                object.__setattr__(self, name, value[:most])


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


OFTEN_INTERRUPTED = 3
"""Runs that have ended while they had an article claimed; from then on, it is suspected to be the reason."""


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article that is recorded, but not yet read, matched and grouped; claimed."""

    id: ArticleId
    lease: Lease
    failures: int
    """How often the step has broken on it since it was set aside last, or edited."""
    interruptions: int
    """How many runs have ended while they had it claimed: killed, for want of power, or by the article itself."""
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
    source_id: SourceId
    scope: Scope | None
    """For whom it is grouped; None for each of those who watch its source, see `bot.ports.ArticleStorage.scopes`."""
    speaks: bool
    """Whether its source speaks for the site that it stands on: only then is its address one by which others are it."""


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """The step has broken on an article."""

    article_id: ArticleId
    lease: Lease
    reason: str
    is_set_aside: bool
    """Whether it is left alone until the next start."""


@dataclass(frozen=True, slots=True)
class TroubledArticle:
    """An article that is read after all others, or is set aside."""

    title: str
    url: str
    reason: str
    """What the step broke with last; empty if it never did."""
    interruptions: int
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class CandidateStory:
    """A story that an article may belong to, by the `keys` that it shares with it."""

    id: StoryId
    keys: frozenset[str]
    """See `in_scope`: all of them are of one scope."""
    joined_at: datetime
    """When the article was found that joined it last, in that scope."""
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
    scope: Scope = EVERYBODY
    """For whom it belongs to that story."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The story to which an article belongs for those of a scope."""

    scope: Scope
    story_id: StoryId | None
    """The story that it joins; None to begin one."""
    story_keys: tuple[str, ...]
    clues: tuple[Clue, ...]
    is_development: bool


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
    scope: Scope = EVERYBODY
    """For whom all that is said of its story."""
    others: tuple[Membership, ...] = ()
    """The same for others."""


def address_key(canonical_url: str) -> str:
    """The key of a story for an article that stands there, as far as its source speaks for that."""
    return f"address:{canonical_url}"


def in_scope(key: str, scope: Scope) -> str:
    """The key of a story as it is known in a scope: behind a sign that neither titles nor addresses have."""
    return key if scope == EVERYBODY else f"{key}{_IN}{scope}"


def scope_of(key: str) -> Scope:
    """The scope of a key that `in_scope` made."""
    return Scope(int(key.partition(_IN)[2] or EVERYBODY))


def without_scope(key: str) -> str:
    """The key that `in_scope` made another one of."""
    return key.partition(_IN)[0]


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept."""

    articles: timedelta = timedelta(days=90)
    """The texts of articles, and what they are found by; of what nobody was told of, all."""
    told: timedelta = timedelta(days=365)
    """What was told: messages, what they were told for, and what articles they tell of."""


@dataclass(frozen=True, slots=True)
class SentArticle:
    """An article that somebody was told of, and that is to lose its text."""

    article: ReadArticle
    queries: Mapping[MentionId, str]
    """What it was told for."""


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
class ArchivePlace:
    """How far the archive was looked through, from the newest article to those published `at` that time.

    Of these, the ones from `article` on; of two, that is the later one which was found later.
    """

    at: datetime
    article: ArticleId


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """Articles that may be what is wanted, newest first."""

    articles: tuple[ArchivedArticle, ...]
    reached: ArchivePlace | None = None
    """Where to go on; None when all that was asked for is looked through."""


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """How the set of queries has changed since a generation."""

    generation: Generation
    added: Mapping[QueryId, str]
    removed: frozenset[QueryId]
