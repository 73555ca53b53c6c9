"""News sitemaps: lists of a site's articles of the last two days, made for search engines.

Large sites split them into parts, and list the parts in an index.
"""

from datetime import UTC, datetime

from lxml import etree

from bot.errors import NotAFeed
from bot.feeds.items import RawFeed, RawItem, newest
from bot.fetching.reasons import FailureReason
from bot.text.dates import read_moment

_MOST_PARTS = 3
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read_sitemap(root: etree._Element, url: str) -> tuple[RawFeed, list[RawItem]]:
    """Read a sitemap, or an index of sitemaps, which has no items. Raises NotAFeed if the pages have no titles."""
    if _local(root) == "sitemapindex":
        return RawFeed(site=url, base=url, further=_parts(root)), []
    pages = [_texts(page) for page in root if _local(page) == "url"]
    items = newest([page for page in pages if "title" in page], lambda page: _item(page, url))
    if not items:
        raise NotAFeed(FailureReason.SITEMAP_WITHOUT_NEWS, f"{len(pages)} pages")
    named = next((page for page in pages if "name" in page), {})
    feed = RawFeed(title=named.get("name", ""), language=named.get("language", ""), site=url, base=url)
    return feed, items


def _parts(index: etree._Element) -> tuple[str, ...]:
    """The addresses of the newest parts; an index may also list an archive of many years."""
    parts = [texts for part in index if _local(part) == "sitemap" and "loc" in (texts := _texts(part))]
    if not parts:
        raise NotAFeed(FailureReason.SITEMAP_WITHOUT_NEWS, "an empty index")
    news = [part for part in parts if "news" in part["loc"].partition("://")[2].partition("/")[2].lower()]

    def touched_at(part: dict[str, str]) -> datetime:
        return read_moment(part.get("lastmod", "")) or _LONG_AGO

    newest_first = sorted(news or parts, key=touched_at, reverse=True)
    return tuple(part["loc"] for part in newest_first[:_MOST_PARTS])


def _item(page: dict[str, str], url: str) -> RawItem:
    return RawItem(
        guid=page.get("loc", ""),
        link=page.get("loc", ""),
        base=url,
        title=page["title"],
        time=page.get("publication_date") or page.get("lastmod", ""),
    )


def _texts(page: etree._Element) -> dict[str, str]:
    """The texts of a page's entry by local name; without pictures, which also have titles."""
    texts: dict[str, str] = {}
    for element in page.iter():
        if isinstance(element.tag, str) and element.text and "image" not in element.tag and "video" not in element.tag:
            texts.setdefault(_local(element), element.text.strip())
    return texts


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
