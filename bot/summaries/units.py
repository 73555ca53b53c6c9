"""The sentences of an article in units that are shown whole: what quotes, and what announces one, stay together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from bot.model import Span
from bot.summaries.leaning import leans
from bot.summaries.outline import Kind, Sentence
from bot.summaries.quotes import is_balanced, left_open
from bot.summaries.shortening import Piece, Pieces

_MOST_SENTENCES = 8
_LONGEST_QUOTE = 40
"""Sentences in which the end of a quote is looked for."""
_LONGEST = 400
"""Characters of a unit of several sentences: a longer one is not shown as a whole anyhow."""
_ANNOUNCED = re.compile(r"[«“„\"]|[—–-]\s*[«“\"A-ZА-ЯЁІЇЄҐ]")
"""What a line that ends with a colon announces: speech."""
_STRAY = '«»“”„"'
_NO_BRACKETS = str.maketrans("", "", "()")
_CLOSED_BY = {"«": "»", "“": "”", "„": "“", '"': '"'}


@dataclass(frozen=True)
class Unit:
    """Sentences in a row that are shown together, in most cases one."""

    sentences: tuple[Sentence, ...]
    place: int
    """Among the units of the text."""
    is_open: bool = False
    """Whether a quote in it is not closed, or it stands in one that began before."""
    own: Span | None = None
    """Where it stands, if it is a sentence of a long quote; the first and the last one of it are shown with it."""
    opening: str = ""
    """The sign to be shown before it, if it stands in a quote that began before; `closing` likewise."""
    closing: str = ""

    @property
    def is_completed(self) -> bool:
        """Whether it is a part of a quote, shown with signs that do not stand there."""
        return bool(self.opening or self.closing)

    @property
    def span(self) -> Span:
        return self.own or Span(self.sentences[0].span.start, self.sentences[-1].span.end)

    @property
    def pieces(self) -> Pieces:
        """Its characters, a piece for each sentence that does not continue the one before, joined by a space."""
        found: list[Piece] = []
        for number, one in enumerate(self.sentences):
            if number and not self.own and one.line == self.sentences[number - 1].line:
                found[-1] = Piece(Span(found[-1].span.start, one.span.end))
                continue
            if found:
                found[-1] = Piece(found[-1].span, " ")
            found.append(Piece(one.span))
        if self.closing:
            end = found[-1].span.end - (self._stops_outside and self.sentences[-1].text.endswith("."))
            found[-1] = Piece(Span(found[-1].span.start, end), self.closing + "." * (end < self.span.end))
        return (Piece(Span(0, 0), self.opening), *found) if self.opening else tuple(found)

    @property
    def _stops_outside(self) -> bool:
        """Whether the full stop stands after the quote, as it does with «»."""
        return self.closing == "»"

    @cached_property
    def kind(self) -> Kind:
        kinds = [sentence.kind for sentence in self.sentences]
        return Kind.REAL if Kind.REAL in kinds or len(kinds) > 1 else kinds[0]

    @cached_property
    def leans(self) -> bool:
        return leans(self.text)

    @property
    def text(self) -> str:
        return self.opening + " ".join(sentence.text for sentence in self.sentences) + self.closing


def units(sentences: Sequence[Sentence]) -> list[Unit]:
    """The sentences in units, in order; each sentence is in one."""
    found: list[Unit] = []
    at = 0
    while at < len(sentences):
        size = _size(sentences, at)
        if size:
            is_open = size == 1 and not is_balanced(sentences[at].text)
            found.append(Unit(tuple(sentences[at : at + size]), len(found), is_open=is_open))
            at += size
            continue
        size = _quoted(sentences, at)
        if not size:
            one = _without_stray(sentences[at])
            found.append(Unit((one,), len(found), is_open=not is_balanced(one.text)))
        first = len(found)
        found += [_of_quote(sentences[at : at + size], number, first + number) for number in range(size)]
        at += size or 1
    return list(_completed(found, sentences))


def _completed(found: Sequence[Unit], sentences: Sequence[Sentence]) -> Iterator[Unit]:
    """The units; a sentence of a longer quote has the signs that open and close it."""
    around = _around(sentences) if any(unit.is_open for unit in found) else {}
    for unit in found:
        before, after = around.get(unit.sentences[0].span, ("", ""))
        opening, closing = before, _CLOSED_BY.get(after, after)
        whole = f"{opening}{unit.text}{closing}"
        if unit.is_open and len(unit.sentences) == 1 and len(opening) <= 1 >= len(closing) and is_balanced(whole):
            yield replace(unit, is_open=False, opening=opening, closing=closing)
        else:
            yield unit


def _around(sentences: Sequence[Sentence]) -> dict[Span, tuple[str, str]]:
    """For each sentence the quotes that are open before and after it, if they are closed later on or go on."""
    found: dict[Span, tuple[str, str]] = {}
    lines = [list(line) for _, line in groupby(sentences, lambda one: one.line)]
    for line, following in zip(lines, [*lines[1:], []], strict=True):
        states = [""]
        for one in line:
            states.append(left_open(one.text, states[-1]).translate(_NO_BRACKETS))
        goes_on = states[-1] != "" and _continues(following, states[-1])
        known = len(line) if goes_on else max(at for at, state in enumerate(states) if not state)
        found.update((one.span, (states[at], states[at + 1])) for at, one in enumerate(line[:known]))
    return found


def _continues(line: Sequence[Sentence], opened: str) -> bool:
    """Whether a quote that is open continues in a line: it is opened once more there, or closed."""
    text = " ".join(one.text for one in line[:_MOST_SENTENCES])
    return text.startswith(opened[-1]) or not left_open(text, opened).translate(_NO_BRACKETS)


def _size(sentences: Sequence[Sentence], at: int) -> int:
    """Of how many sentences the unit is that begins there; 0 if its quotes do not close in time."""
    opened, length = "", 0
    announced = False
    for size, one in enumerate(sentences[at : at + _MOST_SENTENCES], start=1):
        if opened and one.line != sentences[at + size - 2].line:
            return 0
        opened = left_open(one.text, opened)
        length += len(one.text) + 1
        if size > 1 and length > _LONGEST:
            return 1 if announced else 0
        following = sentences[at + size : at + size + 1]
        if opened:
            continue
        announced = (
            one.text.endswith(":") and size == 1 and bool(following) and bool(_ANNOUNCED.match(following[0].text))
        )
        if not announced:
            return size
    return 0


def _quoted(sentences: Sequence[Sentence], at: int) -> int:
    """Over how many sentences the quote goes that begins there, too long to be shown whole; 0 if it never ends."""
    opened = ""
    for size, one in enumerate(sentences[at : at + _LONGEST_QUOTE], start=1):
        if one.line != sentences[at].line:
            return 0
        opened = left_open(one.text, opened)
        if not opened:
            return size
    return 0


def _of_quote(quote: Sequence[Sentence], number: int, place: int) -> Unit:
    """A sentence of a long quote, with the first one of it, and the last one, which mostly says who speaks."""
    shown = tuple(quote[one] for one in sorted({0, number, len(quote) - 1}))
    if sum(len(one.text) + 1 for one in shown) > _LONGEST or not is_balanced("".join(one.text for one in shown)):
        return Unit((quote[number],), place, is_open=True)
    return Unit(shown, place, own=quote[number].span)


def _without_stray(sentence: Sentence) -> Sentence:
    """The sentence without a quote at its very beginning that never closes."""
    if sentence.text[0] in _STRAY and is_balanced(sentence.text[1:]) and len(sentence.text) > 1:
        start = sentence.span.start + 1
        return replace(sentence, text=sentence.text[1:], span=Span(start, sentence.span.end))
    return sentence
