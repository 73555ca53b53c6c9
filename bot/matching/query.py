"""Parses a query's text into a tree.

    either := both (("|" | ",") both)*
    both   := part ("+"? part)*
    part   := "-" part | ("=" | "!" | field ":") part | "(" either ")" | quoted | tag | words

A prefix applies to the next word, quoted phrase or bracket, and to all phrases in it. Adjacent plain words are one
phrase.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.errors import QueryError
from bot.matching.expected import Expected
from bot.matching.lexer import MAX_LENGTH, MAX_TERMS, Kind, Lexeme, lexemes
from bot.matching.origins import LEAST_OF_ADDRESS, plain_address
from bot.matching.tree import Both, Either, Field, From, Node, Not, Often, Phrase, Query, Quoted, Tag, Word, Zone
from bot.text.hosts import to_ascii

_MAX_DEPTH = 32
_MAX_REREAD_DEPTH = 128
"""Canonical text may be nested deeper than what was typed."""
_HOST = re.compile(r"(?:\w[\w-]{0,62}\.)+\w[\w-]{1,62}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ALIASES = {"ua": "uk", "укр": "uk", "рус": "ru", "eng": "en"}
"""What people write instead of a language's tag."""


def parse(text: str) -> Query:
    """Parse a person's text. Raises QueryError, which gives the place and what was expected there."""
    return Query(_Parser(lexemes(text), _MAX_DEPTH).query())


def parse_canonical(text: str) -> Query:
    """Parse canonical text, which may be longer than what a person may type (`title:(A, B)`)."""
    return Query(_Parser(lexemes(text, limited=False), _MAX_REREAD_DEPTH).query())


def parse_plain(text: str) -> Phrase | None:
    """A person's text as a plain phrase of whole words; None if it is none."""
    try:
        root = parse(text).root
    except QueryError:
        return None
    is_plain = isinstance(root, Phrase) and root.is_plain and not any(word.prefix for word in root.words)
    return root if isinstance(root, Phrase) and is_plain else None


def without(text: str, excluded: Iterable[str]) -> Query:
    """A canonical query of what meets one, and none of the others."""
    return parse_canonical(" + ".join([f"({text})", *(f"-({one})" for one in excluded)]))


@dataclass(frozen=True, slots=True)
class _Scope:
    """The prefixes in effect around a part."""

    exact: bool = False
    cased: bool = False
    zone: Zone = Zone.ANYWHERE
    field: Field | None = None


class _Parser:
    def __init__(self, found: list[Lexeme], max_depth: int) -> None:
        self._found = found
        self._max_depth = max_depth
        self._at = 0
        self._depth = 0
        self._only_excluded: int | None = None
        """The first exclusion that is an alternative on its own, as in `A | -B`."""

    def query(self) -> Node:
        root = self._either(_Scope())
        if self._next.kind is Kind.CLOSE:
            raise QueryError(self._next.position, Expected.OPENING_BRACKET)
        if not _finds(root):
            if self._only_excluded is not None:
                raise QueryError(self._only_excluded, Expected.BOTH_BEFORE)
            position = next(found.position for found in self._found if found.kind in {Kind.EXCEPT, Kind.NOT})
            raise QueryError(position, Expected.SOMETHING_TO_FIND)
        return root

    @property
    def _next(self) -> Lexeme:
        return self._found[self._at]

    def _take(self, *kinds: Kind) -> Lexeme | None:
        if self._next.kind not in kinds:
            return None
        self._at += 1
        return self._found[self._at - 1]

    def _either(self, scope: _Scope) -> Node:
        while self._take(Kind.COMMA):
            pass
        starts = [self._next.position]
        parts = [self._both(scope)]
        while found := self._take(Kind.EITHER, Kind.COMMA):
            while self._take(Kind.COMMA):
                pass
            if found.kind is Kind.COMMA and self._next.kind in {Kind.END, Kind.CLOSE}:
                break
            starts.append(self._next.position)
            parts.append(self._both(scope))
        alone = [start for start, part in zip(starts, parts, strict=True) if not _finds(part)]
        if len(alone) < len(parts) and self._only_excluded is None:
            self._only_excluded = next(iter(alone), None)
        return _joined(Either, parts)

    def _both(self, scope: _Scope) -> Node:
        parts = [self._part(scope, whole=True)]
        while True:
            if self._take(Kind.BOTH) or self._next.kind not in {Kind.EITHER, Kind.COMMA, Kind.CLOSE, Kind.END}:
                parts.append(self._part(scope, whole=True))
            else:
                return _joined(Both, parts)

    def _part(self, scope: _Scope, *, whole: bool) -> Node:
        """Parse a part; if `whole`, adjacent plain words are taken together."""
        self._depth += 1
        if self._depth > self._max_depth:
            raise QueryError(self._next.position, Expected.FEWER_BRACKETS)
        try:
            return self._deeper(scope, whole=whole)
        finally:
            self._depth -= 1

    def _deeper(self, scope: _Scope, *, whole: bool) -> Node:  # noqa: PLR0911  # one return for each kind of part
        found = self._next
        self._at += 1
        match found.kind:
            case Kind.NOT | Kind.EXCEPT:
                part = self._part(scope, whole=found.kind is Kind.NOT)
                return part.part if isinstance(part, Not) else Not(part)
            case Kind.EXACT:
                return self._part(replace(scope, exact=True), whole=False)
            case Kind.CASED:
                return self._part(replace(scope, cased=True), whole=False)
            case Kind.FIELD:
                return self._part(_within(scope, found.text), whole=False)
            case Kind.OPEN:
                part = self._either(scope)
                if not self._take(Kind.CLOSE):
                    raise QueryError(self._next.position, Expected.CLOSING_BRACKET)
                return part
            case Kind.QUOTED | Kind.ALONE:
                return _leaf(scope, [found])
            case Kind.WORDS:
                run = [found]
                while whole and (word := self._take(Kind.WORDS)):
                    run.append(word)
                return _leaf(scope, run)
        raise QueryError(found.position, Expected.WORD)


def _within(scope: _Scope, name: str) -> _Scope:
    if name in {Zone.TITLE, Zone.LEAD}:
        return replace(scope, zone=Zone.TITLE if Zone.TITLE in {name, scope.zone} else Zone.LEAD)
    return replace(scope, field=Field(name))


def _leaf(scope: _Scope, run: list[Lexeme]) -> Node:
    if scope.field:
        return From(scope.field, _value(scope.field, run))
    part = _in_text(scope, run)
    return Often(part, run[0].times) if run[0].times > 1 else part


def _in_text(scope: _Scope, run: list[Lexeme]) -> Phrase | Quoted | Tag:
    if tag := run[0].tag:
        return replace(tag, zone=scope.zone)
    if quoted := run[0].quoted:
        return replace(quoted, exact=scope.exact, cased=scope.cased, zone=scope.zone)
    words = tuple(word for lexeme in run for word in lexeme.words)
    return Phrase(words, exact=scope.exact, cased=scope.cased, zone=scope.zone)


def _value(field: Field, run: list[Lexeme]) -> str:
    position = run[0].position
    text = " ".join(lexeme.text for lexeme in run).strip()
    if field in {Field.SOURCE, Field.AUTHOR}:
        return " ".join(str(Word(word.text)) for lexeme in run for word in lexeme.words)
    if field is Field.URL:
        address = plain_address(text)
        if len(address) < LEAST_OF_ADDRESS:
            raise QueryError(position, Expected.URL)
        return address
    text = text.lower().strip(".,;")
    if field is Field.LANGUAGE:
        text = _ALIASES.get(text, text)
        if not _LANGUAGE.fullmatch(text):
            raise QueryError(position, Expected.LANGUAGE)
        return text
    host = to_ascii(re.sub(r"^(?:https?://)?(?:www\.)?", "", text).split("/")[0].partition(":")[0])
    if not _HOST.fullmatch(host):
        raise QueryError(position, Expected.SITE)
    return host


def _joined(kind: type[Both | Either], parts: list[Node]) -> Node:
    """Join the parts in one node: flatten nested nodes of its kind, and drop repeated ones."""
    flat: dict[Node, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat))


def _finds(node: Node) -> bool:
    """Whether a node finds something, so that an empty article does not meet it."""
    match node:
        case Not():
            return False
        case Both(parts):
            return any(map(_finds, parts))
        case Either(parts):
            return all(map(_finds, parts))
    return True


__all__ = [
    "MAX_LENGTH",
    "MAX_TERMS",
    "Expected",
    "Query",
    "QueryError",
    "parse",
    "parse_canonical",
    "parse_plain",
    "without",
]
