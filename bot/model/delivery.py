"""From debts to a chat to the message in it, and Telegram's answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.model.articles import ReadArticle
from bot.model.bursts import BurstCard, OpenCard
from bot.model.chats import Chat, ChatKind, DeliveryPreferences
from bot.model.digests import DigestLayout, DigestPlace
from bot.model.haste import Haste
from bot.model.identities import DispatchId, Lease, StoryId
from bot.model.notices import Notice
from bot.model.novelties import DevelopmentKind, Novelty

DEVELOPMENTS_LISTED = 3
"""Developments that the first message about a story names at most."""
FURTHER_LISTED = 24
"""Reports that a message lists at most."""


@dataclass(frozen=True, slots=True)
class FurtherReport:
    """Another report of a story."""

    source: str
    title: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FurtherReports:
    """The reports that joined a story besides the one that its message tells, as far as the chat may see them."""

    newest: tuple[FurtherReport, ...] = ()
    """At most `FURTHER_LISTED`, newest first."""
    total: int = 0
    outlets: int = 0
    """The number of their outlets, without that of the told report."""


@dataclass(frozen=True, slots=True)
class ListedDevelopment:
    """What is new in a story, as the first message about it names it."""

    kinds: tuple[DevelopmentKind, ...]
    title: str
    url: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class StoryUpdate:
    """What a message says about a story: the content of a dispatch or of an edit."""

    story_id: StoryId
    version: int
    """The version of the story that it shows."""
    subscriptions: tuple[str, ...]
    """The texts of the subscriptions that want it."""
    queries: tuple[str, ...]
    """Their queries, in canonical form."""
    article: ReadArticle
    url: str
    published_at: datetime
    further: FurtherReports
    reply_to: int | None
    """The message in this chat that it replies to."""
    silent: bool
    is_revision: bool = False
    """Whether the article met the queries only after an edit."""
    is_akin: bool = False
    """Whether it replies, without a sound, to the message of another story that is probably about the same event; in a
    digest, whether it stands below that story.
    """
    is_passing: bool = False
    """Whether the article meets the queries only in passing."""
    former_title: str | None = None
    """The title under which the chat was told of the article, if it has another one now."""
    novelty: Novelty | None = None
    """What is new in the story, if that is what the message is about: the kinds of all that it tells, and the sentence
    of `article`. `further` are then the reports that were added to it.
    """
    is_late: bool = False
    """Whether the chat had heard nothing of the story for a day before that."""
    is_muted: bool = False
    """Whether the chat has muted it."""
    is_urgent: bool = False
    """Whether a subscription that wants it breaks the quiet hours."""
    silenced: int = 0
    """How many stories that are akin to it the chat was not told, since it had muted this one."""
    developments: tuple[ListedDevelopment, ...] = ()
    """What else is new in the story, newest first, at most `DEVELOPMENTS_LISTED`."""
    is_sample: bool = False
    """Whether it shows, from the archive, how the news of a new subscription will look."""
    place: DigestPlace | None = None
    """Its place in a digest out of which it is opened."""


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The stories of a subscription on a page of a digest."""

    subscription: str
    """Its text; empty in digests of older versions of the program."""
    total: int
    """How many stories the message has under it, on all pages, without those that stand below another one."""
    stories: tuple[StoryUpdate, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A page of a message about several stories."""

    sections: tuple[DigestSection, ...]
    first: int
    """The number of the first story within the whole digest, from 1; a long digest has several pages, or messages."""
    total: int
    """How many stories the whole digest has, without those that stand below another one."""
    since: datetime
    """When the first of its stories was owed."""
    until: datetime
    """When it was made."""
    silent: bool
    page: int = 0
    """Within its message, counted from 0."""
    following: int = 0
    """How many stories the next pages of the same message have."""

    @property
    def stories(self) -> tuple[StoryUpdate, ...]:
        return tuple(story for section in self.sections for story in section.stories)


Content = StoryUpdate | BurstCard | Digest | Notice


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


@dataclass(frozen=True, slots=True)
class PostEdit:
    """A post that is behind its story; claimed."""

    id: DispatchId
    lease: Lease
    chat: Chat
    message_id: int
    content: StoryUpdate


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
