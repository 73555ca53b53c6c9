"""The parts that messages about stories are made of."""

import re
from datetime import datetime
from html import escape, unescape
from urllib.parse import urlsplit

from bot.delivery.arrival import zone_of
from bot.i18n import Markup
from bot.model import Arrival

_REFUSALS = {
    "blocked": ("blocked",),
    "removed": ("kicked", "left", "not a member"),
    "rights": ("rights", "chat_write_forbidden", "restricted"),
    "closed": ("topic_closed", "topic_deleted", "message thread not found"),
    "gone": ("not found", "deactivated", "peer_id_invalid"),
}
_TAG = re.compile(r"<[^<>]*>")


def moment(at: datetime, arrival: Arrival, *, with_date: bool = False) -> Markup:
    """A time of the day, as Telegram's own date entity, which newer clients show each reader in the zone of the reader.

    What the others show is the time in the chat's zone (https://core.telegram.org/bots/api#date-time-entity-formatting).
    """
    shown = f"{at.astimezone(zone_of(arrival)):{'%d.%m %H:%M' if with_date else '%H:%M'}}" + " UTC" * (not arrival.zone)
    pattern = "dt" if with_date else "t"
    return Markup(f'<tg-time unix="{int(at.timestamp())}" format="{pattern}">{shown}</tg-time>')


def refusal_of(reason: str) -> str:
    """What kind of refusal Telegram's own words are, as the end of a text's key; "other" for any that are not known.

    `reason` is the description of an error, or the status of the bot's membership.
    """
    said = reason.casefold()
    return next((kind for kind, signs in _REFUSALS.items() if any(sign in said for sign in signs)), "other")


def without_markup(html: str) -> str:
    """The same text with nothing in it that could be read as markup."""
    return escape(unescape(_TAG.sub("", html)), quote=False)


def is_linkable(url: str, limit: int) -> bool:
    """Whether a message can link to the address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= limit
