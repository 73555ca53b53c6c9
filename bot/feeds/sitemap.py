"""News sitemaps: the list of a site's articles of the last two days, made for search engines."""

from lxml import etree

from bot.errors import NotAFeed
from bot.feeds.items import RawFeed, RawItem, newest
from bot.feeds.reasons import FailureReason


def read_sitemap(root: etree._Element, url: str) -> tuple[RawFeed, list[RawItem]]:
    """Raises NotAFeed for a sitemap whose pages have no titles, as most have, or that only lists other sitemaps."""
    pages = [_texts(page) for page in root if _local(page) == "url"]
    items = newest([page for page in pages if "title" in page], lambda page: _item(page, url))
    if not items:
        raise NotAFeed(FailureReason.SITEMAP_WITHOUT_NEWS, f"{len(pages)} pages")
    named = next((page for page in pages if "name" in page), {})
    feed = RawFeed(title=named.get("name", ""), language=named.get("language", ""), site=url, base=url)
    return feed, items


def _item(page: dict[str, str], url: str) -> RawItem:
    return RawItem(
        guid=page.get("loc", ""),
        link=page.get("loc", ""),
        base=url,
        title=page["title"],
        time=page.get("publication_date") or page.get("lastmod", ""),
    )


def _texts(page: etree._Element) -> dict[str, str]:
    """The texts within a page's entry by local name; of pictures, which have titles, too, none."""
    texts: dict[str, str] = {}
    for element in page.iter():
        if isinstance(element.tag, str) and element.text and "image" not in element.tag and "video" not in element.tag:
            texts.setdefault(_local(element), element.text.strip())
    return texts


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
