"""Where in an article a query is met: by the title alone, by title and lead, below them, or once in passing.

Where a query requires several things, the least prominent of them decides; where it takes any of several, the most
prominent one. What must be there several times is where it first stands. What must not be there is looked for in the
whole article.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.matching.tree import Both, Either, From, InText, Node, Not, Often, Phrase, Quoted, Tag, is_near
from bot.model import Prominence

Runs = list[tuple[int, int]]
"""Runs of places, from first to last."""

_ORDER = (Prominence.TITLE, Prominence.LEAD, Prominence.BODY)


@dataclass(frozen=True, slots=True)
class Ends:
    """The first place after the title, and after the lead."""

    title: int
    lead: int


@dataclass(frozen=True, slots=True)
class _Met:
    """A part of a query that an article meets: where, and the runs of each thing that it requires."""

    rank: int
    """A place in `_ORDER`."""
    things: tuple[Runs, ...]


_BY_ITSELF = _Met(0, ())
"""What has no place in the text: a site, or an exclusion."""


class Placing:
    """Finds where an article meets a query."""

    def __init__(
        self,
        ends: Ends,
        sentences: Sequence[int],
        *,
        runs_of: Callable[[InText], Runs],
        comes_from: Callable[[From], bool],
    ) -> None:
        """`sentences` gives the sentence of each place."""
        self._ends = ends
        self._sentences = sentences
        self._runs_of = runs_of
        self._comes_from = comes_from

    def prominence(self, root: Node) -> Prominence | None:
        """None if the query is not met."""
        met = self._met(root)
        if met is None:
            return None
        prominence = _ORDER[met.rank]
        if prominence is Prominence.BODY and all(self._is_passing(runs) for runs in met.things):
            return Prominence.PASSING
        return prominence

    def _met(self, node: Node) -> _Met | None:
        match node:
            case Phrase() | Quoted() | Tag() | Often():
                runs = self._runs_of(node)
                return _Met(self._rank(runs), (self._by_sentence(runs) if is_near(node) else runs,)) if runs else None
            case From():
                return _BY_ITSELF if self._comes_from(node) else None
            case Not(part):
                return _BY_ITSELF if self._met(part) is None else None
            case Both(parts):
                met = self._those_met(parts)
                if len(met) < len(parts):
                    return None
                return _Met(max(one.rank for one in met), tuple(runs for one in met for runs in one.things))
            case Either(parts):
                return _any_of(self._those_met(parts))

    def _those_met(self, parts: Sequence[Node]) -> list[_Met]:
        return [met for part in parts if (met := self._met(part)) is not None]

    def _rank(self, runs: Runs) -> int:
        first = runs[0][1]
        return (first >= self._ends.title) + (first >= self._ends.lead)

    def _is_passing(self, runs: Runs) -> bool:
        """Whether a thing stands once, below the lead. What overlaps is one: a name, and the same with a first name."""
        end = max(self._ends.lead, min(runs)[0])
        for first, last in sorted(runs):
            if first < self._ends.lead or first > end:
                return False
            end = max(end, last)
        return True

    def _by_sentence(self, places: Runs) -> Runs:
        """The places of words near one another, those of a sentence as one run."""
        found: dict[int, tuple[int, int]] = {}
        for first, last in places:
            begin, _ = found.get(self._sentences[first], (first, last))
            found[self._sentences[first]] = begin, last
        return list(found.values())


def _any_of(met: Sequence[_Met]) -> _Met | None:
    """Several ways in which a query is met speak of one thing."""
    if len(met) <= 1:
        return met[0] if met else None
    return _Met(min(one.rank for one in met), ([run for one in met for thing in one.things for run in thing],))
