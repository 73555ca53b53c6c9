"""Settings of a channel are changed from the private chat of who has connected it: nobody writes commands there.

Whether they may is asked of Telegram each time.
"""

import re
from collections.abc import Sequence
from typing import Any

from aiogram import BaseMiddleware
from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.i18n import Texts
from bot.model import Chat, Standing, Subscription
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.text.shortening import shorten
from handlers.context import Handler
from handlers.preference_pages import PreferencePages

_PLACE = re.compile(r"(?:^|\s)(?:in|to|for|в|во|для|у|до)\s+(.+)$", re.IGNORECASE)

_TITLE_LIMIT = 60
"""So that what is said of a chat fits into the answer to a button."""


class OfSubject(BaseMiddleware):
    """Adds the `pages` about the chat that a command or a button means, and `wanted`, the rest of a command's text.

    Whoever may not change that chat is told so.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401  aiogram's
        chat: Chat = data["chat"]
        texts: Texts = data["texts"]
        chats: Chats = data["chats"]
        connections: Connections = data["connections"]
        if isinstance(event, Message):
            command: CommandObject = data["command"]
            subject, data["wanted"] = resolve(command.args, chat, (await chats.targets(chat))[1:])
            lost, _ = resolve(command.args, chat, await connections.lost(chat))
            if subject.key == chat.key != lost.key:
                return await say_lost(event, lost, chat, texts, connections)
        elif isinstance(event, CallbackQuery):
            pressed = await pressed_for(data["callback_data"].chat, chat, chats)
            if pressed is None:
                return await event.answer(texts.plain("target-gone"), show_alert=True)
            subject = pressed
        else:
            return None
        if not await may_send_to(event, subject, chat, texts, connections):
            return None
        if isinstance(event, CallbackQuery):
            await event.answer()
        data["pages"] = PreferencePages(
            subject,
            chat,
            texts,
            data["translations"],
            data["preferences"],
            connected=(await chats.targets(chat))[1:],
            place=await connections.place(subject) if subject.key != chat.key else None,
        )
        return await handler(event, data)


def resolve(text: str | None, chat: Chat, others: Sequence[Chat]) -> tuple[Chat, str]:
    """The chat that a command means, and the rest of its text: «9:00 в Вести дня» is meant for «Вести дня»."""
    text = (text or "").strip()
    place = _PLACE.search(text)
    if place is not None:
        title = place[1].removeprefix("@").casefold()
        for other in others:
            if other.title.casefold() == title:
                return other, text[: place.start()].strip()
    return chat, text


async def pressed_for(key: int, chat: Chat, chats: Chats) -> Chat | None:
    """The chat that a button means by its key, 0 for the one that it stands in; None if it is connected no longer."""
    return next((one for one in await chats.targets(chat) if one.key == (key or chat.key)), None)


async def may_change(
    event: Message | CallbackQuery, one: Subscription, chat: Chat, texts: Texts, connections: Connections
) -> bool:
    """Whether a subscription may be changed, which may be told elsewhere; if not, that is said."""
    if one.chat.key == chat.key:
        return True
    if one.suspended:
        await say_lost(event, one.chat, chat, texts, connections)
        return False
    return await may_send_to(event, one.chat, chat, texts, connections)


async def say_lost(
    event: Message | CallbackQuery, target: Chat, chat: Chat, texts: Texts, connections: Connections
) -> None:
    """Say of a chat that is connected no longer what stands in the way of connecting it again, or how that is done."""
    if await may_send_to(event, target, chat, texts, connections):
        await _say(event, "target-lost", texts, title=target.title)


async def may_send_to(
    event: Message | CallbackQuery, target: Chat, chat: Chat, texts: Texts, connections: Connections
) -> bool:
    """Whether a chat may be sent to from another one; if not, that is said."""
    standing = await connections.check(chat, target) if target.key != chat.key else Standing.FINE
    if standing is not Standing.FINE:
        await _say(event, f"rights-{standing}", texts, title=target.title)
    return standing is Standing.FINE


async def _say(event: Message | CallbackQuery, key: str, texts: Texts, *, title: str) -> None:
    title = shorten(title, _TITLE_LIMIT)
    if isinstance(event, CallbackQuery):
        await event.answer(texts.plain(key, title=title), show_alert=True)
    else:
        await event.answer(texts.html(key, title=title))
