"""Times as people write them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.text.when import clock, hours, moment, span

_NOW = datetime(2026, 11, 27, 14, 30, tzinfo=ZoneInfo("Europe/Kyiv"))
"""A Friday."""
_MOST = timedelta(days=366)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9", time(9)),
        ("9:05", time(9, 5)),
        ("9.30", time(9, 30)),
        ("в 9-30", time(9, 30)),
        ("9 утра", time(9)),
        ("о 9 вечора", time(21)),
        ("9 годин вечора", time(21)),
        ("9pm", time(21)),
        ("at 9:15 p.m.", time(21, 15)),
        ("12 am", time(0)),
        ("12 дня", time(12)),
        ("полдень", time(12)),
        ("опівночі", time(0)),
        ("вечером", time(18)),
        ("24:00", time(0)),
        ("5 o'clock", time(5)),
    ],
)
def test_a_time_of_the_day(written: str, meant: time) -> None:
    assert clock(written) == meant
    assert clock(f" {written.upper()} ") == meant


@pytest.mark.parametrize(
    ("written", "start", "end", "rest"),
    [
        ("23-7", time(23), time(7), ""),
        ("23:00–07:30", time(23), time(7, 30), ""),
        ("с 11 вечера до 7 утра ждать", time(23), time(7), "ждать"),
        ("з 23 до 7, без звуку", time(23), time(7), "без звуку"),
        ("between 11 pm and 6.30 am", time(23), time(6, 30), ""),
    ],
)
def test_from_one_time_to_another(written: str, start: time, end: time, rest: str) -> None:
    assert hours(written) == (start, end, rest)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2 часа", timedelta(hours=2)),
        ("2 години", timedelta(hours=2)),
        ("in 2 hours", timedelta(hours=2)),
        ("+3", timedelta(hours=3)),
        ("3", timedelta(hours=3)),
        ("30m", timedelta(minutes=30)),
        ("2h30m", timedelta(minutes=150)),
        ("1 ч 30 мин.", timedelta(minutes=90)),
        ("на 2 дня", timedelta(days=2)),
        ("полчаса", timedelta(minutes=30)),
        ("пів години", timedelta(minutes=30)),
        ("half an hour", timedelta(minutes=30)),
        ("півтори години", timedelta(minutes=90)),
        ("два часа с половиной", timedelta(minutes=150)),
        ("an hour and a half", timedelta(minutes=90)),
        ("1,5 часа", timedelta(minutes=90)),
        ("a couple of days", timedelta(days=2)),
        ("неделю", timedelta(days=7)),
        ("через тиждень", timedelta(days=7)),
        ("час и 15 минут", timedelta(minutes=75)),
        ("сутки", timedelta(days=1)),
    ],
)
def test_how_long(written: str, meant: timedelta) -> None:
    assert span(written) == meant
    assert moment(written, _NOW) == _NOW + meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("до завтра", "2026-11-28 09:00"),
        ("завтра в 9 вечера", "2026-11-28 21:00"),
        ("завтра 9:30", "2026-11-28 09:30"),
        ("9 вечера завтра", "2026-11-28 21:00"),
        ("післязавтра вранці", "2026-11-29 09:00"),
        ("tomorrow at 9", "2026-11-28 09:00"),
        ("tonight at 11pm", "2026-11-27 23:00"),
        ("до понедельника", "2026-11-30 09:00"),
        ("until Monday at 10", "2026-11-30 10:00"),
        ("до п'ятниці", "2026-12-04 09:00"),
        ("в пятницу в 18:00", "2026-11-27 18:00"),
        ("до 9", "2026-11-28 09:00"),
        ("до 18:00", "2026-11-27 18:00"),
        ("до 2 часов", "2026-11-28 02:00"),
        ("до утра", "2026-11-28 09:00"),
        ("до 5 декабря", "2026-12-05 09:00"),
        ("5 грудня о 10", "2026-12-05 10:00"),
        ("till Dec 5", "2026-12-05 09:00"),
        ("до 05.12", "2026-12-05 09:00"),
        ("до 05.01.2027 в 8:15", "2027-01-05 08:15"),
        ("1 января", "2027-01-01 09:00"),
        ("до конца дня", "2026-11-28 00:00"),
        ("end of the week", "2026-11-30 00:00"),
    ],
)
def test_which_instant(written: str, meant: str) -> None:
    found = moment(written, _NOW)
    assert (f"{found:%Y-%m-%d %H:%M}", found.tzinfo) == (meant, _NOW.tzinfo)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "вечно",
        "25:00",
        "13 вечера",
        "сегодня",
        "сегодня в 9",
        "27.11 в 9",
        "27 ноября",
        "31.02",
        "29 февраля",
        "400 дней",
        "9 9 9",
    ],
)
def test_what_is_no_time_is_refused(written: str) -> None:
    for read in (clock, span):
        with pytest.raises(ValueError):
            read(written)
    with pytest.raises(ValueError):
        moment(written, _NOW)


_WORDS = """
    до в на через завтра сегодня пятницу понеділка 5 9 30 24 2027 99999 . : - / + , декабря dec часа хв неделя half and
    a полтора until at pm вечера утра конца of 0 29 february следующую с половиной 12 31 end the couple
""".split()  # noqa: SIM905  words read better
_MINUTES = timedelta(days=3_652) // timedelta(minutes=1)
_NOWS = st.builds(
    lambda zone, minutes: datetime(2020, 1, 1, tzinfo=UTC).astimezone(zone) + timedelta(minutes=minutes),
    st.sampled_from([UTC, ZoneInfo("Europe/Kyiv")]),
    st.integers(0, _MINUTES),
)
"""In ten years."""


@given(st.lists(st.sampled_from(_WORDS), max_size=8).map(" ".join) | st.text(max_size=40), _NOWS)
@example("до 29 february", datetime(2028, 1, 1, tzinfo=UTC))
def test_whatever_is_read_comes_within_a_year(text: str, now: datetime) -> None:
    try:
        found = moment(text, now)
    except ValueError:
        return
    assert now.astimezone(UTC) < found.astimezone(UTC) <= now.astimezone(UTC) + _MOST + timedelta(hours=1)


_DAYS = {
    "до {} в {}": "понедельника вторника среды четверга пятницы субботы воскресенья",
    "до {} о {}": "понеділка вівторка середи четверга п'ятниці суботи неділі",
    "until {} at {}": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


@given(st.sampled_from(list(_DAYS)), st.integers(0, 6), st.times(), _NOWS)
def test_a_weekday_is_the_next_one(written: str, day: int, at: time, now: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    found = moment(written.format(_DAYS[written].split()[day], f"{at:%H:%M}"), now)
    assert (found.weekday(), found.time()) == (day, at)
    assert timedelta() < found.astimezone(UTC) - now.astimezone(UTC) <= timedelta(days=7, hours=1)


@given(st.dates(date(2025, 1, 1), date(2025, 12, 31)), _NOWS)
def test_a_day_without_a_year_is_within_a_year(day: date, now: datetime) -> None:
    assume((day.day, day.month) != (now.day, now.month))  # that is today
    for written in (f"{day.day}.{day.month:02}", f"{day:%B} {day.day}", f"{day.day} {day:%b}"):
        found = moment(f"until {written}", now)
        assert (found.day, found.month) == (day.day, day.month)
        assert timedelta() < found - now <= _MOST


@pytest.mark.parametrize(
    ("written", "now", "meant"),
    [
        ("через 2 часа", "2026-03-29 02:30+02:00", "2026-03-29 05:30+03:00"),
        ("через день", "2026-03-29 02:30+02:00", "2026-03-30 02:30+03:00"),
        ("in an hour", "2026-10-25 03:30+03:00", "2026-10-25 03:30+02:00"),
        ("о 3:45", "2026-10-25 03:30+02:00", "2026-10-25 03:45+02:00"),
        ("о 3:15", "2026-10-25 03:30+03:00", "2026-10-25 03:15+02:00"),
    ],
)
def test_the_night_in_which_clocks_change(written: str, now: str, meant: str) -> None:
    found = moment(written, datetime.fromisoformat(now).astimezone(ZoneInfo("Europe/Kyiv")))
    assert found.isoformat(" ", "minutes") == meant
