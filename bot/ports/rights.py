from typing import Protocol

from bot.model import ChannelRight, ChatKind, Presence, Standing


class Rights(Protocol):
    """Asks Telegram about rights. Raises TelegramUnavailable and RateLimited."""

    async def standing(self, chat_id: int, kind: ChatKind, person: int) -> Standing:
        """Which rights the bot and a person have in a channel or group, by Telegram's ids."""
        ...

    async def administrators(self, chat_id: int) -> list[int]:
        """The administrators of a channel or group; empty if Telegram does not say."""
        ...

    async def rights_of(self, chat_id: int, person: int) -> frozenset[ChannelRight]:
        """What a person may do in a channel now; nothing if they do not administer it.

        Raises ChatUnreachable if the bot itself does not, and TelegramUnavailable also if the answer says nothing.
        """
        ...

    async def presence(self, chat_id: int, person: int) -> Presence:
        """How a person stands to a group now. Raises TelegramUnavailable also if the answer says nothing."""
        ...
