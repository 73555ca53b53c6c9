"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterator
from typing import Any

from bot.errors import NotAFeed
from bot.feeds.items import RawFeed, RawItem, base_of_document, is_address, newest
from bot.fetching.reasons import FailureReason
from bot.text.html import as_markup


def read_json(text: str, url: str) -> tuple[RawFeed, list[RawItem]]:
    """Read a JSON Feed. Raises NotAFeed for other JSON, and for other text."""
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(FailureReason.NO_FEED_INSIDE, f"JSON: {error}"[:200]) from error
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise NotAFeed(FailureReason.NO_FEED_INSIDE, "JSON without items")
    feed = RawFeed(
        title=_plain(document, "title"),
        language=_string(document, "language"),
        site=_string(document, "home_page_url"),
        base=url,
    )
    base = base_of_document(feed.site, url)
    listed = [item for item in document["items"] if isinstance(item, dict)]
    return feed, newest(listed, lambda item: _item(item, base))


def _item(item: dict[str, Any], base: str) -> RawItem:
    texts = (_string(item, "content_html"), _plain(item, "content_text"), _plain(item, "summary"))
    guid = _string(item, "id")
    return RawItem(
        guid=guid,
        link=_string(item, "url") or _string(item, "external_url") or (guid if is_address(guid) else ""),
        base=base,
        title=_plain(item, "title"),
        texts=tuple(filter(None, texts)),
        time=_string(item, "date_published") or _string(item, "date_modified"),
        authors=tuple(_authors(item)),
    )


def _authors(item: dict[str, Any]) -> Iterator[str]:
    """The names of its authors; version 1 has only one."""
    listed = item.get("authors")
    for author in listed if isinstance(listed, list) else [item.get("author")]:
        if isinstance(author, dict):
            yield _plain(author, "name")


def _string(fields: dict[str, Any], name: str) -> str:
    """A field that should be a string; in some feeds, ids and times are numbers."""
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode("utf-8", "replace").decode()  # replaces half a character at the end of a cut text


def _plain(fields: dict[str, Any], name: str) -> str:
    """A field of plain text, escaped as markup."""
    return as_markup(_string(fields, name))
