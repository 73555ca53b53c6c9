"""What every handler knows of its update, and who may do what in a group."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject, Update
from aiogram.types import Chat as TelegramChat

from bot.i18n import Texts, Translations
from bot.model import Cause, Chat, ChatKind
from bot.services.chats import Chats
from handlers.members import Members
from handlers.operator_callbacks import AdmissionPressed
from handlers.updates.effects import Effects
from handlers.updates.parsing import cause_of

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who asks, in which language to answer, and the cause of what is done."""

    chat: Chat
    texts: Texts
    """In the language of the chat."""
    cause: Cause
    """The update. An effect is stored with its cause, so a repeated update has no second effect."""
    person: Chat | None = None
    """In a group: the private chat of the one who asks, if the bot knows it."""

    def part(self, name: object) -> "Conversation":
        """The same conversation for one of several effects, each of which needs a cause of its own."""
        return self.caused_by(f"{self.cause}/{name}")

    def once(self, name: str) -> "Conversation":
        """The same conversation for what a button does once, however often it is pressed.

        `name` says what that is, and tells it from all else in this chat: a forged press must not use up another's.
        """
        return self.caused_by(f"{name} in {self.chat.key}")

    def caused_by(self, cause: str) -> "Conversation":
        """The same conversation, with another cause."""
        return replace(self, cause=Cause(cause))


class Context(BaseMiddleware):
    """Adds the `conversation` to what handlers can ask for. Updates without a chat of their own have none."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"conversation": Conversation})

    def __init__(self, chats: Chats, translations: Translations) -> None:
        self._chats = chats
        self._translations = translations

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        if isinstance(event, Update) and event.callback_query is not None and event.callback_query.message is None:
            return await event.callback_query.answer()  # under a message of a person's that is none of ours
        if isinstance(event, Update) and (found := _chat_of(event)) is not None:
            query = event.callback_query
            if query is not None and not _asks_operators(query) and await self._chats.known(found.id) is None:
                return await self._refuse_button(event, query, data)
            chat = await meet(self._chats, found, _language_code(event))
            cause = cause_of(data["bot"], event.update_id)
            person = None if chat.kind is ChatKind.PRIVATE else await self._person(event)
            data["conversation"] = Conversation(chat, self._translations[chat.language], cause, person)
        return await handler(event, data)

    async def _person(self, update: Update) -> Chat | None:
        event = update.message or update.callback_query
        return None if event is None or event.from_user is None else await self._chats.known(event.from_user.id)

    async def _refuse_button(self, update: Update, query: CallbackQuery, data: dict[str, Any]) -> None:
        """Answer a press in a chat that was forgotten: to keep something of it anew, somebody must write."""
        _nothing_to_store(data)
        texts = self._translations[self._chats.language_of(_language_code(update))]
        await query.answer(texts.plain("button-stale"), show_alert=True)


class AdministratorsOnly(BaseMiddleware):
    """In a group, lets only its administrators through.

    It tells the others so: at each press of a button, and once an hour for typed commands.
    """

    def __init__(self, refusal: str = "administrators-only") -> None:
        """`refusal` is the key of what the others are told."""
        self._refusal = refusal

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        conversation: Conversation = data["conversation"]
        members: Members = data["members"]
        if conversation.chat.kind is ChatKind.PRIVATE or not isinstance(event, Message | CallbackQuery):
            return await handler(event, data)
        is_administrator = await members.is_administrator(event, data["bot"])
        if is_administrator:
            return await handler(event, data)
        _nothing_to_store(data)
        texts = conversation.texts
        refusal = "administrators-unseen" if is_administrator is None else self._refusal
        if isinstance(event, CallbackQuery):
            return await event.answer(texts.plain(refusal), show_alert=True)
        return await event.answer(texts.html(refusal)) if members.may_be_told(event) else None


class InMeasure(BaseMiddleware):
    """Lets everybody in a group through, up to a number of answers a minute; its administrators always."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        conversation: Conversation = data["conversation"]
        members: Members = data["members"]
        effects: Effects = data["effects"]
        if conversation.chat.kind is ChatKind.PRIVATE or not isinstance(event, Message | CallbackQuery):
            return await handler(event, data)
        if members.may_be_answered(conversation.chat.telegram_id):
            effects.let_others_first()
            return await handler(event, data)
        if await members.is_administrator(event, data["bot"]):
            return await handler(event, data)
        _nothing_to_store(data)
        if isinstance(event, CallbackQuery):
            return await event.answer(conversation.texts.plain("too-often"), show_alert=True)
        return None


def _nothing_to_store(data: dict[str, Any]) -> None:
    """A refusal has no effect to store, and delays no other answer."""
    effects: Effects = data["effects"]
    effects.let_others_first()
    effects.are_stored()


async def meet(chats: Chats, chat: TelegramChat, language_code: str | None) -> Chat:
    return await chats.meet(chat.id, ChatKind(chat.type), chat.title or chat.full_name, language_code)


def topic_of(message: Message) -> int:
    """The forum topic that a message stands in; 0 for none."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0


def _asks_operators(query: CallbackQuery) -> bool:
    """Whether it is a button that operators get without ever having written to the bot."""
    return (query.data or "").startswith(f"{AdmissionPressed.__prefix__}:")


def _chat_of(update: Update) -> TelegramChat | None:
    """The chat that a person writes in. What Telegram reports about a chat does not show that anybody is there."""
    if update.message is not None:
        return update.message.chat
    if update.callback_query is not None and update.callback_query.message is not None:
        return update.callback_query.message.chat
    return None


def _language_code(update: Update) -> str | None:
    event = update.message or update.callback_query
    return event.from_user.language_code if event is not None and event.from_user is not None else None
