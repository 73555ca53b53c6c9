"""/add and /edit, and plain text in private, which is offered as a subscription."""

from collections import Counter

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.errors import QueryError, QuotaReached
from bot.feeds.addresses import addresses_in
from bot.i18n import Texts
from bot.matching import parse
from bot.matching.advice import Capitals
from bot.matching.engine import Matching
from bot.matching.lexer import MAX_LENGTH
from bot.model import Cause, Chat, KeptTextId, Subscribed, SubscriptionId
from bot.services.archive import Archive
from bot.services.chats import Chats
from bot.services.connections import Connections
from bot.services.subscriptions import LineOutcome, Subscriptions
from bot.text.shortening import shorten
from handlers import phrases
from handlers.archive import preview_lines
from handlers.callbacks import EditPressed, OfferedSources, OfferPressed
from handlers.context import AdministratorsOnly, topic_of
from handlers.keyboards import button, keyboard, show
from handlers.subject import may_change

_CAPITALS = {Capitals.COMMON_WORD: "advice-common-word", Capitals.AS_WRITTEN: "advice-as-written"}


def build_router() -> Router:
    router = Router(name="subscribing")
    router.message.middleware(AdministratorsOnly())
    router.callback_query.middleware(AdministratorsOnly())
    router.message.register(add, Command("add"))
    router.message.register(edit, Command("edit"))
    router.callback_query.register(answer_offer, OfferPressed.filter())
    router.callback_query.register(take_advice, EditPressed.filter())
    router.message.register(unknown_command, F.chat.type == ChatType.PRIVATE, F.text.startswith("/"))
    router.message.register(offer_subscription, F.chat.type == ChatType.PRIVATE, F.text)
    return router


async def add(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    subscriptions: Subscriptions,
    archive: Archive,
    matching: Matching,
    chats: Chats,
) -> None:
    if not command.args:
        await message.answer(texts.html("add-what"))
        return
    outcomes = await subscriptions.subscribe_all(chat, command.args, cause, target=chat, topic=topic_of(message))
    answer = await _answer(outcomes, chat, texts, archive, subscriptions)
    await message.answer(answer, reply_markup=await _advice(outcomes, chat, texts, cause, matching, chats, archive))


async def unknown_command(message: Message, texts: Texts) -> None:
    await message.answer(texts.html("unknown-command"))


async def offer_subscription(message: Message, chat: Chat, texts: Texts, cause: Cause, chats: Chats) -> None:
    text = (message.text or "").strip()
    kept = await chats.keep_text(chat, text, cause)
    lines = len([line for line in text.splitlines() if line.strip()])
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


async def answer_offer(
    query: CallbackQuery,
    callback_data: OfferPressed,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    chats: Chats,
    subscriptions: Subscriptions,
    archive: Archive,
    matching: Matching,
) -> None:
    text = await chats.kept_text(KeptTextId(callback_data.id), chat)
    markup = None
    if text is None:
        answer = texts.html("offer-gone")
    elif callback_data.accepted:
        outcomes = await subscriptions.subscribe_all(chat, text, cause, target=chat)
        answer = await _answer(outcomes, chat, texts, archive, subscriptions)
        markup = await _advice(outcomes, chat, texts, cause, matching, chats, archive)
    else:
        answer = texts.html("offer-declined")
    await query.answer()
    await show(query, answer, markup)


async def edit(
    message: Message,
    command: CommandObject,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    subscriptions: Subscriptions,
    connections: Connections,
) -> None:
    number, text = (*(command.args or "").split(maxsplit=1), "", "")[:2]
    if not number.isdecimal() or not text:
        await message.answer(texts.html("edit-what"))
        return
    one = await subscriptions.numbered(chat, int(number))
    if one is not None and not await may_change(message, one, chat, texts, connections):
        return
    try:
        edited = one is not None and await subscriptions.edit(chat, one.id, text, cause)
    except QueryError as error:
        await message.answer(phrases.query_error(error, text, texts))
        return
    await message.answer(texts.html("edited" if edited else "edited-not", text=shorten(text, phrases.SHOWN_QUERY)))


async def take_advice(
    query: CallbackQuery,
    callback_data: EditPressed,
    chat: Chat,
    texts: Texts,
    cause: Cause,
    chats: Chats,
    subscriptions: Subscriptions,
    archive: Archive,
    connections: Connections,
) -> None:
    text = await chats.kept_text(KeptTextId(callback_data.query), chat)
    if text is None:
        await query.answer(texts.plain("offer-gone"), show_alert=True)
        return
    one = await subscriptions.find(chat, SubscriptionId(callback_data.id))
    if one is not None and not await may_change(query, one, chat, texts, connections):
        return
    edited = await subscriptions.edit(chat, SubscriptionId(callback_data.id), text, cause)
    answer = texts.html("edited" if edited else "edited-not", text=shorten(text, phrases.SHOWN_QUERY))
    if edited:
        answer += "\n" + preview_lines(await archive.preview(parse(text), chat.key), texts, chat.preferences)
    await query.answer()
    await show(query, answer)


async def _answer(
    outcomes: list[LineOutcome], chat: Chat, texts: Texts, archive: Archive, subscriptions: Subscriptions
) -> str:
    """What came of a wish to subscribe, a line each; for a single one, also what to expect of it."""
    answers = [_outcome(one.outcome, one.text, texts) for one in outcomes if not isinstance(one.outcome, QuotaReached)]
    reached = Counter(one.outcome.limit for one in outcomes if isinstance(one.outcome, QuotaReached))
    limits = [phrases.left_out(subscriptions.left_out(chat, *one), texts) for one in reached.items()]
    if (subscribed := _single(outcomes)) is not None:
        found = await archive.preview(parse(outcomes[0].text), chat.key, subscribed.since)
        answers.append(preview_lines(found, texts, chat.preferences))
    return "\n".join([*filter(None, [phrases.fitted(answers, texts, *limits)]), *limits])


async def _advice(
    outcomes: list[LineOutcome],
    chat: Chat,
    texts: Texts,
    cause: Cause,
    matching: Matching,
    chats: Chats,
    archive: Archive,
) -> InlineKeyboardMarkup | None:
    """What else a single new subscription might have meant, as buttons that change it."""
    subscribed = _single(outcomes)
    if subscribed is None:
        return None
    query = parse(outcomes[0].text)
    advice = await matching.advise(query)
    joined = await archive.joined(query, advice.joined, chat.key)
    offers = [(texts.plain("advice-both", text=str(joined)), joined)] if joined else []
    offers += [
        (texts.plain(_CAPITALS[choice.capitals], text=str(choice.changed)), choice.query) for choice in advice.capitals
    ]
    rows: list[list[InlineKeyboardButton]] = []
    for number, (label, other) in enumerate(offers):
        text = str(other)
        if len(text) <= MAX_LENGTH:
            kept = await chats.keep_text(chat, text, Cause(f"{cause}/advice {number}"))
            rows.append([button(label, EditPressed(id=subscribed.id, query=kept))])
    return keyboard(*rows) if rows else None


def _single(outcomes: list[LineOutcome]) -> Subscribed | None:
    """The new subscription, if that is all that came of a wish."""
    outcome = outcomes[0].outcome if len(outcomes) == 1 else None
    return outcome if isinstance(outcome, Subscribed) and outcome.is_new else None


def _outcome(outcome: Subscribed | QueryError, text: str, texts: Texts) -> str:
    if isinstance(outcome, QueryError):
        return phrases.query_error(outcome, text, texts)
    return texts.html("added" if outcome.is_new else "added-before", text=shorten(text, phrases.SHOWN_QUERY))
