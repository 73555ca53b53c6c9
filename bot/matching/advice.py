"""Finds alternatives that a query's author may have meant. Nothing here changes a query."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.matching.query import parse_canonical
from bot.matching.tree import Both, Either, From, Node, Not, Often, Phrase, Query, Quoted, Tag, Word, phrases
from bot.text.forms import Morphology

_MOST_IN_TWO = 5
"""Words; nobody means a conjunction of more."""
_SHORT = 3
"""Letters; most prepositions and conjunctions have no more."""


class Capitals(StrEnum):
    """The other way to interpret capitals in a query."""

    COMMON_WORD = "common-word"
    """The common word in lower case, instead of the name or abbreviation with the same spelling."""
    AS_WRITTEN = "as-written"
    """Only with these very capitals."""


class Sexes(StrEnum):
    """Whom a surname in a query means."""

    BOTH = "both-sexes"
    """Also those who bear it as it is for the other sex: «Зеленский | Зеленская»."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A query that its author may have meant instead, and the difference."""

    kind: Capitals | Sexes
    query: Query
    changed: Query
    """The changed phrase, or the added one."""


def joined_by_both(query: Query, morphology: Morphology) -> Query | None:
    """The words of a plain query joined by "both", wherever neighbours neither agree nor govern each other.

    None if all words belong together, or if the query has more than plain words.
    """
    phrase = query.root
    if not isinstance(phrase, Phrase) or not phrase.is_plain:
        return None
    runs = [[phrase.words[0]]]
    for before, word in zip(phrase.words, phrase.words[1:], strict=False):
        if before.prefix or word.prefix or morphology.belong_together(before.text, word.text):
            runs[-1].append(word)
        else:
            runs.append([word])
    parts: dict[Node, None] = {Phrase(tuple(run)): None for run in runs}
    return Query(Both(tuple(parts))) if len(parts) > 1 else None


def split_in_two(query: Query) -> list[Query]:
    """The ways to split a plain query into two parts joined by "both"; none if it is not plain, or long.

    Short words in lower case stay with their neighbours, to which they mostly belong.
    """
    phrase = query.root
    if not isinstance(phrase, Phrase) or not phrase.is_plain or len(phrase.words) > _MOST_IN_TWO:
        return []
    words = phrase.words
    places = [place for place in range(1, len(words)) if _may_part(words[place - 1]) and _may_part(words[place])]
    return [
        Query(Both((Phrase(words[:place]), Phrase(words[place:]))))
        for place in places
        if words[:place] != words[place:]
    ]


def _may_part(word: Word) -> bool:
    return len(word.text) > _SHORT or not word.text.islower()


def widened(query: Query) -> list[Query]:  # noqa: PLR0911  # one for each kind of node
    """Queries that are met by more, the closest to this one first; empty if there is none."""
    match query.root:
        case Phrase() as phrase if phrase.is_plain or phrase.near is not None:
            words = phrase.words
            anywhere = tuple(dict.fromkeys(Phrase((word,)) for word in words))
            joined = [Query(Both(anywhere))] if len(anywhere) > 1 else []
            if not phrase.is_plain or len(words) > _MOST_IN_TWO:
                return joined
            fewer = [(*words[:place], *words[place + 1 :]) for place, word in enumerate(words) if _may_part(word)]
            return joined + [Query(Phrase(some)) for some in fewer if some]
        case Phrase() as phrase:
            return [Query(Phrase(phrase.words))]
        case Both(parts):
            fewer_parts = [parts[:place] + parts[place + 1 :] for place in range(len(parts))]
            return [Query(_both(some)) for some in fewer_parts if any(not isinstance(part, Not) for part in some)]
        case Often(part):
            return [Query(part)]
        case Tag(word=word):
            return [Query(Phrase((word,)))]
        case Quoted(in_order=in_order, without=without) as quoted if in_order or without:
            return [parse_canonical(str(replace(quoted, in_order=False, without=())))]
        case _:
            return []


def _both(parts: tuple[Node, ...]) -> Node:
    return Both(parts) if len(parts) > 1 else parts[0]


def other_capitals(query: Query, morphology: Morphology) -> list[Alternative]:
    """The other interpretations of a query's capitals, for each phrase that has one, in order."""
    found: list[Alternative] = []
    for phrase, put in _phrases(query.root, lambda node: node):
        if phrase.exact or phrase.cased:
            continue
        is_alone = len(phrase.words) == 1
        special = [word for word in phrase.words if _is_special(word, morphology, is_alone=is_alone)]
        if special:
            small = tuple(replace(word, text=word.text.lower()) if word in special else word for word in phrase.words)
            found.append(_choice(Capitals.COMMON_WORD, replace(phrase, words=small), put))
        elif any(letter.isupper() for word in phrase.words for letter in word.text):
            found.append(_choice(Capitals.AS_WRITTEN, replace(phrase, cased=True), put))
    return found


def both_sexes(query: Query, morphology: Morphology) -> list[Alternative]:
    """The query that also means the other sex, for each surname that stands alone in it, in order."""
    asked = set(phrases(query.root))
    found: list[Alternative] = []
    for phrase, put in _phrases(query.root, lambda node: node):
        word, *more = phrase.words
        other = None if more or phrase.exact or word.prefix else morphology.of_other_sex(word.text)
        added = replace(phrase, words=(Word(other),)) if other else phrase
        if added not in asked:
            found.append(Alternative(Sexes.BOTH, Query(put(Either((phrase, added)))), Query(added)))
    return found


def _choice(capitals: Capitals, phrase: Phrase, put: Callable[[Node], Node]) -> Alternative:
    return Alternative(capitals, Query(put(phrase)), Query(phrase))


def _is_special(word: Word, morphology: Morphology, *, is_alone: bool) -> bool:
    """Whether a word has a capital, without which it is a common word."""
    if word.prefix:
        return False
    limits = morphology.needs_capital if is_alone else morphology.is_name
    return morphology.is_abbreviation(word.text) or limits(word.text)


def _phrases(node: Node, put: Callable[[Node], Node]) -> Iterator[tuple[Phrase, Callable[[Node], Node]]]:
    """Every wanted phrase of a tree, with a function that rebuilds the tree with another one in its place.

    What has brackets, an order or a number of times is left as it was typed.
    """
    match node:
        case Phrase():
            yield node, put
        case Both(parts) | Either(parts):
            kind = type(node)
            for index, part in enumerate(parts):
                yield from _phrases(part, _putter(kind, parts, index, put))
        case Not() | From() | Quoted() | Tag() | Often():
            return


def _putter(
    kind: type[Both | Either], parts: tuple[Node, ...], index: int, put: Callable[[Node], Node]
) -> Callable[[Node], Node]:
    def put_in(node: Node) -> Node:
        inner = node.parts if isinstance(node, Either) and kind is Either else (node,)
        return put(kind((*parts[:index], *inner, *parts[index + 1 :])))

    return put_in
