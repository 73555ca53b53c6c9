"""What every handler knows: the chat, the texts in its language, and the cause of what it does."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from aiogram.types import Chat as TelegramChat

from bot.i18n import Texts, Translations
from bot.model import Chat, ChatKind
from bot.services.chats import Chats
from handlers.members import Members
from handlers.updates.effects import Effects
from handlers.updates.parsing import cause_of

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


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
    """In a group, lets only its administrators through.

    The others are told so: whoever presses a button each time, whoever types a command once an hour.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        chat: Chat = data["chat"]
        members: Members = data["members"]
        if chat.kind is ChatKind.PRIVATE or not isinstance(event, Message | CallbackQuery):
            return await handler(event, data)
        is_administrator = await members.is_administrator(event, data["bot"])
        if is_administrator:
            return await handler(event, data)
        _nothing_to_store(data)
        texts: Texts = data["texts"]
        refusal = "administrators-unseen" if is_administrator is None else "administrators-only"
        if isinstance(event, CallbackQuery):
            return await event.answer(texts.plain(refusal), show_alert=True)
        return await event.answer(texts.html(refusal)) if members.may_be_told(event) else None


class InMeasure(BaseMiddleware):
    """Lets everybody of a group through, but so many a minute; its administrators always."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        chat: Chat = data["chat"]
        members: Members = data["members"]
        effects: Effects = data["effects"]
        if chat.kind is ChatKind.PRIVATE or not isinstance(event, Message | CallbackQuery):
            return await handler(event, data)
        if members.may_be_answered(chat.telegram_id):
            effects.let_others_first()
            return await handler(event, data)
        if await members.is_administrator(event, data["bot"]):
            return await handler(event, data)
        _nothing_to_store(data)
        if isinstance(event, CallbackQuery):
            return await event.answer(data["texts"].plain("too-often"), show_alert=True)
        return None


def _nothing_to_store(data: dict[str, Any]) -> None:
    """Nobody waits for what is said to who is refused."""
    effects: Effects = data["effects"]
    effects.let_others_first()
    effects.are_stored()


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
