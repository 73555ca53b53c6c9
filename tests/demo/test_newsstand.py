"""The newsstand as a client of it sees it: over HTTP, read by libraries that know nothing of it."""

import calendar
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

import aiohttp
import feedparser
import pytest
from lxml import html

from bot.demo.newsstand import DATA, FeedFormat, Newsstand, Outlet, Publication, StandSource, load_outlets
from bot.fetching.guard import AddressGuard, GuardedResolver
from tests.demo.clock import ManualClock

OUTLETS = load_outlets(DATA)
BASELINE = [(outlet, [item for item in outlet.items if item.minute <= 0]) for outlet in OUTLETS]


@dataclass(frozen=True, slots=True)
class Seen:
    """An item, as a reader of feeds sees it."""

    guid: str
    url: str
    title: str
    content: str
    published_at: datetime


def read(source: StandSource, body: bytes, content_type: str) -> list[Seen]:
    if content_type == "application/feed+json":
        return [
            Seen(
                item["id"],
                urljoin(source.url, item["url"]),
                item["title"],
                item["content_html"],
                datetime.fromisoformat(item["date_published"]),
            )
            for item in json.loads(body)["items"]
        ]
    parsed = feedparser.parse(body, response_headers={"content-type": content_type, "content-location": source.url})
    assert not parsed.bozo, parsed.bozo_exception
    return [
        Seen(
            entry.get("id", ""),
            entry.link,
            html.fromstring(entry.title).text_content() if entry.title_detail.type == "text/html" else entry.title,
            entry.content[0].value if "content" in entry else entry.summary,
            datetime.fromtimestamp(calendar.timegm(entry.published_parsed), UTC),
        )
        for entry in parsed.entries
    ]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def at_localhost() -> aiohttp.TCPConnector:
    """Finds the outlets' hosts as the bot does."""
    return aiohttp.TCPConnector(resolver=GuardedResolver(AddressGuard(allow_private=True), threads=1))


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=at_localhost()) as session:
        yield session


async def items(client: aiohttp.ClientSession, source: StandSource) -> list[Seen]:
    async with client.get(source.url) as response:
        assert response.status == 200
        return read(source, await response.read(), response.headers["Content-Type"])


def source_of(stand: Newsstand, slug: str) -> StandSource:
    return next(source for source in stand.sources if f"//{slug}.localhost:" in source.url)


def write(directory: Path, name: str, text: str) -> Path:
    (directory / name).write_text(text, encoding="utf-8")
    return directory


@pytest.mark.parametrize(("outlet", "baseline"), BASELINE, ids=[outlet.slug for outlet in OUTLETS])
async def test_a_feed_begins_with_its_baseline_in_the_words_of_its_script(
    outlet: Outlet, baseline: list[Publication], clock: ManualClock, client: aiohttp.ClientSession
) -> None:
    async with Newsstand(clock) as stand:
        source = source_of(stand, outlet.slug)
        seen = await items(client, source)
    expected = sorted(baseline, key=lambda item: item.minute, reverse=True)
    assert [item.title for item in seen] == [item.title for item in expected]
    for item, publication in zip(seen, expected, strict=True):
        shown = html.fromstring(f"<div>{item.content}</div>")
        paragraphs = [paragraph.text_content() for paragraph in shown.iter("p")]
        assert paragraphs[0] == publication.paragraphs[0]
        if outlet.full_text:
            assert paragraphs[: len(publication.paragraphs)] == list(publication.paragraphs)
        published_at = clock.now() + timedelta(minutes=publication.minute)
        assert abs(item.published_at - published_at) < timedelta(seconds=1)


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.slug)
async def test_every_link_leads_to_a_page_with_the_whole_article(
    outlet: Outlet, clock: ManualClock, client: aiohttp.ClientSession
) -> None:
    async with Newsstand(clock) as stand:
        clock.advance(60)
        source = source_of(stand, outlet.slug)
        seen = await items(client, source)
        assert len(seen) == len(outlet.items)
        by_title = {publication.title: publication for publication in outlet.items}
        for item in seen:
            async with client.get(item.url) as response:
                assert response.status == 200
                assert response.charset == outlet.encoding
                page = html.fromstring(await response.read())
            publication = by_title[item.title]
            body = page.find_class("article-body")[0]
            assert [p.text_content() for p in body.iter("p")][: len(publication.paragraphs)] == list(
                publication.paragraphs
            )
            assert [link.text_content() for link in body.iter("a")] == list(publication.related)
            assert len(page.find_class("sidebar")[0].findall(".//a")) == len(outlet.items) - 1


async def test_items_come_out_at_their_minute_and_never_from_the_future(
    clock: ManualClock, client: aiohttp.ClientSession
) -> None:
    async with Newsstand(clock, speed=30) as stand:
        began_at = clock.now()
        assert stand.finished_at == began_at + timedelta(minutes=27) / 30
        source = source_of(stand, "meridian")
        baseline = len(await items(client, source))
        new = sorted(item.minute for outlet in OUTLETS if outlet.slug == "meridian" for item in outlet.items)[baseline:]
        for count, minute in enumerate(new):
            clock.advance(minute * 2 - (clock.now() - began_at).total_seconds() - 0.001)
            assert len(await items(client, source)) == baseline + count
            clock.advance(0.002)
            seen = await items(client, source)
            assert len(seen) == baseline + count + 1
            assert seen[0].published_at <= clock.now()


async def test_a_page_is_not_there_before_its_time(clock: ManualClock, client: aiohttp.ClientSession) -> None:
    async with Newsstand(clock) as stand:
        page = urljoin(source_of(stand, "meridian").url, "vashington-pomozhet-razvedkoy")
        async with client.get(page) as response:
            assert response.status == 404
        clock.advance(9)
        async with client.get(page) as response:
            assert response.status == 200
        async with client.get(page.replace("meridian", "nowhere")) as response:
            assert response.status == 404


async def test_a_stand_that_waits_shows_its_baseline_until_it_is_begun(
    clock: ManualClock, client: aiohttp.ClientSession
) -> None:
    async with Newsstand(clock, waits=True) as stand:
        clock.advance(3600)
        assert stand.finished_at is None
        for outlet, baseline in BASELINE:
            assert len(await items(client, source_of(stand, outlet.slug))) == len(baseline)
        stand.begin()
        began_at = clock.now()
        clock.advance(5)
        stand.begin()
        assert stand.finished_at == began_at + timedelta(seconds=27)
        clock.advance(22)
        for outlet in OUTLETS:
            assert len(await items(client, source_of(stand, outlet.slug))) == len(outlet.items)


async def test_it_knows_when_every_feed_was_read(clock: ManualClock, client: aiohttp.ClientSession) -> None:
    async with Newsstand(clock) as stand:
        for source in stand.sources[1:]:
            await items(client, source)
        assert not stand._read.is_set()
        await items(client, stand.sources[0])
        await stand.wait_until_read()


@pytest.mark.parametrize("slug", [outlet.slug for outlet in OUTLETS])
async def test_what_has_not_changed_is_not_sent_again(
    slug: str, clock: ManualClock, client: aiohttp.ClientSession
) -> None:
    async with Newsstand(clock) as stand:
        url = source_of(stand, slug).url
        async with client.get(url) as response:
            etag, modified = response.headers["ETag"], response.headers["Last-Modified"]
        for condition in (
            {"If-None-Match": etag},
            {"If-None-Match": f'"other", {etag}'},
            {"If-None-Match": f"W/{etag}"},
            {"If-Modified-Since": modified},
            {"If-None-Match": etag, "If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        ):
            async with client.get(url, headers=condition) as response:
                assert response.status == 304, condition
                assert await response.read() == b""
        async with client.get(url, headers={"If-None-Match": '"other"', "If-Modified-Since": modified}) as response:
            assert response.status == 200
        clock.advance(30)
        for condition in ({"If-None-Match": etag}, {"If-Modified-Since": modified}):
            async with client.get(url, headers=condition) as response:
                assert response.status == 200, condition
                assert response.headers["ETag"] != etag


async def test_a_date_is_not_told_while_its_second_lasts(clock: ManualClock, client: aiohttp.ClientSession) -> None:
    async with Newsstand(clock) as stand:
        stand.publish("obriy", Publication(title="Новина", text="Щойно.", slug="novyna"))
        url = source_of(stand, "obriy").url
        async with client.get(url) as response:
            assert "Last-Modified" not in response.headers
        clock.advance(1)
        async with client.get(url) as response:
            assert "Last-Modified" in response.headers


async def test_one_can_publish_and_edit(clock: ManualClock, client: aiohttp.ClientSession) -> None:
    news = Publication(title="Срочно: <b>кот</b> & пёс", text="Кот пришёл. ]]> Пёс ушёл.", slug="kot")
    async with Newsstand(clock) as stand:
        source = source_of(stand, "harbour-post")
        clock.advance(0.5)
        out_at = clock.now()
        url = stand.publish("The Harbour Post", news)
        clock.advance(1)
        first = (await items(client, source))[0]
        assert (first.title, first.url) == (news.title, url)
        assert "Кот пришёл. ]]&gt; Пёс ушёл." in first.content
        assert abs(first.published_at - out_at) < timedelta(seconds=1)
        async with client.get(url) as response:
            page = html.fromstring(await response.read())
        assert page.findtext(".//h1") == news.title
        assert stand.publish("harbour-post", replace(news, text="Кот ушёл.")) == url
        edited = (await items(client, source))[0]
        assert (edited.guid, edited.published_at) == (first.guid, first.published_at)
        assert "Кот ушёл." in edited.content
        with pytest.raises(KeyError):
            stand.publish("nobody", news)


async def test_the_habits_of_the_outlets_show(clock: ManualClock, client: aiohttp.ClientSession) -> None:
    async with Newsstand(clock) as stand:
        clock.advance(60)
        bodies = {}
        for outlet in OUTLETS:
            async with client.get(source_of(stand, outlet.slug).url) as response:
                bodies[outlet.slug] = await response.read()
    assert bodies["kurier"].startswith(b'<?xml version="1.0" encoding="windows-1251"?>')
    assert "&lt;p&gt;Фунт арабики".encode("windows-1251") in bodies["kurier"]
    assert "Northlake &amp;amp; Co" in bodies["kurier"].decode("windows-1251")
    assert "&amp;laquo;коалиции желающих&amp;raquo;" in bodies["kurier"].decode("windows-1251")
    assert b"<![CDATA[<p>" in bodies["meridian"]
    assert b"<link>/ledohod</link>" in bodies["severny-kray"]
    assert bodies["severny-kray"].count(b"<item>") == bodies["severny-kray"].count(b"<guid") + 1
    assert b'href="hryvnia-kurs"' in bodies["khvylia"]
    assert {outlet.format for outlet in OUTLETS} == set(FeedFormat)


async def test_texts_of_a_stranger_are_served_as_well(
    clock: ManualClock, client: aiohttp.ClientSession, tmp_path: Path
) -> None:
    write(tmp_path, "ignored.txt", "notes")
    write(
        tmp_path,
        "daily.toml",
        """
        name = "Ежедневник ☂"
        language = "ru"
        encoding = "windows-1251"
        items = [
            {title = "Зонт ☂ подорожал", text = "Первое.\\n\\n  Второе.  "},
            {title = "Дождь кончился", text = "Да.", minute = 2.5},
        ]
        """,
    )
    async with Newsstand(clock, speed=150, data=tmp_path) as stand:
        (source,) = stand.sources
        assert (source.name, source.language, source.category) == ("Ежедневник ☂", "ru", "general")
        (old,) = await items(client, source)
        assert old.title == "Зонт ☂ подорожал"
        assert old.content == "<p>Первое.</p>\n<p>Второе.</p>"
        assert stand.finished_at == clock.now() + timedelta(seconds=1)
        clock.advance(1)
        assert [item.title for item in await items(client, source)] == ["Дождь кончился", "Зонт ☂ подорожал"]
        async with client.get(urljoin(source.url, ".")) as response:
            home = html.fromstring(await response.read())
        assert home.xpath("//link[@rel='alternate']/@href") == [source.url]


async def test_a_stand_needs_a_speed(clock: ManualClock) -> None:
    with pytest.raises(ValueError, match="speed"):
        Newsstand(clock, speed=0)
