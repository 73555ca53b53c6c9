"""/channel: a channel or group becomes a target of a person's subscriptions."""

import re

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandObject
from aiogram.types import ChatFullInfo, ChatMemberAdministrator, ChatMemberOwner, Message

from bot.errors import QueryError
from bot.i18n import Texts
from bot.model import Cause, Chat
from bot.services.arrival import Arrivals, ArrivalSetting
from bot.services.chats import Chats
from bot.services.subscriptions import Subscriptions
from handlers import wording
from handlers.callbacks import TargetPressed
from handlers.context import InMeasure, meet
from handlers.keyboards import button, keyboard

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
    subscriptions: Subscriptions,
    arrivals: Arrivals,
) -> None:
    name, _, query = (command.args or "").strip().partition(" ")
    place = _place(name)
    if place is None or message.from_user is None:
        await message.answer(texts.html("channel-which"))
        return
    address, topic = place
    try:
        found = await bot.get_chat(address)
        if found.type not in _CONNECTABLE or not await _both_are_administrators(bot, found, message.from_user.id):
            await message.answer(texts.html("channel-rights", title=found.title or name))
            return
    except (TelegramBadRequest, TelegramForbiddenError):
        # Telegram answers so to whoever is no member: there is nothing else to be said of it.
        await message.answer(texts.html("channel-unknown", name=name))
        return
    topic = topic if found.is_forum else 0
    target = await meet(chats, found, chat.language)
    await chats.connect(chat, target)
    if target.arrival.zone is None and chat.arrival.zone is not None:
        await arrivals.change(target, (ArrivalSetting.ZONE, chat.arrival.zone))
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


def _place(name: str) -> tuple[str | int, int] | None:
    """What a chat is asked for by, and the topic in it: of a name, an id, or a link with the number of a topic."""
    if _ID.fullmatch(name):
        return int(name), 0
    if match := _PRIVATE.fullmatch(name):
        return int(f"-100{match[1]}"), int(match[2] or 0)
    match = _NAME.fullmatch(name)
    return (f"@{match[1]}", int(match[2] or 0)) if match else None


async def _both_are_administrators(bot: Bot, target: ChatFullInfo, person: int) -> bool:
    me = await bot.get_chat_member(target.id, bot.id)
    them = await bot.get_chat_member(target.id, person)
    may_post = isinstance(me, ChatMemberAdministrator) and (
        target.type != ChatType.CHANNEL or bool(me.can_post_messages)
    )
    return may_post and isinstance(them, ChatMemberOwner | ChatMemberAdministrator)


async def _subscribe(
    query: str, chat: Chat, target: Chat, topic: int, texts: Texts, cause: Cause, subscriptions: Subscriptions
) -> str:
    try:
        await subscriptions.subscribe(chat, query, cause, target=target, topic=topic)
    except QueryError as error:
        return wording.query_error(error, query, texts)
    return texts.html("channel-added", text=query, title=target.title)
