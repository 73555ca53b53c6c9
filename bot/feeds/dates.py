"""The times that feeds write, in all the manners in which they do."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_YEARS = range(1990, 2100)
"""Others are the zero of some clock, or no time at all."""
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3},\s*)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-])(\d\d):?(\d\d)|GMT|UTC|Z)",
    re.ASCII,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)|(\d{4})(\d\d)(\d\d)(?=T|$)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})[-./](\d{4}|\d\d)(?!\d)", re.ASCII)
_NAMED = re.compile(r"(?<![\d:])(\d{1,2})[\s.-]*+([^\W\d_]{3,}+)[\s.,'’-]*+(\d{4}|\d\d)(?![\d:])")
_NAME_FIRST = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,}+)\.?\s++(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_YEAR_AFTER_CLOCK = re.compile(  # as C and Java print times
    r"\b([^\W\d_]{3,}+)\s++(\d{1,2})\s++\d{1,2}:\d\d(?::\d\d)?\s+(?:(?:[A-Z]{1,5}|[+-]\d{4})\s+)?(\d{4})(?!\d)",
    re.ASCII,
)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*([ap]\.?m\b)?|T(\d\d)(\d\d)(\d\d)?", re.IGNORECASE | re.ASCII
)
_DOTTED_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)\.(\d\d)(?![\d.])", re.ASCII)
_OFFSET = re.compile(r"([+-]|\u2212)(\d{1,2})(?::?(\d\d))?(?!\d)", re.ASCII)
_ZONE_NAME = re.compile(r"[^\W\d_]{1,5}")

_MONTHS = {
    **{name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},  # noqa: SIM905 - reads better
    **{name: at for at, name in enumerate("янв фев мар апр мая июн июл авг сен окт ноя дек".split(), 1)},  # noqa: SIM905 - reads better
    **{name: at for at, name in enumerate("січ лют бер кві тра чер лип сер вер жов лис гру".split(), 1)},  # noqa: SIM905 - reads better
    "май": 5,
}
_HOURS_EAST = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("bst", "cet", "met", "west", "wat"), 1),
    **dict.fromkeys(("cest", "eet", "sast", "киев"), 2),
    **dict.fromkeys(("msk", "eest", "мск", "trt", "minsk"), 3),
    **dict.fromkeys(("msd", "samt", "gst"), 4),
    **dict.fromkeys(("yekt", "uzt", "екб"), 5),
    "omst": 6,
    **dict.fromkeys(("novt", "krat", "ict"), 7),
    **dict.fromkeys(("irkt", "hkt", "sgt", "awst"), 8),
    **dict.fromkeys(("yakt", "jst", "kst"), 9),
    **dict.fromkeys(("vlat", "aest"), 10),
    **dict.fromkeys(("magt", "aedt", "sakt"), 11),
    **dict.fromkeys(("pett", "nzst"), 12),
    "edt": -4,
    **dict.fromkeys(("est", "cdt"), -5),
    **dict.fromkeys(("cst", "mdt"), -6),
    **dict.fromkeys(("mst", "pdt"), -7),
    "pst": -8,
}
"""Zones by name, as RFC 822 and the tz database's former abbreviations have them."""


def read_moment(text: str, naive_zone: tzinfo = UTC) -> datetime | None:
    """The instant, in UTC; None if there is none, or only the zero of a clock.

    `naive_zone` is where a time without a zone was written.
    """
    text = text[:100].strip()
    try:
        return _plausible(_fast(text) or _read(text, naive_zone))
    except (ValueError, OverflowError):  # the 31st of a month that has 30, the year 10000
        return None


def _plausible(moment: datetime | None) -> datetime | None:
    if moment is None or moment.year not in _YEARS:
        return None
    return moment.astimezone(UTC)


def _fast(text: str) -> datetime | None:
    """The two manners that nearly all feeds keep to."""
    if match := _RFC822.fullmatch(text):
        day, name, year, hour, minute, second, sign, east_h, east_min = match.groups()
        month = _MONTHS.get(name.lower())
        if month is None or hour == "24" or second == "60" or (sign and east_h > "14"):
            return None
        zone = timezone(timedelta(hours=int(sign + east_h), minutes=int(sign + east_min))) if sign else UTC
        return datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _read(text: str, naive_zone: tzinfo) -> datetime | None:
    if _EPOCH.fullmatch(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)
    found = _date(text)
    if found is None:
        return None
    (year, month, day), date_end = found
    text = text[:date_end] + _DOTTED_CLOCK.sub(r"\1:\2:\3", text[date_end:])  # not in front, where it may be the date
    clock = _CLOCK.search(text)
    hour = minute = second = 0
    after = date_end
    if clock:
        hour, minute, second = (int(part or 0) for part in (clock.group(1, 2, 3) if clock[1] else clock.group(5, 6, 7)))
        if clock[4]:
            hour = hour % 12 + (12 if clock[4][0] in "pP" else 0)
        after = clock.end()
    zone = _zone(text[after:]) if clock else None
    midnight = datetime(year, month, day, tzinfo=zone or naive_zone)
    # 24:00 is tomorrow; a leap second is the last one of its minute.
    return midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))


def _date(text: str) -> tuple[tuple[int, int, int], int] | None:
    """Year, month and day, and where they end."""
    if match := _YEAR_FIRST.search(text):
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        return (int(year), int(month), int(day)), match.end()
    for match in _NAMED.finditer(text):
        if month_number := _month(match[2]):
            return (_year(match[3]), month_number, int(match[1])), match.end()
    for match in (*_NAME_FIRST.finditer(text), *_YEAR_AFTER_CLOCK.finditer(text)):
        if month_number := _month(match[1]):
            return (int(match[3]), month_number, int(match[2])), match.end()
    if match := _YEAR_LAST.search(text):
        first, last = int(match[1]), int(match[3])
        # With slashes and "AM", or a second number over 12, the month goes first, as in America.
        american = last > 12 or (match[2] == "/" and first <= 12 and re.search(r"\d\s*[ap]m\b", text, re.IGNORECASE))
        day_number, month_number = (last, first) if american else (first, last)
        return (_year(match[4]), month_number, day_number), match.end()
    return None


def _month(name: str) -> int | None:
    name = name.lower()
    if name.startswith("середа"):  # Wednesday in Ukrainian, where August is «серпень»
        return None
    return _MONTHS.get(name[:3])


def _year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else 2000 + year if year < 70 else 1900 + year


def _zone(text: str) -> tzinfo | None:
    """The zone that follows a clock: in digits, if there are any ("GMT+3"), else by name."""
    if offset := _OFFSET.search(text):
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours <= 14 and minutes < 60:
            east = timedelta(hours=hours, minutes=minutes)
            return timezone(east if offset[1] == "+" else -east)
    if name := _ZONE_NAME.search(text):
        hours_east = _HOURS_EAST.get(name.group().lower())
        if hours_east is not None:
            return timezone(timedelta(hours=hours_east))
    return None
