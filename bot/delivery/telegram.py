"""The Messenger on aiogram: messages out, and aiogram's exceptions into our own."""

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters

from bot.delivery.callbacks import ChoicePressed, StoryPressed
from bot.errors import (
    ChatMigrated,
    ChatUnreachable,
    DeliveryError,
    MarkupRefused,
    MessageRefused,
    PostGone,
    RateLimited,
    TelegramUnavailable,
    TopicClosed,
)
from bot.model import ChoiceButton, OutgoingMessage, StoryButton

_CHAT_IS_THE_REASON = (
    "chat not found",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "bot is not a member",
    "chat was deactivated",
    "user is deactivated",
    "peer_id_invalid",
    "chat_restricted",
)
"""Parts of the descriptions of a 400 that speak of the chat, not of the message."""
_TOPIC_IS_THE_REASON = ("topic_closed", "topic_deleted", "message thread not found")
MARKUP_IS_THE_REASON = "can't parse entities"
"""Part of the description of a 400 that speaks of our own defect."""
_POST_IS_GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
_ROW = 5
STANDS_SO_ALREADY = "message is not modified"
"""Part of the description of a 400 that does no harm."""


class TelegramMessenger:
    """Implements `bot.ports.Messenger`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        async with our_errors():
            sent = await self._bot.send_message(
                chat_id,
                message.html,
                parse_mode=ParseMode.HTML,
                link_preview_options=preview(message),
                disable_notification=message.silent,
                message_thread_id=message.topic or None,
                reply_parameters=_reply(message),
                reply_markup=keyboard(message),
            )
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        try:
            async with our_errors():
                await self._bot.edit_message_text(
                    message.html,
                    chat_id=chat_id,
                    message_id=message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=preview(message),
                    reply_markup=keyboard(message),
                )
        except MessageRefused as error:
            if STANDS_SO_ALREADY in error.reason:
                return
            if any(part in error.reason for part in _POST_IS_GONE):
                raise PostGone(error.reason) from error
            raise


@asynccontextmanager
async def our_errors() -> AsyncIterator[None]:
    """Raises the subclasses of DeliveryError in place of aiogram's exceptions."""
    try:
        yield
    except TelegramRetryAfter as error:
        raise RateLimited(error.retry_after) from error
    except TelegramMigrateToChat as error:
        raise ChatMigrated(error.migrate_to_chat_id) from error
    except TelegramForbiddenError as error:
        raise ChatUnreachable(error.message) from error
    except TelegramBadRequest as error:
        raise _refusal(error.message) from error
    except ClientDecodeError as error:
        if not isinstance(error.data, str):
            raise  # JSON of an unknown shape: the message may well stand, and is not sent again and again
        # A gateway that fails answers with a page instead of JSON.
        raise TelegramUnavailable(str(error.original)) from error
    except TelegramAPIError as error:
        # Connections that break, 5xx, and whatever else is no word about this message: it may yet go through.
        raise TelegramUnavailable(error.message) from error


def _refusal(reason: str) -> DeliveryError:
    """What a 400 speaks of."""
    description = reason.lower()
    if any(part in description for part in _CHAT_IS_THE_REASON):
        return ChatUnreachable(reason)
    if any(part in description for part in _TOPIC_IS_THE_REASON):
        return TopicClosed(reason)
    return MarkupRefused(reason) if MARKUP_IS_THE_REASON in description else MessageRefused(reason)


def preview(message: OutgoingMessage) -> LinkPreviewOptions:
    if message.preview_url is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(
        url=message.preview_url,
        prefer_small_media=not message.large_preview,
        prefer_large_media=message.large_preview,
    )


def _reply(message: OutgoingMessage) -> ReplyParameters | None:
    if message.reply_to is None:
        return None
    return ReplyParameters(message_id=message.reply_to, allow_sending_without_reply=True)


def keyboard(message: OutgoingMessage) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    stories = [
        InlineKeyboardButton(
            text=button.label,
            callback_data=StoryPressed(action=button.action, dispatch=button.dispatch, story=button.story).pack(),
        )
        for button in message.buttons
        if isinstance(button, StoryButton)
    ]
    choices = [
        InlineKeyboardButton(
            text=button.label, callback_data=ChoicePressed(dispatch=button.dispatch, number=button.number).pack()
        )
        for button in message.buttons
        if isinstance(button, ChoiceButton)
    ]
    rows = [*(list(row) for row in _rows(stories)), *([choice] for choice in choices)]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _rows(buttons: Sequence[InlineKeyboardButton]) -> Iterator[Sequence[InlineKeyboardButton]]:
    """Rows of a width that a phone shows."""
    for first in range(0, len(buttons), _ROW):
        yield buttons[first : first + _ROW]
