"""What two reports of a story have in common, in words that a person can read."""

import re
from itertools import islice

import numpy as np

from bot.model import ReadArticle, Span
from bot.stories.fingerprint import BRIDGE, NAME, NUMBER, TITLE, Fingerprint, fingerprint, first_places, looked_at
from bot.stories.frequencies import Counts
from bot.stories.similarity import weigh

_MOST = 5
"""Words, names and numbers that are named."""
_TELLS = 1.3
"""By how much more it says what a report is about that a name, a number or a word of the title is shared."""
_COUNTED = re.compile(r"\d[\d.,]*+ [^\W\d_]+")
"""A number with what it counts."""
_BETWEEN = {" ", "-", "–"}


def in_common(told: ReadArticle, other: ReadArticle) -> tuple[str, ...]:
    """The names, numbers and words that joined another report to one that was told, as they stand in that one.

    The weightiest come first; those that stand side by side are one. Empty if they share none, as when only their
    address is the same.
    """
    text, places = looked_at(told), first_places(told)
    wanted = _shared(fingerprint(told), fingerprint(other))
    spans = dict.fromkeys(places[term] for term in wanted if term in places)
    found: list[Span] = []
    for span in islice(spans, _MOST):
        counted = _COUNTED.match(text, span.start)
        _add(found, Span(*counted.span()) if counted else span, text)
    return tuple(text[span.start : span.end] for span in found)


def _shared(own: Fingerprint, there: Fingerprint) -> list[int]:
    """The terms that both have, the weightiest first: in two languages, those that other languages share."""
    kind = 0 if own.language == there.language else BRIDGE
    others = set(there.terms.tolist())
    weights = weigh(own, Counts()).weights * np.where(own.marks & (TITLE | NAME | NUMBER), _TELLS, 1.0)
    marked = zip(own.terms.tolist(), own.marks.tolist(), weights.tolist(), strict=True)
    shared = [(-weight, term) for term, marks, weight in marked if marks & BRIDGE == kind and term in others]
    return [term for _, term in sorted(shared)]


def _add(found: list[Span], span: Span, text: str) -> None:
    """Add a place, or let one grow that it stands beside or within."""
    for at, one in enumerate(found):
        first, second = sorted((one, span))
        if second.start < first.end or text[first.end : second.start] in _BETWEEN:
            found[at] = Span(first.start, max(first.end, second.end))
            return
    found.append(span)
