"""The stage of polling, against a real server on loopback, with a clock that the tests move."""

from datetime import timedelta
from itertools import pairwise

import pytest
from aiohttp import web

from bot.feeds.workers import ParserPool
from bot.model import (
    Cause,
    ChatKind,
    Failure,
    Language,
    NewSource,
    Notice,
    SourceHealth,
)
from tests.pipeline.scene import Scene, feed


async def test_what_a_source_lists_at_first_is_no_news_and_what_it_adds_is(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз", "два")))
    assert await scene.later() == 1
    assert await scene.news() == []
    (record,) = scene.storage.records
    assert record.welcome == Notice("source-works", {"title": "Вестник", "items": 2})
    scene.server.says("/feed", feed("три", "раз", "два"))
    await scene.later(minutes=20)
    assert await scene.news() == ["три"]
    (source,) = await scene.sources()
    assert (source.title, source.health) == ("Вестник", SourceHealth.WORKING)


async def test_validators_are_echoed_and_once_a_day_the_whole_document_is_asked_for(scene: Scene) -> None:
    etag, modified = 'W/"1 --gzip;x"', "Sun, 01 Mar 2026 11:00:00 +0000"

    def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == etag and request.headers.get("If-Modified-Since") == modified:
            return web.Response(status=304)
        return web.Response(text=feed("раз"), headers={"ETag": etag, "Last-Modified": modified})

    scene.server.answers["/feed"] = answer
    await scene.add(scene.server.base + "/feed")
    await scene.later()
    await scene.later(minutes=30)
    await scene.later(days=1)
    asked = [request.headers.get("If-None-Match") for request in scene.server.requests]
    assert asked == [None, etag, None]
    assert [source.health for source in await scene.sources()] == [SourceHealth.WORKING]


async def test_an_unchanged_body_is_not_parsed_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()

    async def refuse(*_: object, **__: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(ParserPool, "parse", refuse)
    assert await scene.later(minutes=30) == 1
    assert scene.storage.records[-1].state.polled_at == scene.storage.records[-1].at


async def test_a_source_that_fails_is_asked_less_and_less_and_recovers(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    scene.server.refuses("/feed", 503)
    waits = []
    for _ in range(5):
        await scene.later(hours=7)
        record = scene.storage.records[-1]
        waits.append((record.state.next_poll_at - record.at).total_seconds())
    assert all(later > 1.6 * earlier for earlier, later in pairwise(waits)), waits
    (source,) = await scene.sources()
    assert (source.health, source.failure and source.failure.reason) == (SourceHealth.FAILING, "server-error")
    scene.server.says("/feed", feed("раз", "два"))
    await scene.later(hours=7)
    assert await scene.news() == ["два"]
    assert [source.health for source in await scene.sources()] == [SourceHealth.WORKING]


async def test_the_owners_are_told_once_that_it_fails_for_a_day_and_once_that_it_recovers(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    assert scene.sent() == []
    scene.server.refuses("/feed", 403, "text/html")
    await scene.later(hours=7)
    assert scene.sent() == []
    for _ in range(8):
        await scene.later(hours=7)
    assert scene.sent() == ["source-failing"]
    assert [source.failure and source.failure.reason for source in await scene.sources()] == ["challenge-page"]
    scene.server.says("/feed", feed("раз"))
    for _ in range(3):
        await scene.later(hours=7)
    assert scene.sent() == ["source-recovered"]


async def test_a_recovery_is_told_also_when_it_brings_news(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    scene.server.refuses("/feed", 503)
    for _ in range(6):
        await scene.later(hours=7)
    assert scene.sent() == ["source-failing"]
    scene.server.says("/feed", feed("два", "раз"))
    for _ in range(2):
        await scene.later(hours=7)
    assert scene.sent() == ["source-recovered"]
    assert await scene.news() == ["два"]


async def test_a_source_that_is_gone_for_good_retires(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    scene.server.refuses("/feed", 410)
    await scene.later(hours=1)
    assert scene.sent() == ["source-retired"]
    assert await scene.later(days=30) == 0
    assert [source.health for source in await scene.sources()] == [SourceHealth.RETIRED]


async def test_a_new_source_that_is_gone_is_said_to_be_so(scene: Scene) -> None:
    await scene.add(scene.server.refuses("/feed", 410))
    await scene.later()
    (record,) = scene.storage.records
    assert record.welcome is not None
    assert record.welcome.key == "source-retired"


async def test_a_retired_source_can_be_added_again(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    scene.server.refuses("/feed", 410)
    await scene.later(hours=1)
    scene.server.says("/feed", feed("два", "раз"))
    assert await scene.add(scene.server.base + "/feed")
    await scene.later()
    assert [source.health for source in await scene.sources()] == [SourceHealth.WORKING]
    assert await scene.welcomes() == ["source-works", "source-retired", "source-works"]
    assert not await scene.add(scene.server.base + "/feed"), "it works"


async def test_what_fails_is_looked_at_once_more_when_it_is_added_again(scene: Scene) -> None:
    await scene.add(scene.server.refuses("/feed", 503))
    for _ in range(4):
        await scene.later(hours=7)
    scene.server.says("/feed", feed("раз"))
    assert await scene.add(scene.server.base + "/feed")
    await scene.later()
    assert await scene.welcomes() == ["source-fails", "source-works"]


async def test_whoever_adds_another_address_of_its_source_hears_of_it(scene: Scene) -> None:
    await scene.add(scene.server.says("/new", feed("раз")))
    await scene.later()
    await scene.add(scene.server.refuses("/old", 301, Location="/new"))
    await scene.later()
    assert await scene.welcomes() == ["source-works", "source-works"]
    assert len(await scene.sources()) == 1


async def test_a_source_moves_for_good_and_joins_the_one_that_is_there(scene: Scene) -> None:
    await scene.add(scene.server.says("/old", feed("раз")))
    new = scene.server.base + "/new"
    await scene.later()
    scene.server.says("/new", feed("раз", "два"))
    scene.server.refuses("/old", 301, Location=new)
    await scene.later(minutes=20)
    assert [source.url for source in await scene.sources()] == [new]
    assert await scene.news() == ["два"]
    other = await scene.storage.see_chat(2, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, scene.clock.now())
    await scene.add(scene.server.base + "/old", other)
    await scene.later()
    assert {source.url for source in await scene.storage.watched_sources(other.key)} == {new}
    assert len(await scene.storage.known_sources()) == 1
    await scene.later(minutes=20)
    assert await scene.news() == ["два"], "still the same one"


async def test_what_comes_along_at_its_former_address_loses_nothing_at_a_restart(scene: Scene) -> None:
    scene.server.says("/new", feed("раз"))
    old = NewSource(scene.server.refuses("/old", 301, Location="/new"), "Вестник", "ru", "ru/general")
    await scene.storage.load_pack([old], scene.clock.now())
    await scene.later()
    scene.server.says("/new", feed("два", "раз"))
    await scene.storage.load_pack([old], scene.clock.now())
    assert [one.url for one in await scene.storage.known_sources()] == [scene.server.base + "/new"]
    await scene.later(hours=1)
    assert await scene.news() == ["два"]


async def test_what_is_first_seen_by_way_of_another_address_is_news_to_whoever_watches(scene: Scene) -> None:
    await scene.add(scene.server.says("/new", feed("раз")))
    await scene.later()
    scene.server.says("/new", feed("два", "раз"))
    other = await scene.storage.see_chat(2, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, scene.clock.now())
    await scene.add(scene.server.refuses("/old", 301, Location="/new"), other)
    for source in await scene.poll.claim(1):
        await scene.poll.poll(source)
    await scene.later(hours=1)
    assert await scene.news() == ["два"]


async def test_a_page_with_one_feed_becomes_that_feed(scene: Scene) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    await scene.add(
        scene.server.says("/", f"<html><head>{link}</head><body>Добро пожаловать</body></html>", "text/html")
    )
    scene.server.says("/rss", feed("раз"))
    await scene.later()
    assert [(one.url, one.health) for one in await scene.sources()] == [
        (scene.server.base + "/rss", SourceHealth.WORKING)
    ]


async def test_a_page_with_several_feeds_asks_which(scene: Scene) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("news", "sport"))
    await scene.add(
        scene.server.says("/", f"<html><head>{links}</head><body>Добро пожаловать</body></html>", "text/html")
    )
    scene.server.says("/news", feed("раз", name="Новости"))
    scene.server.says("/sport", feed("два", name="Спорт"))
    await scene.later()
    (record,) = scene.storage.records
    assert record.welcome is not None
    assert [(choice.label, choice.address) for choice in record.welcome.choices] == [
        ("Новости", scene.server.base + "/news"),
        ("Спорт", scene.server.base + "/sport"),
    ]
    assert await scene.sources() == []


async def test_feeds_of_the_same_name_can_be_told_apart(scene: Scene) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{path}">' for path in ("a/rss", "b/rss"))
    await scene.add(scene.server.says("/", f"<html><head>{links}</head><body>-</body></html>", "text/html"))
    scene.server.says("/a/rss", feed("раз", name="RSS"))
    scene.server.says("/b/rss", feed("два", name="RSS"))
    await scene.later()
    (record,) = scene.storage.records
    assert record.welcome is not None
    assert [choice.label for choice in record.welcome.choices] == ["/a/rss · RSS", "/b/rss · RSS"]


@pytest.mark.parametrize("imported", [True, False])
async def test_a_page_with_several_feeds_is_not_asked_for_ever(scene: Scene, imported: bool) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{name}">' for name in ("news", "sport"))
    page = NewSource(
        scene.server.says("/", f"<html><head>{links}</head><body>-</body></html>", "text/html"), pack="own"
    )
    scene.server.says("/news", feed("раз", name="Новости"))
    scene.server.says("/sport", feed("два", name="Спорт"))
    if imported:
        await scene.storage.add_sources([page], scene.chat.key, scene.clock.now(), Cause("import"))
    else:
        await scene.storage.share_sources([page], scene.clock.now())
    for _ in range(12):
        await scene.later(minutes=5)
    assert await scene.welcomes() == (["source-several"] if imported else [])
    assert len(scene.storage.records) == 1 if imported else 1 < len(scene.storage.records) < 10
    known = [(one.health, one.failure and one.failure.reason) for one in await scene.storage.known_sources()]
    assert known == ([] if imported else [(SourceHealth.FAILING, "several-feeds")])


async def test_a_page_without_feeds_fails_and_says_so(scene: Scene) -> None:
    await scene.add(scene.server.says("/", "<html><body>Добро пожаловать</body></html>", "text/html"))
    await scene.later()
    (record,) = scene.storage.records
    assert record.welcome is not None
    assert (record.welcome.key, record.welcome.failure and record.welcome.failure.reason) == (
        "source-is-page",
        "html-page",
    )


async def test_a_page_without_feeds_is_searched_when_it_is_met_and_now_and_then(scene: Scene) -> None:
    await scene.add(scene.server.says("/", "<html><body>Добро пожаловать</body></html>", "text/html"))
    asked = []
    for _ in range(10):
        scene.server.requests.clear()
        await scene.later(hours=7)
        asked.append(len(scene.server.requests))
    assert [count > 5 for count in asked] == [True, *[False] * 7, True, False]
    assert min(asked) == 1


async def test_a_source_that_is_silent_against_its_habit_is_reported_once(scene: Scene) -> None:
    titles = ["начало"]
    await scene.add(scene.server.says("/feed", feed(*titles)))
    await scene.later()
    for number in range(5):
        titles.insert(0, f"новость {number}")
        scene.server.says("/feed", feed(*titles))
        await scene.later(hours=1)
    assert scene.sent() == []
    for _ in range(6):
        await scene.later(days=1)
    assert scene.sent() == ["source-silent"]


async def test_what_fails_twice_a_day_apart_is_not_said_to_have_failed_all_day(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    scene.server.refuses("/feed", 503)
    await scene.later(hours=1)
    await scene.later(days=2)  # the machine slept
    assert scene.sent() == []
    await scene.later(hours=1)
    assert scene.sent() == ["source-failing"]


async def test_a_clock_that_leapt_makes_no_source_silent_and_no_failure_last(scene: Scene) -> None:
    titles = ["начало"]
    await scene.add(scene.server.says("/feed", feed(*titles)))
    await scene.add(scene.server.says("/bad", feed("раз")))
    await scene.later()
    for number in range(3):
        titles.insert(0, f"новость {number}")
        scene.server.says("/feed", feed(*titles))
        await scene.later(hours=1)
    scene.server.refuses("/bad", 503)
    for _ in range(3):
        await scene.later(hours=1)
    scene.has_leapt.append(True)
    for _ in range(3):
        await scene.later(days=400)
    assert scene.sent() == []
    scene.clock.move(days=-1_200)
    await scene.storage.bring_back(scene.clock.now(), timedelta(days=1_200))
    scene.has_leapt.clear()
    scene.server.says("/bad", feed("раз"))
    await scene.later(hours=7)
    assert scene.sent() == []
    titles.insert(0, "новость после всего")
    scene.server.says("/feed", feed(*titles))
    await scene.later(hours=1)
    assert scene.sent() == []
    assert (await scene.news())[-1] == "новость после всего"


async def test_a_clock_that_was_wrong_puts_nothing_off(scene: Scene) -> None:
    scene.clock.move(days=3_650)
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.add(scene.server.refuses("/busy", 429))
    await scene.later()
    scene.clock.move(days=-3_650)
    assert await scene.later(hours=1) == 0
    await scene.storage.tidy(scene.clock.now())
    assert await scene.later(minutes=1) == 2


async def test_a_host_that_asks_for_fewer_requests_is_left_alone_with_all_its_sources(scene: Scene) -> None:
    await scene.add(scene.server.refuses("/one", 429, **{"Retry-After": "1800"}))
    await scene.later()
    await scene.add(scene.server.says("/two", feed("раз")))
    assert await scene.later(minutes=20) == 0
    assert await scene.later(minutes=20) == 2


async def test_a_bad_source_hurts_only_itself(scene: Scene) -> None:
    await scene.add(scene.server.says("/bomb", "\x01\x02 не лента"))
    await scene.add("http://127.0.0.1:1/feed")
    await scene.add(scene.server.says("/good", feed("раз")))
    await scene.later()
    healths = {source.url.rpartition("/")[2]: source.health for source in await scene.sources()}
    assert healths["good"] is SourceHealth.WORKING
    assert healths["bomb"] is healths["feed"] is SourceHealth.FAILING


async def test_what_is_listed_for_months_is_no_news_when_the_source_says_something_at_last(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз", "два")))
    await scene.later()
    for _ in range(5):
        assert await scene.later(days=25) == 1
        await scene.storage.tidy(scene.clock.now())
    scene.server.says("/feed", feed("новое", "раз", "два"))
    await scene.later(days=1)
    assert await scene.news() == ["новое"]


async def test_a_source_that_is_back_after_months_brings_only_what_came_meanwhile(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз", "два")))
    await scene.later()
    scene.server.refuses("/feed", 500)
    for _ in range(5):
        assert await scene.later(days=25) == 1
        await scene.storage.tidy(scene.clock.now())
    scene.server.says("/feed", feed("новое", "ещё одно", "раз"))
    await scene.later(days=1)
    assert await scene.news() == ["ещё одно", "новое"]


async def test_what_is_listed_no_more_is_forgotten_after_ninety_days_and_not_before(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз", "два")))
    await scene.later()
    scene.server.says("/feed", feed("два"))
    await scene.later(days=2)

    async def comes_again(**time: float) -> list[str]:
        scene.clock.move(**time)
        await scene.storage.tidy(scene.clock.now())
        scene.server.says("/feed", feed("два", "раз"))
        await scene.later(minutes=30)
        return await scene.news()

    assert await comes_again(days=87) == []
    scene.server.says("/feed", feed("два"))
    await scene.later(days=2)
    assert await comes_again(days=91) == ["раз"]


async def test_what_a_source_had_while_nobody_watched_it_is_no_news(scene: Scene) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()
    (source,) = await scene.sources()
    await scene.storage.drop_sources([source.id], scene.chat.key, scene.clock.now(), Cause("drop"))
    await scene.later(hours=25)
    await scene.storage.tidy(scene.clock.now())
    scene.server.says("/feed", feed("два", "раз"))
    assert await scene.later(days=30) == 0
    await scene.add(source.url)
    assert await scene.later() == 1
    assert await scene.news() == []
    scene.server.says("/feed", feed("три", "два", "раз"))
    await scene.later(hours=1)
    assert await scene.news() == ["три"]


def news_sitemap(*titles: str) -> str:
    pages = "".join(
        f"<url><loc>https://one.example/{title}</loc><n:news><n:publication><n:name>Вестник</n:name></n:publication>"
        f"<n:title>{title}</n:title></n:news></url>"
        for title in titles
    )
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f"<urlset {spaces}>{pages}</urlset>"


def sitemap_index(scene: Scene, *parts: str) -> str:
    listed = "".join(f"<sitemap><loc>{scene.server.base}{part}</loc></sitemap>" for part in parts)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'


async def test_the_parts_of_a_sitemap_are_read_also_while_its_index_stays_the_same(scene: Scene) -> None:
    scene.server.says("/news-1", news_sitemap("раз"))
    scene.server.says("/news-2", news_sitemap("два"))
    index = sitemap_index(scene, "/news-1", "/news-2", "/news-gone")
    await scene.add(scene.server.says("/sitemap.xml", index, "application/xml", ETag='"1"'))
    await scene.later()
    (source,) = await scene.sources()
    assert (source.title, source.health) == ("Вестник", SourceHealth.WORKING)
    scene.server.says("/news-2", news_sitemap("три", "два"))
    await scene.later(hours=1)
    assert await scene.news() == ["три"]


async def test_a_sitemap_of_which_no_part_can_be_read_fails(scene: Scene) -> None:
    scene.server.refuses("/news-1", 503)
    await scene.add(scene.server.says("/sitemap.xml", sitemap_index(scene, "/news-1"), "application/xml"))
    await scene.later()
    (source,) = await scene.sources()
    assert source.failure is not None
    assert source.failure.reason == "server-error"


async def test_what_a_document_asks_for_holds_also_while_it_is_unchanged(scene: Scene) -> None:
    asks = "<ttl>8</ttl><skipHours><hour>13</hour></skipHours><skipDays><day>Friday</day></skipDays>"
    await scene.add(scene.server.says("/feed", feed("раз").replace("<title>Вестник", asks + "<title>Вестник")))
    await scene.later()
    for _ in range(8):
        await scene.later(minutes=10)
    waits = [record.state.next_poll_at - record.at for record in scene.storage.records]
    assert len(waits) > 3
    assert min(waits) >= timedelta(minutes=8)
    last = scene.storage.records[-1].state
    assert (last.ttl_s, sorted(last.skip_hours), sorted(last.skip_days)) == (480, [13], [4])
    assert all(record.state.next_poll_at.hour != 13 for record in scene.storage.records)


async def test_a_document_that_breaks_its_reader_breaks_nothing_else(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.add(scene.server.says("/feed", feed("раз")))
    await scene.later()

    def read(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.feeds.workers.parse", read)
    scene.server.says("/feed", feed("два"))
    await scene.later(hours=1)
    (source,) = await scene.sources()
    assert source.failure == Failure("too-complex", "ZeroDivisionError")
    assert "broke its poll" in caplog.text
