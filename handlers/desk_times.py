"""When a post may go: what the buttons offer, by the channel's clock, and times in plain words.

A button's value is an instant in minutes since 1970, or, if it is negative, so many minutes from the press on.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo

from bot.delivery.timing import next_at, zone_of
from bot.i18n import Texts
from bot.model import Chat

SOON_MIN = 15
_MORNING = time(9)
_DAYS_SAID = 2


def zone_at(*chats: Chat) -> tzinfo:
    """The zone of the first of the chats that has one; else UTC."""
    return next((zone_of(one.preferences) for one in chats if one.preferences.zone is not None), UTC)


def tomorrow(now: datetime, zone: tzinfo) -> datetime:
    """Tomorrow morning."""
    local = now.astimezone(zone)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(), zone)
    return next_at(_MORNING, zone, midnight - timedelta(microseconds=1))


def next_slot(slots: Sequence[time], taken: Collection[datetime], now: datetime, zone: tzinfo) -> datetime | None:
    """The first slot of today or the next day at which nothing goes yet; None without slots, or if all are taken."""
    found = (next_at(slot, zone, now + timedelta(days=day)) for slot in slots for day in range(_DAYS_SAID))
    return min((one for one in found if one not in taken), default=None)


def as_value(at: datetime) -> int:
    return round(at.timestamp()) // 60


def from_value(value: int, now: datetime) -> datetime | None:
    """The instant that a button means; None for one that no button of ours means."""
    try:
        return now - timedelta(minutes=value) if value < 0 else datetime.fromtimestamp(value * 60, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def clock_at(at: datetime, zone: tzinfo) -> str:
    """The time of day; with its zone if nobody has named one."""
    local = at.astimezone(zone)
    return f"{local.hour}:{local.minute:02}{' UTC' if zone is UTC else ''}"


def said(at: datetime, now: datetime, zone: tzinfo, texts: Texts) -> str:
    """A time, plain: «18:44», «завтра в 9:00», «26.11 в 18:42»."""
    is_today = at.astimezone(zone).date() == now.astimezone(zone).date()
    return clock_at(at, zone) if is_today else said_within(at, now, zone, texts)


def said_within(at: datetime, now: datetime, zone: tzinfo, texts: Texts) -> str:
    """As `said`, within a sentence: «в 18:44»."""
    local, clock = at.astimezone(zone), clock_at(at, zone)
    days = (local.date() - now.astimezone(zone).date()).days
    if days == 0:
        return texts.plain("desk-today", time=clock)
    if days == 1:
        return texts.plain("desk-tomorrow", time=clock)
    year = "" if local.year == now.astimezone(zone).year else f".{local.year}"
    return texts.plain("desk-on-day", day=f"{local.day:02}.{local.month:02}{year}", time=clock)
