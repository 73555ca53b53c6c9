"""Subscriptions: which articles a chat wants."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.chats import Chat, Rhythm
from bot.model.haste import AS_THE_CHAT, NOTHING_SAID, Delivery, Haste, Manner
from bot.model.identities import ChatKey, ExclusionId, SubscriptionId


class ReplyMode(StrEnum):
    """Which further articles of a story are sent as replies; the message is edited in any case."""

    NONE = "none"
    DEVELOPMENTS = "developments"
    """Those with substantially new information."""
    ALL = "all"


DEFAULT_REPLIES = ReplyMode.DEVELOPMENTS
"""The mode of a new subscription."""

MOST_EXCLUSIONS = 100
"""Exclusions that a chat may have: each is a query that all articles are matched with."""


class NotExcluded(StrEnum):
    """Why something is not excluded."""

    GONE = "gone"
    """The chat has no such subscription any more."""
    FULL = "full"
    """The chat has `MOST_EXCLUSIONS`."""
    EVERYTHING = "everything"
    """Nearly every article meets it."""


REMOVED_FOR = timedelta(days=1)
"""For so long what a person has removed may be restored."""


@dataclass(frozen=True, slots=True)
class SubscribeIntent:
    """A request to get the articles that meet a query."""

    owner: ChatKey
    """The chat that manages the subscription, and whose sources count."""
    chat: ChatKey
    """The chat that gets the articles."""
    topic: int
    """The forum topic that gets them; 0 for none."""
    text: str
    """As the person typed it."""
    query: str
    """In canonical form."""
    main_only: bool = False
    """Whether only what stands in the title or the lead is wanted."""
    replies: ReplyMode = DEFAULT_REPLIES
    manner: Manner = AS_THE_CHAT
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The result of a `SubscribeIntent`."""

    id: SubscriptionId
    is_new: bool
    since: int
    """The number of the last article recorded before it; later ones are delivered."""
    main_only: bool = False
    is_restored: bool = False
    """Whether it was removed lately, and is back with its settings and with what it is owed."""
    is_paused: bool = False


class EditOutcome(StrEnum):
    """What came of changing the query of a subscription."""

    EDITED = "edited"
    GONE = "gone"
    """The owner has no such subscription."""
    EXISTS = "exists"
    """There is an equal one already."""


@dataclass(frozen=True, slots=True)
class Removed:
    """The result of a removal."""

    id: SubscriptionId
    text: str
    """Its name; its query if it has none."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What a subscription, or all subscriptions of a chat, must not bring: articles that meet a query."""

    id: ExclusionId
    query: str
    """In canonical form."""
    subscription: SubscriptionId | None = None
    """None if it holds for all subscriptions of the chat."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a subscription has brought lately."""

    stories: int
    last: datetime | None
    """When it brought something last; None if it never did."""
    is_more: bool = False
    """Whether there are more stories than are counted."""


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
    replies: ReplyMode
    suspended: bool = False
    """Its owner is no longer connected to its chat."""
    main_only: bool = False
    """Whether only what stands in the title or the lead is sent."""
    manner: Manner = AS_THE_CHAT
    """What it says itself of how its news come."""
    haste: Haste = Haste.AT_ONCE
    """How soon they go."""
    topic_name: str | None = None
    """None if it was never seen."""
    name: str = ""
    """What its owner calls it; empty if the query serves as its name."""
    folder: str = ""
    """Where its owner keeps it, with others; empty if in no folder."""
    of_folder: Delivery = NOTHING_SAID
    """What its folder says of how news come, where it says nothing else itself."""
    exclusions: tuple[Exclusion, ...] = ()
    """What it must not bring: its own, and those of all subscriptions of its owner."""

    @property
    def rhythm(self) -> Rhythm | None:
        """That of its own, or of its folder; None if it goes by that of the chat."""
        return self.manner.rhythm or self.of_folder.manner.rhythm

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.text
