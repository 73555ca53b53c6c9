"""Posts of channels that the bot administers: Telegram brings them, and nobody polls for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.chats import Chat
from bot.model.identities import ArticleId, ChatKey, SourceId, in_utc
from bot.model.polls import ArticleEdited, ArticleFound

GATHERED_FOR = timedelta(seconds=2)
"""How long the parts of a post may take to come one after another."""


class OwnPostKind(StrEnum):
    """What a message is, as far as it matters to who copies it."""

    TEXT = "text"
    CAPTIONED = "captioned"
    """A picture, a film, a document: its words are a caption."""
    OTHER = "other"
    """It has neither: a poll, say."""


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel that somebody has connected, and may read as a source."""

    chat: Chat
    source: SourceId | None
    """As which source it is read for them; None if it is not."""


@dataclass(frozen=True, slots=True)
class ChannelToRead:
    """A connected channel that somebody wants to read as a source."""

    key: ChatKey
    address: str


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A message of a channel as Telegram brings it: a post, or a part of an album."""

    channel_id: int
    """Telegram's id of the channel."""
    channel_title: str
    address: str
    """The address of the channel; with a number after it, that of a message."""
    message_id: int
    album: str
    """What the parts of an album have in common; empty for a post that stands alone."""
    markup: str
    """What it says; perhaps nothing."""
    at: datetime
    changed_at: datetime
    """When it was edited last; like `at` if it was not."""
    is_protected: bool
    """Whether Telegram lets nobody copy or forward it."""
    kind: OwnPostKind = OwnPostKind.TEXT

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", in_utc(self.at))
        object.__setattr__(self, "changed_at", in_utc(self.changed_at))


@dataclass(frozen=True, slots=True)
class OwnPostPart:
    """A part of a gathered post."""

    message_id: int
    markup: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GatheredPost:
    """A post with all its parts, which came long enough ago."""

    source_id: SourceId
    address: str
    """The address of its channel."""
    language: str
    """Of its source; empty if unknown."""
    reads_since: datetime
    """What was posted before then is no news."""
    parts: tuple[OwnPostPart, ...]
    """By the number of the message; at least one."""
    article_id: ArticleId | None
    """The article that it is already; None if it is new."""


@dataclass(frozen=True, slots=True)
class OwnPostRecord:
    """What becomes of a gathered post; written in one transaction."""

    post: GatheredPost
    at: datetime
    found: ArticleFound | None = None
    edited: ArticleEdited | None = None
    """At most one of the two; neither if it says nothing."""


@dataclass(frozen=True, slots=True)
class OwnPostPlace:
    """Where a report stands as a post of a channel that the bot administers."""

    channel_id: int
    """Telegram's id of the channel."""
    message_ids: tuple[int, ...]
    """Ascending; of an album, each of its parts."""
    kind: OwnPostKind
    """Of the only message; of an album, of its first one."""
    markup: str
    """What the only message says; of an album, nothing."""
    is_protected: bool
    """Whether Telegram lets nobody copy or forward it."""
