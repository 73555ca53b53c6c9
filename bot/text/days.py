"""Finds the day in a text, in the formats and calendars of many languages."""

import re
from datetime import date, timedelta

from bot.text.months import fold, month
from bot.text.regions import Region

# Runs are possessive, so that nothing is scanned twice. Names may contain vowel signs of Indian scripts.
_NAME = r"((?:[^\W\d_]|[\u0900-\u0dff\u0e00-\u0e7f]){2,}+)"
_GAP = r"[\s.,/'’׳_-]*+"
_YEAR = r"(\d{4}|\d\d(?!\s?:))(?!\d)"
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})(?:\s?[-./]\s?(\d{1,2})\s?[-./]\s?|\s?[年년]\s?(\d{1,2})\s?[月월]\s?)(\d{1,2})(?!\d)[日일.]?"
)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(?=t|$)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[t ]?(\d\d)(\d\d)(\d\d)?(?!\d)")
_YEAR_LAST = re.compile(rf"(?<![\d:])(\d{{1,2}})\s?([-./])\s?(\d{{1,2}})\s?[-./]\s?{_YEAR}")
_NAMED = re.compile(
    rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th|er|[oa]|-?го|-?е)?{_GAP}(?:(?:de|del|of|d)[\s’'])?\s*+{_NAME}{_GAP}"
    rf"(?:(?:de|del|of|nam|คศ|พศ)\s)?\s*+{_YEAR}"
)
_YEAR_BEFORE_DAY = re.compile(  # in Latvian: 2026. gada 13. janvāris; in Kazakh: 2026 ж. 13 қаң.
    rf"(?<!\d)(\d{{4}})[.-]?\s?(?:[^\W\d_]{{1,4}}[.,]*\s)?(\d{{1,2}})[.-]?\s?{_NAME}"
)
_YEAR_BEFORE_NAME = re.compile(  # in Hungarian: 2026. január 13.; in Lithuanian: 2026 m. sausio 13 d.
    rf"(?<!\d)(\d{{4}})\.?\s?(?:[^\W\d_]\.\s?|-)?{_NAME}{_GAP}(\d{{1,2}})(?![\d:])"
)
_NAME_FIRST = re.compile(rf"(?<![^\W\d_]){_NAME}\.?\s*+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")
_YEAR_AFTER_CLOCK = re.compile(  # as C and Java print times
    rf"(?<![^\W\d_]){_NAME}\s++(\d{{1,2}})\s++\d{{1,2}}:\d\d(?::\d\d)?\s+(?:(?:[a-z]{{1,5}}|[+-]\d{{4}})\s+)?(\d{{4}})(?!\d)"
)
_WITH_NAMES = (
    (_NAMED, 3, 2, 1),
    (_YEAR_BEFORE_DAY, 1, 3, 2),
    (_YEAR_BEFORE_NAME, 1, 2, 3),
    (_NAME_FIRST, 3, 1, 2),
    (_YEAR_AFTER_CLOCK, 3, 1, 2),
)
"""Patterns with the numbers of their groups for year, month and day."""
_MONTH_FIRST = frozenset({"US", "PH"})
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905  reads better
_VIETNAMESE = re.compile(r"(?<![^\W_])(?:thang|thg)\.?\s?(\d{1,2})")
_THAI = re.compile(r"([\u0e01-\u0e4e]{1,3})\.([\u0e01-\u0e2e])\.")
_LEVANTINE = tuple(
    (fold(name), fold(name).replace(" ", "")) for name in ("كانون الثاني", "تشرين الأول", "تشرين الثاني", "كانون الأول")
)
_ERAS = {"令和": 2018, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s?(\d{{1,3}})\s?(?=年)")
_BUDDHIST = 543
_BUDDHIST_YEARS = range(2533, 2643)
_PERSIAN_YEARS = range(1369, 1479)
_PERSIAN_LEAPS = (1, 5, 9, 13, 17, 22, 26, 30)
_HALF = re.compile(r"\d\s?[ap]\.?m\b")


def find_day(text: str, region: Region) -> tuple[date, str] | None:
    """The day, and the folded text without it; None if there is none. Raises ValueError for a date like February 31."""
    text = _with_plain_names(text)
    if match := _COMPACT.match(text):
        return _day(match[1], match[2], match[3]), f"t{match[4]}{match[5]}{match[6] or '00'}{text[match.end() :]}"
    if match := _YEAR_FIRST.search(text) or _DIGITS.match(text):
        year, number, day = filter(None, match.groups())
        return _day(year, number, day), _without(text, match)
    for pattern, year, name, day in _WITH_NAMES:
        for match in pattern.finditer(text):
            if number := month(match[name], region.country):
                rest = (
                    _without(text, match)
                    if pattern is not _YEAR_AFTER_CLOCK
                    else text[match.end(day) : match.start(year)]
                )
                return _day(match[year], number, match[day]), rest
    if match := _YEAR_LAST.search(text):
        rest = _without(text, match)
        first, last = int(match[1]), int(match[3])
        # The month comes first in America, with slashes and "AM", or if the second number is over 12.
        is_american = match[2] == "/" and first <= 12 and (region.country in _MONTH_FIRST or _HALF.search(rest))
        day, number = (match[3], first) if last > 12 or is_american else (match[1], last)
        return _day(match[4], number, day), rest
    return None


def _without(text: str, match: "re.Match[str]") -> str:
    return f"{text[: match.start()]} {text[match.end() :].lstrip(':')}"


def _day(year: str, number: str | int, day: str) -> date:
    """The Gregorian date; Thailand counts from Buddha, Iran in solar years from the Hijra. Raises ValueError."""
    full = int(year)
    if len(year) == 2:
        full += 2000 if full < 70 else 1900
    if full in _PERSIAN_YEARS:
        return _from_persian(full, int(number), int(day))
    return date(full - _BUDDHIST if full in _BUDDHIST_YEARS else full, int(number), int(day))


def _from_persian(year: int, number: int, day: int) -> date:
    """Convert by the cycle of 33 years with eight leap years, which is valid from 1244 to 1502."""

    def leap_years(end: int) -> int:
        return end // 33 * 8 + sum(one < end % 33 for one in _PERSIAN_LEAPS)

    date(2000, number, 1)  # raises ValueError
    days = 365 * (year - 1404) + leap_years(year) - leap_years(1404)
    before = 31 * (number - 1) - max(0, number - 7)
    return date(2025, 3, 21) + timedelta(days=days + before + day - 1)


def _with_plain_names(text: str) -> str:
    """The text with one word for months written as a number, with dots or in two words, and with years of our era."""
    text = _VIETNAMESE.sub(lambda name: f" {_ENGLISH[int(name[1]) - 1] if 0 < int(name[1]) < 13 else ''} ", text)
    text = _THAI.sub(r"\1\2 ", text)
    text = _ERA.sub(lambda year: str(_ERAS[year[1]] + int(year[2])), text)
    for month_of_two_words, name in _LEVANTINE:
        text = text.replace(month_of_two_words, name)
    return text
