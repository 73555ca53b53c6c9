"""/channel: a channel or group becomes a target of a person's subscriptions, and is one no longer."""

import re

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery.markup import linked_address
from bot.delivery.session import GetChatBriefly
from bot.errors import QueryError, QuotaReached
from bot.i18n import Texts
from bot.model import Cause, Chat, ChatKind, Standing
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.preferences import PreferenceKind, Preferences
from bot.services.subscriptions import Subscriptions
from handlers import phrases
from handlers.callbacks import ConnectionAction, ConnectionPressed, SettingsPage, TargetPressed
from handlers.context import InMeasure, meet
from handlers.keyboards import button, keyboard, show
from handlers.subject import may_send_to, pressed_for

_SITE = r"(?:https?://)?(?:t\.me|telegram\.me)/"
_NAME = re.compile(rf"(?:{_SITE}|@)?([A-Za-z]\w{{3,31}})(?:/(\d{{1,10}}))?/?", re.ASCII)
_PRIVATE = re.compile(rf"{_SITE}c/(\d{{1,13}})(?:/(\d{{1,10}}))?/?", re.ASCII)
"""The link to a message or a topic of a chat without a name: its id lacks the -100 in front."""
_ID = re.compile(r"-\d{1,16}")
_CONNECTABLE = {ChatType.CHANNEL, ChatType.SUPERGROUP, ChatType.GROUP}


def build_router() -> Router:
    router = Router(name="channel")
    router.message.middleware(InMeasure())
    router.message.register(connect, Command("channel"), F.chat.type == ChatType.PRIVATE)
    router.message.register(only_in_private, Command("channel"))
    router.callback_query.register(restore, ConnectionPressed.filter(F.action == ConnectionAction.RESTORE))
    router.callback_query.register(end, ConnectionPressed.filter(F.action == ConnectionAction.END))
    router.callback_query.register(take_over, ConnectionPressed.filter(F.action == ConnectionAction.TAKE))
    return router


async def only_in_private(message: Message, texts: Texts) -> None:
    await message.answer(texts.html("channel-in-private"))


async def connect(
    message: Message,
    command: CommandObject,
    bot: Bot,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    chats: Chats,
    connections: Connections,
    subscriptions: Subscriptions,
    preferences: Preferences,
) -> None:
    name, _, query = (command.args or "").strip().partition(" ")
    place = _place(name)
    if place is None:
        rows = [[_to_settings(target, texts)] for target in (await chats.targets(chat))[1:]]
        await message.answer(texts.html("channel-which"), reply_markup=keyboard(*rows) if rows else None)
        return
    address, topic = place
    try:
        found = await bot(GetChatBriefly(chat_id=address))
    except (TelegramBadRequest, TelegramForbiddenError):
        # Telegram answers so to whoever is no member: there is nothing else to be said of it.
        await message.answer(texts.html("channel-unknown", name=linked_address(name)))
        return
    title = found.title or name
    standing = await connections.ask(found.id, ChatKind(found.type), chat) if found.type in _CONNECTABLE else None
    if standing is Standing.NOT_YOU:
        await connections.changed(found.id, chat.telegram_id)
    if standing is not Standing.FINE:
        ways_out = await _ways_out(standing, found.type, bot, texts)
        await message.answer(texts.html(f"rights-{standing or Standing.NOT_YOU}", title=title), reply_markup=ways_out)
        return
    topic = topic if found.is_forum else 0
    target = await meet(chats, found, chat.language)
    await connections.connect(chat, target)
    if target.preferences.zone is None and chat.preferences.zone is not None:
        await preferences.change(target, (PreferenceKind.ZONE, chat.preferences.zone))
    if query:
        await message.answer(await _subscribe(query.strip(), chat, target, topic, texts, cause, subscriptions))
        return
    choices = [
        [button(one.text, TargetPressed(id=one.id, chat=target.key, topic=topic))]
        for one in await subscriptions.all(chat)
        if (one.chat.key, one.topic) != (target.key, topic)
    ]
    text = texts.html("channel-connected" if choices else "channel-connected-empty", title=target.title, name=name)
    await message.answer(text, reply_markup=keyboard(*choices) if choices else None)


async def end(
    query: CallbackQuery,
    callback_data: ConnectionPressed,
    chat: Chat,
    texts: Texts,
    chats: Chats,
    connections: Connections,
) -> None:
    """One's own connection, or that of somebody else whom one administers the chat with."""
    target = await pressed_for(callback_data.chat, chat, chats)
    owners = [] if target is None else (await connections.place(target)).owners
    owner = next((one for one in owners if one.key == callback_data.owner), None)
    if target is None or owner is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
        return
    if owner.key != chat.key and not await may_send_to(query, target, chat, texts, connections):
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
    query: CallbackQuery, callback_data: ConnectionPressed, chat: Chat, texts: Texts, connections: Connections
) -> None:
    target = next((one for one in await connections.lost(chat) if one.key == callback_data.chat), None)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
    elif await may_send_to(query, target, chat, texts, connections):
        await connections.connect(chat, target)
        await query.answer()
        await show(query, texts.html("connected-again", title=target.title), keyboard([_to_settings(target, texts)]))


async def take_over(
    query: CallbackQuery,
    callback_data: ConnectionPressed,
    chat: Chat,
    texts: Texts,
    chats: Chats,
    connections: Connections,
) -> None:
    """What is suspended in a chat goes on as one's own."""
    target = await pressed_for(callback_data.chat, chat, chats)
    if target is None:
        await query.answer(texts.plain("target-gone"), show_alert=True)
    elif await may_send_to(query, target, chat, texts, connections):
        count, left_out = await connections.take_over(chat, target)
        await query.answer()
        text = texts.html("taken-over", count=count, title=target.title)
        if left_out is not None:
            text += "\n" + phrases.left_out(left_out, texts)
        await show(query, text, keyboard([_to_settings(target, texts)]))


def _to_settings(target: Chat, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("button-to-chat", title=target.title), SettingsPage(name="", chat=target.key))


def _place(name: str) -> tuple[str | int, int] | None:
    """What a chat is asked for by, and the topic in it: of a name, an id, or a link with the number of a topic."""
    if _ID.fullmatch(name):
        return int(name), 0
    if match := _PRIVATE.fullmatch(name):
        return int(f"-100{match[1]}"), int(match[2] or 0)
    match = _NAME.fullmatch(name)
    return (f"@{match[1]}", int(match[2] or 0)) if match else None


async def _ways_out(standing: Standing | None, kind: str, bot: Bot, texts: Texts) -> InlineKeyboardMarkup | None:
    """The button that opens Telegram's own question about the rights that the bot lacks."""
    if standing not in {Standing.NOT_ME, Standing.NO_POSTING}:
        return None
    way = "startchannel" if kind == ChatType.CHANNEL else "startgroup"
    url = f"https://t.me/{(await bot.me()).username}?{way}&admin=post_messages+edit_messages"
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=texts.plain("button-give-rights"), url=url)]]
    )


async def _subscribe(
    query: str, chat: Chat, target: Chat, topic: int, texts: Texts, cause: Cause, subscriptions: Subscriptions
) -> str:
    try:
        await subscriptions.subscribe(chat, query, cause, target=target, topic=topic)
    except QueryError as error:
        return phrases.query_error(error, query, texts)
    except QuotaReached as reached:
        return phrases.left_out(subscriptions.left_out(chat, reached.limit), texts)
    return texts.html("channel-added", text=query, title=target.title)
