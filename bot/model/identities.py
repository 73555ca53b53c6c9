"""What things are known by, and the little that everything shares."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NewType, Self

BootId = NewType("BootId", str)
"""One run of the program: its leases end with it."""
Cause = NewType("Cause", str)
"""The update that a command came by: the same cause has its effect once, however often it is repeated."""
SourceId = NewType("SourceId", int)
ArticleId = NewType("ArticleId", int)
StoryId = NewType("StoryId", int)
Clue = NewType("Clue", int)
"""What articles that may report the same event have in common: 32 bits, hashed from it, in a scope."""
Scope = NewType("Scope", int)
"""For whom articles are grouped into stories: for everybody (0), for the sources of chat n, or for those of source n
that have no better place (-n)."""
EVERYBODY = Scope(0)
QueryId = NewType("QueryId", int)
Generation = NewType("Generation", int)
"""Counts the changes of the set of queries; an index that has seen them all has the newest one."""
ChatKey = NewType("ChatKey", int)
"""Ours, not Telegram's: a chat keeps it when it becomes a supergroup."""
SubscriptionId = NewType("SubscriptionId", int)
MentionId = NewType("MentionId", int)
DispatchId = NewType("DispatchId", int)
KeptTextId = NewType("KeptTextId", int)
"""A text that a chat was asked about, until a button answers."""


class Language(StrEnum):
    """A language that the bot speaks, and that its morphology knows."""

    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    ENGLISH = "en"


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive one: a time without a zone is a guess."""
    if moment.tzinfo is None:
        raise ValueError(f"a time needs a zone: {moment!r}")
    return moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Received:
    """An update of Telegram's that is not dealt with to the end."""

    cause: Cause
    chat_id: int | None
    """Telegram's id of the chat that it comes from."""
    body: str
    """JSON, as Telegram wrote it."""


@dataclass(frozen=True, slots=True)
class UnreadUpdate:
    """An update of Telegram's that cannot be read or dealt with."""

    cause: Cause
    kind: str
    """What Telegram calls it: "message", "my_chat_member", …"""
    reason: str


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on what was claimed, until `until`; it ends at once with the run `boot`."""

    boot: BootId
    until: datetime
    at: datetime | None = None
    """When it is taken, by the clock that the leases of this run go by; None: by the one that says what is due."""

    @classmethod
    def taken(cls, boot: BootId, at: datetime, lasts: timedelta) -> Self:
        return cls(boot, at + lasts, at)
