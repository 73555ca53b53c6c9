"""Telegram's HTML: text with tags → plain text and entities; and back.

The grammar is that of `parse_html` in tdlib's MessageEntity.cpp (the attribute syntax of 2024 and later): a handful
of tags, attributes with or without quotes, `&lt; &gt; &amp; &quot;` and numeric references, any other `&` as it is.
Reasons give byte offsets in the UTF-8 form of the text. `<tg-time unix="…" format="…">` is documented at
core.telegram.org/bots/api, "Date-time entity formatting".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration

from .entities import Entity, in_order, utf16_length
from .links import checked_link, mentioned_user

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_STYLES) | {"a", "pre", "code", "blockquote", "tg-emoji", "tg-time"}
# What tdlib's is_space takes for a space; the end of the text counts as one, as in a C string.
_SPACES = b" \t\r\n\v\0"
_REFERENCE = re.compile(rb"&(?:#(?:x([0-9a-fA-F]*)|([0-9]*))|([A-Za-z]*));?")
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_LONGEST_REFERENCE = 10
_SPACE_RUN = re.compile(rb"[ \t\r\n\v\0]*")
_TAG_NAME = re.compile(rb"[^ \t\r\n\v\0>]*")
_ATTRIBUTE_NAME = re.compile(rb"[^ \t\r\n\v\0=>/\"']*")
_NAME_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_PLAIN = re.compile(rb".[^<&]*", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


class HtmlError(ValueError):
    """The text cannot be parsed; the message is Telegram's reason."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    """In UTF-16 units of the result."""
    begin: int
    """In characters of the result."""


def parse_html(markup: str) -> tuple[str, list[Entity]]:
    """The plain text and its entities, sorted. Raises HtmlError."""
    return _Parser(markup).parse()


def to_html(text: str, entities: Sequence[Entity]) -> str:
    """Markup that parses to the same text and entities; recognised ones (commands, addresses) are left out."""
    return html_decoration.unparse(text, [_as_aiogram(entity) for entity in entities])


def _as_aiogram(entity: Entity) -> MessageEntity:
    mentioned = None if entity.user_id is None else {"id": entity.user_id, "is_bot": False, "first_name": ""}
    return MessageEntity.model_validate(entity.to_json() | {"user": mentioned})


class _Parser:
    """One pass over the bytes. Reading past the end gives NUL, which ends every run."""

    def __init__(self, markup: str) -> None:
        self._bytes = markup.encode()
        self._at = 0
        self._text: list[str] = []
        self._characters = 0
        self._utf16 = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self._at < len(self._bytes):
            if self._peek() == b"<":
                if self._bytes[self._at + 1 : self._at + 2] == b"/":
                    self._end_tag()
                else:
                    self._start_tag()
            elif (character := self._reference()) is not None:
                self._append(character)
            else:
                self._append(self._plain())
        if self._open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._text)
        if _SURROGATE.search(text):
            raise HtmlError(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )
        # A language means something on `<pre><code>` alone.
        entities = (replace(e, language=None) if e.type == "code" and e.language else e for e in self._entities)
        return text, in_order(entities)

    def _peek(self) -> bytes:
        return self._bytes[self._at : self._at + 1] or b"\0"

    def _append(self, piece: str) -> None:
        self._text.append(piece)
        self._characters += len(piece)
        self._utf16 += utf16_length(piece)

    def _plain(self) -> str:
        """The run up to the next tag or reference; a `&` that is none belongs to it."""
        return self._take(_PLAIN).decode()

    def _take(self, pattern: re.Pattern[bytes]) -> bytes:
        """What the pattern, which always matches, finds here; it is then behind."""
        match = pattern.match(self._bytes, self._at)
        found = match.group() if match else b""
        self._at += len(found)
        return found

    def _reference(self) -> str | None:
        """The character that a reference here stands for, which is then behind; None if there is none."""
        match = _REFERENCE.match(self._bytes, self._at)
        character = _referenced(match) if match else None
        if match is not None and character is not None:
            self._at = match.end()
        return character

    def _skip_spaces(self) -> None:
        self._take(_SPACE_RUN)

    def _take_name(self) -> str:
        """Up to a space, `>` or the end, in lower case."""
        return self._take(_TAG_NAME).decode().lower()

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._take_name()
        if self._at >= len(self._bytes):
            raise HtmlError(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self._peek() != b">":
            self._skip_spaces()
            if self._peek() == b">":
                break
            name, value = self._attribute(tag, begin)
            attributes[name] = value
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_Open(tag, attributes, self._utf16, self._characters))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE_NAME).decode()
        if not name:
            raise HtmlError(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self._peek() != b"=":
            self._refuse_end(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return name, ""
        self._at += 1
        self._skip_spaces()
        self._refuse_end(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._peek() in b"'\"" else self._name_token()
        self._refuse_end(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _refuse_end(self, reason: str) -> None:
        if self._at >= len(self._bytes):
            raise HtmlError(reason)

    def _name_token(self) -> str:
        start = self._at
        token = self._take(_NAME_TOKEN).decode().lower()
        if self._peek() not in _SPACES and self._peek() != b">":
            raise HtmlError(f"Unexpected end of name token at byte offset {start}")
        return token

    def _quoted(self) -> str:
        quote = self._peek()
        start = self._at + 1
        end = self._bytes.find(quote, start)
        if end == -1:
            end = len(self._bytes)
        self._at = end + 1
        # A reference has no quotes in it, so the value ends where it seems to.
        return "".join(_decoded(self._bytes[start:end]))

    def _end_tag(self) -> None:
        begin = self._at
        self._at += 2
        if not self._open:
            raise HtmlError(f"Unexpected end tag at byte offset {begin}")
        tag = self._take_name()
        self._skip_spaces()
        if self._peek() != b">":
            raise HtmlError(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise HtmlError(f'Unmatched end tag at byte offset {begin}, expected "</{opened.tag}>", found "</{tag}>"')
        if self._utf16 > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        tag, offset, length = opened.tag, opened.offset, self._utf16 - opened.offset
        attributes = opened.attributes
        if tag in _STYLES:
            self._entities.append(Entity(_STYLES[tag], offset, length))
        elif tag == "a":
            self._link(opened, length)
        elif tag in {"pre", "code"}:
            self._preformatted(opened, length)
        elif tag == "blockquote":
            kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
            self._entities.append(Entity(kind, offset, length))
        elif tag == "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not emoji.isdecimal() or int(emoji) == 0:
                raise HtmlError("Invalid custom emoji identifier specified")
            self._entities.append(Entity("custom_emoji", offset, length, custom_emoji_id=emoji))
        else:
            self._entities.append(_date_time(attributes, offset, length))

    def _link(self, opened: _Open, length: int) -> None:
        url = opened.attributes.get("href") or "".join(self._text)[opened.begin :]
        if (user_id := mentioned_user(url)) is not None:
            self._entities.append(Entity("text_mention", opened.offset, length, user_id=user_id))
        elif (address := checked_link(url)) is not None:
            self._entities.append(Entity("text_link", opened.offset, length, url=address))

    def _preformatted(self, opened: _Open, length: int) -> None:
        """`<pre><code class="language-x">`, either way round, is one entity with a language."""
        language = opened.attributes.get("class", "").partition("language-")[2] if opened.tag == "code" else ""
        inner = self._entities[-1] if self._entities else None
        if inner is not None and (inner.offset, inner.length) == (opened.offset, length) and opened.tag != inner.type:
            if opened.tag == "pre" and inner.type == "code":
                self._entities[-1] = Entity("pre", opened.offset, length, language=inner.language)
                return
            if language and inner.type == "pre":
                self._entities[-1] = Entity("pre", opened.offset, length, language=language)
                return
        self._entities.append(Entity(opened.tag, opened.offset, length, language=language or None))


def _referenced(match: re.Match[bytes]) -> str | None:
    """The character that a reference stands for, or None if it is none after all."""
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name)
    digits, base = (hexadecimal, 16) if hexadecimal is not None else (decimal, 10)
    code = int(digits or b"0", base)
    length = len(match.group().rstrip(b";"))
    return chr(code) if 0 < code < 0x10FFFF and length < _LONGEST_REFERENCE else None


def _decoded(value: bytes) -> Iterator[str]:
    at = 0
    for match in _REFERENCE.finditer(value):
        yield value[at : match.start()].decode(errors="replace")
        yield _referenced(match) or match.group().decode()
        at = match.end()
    yield value[at:].decode(errors="replace")


def _date_time(attributes: dict[str, str], offset: int, length: int) -> Entity:
    unix, pattern = attributes.get("unix", ""), attributes.get("format", "")
    if not unix.isdecimal():
        raise HtmlError("Invalid Unix time specified")
    if not _DATE_TIME_FORMAT.fullmatch(pattern):
        raise HtmlError("Invalid date-time format specified")
    return Entity("date_time", offset, length, unix_time=int(unix), date_time_format=pattern or None)
