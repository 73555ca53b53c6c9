"""/add and /edit, and plain text in private, which is offered as a subscription."""

from collections.abc import Iterator, Sequence

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.delivery.breadth import AT_ONCE, MAIN
from bot.delivery.callbacks import AnswerAboutPressed
from bot.errors import QueryError, QuotaReached
from bot.feeds.addresses import addresses_in
from bot.i18n import Texts
from bot.model import MOST_EXCLUSIONS, Exclusion, KeptTextId, NotExcluded, Subscribed, SubscriptionId
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.delivery_choices import DeliveryChoice
from bot.services.spellings import with_ticked
from bot.services.subscribing import Edited, Subscribing, Wished
from bot.services.subscription_lines import read_line
from bot.services.subscriptions import LineOutcome
from bot.text.shortening import shorten
from handlers import phrases
from handlers.callbacks import (
    EditPressed,
    OfferedSources,
    OfferPressed,
    PacksPressed,
    SubscriptionAction,
    SubscriptionPressed,
)
from handlers.context import AdministratorsOnly, Conversation, topic_of
from handlers.delivery_callbacks import OfferTaken
from handlers.delivery_page import said
from handlers.keyboards import Shown, button, keyboard, show
from handlers.previews import (
    by_urgency,
    capital_lines,
    doubt_lines,
    doubt_rows,
    meant_row,
    nothing_line,
    offer_page,
    pause_line,
    reach_lines,
    suggestion_label,
)
from handlers.query_callbacks import WiderPressed
from handlers.spelling_pages import spelling_rows, spellings_line
from handlers.subject import may_change

_MARKS = {
    DeliveryChoice.AT_ONCE: "mark-rhythm-at-once",
    DeliveryChoice.HOURLY: "mark-rhythm-hourly",
    DeliveryChoice.DAILY: "mark-rhythm-daily",
    DeliveryChoice.SILENT: "delivery-silent",
    DeliveryChoice.URGENT: "mark-rhythm-urgent",
}
"""How the news of a subscription come, as its line says."""


def build_router() -> Router:
    router = Router(name="subscribing")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(add, Command("add"))
    router.message.register(edit, Command("edit"))
    router.callback_query.register(answer_offer, OfferPressed.filter())
    router.callback_query.register(take_offer, OfferTaken.filter())
    router.callback_query.register(take_suggestion, EditPressed.filter())
    router.message.register(offer_subscription, F.chat.type == ChatType.PRIVATE, F.text, ~F.text.startswith("/"))
    return router


async def add(message: Message, command: CommandObject, conversation: Conversation, subscribing: Subscribing) -> None:
    if not command.args:
        await message.answer(conversation.texts.html("add-what"))
        return
    wished = await subscribing.subscribe(conversation.chat, command.args, conversation.cause, topic_of(message))
    text, markup = wished_page(wished, conversation)
    await message.answer(text, reply_markup=markup)


async def offer_subscription(
    message: Message, conversation: Conversation, chats: Chats, subscribing: Subscribing
) -> None:
    await offer(message, (message.text or "").strip(), conversation, chats, subscribing)


async def offer(
    message: Message, text: str, conversation: Conversation, chats: Chats, subscribing: Subscribing
) -> None:
    """Show what a query would find, and ask whether to subscribe to it, or to each line of a text."""
    texts = conversation.texts
    kept = await chats.keep_text(conversation.chat, text, conversation.cause)
    lines = len([line for line in text.splitlines() if line.strip()])
    if lines == 1 and read_line(text).text and not addresses_in(text):
        answer, markup = await _offer(text, kept, conversation, subscribing)
        await message.answer(answer, reply_markup=markup)
        return
    as_sources = [button(texts.plain("offer-sources"), OfferedSources(id=kept))] if addresses_in(text) else []
    await message.answer(
        texts.html("offer", text=shorten(text, phrases.SHOWN_QUERY), lines=lines),
        reply_markup=keyboard(
            [
                button(texts.plain("offer-accept"), OfferPressed(id=kept, accepted=True)),
                button(texts.plain("offer-decline"), OfferPressed(id=kept, accepted=False)),
            ],
            as_sources,
        ),
    )


async def _offer(text: str, kept: KeptTextId, conversation: Conversation, subscribing: Subscribing) -> Shown:
    try:
        return offer_page(await subscribing.offer(conversation.chat, text, kept, conversation.cause), conversation)
    except QueryError as error:
        return phrases.query_error(error, text, conversation.texts), None


async def answer_offer(
    query: CallbackQuery,
    callback_data: OfferPressed,
    conversation: Conversation,
    chats: Chats,
    subscribing: Subscribing,
) -> None:
    chat, texts = conversation.chat, conversation.texts
    offered = await chats.kept_text(KeptTextId(callback_data.id), chat)
    if offered is None:
        page: Shown = texts.html("offer-gone"), None
    elif callback_data.accepted:
        once = conversation.once(f"offer {callback_data.id} accepted")  # pressed twice, it has the same answer
        wished = await subscribing.subscribe(chat, offered, once.cause)
        page = wished_page(wished, conversation, is_previewed=True)
    else:
        page = texts.html("offer-declined"), None
    await query.answer()
    await show(query, *page)


async def take_offer(
    query: CallbackQuery, callback_data: OfferTaken, conversation: Conversation, chats: Chats, subscribing: Subscribing
) -> None:
    """Subscribe to what brings very much, and let it come as was chosen."""
    chat, texts = conversation.chat, conversation.texts
    offered = await chats.kept_text(KeptTextId(callback_data.id), chat)
    if offered is None:
        page: Shown = texts.html("offer-gone"), None
    else:
        once = conversation.caused_by(f"offer {callback_data.id}")
        wished = await subscribing.subscribe(chat, offered, once.cause, choice=callback_data.choice)
        text, markup = wished_page(wished, conversation, is_previewed=True)
        one = None if wished.subscribed is None else await subscribing.find(chat, wished.subscribed)
        page = "\n".join([text, *(said(one, texts) if one else ())]), markup
    await query.answer()
    await show(query, *page)


async def edit(
    message: Message,
    command: CommandObject,
    conversation: Conversation,
    subscribing: Subscribing,
    connections: Connections,
) -> None:
    texts = conversation.texts
    number, text = (*(command.args or "").split(maxsplit=1), "", "")[:2]
    if not number.isdecimal() or not text:
        await message.answer(texts.html("edit-what"))
        return
    one = await subscribing.numbered(conversation.chat, int(number))
    if one is None:
        await message.answer(texts.html("remove-unknown", text=number))
        return
    if await may_change(message, one, conversation, connections):
        answer, markup = await _edit(one.id, text, conversation, subscribing)
        await message.answer(answer, reply_markup=markup)


async def take_suggestion(
    query: CallbackQuery,
    callback_data: EditPressed,
    conversation: Conversation,
    subscribing: Subscribing,
    connections: Connections,
) -> None:
    chat, texts, subscription = conversation.chat, conversation.texts, SubscriptionId(callback_data.id)
    text = await subscribing.suggested(KeptTextId(callback_data.query), chat)
    if text is None:
        await query.answer(texts.plain("offer-gone"), show_alert=True)
        return
    one = await subscribing.find(chat, subscription)
    if one is not None and not await may_change(query, one, conversation, connections):
        return
    once = conversation.once(f"suggestion {callback_data.query} of {callback_data.id}")
    page = await _edit(subscription, text if one is None else with_ticked(text, one.query), once, subscribing)
    await query.answer()
    await show(query, *page)


async def _edit(subscription: SubscriptionId, text: str, conversation: Conversation, subscribing: Subscribing) -> Shown:
    """Change what a subscription looks for; what came of it, and what else may have been meant."""
    chat, texts = conversation.chat, conversation.texts
    try:
        edited = await subscribing.edit(chat, subscription, text, conversation.cause)
    except QueryError as error:
        return phrases.query_error(error, text, texts), None
    answer = texts.html(f"edit-{edited.outcome}", text=shorten(text, phrases.SHOWN_QUERY))
    if edited.preview is None:
        return answer, None
    found = doubt_lines(edited.doubts, texts) or reach_lines(edited.preview, texts, chat.preferences)
    found = [*capital_lines(edited.suggestions, texts), *found]
    found += spellings_line(edited.ticks, texts)
    rows = _suggestions(subscription, edited, texts)
    return "\n".join([answer, *found]), keyboard(
        *rows, _care(subscription, texts), *doubt_rows(edited.doubts, conversation)
    )


def wished_page(wished: Wished, conversation: Conversation, *, is_previewed: bool = False) -> Shown:
    """A line for each subscription; for a single new one also what it finds, and what can be done with it."""
    texts, preferences = conversation.texts, conversation.chat.preferences
    answers = [_line(one, wished, texts) for one in wished.lines if not isinstance(one.outcome, QuotaReached)]
    limits = [phrases.left_out(one, texts) for one in wished.left_out]
    preview, doubts = wished.preview, doubt_lines(wished.doubts, texts)
    answers += [] if is_previewed else capital_lines(wished.suggestions, texts)
    if doubts:
        answers += doubts
    elif preview is not None and not preview.total:
        answers.append(nothing_line(preview, preferences, texts))
    elif preview is not None:
        found = [] if is_previewed else reach_lines(preview, texts, preferences)
        if wished.gathered:
            found = [texts.html("added-broad", daily=preview.daily)]
        answers += [*found, *pause_line(preferences, preview.at, texts)]
    answers += spellings_line(wished.ticks, texts)
    text = "\n".join([*filter(None, [phrases.fitted(answers, texts, *limits)]), *limits])
    return text, _buttons(wished, conversation)


def _line(line: LineOutcome, wished: Wished, texts: Texts) -> str:
    text, outcome = line.text, line.outcome
    if isinstance(outcome, QueryError):
        return phrases.query_error(outcome, text, texts)
    if isinstance(outcome, NotExcluded):
        return texts.html(f"exclude-{outcome}", most=MOST_EXCLUSIONS)
    if isinstance(outcome, Exclusion):
        return texts.html("except-added", text=shorten(outcome.query, phrases.SHOWN_QUERY))
    assert isinstance(outcome, Subscribed)  # noqa: S101  quotas have lines of their own
    new = "restored" if outcome.is_restored else "added"
    said = texts.html(new if outcome.is_new else "added-before", text=shorten(text, phrases.SHOWN_QUERY))
    marks = [texts.html("mark-main-only")] * outcome.main_only + [texts.html("mark-paused")] * outcome.is_paused
    if outcome.is_new and not outcome.is_restored:
        marks += [texts.html(_MARKS[choice]) for choice in line.delivery if choice in _MARKS]
    if outcome.id in wished.capitalised:
        marks.append(texts.html("mark-capital"))
    if outcome.id in wished.gathered and wished.preview is None:
        marks.append(texts.html("mark-gathered", daily=wished.gathered[outcome.id]))
    return " · ".join([said, *marks])


def _buttons(wished: Wished, conversation: Conversation) -> InlineKeyboardMarkup | None:
    """What else may have been meant, and what can be done with a single subscription."""
    texts = conversation.texts
    ways_out: Sequence[Sequence[InlineKeyboardButton]] = []
    if wished.subscribed is None or wished.preview is None:
        known = wished.known
        return None if known is None else keyboard([_configure(known, texts)])
    if wished.doubts.found:
        ways_out = doubt_rows(wished.doubts, conversation)
    elif not wished.preview.total:
        wider = button(texts.plain("button-wider"), WiderPressed(id=wished.subscribed))
        ways_out = [[wider, button(texts.plain("button-read"), PacksPressed())]]
    rows = [*_suggestions(wished.subscribed, wished, texts), _care(wished.subscribed, texts), *ways_out]
    return keyboard(_other_ways(wished.subscribed, texts) if wished.gathered else [], *rows)


def _other_ways(subscription: SubscriptionId, texts: Texts) -> list[InlineKeyboardButton]:
    """How else the news of a subscription that was gathered can come."""
    return [button(texts.plain(way), AnswerAboutPressed(answer=way, id=subscription)) for way in (AT_ONCE, MAIN)]


def _suggestions(
    subscription: SubscriptionId, wished: Wished | Edited, texts: Texts
) -> Iterator[list[InlineKeyboardButton]]:
    yield meant_row(wished.meant, lambda kept: EditPressed(id=subscription, query=kept), texts)
    first, others = (
        [[button(suggestion_label(one, texts), EditPressed(id=subscription, query=one.text))] for one in some]
        for some in by_urgency(wished.suggestions)
    )
    yield from first
    yield from spelling_rows(wished.ticks, texts)
    if wished.narrows and wished.preview is not None:
        narrowed = SubscriptionPressed(action=SubscriptionAction.MAIN_ONLY, id=subscription)
        yield [button(texts.plain("button-main-daily", count=wished.preview.main_daily), narrowed)]
    yield from others


def _care(subscription: SubscriptionId, texts: Texts) -> list[InlineKeyboardButton]:
    remove = SubscriptionPressed(action=SubscriptionAction.REMOVE, id=subscription)
    return [_configure(subscription, texts), button(texts.plain("button-undo"), remove)]


def _configure(subscription: SubscriptionId, texts: Texts) -> InlineKeyboardButton:
    shown = SubscriptionPressed(action=SubscriptionAction.SHOW, id=subscription)
    return button(texts.plain("button-configure"), shown)
