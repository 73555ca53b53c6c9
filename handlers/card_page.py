"""The living card of a subscription: what it brings, how, and what can be done with it, all in one message."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.delivery.markup import moment
from bot.delivery.timing import zone_of
from bot.i18n import Texts
from bot.matching import parse_canonical
from bot.matching.lexer import MAX_LENGTH
from bot.matching.tree import Field, From
from bot.model import DeliveryPreferences, Exclusion, Subscription
from bot.services.archive import PREVIEW_DAYS, Preview
from bot.text.shortening import shorten
from bot.text.sparkline import sparkline
from handlers.callbacks import SubscriptionAction, SubscriptionPressed, SubscriptionsPage
from handlers.keyboards import PAGE, Shown, button, keyboard

NAMED = 300
"""UTF-16 units of a subscription's text, or of a name, in a message with other things."""
_HEADING = 40
"""UTF-16 units of the first line."""
_EXCLUDED = 400
"""UTF-16 units of each line of exclusions: the longest query fits the message as well."""


def card(one: Subscription, place: int, preview: Preview, texts: Texts, at: datetime) -> Shown:
    """The subscription at that place in the list, with what it would have found lately; `at` is the present."""
    lines = [
        _title(one, texts),
        texts.html("card-query", text=shorten(one.text, MAX_LENGTH)) if _title_of(one) != one.text else "",
        came_line(preview, texts, one.chat.preferences, at, main_only=one.main_only),
        " · ".join(_manner(one, texts)),
        *_without(one.exclusions, texts),
        texts.html("card-folder", folder=one.folder) if one.folder else "",
        texts.html("card-suspended", title=shorten(one.chat.title, NAMED)) if one.suspended else "",
    ]
    return "\n".join(filter(None, lines)), _keyboard(one, place, texts)


def came_line(
    preview: Preview, texts: Texts, preferences: DeliveryPreferences, at: datetime, *, main_only: bool = False
) -> str:
    """How many stories came in how many days, on which of them, and the last of them."""
    stories = preview.main if main_only else preview.stories
    days = max(1, round(preview.on_file.total_seconds() / 86_400))
    shown = [texts.html("card-came", days=days, young=int(days < PREVIEW_DAYS), count=stories)]
    if preview.newest:
        shown.append(f"<code>{sparkline([count for _, count in preview.days])}</code>")
        shown.append(last_time(preview.newest[0].archived.published_at, texts, preferences, at))
    return " ".join(shown)


def last_time(last: datetime, texts: Texts, preferences: DeliveryPreferences, at: datetime) -> str:
    """When something came last, as seen at the present."""
    zone = zone_of(preferences)
    is_today = last.astimezone(zone).date() == at.astimezone(zone).date()
    shown = moment(last, preferences, with_date=not is_today)
    return texts.html("card-last-today" if is_today else "card-last", at=shown)


def _title(one: Subscription, texts: Texts) -> str:
    return texts.html("card-paused" if one.paused else "card-title", title=_title_of(one))


def _title_of(one: Subscription) -> str:
    """What it is called, as far as a list of chats would show it."""
    return shorten(one.title, _HEADING)


def _manner(one: Subscription, texts: Texts) -> Iterator[str]:
    preferences = one.chat.preferences
    parts = [
        target(one, one.owner, texts),
        texts.html(f"card-{one.haste.label}", at=f"{preferences.daily_at:%H:%M}"),
        texts.html("card-silent" if one.silent else "card-sound"),
    ]
    yield ", ".join(parts)
    if one.main_only:
        yield texts.html("card-main-only")
    yield texts.html(f"card-replies-{one.replies}")


def target(one: Subscription, owner: int, texts: Texts) -> str:
    """Where the subscription goes, as seen from the chat that manages it."""
    if one.chat.key != owner:
        key = "card-target-topic" if one.topic else "card-target"
        return texts.html(key, title=shorten(one.chat.title, NAMED), topic=_topic(one))
    return texts.html("card-topic", topic=_topic(one)) if one.topic else texts.html("card-here")


def _topic(one: Subscription) -> str:
    """The name of its topic, if that was seen, else the number."""
    return shorten(one.topic_name or str(one.topic), NAMED)


def _without(exclusions: Sequence[Exclusion], texts: Texts) -> Iterator[str]:
    """What it does not bring: words, sources, and what no subscription of the chat brings."""
    own = [one.query for one in exclusions if one.subscription is not None]
    sources = [query for query in own if _source(query)]
    for key, queries in (
        ("card-without", [query for query in own if query not in sources]),
        ("card-without-sources", [_source(query) for query in sources]),
        ("card-without-everywhere", [one.query for one in exclusions if one.subscription is None]),
    ):
        if queries:
            yield texts.html(key, words=shorten(", ".join(queries), _EXCLUDED))


def _source(query: str) -> str:
    """The source that a query alone asks for; empty for another query."""
    root = parse_canonical(query).root
    return root.value if isinstance(root, From) and root.field is Field.SOURCE else ""


def _keyboard(one: Subscription, place: int, texts: Texts) -> InlineKeyboardMarkup:
    def act(label: str, action: SubscriptionAction, style: str | None = None) -> InlineKeyboardButton:
        return button(texts.plain(label), SubscriptionPressed(action=action, id=one.id), style)

    pause = ("button-resume", SubscriptionAction.RESUME) if one.paused else ("button-pause", SubscriptionAction.PAUSE)
    return keyboard(
        [act("button-found", SubscriptionAction.FOUND), act("button-forms", SubscriptionAction.FORMS)],
        [act("button-edit", SubscriptionAction.EDIT), act("button-exclude", SubscriptionAction.EXCLUDE)],
        [act("button-target", SubscriptionAction.TARGETS), act("button-manner", SubscriptionAction.MANNER)],
        [act(*pause), act("button-remove", SubscriptionAction.REMOVE, "danger")],
        [
            button(texts.plain("button-back"), SubscriptionsPage(page=(place - 1) // PAGE)),
            act("button-more", SubscriptionAction.MORE),
        ],
    )
