"""Finds which feeds a site's front page links to; these speak for the site."""

from collections.abc import Collection
from urllib.parse import urlsplit

from lxml import etree, html

from bot.feeds.items import resolve
from bot.text.hosts import has_long_host

_MOST_LINKS = 5_000
"""The first links of a page that are looked at; front pages of newspapers have some hundreds."""
_BY_VISITORS = frozenset({"nofollow", "ugc", "sponsored"})
"""Relations of links that others have written or paid for, so that the site does not vouch for them."""
_OF_FEEDS = frozenset({"alternate", "feed"})


def linked_feeds(markup: str, url: str, wanted: Collection[str]) -> frozenset[str]:
    """The wanted addresses that the page at `url` links to, as its feeds or by an anchor. Never fails.

    Ignores scheme, "www", a trailing slash and fragments.
    """
    try:
        page = html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):  # an empty document
        return frozenset()
    bases = (resolve(str(href), url) for href in page.xpath("//base/@href"))
    base = next(filter(None, bases), url)
    sought = {_plain(one): one for one in wanted}
    links = page.xpath("//link[@href] | //a[@href]")[:_MOST_LINKS]
    targets = {_plain(resolve(link.get("href"), base) or "") for link in links if _is_endorsed(link)}
    return frozenset(one for plain, one in sought.items() if plain in targets)


def _is_endorsed(link: etree._Element) -> bool:
    relations = {*link.get("rel", "").lower().split()}
    return relations.isdisjoint(_BY_VISITORS) and (link.tag == "a" or not relations.isdisjoint(_OF_FEEDS))


def _plain(address: str) -> str:
    try:
        parts = urlsplit("" if has_long_host(address) else address)
    except ValueError:
        return address
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
