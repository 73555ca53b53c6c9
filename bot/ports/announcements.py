from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Announced, AnnouncementId, Cause, ChatKey, Language


class AnnouncementStorage(Protocol):
    """What operators announce to all private chats and groups that the bot can write to."""

    async def reachable_chats(self) -> int:
        """How many chats an announcement would go to."""
        ...

    async def announce(self, by: ChatKey, texts: Mapping[Language, str], now: datetime, cause: Cause) -> AnnouncementId:
        """Begin to owe an announcement, as markup by language; who speaks another language gets the first."""
        ...

    async def owe_announcements(self, now: datetime, limit: int) -> bool:
        """Owe what was announced to the next chats; False if it is owed to all."""
        ...

    async def cancel_announcement(self, announcement: AnnouncementId, limit: int) -> bool:
        """Take back so many messages that are not sent yet; True if there may be more."""
        ...

    async def announced(self, announcement: AnnouncementId) -> Announced:
        """How far an announcement is."""
        ...
