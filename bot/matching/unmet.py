"""Why an article does not meet a query: what it lacks, or has and must not have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.matching.evaluate import Evaluator, Reading
from bot.matching.patterns import Patterns
from bot.matching.tree import (
    Both,
    Choice,
    Either,
    From,
    Node,
    Not,
    Often,
    Phrase,
    Query,
    Quoted,
    Tag,
    Zone,
    choice_text,
)


class Lack(StrEnum):
    """A reason why an article does not meet a part of a query."""

    WORD = "word"
    """It has no form of a word."""
    TOGETHER = "together"
    """It has all words, but not as close to one another as they are wanted."""
    TIMES = "times"
    """It has it, but not as often as it is wanted."""
    ZONE = "zone"
    """It has them, but not in the title or lead."""
    ORIGIN = "origin"
    """It is from another site or source, or in another language."""
    EXCLUDED = "excluded"
    """It has what must not be there."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """What keeps an article from meeting a query."""

    lack: Lack
    part: str
    """The word, or the part of the query."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far an article is from meeting a query."""

    unmet: tuple[Unmet, ...]
    """What it lacks, in the order of the query; empty if it meets it."""
    share: float
    """The share of the words that it has, from 0 to 1; of alternatives, that of the nearest one."""


class Explainer:
    """Says what keeps an article from meeting queries. Not thread-safe, as the evaluator."""

    def __init__(self, patterns: Patterns, evaluator: Evaluator) -> None:
        self._patterns = patterns
        self._evaluator = evaluator

    def unmet(self, query: Query, reading: Reading) -> tuple[Unmet, ...]:
        """What the article lacks, in the order of the query; empty if it meets it. Of "either", all parts lack some."""
        return tuple(dict.fromkeys(self._lacks(query.root, reading)))

    def distance(self, query: Query, reading: Reading) -> Distance:
        """How far the article is from meeting the query. What must not be there counts for nothing."""
        had, asked = self._had(query.root, reading)
        return Distance(self.unmet(query, reading), had / asked if asked else 1.0)

    def _had(self, node: Node, reading: Reading) -> tuple[int, int]:  # noqa: PLR0911  # one for each kind of node
        """How many words of a part the article has, and how many there are; a site or a language counts as a word."""
        match node:
            case Phrase():
                counts = [(len(words) - len(missing), len(words)) for words, missing in self._missing(node, reading)]
                return max(counts, key=_share)
            case Quoted():
                counts = [
                    max((self._had(one, reading) for one in node.alternatives(choice)), key=_share)
                    for choice in node.parts
                ]
                return sum(had for had, _ in counts), sum(asked for _, asked in counts)
            case Often(part):
                return self._had(part, reading)
            case From() | Tag():
                return int(self._is_met(node, reading)), 1
            case Not():
                return 0, 0
            case Both(parts):
                counts = [self._had(part, reading) for part in parts]
                return sum(had for had, _ in counts), sum(asked for _, asked in counts)
            case Either(parts):
                return max((self._had(part, reading) for part in parts), key=_share)

    def _is_met(self, node: Node, reading: Reading) -> bool:
        return self._evaluator.evaluate(Query(node), reading) is not None

    def _lacks(self, node: Node, reading: Reading) -> Iterator[Unmet]:
        if self._is_met(node, reading):
            return
        match node:
            case Phrase():
                yield from self._of_phrase(node, reading)
            case Quoted():
                yield from self._of_quoted(node, reading)
            case Often(part):
                is_there = self._is_met(part, reading)
                yield from [Unmet(Lack.TIMES, str(node))] if is_there else self._lacks(part, reading)
            case Tag():
                yield from (replace(one, part=str(node)) for one in self._of_phrase(node.phrase, reading))
            case From():
                yield Unmet(Lack.ORIGIN, str(node))
            case Not(part):
                yield Unmet(Lack.EXCLUDED, str(Query(part)))
            case Both(parts) | Either(parts):
                for part in parts:
                    yield from self._lacks(part, reading)

    def _of_phrase(self, phrase: Phrase, reading: Reading) -> Iterator[Unmet]:
        variants = [missing for _, missing in self._missing(phrase, reading)]
        if all(variants):
            yield from (Unmet(Lack.WORD, word) for word in variants[0])
        else:
            yield self._of_whole(phrase, reading)

    def _of_quoted(self, quoted: Quoted, reading: Reading) -> Iterator[Unmet]:
        missing = [choice for choice in quoted.parts if not self._has_any(quoted, choice, reading)]
        if missing:
            yield from (Unmet(Lack.WORD, choice_text(choice)) for choice in missing)
        elif quoted.without and self._is_met(replace(quoted, without=()), reading):
            there = [choice for choice in quoted.without if self._has_any(quoted, choice, reading)]
            yield from (Unmet(Lack.EXCLUDED, choice_text(choice)) for choice in there)
        else:
            yield self._of_whole(quoted, reading)

    def _has_any(self, quoted: Quoted, choice: Choice, reading: Reading) -> bool:
        """Whether the article has all words of an alternative."""
        phrases = quoted.alternatives(choice)
        return any(not missing for phrase in phrases for _, missing in self._missing(phrase, reading))

    def _of_whole(self, part: Phrase | Quoted, reading: Reading) -> Unmet:
        """What keeps a part from being met if the article has all of its words."""
        is_elsewhere = part.zone and self._is_met(replace(part, zone=Zone.ANYWHERE), reading)
        return Unmet(Lack.ZONE if is_elsewhere else Lack.TOGETHER, str(Query(part)))

    def _missing(self, phrase: Phrase, reading: Reading) -> Iterator[tuple[tuple[str, ...], list[str]]]:
        """The words of each variant of a phrase, and those that the article lacks."""
        for words, patterns in zip(self._patterns.words(phrase), self._patterns.of(phrase), strict=True):
            pairs = zip(words, patterns, strict=True)
            yield words, [word for word, pattern in pairs if not reading.places(pattern)]


def _share(counts: tuple[int, int]) -> float:
    had, asked = counts
    return had / max(asked, 1)
