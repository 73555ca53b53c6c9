"""What every handler knows: the chat, the texts in its language, and the cause of what it does."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from aiogram.types import Chat as TelegramChat

from bot.i18n import Texts, Translations
from bot.model import Chat, ChatKind
from bot.services.chats import Chats
from handlers.reading import cause_of

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

_ADMINISTRATORS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}


class Context(BaseMiddleware):
    """Adds `chat`, `texts` and `cause` to what handlers can ask for."""

    def __init__(self, chats: Chats, translations: Translations) -> None:
        self._chats = chats
        self._translations = translations

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        if isinstance(event, Update):
            data["cause"] = cause_of(data["bot"], event.update_id)
            chat = _chat_of(event)
            if chat is not None:
                data["chat"] = await meet(self._chats, chat, _language_code(event))
                data["texts"] = self._translations[data["chat"].language]
        return await handler(event, data)


class AdministratorsOnly(BaseMiddleware):
    """In a group, lets only its administrators through; the others are told so."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        chat: Chat = data["chat"]
        texts: Texts = data["texts"]
        if chat.kind is ChatKind.PRIVATE or await _is_administrator(event, data["bot"], chat):
            return await handler(event, data)
        if isinstance(event, CallbackQuery):
            return await event.answer(texts.plain("administrators-only"), show_alert=True)
        if isinstance(event, Message):
            return await event.answer(texts.html("administrators-only"))
        return None


async def meet(chats: Chats, chat: TelegramChat, language_code: str | None) -> Chat:
    return await chats.meet(chat.id, ChatKind(chat.type), chat.title or chat.full_name, language_code)


def topic_of(message: Message) -> int:
    """The forum topic that a message stands in; 0 for none."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0


def _chat_of(update: Update) -> TelegramChat | None:
    """The chat that a person speaks in; what Telegram reports about chats is no sign of life of theirs."""
    if update.message is not None:
        return update.message.chat
    if update.callback_query is not None and update.callback_query.message is not None:
        return update.callback_query.message.chat
    return None


def _language_code(update: Update) -> str | None:
    event = update.message or update.callback_query
    return event.from_user.language_code if event is not None and event.from_user is not None else None


async def _is_administrator(event: TelegramObject, bot: Bot, chat: Chat) -> bool:
    if isinstance(event, Message) and event.sender_chat is not None:
        return event.sender_chat.id == chat.telegram_id  # an anonymous administrator speaks as the group
    user = event.from_user if isinstance(event, Message | CallbackQuery) else None
    if user is None:
        return False
    return (await bot.get_chat_member(chat.telegram_id, user.id)).status in _ADMINISTRATORS
