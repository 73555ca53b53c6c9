"""What the index keeps of a query that is more than one phrase: a condition on the runs that an article has."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.matching.evaluate import comes_from
from bot.matching.near import near
from bot.matching.tree import Field, Zone
from bot.model import ReadArticle

Needs = tuple["int | Origin", ...]
"""Runs that an article must have, and what it must say of itself."""
_MAX_WAYS = 16
"""Ways to meet a condition that are multiplied with those of another; beyond, one of the two is enough to find it by."""


class View(Protocol):
    """An article as the index sees it."""

    article: ReadArticle

    @abstractmethod
    def first(self, node: int) -> int | None:
        """The place where a run first begins, if it is there."""

    @abstractmethod
    def places(self, term: int) -> list[int]:
        """The places of a term."""

    @abstractmethod
    def end(self, zone: Zone) -> int:
        """The first place that is no longer in a zone."""

    @abstractmethod
    def sentences(self) -> Sequence[int]:
        """The sentence of each place."""


@dataclass(frozen=True, slots=True)
class HasRun:
    """A run begins within a zone."""

    node: int
    zone: Zone

    def met(self, view: View) -> bool:
        first = view.first(self.node)
        return first is not None and (not self.zone or first < view.end(self.zone))

    def ways(self) -> list[Needs] | None:
        return [(self.node,)]


@dataclass(frozen=True, slots=True)
class HasNear:
    """Terms stand near one another within a zone."""

    terms: tuple[int, ...]
    between: int
    zone: Zone

    def met(self, view: View) -> bool:
        places = [view.places(term) for term in self.terms]
        if self.zone:
            end = view.end(self.zone)
            places = [[place for place in some if place < end] for some in places]
        return bool(near(places, self.between, view.sentences()))

    def ways(self) -> list[Needs] | None:
        return [tuple(dict.fromkeys(self.terms))]


@dataclass(frozen=True, slots=True)
class Origin:
    """The article says something of itself."""

    field: Field
    value: str

    def met(self, view: View) -> bool:
        return comes_from(view.article, self.field, self.value)

    def ways(self) -> list[Needs] | None:
        return [(self,)]


@dataclass(frozen=True, slots=True)
class All:
    """All conditions are met."""

    parts: tuple["Plan", ...]

    def met(self, view: View) -> bool:
        return all(part.met(view) for part in self.parts)

    def ways(self) -> list[Needs] | None:
        """The fewest ways: what all need, and the alternatives of one part if that leaves fewer than two runs."""
        ways = sorted(filter(None, (part.ways() for part in self.parts)), key=len)
        if not ways:
            return None
        best = ways[0]
        for others in ways[1:]:
            if len(best) * len(others) <= max(_MAX_WAYS, len(best)):
                best = [tuple(dict.fromkeys((*one, *other))) for one in best for other in others]
        return best


@dataclass(frozen=True, slots=True)
class Any:
    """At least one condition is met."""

    parts: tuple["Plan", ...]

    def met(self, view: View) -> bool:
        return any(part.met(view) for part in self.parts)

    def ways(self) -> list[Needs] | None:
        ways = [part.ways() for part in self.parts]
        return None if None in ways else [way for some in ways for way in some or ()]


@dataclass(frozen=True, slots=True)
class No:
    """A condition is not met."""

    part: "Plan"

    def met(self, view: View) -> bool:
        return not self.part.met(view)

    def ways(self) -> list[Needs] | None:
        return None


Plan = HasRun | HasNear | Origin | All | Any | No


def leaves(plan: Plan) -> Iterator[HasRun | HasNear]:
    """Every condition on runs in a plan."""
    match plan:
        case HasRun() | HasNear():
            yield plan
        case All(parts) | Any(parts):
            for part in parts:
                yield from leaves(part)
        case No(part):
            yield from leaves(part)
