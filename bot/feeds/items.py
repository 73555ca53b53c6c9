"""Makes items from the raw fields of a feed of any format."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from hashlib import blake2b
from itertools import accumulate, compress
from operator import attrgetter
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from bot.model import Item, ParsedFeed, PostRange, SkippedItem
from bot.text.dates import read_moment
from bot.text.hosts import has_long_host
from bot.text.html import to_line, to_text
from bot.text.regions import NOWHERE, Region, region_of

T = TypeVar("T")

MAX_ITEMS = 2_000
"""The most items of a feed, the newest ones. The longest feeds that people maintain list 1,000."""
HASH_BYTES = 8
MAX_TITLE = 1_000
MAX_URL = 4_096
_HEADLINE = 140
"""The most characters of a title made from the text."""
_SENTENCE_END = re.compile(r"[.!?…][»”\")]*\s")
_MOST_AUTHORS = 20
_MAIL = re.compile(r"(?<!\S)[^\s@]++@\S++")
_AROUND_NAMES = " \t()<>,;"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_ODD_IN_LINK = re.compile(r"[\x00-\x20\x7f]")
_SLASHES = re.compile(r"^(https?)(?::?/{1,3})(?!/)", re.IGNORECASE)
_SECOND = re.compile(r"(?<!\s)\s++https?://.*", re.IGNORECASE | re.DOTALL)
_TWICE = re.compile(r"(https?:/{1,3}(?:[^\s/?#]+?/*)?)(?=https?:/{1,3}([^/?#]*))", re.IGNORECASE)
"""An address in front of another one: with the same host or none, somebody prepended it to an absolute address."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp|#0*38);")
_SUBTAG = re.compile(r"([a-z]{2,3})(?:[-_]|$)")
_LANGUAGE_NAMES = {"russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk", "english": "en", "ua": "uk"}


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item as in its document: raw markup, perhaps a relative address, time as written."""

    guid: str = ""
    link: str = ""
    base: str = ""
    """The base of relative links."""
    title: str = ""
    texts: tuple[str, ...] = ()
    """The markup of its texts, the fullest first."""
    time: str = ""
    authors: tuple[str, ...] = ()
    """The names of its authors as markup; in RSS perhaps after an address: `mail@one.example (Name)`."""


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A feed as in its document."""

    title: str = ""
    language: str = ""
    site: str = ""
    base: str = ""
    ttl_s: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    further: tuple[str, ...] = ()
    posts: PostRange | None = None


def make_feed(
    feed: RawFeed, items: Sequence[RawItem], *, encoding: str, known: bytes = b"", naive_zone: tzinfo | None = None
) -> ParsedFeed:
    """The parsed feed, with the items whose hashes are not in `known`.

    `naive_zone` as in `read_moment`.
    """
    language = primary_subtag(feed.language)
    region = region_of(_LANGUAGE_NAMES.get(feed.language.strip().lower(), feed.language), feed.base)
    hashes = [item_hash(raw) for raw in items]
    unread = _unread(items, hashes, known)
    made, skipped = _read(items, unread, region, naive_zone)
    return ParsedFeed(
        title=to_line(feed.title)[:MAX_TITLE],
        language=language,
        site=resolve(feed.site, feed.base),
        ttl_s=feed.ttl_s,
        items=tuple(made),
        skip_hours=feed.skip_hours,
        skip_days=feed.skip_days,
        encoding=encoding,
        item_hashes=b"".join(hashes),
        skipped=tuple(skipped),
        further=tuple(filter(None, (resolve(address, feed.base) for address in feed.further))),
        posts=feed.posts,
    )


def item_hash(raw: RawItem) -> bytes:
    """A hash of eight bytes, which changes with anything that the document says of the item."""
    said = "\0".join((raw.guid, raw.link, raw.base[:MAX_URL], raw.title, raw.time, *raw.texts, *raw.authors))
    return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()


def _unread(items: Sequence[RawItem], hashes: Sequence[bytes], known: bytes) -> list[bool]:
    """Which items have unknown hashes; all, if one of these shares a guid, link or title with another item."""
    before = {known[at : at + HASH_BYTES] for at in range(0, len(known), HASH_BYTES)}
    unread = [own not in before for own in hashes]
    if any(unread) and not all(unread):
        for field in (attrgetter(name) for name in ("guid", "link", "title")):
            times = Counter(map(field, items))
            if any(times[field(raw)] > 1 for raw in compress(items, unread) if field(raw)):
                return [True] * len(items)
    return unread


def _read(
    items: Sequence[RawItem], unread: Sequence[bool], region: Region, naive_zone: tzinfo | None
) -> tuple[list[Item], list[SkippedItem]]:
    """The unread items, and the skipped ones, without blank items."""
    made: list[Item] = []
    skipped: list[SkippedItem] = []
    is_judged = any(unread)  # their times help to judge the unread ones
    for raw, is_unread in zip(items, unread, strict=True):
        if is_unread:
            made.append(make_item(raw, region, naive_zone))
        elif raw.guid or raw.link or raw.title or raw.texts:
            skipped.append(SkippedItem(len(made), _moment(raw, region, naive_zone) if is_judged else None))
    return made, skipped


def without_blanks(feed: ParsedFeed) -> ParsedFeed:
    """The feed without blank items."""
    kept = [not item.is_blank for item in feed.items]
    if all(kept):
        return feed
    above = list(accumulate(kept, initial=0))
    skipped = tuple(replace(one, above=above[one.above]) for one in feed.skipped)
    return replace(feed, items=tuple(compress(feed.items, kept)), skipped=skipped)


def make_item(raw: RawItem, region: Region = NOWHERE, naive_zone: tzinfo | None = None) -> Item:
    """Make an item; a picture alone makes one without text. `region` and `naive_zone` as in `read_moment`."""
    text = ""
    for markup in raw.texts:
        text = to_text(markup)
        if text:
            break
    title = to_line(raw.title)[:MAX_TITLE] or headline(text)
    return Item(
        guid=raw.guid.strip()[:MAX_URL] or None,
        url=resolve(raw.link, raw.base),
        title=title,
        text=text,
        published_at=_moment(raw, region, naive_zone),
        author=_author(raw.authors),
    )


def _author(authors: Sequence[str]) -> str:
    """The names, each once; what has only an address has no name."""
    names = (_MAIL.sub("", to_line(author[:MAX_TITLE])) for author in authors[:_MOST_AUTHORS])
    return ", ".join(dict.fromkeys(filter(None, (name.strip(_AROUND_NAMES) for name in names))))[:MAX_TITLE]


def _moment(raw: RawItem, region: Region, naive_zone: tzinfo | None) -> datetime | None:
    return read_moment(raw.time, naive_zone, region) if raw.time else None


def headline(text: str) -> str:
    """A title for a text without one: its first sentence, or as many words as fit."""
    lead = text.partition("\n")[0]
    if end := _SENTENCE_END.search(lead[: _HEADLINE + 1]):
        return lead[: end.end()].rstrip()
    if len(lead) <= _HEADLINE:
        return lead
    return lead[: _HEADLINE - 1].rpartition(" ")[0].rstrip(" ,;:—–-") + "…"


def resolve(link: str, base: str) -> str | None:
    """The absolute address of a link; None if http or https cannot fetch it."""
    link = link.strip()[:MAX_URL].rstrip()
    if not link:
        return None
    if _ODD_IN_LINK.search(link):
        link = _SECOND.sub("", link, count=1)  # a link may be wrapped; a blank within a line is part of a file name
        link = "".join(line.strip() for line in _CONTROL.split(link)).replace(" ", "%20")
    if ";" in link:
        link = _ESCAPED_AMPERSAND.sub("&", link)
    if "\\" in link:
        link = link.replace("\\", "/")
    link = _once(_SLASHES.sub(r"\1://", link, count=1))
    try:
        if link.startswith("www.") or link.partition("/")[0].lower().removeprefix("www.") == _host_of(base) != "":
            link = "https://" + link
        elif not link.startswith(("https://", "http://")):
            link = "" if has_long_host(base) else urljoin(base[:MAX_URL], link)
        parts = urlsplit("" if has_long_host(link) else link)
    except ValueError:  # a bracket without an IPv6 address
        return None
    return link if parts.scheme in {"http", "https"} and parts.hostname else None


def _once(link: str) -> str:
    """The address without a copy of itself or of its host in front. An archive's prefix to another host stays."""
    middle = len(link) // 2
    if link.startswith("http") and link[:middle] == link[middle:]:
        return link[:middle]
    while (before := _TWICE.match(link)) and _host_of(before[1]) in {"", _host_of(link[before.end() :])}:
        link = link[before.end() :]
    return link


def _host_of(url: str) -> str:
    """The host in lower case, without "www."."""
    return url.partition("://")[2].lstrip("/").partition("/")[0].lower().removeprefix("www.")


def base_of_document(site: str, url: str) -> str:
    """The base of links if a feed gives none: its own address, or its site if that is on another host."""
    page = resolve(site, url)
    return url if page is None or _host_of(page) == _host_of(url) else page


def is_address(guid: str, *, said_so: bool = False) -> bool:
    """Whether a guid is also a link: an address or a path; with `said_so`, a path without a leading slash too."""
    if _SCHEME.match(guid):
        return guid[:8].lower().startswith(("http://", "https://"))
    return guid.startswith(("/", "./", "../", "?")) or (said_so and ("/" in guid or "." in guid))


def primary_subtag(language: str) -> str | None:
    """The primary subtag: "ru" for "ru-RU" or "Russian"; None if it is no language."""
    language = language.strip().lower()
    if language in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[language]
    subtag = _SUBTAG.match(language)
    return subtag[1] if subtag else None


def newest(listed: Sequence[T], make: Callable[[T], RawItem]) -> list[RawItem]:
    """At most `MAX_ITEMS` items in document order: the first ones, or the last ones if the newest come last."""
    if len(listed) > MAX_ITEMS:
        first, last = (read_moment(make(one).time) for one in (listed[0], listed[-1]))
        listed = listed[-MAX_ITEMS:] if first and last and last > first else listed[:MAX_ITEMS]
    return [make(one) for one in listed]
