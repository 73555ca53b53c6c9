"""The domain's types, in the order in which an article meets them.

Every stage has its own frozen type, named for its moment:

    Item               what a feed lists, as parsed
    ArticleFound       an item that is news, with its identity
    WaitingArticle     recorded, not yet read
    ReadArticle        its text is complete: what queries are matched against
    ArticleRecord      matched and grouped: its story and the queries that it meets
    Dispatch           a frozen set of debts that one message pays
    PostEdit           the message that stands in a chat, and is behind its story

Times are aware and in UTC; `in_utc` enforces that where a value enters the domain.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import NewType

BootId = NewType("BootId", str)
"""One run of the program: its leases end with it."""
Cause = NewType("Cause", str)
"""The update that a command came by: the same cause has its effect once, however often it is repeated."""
SourceId = NewType("SourceId", int)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
QueryId = NewType("QueryId", int)
Generation = NewType("Generation", int)
"""Counts the changes of the set of queries; an index that has seen them all has the newest one."""
ChatKey = NewType("ChatKey", int)
"""Ours, not Telegram's: a chat keeps it when it becomes a supergroup."""
SubscriptionId = NewType("SubscriptionId", int)
MentionId = NewType("MentionId", int)
DispatchId = NewType("DispatchId", int)
OfferId = NewType("OfferId", int)
"""A text that a chat was asked about, until a button answers."""


BURST_WINDOW = timedelta(minutes=10)
"""In which the messages of a burst are counted."""


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
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC, 0 to 23, in which the feed has nothing new."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week, Monday being 0, in which it has nothing new."""
    encoding: str = "utf-8"
    """The encoding that the document was found to be in."""


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
class Lease:
    """The right to work on what was claimed, until `until`; it ends at once with the run `boot`."""

    boot: BootId
    until: datetime


# --- sources


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a source could not be polled: a `FailureReason` of the feeds, and a detail for the operator."""

    reason: str
    detail: str


class Trouble(StrEnum):
    """What the chats that own a source were told of, and that lasts."""

    FAILING = "failing"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class HostShare:
    """How much of one host is asked for at a time."""

    at_once: int = 4
    """How many of its sources are polled at the same time: one that is slow does not hold up its neighbours."""
    spacing_s: float = 0.0
    """Between the beginnings of two polls, in seconds."""


@dataclass(frozen=True, slots=True)
class PollState:
    """What a source remembers from poll to poll."""

    interval_s: float
    """How long the schedule waits between two polls, in seconds, before hints and jitter."""
    next_poll_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    baseline_at: datetime | None = None
    """When it was first read with success; None until then. What it listed then is not news."""
    polled_at: datetime | None = None
    """The last poll that brought an answer, changed or not."""
    news_at: datetime | None = None
    """The last poll that brought news."""
    full_at: datetime | None = None
    """The last poll that brought a whole body."""
    failures: int = 0
    """Failed polls in a row."""
    failing_since: datetime | None = None
    failure: Failure | None = None
    """The last failure, while it lasts."""
    retired: bool = False
    """It said that it will never answer again."""
    gap_s: float | None = None
    """How long it usually is without news, in seconds; None until that is known."""
    told: Trouble | None = None


@dataclass(frozen=True, slots=True)
class SourceForPoll:
    """A source that is due, claimed."""

    id: SourceId
    url: str
    title: str
    state: PollState
    lease: Lease


@dataclass(frozen=True, slots=True)
class Sighting:
    """That a source listed an item: by which key, and with what content."""

    key: str
    content_hash: str
    article_id: ArticleId | None = None
    """None for an item that was too old to become an article."""


@dataclass(frozen=True, slots=True)
class ArticleFound:
    """An item that a source lists for the first time, with its identity."""

    keys: tuple[str, ...]
    content_hash: str
    title: str
    text: str
    url: str
    canonical_url: str
    site: str
    language: str
    published_at: datetime
    is_news: bool
    """False for the baseline of a source: kept for searching, never pushed."""


@dataclass(frozen=True, slots=True)
class ArticleEdited:
    """An article whose title or text its source has changed."""

    article_id: ArticleId
    keys: tuple[str, ...]
    content_hash: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PollRecord:
    """All that one poll of a source brought: written in one transaction."""

    source_id: SourceId
    lease: Lease
    at: datetime
    state: PollState
    title: str | None = None
    """What the source calls itself, if it said so."""
    url: str | None = None
    """Where it has moved to for good, if it has."""
    found: tuple[ArticleFound, ...] = ()
    edited: tuple[ArticleEdited, ...] = ()
    seen: tuple[Sighting, ...] = ()
    """Items that are no news, but were not known by this key."""
    listed: tuple[str, ...] = ()
    """The keys of what was seen before and is listed still."""
    notice: "Notice | None" = None
    """What the chats that own the source are told."""
    welcome: "Notice | None" = None
    """What those are told instead that have added it since the last poll: how it went."""
    is_page: bool = False
    """There is no feed, but a page with several: whoever has added it is asked which, and watches it no longer."""
    host_free_at: datetime | None = None
    """Until when its whole host asks to be left alone."""


class SourceHealth(StrEnum):
    NEW = "new"
    WORKING = "working"
    FAILING = "failing"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """A source as a chat sees it."""

    id: SourceId
    title: str
    url: str
    language: str
    pack: str | None
    """The pack that it came with; None for one that the chat added."""
    health: SourceHealth
    failure: Failure | None
    muted: bool
    """By itself, or with its pack."""


@dataclass(frozen=True, slots=True)
class WatchedPack:
    """A pack as a chat sees it."""

    name: str
    sources: int
    muted: bool


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source as the operator sees it."""

    id: SourceId
    url: str
    title: str
    language: str
    pack: str | None
    health: SourceHealth
    failure: Failure | None
    failing_since: datetime | None
    watchers: int
    """How many chats have added it themselves."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be polled."""

    url: str
    title: str = ""
    language: str = ""
    pack: str | None = None
    poll_at: datetime | None = None
    """When it is polled first; None for at once."""


# --- articles


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
    generation: Generation
    """Which queries it was matched with."""
    queries: tuple[QueryId, ...]
    """Those that it meets."""
    terms: frozenset[str]
    """What it can be found by in the archive."""


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


# --- people


class ChatKind(StrEnum):
    """A chat, as Telegram divides them."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Rhythm(StrEnum):
    """How often a chat is told."""

    AT_ONCE = "at-once"
    HOURLY = "hourly"
    DAILY = "daily"


class PreviewSize(StrEnum):
    """How the link of a notification is previewed."""

    LARGE = "large"
    SMALL = "small"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` by the local clock, over midnight if the end comes first; never equal."""

    start: time
    end: time
    held: bool = False
    """Whether news wait for the end; otherwise they come without sound."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How news arrive in a chat."""

    zone: str | None = None
    """An IANA name such as "Europe/Kyiv"; None until the chat has said it, which counts as UTC."""
    rhythm: Rhythm = Rhythm.AT_ONCE
    daily_at: time = time(9)
    """When a daily digest comes, by the local clock."""
    quiet: QuietHours | None = None
    paused_until: datetime | None = None
    preview: PreviewSize = PreviewSize.SMALL
    burst: int = 6
    """How many messages within `BURST_WINDOW` a chat takes before further news become a digest; at least 1."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that the bot knows."""

    key: ChatKey
    telegram_id: int
    kind: ChatKind
    title: str
    language: Language
    dormant: bool = False
    """The bot may not write to it at present."""
    arrival: Arrival = Arrival()


@dataclass(frozen=True, slots=True)
class SubscribeIntent:
    """A wish to hear of the articles that meet a query."""

    owner: ChatKey
    """The chat that manages the subscription, and whose sources it watches."""
    chat: ChatKey
    """The chat that is told."""
    topic: int
    """The forum topic that is told; 0 for none."""
    text: str
    """As the person typed it."""
    query: str
    """In canonical form."""


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What came of a `SubscribeIntent`."""

    id: SubscriptionId
    is_new: bool
    since: int
    """The number of the last article that was recorded before it: those after that are told."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat, and topic, that wants the articles of a query."""

    id: SubscriptionId
    owner: ChatKey
    chat: Chat
    topic: int
    text: str
    query: str
    paused: bool
    silent: bool


# --- delivery


@dataclass(frozen=True, slots=True)
class Choice:
    """A feed that a person may have meant."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a chat is told besides news: the key of a text, and its arguments."""

    key: str
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    failure: Failure | None = None
    """What the text calls `reason`."""
    choices: tuple[Choice, ...] = ()
    """What it asks about: a button each."""


@dataclass(frozen=True, slots=True)
class StoryUpdate:
    """What a message says of a story: the content of a dispatch, or of an edit."""

    story_id: StoryId
    version: int
    """The version of the story that it shows."""
    subscriptions: tuple[str, ...]
    """The texts of the subscriptions that it is owed for."""
    queries: tuple[str, ...]
    """What they look for."""
    article: ReadArticle
    url: str
    published_at: datetime
    further_sources: tuple[str, ...]
    """Who else reports it, in the order of their joining."""
    reply_to: int | None
    """The message of this chat that it continues."""
    silent: bool


@dataclass(frozen=True, slots=True)
class Digest:
    """What a message says of several stories, biggest and newest first."""

    stories: tuple[StoryUpdate, ...]
    first: int
    """The number of the first one in the whole digest, counted from 1: a long digest has several messages."""
    total: int
    """How many stories the whole digest has."""


Content = StoryUpdate | Digest | Notice


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a chat is owed and no message pays yet."""

    stories: int
    oldest_at: datetime
    held: bool
    """Whether it had to wait before, or the bot could not write to the chat."""
    told: tuple[datetime, ...]
    """When the chat was told news within `BURST_WINDOW`, ascending, a message each."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing of what waits is told before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class TellOne:
    """The oldest story goes as a message of its own."""


@dataclass(frozen=True, slots=True)
class TellAll:
    """All stories that wait go as a digest, with that many in a message."""

    per_message: int


Plan = Wait | TellOne | TellAll
Planner = Callable[[Arrival, Waiting, datetime], Plan]
"""Decides purely what is done now with what waits for a chat."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A frozen set of debts that one message pays; claimed."""

    id: DispatchId
    lease: Lease
    chat: Chat
    topic: int
    attempts: int
    """How often it was claimed, this time included."""
    created_at: datetime
    content: Content


@dataclass(frozen=True, slots=True)
class PostEdit:
    """A post that shows an older version of its story; claimed."""

    id: DispatchId
    lease: Lease
    chat: Chat
    message_id: int
    content: StoryUpdate


class StoryAction(StrEnum):
    """What a button under a notification does."""

    EXPLAIN = "explain"
    MUTE = "mute"
    SHOW = "show"
    """A story of a digest is told in full."""


@dataclass(frozen=True, slots=True)
class StoryButton:
    """A button under a notification: it speaks of a story, and of the dispatch that told it."""

    label: str
    action: StoryAction
    dispatch: DispatchId
    story: StoryId


@dataclass(frozen=True, slots=True)
class ChoiceButton:
    """A button under a notice that asks: it takes the choice of that number, counted from 0."""

    label: str
    dispatch: DispatchId
    number: int


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message as it is to stand in a chat."""

    html: str
    buttons: tuple[StoryButton | ChoiceButton, ...] = ()
    preview_url: str | None = None
    """The address that is previewed; None for no preview."""
    large_preview: bool = False
    silent: bool = False
    topic: int = 0
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Respite:
    """How long what was just written to is left alone."""

    chat_until: datetime
    """No message goes to the chat before that."""
    post_until: datetime
    """The post is not edited before that: what comes in between is shown together."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The message stands in the chat."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Postponed:
    """The same message is tried again at `until`. `holds_chat`: nothing else goes to the chat before that."""

    until: datetime
    reason: str
    holds_chat: bool = True


@dataclass(frozen=True, slots=True)
class Dead:
    """The message is never sent; the operator sees why."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatLost:
    """The bot may not write to the chat: it goes dormant, and what is owed waits for its return."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The chat has another Telegram id: everything moves, and the same message is tried again there."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class TopicLost:
    """Nothing goes to this topic until it is open again or the chat is arranged anew; its managers hear of it once."""

    reason: str


DeliveryOutcome = Sent | Postponed | Dead | ChatLost | ChatMoved | TopicLost


@dataclass(frozen=True, slots=True)
class DeadDispatch:
    """A message that was never sent, as the operator sees it."""

    id: DispatchId
    chat: Chat
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message came: which queries met which article."""

    queries: tuple[str, ...]
    article: ReadArticle


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work stands in the queues."""

    sources: int
    """Healthy ones that were not polled since a given instant."""
    articles: int
    mentions: int
    chats: int
    """To which something is owed or being sent."""
    edits: int
