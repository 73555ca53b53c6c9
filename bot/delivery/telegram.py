"""The Messenger on aiogram: messages out, and aiogram's exceptions into our own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import assert_never

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
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters

from bot.delivery.callbacks import (
    AnswerAboutPressed,
    AnswerPressed,
    BurstPressed,
    CardPressed,
    ChoicePressed,
    DigestPressed,
    OfferPressed,
    StoryPressed,
)
from bot.delivery.refusals import HAS_NO_TEXT, STANDS_SO_ALREADY, read_refusal
from bot.delivery.session import AnswerNotUnderstood
from bot.errors import (
    AnswerUnclear,
    ChatMigrated,
    ChatUnreachable,
    DeliveryError,
    MessageRefused,
    NotBrought,
    RateLimited,
    TelegramUnavailable,
    TopicClosed,
)
from bot.model import (
    AnswerButton,
    BroughtMessage,
    BurstButton,
    Button,
    CardButton,
    ChoiceButton,
    LinkButton,
    OfferButton,
    OutgoingMessage,
    PageButton,
    StoryButton,
)


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
                reply_markup=await keyboard_of(message, self._bot),
            )
        return sent.message_id

    async def bring(self, chat_id: int, brought: BroughtMessage) -> tuple[int, ...]:
        try:
            async with our_errors():
                return await self._bring(chat_id, brought)
        except (ChatUnreachable, MessageRefused, TopicClosed) as error:
            raise NotBrought(error.reason) from error

    async def _bring(self, chat_id: int, brought: BroughtMessage) -> tuple[int, ...]:
        """Of several, Telegram leaves out those that it does not bring, and refuses only if these are all."""
        bot, source, silent = self._bot, brought.from_chat, brought.silent
        first, *others = brought.message_ids
        if others:
            bring = bot.forward_messages if brought.is_forwarded else bot.copy_messages
            parts = await bring(chat_id, source, list(brought.message_ids), disable_notification=silent)
            return tuple(part.message_id for part in parts)
        if brought.is_forwarded:
            forwarded = await bot.forward_message(chat_id, source, first, disable_notification=silent)
            return (forwarded.message_id,)
        copy = await bot.copy_message(
            chat_id,
            source,
            first,
            caption=brought.caption,
            parse_mode=ParseMode.HTML,
            disable_notification=silent,
            reply_parameters=_reply(brought),
        )
        return (copy.message_id,)

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        try:
            async with our_errors():
                await self._bot.edit_message_text(
                    message.html,
                    chat_id=chat_id,
                    message_id=message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=preview(message),
                    reply_markup=await keyboard_of(message, self._bot),
                )
        except MessageRefused as error:
            if HAS_NO_TEXT in error.reason:
                await self._edit_caption(chat_id, message_id, message)
            elif STANDS_SO_ALREADY not in error.reason:
                raise

    async def _edit_caption(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        """Edit a copied post: what it says is the caption of a picture."""
        try:
            async with our_errors():
                await self._bot.edit_message_caption(
                    chat_id=chat_id, message_id=message_id, caption=message.html, parse_mode=ParseMode.HTML
                )
        except MessageRefused as error:
            if STANDS_SO_ALREADY not in error.reason:
                raise


@asynccontextmanager
async def our_errors() -> AsyncIterator[None]:
    """Raises subclasses of DeliveryError instead of aiogram's exceptions."""
    try:
        yield
    except TelegramRetryAfter as error:
        raise RateLimited(error.retry_after) from error
    except TelegramMigrateToChat as error:
        raise ChatMigrated(error.migrate_to_chat_id) from error
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        raise refusal(error) from error
    except (AnswerNotUnderstood, ClientDecodeError) as error:
        raise AnswerUnclear(error.message) from error
    except TelegramAPIError as error:
        # Broken connections, 5xx, and anything else that does not concern this message: it may still go through.
        raise TelegramUnavailable(error.message) from error


def refusal(error: TelegramBadRequest | TelegramForbiddenError) -> DeliveryError:
    """What a refusal of Telegram's concerns."""
    is_forbidden = isinstance(error, TelegramForbiddenError)
    return read_refusal(HTTPStatus.FORBIDDEN if is_forbidden else HTTPStatus.BAD_REQUEST, error.message or "")


def preview(message: OutgoingMessage) -> LinkPreviewOptions:
    if message.preview_url is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(
        url=message.preview_url,
        prefer_small_media=not message.large_preview,
        prefer_large_media=message.large_preview,
        show_above_text=message.preview_above,
    )


def _reply(message: OutgoingMessage | BroughtMessage) -> ReplyParameters | None:
    if message.reply_to is None:
        return None
    return ReplyParameters(message_id=message.reply_to, allow_sending_without_reply=True)


async def keyboard_of(message: OutgoingMessage, bot: Bot) -> InlineKeyboardMarkup | None:
    """The buttons of a message, some of which may lead to the bot itself. Raises TelegramAPIError."""
    leads = any(isinstance(button, LinkButton) for row in message.buttons for button in row)
    return keyboard(message, (await bot.me()).username or "" if leads else "")


def keyboard(message: OutgoingMessage, bot_name: str = "") -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(one, bot_name) for one in row] for row in message.buttons])


def _button(button: Button, bot_name: str) -> InlineKeyboardButton:
    data: CallbackData
    style = None
    match button:
        case LinkButton():
            return InlineKeyboardButton(text=button.label, url=button.url.replace("{bot}", bot_name))
        case OfferButton():
            data = OfferPressed(dispatch=button.dispatch, story=button.story, channel=button.channel or 0)
        case CardButton():
            style = button.style
            data = CardPressed(
                step=button.step,
                repost=button.repost,
                revision=button.revision,
                version=button.version,
                seen=button.seen,
                value=button.value,
            )
        case StoryButton():
            data = StoryPressed(action=button.action, dispatch=button.dispatch, story=button.story)
        case PageButton():
            data = DigestPressed(dispatch=button.dispatch, page=button.page)
        case BurstButton():
            data = BurstPressed(action=button.action, dispatch=button.dispatch)
        case AnswerButton(about=None):
            data = AnswerPressed(answer=button.answer)
        case AnswerButton():
            data = AnswerAboutPressed(answer=button.answer, id=button.about)
        case ChoiceButton():
            data = ChoicePressed(dispatch=button.dispatch, number=button.number)
        case _:
            assert_never(button)
    return InlineKeyboardButton(text=button.label, callback_data=data.pack(), style=style)
