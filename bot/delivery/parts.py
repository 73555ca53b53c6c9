"""The parts that messages about stories are made of."""

import re
from datetime import datetime
from html import escape, unescape
from urllib.parse import urlsplit

from bot.delivery.arrival import zone_of
from bot.i18n import Markup
from bot.model import Arrival

_TAG = re.compile(r"<[^<>]*>")


def moment(at: datetime, arrival: Arrival, *, with_date: bool = False) -> Markup:
    """A time of the day, as Telegram's own date entity, which newer clients show each reader in the zone of the reader.

    What the others show is the time in the chat's zone (https://core.telegram.org/bots/api#date-time-entity-formatting).
    """
    shown = f"{at.astimezone(zone_of(arrival)):{'%d.%m %H:%M' if with_date else '%H:%M'}}" + " UTC" * (not arrival.zone)
    pattern = "dt" if with_date else "t"
    return Markup(f'<tg-time unix="{int(at.timestamp())}" format="{pattern}">{shown}</tg-time>')


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
