"""Turns a query's tree into a plan for the index, and its phrases into runs."""

from collections.abc import Iterable, Iterator, Sequence

from bot.matching.origins import name
from bot.matching.patterns import Pattern, PatternsOf
from bot.matching.plans import AllTerms, AnyTerm, HasNear, HasNearby, HasOften, HasRun, No, OneOf, Origin, Plan
from bot.matching.runs import Runs
from bot.matching.tree import Both, Either, Field, From, Node, Not, Often, Phrase, Quoted, Tag, is_near
from bot.matching.vocabulary import Vocabulary


class Planner:
    """Makes the plan of one query; counts a use of each term and run in it."""

    def __init__(self, vocabulary: Vocabulary, runs: Runs, patterns_of: PatternsOf) -> None:
        self._vocabulary = vocabulary
        self._runs = runs
        self._patterns_of = patterns_of

    def plan(self, node: Node) -> Plan:  # noqa: PLR0911  # one for each kind of node
        """The plan of a node."""
        match node:
            case Phrase():
                places = [self._place(node, patterns) for patterns in self._patterns_of(node)]
                return places[0] if len(places) == 1 else AnyTerm(tuple(places))
            case Quoted(near=None):
                rows = ((row, patterns) for row in node.rows() for patterns in self._patterns_of(row))
                return AnyTerm(tuple(self._place(row, patterns) for row, patterns in rows))
            case Quoted():
                return self._nearby(node)
            case Tag():
                return self.plan(node.phrase)
            case Often(part, times):
                return HasOften(tuple(self._counted(part)), times, by_sentence=is_near(part))
            case From(field, value):
                return Origin(field, name(value) if field in {Field.SOURCE, Field.AUTHOR} else value)
            case Not(part):
                return No(self.plan(part))
            case Both(parts):
                return AllTerms(tuple(map(self.plan, parts)))
            case Either(parts):
                return AnyTerm(tuple(map(self.plan, parts)))

    def _counted(self, part: Phrase | Quoted | Tag) -> Iterator[HasNearby]:
        """What together has every run of a part."""
        match part:
            case Tag():
                yield from self._counted(part.phrase)
            case Phrase(near=None):
                yield HasNearby((self._one_of([part]),), (), 0, part.zone)
            case Phrase(near=near):
                for patterns in self._patterns_of(part):
                    units = tuple(((term, 1),) for term in self._terms(patterns))
                    yield HasNearby(units, (), near or 0, part.zone)
            case Quoted(near=None):
                yield HasNearby((self._one_of(part.rows()),), (), 0, part.zone)
            case Quoted():
                yield self._nearby(part)

    def _nearby(self, quoted: Quoted) -> HasNearby:
        units = tuple(self._one_of(quoted.alternatives(choice)) for choice in quoted.parts)
        unwanted = self._one_of(phrase for choice in quoted.without for phrase in quoted.alternatives(choice))
        return HasNearby(units, unwanted, quoted.near or 0, quoted.zone, quoted.in_order)

    def _place(self, phrase: Phrase, patterns: Sequence[Pattern]) -> HasRun | HasNear:
        terms = self._terms(patterns)
        if phrase.near is not None:
            return HasNear(tuple(terms), phrase.near, phrase.zone)
        return HasRun(self._runs.place(terms), phrase.zone)

    def _one_of(self, phrases: Iterable[Phrase]) -> OneOf:
        """The runs of phrases, in all their variants."""
        found = (self._terms(patterns) for phrase in phrases for patterns in self._patterns_of(phrase))
        return tuple((self._runs.place(terms), len(terms)) for terms in found)

    def _terms(self, patterns: Iterable[Pattern]) -> list[int]:
        return [self._vocabulary.acquire(pattern) for pattern in patterns]
