from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.model import Cause, Chat, ChatKey, ChatKind, DeliveryPreferences, KeptTextId, Language, Lost
from bot.ports.known_chats import KnownChats


class ChatStorage(KnownChats, Protocol):
    """Chats, their delivery preferences, and the texts kept for their buttons."""

    async def see_chat(
        self,
        telegram_id: int,
        kind: ChatKind,
        title: str,
        language: Language,
        now: datetime,
        *,
        packs_off: Iterable[str] = ...,
    ) -> Chat:
        """The chat with that id. Wakes it if it was dormant, and updates its kind and title.

        If it is new, it is added with the language, and does not watch `packs_off`.
        """
        ...

    async def set_language(self, chat: ChatKey, language: Language, packs_off: Iterable[str] = ...) -> None:
        """Set the language of a chat; as long as it has chosen no packs, `packs_off` are what it does not watch."""
        ...

    async def set_preferences(self, chat: ChatKey, preferences: DeliveryPreferences) -> None:
        """Set the delivery preferences of a chat."""
        ...

    async def mark_unreachable(self, chat: ChatKey, lost: Lost, now: datetime) -> None:
        """Mark a chat dormant after the bot was blocked or removed. Others who manage it are told, once."""
        ...

    async def reopen_topic(self, chat: ChatKey, topic: int) -> None:
        """Release what was held back while the topic was closed."""
        ...

    async def move_chat(self, old_telegram_id: int, new_telegram_id: int) -> None:
        """Move everything of a group that became a supergroup to its new id, and close its posts."""
        ...

    async def keep_text(self, chat: ChatKey, text: str, now: datetime, cause: Cause) -> KeptTextId:
        """Keep a text that a button refers to but is too small to carry."""
        ...

    async def kept_text(self, text: KeptTextId, chat: ChatKey) -> str | None:
        """A kept text; None if the chat has none with that id, or if it has expired."""
        ...
