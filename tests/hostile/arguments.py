"""Values of any type, made of a hostile text."""

import types
import typing
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import Enum
from functools import cache
from typing import Any, Literal, NewType, get_args, get_origin

from lxml import etree

from bot.delivery.render import Renderer
from bot.errors import QueryError
from bot.fetching.guard import AddressGuard
from bot.i18n import Texts, Translations
from bot.matching import Matcher, Query, Reading, parse
from bot.matching.evaluate import Evaluator
from bot.matching.index import Index
from bot.matching.patterns import Pattern, Patterns
from bot.matching.prominence import Placing
from bot.matching.tree import Both, Either, Phrase, Quoted, Word, phrases
from bot.model import Failure, Hit, Language, Notice, QueryId, ReadArticle, Span
from bot.reposts.marks import Mark, Marks
from bot.reposts.template import Template, default_templates, read_template
from bot.spellings.tables import Table, table
from bot.spellings.transliteration import Transliteration, transliteration
from bot.stories.choosing import ClueLists
from bot.stories.fingerprint import Fingerprint, fingerprint, pack
from bot.stories.frequencies import Counts
from bot.stories.grouping import Grouped
from bot.stories.similarity import Weighed, weigh
from bot.summaries.view import View
from bot.text.forms import Morphology
from bot.text.forms.capitals import LetterCase
from bot.text.forms.english import English
from bot.text.forms.initialisms import Initialisms
from bot.text.forms.readings import Analysis
from bot.text.forms.slavic import Slavic
from bot.text.forms.surnames import Surnames
from tests.kept import morphology

_NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
_PIECES = 300
"""Things of a list, if they are made of parts of the text; and as many signs that are a part each."""
_QUERY = 'Иван Петров | "нефть а"~5 | title:Google | аб -вг'
_NUMBERED = {"limit": 700, "before": 20, "after": 20}
_NAMED: Mapping[str, object] = {
    "language": "de",
    "zone": "Europe/Kyiv",
    "runs": (),
    "failure": Failure("html-page", ""),
}
_PACKED = frozenset({"packed", "fingerprint", "founder"})
"""Names of what holds the traits of an article, as bytes."""
_OF_QUERIES = frozenset({"queries"})
"""Names of what holds texts of queries."""
_QUERY_LENGTH = 2_000
"""Characters: about as many as a query may have."""
_UNCHANGED = frozenset({Fingerprint, Grouped, Hit, Query, Reading, View, Weighed})
"""What takes long to make, and what no function changes: made once of each text. The first call that needs it pays."""
_kept: dict[tuple[type, str], Any] = {}


def made(kind: Any, text: str, name: str = "") -> Any:  # noqa: ANN401  of any type
    """A value of the type, with the text wherever it holds one. Raises LookupError if nobody says how."""
    for values in (_NUMBERED if kind is int else {}, _NAMED):
        if name in values:
            return values[name]
    if name in _PACKED and kind is bytes:
        return pack(made(Fingerprint, text))
    if get_origin(kind) not in {None, Callable}:
        return _of_parts(kind, text[:_QUERY_LENGTH] if name in _OF_QUERIES else text)
    if isinstance(kind, NewType):
        return made(kind.__supertype__, text)
    if kind not in _UNCHANGED:
        return _of_kind(kind, text)
    if (kind, text) not in _kept:
        _kept[kind, text] = _of_kind(kind, text)
    return _kept[kind, text]


def forget() -> None:
    """Make everything anew from now on: what is kept of long texts takes much memory."""
    _kept.clear()


def _of_kind(kind: Any, text: str) -> Any:  # noqa: ANN401  as above
    """A value of a class."""
    if kind in _MAKERS:
        return _MAKERS[kind](text)
    if isinstance(kind, type):
        return _of_class(kind, text)
    raise LookupError(f"tests/hostile/arguments.py does not say how {kind} is made")


def _of_parts(kind: Any, text: str) -> Any:  # noqa: ANN401  as above
    """A union's first member, or a collection."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return parts[0]
    if origin in {typing.Union, types.UnionType}:
        return made(next(part for part in parts if part is not type(None)), text)
    if issubclass(origin, Mapping):
        return {made(parts[0], text): made(parts[1], text)}
    if origin is tuple and parts[-1] is not Ellipsis:
        return tuple(made(part, text) for part in parts)
    values = [made(parts[0], piece) for piece in (text[:-_PIECES], *text[-_PIECES:])]
    return values if origin.__module__ == "collections.abc" else origin(values)


def _of_class(kind: type, text: str) -> object:
    """A member of an enumeration, a dataclass, a named tuple, or what is made of such."""
    if issubclass(kind, Enum):
        return next(iter(kind))
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = typing.get_type_hints(kind)
    elif kind.__module__.startswith("bot."):
        hints = typing.get_type_hints(kind.__init__)
        hints.pop("return", None)
    else:
        raise LookupError(f"tests/hostile/arguments.py does not say how {kind} is made")
    return kind(**{name: made(field, text, name) for name, field in hints.items()})


@cache
def _russian() -> Slavic:
    return Slavic(Language.RUSSIAN)


def _read(lower: str) -> tuple[tuple[Slavic, tuple[Analysis, ...]], ...]:
    return ((_russian(), tuple(_russian().read(lower))),)


@cache
def _translations() -> Translations:
    return Translations()


def _query(text: str) -> Query:
    """The text as a query, as far as a person may send it; another one, if it cannot be read."""
    with suppress(QueryError):
        return parse(text[:_QUERY_LENGTH])
    return parse(_QUERY)


def _phrase(text: str) -> Phrase:
    return next(phrases(_query(text).root), Phrase((Word("нефть"),)))


def _index(text: str) -> Index:
    index = Index(Patterns(morphology()))
    index.add(QueryId(2), _query(_QUERY))
    index.add(QueryId(3), _query(text))
    return index


def _matcher(text: str) -> Matcher:
    matcher = Matcher(morphology())
    matcher.add(QueryId(2), _query(_QUERY))
    matcher.add(QueryId(3), _query(text))
    return matcher


def _article(text: str) -> ReadArticle:
    return ReadArticle(title=text, text=text, source=text, site=text, language="de")


def _hit(text: str) -> Hit:
    spans = tuple(Span(at, at + 2) for at in range(0, len(text) - 3, 5))
    return Hit(spans, spans)


def _tree(text: str) -> etree._Element:
    """A document with the text in every field."""
    writable = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    root = etree.Element("rss")
    channel = etree.SubElement(root, "channel")
    for parent in (channel, etree.SubElement(channel, "item"), etree.SubElement(root, "url")):
        for name in ("title", "link", "guid", "pubDate", "description", "language", "ttl", "skipHours", "loc"):
            etree.SubElement(parent, name).text = writable
    return root


def _placing(text: str) -> Placing:
    """Of a text that meets whatever is asked for at each of its words."""
    reading = made(Reading, text)
    places = [(place, place) for place in range(len(reading.sentences))]
    return Placing(reading.main_ends, reading.sentences, runs_of=lambda _: places, comes_from=lambda _: True)


_MAKERS: Mapping[Any, Callable[[str], Any]] = {
    str: lambda text: text,
    bytes: lambda text: text.encode("utf-8", "replace"),
    int: lambda _: 0,
    float: lambda _: 0.5,
    bool: lambda _: False,
    datetime: lambda _: _NOW,
    time: lambda _: time(9),
    timedelta: lambda _: timedelta(hours=1),
    tzinfo: lambda _: UTC,
    Query: _query,
    Phrase: _phrase,
    Both: lambda text: Both((_phrase(text), parse(_QUERY).root)),
    Either: lambda text: Either((_phrase(text), parse(_QUERY).root)),
    Quoted: lambda text: Quoted((((Word("нефть"),), (Word(text),)), ((Word(text),),))),
    Pattern: lambda text: Pattern(("а",), text, text),
    Patterns: lambda _: Patterns(morphology()),
    Evaluator: lambda _: Evaluator(Patterns(morphology()).of),
    Index: _index,
    Matcher: _matcher,
    Reading: lambda text: Reading(_article(text)),
    Placing: _placing,
    ReadArticle: _article,
    Hit: _hit,
    Span: lambda text: Span(len(text) // 2, len(text) // 2 + 10),
    Fingerprint: lambda text: fingerprint(_article(text)),
    ClueLists: lambda _: ClueLists({}),
    Counts: lambda _: Counts(),
    Weighed: lambda text: weigh(made(Fingerprint, text), Counts()),
    Marks: lambda _: Marks([Mark("Иван Петров", "Пометка")], morphology()),
    Template: lambda _: read_template(default_templates(_translations()[Language.RUSSIAN])[1]),
    Notice: lambda text: Notice("source-several", {"address": text}),
    Table: lambda _: table("regions"),
    Transliteration: lambda _: transliteration("ru-en"),
    Morphology: lambda _: morphology(),
    English: lambda _: English(),
    Slavic: lambda _: _russian(),
    LetterCase: lambda _: LetterCase([_russian()], English(), _read),
    Surnames: lambda _: Surnames([_russian()], _read),
    Initialisms: lambda _: Initialisms([_russian()], str.isupper),
    Analysis: lambda _: _russian().read("нефть")[0],
    Texts: lambda _: _translations()[Language.RUSSIAN],
    Renderer: lambda _: Renderer(_translations()),
    AddressGuard: lambda _: AddressGuard(),
    etree._Element: _tree,
}
