"""Who may use the bot: banned chats get no answer, and operators decide about new ones if the bot is invite-only."""

import logging
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User
from aiogram.types import Chat as TelegramChat

from bot.i18n import Texts, Translations
from bot.services.admissions import Admissions
from bot.services.chats import Chats
from handlers.context import Handler
from handlers.keyboards import button, keyboard
from handlers.operator_callbacks import AdmissionPressed

_INSIDE = {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR}
_log = logging.getLogger(__name__)


class Gate(BaseMiddleware):
    """Lets updates through, before the bot makes the acquaintance of their chat."""

    def __init__(
        self, admissions: Admissions, chats: Chats, translations: Translations, admins: tuple[int, ...]
    ) -> None:
        self._admissions = admissions
        self._chats = chats
        self._translations = translations
        self._admins = admins

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        if not isinstance(event, Update) or (found := _chat_and_sender(event)) is None:
            return await handler(event, data)
        chat, sender = found
        if sender is not None and sender.id in self._admins:
            return await handler(event, data)
        if sender is not None and await self._admissions.is_banned(sender.id):
            return await self._turn_away(event, sender, "banned")
        if await self._admissions.may_enter(chat.id):
            return await handler(event, data)
        if await self._admissions.is_banned(chat.id):
            return await self._turn_away(event, sender, "banned")
        texts = self._texts(sender)
        if _is_there(event) and await self._admissions.ask(chat.id, chat.title or chat.full_name, texts.language):
            await self._ask_operators(data["bot"], chat)
            if isinstance(event.message, Message):
                await event.message.answer(texts.html("gate-asked"))
        return await self._turn_away(event, sender, "gate-waits")

    async def _turn_away(self, update: Update, sender: User | None, key: str) -> None:
        """Answer a press; a message gets no answer, so nobody makes the bot write."""
        if isinstance(update.callback_query, CallbackQuery):
            await update.callback_query.answer(self._texts(sender).plain(key), show_alert=True)

    async def _ask_operators(self, bot: Bot, chat: TelegramChat) -> None:
        for admin in self._admins:
            texts = await texts_of(admin, self._chats, self._translations)
            text = texts.html("gate-new", title=chat.title or chat.full_name, kind=chat.type, id=str(chat.id))
            allow, ban = (
                button(texts.plain(f"gate-button-{action}"), AdmissionPressed(allowed=allowed, id=chat.id))
                for action, allowed in (("allow", True), ("ban", False))
            )
            try:
                await bot.send_message(admin, text, reply_markup=keyboard([allow, ban]))
            except TelegramAPIError as error:  # an operator who has never written to the bot
                _log.warning("operator %d cannot be asked about a new chat: %s", admin, error)

    def _texts(self, sender: User | None) -> Texts:
        return self._translations[self._chats.language_of(sender.language_code if sender else None)]


def _is_there(update: Update) -> bool:
    """Whether somebody writes, or the bot was added, so that there is something to ask about."""
    if update.my_chat_member is not None:
        return update.my_chat_member.new_chat_member.status in _INSIDE
    return update.message is not None


async def texts_of(telegram_id: int, chats: Chats, translations: Translations) -> Texts:
    """Texts in the language of a chat, or in the usual one."""
    chat = await chats.known(telegram_id)
    return translations[chats.default_language if chat is None else chat.language]


def _chat_and_sender(update: Update) -> tuple[TelegramChat, User | None] | None:
    post = update.channel_post or update.edited_channel_post
    event = update.message or post or update.my_chat_member or update.chat_member
    if event is not None:
        return event.chat, event.from_user
    query = update.callback_query
    if query is not None and query.message is not None:
        return query.message.chat, query.from_user
    return None
