"""Times as feeds write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.dates import read_moment

NOON = datetime(2025, 11, 17, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 17 Nov 2025 12:00:00 +0000",
        "Mon, 17 Nov 2025 15:00:00 +0300",
        "Mon,17 Nov 2025 15:00:00 +0300",
        "17 Nov 2025 15:00:00 +0300",
        "Mon, 17 Nov 2025 15:00:00 MSK",
        "Mon, 17 Nov 2025 15:00:00 МСК",
        "Mon, 17 Nov 2025 15:00 +03:00",
        "Mon, 17 Nov 2025 12:00:00 GMT",
        "Mon, 17 Nov 2025 12:00:00 Z",
        "Mon, 17 Nov 2025 07:00:00 EST",
        "Mon, 17 Nov 2025 14:00:00 EET",
        "Mon, 17 Nov 2025 15:00:00 GMT+3",
        "Mon, 17 Nov 2025 15:00:00 UTC+03:00",
        "Monday, 17-Nov-25 12:00:00 UTC",
        "Mon Nov 17 2025 15:00:00 GMT+0300 (MSK)",
        "Mon Nov 17 12:00:00 2025",
        "Mon Nov 17 15:00:00 MSK 2025",
        "Mon Nov 17 15:00:00 +0300 2025",
        "2025-11-17T12:00:00Z",
        "2025-11-17T15:00:00+03:00",
        "2025-11-17T15:00:00.123456789+0300",
        "2025-11-17 15:00:00 +0300",
        "2025-11-17T15:00+03",
        "20251117T120000Z",
        "2025/11/17 12:00 UTC",
        "17.11.2025 12.00.00 GMT",
        "17.11.25 15.00.00 +0300",
        "2025-11-17T15.00.00+03:00",
        "Mon, 17 Nov 2025 12.00.00 GMT",
        "1763380800",
        "1763380800.0",
        "1763380800000",
        "Пн, 17 ноя 2025 15:00:00 +0300",
        "понедельник, 17 ноября 2025 г., 15:00 МСК",
        "17 листопада 2025, 14:00 EET",
        "17 лист. 2025 14:00 +0200",
        "Nov 17, 2025 12:00 PM UTC",
        "November 17th, 2025 12:00 GMT",
        "17.11.2025 15:00:00 +0300",
        "17/11/2025 12:00 GMT",
        "11/17/2025 12:00 PM GMT",
        "  Mon, 17 Nov 2025 12:00:00 +0000\n",
        "Mon, 16 Nov 2025 24:00:00 -1200",
        "Wed, 17 Nov 2025 12:00:00 +0000",
    ],
)
def test_one_instant_in_many_manners(text: str) -> None:
    assert read_moment(text).replace(second=0, microsecond=0) == NOON  # type: ignore[union-attr]  # None fails, too


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-17", datetime(2025, 11, 17, tzinfo=UTC)),
        ("Sat, 31 Dec 2016 23:59:60 GMT", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("1 мая 2025 09:30 MSK", datetime(2025, 5, 1, 6, 30, tzinfo=UTC)),
        ("середа, 6 серпня 2025 10:00 EEST", datetime(2025, 8, 6, 7, 0, tzinfo=UTC)),
        ("3 березня 2025", datetime(2025, 3, 3, tzinfo=UTC)),
        ("5 июля 2025 00:00:00 +0700", datetime(2025, 7, 4, 17, 0, tzinfo=UTC)),
        ("11/17/2025 10:05 PM EST", datetime(2025, 11, 18, 3, 5, tzinfo=UTC)),
        ("03.02.25 08:00 MSK", datetime(2025, 2, 3, 5, 0, tzinfo=UTC)),
        ("Mon, 17 Nov 2025 12:00:00 +9900", NOON),
    ],
)
def test_instants(text: str, expected: datetime) -> None:
    assert read_moment(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "вчера", "сегодня, 12:00", "12:00", "Thu, 01 Jan 1970 00:00:00 GMT", "0000-00-00 00:00:00", "0", "2025",
     "Wed, 30 Nov -0001 00:00:00 +0000", "31 ноября 2025 12:00", "2025-13-01", "9999999999999", "17 брюмера 2025"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert read_moment(text) is None


def test_a_time_without_a_zone_is_where_the_feed_is_written() -> None:
    assert read_moment("17.11.2025 15:00", ZoneInfo("Europe/Moscow")) == NOON
    assert read_moment("2025-11-17T14:00:00", ZoneInfo("Europe/Kyiv")) == NOON
    assert read_moment("Mon, 17 Nov 2025 12:00:00") == NOON
    assert read_moment("Mon, 17 Nov 2025 15:00:00 +0300", ZoneInfo("Europe/Kyiv")) == NOON


@given(st.text(alphabet=st.sampled_from("0123456789:-+./TZ янвMonov,GMT") | st.characters(), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or moment.tzinfo is UTC
