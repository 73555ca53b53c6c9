"""From a page, or any address, to its feeds."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AddressRefused, FetchFailed, NotAFeed
from bot.feeds.addresses import addresses_in, is_list_of_addresses, shown_address, written_address
from bot.feeds.discover import MAX_FOUND, FeedLink, feeds_of_page, usual_addresses
from bot.feeds.find import find_feeds
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.guard import AddressGuard
from bot.fetching.reasons import FailureReason
from tests.fetching.conftest import Serve

URL = "https://example.org/news/"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("<html>", []),
        ('<link rel="alternate" type="application/rss+xml" title="Все &amp; сразу" href="/rss">',
         [FeedLink("https://example.org/rss", "Все & сразу")]),
        ('<LINK REL="Alternate" TYPE="Application/Atom+XML; charset=utf-8" HREF="atom.xml">',
         [FeedLink("https://example.org/news/atom.xml", "")]),
        ('<link rel="feed" href="f"><link rel="alternate" type="application/feed+json" href="f.json">',
         [FeedLink("https://example.org/news/f", ""), FeedLink("https://example.org/news/f.json", "")]),
        ('<base href="https://cdn.example.org/x/"><link rel="alternate" type="text/xml" href="rss">',
         [FeedLink("https://cdn.example.org/x/rss", "")]),
        ('<link rel="stylesheet" type="text/css" href="rss.css"><link rel="alternate" hreflang="en" href="/en">', []),
        ('<a href="/rss.xml">Лента</a><a href="/feed/">x</a><a href="/about">RSS</a><a href="/express">нет</a>',
         [FeedLink("https://example.org/rss.xml", "Лента"), FeedLink("https://example.org/feed/", "x"),
          FeedLink("https://example.org/about", "RSS")]),
        ('<a href="/rss">a</a><link rel="alternate" type="application/rss+xml" title="Главная" href="/rss">',
         [FeedLink("https://example.org/rss", "Главная")]),
        ('<link rel="feed" title="Комментарии" href="/c/feed"><link rel="feed" title="Новости" href="/feed">',
         [FeedLink("https://example.org/feed", "Новости"), FeedLink("https://example.org/c/feed", "Комментарии")]),
        ('<a href="javascript:rss()">RSS</a><a href="mailto:rss@example.org">RSS</a><a href="http://[">RSS</a>', []),
    ],
)  # fmt: skip
def test_feeds_of_a_page(markup: str, expected: list[FeedLink]) -> None:
    assert feeds_of_page(markup, URL) == expected


@given(st.text(alphabet=st.sampled_from("<>/='\" ahreflinkss.\n\0") | st.characters(), max_size=100))
def test_no_page_breaks_it(markup: str) -> None:
    assert len(feeds_of_page(markup, URL)) <= MAX_FOUND


def test_a_page_of_links_is_not_followed_without_end() -> None:
    page = "".join(f'<a href="/rss/{number}">RSS</a>' for number in range(5_000))
    assert len(feeds_of_page(page, URL)) == MAX_FOUND


def test_usual_addresses() -> None:
    addresses = usual_addresses("https://example.org/blog/?x=1")
    assert addresses[0] == "https://example.org/blog/feed"
    assert "https://example.org/rss.xml" in addresses
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("@mayak_bereg", "https://t.me/s/mayak_bereg"),
        ("t.me/mayak_bereg", "https://t.me/s/mayak_bereg"),
        ("t.me/@mayak_bereg", "https://t.me/s/mayak_bereg"),
        ("T.me/Mayak_Bereg/12/34,", "https://t.me/s/mayak_bereg"),
        ("tg://resolve?domain=mayak_bereg&post=5", "https://t.me/s/mayak_bereg"),
        ("example.org", "https://example.org/"),
        ("https://example.org#top", "https://example.org/"),
        ("https://example.org?feed=rss2", "https://example.org/?feed=rss2"),
        (" http://example.org/rss ", "http://example.org/rss"),
        ("HTTPS://EXAMPLE.ORG/RSS", "https://example.org/RSS"),
        ("«https://example.org/rss»,", "https://example.org/rss"),
        ("<https://example.org/rss>.", "https://example.org/rss"),
        ("(https://example.org/rss)", "https://example.org/rss"),
        (
            "https://example.org/wiki/Мир_(роман)",
            "https://example.org/wiki/%D0%9C%D0%B8%D1%80_(%D1%80%D0%BE%D0%BC%D0%B0%D0%BD)",
        ),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("feed://example.org/rss", "https://example.org/rss"),
        ("https//example.org/rss", "https://example.org/rss"),
        ("http:/example.org/rss", "http://example.org/rss"),
        ("пример.рф/новости", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
    ],
)
def test_what_a_person_writes(written: str, expected: str) -> None:
    assert written_address(written, AddressGuard()) == expected


@pytest.mark.parametrize("written", ["127.0.0.1", "localhost:22", "file:///etc/passwd", "два слова", "remove", "", "/"])
def test_what_nobody_may_write(written: str) -> None:
    with pytest.raises(AddressRefused):
        written_address(written, AddressGuard())


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("t.me/+AbCdEf123", FailureReason.CHANNEL_PRIVATE),
        ("https://t.me/joinchat/AAAA", FailureReason.CHANNEL_PRIVATE),
        ("https://t.me/c/1234567/89", FailureReason.CHANNEL_PRIVATE),
        ("https://telegram.me/addlist/AAAA", FailureReason.CHANNEL_PRIVATE),
        ("https://t.me/share/url?url=https://example.org", FailureReason.NO_CHANNEL),
        ("t.me", FailureReason.NO_CHANNEL),
        ("@ab", FailureReason.NO_CHANNEL),
    ],
)
def test_what_of_telegram_is_no_public_channel(written: str, reason: FailureReason) -> None:
    with pytest.raises(AddressRefused) as refused:
        written_address(written, AddressGuard())
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected", "nothing_else"),
    [
        ("https://a.example/rss\nb.example, @mayak_bereg", 3, True),
        ("Example.com/rss", 1, True),
        ("президент.рф", 1, False),
        ("Посмотри https://a.example/rss пожалуйста", 1, False),
        ("коалиция желающих", 0, False),
        ("site:bbc.com AT&T 9-11 и/или U.S. т.е. А.С.Пушкин г.Москва", 0, False),
    ],
)
def test_addresses_in_a_text(text: str, expected: int, nothing_else: bool) -> None:
    assert (len(addresses_in(text)), is_list_of_addresses(text)) == (expected, nothing_else)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://t.me/s/mayak_bereg", "@mayak_bereg"),
        (
            "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?a=%26",
            "https://пример.рф/новости?a=%26",
        ),
        ("http://[", "http://["),
        ("Рост на 5%20", "Рост на 5%20"),
    ],
)
def test_what_is_shown_of_an_address(url: str, expected: str) -> None:
    assert shown_address(url) == expected


def rss(title: str, *, item: bool = True) -> str:
    listed = f"<item><title>{title} 1</title></item>" if item else ""
    return f"<rss version='2.0'><channel><title>{title}</title>{listed}</channel></rss>"


@pytest.fixture
async def parsers() -> AsyncIterator[ParserPool]:
    async with ParserPool(1, deadline_s=2) as parsers:
        yield parsers


@pytest.fixture
def site(serve: Serve) -> "Site":
    return Site(serve)


class Site:
    """Pages by their paths; 404 for all others."""

    def __init__(self, serve: Serve) -> None:
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []
        self._serve = serve

    async def start(self, **pages: str) -> str:
        self.pages = {"/" + path.replace("_", "/"): page for path, page in pages.items()}
        return await self._serve(self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path_qs)
        page = self.pages.get(request.path_qs)
        if page is None:
            return web.Response(status=404)
        kind = "text/html" if page.startswith("<html") else "application/xml"
        return web.Response(text=page, content_type=kind)


async def test_a_feed_is_found_at_its_own_address(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    base = await site.start(rss=rss("Лента"))
    (found,) = await find_feeds(f"{base}/rss", fetcher, parsers)
    assert (found.url, found.title, len(found.feed.items)) == (f"{base}/rss", "Лента", 1)


async def test_the_feeds_of_a_page_are_tried(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    page = "<html>" + "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/{name}">'
        for name in ("a", "b", "gone", "page")
    )
    base = await site.start(news=page, a=rss("А"), b=rss(""), page="<html>no feed</html>")
    found = await find_feeds(f"{base}/news", fetcher, parsers)
    assert [(one.url, one.title) for one in found] == [(f"{base}/a", "А"), (f"{base}/b", "b")]


async def test_only_feeds_that_differ_are_to_be_chosen_from(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    page = "<html>" + "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{path}">'
        for path in ("comments/feed", "rss", "atom", "sport")
    )
    base = await site.start(
        news=page, rss=rss("Новости"), atom=rss("Новости"), sport=rss("Спорт"), comments_feed=rss("К")
    )
    found = await find_feeds(f"{base}/news", fetcher, parsers)
    assert [one.url for one in found] == [f"{base}/rss", f"{base}/sport"]
    site.pages["/news"] = '<html><a href="/comments/feed">RSS</a>'
    (only,) = await find_feeds(f"{base}/news", fetcher, parsers)
    assert only.url == f"{base}/comments/feed"


async def test_a_page_of_feeds_is_looked_at(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    base = await site.start(
        news="<html><a href='/about/rss.html'>RSS</a>",
        about_rss_html="<html><a href='/about/rss.html'>RSS</a><a href='/rss/all'>-</a><a href='/rss/sport'>-</a>",
        rss_all=rss("Всё"),
        rss_sport=rss("Спорт"),
    )
    site.pages["/about/rss.html"] = site.pages.pop("/about/rss/html")
    found = await find_feeds(f"{base}/news", fetcher, parsers)
    assert [one.title for one in found] == ["Всё", "Спорт"]
    assert site.asked.count("/about/rss.html") == 1


async def test_the_usual_places_are_tried_until_one_has_something(
    site: Site, fetcher: Fetcher, parsers: ParserPool
) -> None:
    base = await site.start(news="<html>Привет</html>", rss=rss("Пусто", item=False), feed_xml=rss("нет"))
    site.pages |= {"/rss.xml": rss("Лента"), "/atom.xml": rss("Позже")}
    (found,) = await find_feeds(f"{base}/news", fetcher, parsers)
    assert found.url == f"{base}/rss.xml"
    assert "/atom.xml" not in site.asked


@pytest.mark.parametrize(
    ("maker", "place"),
    [
        ("", "/?format=feed&type=rss"), ("", "/rss.xml"), ("", "/rss/"), ("", "/index.xml"), ("", "/feed/"),
        ("", "/?feed=rss2"), ("", "/feeds/posts/default"), ("", "/news/rss/"), ("", "/news?format=feed&type=rss"),
        ("Joomla! - Open Source", "/index.php?format=feed&type=rss"),
        ("Hugo 0.140", "/posts/index.xml"),
        ("TYPO3 CMS", "/?type=100"), ("Wix.com Website Builder", "/blog-feed.xml"), ("Squarespace", "/blog?format=rss"),
    ],
)  # fmt: skip
async def test_where_programs_that_make_sites_put_their_feeds(
    site: Site, fetcher: Fetcher, parsers: ParserPool, maker: str, place: str
) -> None:
    base = await site.start(news=f"<html><head><meta name='generator' content='{maker}'></head>Привет</html>")
    site.pages[place] = rss("Лента")
    (found,) = await find_feeds(f"{base}/news", fetcher, parsers)
    assert found.url == base + place
    if maker:
        assert len(site.asked) <= 8, "what the page shows of its maker goes first"


async def test_forty_requests_are_the_most(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    links = "".join(f"<a href='/rss/{number}'>RSS</a>" for number in range(50))
    base = await site.start(news=f"<html>{links}wordpress joomla drupal ghost hugo</html>")
    for path in ("/rss/1", "/rss/2"):
        site.pages[path] = "<html>" + links.replace("/rss/", "/feed/")
    with pytest.raises(NotAFeed):
        await find_feeds(f"{base}/news", fetcher, parsers)
    assert len(site.asked) == 1 + 40


async def test_a_page_without_feeds_is_named(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    base = await site.start(news="<html>Привет</html>")
    with pytest.raises(NotAFeed) as refused:
        await find_feeds(f"{base}/news", fetcher, parsers)
    assert refused.value.reason == FailureReason.HTML_PAGE
    with pytest.raises(FetchFailed) as failed:
        await find_feeds(f"{base}/nowhere", fetcher, parsers)
    assert failed.value.reason == FailureReason.NOT_FOUND


async def test_a_challenge_is_not_searched_for_feeds(site: Site, fetcher: Fetcher, parsers: ParserPool) -> None:
    base = await site.start(news="<html><title>Just a moment...</title><a href='/rss'>RSS</a></html>", rss=rss("Лента"))
    with pytest.raises(NotAFeed) as refused:
        await find_feeds(f"{base}/news", fetcher, parsers)
    assert refused.value.reason == FailureReason.CHALLENGE_PAGE
    assert site.asked == ["/news"]
