"""The sentences of an article in units that are shown whole: what quotes, and what announces one, stay together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

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
        return tuple(found)

    @cached_property
    def kind(self) -> Kind:
        kinds = [sentence.kind for sentence in self.sentences]
        return Kind.REAL if Kind.REAL in kinds or len(kinds) > 1 else kinds[0]

    @cached_property
    def leans(self) -> bool:
        return leans(self.text)

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)


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
    return found


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
