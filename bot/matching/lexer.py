"""Splits a query's text into operators, words and quoted phrases.

The characters around a sign decide whether it is an operator, so that `AT&T`, `C++`, `9-11` and `Россия – Украина` are
words. Anything else (emoji, bullets, trailing dots) is ignored.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, replace
from enum import Enum, auto
from math import prod

from bot.errors import QueryError
from bot.matching.expected import Expected
from bot.matching.quotes import DASHES, Match, read_quoted
from bot.matching.tree import COUNTED, FIELDS, WORD_OPERATORS, Field, Phrase, Quoted, Tag, Word, Zone
from bot.text.folding import INVISIBLE, clean
from bot.text.tokens import COMPOUND, TAG_SIGNS

MAX_LENGTH = 2_048
MAX_TERMS = 128
MAX_BETWEEN = 100
"""The most other words between near ones: a long paragraph."""
MAX_TIMES = 100
"""The most times that a thing may be wanted in an article."""
MAX_COMBINED = 1_024
"""The most words of all phrases that the brackets within quotes stand for."""
_MIN_PREFIX = 3


class Kind(Enum):
    """The kinds of lexemes."""

    WORDS = auto()
    ALONE = auto()
    """A hashtag, a mention, or a word that is wanted several times: the words beside it are no phrase with it."""
    QUOTED = auto()
    BOTH = auto()
    EITHER = auto()
    COMMA = auto()
    """An "either" that may also end a list."""
    NOT = auto()
    """A word operator; it applies to the whole phrase that follows."""
    EXCEPT = auto()
    EXACT = auto()
    CASED = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query's text."""

    kind: Kind
    position: int
    text: str = ""
    words: tuple[Word, ...] = ()
    quoted: Phrase | Quoted | None = None
    """What stands between quotes, without the prefixes before them."""
    tag: Tag | None = None
    times: int = 1


_CLOSING = {
    '"': '"”“»', "“": '”“"', "”": '”"', "„": '“”"', "«": "»", "»": "«»", "‟": '”"', "＂": "＂", "‹": "›", "″": "″",
}  # fmt: skip
"""Opening quotes with the quotes that may close them: keyboards and editors mix the kinds."""
_FIELD = re.compile(FIELDS, re.ASCII | re.IGNORECASE)
_OPENING_SINGLE = re.compile(r"(?<!\w)[‘‚‛'](?=\w)")
_NOT_IN_SINGLE = r"\"“”„«»‹›()‘‚"
_CLOSING_SINGLE = re.compile(rf"[^{_NOT_IN_SINGLE}]{{2,}}?(?<=\S)[’'‘](?!\w)")
"""Matches text in single quotes, after the first one; apostrophes are within or at the end of words (`rock ‘n’ roll`).
"""
_END_OF_SINGLE = re.compile(rf"[{_NOT_IN_SINGLE}]|\Z")
_NEAR = re.compile(r"\s*~(>)?(\d{1,4})?")
_STRAY_NEAR = re.compile(r"[^/~]*(~)>?\d{1,4}")
_TIMES = re.compile(r"\^(\d*)|\s+\^(\d+)")
"""After a quote."""
_STRAY_TIMES = re.compile(r"\^\d{1,4}")
_TAG_NAME = re.compile(r"\w*[^\W\d_]\w*")
_OPERATORS = {"|": Kind.EITHER, ",": Kind.COMMA, "+": Kind.BOTH, "&": Kind.BOTH}
_WORD_KINDS = {"|": Kind.EITHER, "+": Kind.BOTH, "-": Kind.NOT}
_PREFIXES = {"=": Kind.EXACT, "!": Kind.CASED} | dict.fromkeys(DASHES, Kind.EXCEPT)
_BEGINNINGS = frozenset(_CLOSING) | frozenset("(_#@$№‘‚‛'")
"""Characters, besides letters and digits, that may follow a prefix."""
_INVISIBLE = frozenset(INVISIBLE)
_EDGES = frozenset(_CLOSING) | frozenset("".join(_CLOSING.values())) | frozenset("()")


def lexemes(text: str, *, limited: bool = True) -> list[Lexeme]:
    """The lexemes of a query, with an END last. Raises QueryError; if `limited`, limits are checked before any work."""
    if limited and len(text) > MAX_LENGTH:
        raise QueryError(MAX_LENGTH, Expected.SHORTER_QUERY)
    most = MAX_TERMS if limited else None
    if _INVISIBLE.isdisjoint(text):  # nearly always, and every start parses very many queries
        return _Lexer(text, most).lexemes()
    places = [place for place, sign in enumerate(text) if sign not in INVISIBLE]
    seen = "".join(text[place] for place in places)
    places.append(len(text))
    try:
        found = _Lexer(seen, most).lexemes()
    except QueryError as error:
        raise QueryError(places[error.position], error.expected) from None
    return [replace(lexeme, position=places[lexeme.position]) for lexeme in found]


class _Lexer:
    """Lexes a text without invisible characters."""

    def __init__(self, text: str, max_terms: int | None) -> None:
        self._text = text
        self._max_terms = max_terms
        self._at = 0
        self._terms = 0
        self._combined = 0
        self._found: list[Lexeme] = []
        self._run = (0, 0)
        """The last run of one sign or of prefixes, so that a long run is scanned only once."""
        self._quote = -1
        """Where the last quote closed."""
        self._unclosed_until = 0
        """No single quote closes before this place, so that it is searched only once."""

    def lexemes(self) -> list[Lexeme]:
        while self._at < len(self._text):
            self._next()
        self._found.append(Lexeme(Kind.END, len(self._text)))
        return self._found

    def _next(self) -> None:
        at, sign = self._at, self._text[self._at]
        if sign.isspace():
            self._at += 1
        elif sign in "()":
            self._add(Kind.OPEN if sign == "(" else Kind.CLOSE, at + 1)
        elif sign in _CLOSING:
            self._quoted(self._closing(at))
        elif (closing := self._closing_single(at)) is not None:
            self._quoted(closing)
        elif sign in _OPERATORS and self._is_operator(at):
            self._at = self._end_of_run(at, sign)
            if not (sign == "+" and self._is_first() and self._text[self._at : self._at + 1].isalnum()):
                self._found.append(Lexeme(_OPERATORS[sign], at))
        elif sign in _PREFIXES and self._is_prefix(at):
            self._add(_PREFIXES[sign], at + 1)
        elif field := _FIELD.match(self._text, at):
            self._found.append(Lexeme(Kind.FIELD, at, field[1].lower()))
            self._at = field.end()
        else:
            self._chunk()

    def _add(self, kind: Kind, end: int) -> None:
        self._found.append(Lexeme(kind, self._at))
        self._at = end

    def _is_first(self) -> bool:
        """Whether nothing comes before; a plus there marks a required word, as in search engines."""
        return not self._found or self._found[-1].kind is Kind.OPEN

    def _is_operator(self, at: int) -> bool:
        """Whether a sign is next to a space, a quote or a bracket; the edges of the query count as spaces."""
        return self._is_edge(at - 1) or self._is_edge(self._end_of_run(at, self._text[at]))

    def _end_of_run(self, at: int, signs: Container[str]) -> int:
        """The end of the run of such signs around a place."""
        start, end = self._run
        if not start <= at < end:
            end = at
            while end < len(self._text) and self._text[end] in signs:
                end += 1
            self._run = at, end
        return end

    def _is_edge(self, at: int) -> bool:
        if not 0 <= at < len(self._text) or self._text[at].isspace() or self._text[at] in _EDGES:
            return True
        return at == self._quote or self._closing_single(at) is not None

    def _is_prefix(self, at: int) -> bool:
        """Whether a prefix follows a space, a bracket or another prefix, and touches its operand."""
        if at and not (self._text[at - 1].isspace() or self._text[at - 1] in "()"):
            last = self._found[-1] if self._found else None
            if last is None or last.kind not in {Kind.EXACT, Kind.CASED, Kind.EXCEPT, Kind.FIELD, Kind.QUOTED}:
                return False
            if last.kind is Kind.QUOTED and self._text[at] in DASHES:
                return False
        following = self._text[(end := self._end_of_run(at, _PREFIXES)) : end + 1]
        return following.isalnum() or following in _BEGINNINGS

    def _closing(self, start: int) -> int:
        closing = _CLOSING[self._text[start]]
        end = next((i for i in range(start + 1, len(self._text)) if self._text[i] in closing), None)
        if end is None:
            raise QueryError(len(self._text), Expected.CLOSING_QUOTE)
        return end

    def _closing_single(self, start: int) -> int | None:
        """Where the single quote that opens at `start` closes; None if it does not."""
        if not _OPENING_SINGLE.match(self._text, start) or start < self._unclosed_until:
            return None
        closing = _CLOSING_SINGLE.match(self._text, start + 1)
        if closing is None:
            end = _END_OF_SINGLE.search(self._text, start + 1)
            self._unclosed_until = end.start() if end else len(self._text)
            return None
        return closing.end() - 1

    def _quoted(self, end: int) -> None:
        """Add a quoted phrase whose closing quote is at `end`."""
        start, self._quote = self._at, end
        self._at = end + 1
        near = None
        if found := _NEAR.match(self._text, self._at):
            if found[2] is None or int(found[2]) > MAX_BETWEEN:
                raise QueryError(found.end(1) if found[1] else self._text.index("~", self._at) + 1, Expected.NUMBER)
            near = int(found[2])
            self._at = found.end()
        in_order = bool(found and found[1])
        quoted: Phrase | Quoted
        if field := self._field():
            quoted = Phrase(self._value(field, start + 1, end))
        else:
            quoted = read_quoted(self._text, start + 1, end, self._words_of, near=near, in_order=in_order)
        if not quoted.words:
            raise QueryError(start + 1, Expected.WORD)
        if isinstance(quoted, Quoted) and quoted.near is None:
            self._combined += prod(map(len, quoted.parts)) * sum(max(map(len, choice)) for choice in quoted.parts)
            if self._max_terms is not None and self._combined > MAX_COMBINED:
                raise QueryError(start, Expected.FEWER_COMBINATIONS)
        times = 1
        if counted := _TIMES.match(self._text, self._at):
            times = self._times(counted[1] or counted[2] or "", counted.end(1))
            self._at = counted.end()
        content, words = self._text[start + 1 : end], quoted.words
        tag = self._tag(start + 1, words) if near is None else None
        self._found.append(Lexeme(Kind.QUOTED, start, content, words, quoted, tag, times))

    def _field(self) -> str:
        """The field that what follows is the value of; empty if it is no value."""
        last = self._found[-1] if self._found else None
        return last.text if last is not None and last.kind is Kind.FIELD and last.text not in set(Zone) else ""

    def _value(self, field: str, start: int, end: int) -> tuple[Word, ...]:
        """The words of a field's value; an address is one, whatever its signs."""
        if field != Field.URL:
            return self._words(start, end)
        value = self._text[start:end].strip()
        return (Word(value),) if value else ()

    def _times(self, digits: str, position: int) -> int:
        """Raises QueryError, with the position, if a thing cannot be wanted so often."""
        if not digits or len(digits) > len(str(MAX_TIMES)) or not 1 <= int(digits) <= MAX_TIMES:
            raise QueryError(position, Expected.TIMES)
        return int(digits)

    def _tag(self, start: int, words: tuple[Word, ...]) -> Tag | None:
        """The hashtag or mention that begins at a place with these words, if it is one."""
        sign = TAG_SIGNS.get(self._text[start : start + 1])
        if sign and len(words) == 1 and _TAG_NAME.fullmatch(words[0].text) and COMPOUND.match(self._text, start + 1):
            return Tag(sign, words[0])
        return None

    def _chunk(self) -> None:
        """Add everything up to the next space, quote, bracket or operator."""
        start, end = self._at, self._at + 1  # a quote that can only close is ignored
        while end < len(self._text) and not self._text[end].isspace() and self._text[end] not in _EDGES:
            if self._text[end] in _OPERATORS and self._is_operator(end) and not self._is_sign(end):
                break
            end += 1
        self._at = end
        chunk = self._text[start:end]
        if chunk in WORD_OPERATORS:
            self._found.append(Lexeme(_WORD_KINDS[WORD_OPERATORS[chunk]], start))
        elif (near := _STRAY_NEAR.fullmatch(chunk)) and (near.start(1) or self._found):
            raise QueryError(start + near.start(1), Expected.PHRASE_BEFORE)
        elif self._found and _STRAY_TIMES.fullmatch(chunk):
            raise QueryError(start, Expected.WORD_BEFORE)
        else:
            self._plain(start, chunk)

    def _plain(self, start: int, chunk: str) -> None:
        """Add the words of a chunk, or what it is instead."""
        times, end = 1, start + len(chunk)
        field = self._field()
        if counted := None if field else COUNTED.fullmatch(chunk):
            times, end = self._times(counted[2], start + counted.start(2)), start + counted.end(1)
        if words := self._value(field, start, end):
            tag = self._tag(start, words)
            kind = Kind.ALONE if tag or counted else Kind.WORDS
            self._found.append(Lexeme(kind, start, chunk, words, tag=tag, times=times))

    def _is_sign(self, at: int) -> bool:
        """Whether a plus is part of a name, as in `C++`."""
        return "++" in {self._text[at : at + 2], self._text[max(at - 1, 0) : at + 1]}

    def _words(self, start: int, end: int) -> tuple[Word, ...]:
        return tuple(word for match in COMPOUND.finditer(self._text, start, end) for word in self._words_of(match))

    def _words_of(self, match: Match) -> tuple[Word, ...]:
        after = self._text[match.end() : min(match.end() + 2, match.endpos)]
        prefix = after[:1] == "*" and after != "**"
        if prefix and after[1:].isalnum():
            raise QueryError(match.end() + 1, Expected.STAR_AT_END)
        found = _cleaned(match.group())
        if prefix and sum(map(str.isalnum, "".join(found[-1:]))) < _MIN_PREFIX:
            raise QueryError(match.end(), Expected.LONGER_PREFIX)
        self._terms += len(found)
        if self._max_terms is not None and self._terms > self._max_terms:
            raise QueryError(match.start(), Expected.FEWER_TERMS)
        return tuple(Word(word, prefix and place == len(found)) for place, word in enumerate(found, 1))


def _cleaned(compound: str) -> list[str]:
    """The words of a compound such that its canonical text is read the same: without marks, it may fall apart."""
    words: list[str] = []
    found = [clean(compound)]
    while words != found:
        words, found = found, [clean(word) for some in found for word in COMPOUND.findall(some)]
    return words
