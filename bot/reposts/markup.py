"""Texts that people format: their markup as runs of text with styles, and back.

Runs are easy to cut, to move and to count. Markup is always well nested: where styles cross, one of them ends and
starts afresh.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from bot.i18n import Markup
from bot.text.shortening import utf16_length

ADDRESSES_LIMIT = 6_000
"""Bytes of all addresses in a message together: Telegram refuses from about 9,500 bytes of entities on."""
ENTITIES_LIMIT = 100
"""What is formatted in a message; Telegram drops what is beyond."""
LINK = "a"
TIME = "tg-time"
_TAG = re.compile(r"<(/?)([a-z-]+)([^<>]*)>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
QUOTE = "blockquote"
_BEGINS = {LINK: '<a href="{}">', "code": '<code class="{}">', TIME: "<tg-time {}>", QUOTE: "<blockquote {}>"}
"""How the tag of a style with a detail begins."""
_ESCAPED = frozenset({LINK, "code"})
_TAGS = frozenset({"b", "i", "u", "s", "tg-spoiler", "pre", *_BEGINS})


class Style(NamedTuple):
    """A tag with what it says: a link's address, a block of code's language, a time, or that a quote expands."""

    tag: str
    detail: str = ""


class Run(NamedTuple):
    """A text in one style: `Markup` stands as it is, other text is escaped."""

    text: str
    styles: tuple[Style, ...] = ()
    """The outermost first."""


def runs_of(html: str) -> list[Run]:
    """The runs of markup. A tag that does not end styles the rest; other tags than ours are left out."""
    runs: list[Run] = []
    styles: list[Style] = []
    start = 0
    for tag in _TAG.finditer(html):
        runs.append(Run(unescape(html[start : tag.start()]), tuple(styles)))
        start = tag.end()
        style = Style(tag[2], _detail(tag[2], tag[3]))
        if not tag[1]:
            if style.tag in _TAGS and (style.detail or style.tag not in {LINK, TIME}):
                styles.append(style)
        elif styles and styles[-1].tag == tag[2]:
            styles.pop()
    runs.append(Run(unescape(html[start:]), tuple(styles)))
    return [run for run in runs if run.text]


def _detail(tag: str, attributes: str) -> str:
    if tag in {TIME, QUOTE}:
        return attributes.strip()
    found = _ATTRIBUTE.search(attributes)
    return unescape(found[2]) if found else ""


def html_of(runs: Iterable[Run]) -> str:
    """The runs as markup."""
    return "".join(_pieces(runs))


def _pieces(runs: Iterable[Run]) -> Iterator[str]:
    opened: tuple[Style, ...] = ()
    for styles, together in groupby(runs, key=itemgetter(1)):
        kept = _common(opened, styles)
        yield from (f"</{style.tag}>" for style in reversed(opened[kept:]))
        yield from map(_beginning, styles[kept:])
        yield from (text if isinstance(text, Markup) else escape(text, quote=False) for text, _ in together)
        opened = styles
    yield from (f"</{style.tag}>" for style in reversed(opened))


def _beginning(style: Style) -> str:
    if not style.detail:
        return f"<{style.tag}>"
    return _BEGINS[style.tag].format(escape(style.detail) if style.tag in _ESCAPED else style.detail)


def _common(one: tuple[Style, ...], other: tuple[Style, ...]) -> int:
    """How many styles both begin with."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def shared(one: tuple[Style, ...], other: tuple[Style, ...]) -> tuple[Style, ...]:
    """The outer styles that both have."""
    return one[: _common(one, other)]


def within(styles: tuple[Style, ...], style: Style) -> tuple[Style, ...]:
    """The styles of a text that gets a further one, around all but quotes; the same if it has such a one."""
    if any(one.tag == style.tag for one in styles):
        return styles
    quotes = sum(one.tag == QUOTE for one in styles)
    return (*styles[:quotes], style, *styles[quotes:])


def without_tags(html: str) -> str:
    """What markup shows."""
    return unescape(_TAG.sub("", html))


def shown_length(html: str) -> int:
    """UTF-16 units of what markup shows."""
    return utf16_length(without_tags(html))


def entities(html: str) -> int:
    """How much of the markup is formatted."""
    return sum(not tag[1] for tag in _TAG.finditer(html))


def address_bytes(html: str) -> int:
    """Bytes of all addresses in markup together."""
    return sum(len(unescape(found[2]).encode()) for found in _ATTRIBUTE.finditer(html) if found[1] == "href")
