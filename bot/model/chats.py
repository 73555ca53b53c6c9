"""Chats, and how news arrive in them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.model.identities import ChatKey, Language

BURST_WINDOW = timedelta(minutes=10)
"""In which the messages of a burst are counted."""


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
    holds_back: bool = False
    """Whether news wait for the end; otherwise they come without sound."""


@dataclass(frozen=True, slots=True)
class DeliveryPreferences:
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
    preferences: DeliveryPreferences = DeliveryPreferences()


@dataclass(frozen=True, slots=True)
class Connection:
    """A channel or group is a target for the subscriptions of a person."""

    owner: Chat
    """The private chat of the person."""
    target: Chat


class Standing(StrEnum):
    """How the bot and a person stand to a channel or group that the person wants to be a target."""

    FINE = "fine"
    """Both administer it, and the bot may post there."""
    NOT_YOU = "not-you"
    """The person is no administrator of it."""
    NOT_ME = "not-me"
    """The bot is none."""
    NO_POSTING = "no-posting"
    """The bot is one, and may not post."""
    UNKNOWN = "unknown"
    """Telegram does not say."""
