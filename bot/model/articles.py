"""Articles: read, matched, grouped."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.model.expansions import Expansion
from bot.model.hits import Prominence
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
from bot.model.novelties import Novelty

_IN = "\x1f"
_NOT_WORDS = re.compile(r"[\W_]+")

READ = {"title": 1_000, "text": 100_000, "source": 1_000, "site": 253, "author": 1_000, "url": 4_096}
"""How many characters of an article are matched; the rest is only kept. The longest newspaper articles have some
100,000.
"""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its complete text, cut to `READ`: what queries are matched against."""

    title: str
    text: str
    """Paragraphs, a line each; the first is the lead."""
    source: str
    """The name of its source, which `source:` searches."""
    site: str
    """Its host without "www.", which `site:` searches."""
    language: str
    """A primary subtag in lower case; empty if unknown."""
    author: str = ""
    """The names of its authors, which `author:` searches; empty if neither its feed nor its page says any."""
    url: str = ""
    """Its address, which `url:` searches."""

    def __post_init__(self) -> None:
        for name, most in READ.items():
            value = getattr(self, name)
            if len(value) > most:
                object.__setattr__(self, name, value[:most])


_MOST_COMPARED = 2_000_000
"""Steps, some 30 ms: characters of a page, once for each paragraph that is looked for."""


def whole_text(feed: str, page: str) -> str:
    """The text of an article of which both its feed and its page have texts, the latter empty if it was not read.

    Paragraphs of the feed that the page does not have come first: what the feed said is never lost. Of very many
    paragraphs, only the first are looked for in a long page.
    """
    if not page:
        return feed
    there = _plain(page[: READ["text"]])
    lines, most = feed.split("\n"), _MOST_COMPARED // len(there)
    missing = [line for line in lines[:most] if (plain := _plain(line)) and plain not in there]
    return "\n".join([*missing, *lines[most:], page])


def _plain(text: str) -> str:
    """Its words alone, each after a blank; so a paragraph that was cut short is in the whole one."""
    return " " + " ".join(_NOT_WORDS.split(text.casefold())).strip()


TitleRule = Callable[[str, str], bool]
"""Decides purely whether an article that had one title says something else with another one."""

OFTEN_INTERRUPTED = 3
"""After so many runs that ended while they had an article claimed, the article is suspected of crashing them."""


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """A claimed article that is recorded, but not yet matched and grouped."""

    id: ArticleId
    number: int
    """Counts articles in the order in which they are grouped; the same however often it is matched."""
    lease: Lease
    failures: int
    """How often the step failed on it since it was last set aside or edited."""
    interruptions: int
    """How many runs ended while they had it claimed: killed, by a power cut, or by the article itself."""
    title: str
    text: str
    """Of the feed and of the page."""
    url: str
    canonical_url: str
    site: str
    language: str
    source_title: str
    found_at: datetime
    is_news: bool
    """False for an item of a baseline, which is only kept for searching."""
    story_id: StoryId | None
    """Its story, if it is matched again after an edit; otherwise None."""
    source_id: SourceId
    scope: Scope | None
    """The scope in which it is grouped; None for a scope per watcher of its source, see
    `bot.ports.ArticleStorage.scopes`.
    """
    speaks_for_site: bool
    """Whether its source speaks for the article's site. Only then does the article's address identify it across
    sources.
    """
    author: str = ""
    """The names of its authors."""


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """The step failed on an article."""

    article_id: ArticleId
    lease: Lease
    reason: str
    is_set_aside: bool
    """Whether it waits for the next start of the program."""


@dataclass(frozen=True, slots=True)
class TroubledArticle:
    """An article that is last in the queue, or set aside."""

    title: str
    url: str
    reason: str
    """The last failure of the step; empty if there was none."""
    interruptions: int
    is_set_aside: bool


@dataclass(frozen=True, slots=True)
class CandidateStory:
    """A story that an article may join, and the `keys` that both share."""

    id: StoryId
    keys: frozenset[str]
    """All of one scope, see `in_scope`."""
    joined_at: datetime
    """When its latest article in that scope was found."""
    fingerprint: bytes = b""
    """The fingerprint of that article; empty if it was recorded without one, or long ago."""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article to compare others with: news with a fingerprint, recorded or about to be."""

    id: ArticleId
    found_at: datetime
    fingerprint: bytes
    story: StoryId | None = None
    """None while it is about to be recorded."""
    founder: bytes = b""
    """The fingerprint of the first article of its story."""
    founded_at: datetime | None = None
    """When that article was found; None if it is forgotten."""
    scope: Scope = EVERYBODY
    """The scope in which it belongs to that story."""
    akin: StoryId | None = None
    """The earliest story that its story is akin to, if any."""


@dataclass(frozen=True, slots=True)
class CountedArticle:
    """An article that counts for how rare words are."""

    number: int
    """As in `WaitingArticle`."""
    found_on: date
    """In UTC."""
    fingerprint: bytes
    """Empty if an older version recorded it, whose fingerprints cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Membership:
    """The story of an article in one scope."""

    scope: Scope
    story_id: StoryId | None
    """The story that it joins; None to begin one."""
    story_keys: tuple[str, ...]
    clues: tuple[Clue, ...]
    novelty: Novelty | None = None
    """What is new in it, if it is a development of the story that it joins."""
    akin: StoryId | None = None
    """The earliest story that is probably about the same event as the one that it begins."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article that was matched and grouped; written in one transaction."""

    article_id: ArticleId
    lease: Lease
    at: datetime
    language: str
    story_id: StoryId | None
    """The story that it joins; None to begin one."""
    story_keys: tuple[str, ...]
    """Texts that other articles of its story may share."""
    generation: Generation
    """The set of queries that it was matched with."""
    queries: Mapping[QueryId, Prominence]
    """The queries that it meets, and where it does."""
    terms: frozenset[str]
    """The words that find it in the archive."""
    clues: tuple[Clue, ...] = ()
    """Features that similar articles may share."""
    fingerprint: bytes = b""
    """What similarity is computed from."""
    novelty: Novelty | None = None
    """What is new in it, if it is a development of the story that it joins."""
    akin: StoryId | None = None
    """The earliest story that is probably about the same event as the one that it begins."""
    beside: tuple[StoryId, ...] = ()
    """Private stories that the one which it begins for everybody is akin to, for who was told them."""
    scope: Scope = EVERYBODY
    """The scope of all the above about its story."""
    others: tuple[Membership, ...] = ()
    """The same for further scopes."""


def address_key(canonical_url: str) -> str:
    """The story key for an address; to be used only for sources that speak for its site."""
    return f"address:{canonical_url}"


def in_scope(key: str, scope: Scope) -> str:
    """The story key within a scope, which is appended after a character that neither titles nor addresses contain."""
    return key if scope == EVERYBODY else f"{key}{_IN}{scope}"


def scope_of(key: str) -> Scope:
    """The scope of a key made by `in_scope`."""
    return Scope(int(key.partition(_IN)[2] or EVERYBODY))


def without_scope(key: str) -> str:
    """The original of a key made by `in_scope`."""
    return key.partition(_IN)[0]


@dataclass(frozen=True, slots=True)
class Retention:
    """How long data is kept."""

    articles: timedelta = timedelta(days=90)
    """Texts of articles and their search terms; all of an article that nobody was sent."""
    told: timedelta = timedelta(days=365)
    """What was sent: messages, why they were sent, and their articles."""


@dataclass(frozen=True, slots=True)
class SentArticle:
    """An article that was sent to somebody, and whose text will be deleted."""

    article: ReadArticle
    queries: Mapping[MentionId, str]
    """The queries for which it was sent."""


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """Changes of the set of queries since a generation."""

    generation: Generation
    added: Mapping[QueryId, str]
    removed: frozenset[QueryId]
    expansions: Mapping[QueryId, Expansion] = field(default_factory=dict)
    """Of the added queries that have one, perhaps with older forms."""
