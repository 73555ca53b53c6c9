"""From debts to a chat to the message in it, and Telegram's answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import ReadArticle
from bot.model.bursts import BurstCard, OpenCard
from bot.model.chats import Chat, ChatKind, DeliveryPreferences
from bot.model.digests import DigestLayout
from bot.model.haste import Haste
from bot.model.identities import ArticleId, DispatchId, Lease, StoryId
from bot.model.notices import Notice
from bot.model.reposts import ChannelPost, DeskCard, TitleQuestion
from bot.model.told import Digest, StoryUpdate

Content = StoryUpdate | ChannelPost | DeskCard | TitleQuestion | BurstCard | Digest | Notice


@dataclass(frozen=True, slots=True)
class Waiting:
    """Debts to a chat that no message pays yet, and that are as hasty as the one that is to go next."""

    stories: int
    """A lower bound: of very many stories, not all are counted."""
    oldest_at: datetime
    had_to_wait: bool
    """Whether it has waited before, or the bot could not write to the chat."""
    sent_at: tuple[datetime, ...]
    """When news messages went to the chat within `BURST_WINDOW`, ascending."""
    published_at: datetime
    """The time of what has waited longest; a feed that recovers lists its oldest news first."""
    haste: Haste = Haste.AT_ONCE
    kind: ChatKind = ChatKind.PRIVATE
    one_by_one: bool = False
    """Whether the chat wants a message of its own for what goes next, however much there is."""
    card: OpenCard | None = None
    """The card that gathers it, if what becomes of that is to be planned."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Send nothing of what waits before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class TellOne:
    """Send the oldest story as a message of its own."""


@dataclass(frozen=True, slots=True)
class TellAll:
    """Send all waiting stories as a digest."""

    lay_out: DigestLayout


@dataclass(frozen=True, slots=True)
class Gather:
    """Let a card say how many stories wait, and become their digest at `until`."""

    until: datetime


DeliveryPlan = Wait | TellOne | TellAll | Gather
Planner = Callable[[DeliveryPreferences, Waiting, datetime], DeliveryPlan]
"""A pure function: what to do now with what waits for a chat."""


@dataclass(frozen=True, slots=True)
class MessageArticle:
    """An article that a message tells."""

    id: ArticleId
    story: StoryId
    haste: Haste
    """How soon the chat wants it."""
    published_at: datetime
    """As `found_at` if its source gave no time."""
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A frozen set of debts, paid by one message; claimed."""

    id: DispatchId
    lease: Lease
    chat: Chat
    topic: int
    attempts: int
    """How often it was claimed, including this time."""
    created_at: datetime
    content: Content
    refusals: int = 0
    """How often Telegram refused it for an unknown reason."""
    aside: bool = False
    """Whether other messages of the chat pass it."""
    reason: str | None = None
    """Why the last attempt failed."""
    message_id: int | None = None
    """The message in the chat that it edits, where it stands as a card."""
    articles: tuple[MessageArticle, ...] = ()
    """What it is owed for; none for a message that is no news."""


@dataclass(frozen=True, slots=True)
class PostEdit:
    """A post, or a card, that is behind its story, or behind what people have done with it; claimed."""

    id: DispatchId
    lease: Lease
    chat: Chat
    message_id: int
    content: StoryUpdate | ChannelPost | DeskCard
    articles: tuple[ArticleId, ...] = ()
    """What joined its story since the post was written."""


@dataclass(frozen=True, slots=True)
class MutedStory:
    """A story that a chat has muted."""

    dispatch: DispatchId
    """That told it first."""
    story: StoryId
    title: str


@dataclass(frozen=True, slots=True)
class Cooldown:
    """How long to wait after a write."""

    chat_until: datetime
    """No message goes to the chat before this."""
    post_until: datetime
    """The post is not edited before this; changes in between are shown together."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The message stands in the chat."""

    message_id: int
    further: tuple[int, ...] = ()
    """The other messages of a post that is several: parts of an album, its credit."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """The same message is retried at `until`."""

    until: datetime
    reason: str
    holds_chat: bool = True
    """Whether nothing else goes to the chat before `until`. If not, other messages overtake it, but none about its
    stories.
    """
    refusals: int = 0
    """How often Telegram has refused it by now for an unknown reason."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """The message was not tried, since its chat's rate was used up. Nothing goes to the chat before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Dead:
    """The message will never be sent; the operator sees why."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatLost:
    """The bot may not write to the chat: the chat goes dormant, and its debts wait for its return."""

    reason: str


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The chat has another Telegram id: everything moves there, and the same message is retried."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class TopicLost:
    """Nothing goes to this topic until it reopens or the chat's settings change; its managers are told once."""

    reason: str


DeliveryOutcome = Sent | Postponed | PutBack | Dead | ChatLost | ChatMoved | TopicLost


@dataclass(frozen=True, slots=True)
class Written:
    """A message sent to or edited in a chat: what Telegram's limits count."""

    chat_id: int
    """Telegram's id of the chat."""
    at: datetime
    """When Telegram answered."""


@dataclass(frozen=True, slots=True)
class DeadDispatch:
    """A message that was given up, as the operator sees it."""

    id: DispatchId
    chat: Chat
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message came: a query, and the article that met it."""

    query: str
    article: ReadArticle
    words: tuple[str, ...] | None = None
    """The words that met the query, kept after the text was deleted; None while the article has its text."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work waits in the queues."""

    sources: int
    """Healthy sources that were not polled since a given instant."""
    articles: int
    mentions: int
    chats: int
    """Chats to which something is due within a minute, or is being sent."""
    edits: int
