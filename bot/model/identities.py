"""Ids, and the small types that all others share."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NewType, Self

BootId = NewType("BootId", str)
"""One run of the program; its leases end with it."""
Cause = NewType("Cause", str)
"""The update that carried a command; a cause takes effect once, however often it is repeated."""
SourceId = NewType("SourceId", int)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
Clue = NewType("Clue", int)
"""A feature that articles about the same event may share, within a scope; a hash of 32 bits."""
Scope = NewType("Scope", int)
"""The chats that a grouping into stories is for: everybody (0), the sources of chat n (n), or the articles of source n
that fit no other scope (-n).
"""
EVERYBODY = Scope(0)
QueryId = NewType("QueryId", int)
Generation = NewType("Generation", int)
"""Counts changes of the set of queries; an up-to-date index has the latest generation."""
ChatKey = NewType("ChatKey", int)
"""Dozor's own id, not Telegram's: a chat keeps it when it becomes a supergroup."""
SubscriptionId = NewType("SubscriptionId", int)
ExclusionId = NewType("ExclusionId", int)
MentionId = NewType("MentionId", int)
DebtId = NewType("DebtId", int)
DispatchId = NewType("DispatchId", int)
RepostId = NewType("RepostId", int)
PersonKey = NewType("PersonKey", int)
"""Dozor's own id of a person, also of one that it may not write to."""
KeptTextId = NewType("KeptTextId", int)
"""A text kept for a button that refers to it."""


class Language(StrEnum):
    """A language of the bot's texts and of its morphology."""

    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    ENGLISH = "en"


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive time: without a zone it would be a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"a time needs a zone: {moment!r}")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Received:
    """An update from Telegram that is not finished."""

    cause: Cause
    chat_id: int | None
    """Telegram's id of the chat that it comes from; None for an update without a chat."""
    body: str
    """JSON, as Telegram wrote it."""


@dataclass(frozen=True, slots=True)
class UnreadUpdate:
    """An update from Telegram that cannot be parsed or handled."""

    cause: Cause
    kind: str
    """Telegram's name for it: "message", "my_chat_member", …"""
    reason: str


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on claimed work until `until`; it ends early when the run `boot` ends."""

    boot: BootId
    until: datetime
    at: datetime | None = None
    """When it was taken, by the clock that this run's leases use; None if that is the clock that decides what is due.
    """

    @classmethod
    def taken(cls, boot: BootId, at: datetime, lasts: timedelta) -> Self:
        return cls(boot, at + lasts, at)
