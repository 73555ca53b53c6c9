"""What operators announce to everybody who talks with the bot."""

from dataclasses import dataclass
from typing import NewType

AnnouncementId = NewType("AnnouncementId", int)


@dataclass(frozen=True, slots=True)
class Announced:
    """How far an announcement is."""

    sent: int
    waiting: int
    """Messages that are due or being sent."""
    failed: int
    left: int
    """Chats that it is not owed to yet."""
