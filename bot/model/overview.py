"""What operators see on their page, as storage reports it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.chats import ChatKind
from bot.model.identities import SourceId
from bot.model.sources import Failure, SourceHealth, SourcePages, SourceSettings


@dataclass(frozen=True, slots=True)
class Throughput:
    """What each of the last periods of 60 minutes brought, the oldest first; the last one ends now."""

    articles: tuple[int, ...]
    """Articles that were found."""
    messages: tuple[int, ...]
    """Messages that were sent."""


HealthCounts = Mapping[SourceHealth, int]


class SourceOrder(StrEnum):
    """How sources are sorted."""

    HEALTH = "health"
    """The troubled ones first, those of one health by how long it has lasted."""
    NAME = "name"
    NEWS = "news"
    """Those with the latest news first."""
    POLL = "poll"
    """Those that are polled next first."""
    ARTICLES = "articles"
    """Those with the most articles within a day first."""


@dataclass(frozen=True, slots=True)
class SourceSelection:
    """Which sources are shown."""

    health: SourceHealth | None = None
    text: str = ""
    """What the title or the address contains, in any letter case; empty for all."""
    order: SourceOrder = SourceOrder.HEALTH
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source in a list."""

    id: SourceId
    title: str
    url: str
    health: SourceHealth
    failure: Failure | None
    failing_since: datetime | None
    foreign_site: str | None
    """The site that it answers from, if its pack does not expect that one."""
    news_at: datetime | None
    next_poll_at: datetime | None
    """None if it is no longer polled."""
    days: tuple[int, ...] = ()
    """How many of its articles were found in each of the last periods of 24 hours, the oldest first."""


@dataclass(frozen=True, slots=True)
class SourceList:
    """A part of the sources that meet a selection."""

    counts: HealthCounts
    """How many there are of each health, whatever is selected."""
    found: int
    """How many meet it."""
    offset: int
    """Where the part begins: as selected, or the last part if there are fewer."""
    lines: tuple[ListedSource, ...]


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """One source, with all that operators see of it."""

    listed: ListedSource
    host: str
    language: str
    pack: str | None
    watchers: int
    """How many chats added it themselves."""
    failures: int
    """How many polls in a row have failed."""
    polled_at: datetime | None
    interval_s: float
    """The time between two polls that is planned now, in seconds."""
    pages: SourcePages
    settings: SourceSettings
    titles: tuple[tuple[datetime, str], ...]
    """The latest articles, each with the time at which it was found; empty for a source of one chat's own."""


@dataclass(frozen=True, slots=True)
class SlowHost:
    """A host that keeps its sources or its pages waiting."""

    name: str
    sources: int
    failing: int
    """How many of its sources fail."""
    due_since: datetime | None
    """Since when a poll is due; None if none is."""
    held_until: datetime | None
    """No poll begins before that; None if one may begin now."""
    pages_waiting: int
    pages_read: int
    """Of this day in UTC, as the next two."""
    pages_refused: int
    pages_failed: int
    pages_held_until: datetime | None
    """No page is asked for before that; None if one may be now."""


class ChatOrder(StrEnum):
    """How chats are sorted; the most come first."""

    DAY = "day"
    WEEK = "week"
    SUBSCRIPTIONS = "subscriptions"


@dataclass(frozen=True, slots=True)
class ChatActivity:
    """A chat, without what it looks for."""

    telegram_id: int
    kind: ChatKind
    title: str
    """Of a group or channel; empty for a private chat, whose title is a person's name."""
    subscriptions: int
    sources: int
    """How many it has added."""
    days: tuple[int, ...]
    """How many messages were made for it in each of the last periods of 24 hours, the oldest first."""
    last_at: datetime | None
    """When the last one was made."""
    dormant_reason: str | None
    """Why nothing can be sent to it; None if it can."""


@dataclass(frozen=True, slots=True)
class ChatList:
    """A part of the chats."""

    found: int
    """How many there are."""
    dormant: int
    """How many of them cannot be written to."""
    offset: int
    """As in SourceList."""
    lines: tuple[ChatActivity, ...]


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message that was given up."""

    telegram_id: int
    kind: ChatKind
    title: str
    """As in ChatActivity."""
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SetAsideUpdates:
    """Updates from Telegram that could not be read for the same reason."""

    kind: str
    reason: str
    count: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class TroubledLine:
    """An article that is last in the queue, or set aside."""

    title: str
    url: str
    reason: str
    interruptions: int
    is_set_aside: bool
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Errors:
    """What went wrong lately: how much there is, and the latest."""

    failed: int
    """Messages that were given up."""
    failed_lately: int
    """Those of the last day."""
    latest_failed: tuple[FailedMessage, ...]
    unread: int
    """Updates that could not be read."""
    unread_lately: int
    """Those of the last day."""
    latest_unread: tuple[SetAsideUpdates, ...]
    troubled: int
    """Articles."""
    latest_troubled: tuple[TroubledLine, ...]
