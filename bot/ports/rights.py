from typing import Protocol

from bot.model import ChatKind, Standing


class Rights(Protocol):
    """What carries questions about rights to Telegram. Raises TelegramUnavailable and RateLimited."""

    async def standing(self, chat_id: int, kind: ChatKind, person: int) -> Standing:
        """How the bot and a person stand to a channel or group, by Telegram's ids."""
        ...

    async def administrators(self, chat_id: int) -> list[int]:
        """The people who administer a channel or group; nobody if Telegram does not say."""
        ...
