"""The parts that messages about stories are made of."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape, unescape

from bot.delivery.timing import zone_of
from bot.feeds.addresses import resolved_address
from bot.i18n import Markup, foreign, within_link
from bot.model import DeliveryPreferences, Span
from bot.text.inert import inert_parts
from bot.text.links import is_linkable

_REFUSALS = {
    "blocked": ("blocked",),
    "removed": ("kicked", "left", "not a member"),
    "rights": ("rights", "chat_write_forbidden", "restricted"),
    "closed": ("topic_closed", "topic_deleted", "message thread not found"),
    "gone": ("not found", "deactivated", "peer_id_invalid"),
}
_TAG = re.compile(r"<[^<>]*>")
_NOT_SEARCHED = re.compile(r"<(a|code|pre)\b")
_ADDRESS_LIMIT = 500


def moment(at: datetime, preferences: DeliveryPreferences, *, with_date: bool = False) -> Markup:
    """A time of day as Telegram's date entity, which newer clients show in the reader's own zone.

    Older ones show the time in the chat's zone (https://core.telegram.org/bots/api#date-time-entity-formatting).
    """
    return _moment(at, _local(at, preferences, with_date=with_date) + _zone_name(preferences), with_date=with_date)


def span(since: datetime, until: datetime, preferences: DeliveryPreferences) -> Markup:
    """Two times as `moment` shows them, with dates if these differ; one of them if both look alike."""
    zone = zone_of(preferences)
    with_date = since.astimezone(zone).date() != until.astimezone(zone).date()
    first, last = (_local(at, preferences, with_date=with_date) for at in (since, until))
    shown = _moment(until, last + _zone_name(preferences), with_date=with_date)
    return shown if first == last else Markup(f"{_moment(since, first, with_date=with_date)}–{shown}")


def _local(at: datetime, preferences: DeliveryPreferences, *, with_date: bool) -> str:
    return f"{at.astimezone(zone_of(preferences)):{'%d.%m %H:%M' if with_date else '%H:%M'}}"


def _zone_name(preferences: DeliveryPreferences) -> str:
    return "" if preferences.zone else " UTC"


def _moment(at: datetime, shown: str, *, with_date: bool) -> Markup:
    return Markup(f'<tg-time unix="{int(at.timestamp())}" format="{"dt" if with_date else "t"}">{shown}</tg-time>')


def refusal_of(reason: str) -> str:
    """The kind of a refusal in Telegram's words, as the end of a text's key; "other" if unknown.

    `reason` is the description of an error, or the status of the bot's membership.
    """
    said = reason.casefold()
    return next((kind for kind, signs in _REFUSALS.items() if any(sign in said for sign in signs)), "other")


def without_markup(html: str) -> str:
    """The same text with nothing that could be read as markup; what was kept from being a link stays none."""
    shown: list[str] = []
    kept_from: int | None = None
    until = ""
    for tag, text in _pieces(html):
        if kept_from is None and (opening := _NOT_SEARCHED.match(tag)):
            kept_from, until = len(shown), f"</{opening[1]}>"
        elif kept_from is not None and tag == until:
            shown[kept_from:] = [foreign(unescape("".join(shown[kept_from:])))]
            kept_from = None
        shown.append(text)
    return escape(unescape("".join(shown)), quote=False)


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Each tag with the text after it; the first text has no tag."""
    tag, start = "", 0
    for found in _TAG.finditer(html):
        yield tag, html[start : found.start()]
        tag, start = found[0], found.end()
    yield tag, html[start:]


def linked(text: str, url: str, limit: int) -> Markup:
    """A foreign text as a link, if a message may link to the address and it has at most `limit` bytes.

    All links of a message together must stay below some 6,000.
    """
    if not is_linkable(url, limit):
        return foreign(text)
    return Markup(f'<a href="{escape(url)}">{within_link(text)}</a>')


def linked_address(written: str) -> Markup:
    """The address of a source as written, linked to itself; a shortened address is no link."""
    return foreign(written) if written.endswith("…") else linked(written, resolved_address(written), _ADDRESS_LIMIT)


def emphasised(text: str, spans: Sequence[Span]) -> Markup:
    """A foreign text with some places in bold; these are ascending and do not overlap."""
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += [text[end : span.start], text[span.start : span.end]]
        end = span.end
    shown = map(escape, inert_parts([*parts, text[end:]]))
    return Markup("".join(f"<b>{part}</b>" if number % 2 else part for number, part in enumerate(shown)))
