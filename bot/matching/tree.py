"""A query as a tree. `str` of a query is its canonical text, which parses to the same tree."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from bot.text.hosts import to_readable

WORD_OPERATORS = {
    "OR": "|", "ИЛИ": "|", "АБО": "|",
    "AND": "+", "И": "+", "ТА": "+", "І": "+", "Й": "+",
    "NOT": "-", "НЕ": "-",
}  # fmt: skip
"""Operators only in capitals; within quotes they are words."""


class Zone(StrEnum):
    """Where in an article words must be."""

    ANYWHERE = ""
    LEAD = "lead"
    """In the title or the first paragraph."""
    TITLE = "title"


class Field(StrEnum):
    """The fields of an article."""

    SITE = "site"
    SOURCE = "source"
    LANGUAGE = "lang"
    AUTHOR = "author"
    URL = "url"


FIELDS = rf"({'|'.join([*filter(None, Zone), *Field])}):"
"""Matches the prefix of a zone or field."""
_SIGNS = re.compile(rf"{FIELDS}.*|.*[&|]|.*(?<!\+)\+|.*[()].*", re.ASCII | re.IGNORECASE)
"""Matches addresses that outside quotes would parse as something else: `lang://ru`, `t.me/+`."""

_UNQUOTED = re.compile(r"\w(?:[\w/.-]*\w)?")
"""Matches a part of an address that needs no quotes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A wanted word, without invisible characters."""

    text: str
    prefix: bool = False
    """Whether any word with this beginning matches."""

    @property
    def is_plain(self) -> bool:
        """Whether it parses as this word without quotes."""
        return self.text not in WORD_OPERATORS and not _SIGNS.fullmatch(self.text)

    def __str__(self) -> str:
        return self.text + "*" * self.prefix


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row within a sentence, or in any order with at most `near` other words between."""

    words: tuple[Word, ...]
    near: int | None = None
    exact: bool = False
    """Only in the forms as written."""
    cased: bool = False
    """Only in the letter case as written."""
    zone: Zone = Zone.ANYWHERE

    @property
    def is_plain(self) -> bool:
        """Whether it parses as this phrase without any sign."""
        signs = self.near is not None or self.exact or self.cased or self.zone
        return not signs and all(word.is_plain for word in self.words)

    def __str__(self) -> str:
        if len(self.words) == 1 and self.words[0].is_plain:
            return _signs(self) + str(self.words[0])
        return self.quoted

    @property
    def quoted(self) -> str:
        """Its canonical text in quotes, even if it does not need them."""
        return f'{_signs(self)}"{_side_by_side(self.words)}"' + (f"~{self.near}" if self.near is not None else "")


Choice = tuple[tuple[Word, ...], ...]
"""Words, any of which may stand at a place; each of them may be several in a row."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quoted text with brackets, an order, or what must not stand nearby."""

    parts: tuple[Choice, ...]
    """In a row within a sentence, or near one another."""
    near: int | None = None
    """The most other words between the parts, which may have any order; None if they are in a row."""
    in_order: bool = False
    """Whether parts that are near have this order."""
    without: tuple[Choice, ...] = ()
    """What must not stand within `near` other words of a part, in its sentence."""
    exact: bool = False
    cased: bool = False
    zone: Zone = Zone.ANYWHERE

    def rows(self) -> Iterator[Phrase]:
        """Of parts in a row: every phrase that they may be."""
        for words in product(*self.parts):
            yield self._phrase(word for some in words for word in some)

    def alternatives(self, choice: Choice) -> tuple[Phrase, ...]:
        """The phrases of a choice."""
        return tuple(map(self._phrase, choice))

    @property
    def words(self) -> tuple[Word, ...]:
        """Every wanted word, in order."""
        return tuple(word for choice in self.parts for words in choice for word in words)

    def _phrase(self, words: Iterable[Word]) -> Phrase:
        return Phrase(tuple(words), exact=self.exact, cased=self.cased, zone=self.zone)

    def __str__(self) -> str:
        text = " ".join([*map(choice_text, self.parts), *(f"-{choice_text(some)}" for some in self.without)])
        near = "" if self.near is None else f"~{'>' * self.in_order}{self.near}"
        return f'{_signs(self)}"{text}"{near}'


def _signs(part: Phrase | Quoted) -> str:
    """The prefixes of a part."""
    return (f"{part.zone}:" if part.zone else "") + "=" * part.exact + "!" * part.cased


def _side_by_side(words: Iterable[Word]) -> str:
    return " ".join(map(str, words))


def choice_text(choice: Choice) -> str:
    """A choice as it stands between quotes."""
    text = " | ".join(map(_side_by_side, choice))
    return text if len(choice) == len(choice[0]) == 1 else f"({text})"


@dataclass(frozen=True, slots=True)
class From:
    """Articles of a site, of a source, in a language, by an author, or with such an address."""

    field: Field
    value: str
    """For a site, its host in ASCII form; for an address, as `bot.matching.origins.plain_address` has it."""

    def __str__(self) -> str:
        if self.field is Field.SITE:
            return f"{self.field}:{to_readable(self.value)}"
        is_quoted = self.field in {Field.SOURCE, Field.AUTHOR} or (
            self.field is Field.URL and not _UNQUOTED.fullmatch(self.value)
        )
        return f'{self.field}:"{self.value}"' if is_quoted else f"{self.field}:{self.value}"


@dataclass(frozen=True, slots=True)
class Both:
    """All of the parts, anywhere in the article."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " + ".join(f"({part})" if isinstance(part, Either) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the parts."""

    parts: tuple["Node", ...]

    def __str__(self) -> str:
        return " | ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that do not meet the part."""

    part: "Node"

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, Both | Either) else f"-{self.part}"


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag or a mention, in any letter case."""

    sign: str
    """`#` or `@`."""
    word: Word
    zone: Zone = Zone.ANYWHERE

    @property
    def phrase(self) -> Phrase:
        """The same as a word of a text."""
        return Phrase((replace(self.word, text=self.sign + self.word.text),), exact=True, zone=self.zone)

    def __str__(self) -> str:
        return (f"{self.zone}:" if self.zone else "") + self.sign + str(self.word)


@dataclass(frozen=True, slots=True)
class Often:
    """At least so many times in the article, or in a zone of it."""

    part: Phrase | Quoted | Tag
    times: int
    """At least 2."""

    def __str__(self) -> str:
        part = self.part
        needs_quotes = isinstance(part, Phrase) and not COUNTED.fullmatch(str(part.words[0]) + "^")
        return f"{part.quoted if isinstance(part, Phrase) and needs_quotes else part}^{self.times}"


COUNTED = re.compile(r"(?=.*[^\W\d_])(.*[^\W_]\*?)\^(\d*)[.,;:!?…]*")
"""Matches a word with the number of times that it is wanted; `10^6` and `C^_^` have none."""


InText = Phrase | Quoted | Tag | Often
"""What has places in the text of an article."""


def is_near(part: InText) -> bool:
    """Whether it is words near one another, each with a place of its own."""
    match part:
        case Phrase(near=near) | Quoted(near=near):
            return near is not None
        case Often():
            return is_near(part.part)
        case Tag():
            return False


Node = InText | From | Both | Either | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query."""

    root: Node

    def __str__(self) -> str:
        root = self.root
        if isinstance(root, Phrase) and root.is_plain:
            return " ".join(map(str, root.words))
        return str(root)


def phrases(node: Node) -> Iterator[Phrase]:
    """Every phrase of a tree in order, including excluded ones and tags."""
    return (leaf.phrase if isinstance(leaf, Tag) else leaf for leaf in leaves(node))


def leaves(node: Node) -> Iterator[Phrase | Tag]:
    """Every phrase and tag of a tree in order, including excluded ones."""
    match node:
        case Phrase() | Tag():
            yield node
        case Quoted(near=None):
            yield from node.rows()
        case Quoted():
            for choice in (*node.parts, *node.without):
                yield from node.alternatives(choice)
        case Often(part) | Not(part):
            yield from leaves(part)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)
        case From():
            return
