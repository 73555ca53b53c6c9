"""Times as feeds write them."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date, format_time
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.parse import parse
from bot.text.dates import read_moment
from bot.text.regions import region_of

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


@pytest.mark.parametrize(
    ("text", "language", "host", "expected"),
    [
        ("dom, 04 ott 2026 18:55:00 GMT", "", "", "2026-10-04T18:55:00"),
        ("2026-05-30 12:00:33", "zh-cn", "ex.test", "2026-05-30T04:00:33"),
        ("2026-05-30 12:00:33", "", "news.sina.com.cn", "2026-05-30T04:00:33"),
        ("2026-01-17T12:35:9+01:00", "", "", "2026-01-17T11:35:09"),
        ("2026-01-17T1:5:9Z", "", "", "2026-01-17T01:05:09"),
        ("Sat, 17 Jan 2026 9:5:3 +0000", "", "", "2026-01-17T09:05:03"),
        ("Sat, 17 Jan 2026 12:35:09 IST", "", "example.in", "2026-01-17T07:05:09"),
        ("Sat, 17 Jan 2026 12:35:09 IST", "he", "e.com", "2026-01-17T10:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 IST", "en-IE", "e.com", "2026-01-17T11:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 IST", "hi", "e.com", "2026-01-17T07:05:09"),
        ("Sat, 17 Jan 2026 12:35:09 IST", "en", "e.com", "2026-01-17T07:05:09"),
        ("Sat, 17 Jan 2026 12:35:09 IST", "en-us", "ynet.co.il", "2026-01-17T10:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 CST", "", "e.cn", "2026-01-17T04:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 CST", "zh-TW", "e.com", "2026-01-17T04:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 CST", "en-us", "e.com", "2026-01-17T18:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 EST", "", "abc.net.au", "2026-01-17T02:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 PST", "", "gmanews.ph", "2026-01-17T04:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 AST", "ar-SA", "e.com", "2026-01-17T09:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 BST", "bn-BD", "e.com", "2026-01-17T06:35:09"),
        ("Fri, 17 Jul 2026 12:35:09 BST", "en-gb", "e.co.uk", "2026-07-17T11:35:09"),
        ("2026-01-17 12:35:09", "ja", "e.com", "2026-01-17T03:35:09"),
        ("2026-01-17 12:35:09", "", "e.co.kr", "2026-01-17T03:35:09"),
        ("2026-01-17 12:35:09", "", "e.vn", "2026-01-17T05:35:09"),
        ("2026-07-17 12:35:09", "de", "e.com", "2026-07-17T10:35:09"),
        ("2026-01-17 12:35:09", "en-us", "e.in", "2026-01-17T07:05:09"),
        ("2026-01-17 12:35:09", "en", "e.com", "2026-01-17T12:35:09"),
        ("2026-01-17 12:35:09", "ru", "e.com", "2026-01-17T09:35:09"),
        ("2026-01-17 12:35:09", "ru", "e.kz", "2026-01-17T07:35:09"),
        ("2026-01-17 12:35:09", "pt", "e.com.br", "2026-01-17T15:35:09"),
        ("2026-01-17 12:35:09", "", "e.io", "2026-01-17T12:35:09"),
        ("2026年1月17日 12:35", "", "", "2026-01-17T12:35:00"),
        ("2026年1月17日 下午3:05", "zh", "", "2026-01-17T07:05:00"),
        ("2026년 1월 17일 오후 3:05", "ko", "", "2026-01-17T06:05:00"),
        ("2026年1月17日 12時35分09秒", "ja", "", "2026-01-17T03:35:09"),
        ("令和8年1月17日 12時35分", "ja", "", "2026-01-17T03:35:00"),
        ("17 มกราคม 2569 12:35", "th", "", "2026-01-17T05:35:00"),
        ("17 ม.ค. 2569 12:35 น.", "th", "", "2026-01-17T05:35:00"),
        ("۱۴۰۴/۱۰/۲۷ ۱۲:۳۵", "fa", "", "2026-01-17T09:05:00"),
        ("27 دی 1404 12:35", "fa", "", "2026-01-17T09:05:00"),
        ("Sat, 17 Jan 2026 12:35:09 -0000", "", "", "2026-01-17T12:35:09"),
        ("2026-01-17T12:35:09-00:00", "", "", "2026-01-17T12:35:09"),
        ("Sat, 17 Jan 26 12:35 GMT", "", "", "2026-01-17T12:35:00"),
        ("Sat, 17 Jan 2026 24:00:00 GMT", "", "", "2026-01-18T00:00:00"),
        ("1er janvier 2026 à 15h05", "fr-FR", "", "2026-01-01T14:05:00"),
        ("13. Januar 2026, 15:05 Uhr", "de", "", "2026-01-13T14:05:00"),
        ("13 stycznia 2026 r. godz. 15:05", "pl", "", "2026-01-13T14:05:00"),
        ("13.1.2026 klo 15.05", "fi", "", "2026-01-13T13:05:00"),
        ("15:05 13.01.2026", "ru", "", "2026-01-13T12:05:00"),
        ("15:05, 13 января 2026", "ru", "", "2026-01-13T12:05:00"),
        ("12:35 17-01-2026 MSK", "", "", "2026-01-17T09:35:00"),
        ("17/Jan/2026:12:35:09 +0100", "", "", "2026-01-17T11:35:09"),
        ("Sat, 17 OCAK 2026 12:35:09 +0300", "", "", "2026-01-17T09:35:09"),
        ("17 Şubat 2026 Salı 12:35", "tr", "", "2026-02-17T09:35:00"),
        ("17 KASIM 2026 12:35 +0300", "", "", "2026-11-17T09:35:00"),
        ("17 Ağu 2026 12:35 +0300", "", "", "2026-08-17T09:35:00"),
        ("Mi, 17 Mär 2027 12:35:09 +0100", "", "", "2027-03-17T11:35:09"),
        ("mié., 14 de enero de 2026 09:00:00 -0300", "", "", "2026-01-14T12:00:00"),
        ("Qua, 14 Jan 2026 09:00:00 -0300", "", "", "2026-01-14T12:00:00"),
        ("sex, 27 fev 2026 09:00:00 -0300", "", "", "2026-02-27T12:00:00"),
        ("vr, 27 mrt 2026 09:00:00 +0100", "", "", "2026-03-27T08:00:00"),
        ("Чц, 08 сту 2026 09:00:00 +0300", "", "", "2026-01-08T06:00:00"),
        ("Śr, 07 paź 2026 09:00:00 +0200", "", "", "2026-10-07T07:00:00"),
        ("jeu., 06 août 2026 09:00:00 +0200", "", "", "2026-08-06T07:00:00"),
        ("Sat, 17 Jan 2026 12:35:09 GMT+3", "", "", "2026-01-17T09:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 UTC+03:00", "", "", "2026-01-17T09:35:09"),
        ("2026-01-17 12:35:09 Europe/Moscow", "", "", "2026-01-17T09:35:09"),
        ("Fri, 17 Jul 2026 12:35 ET", "", "", "2026-07-17T16:35:00"),
        ("2026-01-17T12:35:09 03:00", "", "", "2026-01-17T09:35:09"),
        ("20260117123509", "", "", "2026-01-17T12:35:09"),
        ("/Date(1768653309000)/", "", "", "2026-01-17T12:35:09"),
        ("1768653309000000", "", "", "2026-01-17T12:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 PM GMT", "", "", "2026-01-17T12:35:09"),
        ("01/17/2026 1:05 PM", "en-US", "", "2026-01-17T13:05:00"),
        ("01/02/2026 1:05 PM", "", "", "2026-01-02T13:05:00"),
        ("01/02/2026 13:05", "en-US", "", "2026-01-02T13:05:00"),
        ("01/02/2026 13:05", "en-GB", "", "2026-02-01T13:05:00"),
        ("Sat Jan 17 12:35:09 CST 2026", "zh-CN", "", "2026-01-17T04:35:09"),
        ("Jan 17 2026 12:35AM", "", "", "2026-01-17T00:35:00"),
        ("17 lis 2026 10:00 +0200", "hr", "e.hr", "2026-10-17T08:00:00"),
        ("17 lis 2026 10:00 +0100", "pl", "e.pl", "2026-11-17T09:00:00"),
        ("Thứ Bảy, 17 tháng 1, 2026 12:35", "vi", "", "2026-01-17T05:35:00"),
        ("Saturday, January 17, 2026 - 12:35", "", "", "2026-01-17T12:35:00"),
        ("Sat, 17 Jan 2026 12:35:09 MEZ", "", "", "2026-01-17T11:35:09"),
        ("Sat, 17 Jan 2026 12:35:09 +5:30", "", "", "2026-01-17T07:05:09"),
        ("Sat, 17 Jan 2026 12:35:09 +530", "", "", "2026-01-17T07:05:09"),
        ("Sat, 17 Jan 2026 12:35:09 GMT+0530 (India Standard Time)", "", "", "2026-01-17T07:05:09"),
        ("Sat,17Jan2026 12:35:09 GMT", "", "", "2026-01-17T12:35:09"),
        ("2026-01-17T12:35:09.123 Z", "", "", "2026-01-17T12:35:09"),
        ("2026-1-7T2:5Z", "", "", "2026-01-07T02:05:00"),
        ("2026-01-17T12:35:60Z", "", "", "2026-01-17T12:35:59"),
        ("Wed, 1 Apr 2026 10:00:00 EEST", "", "", "2026-04-01T07:00:00"),
        ("2026/01/17 12:35", "", "e.com.tw", "2026-01-17T04:35:00"),
        ("17 Jan, 2026", "de", "", "2026-01-16T23:00:00"),
        ("вс, 4 жовт. 2026 10:00:00 +0300", "", "", "2026-10-04T07:00:00"),
        ("субота, 17 січня 2026, 12:35", "uk", "", "2026-01-17T10:35:00"),
        ("17-01-2026 12:35:09", "nl", "", "2026-01-17T11:35:09"),
        ("dom 17 gen 2026, 12.35", "it", "", "2026-01-17T11:35:00"),
    ],
)
def test_times_mean_what_they_do_where_the_feed_is_written(text: str, language: str, host: str, expected: str) -> None:
    moment = read_moment(text, region=region_of(language, f"https://{host}/feed" if host else ""))
    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "url", "country", "zone"),
    [
        ("en-us", "https://news.example.in/feed", "IN", "Asia/Kolkata"),
        ("en-us", "https://news.example/feed", "US", "UTC"),
        ("", "https://news.example.ca/feed", "CA", "UTC"),
        ("ru", "https://news.example/feed", "RU", "Europe/Moscow"),
        ("ru-RU", "https://news.example.by/feed", "BY", "Europe/Minsk"),
        ("", "https://xn--80aswg.xn--p1ai/feed", "RU", "Europe/Moscow"),
        ("", "https://news.example.co.uk/feed", "GB", "Europe/London"),
        ("uk", "https://news.example.io/feed", "UA", "Europe/Kyiv"),
        ("zh-Hant-TW", "", "TW", "Asia/Taipei"),
        ("es", "https://news.example.com/feed", "", "UTC"),
        ("de-DE", "https://news.example.eu/feed", "DE", "Europe/Berlin"),
        ("kk", "https://news.example.kz/feed", "KZ", None),
        ("Russian", "https://[news/", "", "UTC"),
        ("", "https://127.0.0.1/feed", "", "UTC"),
    ],
)
def test_regions(language: str, url: str, country: str, zone: str | None) -> None:
    region = region_of(language, url)
    assert region.country == country
    assert zone is None or str(region.zone) == zone


LOCALES = """
    ru uk be en de fr es pt it nl pl cs sk sl hr hu ro bg sr mk sr_Latn tr az uz sv da nb fi is et lv lt el he ar fa hi
    bn th ka hy kk id ms vi ca gl ky ja ko zh zh_TW pt_PT es_MX fr_CA en_IN de_AT bs
    """.split()  # noqa: SIM905  words read better than a list of strings


@pytest.mark.parametrize("locale", LOCALES)
def test_times_as_the_languages_of_the_world_write_them(locale: str) -> None:
    """CLDR is the oracle: each month, in its shorter and longer forms, with the clock that goes with it."""
    region = region_of(locale.replace("_", "-"), "")
    misread = []
    for number, day, hour in product(range(1, 13), (3, 28), (9, 15, 0)):
        moment = datetime(2026, number, day, hour, 5, 7, tzinfo=region.zone)
        for form in ("medium", "long", "full"):
            named = format_date(moment, form, locale=locale)
            for clock, zone in (
                (f"{hour}:05:07 +0200", timezone(timedelta(hours=2))),
                (clock_of(moment, locale), None),
            ):
                text = f"{named} {clock}"
                read = read_moment(text, region=region)
                if read != moment.replace(tzinfo=zone or region.zone):
                    misread.append((text, read))
            for caps in (named.upper(), named.lower()):
                read = read_moment(f"{caps} {hour}:05:07", region=region)
                if read != moment:
                    misread.append((caps, read))
    assert misread == []


def clock_of(moment: datetime, locale: str) -> str:
    return format_time(moment, "medium", tzinfo=moment.tzinfo, locale=locale)


@pytest.mark.parametrize(("language", "hour"), [("Russian", 9), ("ru-RU", 9), ("ua", 10), ("українська", 10), ("", 12)])
def test_a_feed_tells_its_language_by_a_name_too(language: str, hour: int) -> None:
    item = "<item><title>a</title><pubDate>2026-01-17 12:35:09</pubDate></item>"
    document = f"<rss><channel><language>{language}</language>{item}</channel></rss>"
    (read,) = parse(document.encode(), content_type=None, url="https://news.example/feed").items
    assert read.published_at == datetime(2026, 1, 17, hour, 35, 9, tzinfo=UTC)


@given(st.text(alphabet=st.sampled_from("0123456789:-+./TZ янвMonov,GMT") | st.characters(), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or moment.tzinfo is UTC
