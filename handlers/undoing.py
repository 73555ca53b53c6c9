"""Buttons that take back what was done to the sources of a chat: a removal, an import."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.model import KeptTextId, SourceHealth, SourceId
from bot.services.chats import Chats
from bot.services.sources import Sources
from handlers import phrases
from handlers.callbacks import ImportChecked, ImportUndone, SourcesRestored
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import show, show_buttons
from handlers.source_pages import import_buttons, restoring, sources_page


def build_router() -> Router:
    router = Router(name="undoing")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(restore_sources, SourcesRestored.filter())
    router.callback_query.register(undo_import, ImportUndone.filter())
    router.callback_query.register(check_import, ImportChecked.filter())
    return router


async def restore_sources(
    query: CallbackQuery, callback_data: SourcesRestored, conversation: Conversation, sources: Sources
) -> None:
    chat, texts = conversation.chat, conversation.texts
    once = conversation.once(f"restore {callback_data.removal}")  # pressed twice, it has the same answer
    restored, left_out = await sources.restore(chat, callback_data.removal, once.cause)
    if left_out:
        await query.answer(phrases.left_out_plain(left_out[0], texts), show_alert=True)
    else:
        await query.answer(texts.plain("sources-restored", count=restored))
    text, markup = sources_page(await sources.all(chat), conversation)
    # Nothing is restored by a press that comes more than a day later.
    lines = [] if left_out and not restored else [texts.html("sources-restored", count=restored)]
    lines += [phrases.left_out(one, texts) for one in left_out]
    await show(query, "\n".join([*lines, "", text]), markup)


async def undo_import(
    query: CallbackQuery, callback_data: ImportUndone, conversation: Conversation, sources: Sources, chats: Chats
) -> None:
    chat, texts = conversation.chat, conversation.texts
    kept = await chats.kept_text(KeptTextId(callback_data.id), chat)
    await query.answer()
    if kept is None:
        await show(query, texts.html("offer-gone"))
        return
    added = _sources(kept)
    once = conversation.once(f"undo {callback_data.id}")
    dropped = await sources.drop_all(chat, added, once.cause)
    count = sum(title is not None for title in dropped.titles)
    await show(query, texts.html("import-undone", count=count), restoring(dropped, texts))


async def check_import(
    query: CallbackQuery, callback_data: ImportChecked, conversation: Conversation, sources: Sources, chats: Chats
) -> None:
    """Say how many of the added sources were polled, in the message itself, and in the toast which of them fail."""
    chat, texts, kept_id = conversation.chat, conversation.texts, KeptTextId(callback_data.id)
    kept = await chats.kept_text(kept_id, chat)
    if kept is None:
        await query.answer(texts.plain("offer-gone"), show_alert=True)
        return
    ids = set(_sources(kept))
    watched = [one for one in await sources.all(chat) if one.id in ids]
    polled = [one for one in watched if one.health is not SourceHealth.NEW]
    failing = sum(one.failure is not None for one in polled)
    await query.answer(texts.plain("import-failing", count=failing), show_alert=bool(failing))
    await show_buttons(query, import_buttons(kept_id, [one.id for one in watched], len(polled), texts))


def _sources(kept: str) -> list[SourceId]:
    """The ids in a kept text."""
    return [SourceId(int(one)) for one in kept.split() if one.isdecimal()]
