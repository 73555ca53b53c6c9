from typing import Protocol

from bot.model import Chat


class KnownChats(Protocol):
    """The chats that the bot has seen."""

    async def known_chat(self, telegram_id: int) -> Chat | None:
        """The chat with that Telegram id; None if the bot never saw it."""
        ...
