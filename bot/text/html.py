"""Converts markup to plain text: feeds and pages have HTML, but queries match text.

One regular expression finds the tags; no tree is built. For a feed of twenty items, parsing this markup is the most
expensive part, and a tree costs four times as much. Both expressions are linear: each match consumes what it scanned,
and repetitions are possessive.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from bot.text.lines import Line
from bot.text.tags import BLOCKS, NOISE, without_tags
from bot.text.tails import without_tails

MAX_MARKUP = 1_000_000
"""Characters of markup that are read. The longest newspaper article has some 100,000 characters."""

_TAG = re.compile(
    r"<(?:"
    r"!--(?s:.*?)(?:-->|\Z)"
    r"|[!?][^>]*+(?:>|\Z)"
    # As in a browser, a quote opens a value only after "=", and a tag that never ends swallows the rest.
    r"|(/?[A-Za-z][^\s/>]*+)(?:[^>=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|=)*+(?:>|\Z)"
    r")"
)
_RAW = re.compile(r"<(script|style|noscript|template|svg|textarea)\b(?s:.*?)(?:</\1\s*>|\Z)", re.IGNORECASE)
_HAS_RAW = re.compile(r"<(?:script|style|noscript|template|svg|textarea)\b", re.IGNORECASE)

_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|a|b|i|ul|li|img|strong|em|span|h[1-6])\b[^<>&]{0,200}&gt;", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_BULLET = ("•", "-", "–", "—", "*", "·", "▪", "►", "●")
_WRAPPED_AT = 100
"""Plain text was wrapped by a program if its lines are no longer than this, and some begin in lower case."""
_LINKNOISE = re.compile(
    r"\W*(?:читать (?:далее|дальше|полностью|подробнее)|подробнее|далее|читати (?:далі|повністю)|детальніше|далі"
    r"|read (?:more|on|the full (?:story|article))|continue reading.{0,200}|more|full story)\W*",
    re.IGNORECASE,
)


def to_text(markup: str) -> str:
    """The text of an article: a line for each paragraph, entities resolved, tails cut.

    Accepts plain text too. Scripts, forms, captions and navigation are left out. Never fails.
    """
    markup = markup[:MAX_MARKUP]
    if "<" not in markup and "&" in markup and _ESCAPED_TAG.search(markup):
        markup = unescape(markup)
    lines = _marked_lines(markup) if "<" in markup else [Line(text) for text in _plain_lines(unescape(markup))]
    return "\n".join(line.text for line in without_tails(lines))


def to_line(markup: str) -> str:
    """A title as one line of plain text, without markup and entities, even if these were escaped twice.

    Only tags that mark up something are removed; others are part of the title ("List<int>", "x < y").
    """
    markup = markup[:MAX_MARKUP]
    if "<" in markup:
        markup = without_tags(markup)
    if "&" in markup:
        markup = unescape(markup)
        if "&" in markup:
            markup = unescape(markup)
    return _tidy(markup)


def as_markup(plain: str) -> str:
    """Plain text escaped as markup, such that undoing a double escape does not change it."""
    return plain.replace("&", "&amp;").replace("<", "&#60;").replace(">", "&#62;")


def _tidy(text: str) -> str:
    """The text with single spaces, and without invisible characters."""
    text = " ".join(text.split())
    return text if text.isprintable() else " ".join(_INVISIBLE.sub("", text).split())


@dataclass(slots=True)
class _Writer:
    """Collects the pieces of a line until it is broken."""

    lines: list[Line]
    pieces: list[str]
    link_from: int | None = None
    """The start of the open link in `pieces`."""
    linked: int = 0
    """Characters of this line in closed links."""
    noise: tuple[int, int] | None = None
    """Start and end in `pieces` of a link that only says "read more"."""
    broken: bool = False
    """Whether any tag has broken a line so far."""

    def space(self) -> None:
        self.pieces.append(" ")

    def link(self) -> None:
        self.link_end()
        self.link_from = len(self.pieces)

    def link_end(self) -> None:
        if self.link_from is not None:
            text = "".join(self.pieces[self.link_from :])
            self.linked += len(text)
            if _LINKNOISE.fullmatch(unescape(text) if "&" in text else text):
                self.noise = (self.link_from, len(self.pieces))
            self.link_from = None

    def break_line(self) -> None:
        self.broken = True
        if not self.pieces:
            return
        goes_on = self.link_from is not None
        if goes_on:
            self.link_end()
        if self.noise is not None:
            self._drop_noise_at_end(*self.noise)
            self.noise = None
        joined = "".join(self.pieces)
        text = _tidy(unescape(joined) if "&" in joined else joined)
        if text:
            self.lines.append(Line(text, self.linked))
        self.pieces.clear()
        self.linked = 0
        self.link_from = 0 if goes_on else None

    def _drop_noise_at_end(self, start: int, end: int) -> None:
        """Remove «Читать далее» from a paragraph's end, unless it is part of a sentence."""
        before = unescape("".join(self.pieces[:start])).rstrip()
        after = unescape("".join(self.pieces[end:])).strip()
        if not after.strip(".…»→") and (not before or not (before[-1].isalnum() or before[-1] in ",:;-–—(«")):
            del self.pieces[start:]

    def end(self) -> None:
        """Finish the last line. If no tag broke a line, use the line breaks of the text."""
        self.link_end()
        if not self.broken and any("\n" in piece for piece in self.pieces):
            self.lines.extend(map(Line, _plain_lines(unescape("".join(self.pieces)))))
        else:
            self.break_line()


_ACTIONS: dict[str, Callable[[_Writer], None]] = {
    **{slash + name: _Writer.break_line for name in BLOCKS for slash in ("", "/")},
    **{slash + name: _Writer.space for name in ("td", "th") for slash in ("", "/")},
    "a": _Writer.link,
    "/a": _Writer.link_end,
}


def _marked_lines(markup: str) -> list[Line]:
    if "<![CDATA[" in markup:
        markup = markup.replace("<![CDATA[", "").replace("]]>", "")
    if _HAS_RAW.search(markup):
        markup = _RAW.sub(" ", markup)
    parts = _TAG.split(markup)
    names = [name.lower() if name else "" for name in parts[1::2]]
    texts = parts[2::2]
    if not NOISE.isdisjoint(names):
        _drop_noise(names, texts)
    writer = _Writer([], [parts[0]])
    for name, text in zip(names, texts, strict=True):
        act = _ACTIONS.get(name)
        if act is not None:
            act(writer)
        if text:
            writer.pieces.append(text)
    writer.end()
    return writer.lines


def _drop_noise(names: list[str], texts: list[str]) -> None:
    """Turn each element of `NOISE` into a line break; unclosed ones stay."""
    last_end = {name: at for at, name in enumerate(names)}
    end = ""
    for at, name in enumerate(names):
        if end:
            if name == end:
                end, names[at] = "", "br"
                continue
            names[at] = texts[at] = ""
        elif name in NOISE and last_end.get("/" + name, -1) > at:
            end = "/" + name
            names[at], texts[at] = "br", ""


def _plain_lines(text: str) -> list[str]:
    """The paragraphs of plain text. Lines wrapped by a program are joined, so that no sentence is cut in two."""
    if "\n" not in text:
        text = _tidy(text)
        return [text] if text else []
    lines = [_tidy(line) for line in text.replace("\r\n", "\n").split("\n")]
    wrapped = max(map(len, lines)) <= _WRAPPED_AT and any(line[:1].islower() for line in lines[1:])
    if not wrapped:
        return [line for line in lines if line]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line:
            paragraphs.append([])
        elif line.startswith(_BULLET):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]
