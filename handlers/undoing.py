"""Buttons that take back what was done to the sources of a chat: a removal, an import."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.model import KeptTextId, SourceId
from bot.services.chats import Chats
from bot.services.sources import Sources
from handlers import phrases
from handlers.callbacks import ImportUndone, SourcesRestored
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import show
from handlers.source_pages import restoring, sources_page


def build_router() -> Router:
    router = Router(name="undoing")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(restore_sources, SourcesRestored.filter())
    router.callback_query.register(undo_import, ImportUndone.filter())
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
    # Nothing is restored by a second press, and by one that comes more than a day later.
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
    added = [SourceId(int(one)) for one in kept.split() if one.isdecimal()]
    once = conversation.once(f"undo {callback_data.id}")
    dropped = await sources.drop_all(chat, added, once.cause)
    count = sum(title is not None for title in dropped.titles)
    await show(query, texts.html("import-undone", count=count), restoring(dropped, texts))
