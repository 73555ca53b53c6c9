"""The packs of sources that come with Dozor: a chat chooses the languages and categories that it wants."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.model import Language, WatchedPack
from bot.services.sources import Sources
from handlers.callbacks import PackPressed, PacksPressed, SourcesPage
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import button, in_rows, keyboard, show, show_buttons
from handlers.start_callbacks import StartPressed

_LIKELY: Mapping[Language, tuple[str, ...]] = MappingProxyType(
    {
        # A reader in Ukraine often has a phone that speaks Russian.
        Language.RUSSIAN: ("ru/ukraine", "ru/independent", "ru/business", "ru/international"),
        Language.UKRAINIAN: ("uk/general", "uk/international", "en/international"),
        Language.ENGLISH: ("en/international", "en/general"),
    }
)
"""The packs that stand first."""


def build_router() -> Router:
    router = Router(name="packs")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(show_packs, PacksPressed.filter())
    router.callback_query.register(choose, PackPressed.filter())
    return router


async def show_packs(
    query: CallbackQuery, callback_data: PacksPressed, conversation: Conversation, sources: Sources
) -> None:
    await query.answer()
    markup = await _keyboard(conversation, sources, at_start=callback_data.at_start)
    await show(query, conversation.texts.html("packs"), markup)


async def choose(
    query: CallbackQuery, callback_data: PackPressed, conversation: Conversation, sources: Sources
) -> None:
    await sources.mute_pack(conversation.chat, callback_data.name, muted=callback_data.muted)
    await query.answer()
    await show_buttons(query, await _keyboard(conversation, sources, at_start=callback_data.at_start))


async def _keyboard(conversation: Conversation, sources: Sources, *, at_start: bool) -> InlineKeyboardMarkup:
    """A button for each pack; one to the list of sources, or back to the first page."""
    texts, packs = conversation.texts, await sources.packs(conversation.chat)
    ways = [button(texts.plain("button-sources"), SourcesPage(page=0))]
    if at_start:
        ways.insert(0, button(texts.plain("button-back-here"), StartPressed()))
    return keyboard(*pack_rows(packs, conversation, at_start=at_start), *([way] for way in ways))


def pack_rows(
    packs: Iterable[WatchedPack], conversation: Conversation, *, at_start: bool = False
) -> Sequence[Sequence[InlineKeyboardButton]]:
    """A button for each pack, the likeliest choices first."""
    likely = sorted(packs, key=lambda pack: _place(pack.name, conversation.chat.language))
    return in_rows([_button(pack, conversation, at_start=at_start) for pack in likely])


def _place(name: str, language: Language) -> tuple[int, bool, str]:
    """Where a pack stands among others for a reader of that language."""
    likely = _LIKELY[language]
    place = likely.index(name) if name in likely else len(likely)
    return place, not name.startswith(f"{language}/"), name


def _button(pack: WatchedPack, conversation: Conversation, *, at_start: bool) -> InlineKeyboardButton:
    name = pack_name(pack.name, pack.sources, conversation)
    pressed = PackPressed(name=pack.name, muted=not pack.muted, at_start=at_start)
    return button(f"{'▫️' if pack.muted else '✅'} {name}", pressed)


def pack_name(pack: str, sources: int, conversation: Conversation) -> str:
    """What a pack is called, and how many sources it has; its language if it is another than the chat's."""
    language, _, category = pack.rpartition("/")
    shown = "" if language == conversation.chat.language else language.upper()
    return conversation.texts.plain("pack", language=shown, category=category, sources=sources).strip()
