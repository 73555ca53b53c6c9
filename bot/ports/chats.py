from datetime import datetime
from typing import Protocol

from bot.model import Cause, Chat, ChatKey, ChatKind, DeliveryPreferences, KeptTextId, Language


class ChatStorage(Protocol):
    """Chats, how they like their news, and what they were asked."""

    async def see_chat(self, telegram_id: int, kind: ChatKind, title: str, language: Language, now: datetime) -> Chat:
        """The chat of that id, known from now on and awake; its kind and title are brought up to date."""
        ...

    async def set_language(self, chat: ChatKey, language: Language) -> None:
        """Set the language of a chat."""
        ...

    async def set_preferences(self, chat: ChatKey, preferences: DeliveryPreferences) -> None:
        """Set how news arrive in a chat."""
        ...

    async def mark_unreachable(self, telegram_id: int, reason: str, now: datetime) -> None:
        """The bot was blocked or removed: the chat goes dormant. Who manages it from elsewhere is told once."""
        ...

    async def reopen_topic(self, chat: ChatKey, topic: int) -> None:
        """What was held back since the topic was closed goes."""
        ...

    async def move_chat(self, old_telegram_id: int, new_telegram_id: int) -> None:
        """The group became a supergroup: all that is its own moves, and its posts are closed."""
        ...

    async def keep_text(self, chat: ChatKey, text: str, now: datetime, cause: Cause) -> KeptTextId:
        """Keep a text that the chat is asked about; a button is too small to carry it."""
        ...

    async def kept_text(self, offer: KeptTextId, chat: ChatKey) -> str | None:
        """The text of an offer; None if the chat has none of that id, or if it is long ago."""
        ...
