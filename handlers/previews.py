"""What a query would have found: told before and after somebody subscribes to it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardButton

from bot.delivery.markup import moment
from bot.errors import QueryError
from bot.i18n import Markup, Texts
from bot.matching import parse
from bot.matching.advice import Capitals, Sexes
from bot.matching.engine import Matching
from bot.matching.tree import Both, Phrase
from bot.model import DeliveryPreferences, KeptTextId, Rhythm, SubscriptionId
from bot.services.archive import Preview
from bot.services.chats import Chats
from bot.services.delivery_choices import DeliveryChoice
from bot.services.doubts import Doubt, Doubts
from bot.services.mistyping import Meant
from bot.services.subscribing import Offered, Subscribing, Suggestion, Wider
from bot.services.subscription_lines import read_line
from bot.text.shortening import shorten, utf16_length
from handlers import phrases
from handlers.callbacks import EditPressed, OfferPressed, PacksPressed, SubscriptionAction, SubscriptionPressed
from handlers.context import AdministratorsOnly, Conversation
from handlers.delivery_callbacks import OfferTaken
from handlers.keyboards import Shown, button, keyboard, show
from handlers.packs import pack_rows
from handlers.query_callbacks import OfferForms, OfferShown, WiderPressed

_SUGGESTIONS = {
    None: "wider-anywhere",
    Capitals.COMMON_WORD: "advice-common-word",
    Capitals.AS_WRITTEN: "advice-as-written",
    Sexes.BOTH: "advice-both-sexes",
}
_ASKED_ABOUT, _MEANT_LIMIT = 16, 28
"""UTF-16 units of a query on a button that asks whether it was meant: in full, and at most."""
_WIDER_LIMIT = 28
"""UTF-16 units of a query on a button that also has a number."""
_LACKS = {Doubt.NO_SOURCES, Doubt.NONE_WORKS, Doubt.LANGUAGE, Doubt.SITE, Doubt.SOURCE}
"""Doubts that other sources end."""
_SHOWN_CAPITALS = 3
"""So many words of a query are named that need their capital."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def build_router() -> Router:
    router = Router(name="previews")
    router.callback_query.middleware(AdministratorsOnly())
    router.callback_query.register(show_offer, OfferShown.filter())
    router.callback_query.register(show_forms, OfferForms.filter())
    router.callback_query.register(show_wider, WiderPressed.filter())
    return router


async def show_offer(
    query: CallbackQuery,
    callback_data: OfferShown,
    conversation: Conversation,
    chats: Chats,
    subscribing: Subscribing,
) -> None:
    kept = KeptTextId(callback_data.id)
    text = await chats.kept_text(kept, conversation.chat)
    try:
        offered = text and await subscribing.offer(conversation.chat, text, kept, conversation.cause)
    except QueryError:  # a kept text of another kind
        offered = None
    await query.answer(None if offered else conversation.texts.plain("offer-gone"))
    if offered:
        await show(query, *offer_page(offered, conversation))


async def show_forms(
    query: CallbackQuery, callback_data: OfferForms, conversation: Conversation, chats: Chats, matching: Matching
) -> None:
    texts, kept = conversation.texts, KeptTextId(callback_data.id)
    text = await chats.kept_text(kept, conversation.chat)
    try:
        asked = text and parse(read_line(text).text)
    except QueryError:
        asked = None
    await query.answer(None if asked else texts.plain("offer-gone"))
    if text and asked:
        head = texts.html("forms-of", text=shorten(text, phrases.SHOWN_QUERY))
        forms = phrases.fitted(phrases.forms(await matching.forms(asked), texts), texts, head)
        back = button(texts.plain("button-back-to-offer"), OfferShown(id=kept))
        await show(query, f"{head}\n{forms}", keyboard([_accept(kept, texts)], [back]))


async def show_wider(
    query: CallbackQuery, callback_data: WiderPressed, conversation: Conversation, subscribing: Subscribing
) -> None:
    texts, subscription = conversation.texts, SubscriptionId(callback_data.id)
    one = await subscribing.find(conversation.chat, subscription)
    await query.answer(None if one else texts.plain("subscription-gone"))
    if one is None:
        return
    wider = await subscribing.wider(conversation.chat, one.query, conversation.cause)
    wider = [choice for choice in wider if choice.stories] or wider
    rows = [[button(_wider_label(choice, texts), EditPressed(id=subscription, query=choice.text))] for choice in wider]
    found = "which" if any(choice.stories for choice in wider) else "nothing" if wider else "none"
    said = texts.html(f"wider-{found}", text=shorten(one.text, phrases.SHOWN_QUERY))
    back = [button(texts.plain("button-configure"), SubscriptionPressed(action=SubscriptionAction.SHOW, id=one.id))]
    await show(query, said, keyboard(*rows, [button(texts.plain("button-read"), PacksPressed())], back))


def offer_page(offered: Offered, conversation: Conversation) -> Shown:
    """What a query looks for and would have found, and the button that subscribes to it."""
    texts, preferences = conversation.texts, conversation.chat.preferences
    is_broad = offered.preview.is_broad and not offered.doubts.found and not offered.main_only
    asks = is_broad and preferences.rhythm is Rhythm.AT_ONCE
    found = doubt_lines(offered.doubts, texts) or reach_lines(offered.preview, texts, preferences)
    lines = [
        texts.html("preview-offer", text=shorten(offered.text, phrases.SHOWN_QUERY)),
        _means(offered, texts),
        *capital_lines(offered.suggestions, texts),
        *([_broad_line(offered.preview, texts)] if asks else found),
    ]
    first, instead = (
        [[button(suggestion_label(one, texts), OfferShown(id=one.text))] for one in some]
        for some in by_urgency(offered.suggestions)
    )
    forms = button(texts.plain("button-forms"), OfferForms(id=offered.kept))
    decline = button(texts.plain("offer-decline"), OfferPressed(id=offered.kept, accepted=False))
    return "\n".join(filter(None, lines)), keyboard(
        meant_row(offered.meant, lambda kept: OfferShown(id=kept), texts),
        *first,
        *(_broad_rows(offered, texts) if asks else [[_accept(offered.kept, texts)]]),
        *instead,
        [forms, decline],
        *doubt_rows(offered.doubts, conversation),
    )


def _broad_line(preview: Preview, texts: Texts) -> str:
    """That a query brings very much, and the question how to send it."""
    return texts.html("offer-broad", daily=preview.daily, main=preview.main_daily, words=preview.words)


def _broad_rows(offered: Offered, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """How to send what is very much: each way subscribes."""
    preview = offered.preview
    ways = [
        (texts.plain("button-offer-main", count=preview.main_daily), DeliveryChoice.MAIN_ONLY),
        (texts.plain("button-offer-hourly"), DeliveryChoice.HOURLY),
        (texts.plain("button-offer-all", count=preview.daily), DeliveryChoice.AT_ONCE),
    ]
    return [[button(label, OfferTaken(id=offered.kept, choice=choice))] for label, choice in ways]


def doubt_lines(doubts: Doubts, texts: Texts) -> list[str]:
    """What is doubtful about a query, each with what can be done."""
    return [
        texts.html(f"doubt-{one.doubt}", part=shorten(one.part, phrases.SHOWN_QUERY))
        if one.part
        else texts.html(f"doubt-{one.doubt}")
        for one in doubts.found
    ]


def doubt_rows(doubts: Doubts, conversation: Conversation) -> Sequence[Sequence[InlineKeyboardButton]]:
    """What can be watched, if a query lacks sources."""
    if doubts.packs:
        return pack_rows(doubts.packs, conversation)
    lacks = any(one.doubt in _LACKS for one in doubts.found)
    return [[button(conversation.texts.plain("button-read"), PacksPressed())]] if lacks else []


def meant_row(
    meant: Meant | None, pressed: Callable[[KeptTextId], CallbackData], texts: Texts
) -> list[InlineKeyboardButton]:
    """A button that asks whether something else was meant, if that is likely; `pressed` is what it carries."""
    if meant is None:
        return []
    key = "button-meant" if utf16_length(meant.text) <= _ASKED_ABOUT else "button-meant-long"
    return [button(texts.plain(key, text=shorten(meant.text, _MEANT_LIMIT)), pressed(meant.kept))]


def suggestion_label(one: Suggestion, texts: Texts) -> str:
    return texts.plain(_SUGGESTIONS[one.kind], text=str(one.changed))


def by_urgency(suggestions: Sequence[Suggestion]) -> tuple[Sequence[Suggestion], Sequence[Suggestion]]:
    """Those that come before everything else, and the others.

    Telephones write the first letter of a query as a capital by themselves: whether it is meant is asked first.
    """
    urgent = [one for one in suggestions if one.kind is Capitals.COMMON_WORD]
    return urgent, [one for one in suggestions if one not in urgent]


def capital_lines(suggestions: Sequence[Suggestion], texts: Texts) -> list[str]:
    """What a query does not look for without its capitals."""
    urgent, _ = by_urgency(suggestions)
    shown = [shorten(str(one.changed), phrases.SHOWN_QUERY) for one in urgent[:_SHOWN_CAPITALS]]
    return [texts.html("preview-capital", text=text) for text in shown]


def reach_lines(preview: Preview, texts: Texts, preferences: DeliveryPreferences) -> list[str]:
    """How many stories a query would have found in what the archive has, and whether that is very much."""
    lines = [_found(preview, texts, preferences)]
    if preview.is_flood:
        lines += [broad_line(preview, texts), texts.html("preview-flood")]
    return lines


def _found(preview: Preview, texts: Texts, preferences: DeliveryPreferences) -> str:
    if not preview.age:
        return texts.html("preview-no-archive")
    if preview.since is None and preview.age < _DAY:
        return texts.html("preview-new", age=age_text(preview.age, texts), count=preview.stories)
    since = "" if preview.since is None else moment(preview.since, preferences, with_date=True)
    reach = "since" if since else "young" if preview.is_young else "all"
    daily = preview.daily if preview.stories > preview.daily else 0
    return texts.html(
        "preview-found", reach=reach, since=since, days=preview.age // _DAY, count=preview.stories, daily=daily
    )


def pause_line(preferences: DeliveryPreferences, now: datetime | None, texts: Texts) -> list[str]:
    """That nothing is sent at present; empty if it is."""
    return [texts.html("promise-paused")] if _promise(preferences, now) == "paused" else []


def nothing_line(preview: Preview, preferences: DeliveryPreferences, texts: Texts) -> str:
    """That nothing was found, how much was looked at, and when the chat will hear of something."""
    promise = texts.html(f"promise-{_promise(preferences, preview.at)}")
    if preview.since is not None:  # it had no time for all of it
        return f"{_found(preview, texts, preferences)} {promise}"
    if not preview.age:
        return texts.html("nothing-read", sources=preview.sources, promise=Markup(promise))
    days = preview.age // _DAY
    if preview.is_young or not days:
        age = age_text(preview.age, texts)
        return texts.html("nothing-yet", age=age, sources=preview.sources, promise=Markup(promise))
    return texts.html("nothing-lately", days=days, sources=preview.sources, promise=Markup(promise))


def broad_line(preview: Preview, texts: Texts) -> str:
    """How many stories a day, and how many of them have it in the title or the lead."""
    return texts.html("preview-broad", count=preview.daily, main=preview.main_daily, daily=0, words=preview.words)


def _promise(preferences: DeliveryPreferences, now: datetime | None) -> str:
    if preferences.paused_until is not None and (now is None or preferences.paused_until > now):
        return "paused"
    return "at-once" if preferences.rhythm is Rhythm.AT_ONCE else "digest"


def age_text(age: timedelta, texts: Texts) -> str:
    """How long, in its largest unit."""
    if age < _HOUR:
        return texts.plain("age", unit="minutes", count=age // timedelta(minutes=1))
    if age < _DAY:
        return texts.plain("age", unit="hours", count=age // _HOUR)
    return texts.plain("age", unit="days", count=age // _DAY)


def _means(offered: Offered, texts: Texts) -> str:
    """What a plain query looks for; empty for others."""
    phrase = offered.query.root
    if not isinstance(phrase, Phrase) or not phrase.is_plain or any(word.prefix for word in phrase.words):
        return ""
    examples = ", ".join(offered.examples)
    if len(phrase.words) == 1:
        return texts.html("preview-word", examples=examples) if examples else ""
    return texts.html("preview-phrase", examples=examples or "none")


def _accept(kept: KeptTextId, texts: Texts) -> InlineKeyboardButton:
    return button(texts.plain("offer-accept"), OfferPressed(id=kept, accepted=True))


def _wider_label(choice: Wider, texts: Texts) -> str:
    """A query that may stand on a button, and how many stories it finds."""
    parts = choice.query.root.parts if isinstance(choice.query.root, Both) else ()
    is_anywhere = bool(parts) and all(isinstance(part, Phrase) and len(part.words) == 1 for part in parts)
    text = texts.plain("wider-anywhere") if is_anywhere else shorten(str(choice.query), _WIDER_LIMIT)
    return texts.plain("wider-count", text=text, count=choice.stories) if choice.stories else text
