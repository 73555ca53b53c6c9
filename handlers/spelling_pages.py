"""The other spellings of what a subscription looks for, to be ticked."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.i18n import Texts
from bot.model import Subscription
from bot.services.spellings import OtherSpelling, Ticks
from bot.text.shortening import shorten
from handlers import phrases
from handlers.keyboards import Shown, button, in_rows, keyboard
from handlers.spelling_callbacks import AllSpellingsTicked, SpellingTicked
from handlers.subscription_pages import back_to

_SPELLING_LIMIT = 24
"""UTF-16 units, so that a label is seen whole."""
_TICKS = tuple(f"{one.__prefix__}{one.__separator__}" for one in (SpellingTicked, AllSpellingsTicked))
"""What their buttons begin with."""


def spellings_line(ticks: Ticks | None, texts: Texts) -> list[str]:
    """That there are other spellings; empty without any."""
    return [texts.html("spellings-also")] if ticks else []


def spelling_rows(ticks: Ticks | None, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """The spellings, each with what the archive has of it, and a button for all that are not ticked yet."""
    if ticks is None:
        return []
    rows = in_rows(_tick(ticks, place, other, texts) for place, other in enumerate(ticks.spellings))
    left = len(ticks.spellings) - len(ticks.ticked)
    all_of_them = AllSpellingsTicked(id=ticks.subscription, kept=ticks.kept)
    return [*rows, [button(texts.plain("button-spellings-all"), all_of_them)]] if left > 1 else rows


def _tick(ticks: Ticks, place: int, other: OtherSpelling, texts: Texts) -> InlineKeyboardButton:
    label = texts.plain(
        "button-spelling",
        ticked=int(place in ticks.ticked),
        text=shorten(" ".join(map(str, other.phrase.words)), _SPELLING_LIMIT),
        count=other.count,
        about=int(other.is_estimate),
    )
    is_in = place not in ticks.ticked
    return button(label, SpellingTicked(id=ticks.subscription, kept=ticks.kept, place=place, is_in=is_in))


def with_ticks(markup: InlineKeyboardMarkup, ticks: Ticks | None, texts: Texts) -> InlineKeyboardMarkup:
    """A keyboard as it was, except for its spellings."""
    rows = markup.inline_keyboard
    places = [place for place, row in enumerate(rows) if any(map(_is_tick, row))]
    first = places[0] if places else 0
    others = [row for place, row in enumerate(rows) if place not in places]
    return keyboard(*others[:first], *spelling_rows(ticks, texts), *others[first:])


def _is_tick(one: InlineKeyboardButton) -> bool:
    return (one.callback_data or "").startswith(_TICKS)


def spellings_page(one: Subscription, ticks: Ticks | None, texts: Texts) -> Shown:
    """The other spellings of what a subscription looks for."""
    said = texts.html("spellings-of" if ticks else "spellings-none", text=shorten(one.title, phrases.SHOWN_QUERY))
    return said, keyboard(*spelling_rows(ticks, texts), back_to(one, texts))
