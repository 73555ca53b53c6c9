"""Which chat a command or a button means, and whether the person may change it.

Nobody writes commands in a channel: the person who connected it changes its settings in private. The bot asks
Telegram each time whether they still may.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from aiogram import BaseMiddleware
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.i18n import Texts
from bot.model import Chat, Standing, Subscription
from bot.services.connections import Connections
from bot.text.shortening import shorten
from handlers.context import Conversation, Handler
from handlers.preference_pages import PreferencePages

_PLACE = re.compile(r"(?:^|\s)(?:in|to|for|в|во|для|у|до)\s+(.+)$", re.IGNORECASE)

_TITLE_LIMIT = 60
"""So that the answer to a button has room for it."""


class OfSubject(BaseMiddleware):
    """Adds the `pages` about the chat that a command or a button means, and `wanted`, the rest of a command's text.

    It tells a person who may not change that chat.
    """

    ADDS: ClassVar[Mapping[str, type]] = MappingProxyType({"pages": PreferencePages, "wanted": str})

    def __init__(self, said: str | None = None) -> None:
        """`said` is the key of what a press is told, if anything."""
        self._said = said

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        conversation: Conversation = data["conversation"]
        connections: Connections = data["connections"]
        chat = conversation.chat
        if isinstance(event, Message):
            command: CommandObject | None = data.get("command")
            args = None if command is None else command.args
            subject, data["wanted"] = resolve(args, chat, (await connections.targets(chat))[1:])
            lost, _ = resolve(args, chat, await connections.lost(chat))
            if subject.key == chat.key != lost.key:
                return await say_lost(event, lost, conversation, connections)
        elif isinstance(event, CallbackQuery):
            pressed = await pressed_for(data["callback_data"].chat, chat, connections)
            if pressed is None:
                return await event.answer(conversation.texts.plain("target-gone"), show_alert=True)
            subject = pressed
        else:
            return None
        if not await may_send_to(event, subject, conversation, connections):
            return None
        if isinstance(event, CallbackQuery):
            await event.answer(conversation.texts.plain(self._said) if self._said else None)
        data["pages"] = PreferencePages(
            subject,
            chat,
            conversation.texts,
            data["translations"],
            data["preferences"],
            connected=(await connections.targets(chat))[1:],
            muted=await data["stories"].muted(subject),
            subscriptions=[one for one in await data["subscriptions"].all(chat) if one.chat.key == subject.key],
            place=await connections.place(subject) if subject.key != chat.key else None,
        )
        return await handler(event, data)


def resolve(text: str | None, chat: Chat, others: Sequence[Chat]) -> tuple[Chat, str]:
    """The chat that a command means, and the rest of its text: «9:00 в Вести дня» means «Вести дня»."""
    text = (text or "").strip()
    place = _PLACE.search(text)
    if place is not None:
        title = place[1].removeprefix("@").casefold()
        for other in others:
            if other.title.casefold() == title:
                return other, text[: place.start()].strip()
    return chat, text


async def pressed_for(key: int, chat: Chat, connections: Connections) -> Chat | None:
    """The chat that a button means by its key, 0 for its own; None if it is no longer connected."""
    return next((one for one in await connections.targets(chat) if one.key == (key or chat.key)), None)


async def may_change(
    event: Message | CallbackQuery, one: Subscription, conversation: Conversation, connections: Connections
) -> bool:
    """Whether the person may change a subscription, which may go to another chat; tells them if not."""
    if one.chat.key == conversation.chat.key:
        return True
    if one.suspended:
        await say_lost(event, one.chat, conversation, connections)
        return False
    return await may_send_to(event, one.chat, conversation, connections)


async def may_change_all(
    event: Message | CallbackQuery,
    several: Sequence[Subscription],
    conversation: Conversation,
    connections: Connections,
) -> bool:
    """Whether the person may change subscriptions, which may go to several chats; tells them if not."""
    for one in {one.chat.key: one for one in several}.values():
        if not await may_change(event, one, conversation, connections):
            return False
    return True


async def say_lost(
    event: Message | CallbackQuery, target: Chat, conversation: Conversation, connections: Connections
) -> None:
    """Say how to connect a chat again that is no longer connected, or what prevents it."""
    if await may_send_to(event, target, conversation, connections):
        await _say(event, "target-lost", conversation.texts, title=target.title)


async def may_send_to(
    event: Message | CallbackQuery, target: Chat, conversation: Conversation, connections: Connections
) -> bool:
    """Whether the person may send to a chat from this one; tells them if not."""
    chat = conversation.chat
    standing = await connections.check(chat, target) if target.key != chat.key else Standing.FINE
    if standing is not Standing.FINE:
        await _say(event, f"rights-{standing}", conversation.texts, title=target.title)
    return standing is Standing.FINE


async def _say(event: Message | CallbackQuery, key: str, texts: Texts, *, title: str) -> None:
    title = shorten(title, _TITLE_LIMIT)
    if isinstance(event, CallbackQuery):
        await event.answer(texts.plain(key, title=title), show_alert=True)
    else:
        await event.answer(texts.html(key, title=title))
