"""/sources: the list, adding and removing; addresses sent in private."""

from collections import Counter
from collections.abc import Sequence

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message, MessageOriginChannel

from bot.delivery.callbacks import ChoicePressed
from bot.delivery.markup import linked, linked_address
from bot.errors import AddressRefused, QuotaReached, SourceSettingRefused
from bot.feeds.addresses import addresses_in, is_list_of_addresses, shown_address
from bot.fetching.reasons import FailureReason
from bot.i18n import Texts
from bot.model import DispatchId, KeptTextId, LeftOut, SourceId
from bot.services.chats import Chats
from bot.services.sources import Imported, SettingKind, Sources
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import OfferedSources, OfferPressed, SourceAction, SourcePressed, SourcesPage
from handlers.context import AdministratorsOnly, Conversation
from handlers.keyboards import Shown, button, keyboard, mark, show
from handlers.source_pages import (
    SHOWN_ADDRESS,
    TITLE_LIMIT,
    URL_LIMIT,
    import_buttons,
    items_page,
    removed,
    restoring,
    sources_page,
    with_way_back,
)
from handlers.typed import SourceRequest, source_request, sources_request
from handlers.why_not_pages import why_not_button

_ONE_BY_ONE = 10
"""More sources in one message count as a list, which gets one answer: nobody reads fifty lines of success."""
_IN_A_TOAST = 120
"""Telegram shows 200 characters in answer to a button."""


def build_router() -> Router:
    router = Router(name="sources")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(sources_command, Command("sources"))
    router.message.register(offer_channel, F.chat.type == "private", F.forward_origin.type == "channel", ~F.document)
    router.message.register(add_plain, F.chat.type == "private", _lists_addresses)
    router.callback_query.register(turn_page, SourcesPage.filter())
    router.callback_query.register(show_items, SourcePressed.filter(F.action == SourceAction.ITEMS))
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
        text, markup = sources_page(await sources.all(chat), conversation)
        await message.answer(text, reply_markup=markup)
    elif not named:
        await message.answer(texts.html("source-which"))
    elif wish == "remove":
        dropped = await sources.remove(chat, named, conversation.cause)
        lines = [removed(name, title, texts) for name, title in zip(named, dropped.titles, strict=True)]
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
    title = shorten(origin.chat.title or "", TITLE_LIMIT)
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
    await _show(query, callback_data, conversation, sources)


async def show_items(
    query: CallbackQuery, callback_data: SourcePressed, conversation: Conversation, sources: Sources
) -> None:
    """The newest items of a source that the chat watches."""
    source = SourceId(callback_data.id)
    one = next((one for one in await sources.all(conversation.chat) if one.id == source and not one.muted), None)
    if one is None:
        await query.answer(conversation.texts.plain("source-gone"))
        await _show(query, callback_data, conversation, sources)
        return
    await query.answer()
    back = SourcesPage(page=callback_data.page, only=callback_data.only)
    await show(query, *items_page(one, await sources.items(conversation.chat, source), conversation, back))


async def change(
    query: CallbackQuery, callback_data: SourcePressed, conversation: Conversation, sources: Sources
) -> None:
    chat, texts, source = conversation.chat, conversation.texts, SourceId(callback_data.id)
    if callback_data.action is SourceAction.DROP:
        dropped = await sources.drop(chat, source, conversation.cause)
        await query.answer(None if any(dropped.titles) else texts.plain("source-gone"))
        page = sources_page(await sources.all(chat), conversation, callback_data)
        await show(query, *with_way_back(page, dropped, texts))
        return
    if callback_data.action is SourceAction.WATCH:  # a second press finds it watched already, as wanted
        try:
            await sources.watch(chat, source, conversation.cause)
            await query.answer()
        except QuotaReached as reached:  # it has left its pack since
            await _alert(query, sources.left_out(chat, reached.limit), conversation.texts)
    await _show(query, callback_data, conversation, sources)


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
        added = await sources.add(chat, address, conversation.cause, conversation.person)
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
    addresses = addresses_in(text or "")
    if not addresses:
        answer: Shown = conversation.texts.html("offer-gone"), None
    else:  # pressed twice, it has one effect, and the same answer
        offered = conversation.once(f"sources of {callback_data.id}")
        answer = await _add_all(addresses, offered, sources, chats)
    await query.answer()
    await show(query, *answer)


async def _add_all(addresses: Sequence[str], conversation: Conversation, sources: Sources, chats: Chats) -> Shown:
    chat, texts = conversation.chat, conversation.texts
    if len(addresses) > _ONE_BY_ONE and is_list_of_addresses(" ".join(addresses)):
        content = "\n".join(addresses).encode()
        imported = await sources.import_list(chat, content, conversation.cause, conversation.person)
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
        undo = import_buttons(kept, imported.sources, 0, texts)
    return phrases.imported(imported, texts), undo


async def _alert(query: CallbackQuery, left_out: LeftOut, texts: Texts) -> None:
    await query.answer(phrases.left_out_plain(left_out, texts), show_alert=True)


async def _add(address: str, conversation: Conversation, sources: Sources) -> str:
    texts, shown = conversation.texts, shorten(address, SHOWN_ADDRESS)
    try:
        added = await sources.add(conversation.chat, address, conversation.cause, conversation.person)
    except AddressRefused as error:
        reason = phrases.failure(error.reason, texts)
        return texts.html("source-refused", address=linked_address(shown), reason=reason)
    said = "source-added-before" if not added else "source-added" if conversation.person is None else "source-added-by"
    return texts.html(said, address=linked_address(shown))


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
    title = linked(shorten(one.title or shown_address(one.url), TITLE_LIMIT), one.url, URL_LIMIT)
    parts = phrases.source_settings(one.settings, texts)
    lines = [texts.html("source-settings" if request.wish is None else "source-set", title=title)]
    lines += parts or [texts.html("source-settings-none")]
    lines += filter(None, [phrases.source_pages(one.pages, texts)])
    if request.wish is None:
        lines += ["", texts.html("source-setting-which")]
    elif request.wish.kind is SettingKind.HEADER and request.wish.value:
        lines += ["", texts.html("source-setting-secret")]
    return "\n".join(lines)


async def _show(query: CallbackQuery, wanted: SourcesPage, conversation: Conversation, sources: Sources) -> None:
    await show(query, *sources_page(await sources.all(conversation.chat), conversation, wanted))
