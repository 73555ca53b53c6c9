from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BackupSummary:
    """What a backup holds, as it was read back from its file."""

    size: int
    """Of the file, in bytes."""
    schema: int
    """How many migrations it has seen."""
    as_of: datetime | None
    """The latest time that anything in it was noted at; None if nothing was."""
    articles: int
    chats: int
    subscriptions: int
