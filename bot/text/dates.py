"""Parses the times that feeds write, in all their formats.

Two formats cover nearly all feeds, and have a fast path. For the others, the text is folded, and day, clock and zone
are searched for separately. dateparser knows more languages, but takes 2 to 900 ms for a time in a new format, and
takes "IST" for Israel's time everywhere.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from bot.text.days import find_day
from bot.text.months import fold
from bot.text.regions import NOWHERE, Region, zone_of_tz_database

_YEARS = range(1990, 2100)
"""Other years come from the zero of some clock, or from no time at all."""
_LONGEST = 100
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d):?(\d\d)|GMT|UTC|Z)",
    re.ASCII,
)
_ENGLISH = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}  # noqa: SIM905 - reads better
_EPOCH = re.compile(r"(?:/?date\()?(\d{9,10}(?:\.\d+)?|\d{13}|\d{16})(?:[+-]\d{4})?(?:\)/?)?")

_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})"
    r"(?::(\d{1,2})(?::(\d{1,2}))?(?:[.,]\d+)?"
    r"|\s?(?:h|ч|시|時|时|點|点)(?![^\W\d_])\s?(?:(\d{1,2})(?:\s?(?:min|мин|분|分)\s?(?:(\d{1,2})\s?(?:[초秒]|s\b))?)?)?)"
)
_COMPACT_CLOCK = re.compile(r"t(\d\d)(\d\d)(\d\d)?")
_DOTTED_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.])")
_HALF = re.compile(
    r"(?P<am>a\.?\s?m\b\.?|오전|上午|午前|凌晨|早上|π\.?\s?μ\b\.?|oo\b|ص\b|ق\.?ظ|sa\b|pg\b)"
    r"|(?P<pm>p\.?\s?m\b\.?|오후|下午|午後|晚上|μ\.?\s?μ\b\.?|os\b|م\b|ب\.?ظ|ch\b|ptg\b)"
)
_HALF_BEFORE = re.compile(rf"(?:{_HALF.pattern})$")
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d\d))?(?!\d)")
_LOST_PLUS = re.compile(r"\s*(0\d|1[0-4]):?([0-5]\d)$")
"""A plus that became a blank in a URL."""
_TZ_DATABASE = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z_/+-]+\d*")
_WORD = re.compile(r"[^\W\d_]+")


def read_moment(text: str, naive_zone: tzinfo | None = None, region: Region = NOWHERE) -> datetime | None:
    """The time in UTC; None if there is none, or only the zero of a clock.

    `region` is where the text was written. It gives the meaning of zone names, and the zone of times without one,
    unless `naive_zone` is given.
    """
    text = text[:_LONGEST].strip()
    try:
        return _plausible(_fast(text) or _read(text, naive_zone, region))
    except (ValueError, OverflowError):  # the 31st of a month with 30 days, the year 10000
        return None


def _plausible(moment: datetime | None) -> datetime | None:
    if moment is None or moment.year not in _YEARS:
        return None
    return moment.astimezone(UTC)


def _fast(text: str) -> datetime | None:
    """The two formats of nearly all feeds."""
    if match := _RFC822.fullmatch(text):
        day, name, year, hour, minute, second, sign, east_h, east_min = match.groups()
        number = _ENGLISH.get(name.lower())
        if number is None or hour == "24" or second == "60" or (sign and east_h > "14"):
            return None
        zone = timezone(timedelta(hours=int(sign + east_h), minutes=int(sign + east_min))) if sign else UTC
        return datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _read(written: str, naive_zone: tzinfo | None, region: Region) -> datetime | None:
    text = fold(written.replace("\u2212", "-"))
    if epoch := _EPOCH.fullmatch(text):
        seconds = float(epoch[1])
        return datetime.fromtimestamp(seconds / (1e6 if seconds > 1e14 else 1000 if seconds > 1e11 else 1), UTC)
    found = find_day(text, region)
    if found is None:
        return None
    day, rest = found
    clock, rest = _clock(rest)
    zone = _zone(rest, written, region) if clock is not None else None
    # 24:00 is midnight of the next day.
    return datetime(day.year, day.month, day.day, tzinfo=zone or naive_zone or region.zone) + (clock or timedelta())


def _clock(text: str) -> tuple[timedelta | None, str]:
    """The time of day, if there is one, and the text after it."""
    clocks = filter(None, (pattern.search(text) for pattern in (_CLOCK, _COMPACT_CLOCK, _DOTTED_CLOCK)))
    match = min(clocks, key=re.Match.start, default=None)
    if match is None:
        return None, ""
    parts = [int(part or 0) for part in match.groups() if part is not None]
    hour, minute, second = (*parts, 0, 0)[:3]
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    half = _HALF.match(after)
    if half or (half := _HALF_BEFORE.search(before)):
        hour = hour % 12 + (12 if half["pm"] else 0) if hour <= 12 else hour
        after = after[half.end() :] if half.string is after else after
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError(match[0])
    second = min(second, 59)  # a leap second counts as the last second of its minute
    return timedelta(hours=hour, minutes=minute, seconds=second), after


def _zone(text: str, written: str, region: Region) -> tzinfo | None:
    """The zone after a clock: by its full name, else by digits ("GMT+3"), else by a short name."""
    if (full := _TZ_DATABASE.search(written)) and (zone := zone_of_tz_database(full[0])):
        return zone
    for offset in (_OFFSET.search(text), _LOST_PLUS.match(text)):
        if offset is None:
            continue
        sign, digits = (offset[1], offset.group(2, 3)) if len(offset.groups()) == 3 else ("+", offset.group(1, 2))
        hours, minutes = (int(part or 0) for part in digits)
        if hours <= 14 and minutes < 60:
            east = timedelta(hours=hours, minutes=minutes)
            return timezone(-east if sign == "-" else east)
    return next(filter(None, map(region.zone_named, _WORD.findall(text))), None)
