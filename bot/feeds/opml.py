"""OPML: lists of sources, which feed readers exchange."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from bot.errors import NotAFeed
from bot.feeds.addresses import is_list_of_addresses, resolved_address
from bot.feeds.items import MAX_TITLE, MAX_URL, primary_subtag, resolve
from bot.feeds.xml_feed import read_xml, tidy_xml
from bot.fetching.decode import decode
from bot.fetching.reasons import FailureReason
from bot.text.html import to_line

MAX_ENTRIES = 5_000
_ADDRESS_NAMES = ("xmlurl", "url", "feedurl")
_MOST_PAGES = 20
"""The most sites of one source."""
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class OpmlEntry:
    """A source in a list."""

    url: str
    title: str = ""
    categories: tuple[str, ...] = ()
    """The outlines around it, outermost first."""
    language: str = ""
    """A primary subtag, if the list gives one."""
    pages: tuple[str, ...] = ()
    """The front pages of the sites whose news it brings, from `htmlUrl`, where blanks separate several."""


@dataclass(frozen=True, slots=True)
class OpmlProblem:
    """An outline that could not be read as a source."""

    line: int
    """Its line in the document, counted from 1; 0 if unknown."""
    text: str
    """Its name, or the malformed address."""


@dataclass(frozen=True, slots=True)
class OpmlDocument:
    """A parsed list, with the entries that could not be read."""

    title: str
    entries: tuple[OpmlEntry, ...]
    problems: tuple[OpmlProblem, ...]
    left_out: int = 0
    """How many sources are beyond the limit for one list."""


def read_list(body: bytes, content_type: str | None = None) -> OpmlDocument:
    """Read a list of sources: OPML, or a text with one address a line. Raises NotAFeed for anything else."""
    try:
        return read_opml(body, content_type)
    except NotAFeed:
        lines = [line.strip() for line in decode(body, content_type)[0].splitlines()]
        wanted = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
        if not any(is_list_of_addresses(line) for _, line in wanted):
            raise
        return _document("", (_of_line(number, line) for number, line in wanted))


def read_opml(body: bytes, content_type: str | None = None) -> OpmlDocument:
    """Read the sources of an OPML list, each once, in order. Raises NotAFeed if it is not OPML at all.

    Ill-formed documents are read as far as possible. Entities are not expanded, and nothing is fetched.
    """
    document = tidy_xml(decode(body, content_type)[0].encode("utf-8", "replace"))
    root = read_xml(document, "", recover=True)
    if root is None or not isinstance(root.tag, str) or root.tag.rpartition("}")[2].lower() != "opml":
        raise NotAFeed(FailureReason.NOT_OPML)
    title = next((element.text or "" for element in root.iter("title", "{*}title")), "")
    return _document(to_line(title)[:MAX_TITLE], _outlines(root))


def _document(title: str, lines: Iterable[OpmlEntry | OpmlProblem]) -> OpmlDocument:
    entries: dict[str, OpmlEntry] = {}
    problems: list[OpmlProblem] = []
    for read in lines:
        if isinstance(read, OpmlProblem):
            problems.append(read)
        else:
            entries.setdefault(read.url, read)
    taken = tuple(entries.values())[:MAX_ENTRIES]
    return OpmlDocument(title, taken, tuple(problems), len(entries) - len(taken))


def _of_line(number: int, line: str) -> OpmlEntry | OpmlProblem:
    words = line.split()
    url = resolve(resolved_address(words[0]), "") if len(words) == 1 else None
    return OpmlEntry(url) if url else OpmlProblem(number, line[:200])


def _outlines(root: etree._Element) -> Iterator[OpmlEntry | OpmlProblem]:
    """The outlines depth first, in document order; without recursion, since the author controls the depth."""
    pending: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while pending:
        element, path = pending.pop()
        if _is_outline(element):
            attributes = {name.lower(): value.strip() for name, value in element.attrib.items()}
            name = to_line(attributes.get("title") or attributes.get("text", ""))[:MAX_TITLE]
            address = next((attributes[key] for key in _ADDRESS_NAMES if attributes.get(key)), "")
            has_children = any(_is_outline(child) for child in element)
            if address:
                url = resolve(resolved_address(address[:MAX_URL]), "")
                yield (
                    _entry(url, name, path, attributes) if url else OpmlProblem(element.sourceline or 0, address[:200])
                )
            elif not has_children:
                yield OpmlProblem(element.sourceline or 0, name[:200])
            elif name:
                path = (*path, name)
        pending.extend((child, path) for child in reversed(element))


def _entry(url: str, title: str, path: tuple[str, ...], attributes: dict[str, str]) -> OpmlEntry:
    if not path:
        # "/news/world,/local": the first of the slash-delimited categories (OPML 2.0)
        first = attributes.get("category", "").partition(",")[0]
        path = tuple(filter(None, (part.strip() for part in first.split("/"))))
    pages = (resolve(page, "") for page in attributes.get("htmlurl", "").split()[:_MOST_PAGES])
    language = primary_subtag(attributes.get("language", "")) or ""
    return OpmlEntry(url, title, path, language, tuple(filter(None, pages)))


def _is_outline(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2].lower() == "outline"


def write_opml(title: str, entries: Iterable[OpmlEntry], created: datetime) -> bytes:
    """A list for any feed reader: OPML 2.0 in UTF-8, with an outline for each category."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _writable(title)
    etree.SubElement(head, "dateCreated").text = created.strftime("%a, %d %b %Y %H:%M:%S %z")
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for entry in entries:
        outline = etree.SubElement(_folder(folders, entry.categories), "outline", type="rss")
        outline.set("text", _writable(entry.title or entry.url))
        outline.set("title", _writable(entry.title or entry.url))
        outline.set("xmlUrl", _writable(entry.url))
        if entry.pages:
            outline.set("htmlUrl", _writable(" ".join(entry.pages)))
        if entry.language:
            outline.set("language", _writable(entry.language))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _folder(folders: dict[tuple[str, ...], etree._Element], path: tuple[str, ...]) -> etree._Element:
    for depth in range(1, len(path) + 1):
        if path[:depth] not in folders:
            parent = folders[path[: depth - 1]]
            folders[path[:depth]] = etree.SubElement(parent, "outline", text=_writable(path[depth - 1]))
    return folders[path]


def _writable(text: str) -> str:
    """The text without characters that XML does not allow."""
    return _UNWRITABLE.sub("", text)
