"""/sources: the list, adding and removing; addresses sent in private."""

from collections import Counter
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageOriginChannel

from bot.delivery.callbacks import ChoicePressed
from bot.delivery.markup import linked, linked_address
from bot.errors import AddressRefused, QuotaReached, SourceSettingRefused
from bot.feeds.addresses import addresses_in, is_list_of_addresses, shown_address
from bot.fetching.reasons import FailureReason
from bot.i18n import Texts, foreign
from bot.model import DispatchId, DroppedSources, KeptTextId, LeftOut, SourceHealth, SourceId, WatchedSource
from bot.services.chats import Chats
from bot.services.sources import Imported, SettingKind, Sources
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import (
    ImportUndone,
    OfferedSources,
    OfferPressed,
    PacksPressed,
    SourceAction,
    SourcePressed,
    SourcesPage,
    SourcesRestored,
)
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import Shown, button, keyboard, mark, page_of, show, turning
from handlers.typed import SourceRequest, source_request, sources_request
from handlers.why_not_pages import why_not_button

_ONE_BY_ONE = 10
"""More sources in one message count as a list, which gets one answer: nobody reads fifty lines of success."""
_IN_A_TOAST = 120
"""Telegram shows 200 characters in answer to a button."""
_SHOWN_ADDRESS = 300
_URL_LIMIT = 500
_TITLE_LIMIT = 200
"""So that a page of them fits a message."""
_MARKS = {
    SourceHealth.NEW: "⏳",
    SourceHealth.WORKING: "✅",
    SourceHealth.FAILING: "⚠️",
    SourceHealth.SILENT: "⚠️",
    SourceHealth.RETIRED: "⚠️",
}


def build_router() -> Router:
    router = Router(name="sources")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(sources_command, Command("sources"))
    router.message.register(offer_channel, F.chat.type == "private", F.forward_origin.type == "channel", ~F.document)
    router.message.register(add_plain, F.chat.type == "private", _lists_addresses)
    router.callback_query.register(turn_page, SourcesPage.filter())
    router.callback_query.register(change, SourcePressed.filter())
    router.callback_query.register(take, ChoicePressed.filter())
    router.callback_query.register(take_offered, OfferedSources.filter())
    return router


async def _lists_addresses(message: Message) -> bool:
    return message.text is not None and is_list_of_addresses(message.text)


async def sources_command(
    message: Message, command: CommandObject, conversation: Conversation, sources: Sources, chats: Chats
) -> None:
    chat, texts = conversation.chat, conversation.texts
    try:
        request = source_request(command.args or "")
    except ValueError:
        await message.answer(texts.html("source-setting-which"))
        return
    if request is not None:
        await message.answer(await _settings(request, conversation, sources))
        return
    wish, named = sources_request(command.args or "")
    if wish == "list":
        text, markup = sources_page(await sources.all(chat), 0, texts)
        await message.answer(text, reply_markup=markup)
    elif not named:
        await message.answer(texts.html("source-which"))
    elif wish == "remove":
        dropped = await sources.remove(chat, named, conversation.cause)
        removed = zip(named, dropped.titles, strict=True)
        lines = [_removed(name, title, texts) for name, title in removed]
        await message.answer(phrases.fitted(lines, texts), reply_markup=restoring(dropped, texts))
    else:
        text, markup = await _add_all(named, conversation, sources, chats)
        await message.answer(text, reply_markup=markup)


async def add_plain(message: Message, conversation: Conversation, sources: Sources, chats: Chats) -> None:
    text, markup = await _add_all((message.text or "").split(), conversation, sources, chats)
    await message.answer(text, reply_markup=markup)


async def offer_channel(message: Message, conversation: Conversation, chats: Chats) -> None:
    """Take a forwarded post of a channel as a wish to watch that channel."""
    origin, texts = message.forward_origin, conversation.texts
    assert isinstance(origin, MessageOriginChannel)  # noqa: S101  the router has seen to it
    title = shorten(origin.chat.title or "", _TITLE_LIMIT)
    if not origin.chat.username:
        reason = phrases.failure(FailureReason.CHANNEL_PRIVATE, texts)
        await message.answer(texts.html("source-refused", address=title, reason=reason))
        return
    kept = await chats.keep_text(conversation.chat, f"@{origin.chat.username}", conversation.cause)
    post = f"https://t.me/{origin.chat.username}/{origin.message_id}"
    asked = why_not_button(await chats.keep_text(conversation.chat, post, conversation.part("post").cause), texts)
    accept = button(texts.plain("offer-sources"), OfferedSources(id=kept))
    decline = button(texts.plain("offer-decline"), OfferPressed(id=kept, accepted=False))
    await message.answer(texts.html("offer-channel", title=title), reply_markup=keyboard([accept, decline], [asked]))


async def turn_page(
    query: CallbackQuery, callback_data: SourcesPage, conversation: Conversation, sources: Sources
) -> None:
    await query.answer()
    await _show(query, callback_data.page, conversation, sources)


async def change(
    query: CallbackQuery, callback_data: SourcePressed, conversation: Conversation, sources: Sources
) -> None:
    chat, texts, source = conversation.chat, conversation.texts, SourceId(callback_data.id)
    if callback_data.action is SourceAction.DROP:
        dropped = await sources.drop(chat, source, conversation.cause)
        await query.answer(None if any(dropped.titles) else texts.plain("source-gone"))
        page = sources_page(await sources.all(chat), callback_data.page, texts)
        await show(query, *_with_way_back(page, dropped, texts))
        return
    if callback_data.action is SourceAction.WATCH:  # a second press finds it watched already, as wanted
        try:
            await sources.watch(chat, source, conversation.cause)
            await query.answer()
        except QuotaReached as reached:  # it has left its pack since
            await _alert(query, sources.left_out(chat, reached.limit), conversation.texts)
    await _show(query, callback_data.page, conversation, sources)


async def take(
    query: CallbackQuery, callback_data: ChoicePressed, conversation: Conversation, sources: Sources
) -> None:
    """One of several feeds of a page."""
    chat, texts = conversation.chat, conversation.texts
    address = await sources.choice(chat, DispatchId(callback_data.dispatch), callback_data.number)
    if address is None:
        await query.answer(texts.plain("source-gone"))
        return
    try:
        added = await sources.add(chat, address, conversation.cause)
    except QuotaReached as reached:
        await _alert(query, sources.left_out(chat, reached.limit), texts)
        return
    key = "source-added" if added else "source-added-before"
    await query.answer(texts.plain(key, address=shorten(address, _IN_A_TOAST)))
    await mark(query)


async def take_offered(
    query: CallbackQuery, callback_data: OfferedSources, conversation: Conversation, sources: Sources, chats: Chats
) -> None:
    """The addresses in a text that was offered as a subscription."""
    text = await chats.kept_text(KeptTextId(callback_data.id), conversation.chat)
    if text is None:
        answer: Shown = conversation.texts.html("offer-gone"), None
    else:  # pressed twice, it has one effect, and the same answer
        offered = conversation.once(f"sources of {callback_data.id}")
        answer = await _add_all(addresses_in(text), offered, sources, chats)
    await query.answer()
    await show(query, *answer)


async def _add_all(addresses: Sequence[str], conversation: Conversation, sources: Sources, chats: Chats) -> Shown:
    chat, texts = conversation.chat, conversation.texts
    if len(addresses) > _ONE_BY_ONE and is_list_of_addresses(" ".join(addresses)):
        imported = await sources.import_list(chat, "\n".join(addresses).encode(), conversation.cause)
        return await imported_page(imported, conversation, chats)
    answers, reached = [], Counter[str]()
    for number, address in enumerate(addresses):
        try:
            answers.append(await _add(address, conversation.part(number), sources))
        except QuotaReached as error:
            reached[error.limit] += 1
    limits = [phrases.left_out(sources.left_out(chat, *one), texts) for one in reached.items()]
    return "\n".join([*filter(None, [phrases.fitted(answers, texts, *limits)]), *limits]), None


async def imported_page(imported: Imported, conversation: Conversation, chats: Chats) -> Shown:
    """What a list has added, and the button that takes that back."""
    texts, undo = conversation.texts, None
    if imported.sources:
        ids = " ".join(map(str, imported.sources))
        kept = await chats.keep_text(conversation.chat, ids, conversation.part("undo").cause)
        undo = keyboard([button(texts.plain("button-undo"), ImportUndone(id=kept))])
    return phrases.imported(imported, texts), undo


async def _alert(query: CallbackQuery, left_out: LeftOut, texts: Texts) -> None:
    await query.answer(phrases.left_out_plain(left_out, texts), show_alert=True)


async def _add(address: str, conversation: Conversation, sources: Sources) -> str:
    texts, shown = conversation.texts, shorten(address, _SHOWN_ADDRESS)
    try:
        added = await sources.add(conversation.chat, address, conversation.cause)
    except AddressRefused as error:
        reason = phrases.failure(error.reason, texts)
        return texts.html("source-refused", address=linked_address(shown), reason=reason)
    return texts.html("source-added" if added else "source-added-before", address=linked_address(shown))


async def _settings(request: SourceRequest, conversation: Conversation, sources: Sources) -> str:
    """The present settings of a source, without secrets."""
    chat, texts = conversation.chat, conversation.texts
    try:
        one = await (
            sources.numbered(chat, request.number)
            if request.wish is None
            else sources.set(chat, request.number, request.wish, conversation.cause)
        )
    except SourceSettingRefused as error:
        return texts.html(f"source-setting-{error.reason}")
    if one is None:
        return texts.html("source-unknown", text=str(request.number))
    title = linked(shorten(one.title or shown_address(one.url), _TITLE_LIMIT), one.url, _URL_LIMIT)
    parts = phrases.source_settings(one.settings, texts)
    lines = [texts.html("source-settings" if request.wish is None else "source-set", title=title)]
    lines += parts or [texts.html("source-settings-none")]
    lines += filter(None, [phrases.source_pages(one.pages, texts)])
    if request.wish is None:
        lines += ["", texts.html("source-setting-which")]
    elif request.wish.kind is SettingKind.HEADER and request.wish.value:
        lines += ["", texts.html("source-setting-secret")]
    return "\n".join(lines)


def _removed(name: str, title: str | None, texts: Texts) -> str:
    if title is None:
        return texts.html("source-unknown", text=shorten(name, _SHOWN_ADDRESS))
    return texts.html("source-removed", title=linked_address(shorten(shown_address(title), _TITLE_LIMIT)))


def restoring(dropped: DroppedSources, texts: Texts) -> InlineKeyboardMarkup | None:
    """The button that takes a removal back, if it removed anything."""
    if not any(dropped.titles) or not dropped.removal:
        return None
    return keyboard([button(texts.plain("button-restore"), SourcesRestored(removal=dropped.removal))])


def _with_way_back(page: Shown, dropped: DroppedSources, texts: Texts) -> Shown:
    """A page of the list after a removal: says what was removed, above its buttons the one that takes that back."""
    text, markup = page
    back = restoring(dropped, texts)
    if back is None:
        return page
    rows = markup.inline_keyboard if markup is not None else []
    removed = [_removed("", title, texts) for title in dropped.titles if title is not None]
    return "\n".join([*removed, "", text]), keyboard(*back.inline_keyboard, *rows)


async def _show(query: CallbackQuery, page: int, conversation: Conversation, sources: Sources) -> None:
    await show(query, *sources_page(await sources.all(conversation.chat), page, conversation.texts))


def sources_page(sources: list[WatchedSource], number: int, texts: Texts) -> Shown:
    """The page of the list of that number, or the nearest that exists."""
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
    name = linked(shorten(one.title or shown_address(one.url), _TITLE_LIMIT), one.url, _URL_LIMIT)
    reason = ""
    if one.health is SourceHealth.SILENT:
        reason = f": {texts.html('source-silent-long')}"
    if one.failure is not None:
        reason = f": {foreign(phrases.failure(one.failure.reason, texts))}"
    settings = "; ".join(phrases.source_settings(one.settings, texts))
    return f"{mark} {name}{reason}{f' · {settings}' if settings else ''}"


def _button(place: int, one: WatchedSource, page: int, texts: Texts) -> InlineKeyboardButton:
    if one.muted:
        label, action = texts.plain("button-watch", place=place), SourceAction.WATCH
    else:
        label, action = texts.plain("button-drop", place=place), SourceAction.DROP
    return button(label, SourcePressed(action=action, id=one.id, page=page))
