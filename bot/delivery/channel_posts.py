"""Takes down and pins posts of channels, with aiogram."""

from aiogram import Bot

from bot.delivery.telegram import our_errors
from bot.errors import MessageRefused

_GONE = ("message to delete not found", "message to unpin not found", "message_id_invalid")
"""Parts of Telegram's answers about a message that is no more."""


class TelegramChannelPosts:
    """Implements `bot.ports.ChannelPosts`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def delete(self, chat_id: int, message_id: int) -> None:
        try:
            async with our_errors():
                await self._bot.delete_message(chat_id, message_id)
        except MessageRefused as error:
            _pass_over_gone(error)

    async def pin(self, chat_id: int, message_id: int) -> None:
        async with our_errors():
            await self._bot.pin_chat_message(chat_id, message_id, disable_notification=True)

    async def unpin(self, chat_id: int, message_id: int) -> None:
        try:
            async with our_errors():
                await self._bot.unpin_chat_message(chat_id, message_id=message_id)
        except MessageRefused as error:
            _pass_over_gone(error)


def _pass_over_gone(error: MessageRefused) -> None:
    if not any(part in error.reason.lower() for part in _GONE):
        raise error
