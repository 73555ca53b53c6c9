"""The packs of sources that come with Dozor: a chat chooses the languages and categories that it wants."""

from collections.abc import Sequence

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts
from bot.model import WatchedPack
from bot.services.sources import Sources
from handlers.callbacks import PackPressed, PacksPressed, SourcesPage
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import button, keyboard, show, show_buttons


def build_router() -> Router:
    router = Router(name="packs")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(show_packs, PacksPressed.filter())
    router.callback_query.register(choose, PackPressed.filter())
    return router


async def show_packs(query: CallbackQuery, conversation: Conversation, sources: Sources) -> None:
    chat, texts = conversation.chat, conversation.texts
    await query.answer()
    await show(query, texts.html("packs"), packs_keyboard(await sources.packs(chat), texts))


async def choose(
    query: CallbackQuery, callback_data: PackPressed, conversation: Conversation, sources: Sources
) -> None:
    chat, texts = conversation.chat, conversation.texts
    await sources.mute_pack(chat, callback_data.name, muted=callback_data.muted)
    await query.answer()
    await show_buttons(query, packs_keyboard(await sources.packs(chat), texts))


def packs_keyboard(packs: Sequence[WatchedPack], texts: Texts) -> InlineKeyboardMarkup:
    """A button for each pack, two in a row, and one to the list of sources."""
    buttons = [_button(pack, texts) for pack in packs]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return keyboard(*rows, [button(texts.plain("button-sources"), SourcesPage(page=0))])


def _button(pack: WatchedPack, texts: Texts) -> InlineKeyboardButton:
    language, _, category = pack.name.rpartition("/")
    mark = "▫️" if pack.muted else "✅"
    name = texts.plain("pack", language=language.upper(), category=category, sources=pack.sources)
    return button(f"{mark} {name.strip()}", PackPressed(name=pack.name, muted=not pack.muted))
