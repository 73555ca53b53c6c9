"""Operators let chats in, keep them out, and give them quotas: /allow, /ban, /quota, and buttons."""

import logging

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.i18n import Translations
from bot.model import Admission, AdmissionState
from bot.services.admissions import Admissions
from handlers.context import Conversation
from handlers.keyboards import show
from handlers.operator import is_operator, refuse
from handlers.operator_callbacks import AdmissionPressed

_log = logging.getLogger(__name__)

_USUAL = {"-", "default", "обычная", "звичайна"}
_MOST = 1_000_000
_LARGEST = 1 << 52
"""Telegram's ids have at most 52 bits."""


def build_router() -> Router:
    router = Router(name="admissions")
    router.message.filter(is_operator)
    router.message.register(allow, Command("allow"))
    router.message.register(ban, Command("ban"))
    router.message.register(quota, Command("quota"))
    router.callback_query.register(press, AdmissionPressed.filter(), is_operator)
    router.callback_query.register(refuse, AdmissionPressed.filter())
    return router


async def allow(
    message: Message,
    command: CommandObject,
    conversation: Conversation,
    admissions: Admissions,
    translations: Translations,
) -> None:
    texts, chat = conversation.texts, _number(command.args)
    if chat is None:
        await message.answer(texts.html("allow-which"))
        return
    before = await admissions.allow(chat)
    await message.answer(texts.html("allowed", id=str(chat)))
    await _welcome(message.bot, before, translations)


async def ban(message: Message, command: CommandObject, conversation: Conversation, admissions: Admissions) -> None:
    texts, chat = conversation.texts, _number(command.args)
    if chat is None:
        await message.answer(texts.html("ban-which"))
        return
    banned = await admissions.ban(chat)
    await message.answer(texts.html("ban-done" if banned else "ban-operator", id=str(chat)))


async def quota(message: Message, command: CommandObject, conversation: Conversation, admissions: Admissions) -> None:
    """`/quota ID` shows, `/quota ID 500` sets, `/quota ID -` takes it back."""
    texts = conversation.texts
    named, _, wish = (command.args or "").strip().partition(" ")
    chat, most = _number(named), _number(wish)
    is_usual = wish.strip().casefold() in _USUAL
    if chat is None or (wish and not is_usual and (most is None or not 0 <= most <= _MOST)):
        await message.answer(texts.html("quota-which"))
        return
    if wish:
        await admissions.set_quota(chat, None if is_usual else most)
    own = (await admissions.of(chat)).quota
    shown = admissions.usual_quota() if own is None else own
    await message.answer(texts.html("quota-usual" if own is None else "quota-own", id=str(chat), most=str(shown)))


async def press(
    query: CallbackQuery,
    callback_data: AdmissionPressed,
    conversation: Conversation,
    admissions: Admissions,
    translations: Translations,
) -> None:
    known = await admissions.of(callback_data.id)
    if callback_data.allowed:
        await admissions.allow(callback_data.id)
    else:
        await admissions.ban(callback_data.id)
    await query.answer()
    key = "gate-allowed" if callback_data.allowed else "gate-banned"
    await show(query, conversation.texts.html(key, title=known.title or str(callback_data.id)))
    if callback_data.allowed:
        await _welcome(query.bot, known, translations)


async def _welcome(bot: Bot | None, admission: Admission, translations: Translations) -> None:
    """Tell a chat that waited that it may use the bot now."""
    if bot is None or admission.state is not AdmissionState.ASKED or admission.language is None:
        return
    try:
        await bot.send_message(admission.telegram_id, translations[admission.language].html("gate-open"))
    except TelegramAPIError as error:
        _log.info("chat %d cannot be told that it is let in: %s", admission.telegram_id, error)


def _number(text: str | None) -> int | None:
    """A number that may be an id of Telegram's, or a quota; None for anything else."""
    try:
        number = int((text or "").strip())
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST else None
