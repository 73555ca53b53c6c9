"""Takes down and pins posts of channels, with aiogram."""

from aiogram import Bot

from bot.delivery.telegram import our_errors
from bot.errors import MessageRefused, PostGone

_NOT_PINNED = "message to unpin not found"
"""A part of Telegram's answer about a message that is not pinned, or is no more."""


class TelegramChannelPosts:
    """Implements `bot.ports.ChannelPosts`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def delete(self, chat_id: int, message_id: int) -> None:
        try:
            async with our_errors():
                await self._bot.delete_message(chat_id, message_id)
        except PostGone:
            return

    async def pin(self, chat_id: int, message_id: int) -> None:
        async with our_errors():
            await self._bot.pin_chat_message(chat_id, message_id, disable_notification=True)

    async def unpin(self, chat_id: int, message_id: int) -> None:
        try:
            async with our_errors():
                await self._bot.unpin_chat_message(chat_id, message_id=message_id)
        except PostGone:
            return
        except MessageRefused as error:
            if _NOT_PINNED not in error.reason.lower():
                raise
