"""/sources: the list, adding one by its address, removing one."""

from html import escape

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery.callbacks import ChoicePressed
from bot.errors import AddressRefused
from bot.i18n import Texts
from bot.model import Cause, Chat, DispatchId, SourceHealth, SourceId, WatchedSource
from bot.services.sources import Sources
from bot.text.shortening import shorten
from handlers import wording
from handlers.callbacks import PacksPressed, SourceAction, SourcePressed, SourcesPage
from handlers.context import AdministratorsOnly
from handlers.keyboards import button, keyboard, page_of, show, turning

_LOOKS_LIKE_AN_ADDRESS = F.text.regexp(r"^(https?://|t\.me/|@)\S+$")

_TITLE_LIMIT = 200
"""So that a page of them fits a message."""
_MARKS = {
    SourceHealth.NEW: "⏳",
    SourceHealth.WORKING: "✅",
    SourceHealth.FAILING: "⚠️",
    SourceHealth.RETIRED: "⛔",
}


def build_router() -> Router:
    router = Router(name="sources")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(add, Command("sources"), F.text.regexp(r"^\S+\s+\S"))
    router.message.register(show_list, Command("sources"))
    router.message.register(add_plain, F.chat.type == "private", _LOOKS_LIKE_AN_ADDRESS)
    router.callback_query.register(turn_page, SourcesPage.filter())
    router.callback_query.register(change, SourcePressed.filter())
    router.callback_query.register(take, ChoicePressed.filter())
    return router


async def add(
    message: Message, command: CommandObject, chat: Chat, texts: Texts, cause: Cause, sources: Sources
) -> None:
    """The word "add" before the address is welcome, but not needed."""
    words = (command.args or "").split()
    addresses = words[1:] if words[0].lower() == "add" else words
    answers = [
        await _add(address, chat, texts, Cause(f"{cause}/{number}"), sources)
        for number, address in enumerate(addresses)
    ]
    await message.answer(wording.fitted(answers, texts) or texts.html("source-which"))


async def add_plain(message: Message, chat: Chat, texts: Texts, cause: Cause, sources: Sources) -> None:
    await message.answer(await _add(message.text or "", chat, texts, cause, sources))


async def show_list(message: Message, chat: Chat, texts: Texts, sources: Sources) -> None:
    text, markup = _list(await sources.all(chat), 0, texts)
    await message.answer(text, reply_markup=markup)


async def turn_page(
    query: CallbackQuery, callback_data: SourcesPage, chat: Chat, texts: Texts, sources: Sources
) -> None:
    await query.answer()
    await _show(query, await sources.all(chat), callback_data.page, texts)


async def change(
    query: CallbackQuery, callback_data: SourcePressed, chat: Chat, texts: Texts, cause: Cause, sources: Sources
) -> None:
    source = SourceId(callback_data.id)
    act = sources.drop if callback_data.action is SourceAction.DROP else sources.watch
    changed = await act(chat, source, cause)
    await query.answer(None if changed else texts.plain("source-gone"))
    await _show(query, await sources.all(chat), callback_data.page, texts)


async def take(
    query: CallbackQuery, callback_data: ChoicePressed, chat: Chat, texts: Texts, cause: Cause, sources: Sources
) -> None:
    """One of several feeds of a page."""
    address = await sources.take(chat, DispatchId(callback_data.dispatch), callback_data.number, cause)
    await query.answer(texts.plain("source-gone" if address is None else "source-added", address=address or ""))


async def _add(address: str, chat: Chat, texts: Texts, cause: Cause, sources: Sources) -> str:
    try:
        added = await sources.add(chat, address, cause)
    except AddressRefused as error:
        return texts.html("source-refused", address=address, reason=wording.failure(error.reason, texts))
    return texts.html("source-added" if added else "source-added-before", address=address)


async def _show(query: CallbackQuery, sources: list[WatchedSource], page: int, texts: Texts) -> None:
    await show(query, *_list(sources, page, texts))


def _list(sources: list[WatchedSource], number: int, texts: Texts) -> tuple[str, InlineKeyboardMarkup | None]:
    if not sources:
        return texts.html("sources-empty"), None
    page = page_of(sources, number)
    numbered = list(enumerate(page.items, page.first))
    watched = sum(not one.muted for one in sources)
    lines = [texts.html("sources", count=watched), *(f"{place}. {_described(one, texts)}" for place, one in numbered)]
    buttons = [_button(place, one, page.number, texts) for place, one in numbered]
    turns = turning(page, texts, lambda to: SourcesPage(page=to))
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    packs = [button(texts.plain("button-packs"), PacksPressed())] if any(one.pack for one in sources) else []
    return "\n".join([*lines, "", texts.html("source-which")]), keyboard(*rows, turns, packs)


def _described(one: WatchedSource, texts: Texts) -> str:
    mark = "🔇" if one.muted else _MARKS[one.health]
    name = texts.html("source-line", title=shorten(one.title or one.url, _TITLE_LIMIT), address=one.url)
    reason = ""
    if one.failure is not None:
        reason = f": {escape(wording.failure(one.failure.reason, texts))}"
    return f"{mark} {name}{reason}"


def _button(place: int, one: WatchedSource, page: int, texts: Texts) -> InlineKeyboardButton:
    if one.muted:
        label, action = texts.plain("button-watch", place=place), SourceAction.WATCH
    else:
        label, action = texts.plain("button-drop", place=place), SourceAction.DROP
    return button(label, SourcePressed(action=action, id=one.id, page=page))
