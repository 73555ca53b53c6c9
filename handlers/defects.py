"""Tells people that what they asked for failed because of a defect of ours; the intake logs the defect."""

from contextlib import suppress

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import AiogramError
from aiogram.types import ErrorEvent

from bot.errors import DeliveryError
from bot.i18n import Translations
from bot.services.chats import Chats
from handlers.gate import texts_of
from handlers.updates.parsing import chat_id_of


def build_router() -> Router:
    router = Router(name="defects")
    router.errors.register(apologise)
    return router


async def apologise(event: ErrorEvent, chats: Chats, translations: Translations) -> object:
    """Whatever Telegram refuses is no defect. The error goes on to the intake in any case."""
    update, chat = event.update, chat_id_of(event.update)
    if chat is None or isinstance(event.exception, AiogramError | DeliveryError):
        return UNHANDLED
    texts = await texts_of(chat, chats, translations)
    with suppress(AiogramError):  # then nobody can be told
        if update.callback_query is not None:
            await update.callback_query.answer(texts.plain("defect"), show_alert=True)
        elif (message := update.message or update.edited_message) is not None:
            await message.answer(texts.html("defect"))
    return UNHANDLED
