"""Whose an address is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.pack import default_pack
from bot.feeds.sites import counted_site, registered_site, speaks_for

OUTLETS = {
    "https://feeds.bbci.co.uk/news/world/rss.xml": "https://www.bbc.com/news/articles/c1 https://www.bbc.co.uk/news/c1",
    "https://feeds.bbci.co.uk/russian/rss.xml": "https://www.bbc.com/russian/articles/c1",
    "https://feeds.a.dj.com/rss/RSSWorldNews.xml": "https://www.wsj.com/world/europe/article-1",
    "https://rss.unian.net/site/news_ukr.rss": "https://www.unian.ua/war/1.html https://health.unian.ua/1.html",
    "https://rss.unian.net/site/news_rus.rss": "https://www.unian.net/war/1.html",
    "https://rss.unian.net/site/news_eng.rss": "https://www.unian.info/war/1.html",
    "https://www.unn.com.ua/rss/news_uk.xml": "https://unn.ua/news/1",
    "https://rssexport.rbc.ru/rbcnews/news/30/full.rss": "https://www.rbc.ru/politics/27/11/2026/1 https://sportrbc.ru/1",
    "https://www.interfax.ru/rss.asp": "https://www.interfax.ru/world/1 https://www.sport-interfax.ru/1",
    "https://rss.nytimes.com/services/xml/rss/nyt/HomePage.xml": "https://www.nytimes.com/2026/11/27/world/1.html",
    "http://feeds.washingtonpost.com/rss/world": "https://www.washingtonpost.com/world/2026/11/27/1/",
    "https://rss.dw.com/rdf/rss-en-all": "https://www.dw.com/en/a-1 https://p.dw.com/p/1",
    "https://www.pravda.com.ua/rss/": "https://www.epravda.com.ua/news/1 https://www.eurointegration.com.ua/news/1",
    "https://ru.interfax.com.ua/news/last.rss": "https://ru.interfax.com.ua/news/political/1.html",
    "https://russian.rt.com/rss": "https://russian.rt.com/world/news/1",
    "https://www.theguardian.com/world/rss": "https://www.theguardian.com/world/2026/nov/27/1",
    "http://www.npr.org/rss/rss.php?id=1001": "https://www.npr.org/2026/11/27/1",
}


def test_every_source_of_the_default_pack_speaks_for_the_articles_of_its_outlet() -> None:
    pack = {source.url: source for source in default_pack()}
    for url, source in pack.items():
        assert source.sites, url
        assert registered_site(url)
    for url, addresses in OUTLETS.items():
        sites = {registered_site(url), *pack[url].sites}
        for address in addresses.split():
            assert speaks_for(sites, address), address


def test_no_source_of_the_default_pack_speaks_for_another_outlet() -> None:
    outlets: dict[str, set[str]] = {}
    for source in default_pack():
        for site in {registered_site(source.url), *source.sites}:
            outlets.setdefault(site, set()).add(registered_site(source.url))
    shared = {site: sources for site, sources in outlets.items() if len(sources) > 1}
    assert shared == {"themoscowtimes.com": {"moscowtimes.ru", "themoscowtimes.com"}}


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://feeds.news.example.co.uk:8080/rss", "example.co.uk"),
        ("https://EXAMPLE.org./", "example.org"),
        ("https://пример.рф/новость", "xn--e1afmkfd.xn--p1ai"),
        ("https://новости.пример.рф/", "xn--e1afmkfd.xn--p1ai"),
        ("https://xn--e1afmkfd.xn--p1ai/", "xn--e1afmkfd.xn--p1ai"),
        ("https://outlet.com.ua/1", "outlet.com.ua"),
        ("https://com.ua/1", ""),
        ("https://anna.github.io/feed.xml", "anna.github.io"),
        ("https://github.io/", ""),
        ("https://anna.blogspot.com/feeds/posts/default", "anna.blogspot.com"),
        ("https://bucket.s3.amazonaws.com/feed.xml", "bucket.s3.amazonaws.com"),
        ("https://s3.amazonaws.com/bucket/feed.xml", ""),
        ("https://outlet.com@evil.example/1", "evil.example"),
        ("http://127.0.0.1:8000/feed", "127.0.0.1:8000"),
        ("http://127.0.0.1/feed", "127.0.0.1"),
        ("http://[::1]:8000/feed", "[::1]:8000"),
        ("http://localhost:8000/feed", "localhost:8000"),
        ("http://a.localhost:8000/feed", "a.localhost"),
        ("https://t.me/s/durov", "t.me/durov"),
        ("https://t.me/Durov/123", "t.me/durov"),
        ("https://t.me/", ""),
        ("https://medium.com/feed/@anna", "medium.com/@anna"),
        ("https://medium.com/@anna/title-1", "medium.com/@anna"),
        ("https://anna.medium.com/title-1", "anna.medium.com"),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=UC1", "youtube.com/videos"),
        ("https://www.youtube.com/watch?v=1", "youtube.com/watch"),
        ("https://www.youtube.com/channel/UC1", "youtube.com/channel/uc1"),
        ("https://m.vk.com/club1", "vk.com/club1"),
        ("https://feeds.feedburner.com/Anna", "feedburner.com/anna"),
        ("https://www.reddit.com/r/news/.rss", "reddit.com/r/news"),
        ("https://old.reddit.com/r/News/comments/1", "reddit.com/r/news"),
        ("https://github.com/anna/tool/releases.atom", "github.com/anna"),
        ("https://raw.githubusercontent.com/anna/tool/main/feed.xml", "raw.githubusercontent.com/anna"),
        ("https://anna.livejournal.com/data/rss", "anna.livejournal.com"),
        ("https://www.livejournal.com/", ""),
        ("https://anna.substack.com/p/1", "anna.substack.com"),
        ("https://anna.wordpress.com/feed/", "anna.wordpress.com"),
        ("https://news.google.com/rss/articles/CBMi", "google.com/articles"),
        ("https://news.google.com/rss", ""),
        ("https://mastodon.example/@anna.rss", "mastodon.example/@anna"),
        ("https://university.example/~anna/feed.xml", "university.example/~anna"),
        ("ftp://example.org/", ""),
        ("mailto:anna@example.org", ""),
        ("https://[bad/", ""),
        ("https://example.org:port/", ""),
        ("", ""),
    ],
)
def test_the_site_of_an_address(address: str, site: str) -> None:
    assert registered_site(address) == site


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://one.example/@1/feed", "one.example"),
        ("https://a.one.example:8443/~2/feed?@3", "one.example"),
        ("http://127.0.0.1:8000/@1", "127.0.0.1:8000"),
        ("https://t.me/s/durov", "t.me/durov"),
        ("https://medium.com/feed/@anna", "medium.com/@anna"),
        ("https://anna.livejournal.com/data/rss", "anna.livejournal.com"),
        ("https://www.reddit.com/r/news/.rss", "reddit.com/r/news"),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=UCa", "youtube.com/UCa"),
        ("https://www.youtube.com/feeds/videos.xml?playlist_id=PLb", "youtube.com/PLb"),
        ("https://www.youtube.com/feeds/videos.xml?channel_id=", "youtube.com/videos"),
        ("https://youtube.com.evil.example/?channel_id=UCa", "evil.example"),
        ("https://[bad/", ""),
    ],
)
def test_by_which_site_new_sources_are_counted(address: str, site: str) -> None:
    assert counted_site(address) == site


@pytest.mark.parametrize(
    ("site", "address", "speaks_for_site"),
    [
        ("example.org", "https://www.example.org/@anna/1", True),
        ("example.org", "https://sub.example.org/~anna/1", True),
        ("example.org/~anna", "https://example.org/~anna/1", True),
        ("example.org/~anna", "https://example.org/1", False),
        ("example.org/~anna", "https://example.org/~boris/1", False),
        ("t.me/durov", "https://t.me/durov/1", True),
        ("t.me/durov", "https://t.me/other/1", False),
        ("youtube.com/videos", "https://www.youtube.com/watch?v=1", False),
        ("example.org", "https://example.org.evil.example/1", False),
        ("example.org", "https://evil-example.org/1", False),
        ("example.org", "https://evil.example/?https://example.org/1", False),
        ("", "https://github.io/", False),
        ("", "", False),
    ],
)
def test_for_what_a_site_speaks(site: str, address: str, *, speaks_for_site: bool) -> None:
    assert speaks_for({site}, address) is speaks_for_site


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["https://", "http://", "//", ""]))
def test_any_text_is_somebodys_or_nobodys(host: str, path: str, scheme: str) -> None:
    site = registered_site(f"{scheme}{host}/{path}")
    assert site == site.strip()
    assert len(site.split()) <= 1
