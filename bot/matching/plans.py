"""Plans: what the index keeps of a query of more than one phrase, as conditions on an article's runs."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.matching.near import Run, near, nearby, occurrences
from bot.matching.origins import comes_from
from bot.matching.tree import Field, Zone
from bot.model import ReadArticle

Needs = tuple["int | Origin", ...]
"""Runs and origins that an article must have."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to meet a condition: an article that meets it has all that at least one way needs."""

    needs: tuple[Needs, ...]
    enough: bool
    """Whether having all that one way needs is also sufficient."""


_MAX_WAYS = 16
"""The most ways from combining two conditions; beyond, only one of the two is used to find the query."""


class View(Protocol):
    """An article, as the index provides it."""

    article: ReadArticle

    @abstractmethod
    def has(self, node: int) -> bool:
        """Whether the article has a run."""

    @abstractmethod
    def first(self, node: int) -> int:
        """The first place of a run that the article has."""

    @abstractmethod
    def places(self, term: int) -> list[int]:
        """The places of a term."""

    @abstractmethod
    def begins(self, node: int) -> list[int]:
        """The first places of a run, wherever the article has it."""

    @abstractmethod
    def end(self, zone: Zone) -> int:
        """The first place after a zone."""

    @abstractmethod
    def sentences(self) -> Sequence[int]:
        """The sentence of each place."""


@dataclass(frozen=True, slots=True)
class HasRun:
    """A run begins in a zone."""

    node: int
    zone: Zone

    def met(self, view: View) -> bool:
        return view.has(self.node) and (not self.zone or view.first(self.node) < view.end(self.zone))

    def ways(self) -> Ways | None:
        return Ways(((self.node,),), enough=not self.zone)


@dataclass(frozen=True, slots=True)
class HasNear:
    """Terms are near one another in a zone."""

    terms: tuple[int, ...]
    between: int
    zone: Zone

    def met(self, view: View) -> bool:
        places = [view.places(term) for term in self.terms]
        if self.zone:
            end = view.end(self.zone)
            places = [[place for place in some if place < end] for some in places]
        return bool(near(places, self.between, view.sentences()))

    def ways(self) -> Ways | None:
        return Ways((tuple(dict.fromkeys(self.terms)),), enough=False)


OneOf = tuple[tuple[int, int], ...]
"""Runs, any of which may stand at a place: the node and the length of each."""


@dataclass(frozen=True, slots=True)
class HasNearby:
    """Units are near one another in a zone, perhaps in order, each without what is unwanted near it."""

    units: tuple[OneOf, ...]
    without: OneOf
    between: int
    zone: Zone
    in_order: bool = False

    def met(self, view: View) -> bool:
        return bool(self.runs(view))

    def runs(self, view: View) -> list[Run]:
        """Where they are near one another."""
        if not all(any(view.has(node) for node, _ in unit) for unit in self.units):
            return []
        end = view.end(self.zone) if self.zone else None
        units, unwanted = [_runs(unit, view, end) for unit in self.units], _runs(self.without, view, end)
        return nearby(units, unwanted, self.between, view.sentences(), in_order=self.in_order)

    def ways(self) -> Ways | None:
        units = [AnyTerm(tuple(HasRun(node, Zone.ANYWHERE) for node, _ in unit)) for unit in self.units]
        ways = AllTerms(tuple(units)).ways()
        return replace(ways, enough=False) if ways else None

    def nodes(self) -> Iterator[int]:
        for unit in (*self.units, self.without):
            yield from (node for node, _ in unit)


def _runs(one_of: OneOf, view: View, end: int | None) -> list[Run]:
    """The runs that an article has, each once; those that begin before `end` if that is given."""
    return list(
        {
            (first, first + length - 1)
            for node, length in one_of
            if view.has(node)
            for first in view.begins(node)
            if end is None or first < end
        }
    )


@dataclass(frozen=True, slots=True)
class HasOften:
    """Any of several things, at least so many times in all."""

    parts: tuple[HasNearby, ...]
    times: int
    by_sentence: bool
    """Whether the sentences that have one are counted."""

    def met(self, view: View) -> bool:
        runs = {run for part in self.parts for run in part.runs(view)}
        return occurrences(runs, view.sentences() if self.by_sentence else None) >= self.times

    def ways(self) -> Ways | None:
        ways = AnyTerm(self.parts).ways()
        return replace(ways, enough=False) if ways else None


@dataclass(frozen=True, slots=True)
class Origin:
    """The article has a value in a field."""

    field: Field
    value: str

    def met(self, view: View) -> bool:
        return comes_from(view.article, self.field, self.value)

    def ways(self) -> Ways | None:
        return Ways(((self,),), enough=False)


@dataclass(frozen=True, slots=True)
class AllTerms:
    """All conditions are met."""

    parts: tuple["Plan", ...]

    def met(self, view: View) -> bool:
        for part in self.parts:  # noqa: SIM110  # twice as fast as `all`, on the hot path
            if not part.met(view):
                return False
        return True

    def ways(self) -> Ways | None:
        """The ways of the part with the fewest, combined with those of the others as long as they stay few."""
        parts = [part.ways() for part in self.parts]
        known = sorted(filter(None, parts), key=lambda ways: len(ways.needs))
        if not known:
            return None
        needs, enough = known[0].needs, known[0].enough and len(known) == len(parts)
        for others in known[1:]:
            if len(needs) * len(others.needs) <= max(_MAX_WAYS, len(needs)):
                needs = tuple(tuple(dict.fromkeys((*one, *other))) for one in needs for other in others.needs)
                enough = enough and others.enough
            else:
                enough = False
        return Ways(needs, enough)


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """At least one condition is met."""

    parts: tuple["Plan", ...]

    def met(self, view: View) -> bool:
        return any(part.met(view) for part in self.parts)

    def ways(self) -> Ways | None:
        parts = [part.ways() for part in self.parts]
        known = list(filter(None, parts))
        if len(known) < len(parts):
            return None
        return Ways(tuple(way for ways in known for way in ways.needs), all(ways.enough for ways in known))


@dataclass(frozen=True, slots=True)
class No:
    """A condition is not met."""

    part: "Plan"

    def met(self, view: View) -> bool:
        return not self.part.met(view)

    def ways(self) -> Ways | None:
        return None


Plan = HasRun | HasNear | HasNearby | HasOften | Origin | AllTerms | AnyTerm | No


def leaves(plan: Plan) -> Iterator[int]:
    """The node of each run that a plan is about, as often as it needs it."""
    match plan:
        case HasRun(node):
            yield node
        case HasNear(terms):
            yield from terms
        case HasNearby():
            yield from plan.nodes()
        case HasOften(parts) | AllTerms(parts) | AnyTerm(parts):
            for part in parts:
                yield from leaves(part)
        case No(part):
            yield from leaves(part)
