"""Replies to a page that asks for a text: a button of that page says what the text is for.

So the bot keeps no state between two messages, and a reply that comes a week later is understood as well.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message

from bot.delivery.callbacks import ButtonData


class RepliesTo(Filter):
    """Lets through replies to a message of the bot's with a certain button; adds what that carries as `asked`."""

    def __init__(self, asks: type[ButtonData], page: str = "") -> None:
        """`page` is that of the button, if it has one and it matters."""
        self._asks = asks
        self._page = page
        self.ADDS: Mapping[str, type] = MappingProxyType({"asked": asks})

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        replied = message.reply_to_message
        is_ours = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
        if replied is None or not is_ours or replied.reply_markup is None:
            return False
        for row in replied.reply_markup.inline_keyboard:
            for one in row:
                if (one.callback_data or "").startswith(f"{self._asks.__prefix__}{self._asks.__separator__}"):
                    return self._asked(one.callback_data or "")
        return False

    def _asked(self, data: str) -> bool | dict[str, Any]:
        try:
            asked = self._asks.unpack(data)
        except (TypeError, ValueError):  # of an older version of the program
            return False
        return self._page in {"", getattr(asked, "page", "")} and {"asked": asked}
