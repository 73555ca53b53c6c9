"""What an editor types as the text of a post, with its formatting, as our markup.

aiogram can write entities as HTML, too. It does not escape addresses, loses the language of code, and drops one of two
styles that cross; here the markup must be taken by Telegram whatever was typed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import PostTextRefused
from bot.model import POST_LIMIT
from bot.reposts.markup import (
    ADDRESSES_LIMIT,
    ENTITIES_LIMIT,
    LINK,
    QUOTE,
    TIME,
    Run,
    Style,
    address_bytes,
    entities,
    html_of,
)
from bot.text.inert import clean
from bot.text.links import is_linkable
from bot.text.shortening import utf16_length

_ADDRESS_LIMIT = 2_000
_BLANKS = " \n"
_KINDS = {
    "blockquote": Style(QUOTE),
    "expandable_blockquote": Style(QUOTE, "expandable"),
    "pre": Style("pre"),
    "code": Style("code"),
    "text_link": Style(LINK),
    "date_time": Style(TIME),
    "bold": Style("b"),
    "italic": Style("i"),
    "underline": Style("u"),
    "strikethrough": Style("s"),
    "spoiler": Style("tg-spoiler"),
}
"""Telegram's kinds of entities, the outermost first. Others are as typed: names, hashtags and addresses Telegram finds
by itself, and of a custom emoji the plain one stays.
"""
_DEPTH = {style.tag: depth for depth, style in enumerate(_KINDS.values())}


class PostTextProblem(StrEnum):
    """Why a text cannot be a post's: keys of texts."""

    EMPTY = "post-text-empty"
    TOO_LONG = "post-text-too-long"
    TOO_MUCH_FORMATTING = "post-text-too-much-formatting"
    TOO_MANY_ADDRESSES = "post-text-too-many-addresses"


@dataclass(frozen=True, slots=True)
class Formatting:
    """An entity of Telegram's: in UTF-16 units, `offset` to `offset + length`."""

    kind: str
    offset: int
    length: int
    detail: str = ""
    """The address of a link, the language of code, the format of a time."""
    unix_time: int = 0


def written(text: str, formatting: Sequence[Formatting] = (), *, most: int = POST_LIMIT) -> str:
    """The markup of a text of at most `most` UTF-16 units. Raises PostTextRefused, which says what is too much."""
    if not clean(text).strip():
        raise PostTextRefused(PostTextProblem.EMPTY)
    html = typed(text, formatting)
    for reason, count, limit in (
        (PostTextProblem.TOO_LONG, utf16_length(text.strip(_BLANKS)), most),
        (PostTextProblem.TOO_MUCH_FORMATTING, entities(html), ENTITIES_LIMIT),
        (PostTextProblem.TOO_MANY_ADDRESSES, address_bytes(html), ADDRESSES_LIMIT),
    ):
        if count > limit:
            raise PostTextRefused(reason, count, limit)
    return html


def typed(text: str, formatting: Sequence[Formatting] = ()) -> str:
    """The markup of a text as Telegram brings it, of any length, without white space around it."""
    return html_of(_stripped(_runs(text, formatting)))


def _runs(text: str, formatting: Sequence[Formatting]) -> list[Run]:
    """The text in pieces, each with all the styles that hold there."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    end = len(encoded) // 2
    spans = [
        (max(one.offset, 0), min(one.offset + one.length, end), styles)
        for one in formatting
        if (styles := _styles(one))
    ][: 2 * ENTITIES_LIMIT]
    borders = sorted({0, end, *(border for start, stop, _ in spans if start < stop for border in (start, stop))})
    found: list[set[Style]] = [set() for _ in borders]
    for start, stop, styles in spans:
        for at in range(bisect_right(borders, start) - 1, bisect_right(borders, stop) - 1 if start < stop else 0):
            found[at].update(styles)
    return [
        Run(encoded[2 * start : 2 * stop].decode("utf-16-le", "ignore"), _ordered(styles))
        for start, stop, styles in zip(borders, borders[1:], found, strict=False)
    ]


def _styles(one: Formatting) -> tuple[Style, ...]:
    """How an entity is written; empty if it is left as typed."""
    style = _KINDS.get(one.kind)
    if style is None:
        return ()
    if style.tag == LINK:
        return (Style(LINK, one.detail),) if is_linkable(one.detail, _ADDRESS_LIMIT) else ()
    if style.tag == TIME:
        shown = f' format="{one.detail}"' if one.detail.isascii() and one.detail.isalpha() else ""
        return (Style(TIME, f'unix="{one.unix_time}"{shown}'),)
    if style.tag == "pre" and one.detail:
        return style, Style("code", f"language-{one.detail}")
    return (style,)


def _ordered(styles: Iterable[Style]) -> tuple[Style, ...]:
    """The outermost first, and one of a kind."""
    return tuple({style.tag: style for style in sorted(styles, key=lambda style: (_DEPTH[style.tag], style))}.values())


def _stripped(runs: Sequence[Run]) -> list[Run]:
    """Without white space at both ends, which Telegram drops, too."""
    full = [at for at, run in enumerate(runs) if run.text.strip(_BLANKS)]
    kept = list(runs[full[0] : full[-1] + 1]) if full else []
    if kept:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(_BLANKS))
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(_BLANKS))
    return kept
