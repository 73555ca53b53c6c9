"""/channel: connects a channel or group as a target of a person's subscriptions, and disconnects it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandObject, CommandStart, Filter
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery.markup import linked_address
from bot.delivery.session import GetChatBriefly
from bot.errors import QueryError
from bot.i18n import Texts
from bot.model import Chat, ChatKind, Standing
from bot.services.connections import Connections
from bot.services.target_setup import TargetSetup
from handlers import phrases
from handlers.callbacks import ConnectionAction, ConnectionPressed, SettingsPage, TargetPressed
from handlers.context import Conversation, InMeasure
from handlers.keyboards import button, keyboard, show
from handlers.subject import may_send_to, pressed_for

_SITE = r"(?:https?://)?(?:t\.me|telegram\.me)/"
_NAME = re.compile(rf"(?:{_SITE}|@)?([A-Za-z]\w{{3,31}})(?:/(\d{{1,10}}))?/?", re.ASCII)
_PRIVATE = re.compile(rf"{_SITE}c/(\d{{1,13}})(?:/(\d{{1,10}}))?/?", re.ASCII)
"""The link to a message or a topic of a chat without a name: its id lacks the -100 in front."""
_ID = re.compile(r"-\d{1,16}")
_SET_UP = re.compile(r"group(-\d{1,16})", re.ASCII)
"""What a link to the settings of a group carries: no secret, since rights are checked."""
_CONNECTABLE = {ChatType.CHANNEL, ChatType.SUPERGROUP, ChatType.GROUP}


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """What follows `/channel`: a place, and perhaps a query."""

    name: str
    """As it was typed."""
    address: str | int
    topic: int
    query: str


class NamesPlace(Filter):
    """Lets through what names a place, and adds it as `named`."""

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"named": NamedPlace})

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        name, _, query = (command.args or "").strip().partition(" ")
        place = _place(name)
        return place is not None and {"named": NamedPlace(name, *place, query.strip())}


class NamesGroup(NamesPlace):
    """The same for a link from a group to its settings."""

    async def __call__(self, _message: Message, command: CommandObject) -> bool | dict[str, Any]:
        match = _SET_UP.fullmatch(command.args or "")
        return match is not None and {"named": NamedPlace(match[1], int(match[1]), 0, "")}


def build_router() -> Router:
    router = Router(name="channel")
    router.message.middleware(InMeasure())
    router.message.register(connect, CommandStart(deep_link=True), F.chat.type == ChatType.PRIVATE, NamesGroup())
    router.message.register(connect, Command("channel"), F.chat.type == ChatType.PRIVATE, NamesPlace())
    router.message.register(ask_which, Command("channel"), F.chat.type == ChatType.PRIVATE)
    router.message.register(only_in_private, Command("channel"))
    router.callback_query.register(restore, ConnectionPressed.filter(F.action == ConnectionAction.RESTORE))
    router.callback_query.register(end, ConnectionPressed.filter(F.action == ConnectionAction.END))
    router.callback_query.register(take_over, ConnectionPressed.filter(F.action == ConnectionAction.TAKE))
    return router


async def only_in_private(message: Message, conversation: Conversation) -> None:
    await message.answer(conversation.texts.html("channel-in-private"))


async def ask_which(message: Message, conversation: Conversation, connections: Connections) -> None:
    texts, (_, *connected) = conversation.texts, await connections.targets(conversation.chat)
    rows = [[_to_settings(target, texts)] for target in connected]
    await message.answer(texts.html("channel-which"), reply_markup=keyboard(*rows) if rows else None)


async def connect(
    message: Message, bot: Bot, named: NamedPlace, conversation: Conversation, target_setup: TargetSetup
) -> None:
    chat, texts = conversation.chat, conversation.texts
    try:
        found = await bot(GetChatBriefly(chat_id=named.address))
    except (TelegramBadRequest, TelegramForbiddenError):
        # Telegram always answers so when the bot is no member, and says no more.
        await message.answer(texts.html("channel-unknown", name=linked_address(named.name)))
        return
    standing = Standing.NOT_YOU
    if found.type in _CONNECTABLE:
        standing = await target_setup.standing(chat, found.id, ChatKind(found.type))
    if standing is not Standing.FINE:
        is_shown = found.username or standing is not Standing.NOT_YOU
        answer = texts.html(f"rights-{standing}", title=(found.title if is_shown else None) or named.name)
        if standing is Standing.NOT_YOU and found.type != ChatType.CHANNEL:
            answer = texts.html("administrators-only")
        await message.answer(answer, reply_markup=await _ways_out(standing, found.type, bot, texts))
        return
    topic = named.topic if found.is_forum else 0
    target = await target_setup.connect(chat, found.id, ChatKind(found.type), found.title or found.full_name)
    if named.query:
        await message.answer(await _subscribe(named.query, target, topic, conversation, target_setup))
        return
    choices = [
        [button(one.text, TargetPressed(id=one.id, chat=target.key, topic=topic))]
        for one in await target_setup.sent_elsewhere(chat, target, topic)
    ]
    key = "channel-connected" if choices else "channel-connected-empty"
    text = texts.html(key, title=target.title, name=named.name)
    await message.answer(text, reply_markup=keyboard(*choices) if choices else None)


async def end(
    query: CallbackQuery,
    callback_data: ConnectionPressed,
    conversation: Conversation,
    connections: Connections,
) -> None:
    """A person ends their own connection, or that of another administrator of the chat."""
    chat, texts = conversation.chat, conversation.texts
    target = await pressed_for(callback_data.chat, chat, connections)
    owners = [] if target is None else (await connections.place(target)).owners
    owner = next((one for one in owners if one.key == callback_data.owner), None)
    if target is None or owner is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    if owner.key != chat.key and not await may_send_to(query, target, conversation, connections):
        return
    await connections.end(owner, target, by=chat)
    await query.answer()
    if owner.key == chat.key:
        back = button(
            texts.plain("button-restore"), ConnectionPressed(action=ConnectionAction.RESTORE, chat=target.key)
        )
        await show(query, texts.html("disconnected", title=target.title), keyboard([back]))
    else:
        text = texts.html("disconnected-of", title=target.title, name=owner.title)
        await show(query, text, keyboard([_to_settings(target, texts)]))


async def restore(
    query: CallbackQuery, callback_data: ConnectionPressed, conversation: Conversation, connections: Connections
) -> None:
    chat, texts = conversation.chat, conversation.texts
    target = next((one for one in await connections.lost(chat) if one.key == callback_data.chat), None)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
    elif await may_send_to(query, target, conversation, connections):
        await connections.connect(chat, target)
        await query.answer()
        await show(query, texts.html("connected-again", title=target.title), keyboard([_to_settings(target, texts)]))


async def take_over(
    query: CallbackQuery,
    callback_data: ConnectionPressed,
    conversation: Conversation,
    connections: Connections,
) -> None:
    """The person takes over what is suspended in a chat."""
    chat, texts = conversation.chat, conversation.texts
    target = await pressed_for(callback_data.chat, chat, connections)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
    elif await may_send_to(query, target, conversation, connections):
        count, left_out = await connections.take_over(chat, target)
        await query.answer()
        text = texts.html("taken-over", count=count, title=target.title)
        if left_out is not None:
            text += "\n" + phrases.left_out(left_out, texts)
        await show(query, text, keyboard([_to_settings(target, texts)]))


def set_up_payload(group: Chat) -> str:
    """What a link to the bot carries that leads to the settings of a group."""
    return f"group{group.telegram_id}"


def _to_settings(target: Chat, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-to-chat", title=target.title), SettingsPage(name="", chat=target.key))


def _place(name: str) -> tuple[str | int, int] | None:
    """The address of a chat for Telegram, and the topic: from a name, an id, or a link, perhaps of a topic."""
    if _ID.fullmatch(name):
        return int(name), 0
    if match := _PRIVATE.fullmatch(name):
        return int(f"-100{match[1]}"), int(match[2] or 0)
    match = _NAME.fullmatch(name)
    return (f"@{match[1]}", int(match[2] or 0)) if match else None


async def _ways_out(standing: Standing, kind: str, bot: Bot, texts: Texts) -> InlineKeyboardMarkup | None:
    """The button that opens Telegram's dialogue for the missing rights of the bot."""
    if standing not in {Standing.NOT_ME, Standing.NO_POSTING}:
        return None
    way = "startchannel" if kind == ChatType.CHANNEL else "startgroup"
    url = f"https://t.me/{(await bot.me()).username}?{way}&admin=post_messages+edit_messages"
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=texts.plain("button-give-rights"), url=url)]]
    )


async def _subscribe(
    query: str, target: Chat, topic: int, conversation: Conversation, target_setup: TargetSetup
) -> str:
    """Send a new subscription to the target; the answer."""
    chat, texts = conversation.chat, conversation.texts
    try:
        left_out = await target_setup.subscribe(chat, query, conversation.cause, target=target, topic=topic)
    except QueryError as error:
        return phrases.query_error(error, query, texts)
    if left_out is not None:
        return phrases.left_out(left_out, texts)
    return texts.html("channel-added", text=query, title=target.title)
