"""Reads what stands between quotes: words, and brackets with alternatives.

    "(мэр | глава) Киева"        a bracket stands for any of its words or phrases
    "Магнит -холодильник"~5      near one another, a minus excludes

Operators are looked for between words only, so that a word may have any of their signs (`http://x.y/a,b`).
"""

import re
from collections.abc import Callable, Sequence
from math import prod

from bot.errors import QueryError
from bot.matching.expected import Expected
from bot.matching.tree import WORD_OPERATORS, Choice, Phrase, Quoted, Word
from bot.text.folding import HYPHENS
from bot.text.tokens import COMPOUND, tokenize

DASHES = HYPHENS + "–—―"
MAX_NEAR = 16
"""The most words near one another; hardly anybody wants more, and finding them takes long."""
MAX_LENGTHS = 16
"""The most combinations of lengths of what is near: each is looked for by itself."""

Match = re.Match[str]


class _Bracket:
    """A bracket that is being read."""

    def __init__(self, position: int, *, excludes: bool) -> None:
        self.position = position
        self.excludes = excludes
        self.alternatives: list[tuple[Word, ...]] = []
        self.words: list[Word] = []
        """Those of the last alternative."""
        self.is_open_ended = False
        """Whether the last separator needs an alternative after it, as a comma does not."""

    def end_alternative(self, position: int, *, strictly: bool) -> None:
        """Raises QueryError if nothing comes before a separator, or the end, at `position` that needs something."""
        if self.words:
            self.alternatives.append(tuple(self.words))
            self.words = []
        elif strictly or self.is_open_ended:
            raise QueryError(position, Expected.WORD)
        self.is_open_ended = strictly


class _Reader:
    def __init__(self, text: str, words_of: Callable[[Match], tuple[Word, ...]], *, is_near: bool) -> None:
        self._text = text
        self._words_of = words_of
        self._is_near = is_near
        self._bracket: _Bracket | None = None
        self.parts: list[Choice] = []
        self.without: list[Choice] = []
        self.excluded_at = 0
        """Where the first exclusion begins."""

    def read(self, start: int, end: int) -> None:
        at = start
        for match in COMPOUND.finditer(self._text, start, end):
            self._between(at, match.start(), start)
            self._word(match, start)
            at = match.end()
        self._between(at, end, start)
        if self._bracket:
            raise QueryError(end, Expected.CLOSING_BRACKET)

    def _word(self, match: Match, start: int) -> None:
        words = self._words_of(match)
        if self._bracket is None:
            if self._excludes(match.start(), start):
                self._add((words,), excludes=True, position=match.start())
            else:
                self.parts += [((word,),) for word in words]
        else:
            for word in words:
                if WORD_OPERATORS.get(str(word)) == "|":
                    self._bracket.end_alternative(match.start(), strictly=True)
                else:
                    self._bracket.words.append(word)

    def _between(self, at: int, end: int, start: int) -> None:
        """Read the signs between two words."""
        for place in range(at, end):
            sign, bracket = self._text[place], self._bracket
            if sign == "(":
                if bracket:
                    raise QueryError(place, Expected.FEWER_BRACKETS)
                self._bracket = _Bracket(place, excludes=self._excludes(place, start))
            elif bracket and sign == ")":
                bracket.end_alternative(place, strictly=False)
                self._bracket = None
                self._add(
                    tuple(dict.fromkeys(bracket.alternatives)), excludes=bracket.excludes, position=bracket.position
                )
            elif bracket and (sign == "|" or (sign == "," and not self._is_in_number(place))):
                bracket.end_alternative(place, strictly=sign == "|")

    def _excludes(self, place: int, start: int) -> bool:
        """Whether a minus touches what begins at a place, and follows a space or the quote."""
        if not self._is_near or place == start or self._text[place - 1] not in DASHES:
            return False
        return place - 1 == start or self._text[place - 2].isspace()

    def _is_in_number(self, place: int) -> bool:
        return self._text[place - 1].isdigit() and self._text[place + 1 : place + 2].isdigit()

    def _add(self, choice: Choice, *, excludes: bool, position: int) -> None:
        if not any(choice):
            return
        if excludes:
            self.excluded_at = self.excluded_at if self.without else position - 1
            self.without.append(choice)
        elif len(choice) == 1 and not self._is_near:
            self.parts += [((word,),) for word in choice[0]]
        else:
            self.parts.append(choice)


def read_quoted(
    text: str,
    start: int,
    end: int,
    words_of: Callable[[Match], tuple[Word, ...]],
    *,
    near: int | None,
    in_order: bool,
) -> Phrase | Quoted:
    """What stands between quotes at `start - 1` and `end`; `words_of` gives the words of a match of `COMPOUND`.

    Raises QueryError.
    """
    reader = _Reader(text, words_of, is_near=near is not None)
    reader.read(start, end)
    parts, without = reader.parts, tuple(dict.fromkeys(reader.without))
    if not parts:
        raise QueryError(
            reader.excluded_at if without else start, Expected.SOMETHING_TO_FIND if without else Expected.WORD
        )
    if near is not None and (sum(map(_longest, parts)) > MAX_NEAR or _lengths(parts) > MAX_LENGTHS):
        raise QueryError(start - 1, Expected.FEWER_NEAR)
    if len(parts) == 1:
        in_order = False
        if not without:
            near = None
            parts = [((word,),) for word in parts[0][0]] if len(parts[0]) == 1 else parts
    if in_order or without or any(len(choice) > 1 or len(choice[0]) > 1 for choice in parts):
        return Quoted(tuple(parts), near, in_order, without)
    return Phrase(tuple(word for choice in parts for word in choice[0]), near)


def _longest(choice: Choice) -> int:
    return max(_length(words) for words in choice)


def _lengths(parts: Sequence[Choice]) -> int:
    return prod(len({_length(words) for words in choice}) for choice in parts)


def _length(words: Sequence[Word]) -> int:
    """The words as texts are split."""
    return sum(1 for word in words for _ in tokenize(word.text))
