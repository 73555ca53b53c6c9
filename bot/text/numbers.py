"""Numbers as people write them: with units («10млн»), and with the endings of ordinals («9-го», `21st`)."""

import re

_MONTHS = (
    "январ[яьею]|феврал[яьею]|марта?|апрел[яьею]|ма[яй]|июн[яьею]|июл[яьею]|августа?|(?:сент|окт|но|дек)[ая]бр[яьею]"
    "|січ(?:ень|ня)|лют(?:ий|ого)|берез(?:ень|ня)|квіт(?:ень|ня)|трав(?:ень|ня)|черв(?:ень|ня)|лип(?:ень|ня)"
    "|серп(?:ень|ня)|верес(?:ень|ня)|жовт(?:ень|ня)|листопада?|груд(?:ень|ня)"
)
_CYRILLIC = (
    "гг?|рр?|л|лет|год(?:а|у|ом|ов|ы|ин[аиу]?)?|р[оі]к(?:и|у|ів)?|мес|міс|день|дня|дней|дні|днів|суток|діб"
    "|ч|час(?:а|ов)?|мин(?:ут[аы]?)?|хв(?:илин[аи]?)?|сек(?:унд[аыи]?)?|мск"
    "|млн|млрд|трлн|тыс(?:яч[аиу]?)?|тис(?:яч[аіу]?)?|миллион(?:а|ов)?|миллиард(?:а|ов)?|мільйон(?:а|и|ів)?"
    "|мільярд(?:а|и|ів)?|руб(?:л[яьей]{1,2})?|коп|грн|грив(?:ень|н[яі])|долл?(?:ар(?:а|ов|и|ів)?)?|[её]вро|євро"
    "|кг|гр|мг|т|тонн[аы]?|км|м|см|мм|кв|куб|га|мл|шт|чел(?:овека?)?|ос[іо]б|раза?"
    "|[кмг]?бит|[кмгт]б|[кмг]?вт|[мг]?гц|[км]т|процент(?:а|ов)?"
)
_LATIN = (
    "[mMBT]|[mbt]n|[mb]ln|trn|million|billion|trillion|thousand|[km]g|lbs?|oz|[kcm]m|ft|miles?|[mk]ph|kmh|ml"
    "|[ap]m|hrs?|hours?|mins?|minutes?|secs?|seconds?|days?|weeks?|months?|years?|yrs?"
    "|[KMGT]B|[kmg]b|[kMG]W|[kMGT]Wh|[kMG]?Hz|USD|EUR|RUB|UAH|GBP|percent|pct|bps|bpd"
)
UNIT = rf"(?:{_CYRILLIC}|(?i:{_MONTHS})|{_LATIN})(?![\w-])"
"""A unit of measurement, of money or of time, or a month, as it may touch the number before it."""

_ENDINGS = (
    "й|го|му|м|я|ю|е|ой|ою|ый|ий|ого|ому|ым|им|ая|ое|ую|ти|та|те|ту|ка|мя|ох|ша|ше|шу|га|ге|гу|тя|тє|тю|ї|st|nd|rd|th"
)
_OF_MANY = "х|ми|ых|ыми|их|ими|ті|тих|тим|тими|і"
_ENDED = re.compile(rf"(\d{{1,9}})-?(?:({_ENDINGS})|({_OF_MANY}))", re.IGNORECASE)
_OF_DECADES = tuple("е х м ми ті тих тим тими і их ых".split())  # noqa: SIM905
_LONGEST_ENDED = 14
_UNIT = re.compile(UNIT)
_MONTH = re.compile(_MONTHS, re.IGNORECASE)
_MONEY_UNITS = (("M", "million", "m", "mn", "mln"), ("B", "billion", "bn", "bln"), ("T", "trillion", "tn", "trn"))


def number_of(word: str) -> str:
    """The number of a straightened ordinal or counted word («9-го», «5-ти», `21st`); empty if it is none.

    Decades have none, since «90-х» is not 90.
    """
    if not word[0].isdigit() or len(word) > _LONGEST_ENDED:
        return ""
    found = _ENDED.fullmatch(word)
    return found[1] if found and found[2] else ""


def ordinal_forms(word: str) -> frozenset[str]:
    """The keys that find an ordinal as it is inflected: its number, or all that a decade is written as; else empty."""
    if not word[0].isdigit() or len(word) > _LONGEST_ENDED:
        return frozenset()
    found = _ENDED.fullmatch(word.lower())
    if not found:
        return frozenset()
    number = found[1]
    if found[3] or (number[-1] == "0" and number[:-1] and found[2] in {"е", "ті"}):
        return frozenset(number + hyphen + ending for hyphen in ("-", "") for ending in _OF_DECADES)
    return frozenset({word.lower(), number})


def money_units(unit: str) -> tuple[str, ...]:
    """The other ways to write millions, billions or trillions of money after a number; empty if it is no such unit."""
    group = next((group for group in _MONEY_UNITS if unit in group), ())
    return tuple(other for other in group if other != unit)


def is_unit(word: str) -> bool:
    """Whether a word is such a unit. Articles that were archived before units parted have number and unit as a term."""
    return _UNIT.fullmatch(word) is not None


def is_month(word: str) -> bool:
    """Whether a Russian or Ukrainian word is a month as it stands after a day."""
    return _MONTH.fullmatch(word) is not None
