"""Reads malformed feeds with feedparser, which is slow but tolerant."""

from typing import Any

import feedparser

from bot.feeds.items import RawFeed, RawItem, newest


def read_tolerantly(body: bytes, url: str) -> tuple[RawFeed, list[RawItem]]:
    """What feedparser finds in a UTF-8 document, perhaps nothing.

    Some hostile documents take quadratic time, so call it in a process that can be killed. Raises whatever feedparser
    raises.
    """
    parsed = feedparser.parse(
        body,
        sanitize_html=False,  # only the text of the markup is kept
        resolve_relative_uris=False,  # concerns URIs in texts; links are always resolved
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
    )
    feed: Any = parsed.feed
    head = RawFeed(
        title=_string(feed.get("title")),
        language=_string(feed.get("language")),
        site=_string(feed.get("link")),
        base=url,
        ttl_s=int(ttl) * 60 if (ttl := _string(feed.get("ttl"))).isascii() and ttl[:6].isdigit() else None,
    )
    return head, newest(parsed.entries, lambda entry: _item(entry, url))


def _item(entry: Any, url: str) -> RawItem:  # noqa: ANN401 - feedparser has no types
    texts = [_string(content.get("value")) for content in entry.get("content", ())]
    texts.append(_string(entry.get("summary")))
    return RawItem(
        guid=_string(entry.get("id")),
        link=_string(entry.get("feedburner_origlink") or entry.get("link")),
        base=url,
        title=_string(entry.get("title")),
        texts=tuple(sorted(filter(None, texts), key=len, reverse=True)),
        authors=tuple(_string(author.get("name")) for author in entry.get("authors", ())),
        time=_string(entry.get("published") or entry.get("created") or entry.get("updated")),
    )


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
