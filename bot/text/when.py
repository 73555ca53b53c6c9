"""Reads times as people write them, in Russian, Ukrainian and English.

    clock    a time of the day: «9», «9.30», «9 вечера», "9pm", «опівдні»
    span     how long: «2 часа», «півтори години», "an hour and a half", «1 ч 30 мин», «+3»
    hours    from one time of the day to another: «23-7», «с 11 вечера до 7 утра»
    moment   which instant, by the local clock: «до завтра», «в пятницу в 18:00», "in 2 hours", «до 5 грудня»

A text is read to its end, or not at all: what is not understood raises ValueError. (dateparser leaves out what it does
not know: for it, «завтра в 9» is tomorrow at this time of the day, and «5 грудня о 10» is in 2110.)
"""

import re
from calendar import isleap
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

MORNING = time(9)
"""When a day begins that is named without a time: «до завтра» is until tomorrow at nine."""
_LONGEST = 100
"""Characters; no time takes more."""
_MOST = timedelta(days=366)
_TOKEN = re.compile(r"\d{1,5}|[^\W\d_]+(?:'[^\W\d_]+)?|[-+:.,/]|\S")
_SIGNS = str.maketrans({"–": "-", "—": "-", "−": "-", "’": "'", "ʼ": "'", "ё": "е"})


def _meanings(lines: Mapping[float, str]) -> dict[str, float]:
    return {word: meaning for meaning, words in lines.items() for word in words.split()}


_UNITS = _meanings(
    {
        1 / 60: "m min mins minute minutes м мин минут минута минуту минуты хв хвилин хвилина хвилину хвилини",
        1: "h hr hrs hour hours ч час часа часов часик г год година годину години годин",
        24: "d day days д дн день дня дней дні днів сут сутки суток доба добу доби діб",
        168: "w week weeks нед неделя неделю недели недель тиж тиждень тижня тижні тижнів",
        720: "month months мес месяц месяца месяцев міс місяць місяця місяці місяців",
    }
)
"""In hours. A month counts as 30 days."""
_NUMBERS = _meanings(
    {
        0.5: "half пол пів полчаса півгодини",
        1: "a an one один одна одну одне",
        1.5: "полтора полторы півтора півтори",
        2: "two couple два две дві пара пару",
        3: "three три",
        4: "four четыре чотири",
        5: "five пять п'ять",
        6: "six шесть шість",
        7: "seven семь сім",
        8: "eight восемь вісім",
        9: "nine девять дев'ять",
        10: "ten десять",
    }
)
_HALF_HOURS = {"полчаса", "півгодини"}
_NAMED_CLOCKS = _meanings(
    {
        0: "midnight полночь полуночи опівночі північ півночі",
        9: "morning утро утром утра вранці зранку ранок ранку ранком",
        12: "noon midday полдень полудня полдня опівдні полудень",
        18: "evening вечер вечером вечера ввечері увечері вечір вечора",
    }
)
_FORENOON = {"am", "утра", "ночи", "ранку", "ночі"}
_AFTERNOON = {"pm", "дня", "вечера", "вечора", "пополудні"}
_OCLOCK = {"ч", "час", "часа", "часов", "г", "год", "година", "години", "годину", "годин", "годині", "oclock", "h"}
_DAYS = _meanings({0: "сегодня сьогодні today tonight", 1: "завтра tomorrow", 2: "послезавтра післязавтра"})
_WEEKDAYS = _meanings(
    {
        0: "monday mon понедельник понедельника понедельнику пн понеділок понеділка",
        1: "tuesday tue вторник вторника вт вівторок вівторка",
        2: "wednesday wed среда среду среды ср середа середу середи",
        3: "thursday thu четверг четверга чт четвер четверга",
        4: "friday fri пятница пятницу пятницы пт п'ятниця п'ятницю п'ятниці",
        5: "saturday sat суббота субботу субботы сб субота суботу суботи",
        6: "sunday sun воскресенье воскресенья вс неділя неділю неділі нд",
    }
)
_MONTHS = _meanings(
    {
        1: "january jan января январь янв січня січень січ",
        2: "february feb февраля февраль фев лютого лютий лют",
        3: "march mar марта март мар березня березень бер",
        4: "april apr апреля апрель апр квітня квітень кві",
        5: "may мая май травня травень тра",
        6: "june jun июня июнь июн червня червень чер",
        7: "july jul июля июль июл липня липень лип",
        8: "august aug августа август авг серпня серпень сер",
        9: "september sep sept сентября сентябрь сен сент вересня вересень вер",
        10: "october oct октября октябрь окт жовтня жовтень жов",
        11: "november nov ноября ноябрь ноя листопада листопад лис",
        12: "december dec декабря декабрь дек грудня грудень гру",
    }
)
_UNTIL = {"до", "по", "until", "till", "til", "to", "by"}
_AT = {
    "в", "во", "у", "о", "об", "at", "on", "к", "the", "this", "next", "следующий", "следующую", "следующей",
    "следующего", "наступний", "наступну", "наступної", "наступного"}  # fmt: skip
_DURING = {"через", "за", "на", "in", "for", "after"}
_FROM = {"с", "со", "з", "із", "від", "от", "from", "between"}
_TO = _UNTIL | {"-", "and", "і", "и"}
_JOINS = {"и", "й", "і", "та", "and", ",", "of"}


def clock(text: str) -> time:
    """A time of the day. Raises ValueError."""
    reader = _Reader(text)
    reader.skip(_AT)
    found = reader.clock()
    reader.end()
    return found


def hours(text: str) -> tuple[time, time, str]:
    """From which time of the day to which, and the words behind. Raises ValueError."""
    reader = _Reader(text)
    reader.skip(_FROM)
    start = reader.clock(dashed=False)
    if not reader.skip(_TO):
        raise ValueError(text)
    return start, reader.clock(dashed=False), reader.rest()


def span(text: str) -> timedelta:
    """How long, more than nothing and up to a year; a bare number means hours. Raises ValueError."""
    reader = _Reader(text)
    reader.skip(_DURING | {"+"})
    found = reader.span()
    reader.end()
    return found


def moment(text: str, now: datetime) -> datetime:
    """The instant after `now` that is meant, in the zone of `now`: by its name, or a span away. Raises ValueError."""
    reader = _Reader(text)
    is_span = reader.skip(_DURING | {"+"}) or not reader.skip(_UNTIL | _AT)
    if is_span:
        with suppress(ValueError):
            return _later(now, span(text))
    found = reader.moment(now)
    reader.end()
    if not now.astimezone(UTC) < found.astimezone(UTC) <= now.astimezone(UTC) + _MOST:
        raise ValueError(text)
    return found


def _later(now: datetime, span: timedelta) -> datetime:
    """So much later: at the same time of some other day, or as many hours later, though a clock is put forward."""
    is_of_days = not span % timedelta(days=1)
    return now + span if is_of_days else (now.astimezone(UTC) + span).astimezone(now.tzinfo)


class _Reader:
    """Reads a text from its beginning, a word, number or sign at a time."""

    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise ValueError(text[:_LONGEST])
        folded = (
            text.casefold().translate(_SIGNS).replace("a.m", "am").replace("p.m", "pm").replace("o'clock", "oclock")
        )
        self._tokens: list[str] = _TOKEN.findall(folded)
        self._at = 0

    def skip(self, words: Iterable[str]) -> bool:
        """Pass over any of these words; False if there was none."""
        begun = self._at
        while self._peek() in words:
            self._at += 1
        return self._at > begun

    def end(self) -> None:
        self.skip({"."})
        if self._peek():
            raise ValueError(self._peek())

    def rest(self) -> str:
        """The words that are not read yet."""
        self.skip({","})
        return " ".join(self._tokens[self._at :])

    def clock(self, *, dashed: bool = True) -> time:
        """If `dashed`, «9-30» is half past nine."""
        named = _NAMED_CLOCKS.get(self._peek())
        if named is not None:
            self._at += 1
            return time(int(named))
        hour, minute = self._number(), 0
        if (
            self._peek() in ({":", ".", "-"} if dashed else {":", "."})
            and len(self._peek(1)) == 2
            and self._peek(1).isdecimal()
        ):
            minute = int(self._peek(1))
            self._at += 2
        self.skip(_OCLOCK)
        if self._peek() in _FORENOON | _AFTERNOON:
            if not 0 < hour <= 12:
                raise ValueError(hour)
            hour = hour % 12 + 12 * (self._peek() in _AFTERNOON)
            self._at += 1
            self.skip({"."})
        return time(0 if (hour, minute) == (24, 0) else hour, minute)

    def span(self) -> timedelta:
        hours = 0.0
        while True:
            hours += self._hours()
            self.skip(_JOINS)
            if not self._peek() or self._peek() == ".":
                break
        found = timedelta(hours=hours)
        if not timedelta() < found <= _MOST:
            raise ValueError(hours)
        return timedelta(seconds=round(found.total_seconds()))

    def _hours(self) -> float:
        """One number with its unit."""
        word = self._peek()
        if word in _HALF_HOURS:
            self._at += 1
            return 0.5
        number = self._amount()
        if number is None and word not in _UNITS:
            raise ValueError(word)
        if number == 1 and self._peek() in _NUMBERS:  # «a couple of»
            number = self._amount()
        self.skip({"of", "a", "an"})
        unit = _UNITS.get(self._peek())
        if unit is not None:
            self._at += 1
            self.skip({"."})
        elif self._peek():  # a bare number ends the text
            raise ValueError(self._peek())
        return (1.0 if number is None else number) * (1.0 if unit is None else unit) + self._half_more(unit)

    def _half_more(self, unit: float | None) -> float:
        """«Два часа с половиной», "an hour and a half"."""
        for words in (("с", "половиной"), ("з", "половиною"), ("and", "a", "half")):
            if tuple(self._tokens[self._at : self._at + len(words)]) == words:
                self._at += len(words)
                return 0.5 * (unit or 1.0)
        return 0.0

    def _amount(self) -> float | None:
        word = self._peek()
        if word.isdecimal():
            self._at += 1
            if self._peek() in {",", "."} and self._peek(1).isdecimal() and self._peek(2) in _UNITS:
                fraction = self._peek(1)
                self._at += 2
                return float(f"{word}.{fraction}")
            return float(word)
        if word in _NUMBERS:
            self._at += 1
            return _NUMBERS[word]
        return None

    def moment(self, now: datetime) -> datetime:
        """The first instant after `now` that a day, a time of the day or both may mean."""
        if (ending := self._end(now)) is not None:
            return ending
        days = self._days(now)
        self.skip(_AT | {","})
        at = self.clock() if self._peek() else None
        if not days and at is not None:
            self.skip(_AT | {","})
            days = self._days(now) or [now.date(), now.date() + timedelta(days=1)]
        # A time comes twice in the night in which clocks are put back.
        shown = (datetime.combine(day, at or MORNING, now.tzinfo).replace(fold=fold) for day in days for fold in (0, 1))
        found = next((one for one in shown if one.astimezone(UTC) > now.astimezone(UTC)), None)
        if found is None:
            raise ValueError(at)
        return found

    def _end(self, now: datetime) -> datetime | None:
        """«Конца дня», "end of the week"."""
        if not self.skip({"конца", "кінця", "end"}):
            return None
        self.skip({"of", "the"})
        unit = _UNITS.get(self._next())
        if unit not in {24, 168}:
            raise ValueError(unit)
        days = 1 if unit == 24 else 7 - now.weekday()
        return datetime.combine(now.date() + timedelta(days=days), time(), now.tzinfo)

    def _days(self, now: datetime) -> list[date]:
        """The days that may be meant, in order; none if no day is named here."""
        today, word = now.date(), self._peek()
        if word in _DAYS:
            self._at += 1
            return [today + timedelta(days=int(_DAYS[word]))]
        if word in _WEEKDAYS:
            self._at += 1
            self.skip({"."})
            ahead = int(_WEEKDAYS[word] - today.weekday()) % 7
            return [today + timedelta(days=ahead), today + timedelta(days=ahead + 7)]
        return self._dates(today)

    def _dates(self, today: date) -> list[date]:
        """As `_days`, of a day of a month."""
        word, behind = self._peek(), self._peek(1)
        if word in _MONTHS and behind.isdecimal():  # in English
            self._at += 2
            return _of_year(int(_MONTHS[word]), int(behind), self._year(), today)
        if word.isdecimal() and behind in _MONTHS:
            self._at += 2
            return _of_year(int(_MONTHS[behind]), int(word), self._year(), today)
        last = self._peek(2)
        # «9.30» is a time of the day.
        if word.isdecimal() and behind in {".", "/"} and last.isdecimal() and 0 < int(last) <= 12:
            self._at += 3
            return _of_year(int(last), int(word), self._year(), today)
        return []

    def _year(self) -> int | None:
        """The year that follows a day, if one does."""
        behind = self._peek() in {".", "/", ","}
        if len(self._peek(behind)) != 4 or not self._peek(behind).isdecimal():
            return None
        self._at += behind
        return self._number()

    def _number(self) -> int:
        if not self._peek().isdecimal():
            raise ValueError(self._peek())
        return int(self._next())

    def _peek(self, further: int = 0) -> str:
        """A token that is not read yet; empty behind the last one."""
        place = self._at + further
        return self._tokens[place] if place < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token


def _of_year(month: int, day: int, year: int | None, today: date) -> list[date]:
    """That day of the year, or of this one and the next; today is no day of the next. Raises ValueError if none is."""
    if year is None and (month, day) == (today.month, today.day):
        return [today]
    years = (today.year, today.year + 1) if year is None else (year,)
    found = [date(one, month, day) for one in years if (month, day) != (2, 29) or isleap(one)]
    if not found:
        raise ValueError(day)
    return found
