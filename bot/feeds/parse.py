"""The parser: turns a source's document of any format into a ParsedFeed.

    bytes ──decode──► text ──┬─ { … ──────────────► JSON Feed
                             ├─ Telegram's page ──► channel
                             ├─ another page ─────► NotAFeed, which names it
                             └─ XML ──strict──► RSS, RDF, Atom, news sitemap
                                      └─ ill-formed ──repaired──► the same, if nothing was lost
                                                      └────────► feedparser

All of it is pure. Only feedparser and hostile documents take more than a few milliseconds.
"""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from bot.errors import NotAFeed
from bot.feeds.items import RawFeed, RawItem, base_of_document, make_feed
from bot.feeds.json_feed import read_json
from bot.feeds.sitemap import read_sitemap
from bot.feeds.telegram_channel import is_preview, read_channel
from bot.feeds.tolerant import read_tolerantly
from bot.feeds.xml_feed import read_head, read_items, read_xml, tidy_xml
from bot.fetching.decode import decode
from bot.fetching.encodings import detect
from bot.fetching.pages import feed_within, is_challenge, is_page
from bot.fetching.reasons import FailureReason
from bot.model import ParsedFeed
from bot.text.regions import zone_of_tz_database

PARSER_VERSION = 7
"""Increase it with every change that makes other items from the same bytes: documents with older hashes are then parsed
again.
"""

Tolerant = Callable[[bytes, str], tuple[RawFeed, list[RawItem]]]

_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_HAS_LINK = re.compile(rb"</(?:item|entry|link|guid|id)>|<link\b[^>]*+(?<=/)>", re.IGNORECASE)
_SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})


def parse(
    body: bytes,
    *,
    content_type: str | None,
    url: str,
    known: bytes = b"",
    tolerant: Tolerant | None = read_tolerantly,
    zone: str = "",
) -> ParsedFeed:
    """Parse a document that came from `url`. Raises NotAFeed and nothing else, but see `tolerant`.

    Items whose hashes are in `known` are skipped, unless another item shares a guid, link or title. `zone` is for times
    written without one, by its IANA name; empty for the usual zone of its country.

    `tolerant` parses documents that are ill-formed beyond repair. If parsing must be quick and small, pass None: such a
    document, and one whose encoding must be detected, then raises `NeedsTolerance`.
    """
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise NotAFeed(FailureReason.EMPTY_BODY)
    text, encoding = decode(body, content_type, detect if tolerant is not None else _undetected)
    feed, items = _read(text, url, tolerant)
    return make_feed(feed, items, encoding=encoding, known=known, naive_zone=zone_of_tz_database(zone))


class NeedsTolerance(Exception):
    """The document is ill-formed beyond repair, or its encoding must be detected, and neither may be done here."""


def _undetected(sample: bytes) -> Mapping[str, float]:
    raise NeedsTolerance(len(sample))


def _read(text: str, url: str, tolerant: Tolerant | None) -> tuple[RawFeed, list[RawItem]]:
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return read_json(text.lstrip("\ufeff \t\r\n"), url)
    if is_page(text):
        if is_preview(url, text):
            return read_channel(text, url)
        feed = feed_within(text)
        if feed is None:
            raise NotAFeed(FailureReason.CHALLENGE_PAGE if is_challenge(text) else FailureReason.HTML_PAGE)
        text = feed
    document = tidy_xml(text.encode("utf-8", "replace"))
    root = read_xml(document, url, recover=False)
    well_formed = root is not None
    if root is None:
        root = read_xml(document, url, recover=True)
    read = _read_tree(root, url) if root is not None else None
    if read is not None and well_formed:
        return read
    if read is not None and len(read[1]) >= max(_items_begun(document), 1):
        return read[0], read[1][:-1] if _is_cut_within_a_link(document) else read[1]
    if tolerant is None:
        raise NeedsTolerance
    return _read_with(tolerant, document, url, read)


def _read_tree(root: etree._Element, url: str) -> tuple[RawFeed, list[RawItem]] | None:
    """The feed and items of a tree; None if its format is unknown."""
    name = root.tag.rpartition("}")[2].lower() if isinstance(root.tag, str) else ""
    if name in _SITEMAP_ROOTS:
        return read_sitemap(root, url)
    if name.rpartition(":")[2] not in _FEED_ROOTS:
        return None
    head = read_head(root, url)
    root.getroottree().docinfo.URL = base_of_document(head.site, url)  # the base of relative links and bases
    return head, read_items(root, url)


def _items_begun(document: bytes) -> int:
    """How many items the document has; a tree with fewer lost some in the repair."""
    return max(
        document.count(b"<item>") + document.count(b"<item "), document.count(b"<entry>") + document.count(b"<entry ")
    )


def _is_cut_within_a_link(document: bytes) -> bool:
    """Whether the last item is cut before its link; the complete item would look like another one."""
    start = max(document.rfind(b"<item"), document.rfind(b"<entry"))
    return start >= 0 and _HAS_LINK.search(document, start) is None


def _read_with(
    tolerant: Tolerant, document: bytes, url: str, repaired: tuple[RawFeed, list[RawItem]] | None
) -> tuple[RawFeed, list[RawItem]]:
    """The result of `tolerant`, or the repaired one if that has more items."""
    try:
        feed, items = tolerant(document, url)
    except Exception as error:  # feedparser raises all kinds of errors
        if repaired is not None and repaired[1]:
            return repaired
        raise NotAFeed(FailureReason.NO_FEED_INSIDE, type(error).__name__) from error
    if repaired is not None and len(repaired[1]) >= len(items):
        return repaired
    if not items:
        raise NotAFeed(FailureReason.NO_FEED_INSIDE)
    return feed, items
