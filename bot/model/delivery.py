"""From what a chat is owed to the message that stands in it, and what Telegram made of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.articles import ReadArticle
from bot.model.chats import Chat, DeliveryPreferences
from bot.model.identities import DispatchId, Lease, StoryId
from bot.model.notices import Notice


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
    is_revision: bool = False
    """Whether the article met the queries only when it was edited."""


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
    """At least: of very many, not all are counted."""
    oldest_at: datetime
    had_to_wait: bool
    """Whether it had to wait before, or the bot could not write to the chat."""
    sent_at: tuple[datetime, ...]
    """When the chat was told news within `BURST_WINDOW`, ascending, a message each."""
    published_at: datetime
    """Of what has waited longest: a feed that comes back lists its oldest news first."""


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


DeliveryPlan = Wait | TellOne | TellAll
Planner = Callable[[DeliveryPreferences, Waiting, datetime], DeliveryPlan]
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
    refusals: int = 0
    """How often Telegram has refused it without a reason that is known."""


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
class Cooldown:
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
    """The same message is tried again at `until`."""

    until: datetime
    reason: str
    holds_chat: bool = True
    """Nothing else goes to the chat before `until`. Otherwise it steps aside: others pass, but none about its stories.
    """
    refusals: int = 0
    """How often Telegram has refused it by now without a reason that is known."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """The message was not tried: its chat had had its share. Nothing goes to the chat before `until`."""

    until: datetime


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


DeliveryOutcome = Sent | Postponed | PutBack | Dead | ChatLost | ChatMoved | TopicLost


@dataclass(frozen=True, slots=True)
class Written:
    """Something was sent to a chat, or changed there: what Telegram's limits count."""

    chat_id: int
    """Telegram's id of the chat."""
    at: datetime
    """When it was answered."""


@dataclass(frozen=True, slots=True)
class DeadDispatch:
    """A message that was never sent, as the operator sees it."""

    id: DispatchId
    chat: Chat
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message came: a query that was met, and the article that met it."""

    query: str
    article: ReadArticle
    words: tuple[str, ...] | None = None
    """Those of the article that met the query, kept from its text; None while it has that."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work stands in the queues."""

    sources: int
    """Healthy ones that were not polled since a given instant."""
    articles: int
    mentions: int
    chats: int
    """To which something is to go within a minute, or is being sent."""
    edits: int
