from typing import Protocol

from bot.model import ChatKind, Standing


class Rights(Protocol):
    """Asks Telegram about rights. Raises TelegramUnavailable and RateLimited."""

    async def standing(self, chat_id: int, kind: ChatKind, person: int) -> Standing:
        """Which rights the bot and a person have in a channel or group, by Telegram's ids."""
        ...

    async def administrators(self, chat_id: int) -> list[int]:
        """The administrators of a channel or group; empty if Telegram does not say."""
        ...
