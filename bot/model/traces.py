"""The life of an article, as operators look at it."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import ReadArticle
from bot.model.hits import Prominence
from bot.model.identities import ArticleId, Scope, StoryId
from bot.model.own_traces import TracedSubscription


@dataclass(frozen=True, slots=True)
class TracedSighting:
    """A source that lists the address."""

    source: str
    source_url: str
    key: str
    listed_at: datetime
    """When it was seen there last, to a day."""
    article: ArticleId | None
    """None if its article is forgotten, or was too old to become one."""


@dataclass(frozen=True, slots=True)
class TracedMention:
    """A query that the article meets."""

    query: str
    prominence: Prominence | None
    """None if an older version of the program recorded it."""
    is_revision: bool
    """Whether only an edit met it."""
    is_handed_out: bool


@dataclass(frozen=True, slots=True)
class TracedExclusion:
    """What keeps the article from subscriptions."""

    query: str
    """What it meets, and they exclude."""
    chat_id: int
    """Telegram's, of the chat that excludes it."""
    subscription: str | None
    """The query of the subscription; None for all of the chat."""


@dataclass(frozen=True, slots=True)
class TracedStory:
    """A story that the article belongs to."""

    id: StoryId
    scope: Scope
    is_development: bool
    earlier: tuple[tuple[str, ReadArticle], ...]
    """Reports that it had before, the latest first: the canonical address of each, and what it says."""
    akin: StoryId | None


@dataclass(frozen=True, slots=True)
class TracedMessage:
    """A message to a chat that is owed, or was sent, for the article."""

    chat_id: int
    """Telegram's."""
    topic: int
    query: str
    since: datetime
    """When the chat was owed it."""
    state: str
    """As `DispatchState` or "sending"; "waiting" if no message is made yet."""
    message_id: int | None
    settled_at: datetime | None
    reason: str | None
    """Why it was tried again, or was given up."""
    is_digest: bool


@dataclass(frozen=True, slots=True)
class TracedArticle:
    """An article, and all that became of it."""

    id: ArticleId
    url: str
    canonical_url: str
    article: ReadArticle
    source_url: str
    published_at: datetime
    found_at: datetime
    changed_at: datetime | None
    """When it was edited last."""
    withheld: str | None
    """Why it is no news."""
    is_news: bool
    is_waiting: bool
    """Whether it is still to be matched."""
    failure: str | None
    """What the step broke with that matches it."""
    from_feed: int
    """Characters of its text that are kept from the feed."""
    from_page: int | None
    """Those of its page; None if that was not read."""
    page_reason: str | None
    """Why there is nothing of its page."""
    former_titles: tuple[str, ...]
    mentions: tuple[TracedMention, ...]
    exclusions: tuple[TracedExclusion, ...]
    stories: tuple[TracedStory, ...]
    messages: tuple[TracedMessage, ...]
    subscribers: tuple[TracedSubscription, ...]
    """Subscriptions that it meets, or all of those that one chat manages."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of an address."""

    sightings: tuple[TracedSighting, ...]
    articles: tuple[TracedArticle, ...]
