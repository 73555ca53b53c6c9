"""An article as a summary of it is made: its units, and what matched in them."""

from bisect import bisect_right
from collections.abc import Sequence

from bot.model import Hit, ReadArticle, Span
from bot.summaries.outline import Kind, outline, words
from bot.summaries.shortening import Pieces, length
from bot.summaries.units import Unit, units

Shown = Sequence[tuple[Unit, Pieces]]
"""Units in the order of the text, and what is shown of each."""
_MATCHES = 300
"""Places that matched which are looked at: who names a thing more often has named it before."""
_OF_EACH = 5
"""Places of each thing to be shown that are looked at in any case."""
_NEARBY = 200
"""Units among which the lead is looked for, and what another one leans on."""
_WORD_STEM = 4
"""Letters by which two matched words count as forms of one."""
_STOPS = tuple(".!?…:;,。！？")
_CLOSING = "\"'»”“’)]"
_LONGEST_STOP = 20


class View:
    """What can be asked of an article and the places in it that met a query."""

    def __init__(self, article: ReadArticle, hit: Hit) -> None:
        self.text = article.text
        self.matches, self.wanted = _looked_at(hit)
        self.units = units(outline(article))
        self.hits = _by_unit(self.units, self.matches)
        """The places that matched, by the number of the unit."""
        if self._is_trimmed_away():
            self.units = units(outline(article, trimmed=False))
            self.hits = _by_unit(self.units, self.matches)
        self.lead = self._first(Kind.REAL) or self._first(Kind.FRAGMENT)
        self._ends = [span.end for span in self.matches]

    def before(self, unit: Unit) -> Unit | None:
        """What a unit leans on."""
        nearby = self.units[max(0, unit.place - _NEARBY) : unit.place]
        return next((one for one in reversed(nearby) if one.kind not in {Kind.LABEL, Kind.TITLE}), None)

    def words(self, *places: int) -> frozenset[str]:
        """The words that matched in units, forms of one counting once."""
        return frozenset(
            word[:_WORD_STEM]
            for place in places
            for span in self.hits.get(place, ())
            for word in words(self.text[span.start : span.end])
        )

    def matches_in(self, span: Span) -> list[Span]:
        """The places that matched and have to do with a part of the text, as far as they stand in it."""
        found: list[Span] = []
        for match in self.matches[bisect_right(self._ends, span.start) :]:
            if match.start >= span.end:
                break
            found.append(Span(max(match.start, span.start), min(match.end, span.end)))
        return found

    def length(self, shown: Shown) -> int:
        """Characters of what is shown, joined."""
        joints = sum(len(self.joint(pieces)) for _, pieces in shown[:-1])
        return joints + sum(length(pieces) for _, pieces in shown)

    def joint(self, pieces: Pieces) -> str:
        """What stands between the pieces of a unit and the next one: a line without a stop gets one."""
        last = pieces[-1]
        begin = max(last.span.start, last.span.end - _LONGEST_STOP)
        return " " if stops(self.text[begin : last.span.end] + last.after) else ". "

    def _is_trimmed_away(self) -> bool:
        """Whether something that has to be shown stands in a dateline or the like alone."""
        seen = {span for spans in self.hits.values() for span in spans}
        whole = [self.units[place].span for place in self.hits]
        return any(seen.isdisjoint(thing) or not any(is_seen(span, whole) for span in thing) for thing in self.wanted)

    def _first(self, kind: Kind) -> Unit | None:
        return next((one for one in self.units[:_NEARBY] if one.kind is kind), None)


def _looked_at(hit: Hit) -> tuple[list[Span], list[frozenset[Span]]]:
    """The places that matched, as far as they are looked at, and those of each thing that has to be shown."""
    things = hit.wanted or ((hit.text,) if hit.text and not hit.title else ())
    ends = [span.end for span in hit.text]
    matches = set(hit.text[:_MATCHES])
    places = [[bisect_right(ends, span.start) for span in thing[:_MATCHES]] for thing in things]
    matches.update(hit.text[place] for thing in places for place in thing[:_OF_EACH] if place < len(ends))
    wanted = [frozenset(hit.text[place] for place in thing if place < len(ends)) & matches for thing in places]
    return sorted(matches), [thing for thing in wanted if thing]


def _by_unit(found: Sequence[Unit], matches: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """The places that matched, by the number of the unit; both are ascending."""
    by_unit: dict[int, list[Span]] = {}
    at = 0
    for unit in found:
        while at < len(matches) and matches[at].end <= unit.span.start:
            at += 1
        ahead = at
        while ahead < len(matches) and matches[ahead].start < unit.span.end:
            by_unit.setdefault(unit.place, []).append(matches[ahead])
            ahead += 1
        at = max(at, ahead - 1)
    return {place: tuple(spans) for place, spans in by_unit.items()}


def is_seen(span: Span, shown: Sequence[Span]) -> bool:
    """Whether a place is within one of those that are shown."""
    return any(one.start <= span.start and span.end <= one.end for one in shown)


def stops(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip(_CLOSING).endswith(_STOPS)
