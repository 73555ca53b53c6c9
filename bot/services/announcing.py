"""Announcements of the operators."""

import re
from collections.abc import Mapping

from bot.model import Announced, AnnouncementId, Cause, Chat, Language
from bot.ports import AnnouncementStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell

LANGUAGE = re.compile(rf"^({'|'.join(Language)}):[ \t]*", re.MULTILINE | re.IGNORECASE)
"""What begins the part for a language."""
_AT_ONCE = 500
"""Messages that are taken back in one transaction: some 20 ms."""


def by_language(html: str) -> Mapping[Language, str]:
    """An announcement in the languages that it is written in: each begins with a line such as "uk: …".

    Without such a line, it is for everybody. Empty if nothing is announced.
    """
    before, *parts = LANGUAGE.split(html)
    if not parts or before.strip():
        return {Language.RUSSIAN: html.strip()} if html.strip() else {}
    texts = {Language(name.lower()): text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}
    return {language: text for language, text in texts.items() if text}


class Announcing:
    """Announces, and takes back what is not sent yet; `bot.pipeline.announce` does the rest."""

    def __init__(self, storage: AnnouncementStorage, clock: Clock, *, announced: Bell) -> None:
        self._storage = storage
        self._clock = clock
        self._announced = announced

    async def reachable(self) -> int:
        """How many chats would be told."""
        return await self._storage.reachable_chats()

    async def announce(self, by: Chat, texts: Mapping[Language, str], cause: Cause) -> AnnouncementId:
        """Tell all private chats and groups, each in its language, else in the first one."""
        announcement = await self._storage.announce(by.key, texts, self._clock.now(), cause)
        self._announced.ring()
        return announcement

    async def cancel(self, announcement: AnnouncementId) -> None:
        """Take back what is not sent yet."""
        while await self._storage.cancel_announcement(announcement, _AT_ONCE):
            pass

    async def progress(self, announcement: AnnouncementId) -> Announced:
        return await self._storage.announced(announcement)
