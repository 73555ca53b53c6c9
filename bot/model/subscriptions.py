"""Subscriptions: what a chat wants to hear of."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.chats import Chat
from bot.model.identities import ChatKey, SubscriptionId


class ReplyMode(StrEnum):
    """Which further articles of a story a subscription is told of, as replies; the message is edited in any case."""

    NONE = "none"
    DEVELOPMENTS = "developments"
    """Those that say something substantially new."""
    ALL = "all"


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
    replies: ReplyMode
    suspended: bool = False
    """The chat that it is told to is one that its owner is connected to no longer."""
