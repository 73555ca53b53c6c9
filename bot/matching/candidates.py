"""Builds filters for a full-text index, to find articles that may meet a query.

A filter lets through more than the query, never less: positions, letter case and exclusions are left to `evaluate`.
"""

from collections.abc import Iterable, Iterator

from bot.matching.patterns import Pattern, Patterns
from bot.matching.tree import Both, Either, Node, Often, Phrase, Query, Quoted, Tag
from bot.model import AllOf, AnyOf, Filter, Term
from bot.text.forms.stems import languages, stem


def to_filter(query: Query, patterns: Patterns) -> Filter | None:
    """A condition on the terms of articles that meet the query; None if any article may."""
    return _of(query.root, patterns)


def _of(node: Node, patterns: Patterns) -> Filter | None:  # noqa: PLR0911  # one for each kind of node
    match node:
        case Phrase():
            return _any(_all(map(_word, variant)) for variant in patterns.of(node))
        case Quoted(near=None):
            return _any(_of(phrase, patterns) for phrase in node.rows())
        case Quoted():
            return _all(_any(_of(phrase, patterns) for phrase in node.alternatives(choice)) for choice in node.parts)
        case Tag():
            return _of(node.phrase, patterns)
        case Often(part=part):
            return _of(part, patterns)
        case Both(parts=parts):
            return _all(_of(part, patterns) for part in parts)
        case Either(parts=parts):
            return _any(_of(part, patterns) for part in parts)
        case _:
            return None


def _all(parts: Iterable[Filter | None]) -> Filter | None:
    kept = tuple(dict.fromkeys(part for part in parts if part is not None))
    return AllOf(kept) if kept else None


def _any(parts: Iterable[Filter | None]) -> Filter | None:
    """Any of the conditions; None if one of them lets everything through."""
    found = tuple(dict.fromkeys(parts))
    kept = tuple(part for part in found if part is not None)
    if len(kept) < len(found):
        return None
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def _word(pattern: Pattern) -> Filter:
    return AnyOf(tuple(dict.fromkeys(_alternatives(pattern))))


def _alternatives(pattern: Pattern) -> Iterator[Term]:
    for key in pattern.keys:
        yield Term(key.lstrip("!").lower())
    if pattern.prefix:
        yield Term(pattern.prefix.lstrip("!").lower(), is_prefix=True)
    if pattern.stem_of:
        for language in languages():
            yield Term(stem(language, pattern.stem_of))
