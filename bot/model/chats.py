"""Chats, and how they want their news."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model.identities import ChatKey, Language

BURST_WINDOW = timedelta(minutes=10)
"""The window in which the messages of a burst are counted."""


class ChatKind(StrEnum):
    """Telegram's kinds of chats."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Rhythm(StrEnum):
    """How often a chat gets news."""

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
    """From `start` to `end` by the local clock, past midnight if `end` is the earlier; never equal."""

    start: time
    end: time
    holds_back: bool = False
    """Whether news wait until the end; otherwise they come without sound."""


@dataclass(frozen=True, slots=True)
class DeliveryPreferences:
    """When and how a chat wants its news."""

    zone: str | None = None
    """An IANA name such as "Europe/Kyiv"; None, which counts as UTC, until the chat sets it."""
    rhythm: Rhythm = Rhythm.AT_ONCE
    daily_at: time = time(9)
    """When the daily digest comes, by the local clock."""
    quiet: QuietHours | None = None
    paused_until: datetime | None = None
    preview: PreviewSize = PreviewSize.SMALL
    burst: int = 6
    """How many messages a chat takes within `BURST_WINDOW` before further news become a digest; at least 1."""


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
    preferences: DeliveryPreferences = DeliveryPreferences()


@dataclass(frozen=True, slots=True)
class ForgottenChat:
    """A chat that wants to be forgotten, until nothing of it is left and it was told."""

    key: ChatKey
    telegram_id: int
    message_id: int | None
    """The message that will say when it is done; None if nobody is told."""
    language: Language


@dataclass(frozen=True, slots=True)
class ToldArticle:
    """An article that a chat was told."""

    at: datetime
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel or group that a person uses as a target for subscriptions."""

    owner: Chat
    """The private chat of the person."""
    target: Chat


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a forum, as far as it is known."""

    id: int
    name: str | None
    """None if its name was never seen."""


class Standing(StrEnum):
    """Which rights the bot and a person have in a channel or group that the person wants as a target."""

    FINE = "fine"
    """The person is an administrator, and the bot may post: in a group, any member may."""
    NOT_YOU = "not-you"
    """The person is not an administrator."""
    NO_RIGHT = "no-right"
    """The person administers the channel, and may not post there."""
    NOT_ME = "not-me"
    """The bot is not an administrator, or no member of a group."""
    NO_POSTING = "no-posting"
    """The bot is an administrator, but may not post."""
    UNKNOWN = "unknown"
    """Telegram does not say."""
