"""Channels that the bot publishes to: what goes there, how it looks, and who decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model.chats import Chat
from bot.model.identities import ChatKey, PersonKey, SubscriptionId


class Publishing(StrEnum):
    """How what meets a channel's subscriptions gets there."""

    AUTOMATIC = "automatic"
    APPROVED = "approved"
    """After somebody at the desk has approved it."""


class LinkPreview(StrEnum):
    """How the article's link is previewed in a post."""

    ABOVE = "above"
    """Large, above the text."""
    BELOW = "below"
    """Large, below the text."""
    SMALL = "small"
    NONE = "none"


class AkinChoice(StrEnum):
    """What becomes of a story akin to one that stands in a channel without a desk."""

    NOTHING = "nothing"
    REPLY = "reply"
    """A silent reply to the earlier post."""


class OwnPostChoice(StrEnum):
    """How the posts of channels that the bot administers get into another channel."""

    COPY = "copy"
    FORWARD = "forward"
    TEXT = "text"
    """As news of any other source."""


@dataclass(frozen=True, slots=True)
class PostLook:
    """How the posts of a channel look."""

    template: str = ""
    """Markup with named fields; empty for the template that comes first."""
    preview: LinkPreview = LinkPreview.ABOVE
    signature: str = ""
    """Markup; empty for none."""
    hashtags: Mapping[SubscriptionId, str] = field(default_factory=dict)
    """Without the sign, by the subscription that brings the story."""
    names_language: bool = False
    """Whether a hashtag says the language of the article."""
    emphasises: bool = True
    """Whether the words that met the query are bold."""
    grows: bool = False
    """Whether a post is edited as its story grows, and lists the reports that join."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """What becomes of a card that nobody decides on."""

    after: timedelta = timedelta(hours=6)
    publishes: bool = False
    """Whether it is published then, or dropped."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where cards are decided on."""

    chat: ChatKey
    """The private chat of a person, or a group."""
    topic: int = 0


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """How a channel publishes."""

    publishing: Publishing = Publishing.AUTOMATIC
    desk: Desk | None = None
    look: PostLook = PostLook()
    akin: AkinChoice = AkinChoice.NOTHING
    own_posts: OwnPostChoice = OwnPostChoice.COPY
    undecided: Undecided = Undecided()
    approvals: int = 1
    """How many people must approve a card: 1 or 2."""
    slots: tuple[time, ...] = ()
    """Times of day at which posts like to go, by the channel's clock; ascending."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that the bot publishes to."""

    chat: Chat
    settings: ChannelSettings


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has a part in a channel, whether or not the bot may write to them."""

    key: PersonKey
    telegram_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Presser:
    """Who does something with a card."""

    key: PersonKey
    name: str | None
    """None for an anonymous administrator, who is named nowhere."""


@dataclass(frozen=True, slots=True)
class Presence:
    """How a person stands to a group, as Telegram says."""

    is_member: bool
    is_anonymous: bool
    """Whether the person administers it anonymously, or may do so unseen by the bot."""


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who decides on the cards of a channel by invitation, with the rights of who invited them."""

    person: Person
    invited_by: Person


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use link that makes somebody an editor of a channel."""

    token: str
    channel: ChatKey
    by: Person
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ChannelCounts:
    """What became of the stories for a channel since a time."""

    posted: int = 0
    refused: int = 0
    waiting: int = 0
    """On the desk now, whenever they came."""
