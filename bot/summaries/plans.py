"""Which units to show, and how: of all ways to show what has to be shown, the one with the least wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from bot.summaries.clauses import shorter
from bot.summaries.outline import Kind
from bot.summaries.shortening import (
    ELLIPSIS,
    LONG,
    Pieces,
    cut,
    length,
    without_attribution,
    without_brackets,
)
from bot.summaries.units import Unit
from bot.summaries.view import Shown, View, is_seen

_CHOICES = (0, 8, 5, 3, 2)
"""Units that are tried for each of so many things to be shown."""
_FURTHER = 30
"""Units of which the shortest is tried as well."""
_UNSEEN = 1_000
"""What is wrong with a plan, the less the better: for each thing that has to be shown and is not, this; …"""
_NO_LEAD = 100
"""… if the lead is left out, this; …"""
_OPEN = 60
"""… for a unit with an open quote, …"""
_PART_OF_QUOTE = 10
"""… one that is a part of a quote, …"""
_LEANS = 40
"""… one that leans on what is not shown, …"""
_CUT = 30
"""… one that is cut, …"""
_TOO_SHORT = 40
"""… and to little at that; …"""
_SHORT = 80
_UNSHOWN = 15
"""… if no match is shown, though the title has it; …"""
_OF_KIND = {Kind.REAL: 0, Kind.CREDIT: 8, Kind.FRAGMENT: 25, Kind.TITLE: 45, Kind.LABEL: 50}
"""… for a unit besides the lead by its kind; …"""
_NO_CLAUSE = 25
_NO_ATTRIBUTION = 6
_NO_BRACKETS = 3
"""… for what the lead loses, or twice for what others lose, too; …"""
_LATER = 0.5
"""… for each unit with a match that is passed over; …"""
_MOST_WORDS = 4
"""… less one for each word that matched, up to so many."""

Way = Callable[[str, Pieces], Pieces]


def plan(view: View, limit: int) -> Shown:
    """What to show in at most `limit` characters; nothing if there is nothing to show."""
    return _Planner(view, limit).best()


class _Planner:
    def __init__(self, view: View, limit: int) -> None:
        self._view = view
        self._limit = limit
        self._passed_over = {place: _LATER * rank for rank, place in enumerate(view.hits)}
        self._best: Shown = ()
        self._faults = float("inf")
        """What is wrong with the best plan so far."""

    def best(self) -> Shown:
        choices = list(self._choices())
        for lead in dict.fromkeys((self._view.lead, None)):
            for chosen in product(*choices):
                self._try([one for one in (lead, *chosen) if one])
        return self._best

    def _choices(self) -> Iterator[list[Unit | None]]:
        """For each thing to be shown, the units that may be shown for it, or none, as the lead may have it."""
        things = self._view.wanted[: len(_CHOICES) - 1] or ((None,) if self._view.hits else ())
        for thing in things:
            having = [
                self._view.units[place]
                for place, spans in self._view.hits.items()
                if (thing is None or not thing.isdisjoint(spans)) and self._view.units[place].kind is not Kind.TITLE
            ]
            by_faults = sorted(enumerate(having), key=lambda one: _faults(one[1]) + _LATER * one[0])
            most = _CHOICES[len(things)]
            found = [unit for _, unit in by_faults[:most]]
            shortest = min((unit for _, unit in by_faults[:_FURTHER]), key=lambda one: length(one.pieces), default=None)
            yield list(dict.fromkeys((*found, shortest, None)))

    def _try(self, chosen: Sequence[Unit]) -> None:
        """Show the chosen units, with what they lean on if that makes it better, unless there is a better plan."""
        leaning = [one for one in chosen if one.leans and one is not self._view.lead]
        before = [one for one in map(self._view.before, leaning) if one]
        for some in (chosen, [*chosen, *before]) if before else (chosen,):
            ordered = sorted(set(some), key=lambda one: one.place)
            if not ordered or _overlap(ordered):
                continue
            for faults, shown in self._ways(ordered):
                if faults - _MOST_WORDS >= self._faults:
                    continue
                faults_in_all = faults + self._wrong(ordered, shown)
                if faults_in_all < self._faults:
                    self._best, self._faults = shown, faults_in_all

    def _ways(self, ordered: Sequence[Unit]) -> Iterator[tuple[float, Shown]]:
        """How units can be shown within the limit, and what is wrong with that: the first way that fits, and cuts."""
        whole = [(unit, unit.pieces) for unit in ordered]
        lead = [unit is self._view.lead for unit in ordered]
        everything = [True] * len(ordered)
        for faults, which, ways in (
            (0, lead, ()),
            (_NO_BRACKETS, lead, (without_brackets,)),
            (_NO_ATTRIBUTION, lead, (without_attribution,)),
            (_NO_BRACKETS + _NO_ATTRIBUTION, lead, (without_brackets, without_attribution)),
            (2 * (_NO_BRACKETS + _NO_ATTRIBUTION), everything, (without_brackets, without_attribution)),
        ):
            shown = [
                one if not shortened else self._shortened(*one, ways)
                for one, shortened in zip(whole, which, strict=True)
            ]
            if self._view.length(shown) <= self._limit:
                yield faults, tuple(shown)
                return
        for faults, which in ((_NO_CLAUSE, lead), (2 * _NO_CLAUSE, everything)):
            fewer = self._without_clauses(shown, which)
            if self._view.length(fewer) <= self._limit:
                yield faults, tuple(fewer)
                break
        yield from self._cuts(shown)
        yield from self._cuts(whole)

    def _shortened(self, unit: Unit, pieces: Pieces, ways: Sequence[Way]) -> tuple[Unit, Pieces]:
        for way in ways:
            pieces = way(self._view.text, pieces)
        return unit, pieces

    def _without_clauses(self, shown: Shown, which: Sequence[bool]) -> Shown:
        """What is shown, without as many clauses of some units as have to go, the lead's first."""
        found = list(shown)
        for number in sorted(range(len(found)), key=lambda one: found[one][0] is not self._view.lead):
            unit, pieces = found[number]
            excess = self._view.length(found) - self._limit
            if excess > 0 and which[number] and len(unit.sentences) == 1:
                ways = list(shorter(self._view.text, pieces, self._kept(unit)))
                enough = (one for one in ways if length(pieces) - length(one) >= excess)
                found[number] = unit, next(enough, ways[-1] if ways else pieces)
        return found

    def _kept(self, unit: Unit) -> int:
        """Where the part of a unit ends that says what has to be shown."""
        spans = self._view.hits.get(unit.place, ())
        found = (next((span for span in spans if span in thing), None) for thing in self._view.wanted)
        return max((span.end for span in found if span), default=unit.span.start)

    def _cuts(self, shown: Shown) -> Iterator[tuple[float, Shown]]:
        """The ways to cut one of the units, or all that are long."""
        long = [number for number, (_, pieces) in enumerate(shown) if length(pieces) > min(LONG, self._limit)]
        for which in (*((number,) for number in long), tuple(long)):
            room = self._limit - self._view.length(shown) + sum(length(shown[number][1]) for number in which)
            if not which or room < len(which):
                continue
            found = list(shown)
            for number in which:
                found[number] = self._cut(shown[number][0], room // len(which))
            if self._view.length(found) <= self._limit and not self._has_two_ellipses(found):
                broken = sum(shown[number][0].is_completed for number in which)
                yield _CUT * len(which) + _OPEN * broken + _TOO_SHORT * (room // len(which) < _SHORT), tuple(found)

    def _has_two_ellipses(self, shown: Shown) -> bool:
        """Whether a piece that is cut at its beginning follows what ends so."""
        ends = [pieces[-1].after or self._view.text[pieces[-1].span.end - 1] for _, pieces in shown]
        begins = [pieces[0].after == ELLIPSIS for _, pieces in shown]
        return any(end == ELLIPSIS and begin for end, begin in zip(ends, begins[1:], strict=False))

    def _cut(self, unit: Unit, room: int) -> tuple[Unit, Pieces]:
        spans = self._view.hits.get(unit.place, ())
        keep = next((span for span in spans if any(span in thing for thing in self._view.wanted)), None)
        if keep is None and not self._view.wanted and spans:
            keep = spans[0]
        span = unit.span
        if "\n" in self._view.text[span.start : span.end]:
            within = [one.span for one in unit.sentences if keep and one.span.end > keep.start]
            span = (within or [one.span for one in unit.sentences])[0]
        if unit is self._view.lead and keep and keep.end > span.start + room and not self._view.wanted:
            keep = None
        return unit, cut(self._view.text, span, room, keep)

    def _wrong(self, ordered: Sequence[Unit], shown: Shown) -> float:
        seen = [piece.span for _, pieces in shown for piece in pieces]
        faults = 0.0 if self._view.lead is None or self._view.lead in ordered else _NO_LEAD
        faults += sum(_UNSEEN for thing in self._view.wanted if not any(is_seen(span, seen) for span in thing))
        if (
            not self._view.wanted
            and self._view.hits
            and self._view.hits.keys().isdisjoint(unit.place for unit in ordered)
        ):
            faults += _UNSHOWN
        faults -= min(_MOST_WORDS, len(self._view.words(*(unit.place for unit in ordered))))
        for unit in ordered:
            faults += _OPEN * unit.is_open + _PART_OF_QUOTE * unit.is_completed
            if unit is not self._view.lead:
                faults += _OF_KIND[unit.kind] + self._passed_over.get(unit.place, 0)
                faults += _LEANS * (unit.leans and self._view.before(unit) not in (*ordered, None))
        return faults


def _overlap(ordered: Sequence[Unit]) -> bool:
    """Whether sentences of one quote would be shown twice."""
    own = [one for one in ordered if one.own]
    return len(own) > 1 and len({one.sentences[0].span for one in own}) < len(own)


def _faults(unit: Unit) -> float:
    """What is wrong with showing a unit, whatever else is shown."""
    return _OF_KIND[unit.kind] + _OPEN * unit.is_open + _LEANS * unit.leans
