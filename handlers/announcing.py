"""/announce, for the operators alone: a preview first, then to everybody, silently, until it is stopped."""

import re
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, MessageEntity
from aiogram.utils.text_decorations import add_surrogates, html_decoration

from bot.i18n import Markup, Texts
from bot.model import Announced, AnnouncementId, KeptTextId
from bot.reposts.markup import shown_length
from bot.services.announcing import LANGUAGE, Announcing, by_language
from bot.services.chats import Chats
from handlers.context import Conversation
from handlers.keyboards import Shown, button, keyboard, show
from handlers.operator import is_operator, refuse
from handlers.operator_callbacks import AnnounceAction, AnnouncePressed

_COMMAND = re.compile(r"\s*/\S*\s*")
_LONGEST = 3_500
"""UTF-16 units of all languages together, so that the preview fits a message."""


def build_router() -> Router:
    router = Router(name="announcing")
    router.message.filter(is_operator)
    router.message.register(announce, Command("announce"))
    for action, press in (
        (AnnounceAction.SEND, send),
        (AnnounceAction.GIVE_UP, give_up),
        (AnnounceAction.LOOK, look),
        (AnnounceAction.STOP, stop),
    ):
        router.callback_query.register(press, AnnouncePressed.filter(F.action == action), is_operator)
    router.callback_query.register(refuse, AnnouncePressed.filter())
    return router


async def announce(message: Message, conversation: Conversation, announcing: Announcing, chats: Chats) -> None:
    """Show what would be announced, and to how many."""
    texts, html = conversation.texts, _announced(message)
    wanted = by_language(html)
    if not wanted:
        await message.answer(texts.html("announce-which"))
        return
    if shown_length(html) > _LONGEST:
        await message.answer(texts.html("announce-too-long", most=_LONGEST))
        return
    kept = await chats.keep_text(conversation.chat, html, conversation.cause)
    shown = [
        texts.html("announcement", text=Markup(text)) if len(wanted) == 1 else f"<b>{language.upper()}</b>\n{text}"
        for language, text in wanted.items()
    ]
    choices = [
        button(texts.plain(f"announce-button-{action}"), AnnouncePressed(action=action, id=kept))
        for action in (AnnounceAction.SEND, AnnounceAction.GIVE_UP)
    ]
    heading = texts.html("announce-preview", count=await announcing.reachable())
    await message.answer("\n\n".join([heading, *shown]), reply_markup=keyboard(choices))


def _announced(message: Message) -> str:
    """What follows the command, as markup. What is formatted across several parts is formatted in each of them."""
    text, entities = message.text or message.caption or "", message.entities or message.caption_entities or []
    command = _COMMAND.match(text)
    first = command.end() if command is not None else 0
    marks = [*LANGUAGE.finditer(text[first:])]
    if not marks or text[first:][: marks[0].start()].strip():
        return _markup(text, first, len(text), entities)
    ends = [*(first + mark.start() for mark in marks[1:]), len(text)]
    return "\n".join(
        mark[0] + _markup(text, first + mark.end(), end, entities) for mark, end in zip(marks, ends, strict=True)
    )


def _markup(text: str, start: int, end: int, entities: Sequence[MessageEntity]) -> str:
    """A part of a text, with what is formatted in it."""
    first, last = (len(add_surrogates(text[:place])) // 2 for place in (start, end))
    inside = []
    for one in entities:
        begins, ends = max(one.offset, first), min(one.offset + one.length, last)
        if begins < ends:
            inside.append(one.model_copy(update={"offset": begins - first, "length": ends - begins}))
    return html_decoration.unparse(text[start:end], inside)


async def send(
    query: CallbackQuery,
    callback_data: AnnouncePressed,
    conversation: Conversation,
    announcing: Announcing,
    chats: Chats,
) -> None:
    html = await chats.kept_text(KeptTextId(callback_data.id), conversation.chat)
    if html is None:
        await query.answer(conversation.texts.plain("offer-gone"), show_alert=True)
        return
    once = conversation.once(f"announce {callback_data.id}")  # pressed twice, it is announced once
    announcement = await announcing.announce(conversation.chat, by_language(html), once.cause)
    await query.answer()
    await _show(query, announcement, conversation, announcing)


async def give_up(query: CallbackQuery, conversation: Conversation) -> None:
    await query.answer()
    await show(query, conversation.texts.html("announce-given-up"))


async def look(
    query: CallbackQuery, callback_data: AnnouncePressed, conversation: Conversation, announcing: Announcing
) -> None:
    await query.answer()
    await _show(query, AnnouncementId(callback_data.id), conversation, announcing)


async def stop(
    query: CallbackQuery, callback_data: AnnouncePressed, conversation: Conversation, announcing: Announcing
) -> None:
    await announcing.cancel(AnnouncementId(callback_data.id))
    await query.answer()
    await _show(query, AnnouncementId(callback_data.id), conversation, announcing)


async def _show(
    query: CallbackQuery, announcement: AnnouncementId, conversation: Conversation, announcing: Announcing
) -> None:
    page = _progress(announcement, await announcing.progress(announcement), conversation.texts)
    await show(query, *page)


def _progress(announcement: AnnouncementId, found: Announced, texts: Texts) -> Shown:
    is_over = not found.waiting and not found.left
    total = found.sent + found.waiting + found.failed + found.left
    text = texts.html("announce-over" if is_over else "announce-progress", sent=found.sent, total=total)
    if found.failed:
        text += "\n" + texts.html("announce-failed", count=found.failed)
    choices = [
        button(texts.plain(f"announce-button-{action}"), AnnouncePressed(action=action, id=announcement))
        for action in (AnnounceAction.LOOK, AnnounceAction.STOP)
    ]
    return text, None if is_over else keyboard(choices)
