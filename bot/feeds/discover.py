"""Finds the feeds of a site: those that its page names, and the usual places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree, html

from bot.feeds.items import MAX_TITLE, resolve
from bot.text.hosts import has_long_host
from bot.text.html import to_line

MAX_FOUND = 20
_MOST_LINKS = 3_000
"""How many links of a page are looked at; front pages of newspapers have some hundreds."""
_FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/json|(?:application|text)/xml", re.IGNORECASE
)
_FEED_ADDRESS = re.compile(
    r"(?:^|[/._?=&-])(?:rss(?:2|20|091)?|feed|feeds|atom|rdf)(?:[/._?=&-]|$)|\.(?:rss|rdf|atom)$|feed\.json$",
    re.IGNORECASE,
)
_FEED_TEXT = re.compile(r"\bRSS\b|\bAtom\b|\bфид\b|RSS-лента|RSS-стрічка", re.IGNORECASE)
_OF_COMMENTS = re.compile(r"comment|коммент|комент", re.IGNORECASE)
_NOT_NEWS = re.compile(r"podcast|oembed|wp-json|" + _OF_COMMENTS.pattern, re.IGNORECASE)
_USUAL_PATHS = (
    "/feed", "/rss", "/rss.xml", "/feed/", "/feed.xml", "/atom.xml", "/index.xml", "/rss/", "/?format=feed&type=rss",
    "/rss/all.xml", "/rss/news", "/export/rss2/index.xml", "/?feed=rss2", "/feeds/posts/default", "/feed.json",
    "/news/rss/", "/rss.php", "/blog/feed", "/blog/index.xml", "/blog/rss.xml", "/sitemap-news.xml",
    "/news-sitemap.xml", "/index.php?format=feed&type=rss", "/blog-feed.xml", "/?format=rss", "/news/feed",
    "/index.rdf", "/feeds", "/atom", "/latest.rss",
)  # fmt: skip
_OWN_PATHS = ("/feed", "/rss", "/rss.xml", "?format=feed&type=rss")
"""Paths below the page itself, which may be one of several blogs or sections."""
_PATHS_BY_MAKER = tuple(
    (re.compile(makers, re.IGNORECASE), paths)
    for makers, paths in (
        ("wordpress|/wp-content/", ("/feed/", "/?feed=rss2")),
        ("joomla|/media/jui/|com_content", ("/?format=feed&type=rss", "/index.php?format=feed&type=rss")),
        ("drupal|/sites/default/files/", ("/rss.xml", "/rss/news")),
        ("ghost", ("/rss/",)),
        ("hugo|zola", ("/index.xml", "/posts/index.xml", "/blog/index.xml", "/atom.xml")),
        ("jekyll|hexo|eleventy|pelican", ("/feed.xml", "/atom.xml", "/feeds/all.atom.xml")),
        ("gatsby|astro|webflow|tilda", ("/rss.xml", "/feed.xml")),
        ("blogger|blogspot", ("/feeds/posts/default",)),
        ("bitrix", ("/rss/", "/news/rss/", "/rss.php")),
        ("datalife|dle_root|ucoz", ("/rss.xml", "/engine/rss.php", "/news/rss/")),
        ("wix\\.com|wixstatic", ("/blog-feed.xml", "/feed.xml")),
        ("squarespace", ("/?format=rss", "/blog?format=rss")),
        ("typo3", ("/rss.xml", "/?type=100")),
        ("discourse", ("/latest.rss",)),
        ("shopify", ("/blogs/news.atom",)),
        ("substack|medium\\.com", ("/feed",)),
    )
)
"""The feed paths of website software, by its traces in pages."""
_HEAD = 50_000


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link that may lead to a feed."""

    url: str
    title: str


def feeds_of_page(markup: str, url: str) -> list[FeedLink]:
    """The feeds that a page names: declared ones first, then links that look like feeds. Never fails.

    Feeds of comments come last.
    """
    try:
        page = html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):  # an empty document
        return []
    bases = (resolve(str(href), url) for href in page.xpath("//base/@href"))
    base = next(filter(None, bases), url)
    found: dict[str, FeedLink] = {}
    for link in (*_declared(page, base), *_linked(page, base)):
        found.setdefault(link.url, link)
    return sorted(found.values(), key=_is_not_news)[:MAX_FOUND]


def is_feed_address(url: str) -> bool:
    """Whether an address says that a feed is there."""
    parts = urlsplit("" if has_long_host(url) else url)
    return _FEED_ADDRESS.search(f"{parts.path}?{parts.query}" if parts.query else parts.path) is not None


def is_of_comments(url: str, title: str) -> bool:
    """Whether a feed is one of readers' comments."""
    return _OF_COMMENTS.search(url + " " + title) is not None


def usual_addresses(url: str, markup: str = "") -> list[str]:
    """The usual places of feeds, the likeliest first; `markup` is a page of the site."""
    parts = urlsplit("" if has_long_host(url) else url)
    root = f"{parts.scheme}://{parts.netloc}"
    folder = parts.path.rstrip("/")
    own = [f"{root}{folder}{path}" for path in _OWN_PATHS] if folder else []
    if parts.hostname == "medium.com":
        own.insert(0, f"{root}/feed{folder}")
    head = markup[:_HEAD]
    made = [root + path for makers, paths in _PATHS_BY_MAKER if makers.search(head) for path in paths]
    return list(dict.fromkeys((*own[:1], *made, *own, *(root + path for path in _USUAL_PATHS))))


def _declared(page: etree._Element, base: str) -> Iterator[FeedLink]:
    for link in page.xpath("//link[@href]")[:_MOST_LINKS]:
        relations = link.get("rel", "").lower().split()
        is_feed = _FEED_TYPES.fullmatch(link.get("type", "").partition(";")[0].strip())
        if ("alternate" in relations and is_feed) or "feed" in relations:
            url = resolve(link.get("href"), base)
            if url is not None:
                yield FeedLink(url, to_line(link.get("title", ""))[:MAX_TITLE])


def _linked(page: etree._Element, base: str) -> Iterator[FeedLink]:
    for anchor in page.xpath("//a[@href]")[:_MOST_LINKS]:
        url = resolve(anchor.get("href"), base)
        if url is None:
            continue
        text = to_line(anchor.text_content()[:MAX_TITLE]) or anchor.get("title", "")
        if is_feed_address(url) or _FEED_TEXT.search(text):
            yield FeedLink(url, text[:MAX_TITLE])


def _is_not_news(link: FeedLink) -> bool:
    return _NOT_NEWS.search(link.url + " " + link.title) is not None
