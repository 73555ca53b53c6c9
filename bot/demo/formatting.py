"""Formatted text as in Telegram: takes HTML, keeps plain text with entities, shows runs of one look.

Entities count UTF-16 code units, by Telegram's convention; runs consist of characters.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby

from aiogram.enums import MessageEntityType as Kind
from aiogram.types import MessageEntity

from bot.text.shortening import utf16_length

_KINDS = {
    "b": Kind.BOLD,
    "strong": Kind.BOLD,
    "i": Kind.ITALIC,
    "em": Kind.ITALIC,
    "u": Kind.UNDERLINE,
    "ins": Kind.UNDERLINE,
    "s": Kind.STRIKETHROUGH,
    "strike": Kind.STRIKETHROUGH,
    "del": Kind.STRIKETHROUGH,
    "a": Kind.TEXT_LINK,
    "code": Kind.CODE,
    "pre": Kind.PRE,
    "blockquote": Kind.BLOCKQUOTE,
    "tg-spoiler": Kind.SPOILER,
    "tg-time": Kind.DATE_TIME,
}
_QUOTES = frozenset({Kind.BLOCKQUOTE, Kind.EXPANDABLE_BLOCKQUOTE})


class BadMarkup(ValueError):
    """HTML that Telegram would refuse; the message becomes the description of the refusal."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters that look the same."""

    text: str
    kinds: frozenset[str] = frozenset()
    url: str | None = None

    @property
    def quoted(self) -> bool:
        return not _QUOTES.isdisjoint(self.kinds)


def parse_html(markup: str) -> tuple[str, list[MessageEntity]]:
    """The text and the entities of a message in Telegram's HTML. Raises BadMarkup."""
    parser = _Parser()
    parser.feed(markup)
    parser.close()
    return parser.finish()


def runs(text: str, entities: Sequence[MessageEntity]) -> list[Run]:
    """The text, cut wherever its look changes."""
    character_at = {0: 0}
    units = 0
    for index, character in enumerate(text, start=1):
        units += utf16_length(character)
        character_at[units] = index
    looks: list[tuple[frozenset[str], str | None]] = [(frozenset(), None)] * len(text)
    for entity in entities:
        start, end = character_at[entity.offset], character_at[entity.offset + entity.length]
        for index in range(start, end):
            kinds, url = looks[index]
            looks[index] = (kinds | {entity.type}, entity.url or url)
    found = []
    position = 0
    for (kinds, url), same in groupby(looks):
        length = sum(1 for _ in same)
        found.append(Run(text[position : position + length], kinds, url))
        position += length
    return found


def lines(parts: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs, line by line."""
    line: list[Run] = []
    for run in parts:
        first, *more = run.text.split("\n")
        if first:
            line.append(replace(run, text=first))
        for text in more:
            yield line
            line = [replace(run, text=text)] if text else []
    yield line


@dataclass(slots=True)
class _Open:
    tag: str
    kind: Kind
    offset: int
    url: str | None
    unix: str | None


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._text: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[MessageEntity] = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        self._length += utf16_length(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        kind = _KINDS.get(tag)
        if tag == "span" and attributes.get("class") == "tg-spoiler":
            kind = Kind.SPOILER
        if kind is None:
            raise BadMarkup(f'Unsupported start tag "{tag}"')
        if tag == "blockquote" and "expandable" in attributes:
            kind = Kind.EXPANDABLE_BLOCKQUOTE
        self._open.append(_Open(tag, kind, self._length, attributes.get("href"), attributes.get("unix")))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            raise BadMarkup(f'Unexpected end tag "{tag}"')
        opened = self._open.pop()
        length = self._length - opened.offset
        if opened.kind is Kind.DATE_TIME and not (opened.unix or "").isdecimal():
            raise BadMarkup("Invalid Unix time specified")
        if length and (opened.kind is not Kind.TEXT_LINK or opened.url):
            self._entities.append(
                MessageEntity(
                    type=opened.kind,
                    offset=opened.offset,
                    length=length,
                    url=opened.url,
                    unix_time=int(opened.unix) if opened.unix else None,
                ),
            )

    def finish(self) -> tuple[str, list[MessageEntity]]:
        if self._open:
            raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return "".join(self._text), sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
