"""Reads an article's page: its text, and what else the page says about it.

trafilatura finds the article in the page, in its default mode: its fast mode ruins one page of twenty, and asking
further extractors gains less than .005 F1. It is imported by the processes that read pages, and by nobody else: it
takes 10 MB and up to half a second.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from bot.articles.page_lines import extracted_lines, key_of, with_missing, without_edges
from bot.feeds.items import MAX_URL, resolve
from bot.fetching.decode import decode
from bot.model import READ
from bot.runtime.processes import InProcesses, Processes
from bot.text.boilerplate import is_disclosure
from bot.text.dates import read_moment
from bot.text.html import to_line
from bot.text.lines import Line
from bot.text.regions import region_of
from bot.text.tails import without_tails

_LONGEST_PROSE = 400
"""Characters without links. What has more is an article's text, whatever its class is called."""
_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:read-?(?:also|more|next|too)|also-?read|see-?also|(?:chitayte|chitajte|chytayte)(?:-\w+)?|inject|incut"
    r"|inline-(?:topic|news|related|article|link)|box-inline-topic|article__article|additional[_-]news|relat\w*|recommend\w*"
    r"|similar|popular|most-read|more-news|other-?news|last-?news|news[_-]links?[_-]block|subscri\w+|newsletter|telegram"
    r"|tg|donat\w*|currenc(?:y|ies)|rates?|ticker|informer|weather|photo-?(?:desc\w*|sign|author|copyright|credit)"
    r"|pic-?(?:sign|desc\w*)|copyright|caption|wp-caption-text|credits?|erid|promo|banner|share|social|tags?|breadcrumbs?"
    r"|media__(?:desc\w*|copyright)|box-description|post-(?:views|time))(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes of what stands in an article, or beside it, and is no part of it."""
_HIDING = re.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", re.IGNORECASE)
_CARDS = frozenset({"div", "li", "section", "article", "aside"})
_PUBLISHED = frozenset(
    """
    article:published_time og:article:published_time datepublished article.published pubdate publish-date
    dc.date.issued parsely-pub-date mediator_published_time
    """.split()  # noqa: SIM905 - words read better than a list of strings
)
"""Names of the elements of a page's head that give the time of publication, in lower case."""
_DATE_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
"""In linked data."""
_TITLE_WITHIN = 3
"""The title may be among the first lines."""
_LONGEST_MARKUP = 3_000_000
_LONGEST_FIELD = 1_000
_MOST_LINKED_DATA = 300_000
"""Characters of linked data that are read."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What a page says of its article; what it does not say is empty."""

    title: str = ""
    text: str = ""
    """A line for each paragraph, without the title, captions, and links to other articles; as much as is matched."""
    address: str = ""
    """The article's own address, as the page gives it. It may name any site, so it proves nothing."""
    author: str = ""
    picture: str = ""
    """The address of its picture."""
    published_at: datetime | None = None


def extract(page: bytes, url: str, content_type: str | None = None) -> ArticlePage:
    """Read the page that came from `url`. Never fails: a page without an article has no text."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - in the processes alone
    from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415
    from trafilatura.utils import load_html  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of each page without an article
    markup, _ = decode(page, content_type)
    tree = load_html(markup[:_LONGEST_MARKUP])
    if tree is None:
        return ArticlePage()
    said = examine_meta(tree)
    with suppress(Exception):
        said = extract_meta_json(tree, said)  # linked data of any shape
    title = to_line(said.title or extract_title(tree) or "")[:_LONGEST_FIELD]
    address = _address(tree, url)
    author = said.author or extract_author(tree) or ""
    published_at = _published_at(tree, url)
    _drop_hidden(tree)
    _drop_beside(tree)
    _drop_cards(tree)
    found = bare_extraction(tree, url=url, include_comments=False, include_links=True)
    lines = with_missing(extracted_lines(found.body), tree, title) if isinstance(found, Document) else []
    return ArticlePage(
        title=title,
        text=_text(lines, title)[: READ["text"]],
        address=address,
        author=to_line(author)[:_LONGEST_FIELD],
        picture=(resolve(said.image or "", url) or "")[:MAX_URL],
        published_at=published_at,
    )


class PageReader(InProcesses):
    """Reads pages in `workers` processes, apart from those that parse feeds. An async context manager."""

    def __init__(self, workers: int, deadline_s: float, *, memory_bytes: int = 512 * 1024 * 1024) -> None:
        """`deadline_s` limits a page from when a process starts it; `memory_bytes` limits its memory."""
        super().__init__(Processes(workers, deadline_s, memory_bytes=memory_bytes, modules=["trafilatura"]))

    async def read(self, page: bytes, *, url: str, content_type: str | None) -> ArticlePage:
        """Read the page that came from `url`. Raises Overrun if it takes too much time or memory."""
        return await self._processes.run(extract, page, url, content_type)


def _address(tree: etree._Element, url: str) -> str:
    """The canonical address that the page gives; its own if there is none, or only that of the front page."""
    given = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    given += [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    for address in filter(None, (resolve(one or "", url) for one in given)):
        if urlsplit(address).path.strip("/") or not urlsplit(url).path.strip("/"):
            return address[:MAX_URL]
    return url[:MAX_URL]


def _published_at(tree: etree._Element, url: str) -> datetime | None:
    """The time that the page's head, its linked data or its markup give, if they give more than a day."""
    region = region_of(tree.get("lang") or "", url)
    for written in _times(tree):
        moment = read_moment(written, None, region) if any(sign in written for sign in ":T") else None
        if moment is not None:
            return moment
    return None


def _times(tree: etree._Element) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name.lower() in _PUBLISHED:
            yield meta.get("content") or ""
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            match = _DATE_PUBLISHED.search(script.text, 0, _MOST_LINKED_DATA)
            if match is not None:
                yield match[1]
    for element in tree.iter("time"):
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None:
            yield element.get("datetime") or ""
    times = [element.get("datetime") or "" for element in tree.iter("time")]
    if len(times) == 1:
        yield times[0]


def _drop_hidden(tree: etree._Element) -> None:
    """Drop the elements that readers do not see, unless they hold prose: the page shows that on a press."""
    for element in list(tree.iter(etree.Element)):
        is_hidden = element.get("hidden") is not None or _HIDING.search(element.get("style") or "") is not None
        if is_hidden and element.getparent() is not None and _has_no_prose(element):
            element.drop_tree()


def _drop_beside(tree: etree._Element) -> None:
    """Drop the elements that their classes name as no part of the article, unless they hold prose."""
    for element in list(
        tree.iter("div", "p", "section", "aside", "ul", "ol", "span", "blockquote", "a", "dl", "table")
    ):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            names != " "
            and _BESIDE.search(names) is not None
            and element.getparent() is not None
            and _has_no_prose(element)
        ):
            element.drop_tree()


def _drop_cards(tree: etree._Element) -> None:
    """Drop what stands around headings that are links: cards of other articles."""
    for heading in list(tree.iter("h2", "h3", "h4", "h5")):
        card = heading.getparent()
        text = "".join(heading.itertext()).strip()
        linked = sum(len("".join(link.itertext()).strip()) for link in heading.iter("a"))
        if card is None or linked * 10 < len(text) * 9 or not text or card.tag not in _CARDS:
            continue
        if card.getparent() is not None and _has_no_prose(card):
            card.drop_tree()


def _has_no_prose(element: etree._Element) -> bool:
    length = len(element.text_content())
    if length > _LONGEST_PROSE:
        length -= sum(len(link.text_content()) for link in element.iter("a"))
    return length <= _LONGEST_PROSE and element.find(".//h1") is None


def _text(lines: Sequence[Line], title: str) -> str:
    """The lines of the article alone, without its title."""
    key = key_of(title)
    own = [line for line in lines if not is_disclosure(line.text)]  # a banner's, mostly
    kept = [line for at, line in enumerate(without_tails(own)) if at > _TITLE_WITHIN or key_of(line.text) != key]
    return "\n".join(line.text for line in without_edges(kept))
