"""The stage that reads pages, on real servers: what comes of a page, and what of its article."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from aiohttp import web

from bot.articles.page import ArticlePage, PageReader
from bot.articles.wanted_pages import PageWaits
from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import FetchLimits
from bot.fetching.guard import AddressGuard
from bot.model import BootId, Cause, ChatKind, Language, Lease, NewSource, SourceSettings, WaitingArticle
from bot.pipeline.poll import Poll
from bot.pipeline.read import PAGE_KINDS, Read
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock

TITLE = "Порт Северного возобновил погрузку зерна"
LEAD = "Порт Северного возобновил погрузку зерна после шторма, сообщила администрация."
PARAGRAPHS = (
    LEAD,
    "Первым к причалу подошёл балкер под флагом Панамы, он простоял на рейде четверо суток.",
    "По словам начальника смены Олега Ветрова, краны осмотрели ночью и повреждений не нашли.",
    "Очередь судов администрация обещает разобрать за неделю, если прогноз не ухудшится снова.",
    "Наблюдатели «коалиции желающих» осмотрели склады и остались довольны увиденным в порту.",
)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def page(*paragraphs: str, title: str = TITLE, head: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang=ru><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


@dataclass
class Site:
    """A site with a feed and pages."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    seen: list[web.Request] = field(default_factory=list)
    items: list[tuple[str, str, str]] = field(default_factory=list)
    """Of each item the path, the title and the text."""

    def says(self, path: str, text: str = "", kind: str = "text/html", status: int = 200, **headers: str) -> None:
        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(text=text, content_type=kind, status=status, headers=headers)

        self.answers[path] = answer

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/feed"):
            return web.Response(text=self._feed(), content_type="application/rss+xml")
        self.asked.append(request.path)
        self.seen.append(request)
        answer = self.answers.get(request.path)
        return web.Response(status=404) if answer is None else await answer(request)

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{path if '://' in path else self.base + path}</link>"
            f"<guid>{path}</guid><description>{text}</description></item>"
            for path, title, text in self.items
        )
        return f'<rss version="2.0"><channel><title>Вестник</title>{items}</channel></rss>'


@dataclass
class Scene:
    site: Site
    clock: SteppedClock
    storage: SqliteStorage
    poll: Poll
    read: Read

    async def publish(self, path: str = "/1", title: str = TITLE, text: str = LEAD) -> None:
        """List one more item, and poll the feed."""
        self.site.items.insert(0, (path, title, text))
        await self.polled()

    async def polled(self) -> None:
        self.clock.move(minutes=11)
        (source,) = await self.poll.claim(10)
        await self.poll.poll(source)
        self.clock.move(seconds=2)  # past the spacing of the host, so that pages may have their turn

    async def pages(self, **later: float) -> int:
        """Read the pages that are due then; how many there were."""
        self.clock.move(**later)
        read = 0
        while claimed := await self.read.claim(10):
            await asyncio.gather(*map(self.read.read, claimed))
            read += len(claimed)
            self.clock.move(seconds=0.5)
        return read

    async def readable(self) -> list[WaitingArticle]:
        lease = Lease(BootId("test"), self.clock.now())
        return [one for one in await self.storage.claim_waiting_articles(self.clock.now(), 200, lease) if one.is_news]

    async def article(self) -> WaitingArticle:
        (article,) = await self.readable()
        return article


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    site.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield site
    await runner.cleanup()


@pytest.fixture
async def scene(database: Path, site: Site) -> AsyncIterator[Scene]:
    clock, boot = SteppedClock(), BootId("test")
    guard = AddressGuard(allow_private=True)
    limits = FetchLimits(connect_s=1, first_byte_s=1, total_s=1, received_bytes=200_000)
    agent = "Dozor/1 (test)"
    async with (
        SqliteStorage(str(database)) as storage,
        ParserPool(1, 30) as parsers,
        PageReader(1, 30) as reader,
        Fetcher(guard, user_agent=agent) as fetcher,
        Fetcher(guard, user_agent=agent, limits=limits, accept=PAGE_KINDS) as page_fetcher,
    ):
        poll = Poll(
            storage,
            fetcher,
            parsers,
            Schedule(60, 600),
            clock=clock,
            random=Random(1),
            boot=boot,
            sources=Bell(),
            articles=Bell(),
            page_waits=PageWaits(15),
        )
        read = Read(
            storage, page_fetcher, reader, user_agent=agent, clock=clock, boot=boot, pages=Bell(), articles=Bell()
        )
        chat = await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())
        site.items.append(("/old", "Старое", ""))
        await storage.add_source(NewSource(f"{site.base}/feed"), chat.key, clock.now(), Cause("1"))
        scene = Scene(site, clock, storage, poll, read)
        await scene.polled()
        assert site.asked == []  # what is no news has no page
        yield scene


async def test_the_fifth_paragraph_is_read_before_the_article_is_matched(scene: Scene) -> None:
    scene.site.says("/1", page())
    await scene.publish()
    assert await scene.readable() == []
    assert await scene.pages() == 1
    article = await scene.article()
    assert (article.title, article.text) == (TITLE, "\n".join(PARAGRAPHS))
    assert scene.site.asked == ["/robots.txt", "/1"]
    assert scene.site.seen[1].headers["Accept"] == PAGE_KINDS


async def test_a_feed_that_brings_the_whole_text_needs_no_page(scene: Scene) -> None:
    await scene.publish(text="Порт Северного возобновил погрузку зерна после шторма. " * 40)
    assert len(await scene.readable()) == 1
    assert await scene.pages() == 0


async def test_what_only_the_feed_says_is_kept(scene: Scene) -> None:
    scene.site.says("/1", page(*PARAGRAPHS[1:]))
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text.split("\n") == list(PARAGRAPHS)


async def test_pages_of_a_source_that_somebody_added_are_extracted_one_at_a_time(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way, most = 0, 0
    read = PageReader.read

    async def watched(reader: PageReader, page: bytes, *, url: str, content_type: str | None) -> ArticlePage:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            return await read(reader, page, url=url, content_type=content_type)
        finally:
            under_way -= 1

    monkeypatch.setattr(PageReader, "read", watched)
    for number in (1, 2):
        scene.site.says(f"/{number}", page())
        scene.site.items.insert(0, (f"/{number}", f"{TITLE}: {number}", LEAD))
    await scene.polled()
    first = await scene.read.claim(1)
    scene.clock.move(seconds=1)
    second = await scene.read.claim(1)
    await asyncio.gather(*map(scene.read.read, (*first, *second)))
    assert len(await scene.readable()) == 2
    assert most == 1


async def test_robots_txt_is_respected_and_asked_for_once_a_day(scene: Scene) -> None:
    scene.site.says("/robots.txt", "User-agent: dozor\nDisallow: /closed/", kind="text/plain")
    for path in ("/open/1", "/closed/1", "/closed/2"):
        scene.site.says(path, page())
    await scene.publish("/closed/1")
    await scene.pages()
    assert (await scene.article()).text == LEAD
    await scene.publish("/open/1")
    await scene.pages()
    assert scene.site.asked == ["/robots.txt", "/open/1"]
    scene.clock.move(days=1)
    scene.site.says("/robots.txt", status=404)
    await scene.publish("/closed/2")
    await scene.pages()
    assert scene.site.asked[2:] == ["/robots.txt", "/closed/2"]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
async def test_a_page_that_is_refused_is_not_asked_for_again(scene: Scene, status: int) -> None:
    scene.site.says("/1", "нет", status=status)
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text == LEAD
    assert await scene.pages(hours=1) == 0


async def test_a_page_that_fails_is_tried_thrice_and_its_article_does_not_wait(scene: Scene) -> None:
    scene.site.says("/1", "потом", status=500)
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text == LEAD
    assert await scene.pages(seconds=29) == 0
    assert await scene.pages(seconds=1) == 1
    assert await scene.pages(minutes=5) == 1
    assert await scene.pages(hours=1) == 0
    assert scene.site.asked.count("/1") == 3


async def test_a_page_that_comes_at_the_second_attempt_is_matched_again(scene: Scene) -> None:
    scene.site.says("/1", "потом", status=503)
    await scene.publish()
    await scene.pages()
    before = await scene.article()
    scene.site.says("/1", page())
    await scene.pages(minutes=2)
    after = await scene.article()
    assert (after.id, after.number) == (before.id, before.number)
    assert "коалиции желающих" in after.text
    assert "коалиции желающих" not in before.text


async def test_a_page_that_hangs_holds_its_article_up_for_fifteen_seconds(scene: Scene) -> None:
    async def hang(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(3600)
        return web.Response()

    scene.site.answers["/1"] = hang
    await scene.publish()
    (claimed,) = await scene.read.claim(10)
    reading = asyncio.create_task(scene.read.read(claimed))
    scene.clock.move(seconds=12)
    await scene.read.claim(10)
    assert await scene.readable() == []
    scene.clock.move(seconds=1)
    await scene.read.claim(10)
    assert (await scene.article()).text == LEAD
    await reading


async def test_after_a_host_has_failed_several_times_nobody_waits_for_its_pages(scene: Scene) -> None:
    for number in range(4):
        scene.site.says(f"/{number}", "нет", status=500)
        scene.site.items.insert(0, (f"/{number}", f"{TITLE}: {number}", LEAD))
    await scene.polled()
    assert await scene.readable() == []
    assert await scene.pages() == 3
    assert len(await scene.readable()) == 4
    await scene.publish("/9")
    await scene.pages()
    asked = len(scene.site.asked)
    assert len(await scene.readable()) == 5
    feed = await scene.storage.known_sources()
    assert feed[0].failure is None
    scene.site.says("/9", page())
    assert await scene.pages(seconds=40) > 0
    assert len(scene.site.asked) > asked


@pytest.mark.parametrize(
    "text",
    [
        page(
            *["Мы используем файлы cookie, чтобы сайт работал лучше, и просим согласия."] * 9,
            title="Согласие",
        ),
        page(*["Мы используем файлы cookie, чтобы сайт работал лучше, и просим согласия."] * 9, title=TITLE),
        page("Войдите, чтобы читать дальше.", title=TITLE),
        page(*["Курс доллара вырос, курс евро упал, биржа закрылась, аналитики ждут отчёта."] * 9, title="Главное"),
        "",
        "<html></html>",
    ],
)
async def test_what_is_not_the_article_does_not_replace_what_the_feed_says(scene: Scene, text: str) -> None:
    scene.site.says("/1", text)
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text == LEAD


async def test_a_removed_article_that_leads_to_the_front_page_keeps_its_text(scene: Scene) -> None:
    scene.site.says("/", page())
    scene.site.says("/1", status=302, Location="/")
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text == LEAD


async def test_a_page_may_redirect(scene: Scene) -> None:
    scene.site.says("/moved", page())
    scene.site.says("/1", status=302, Location=f"{scene.site.base.replace('127.0.0.1', 'localhost')}/moved")
    await scene.publish()
    await scene.pages()
    assert "коалиции желающих" in (await scene.article()).text


async def test_a_document_of_another_kind_is_no_page(scene: Scene) -> None:
    scene.site.says("/1", "%PDF-1.7", kind="application/pdf")
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text == LEAD


async def test_a_page_beyond_the_limit_is_not_read_and_not_asked_for_again(scene: Scene) -> None:
    scene.site.says("/1", page() + " " * 300_000)
    await scene.publish()
    await scene.pages()
    assert (await scene.article()).text == LEAD
    assert await scene.pages(hours=1) == 0


async def test_a_source_without_pages_and_a_post_of_a_channel_have_none(scene: Scene) -> None:
    (source,) = await scene.storage.known_sources()
    await scene.storage.set_source(source.key, lambda _: SourceSettings(reads_pages=False), scene.clock.now())
    await scene.publish()
    assert len(await scene.readable()) == 1
    assert await scene.pages() == 0


async def test_a_hundred_items_at_once_are_all_matched_and_the_newest_first_have_their_pages(scene: Scene) -> None:
    for number in range(100):
        scene.site.says(f"/{number}", page())
        scene.site.items.insert(0, (f"/{number}", f"{TITLE}: {number}", LEAD))
    await scene.polled()
    at_once = await scene.readable()
    assert len(at_once) == 70  # the others can have their pages within 15 s
    await scene.pages()
    assert [path for path in scene.site.asked if path != "/robots.txt"] == [f"/{n}" for n in reversed(range(100))]
    everything = await scene.readable()
    assert len(everything) == 100
    assert all("коалиции желающих" in one.text for one in everything)


async def test_a_page_that_several_feeds_list_is_asked_for_once(scene: Scene) -> None:
    chat = await scene.storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, scene.clock.now())
    await scene.storage.add_source(NewSource(f"{scene.site.base}/feed/2"), chat.key, scene.clock.now(), Cause("2"))
    for _ in range(2):
        scene.clock.move(seconds=10)
        for source in await scene.poll.claim(10):
            await scene.poll.poll(source)
    scene.site.says("/1", page())
    scene.site.items.insert(0, ("/1", TITLE, LEAD))
    scene.clock.move(minutes=11)
    for _ in range(3):
        for source in await scene.poll.claim(10):
            await scene.poll.poll(source)
        scene.clock.move(seconds=2)
    assert await scene.pages() == 2
    assert scene.site.asked == ["/robots.txt", "/1"]
    assert ["коалиции желающих" in one.text for one in await scene.readable()] == [True, True]


async def test_a_page_that_a_feed_of_another_site_has_listed_is_read_anew(scene: Scene) -> None:
    stranger = f"{scene.site.base.replace('127.0.0.1', 'localhost')}/feed"
    chat = await scene.storage.see_chat(2, ChatKind.PRIVATE, "Boris", Language.RUSSIAN, scene.clock.now())
    await scene.storage.add_source(NewSource(stranger), chat.key, scene.clock.now(), Cause("2"))
    await _all_polled(scene)
    scene.site.says("/1", page())
    scene.site.items.insert(0, ("/1", TITLE, LEAD))
    await _all_polled(scene)
    assert await scene.pages() == 2
    assert scene.site.asked.count("/1") == 2


async def _all_polled(scene: Scene) -> None:
    scene.clock.move(minutes=11)
    for _ in range(3):
        for source in await scene.poll.claim(10):
            await scene.poll.poll(source)
        scene.clock.move(seconds=2)


async def test_canonical_addresses_are_taken_over_within_the_site(scene: Scene) -> None:
    head = f'<link rel=canonical href="{scene.site.base}/news/port-severnogo-zerno-20261">'
    scene.site.says("/only/port-severnogo-zerno-20261", page(head=head))
    await scene.publish("/only/port-severnogo-zerno-20261")
    await scene.pages()
    assert (await scene.article()).canonical_url.endswith("/news/port-severnogo-zerno-20261")


async def test_a_page_that_leads_into_a_private_network_is_refused(scene: Scene) -> None:
    scene.site.says("/1", page())
    await scene.publish()
    async with (
        Fetcher(AddressGuard(), user_agent="Dozor/1") as strict,
        PageReader(1, 30) as reader,
    ):
        read = Read(
            scene.storage,
            strict,
            reader,
            user_agent="Dozor/1",
            clock=scene.clock,
            boot=BootId("test"),
            pages=Bell(),
            articles=Bell(),
        )
        (claimed,) = await read.claim(1)
        await read.read(claimed)
    assert scene.site.asked == []
    assert (await scene.article()).text == LEAD
    assert await scene.pages(hours=1) == 0
