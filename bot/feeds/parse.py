"""The parser: a document that a source answered, of whatever format, becomes a ParsedFeed.

    bytes ──decode──► text ──┬─ { … ──────────────► JSON Feed
                             ├─ Telegram's page ──► channel
                             ├─ another page ─────► NotAFeed, which names it
                             └─ XML ──strict──► RSS, RDF, Atom, news sitemap
                                      └─ ill-formed ──repaired──► the same, if nothing was lost
                                                      └────────► feedparser

All of it is pure. Only feedparser, and hostile documents, take more than some milliseconds.
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

PARSER_VERSION = 5
"""Grows with every change that makes other items of the same bytes: what was hashed before is then read again."""

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
    """Read a document that came from `url`. Raises NotAFeed, and nothing else.

    Items whose hashes are among `known` are left out, as far as the others can be told from them at sight. `zone` is
    that of times which are written without one, by its IANA name; empty for the usual one of its country.

    `tolerant` reads what is ill-formed beyond repair. Where reading must not take long, nor much memory, None leaves it
    out; then `NeedsTolerance` is raised for such a document, and for one whose encoding has to be detected.
    """
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise NotAFeed(FailureReason.EMPTY_BODY)
    text, encoding = decode(body, content_type, detect if tolerant is not None else _undetected)
    feed, items = _read(text, url, tolerant)
    return make_feed(feed, items, encoding=encoding, known=known, naive_zone=zone_of_tz_database(zone))


class NeedsTolerance(Exception):
    """The document is ill-formed beyond repair, or says nothing true of its encoding, and must not take long."""


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
    """None for a document that is none of the known ones."""
    name = root.tag.rpartition("}")[2].lower() if isinstance(root.tag, str) else ""
    if name in _SITEMAP_ROOTS:
        return read_sitemap(root, url)
    if name.rpartition(":")[2] not in _FEED_ROOTS:
        return None
    head = read_head(root, url)
    root.getroottree().docinfo.URL = base_of_document(head.site, url)  # what relative links and bases are relative to
    return head, read_items(root, url)


def _items_begun(document: bytes) -> int:
    """How many items there should be: a tree that has fewer lost some in the repair."""
    return max(
        document.count(b"<item>") + document.count(b"<item "), document.count(b"<entry>") + document.count(b"<entry ")
    )


def _is_cut_within_a_link(document: bytes) -> bool:
    """Whether the last item does not say where it leads: read whole, it would seem to be another one."""
    start = max(document.rfind(b"<item"), document.rfind(b"<entry"))
    return start >= 0 and _HAS_LINK.search(document, start) is None


def _read_with(
    tolerant: Tolerant, document: bytes, url: str, repaired: tuple[RawFeed, list[RawItem]] | None
) -> tuple[RawFeed, list[RawItem]]:
    """The tolerant reading, or the repaired one where that has found more."""
    try:
        feed, items = tolerant(document, url)
    except Exception as error:  # feedparser raises whatever its depths do
        if repaired is not None and repaired[1]:
            return repaired
        raise NotAFeed(FailureReason.NO_FEED_INSIDE, type(error).__name__) from error
    if repaired is not None and len(repaired[1]) >= len(items):
        return repaired
    if not items:
        raise NotAFeed(FailureReason.NO_FEED_INSIDE)
    return feed, items
