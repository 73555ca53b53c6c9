"""What /sources shows: the sources of a chat, and the newest items of each."""

from collections import Counter
from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.markup import linked, linked_address, moment
from bot.feeds.addresses import shown_address
from bot.i18n import Texts, foreign
from bot.model import ChatKind, DroppedSources, KeptTextId, SourceHealth, SourceId, SourceItem, WatchedSource
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import (
    TROUBLED,
    ImportChecked,
    ImportUndone,
    PacksPressed,
    SourceAction,
    SourcePressed,
    SourcesPage,
    SourcesRestored,
)
from handlers.context import Conversation
from handlers.keyboards import PAGE, Shown, button, chosen, keyboard, page_of, turning
from handlers.own_channel_callbacks import OwnChannelsPressed

SHOWN_ADDRESS = 300
URL_LIMIT = 500
TITLE_LIMIT = 200
"""So that a page of them fits a message."""
_LANGUAGES = 5
_NUMBERS, _FILTERS = 5, 3
"""Buttons in a row."""
_MARKS = {
    SourceHealth.NEW: "⏳",
    SourceHealth.WORKING: "✅",
    SourceHealth.FAILING: "⚠️",
    SourceHealth.SILENT: "⚠️",
    SourceHealth.RETIRED: "⚠️",
}
_SOUND = {SourceHealth.NEW, SourceHealth.WORKING}
_ALL = SourcesPage(page=0)


def sources_page(sources: list[WatchedSource], conversation: Conversation, wanted: SourcesPage = _ALL) -> Shown:
    """The page that is wanted, or the nearest that exists. The numbers are those of the whole list."""
    texts = conversation.texts
    ways = [button(texts.plain("button-packs"), PacksPressed())] if any(one.pack for one in sources) else []
    if conversation.chat.kind is ChatKind.PRIVATE:
        ways.append(button(texts.plain("button-own-channels"), OwnChannelsPressed()))
    if not sources:
        return texts.html("sources-empty"), keyboard(ways) if ways else None
    shown = [numbered for numbered in enumerate(sources, 1) if _is_wanted(numbered[1], wanted.only)]
    page = page_of(shown, wanted.page)
    here = SourcesPage(page=page.number, only=wanted.only)
    watched = sum(not one.muted for one in sources)
    lines = [texts.html("sources", count=watched)]
    lines += [f"{place}. {_described(one, conversation)}" for place, one in page.items]
    lines += [texts.html("sources-none-such")] * (not shown)
    items = [_item(SourceAction.ITEMS, *numbered, here, texts) for numbered in page.items if not numbered[1].muted]
    changes = [
        _item(SourceAction.WATCH if one.muted else SourceAction.DROP, place, one, here, texts)
        for place, one in page.items
    ]
    turns = turning(page, texts, lambda to: SourcesPage(page=to, only=wanted.only))
    rows = [*_rows(items, _NUMBERS), *_rows(changes, _NUMBERS), turns]
    rows += [*_rows(_filters(sources, wanted.only, texts), _FILTERS), ways]
    return "\n".join([*lines, "", texts.html("source-which")]), keyboard(*rows)


def items_page(one: WatchedSource, items: Sequence[SourceItem], conversation: Conversation, back: SourcesPage) -> Shown:
    """The newest items of a source."""
    texts, preferences = conversation.texts, conversation.chat.preferences
    heading = f"🔎 <b>{_name(one)}</b>"
    lines = []
    for item in items:
        title = linked(shorten(item.title, TITLE_LIMIT), item.url, URL_LIMIT)
        lines.append(f"{moment(item.at, preferences, with_date=True)} {title}")
    text = phrases.fitted(lines or [texts.html("source-items-none")], texts, heading)
    return f"{heading}\n{text}", keyboard([button(texts.plain("button-all-sources"), back)])


def import_buttons(kept: KeptTextId, added: Sequence[SourceId], polled: int, texts: Texts) -> InlineKeyboardMarkup:
    """Under what an import has added: how much of it was polled, and the button that takes it back."""
    progress = texts.plain("import-checked", polled=polled, count=len(added))
    return keyboard(
        [button(progress, ImportChecked(id=kept))], [button(texts.plain("button-undo"), ImportUndone(id=kept))]
    )


def restoring(dropped: DroppedSources, texts: Texts) -> InlineKeyboardMarkup | None:
    """The button that takes a removal back, if it removed anything."""
    if not any(dropped.titles) or not dropped.removal:
        return None
    return keyboard([button(texts.plain("button-restore"), SourcesRestored(removal=dropped.removal))])


def with_way_back(page: Shown, dropped: DroppedSources, texts: Texts) -> Shown:
    """A page of the list after a removal: says what was removed, above its buttons the one that takes that back."""
    text, markup = page
    back = restoring(dropped, texts)
    if back is None:
        return page
    rows = markup.inline_keyboard if markup is not None else []
    lines = [removed("", title, texts) for title in dropped.titles if title is not None]
    return "\n".join([*lines, "", text]), keyboard(*back.inline_keyboard, *rows)


def removed(name: str, title: str | None, texts: Texts) -> str:
    """That a source was removed; for no title, that nothing of that name is in the list."""
    if title is None:
        return texts.html("source-unknown", text=shorten(name, SHOWN_ADDRESS))
    return texts.html("source-removed", title=linked_address(shorten(shown_address(title), TITLE_LIMIT)))


def _is_wanted(one: WatchedSource, only: str) -> bool:
    if only == TROUBLED:
        return not one.muted and one.health not in _SOUND
    return not only or one.language == only


def _filters(sources: Sequence[WatchedSource], only: str, texts: Texts) -> list[InlineKeyboardButton]:
    """All, those in trouble, and each of the most frequent languages; nothing for a list that is short anyway."""
    if len(sources) <= PAGE:
        return []
    troubled = sum(_is_wanted(one, TROUBLED) for one in sources)
    languages = Counter(one.language for one in sources if one.language).most_common(_LANGUAGES)
    labels = {"": texts.plain("sources-all")}
    labels |= {TROUBLED: f"⚠️ {troubled}"} if troubled or only == TROUBLED else {}
    labels |= {language: f"{language.upper()} {count}" for language, count in languages}
    return [button(chosen(label, is_chosen=to == only), SourcesPage(page=0, only=to)) for to, label in labels.items()]


def _rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[Sequence[InlineKeyboardButton]]:
    return [buttons[start : start + width] for start in range(0, len(buttons), width)]


def _name(one: WatchedSource) -> str:
    return linked(shorten(one.title or shown_address(one.url), TITLE_LIMIT), one.url, URL_LIMIT)


def _described(one: WatchedSource, conversation: Conversation) -> str:
    texts = conversation.texts
    mark = "🔇" if one.muted else _MARKS[one.health]
    parts = phrases.source_settings(one.settings, texts)
    said = [f"{mark} {_name(one)}{_reason(one, texts)}", "; ".join(parts)]
    if one.is_own_channel:
        said.append(texts.html("source-own-channel"))
    if one.news_at is not None and not one.muted:
        said.append(texts.html("source-news-at", at=moment(one.news_at, conversation.chat.preferences, with_date=True)))
    return " · ".join(filter(None, said))


def _reason(one: WatchedSource, texts: Texts) -> str:
    if one.failure is not None:
        return f": {foreign(phrases.failure(one.failure.reason, texts))}"
    return f": {texts.html('source-silent-long')}" if one.health is SourceHealth.SILENT else ""


def _item(
    action: SourceAction, place: int, one: WatchedSource, here: SourcesPage, texts: Texts
) -> InlineKeyboardButton:
    label = texts.plain(f"button-{action}", place=place)
    return button(label, SourcePressed(action=action, id=one.id, page=here.page, only=here.only))
