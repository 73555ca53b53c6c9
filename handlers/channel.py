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
from bot.services.chats import Chats
from bot.services.subscriptions import Subscriptions
from handlers import wording
from handlers.callbacks import TargetPressed
from handlers.context import meet
from handlers.keyboards import button, keyboard

_NAME = re.compile(r"(?:https?://)?(?:t\.me/|telegram\.me/|@)?([A-Za-z]\w{3,31})/?", re.ASCII)
_ID = re.compile(r"-\d{1,16}")
_CONNECTABLE = {ChatType.CHANNEL, ChatType.SUPERGROUP, ChatType.GROUP}


def build_router() -> Router:
    router = Router(name="channel")
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
) -> None:
    name, _, query = (command.args or "").strip().partition(" ")
    address = _address(name)
    if address is None or message.from_user is None:
        await message.answer(texts.html("channel-which"))
        return
    try:
        found = await bot.get_chat(address)
        if found.type not in _CONNECTABLE or not await _both_are_administrators(bot, found, message.from_user.id):
            await message.answer(texts.html("channel-rights", title=found.title or name))
            return
    except (TelegramBadRequest, TelegramForbiddenError):
        # Telegram answers so to whoever is no member: there is nothing else to be said of it.
        await message.answer(texts.html("channel-unknown", name=name))
        return
    target = await meet(chats, found, None)
    await chats.connect(chat, target)
    if query:
        await message.answer(await _subscribe(query.strip(), chat, target, texts, cause, subscriptions))
        return
    choices = [
        [button(one.text, TargetPressed(id=one.id, chat=target.key))]
        for one in await subscriptions.all(chat)
        if one.chat.key != target.key
    ]
    text = texts.html("channel-connected" if choices else "channel-connected-empty", title=target.title, name=name)
    await message.answer(text, reply_markup=keyboard(*choices) if choices else None)


def _address(name: str) -> str | int | None:
    if _ID.fullmatch(name):
        return int(name)
    match = _NAME.fullmatch(name)
    return f"@{match[1]}" if match else None


async def _both_are_administrators(bot: Bot, target: ChatFullInfo, person: int) -> bool:
    me = await bot.get_chat_member(target.id, bot.id)
    them = await bot.get_chat_member(target.id, person)
    may_post = isinstance(me, ChatMemberAdministrator) and (
        target.type != ChatType.CHANNEL or bool(me.can_post_messages)
    )
    return may_post and isinstance(them, ChatMemberOwner | ChatMemberAdministrator)


async def _subscribe(
    query: str, chat: Chat, target: Chat, texts: Texts, cause: Cause, subscriptions: Subscriptions
) -> str:
    try:
        await subscriptions.subscribe(chat, query, cause, target=target)
    except QueryError as error:
        return wording.query_error(error, query, texts)
    return texts.html("channel-added", text=query, title=target.title)
