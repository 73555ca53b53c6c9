"""The outlets' feeds, each in its own format and with its own habits."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from xml.dom.minidom import Document, Element, getDOMImplementation

from bot.demo.newsstand.markup import element, escaped
from bot.demo.newsstand.pages import article_body
from bot.demo.newsstand.printed import Printed
from bot.demo.newsstand.script import FeedFormat, Outlet

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_LOCAL_TIME = timezone(timedelta(hours=3))
"""The zone of the outlets' times: a reader that drops it is visibly three hours off."""


def render_feed(outlet: Outlet, listing: Sequence[Printed], base: str, changed_at: datetime) -> bytes:
    """The feed of an outlet.

    `listing` is its publications, newest first; `base` is the outlet's address, without a slash at its end;
    `changed_at` is when the feed last changed.
    """
    match outlet.format:
        case FeedFormat.RSS:
            return _rss(outlet, listing, base, changed_at)
        case FeedFormat.ATOM:
            return _atom(outlet, listing, base, changed_at)
        case FeedFormat.JSON:
            return _json_feed(outlet, listing, base)


def _rss(outlet: Outlet, listing: Sequence[Printed], base: str, changed_at: datetime) -> bytes:
    document, rss = _document(
        "rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:content": _CONTENT, "xmlns:dc": _DUBLIN_CORE}
    )
    channel = _child(rss, "channel")
    _child(channel, "title", outlet.name)
    _child(channel, "link", f"{base}/")
    _child(channel, "description", outlet.name)
    _child(channel, "language", outlet.language)
    _child(channel, "lastBuildDate", _rfc822(changed_at))
    _child(channel, "atom:link", href=f"{base}/feed", rel="self", type="application/rss+xml")
    for printed in listing:
        publication = printed.publication
        item = _child(channel, "item")
        _child(item, "title", escaped(publication.title, entities=True) if outlet.entities else publication.title)
        _child(item, "link", _link_base(outlet, base) + printed.path)
        if guid := _guid(outlet, printed):
            _child(item, "guid", guid, isPermaLink="false")
        if publication.author:
            _child(item, "dc:creator", publication.author)
        for tag in publication.tags:
            _child(item, "category", tag)
        _child(item, "pubDate", _rfc822(printed.published_at))
        _html(item, "description", _summary(outlet, printed), cdata=outlet.cdata)
        if outlet.full_text:
            _html(item, "content:encoded", _content(outlet, printed, base), cdata=outlet.cdata)
    return document.toxml(encoding=outlet.encoding)


def _atom(outlet: Outlet, listing: Sequence[Printed], base: str, changed_at: datetime) -> bytes:
    home = f"{base}/"
    document, feed = _document("feed", {"xmlns": _ATOM, "xml:lang": outlet.language, "xml:base": home})
    _child(feed, "title", outlet.name)
    _child(feed, "id", f"urn:newsstand:{outlet.slug}")
    _child(feed, "updated", changed_at.isoformat())
    _child(feed, "link", rel="self", href=f"{home}feed", type="application/atom+xml")
    _child(feed, "link", rel="alternate", href=home, type="text/html")
    for printed in listing:
        publication = printed.publication
        entry = _child(feed, "entry")
        title = escaped(publication.title, entities=True) if outlet.entities else publication.title
        _child(entry, "title", title, type="html" if outlet.entities else "text")
        if guid := _guid(outlet, printed):
            _child(entry, "id", f"urn:newsstand:{guid}")
        _child(entry, "published", printed.published_at.astimezone(_LOCAL_TIME).isoformat())
        _child(entry, "updated", printed.changed_at.astimezone(_LOCAL_TIME).isoformat())
        link = publication.slug if outlet.relative_links else base + printed.path
        _child(entry, "link", rel="alternate", href=link, type="text/html")
        if publication.author:
            _child(_child(entry, "author"), "name", publication.author)
        for tag in publication.tags:
            _child(entry, "category", term=tag)
        _html(entry, "summary", _summary(outlet, printed), cdata=outlet.cdata, type="html")
        if outlet.full_text:
            _html(entry, "content", _content(outlet, printed, base), cdata=outlet.cdata, type="html")
    return document.toxml(encoding=outlet.encoding)


def _json_feed(outlet: Outlet, listing: Sequence[Printed], base: str) -> bytes:
    home = f"{base}/"
    items = []
    for printed in listing:
        publication = printed.publication
        url = _link_base(outlet, base) + printed.path
        item: dict[str, object] = {
            "id": _guid(outlet, printed) or url,
            "url": url,
            "title": publication.title,
            "date_published": printed.published_at.astimezone(_LOCAL_TIME).isoformat(),
            "date_modified": printed.changed_at.astimezone(_LOCAL_TIME).isoformat(),
            "summary": publication.paragraphs[0],
            "content_html": _content(outlet, printed, base) if outlet.full_text else _summary(outlet, printed),
        }
        if publication.author:
            item["authors"] = [{"name": publication.author}]
        if publication.tags:
            item["tags"] = list(publication.tags)
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": home,
        "feed_url": f"{home}feed",
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _document(root: str, attributes: dict[str, str]) -> tuple[Document, Element]:
    implementation = getDOMImplementation()
    if implementation is None:  # the signature allows it; the standard library always has one
        raise RuntimeError("no DOM implementation")
    document = implementation.createDocument(None, root, None)
    top = document.documentElement
    if top is None:  # as above: createDocument was given a root
        raise RuntimeError("a document without a root")
    for name, value in attributes.items():
        top.setAttribute(name, value)
    return document, top


def _child(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    child = _owner(parent).createElement(name)
    for attribute, value in attributes.items():
        child.setAttribute(attribute, value)
    if text is not None:
        child.appendChild(_owner(parent).createTextNode(text))
    parent.appendChild(child)
    return child


def _html(parent: Element, name: str, markup: str, /, *, cdata: bool, **attributes: str) -> None:
    """A child that holds HTML. CDATA cannot contain its own end, so markup with it is escaped."""
    if not cdata or "]]>" in markup:
        _child(parent, name, markup, **attributes)
        return
    child = _child(parent, name, **attributes)
    child.appendChild(_owner(parent).createCDATASection(markup))


def _owner(node: Element) -> Document:
    document = node.ownerDocument
    if document is None:  # only the document itself has none
        raise RuntimeError("an element outside of a document")
    return document


def _guid(outlet: Outlet, printed: Printed) -> str:
    guid = printed.publication.guid
    return f"{outlet.slug}:{printed.publication.slug}" if guid is None else guid


def _link_base(outlet: Outlet, base: str) -> str:
    return "" if outlet.relative_links else base


def _summary(outlet: Outlet, printed: Printed) -> str:
    return element("p", escaped(printed.publication.paragraphs[0], entities=outlet.entities))


def _content(outlet: Outlet, printed: Printed, base: str) -> str:
    return article_body(outlet, printed, _link_base(outlet, base))


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(_LOCAL_TIME))
