"""Addresses as the page shows them: without user, password and query, since these may be secrets."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.feeds.addresses import shown_address
from bot.text.shortening import shorten

_USER = re.compile(r"//[^/]*@")
_BEHIND = re.compile(r"[?#]")
_SHOWN = 200
"""Characters of an address."""
_LONGEST_LINK = 2_000
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>]+", re.IGNORECASE)
_QUERY = re.compile(r"\?[^\s\"'<>=?]*=[^\s\"'<>]*")
_TOKEN = re.compile(r"(?<!\d)\d{6,}:[\w-]{30,}")
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class PlainAddress:
    """An address without secrets."""

    text: str
    href: str | None
    """Where a link may lead; None if a part of the address is hidden, or it is no address of a page."""
    is_cut: bool
    """Whether a part of it is hidden."""


def plain_address(url: str, limit: int = _SHOWN) -> PlainAddress:
    """The address without user, password, query and fragment; at most `limit` characters of it are shown."""
    bare = _without_secrets(url)
    is_cut = bare != url
    return PlainAddress(shorten(shown_address(bare), limit), None if is_cut or not _is_link(bare) else bare, is_cut)


def without_secrets(text: str) -> str:
    """A text from outside, whose addresses lose user, password and query; tokens of bots go, too."""
    text = _ADDRESS.sub(lambda found: _marked(found[0]), text)
    return _TOKEN.sub(_HIDDEN, _QUERY.sub("?" + _HIDDEN, text))


def _marked(url: str) -> str:
    bare = _without_secrets(url)
    return bare if bare == url else bare + _HIDDEN


def _without_secrets(url: str) -> str:
    return _USER.sub("//", _BEHIND.split(url, maxsplit=1)[0])


def _is_link(url: str) -> bool:
    if len(url) > _LONGEST_LINK or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
