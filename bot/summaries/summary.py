"""What a summary says, and where what was looked for stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.model import Hit, ReadArticle, Span
from bot.summaries.outline import Kind
from bot.summaries.plans import plan
from bot.summaries.units import Unit
from bot.summaries.view import Shown, View, stops

_FURTHER = 30
"""Units in which words are looked for that matched and are not shown yet."""
_FILLING = 12
"""Units after the lead among which more is looked for."""
_ENOUGH = 0.8
"""The share of the limit from which nothing more is looked for."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences of an article, in their order."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    """The places that matched, ascending, in the summary's own coordinates."""


def summarise(article: ReadArticle, hit: Hit, *, limit: int) -> Summary:
    """Whole sentences of the article in at most `limit` characters, 1 or more, and some 80 % of them if it has as many.

    They are the lead, which is the first sentence that says something; where what was looked for stands neither in the
    title nor there, the best sentence that has it; and what comes next. For room they lose brackets, then who reports
    them. Where these things conflict, what was looked for comes first, then the limit, whole sentences, the lead. Only
    a sentence of more than 300 characters, or than `limit`, is cut, with "…". Empty if the article has no text, or none
    beyond its title and its labels.
    """
    if limit < 1:
        raise ValueError(f"a limit is positive: {limit}")
    view = View(article, hit)
    shown = plan(view, limit)
    return _joined(view, _filled(view, shown, limit)) if shown else Summary()


def _filled(view: View, shown: Shown, limit: int) -> Shown:
    """What is shown, and what follows it, as far as there is room."""
    for unit in list(_further(view, [unit for unit, _ in shown])):
        if view.length(shown) >= _ENOUGH * limit:
            break
        if _goes_with(view, unit, [one for one, _ in shown]):
            more = sorted([*shown, (unit, unit.pieces)], key=lambda one: one[0].place)
            shown = more if view.length(more) <= limit else shown
    return shown


def _further(view: View, shown: list[Unit]) -> Iterator[Unit]:
    """Units that may be shown as well: with words that matched and are not shown yet, after the lead, after others."""
    places = [unit.place for unit in shown]
    first = view.lead.place if view.lead else places[0]
    missing = [place for place in islice(view.hits, _FURTHER) if not view.words(place) <= view.words(*places)]
    for place in (*missing, *range(first + 1, first + 1 + _FILLING), *(place + 1 for place in places)):
        if place < len(view.units):
            yield view.units[place]


def _goes_with(view: View, unit: Unit, shown: list[Unit]) -> bool:
    """Whether a unit is whole, new, leans on nothing that is not shown, and parts none from what it leans on."""
    is_whole = (
        unit.kind in {Kind.REAL, Kind.FRAGMENT}
        and not unit.is_open
        and not unit.is_completed
        and not unit.own
        and stops(unit.text)
    )
    if not is_whole or any(unit.text == one.text for one in shown):
        return False
    following = next((one for one in shown if one.place > unit.place), None)
    if following and following.leans and view.before(following) is not unit:
        return False
    return not unit.leans or view.before(unit) in shown


def _joined(view: View, shown: Shown) -> Summary:
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, (_, pieces) in enumerate(shown):
        for piece in pieces:
            start, end = piece.span.start, piece.span.end
            spans += (Span(one.start - start + at, one.end - start + at) for one in view.matches_in(piece.span))
            parts += (view.text[start:end], piece.after)
            at += end - start + len(piece.after)
        if number + 1 < len(shown):
            parts.append(view.joint(pieces))
            at += len(parts[-1])
    return Summary("".join(parts), tuple(spans))
