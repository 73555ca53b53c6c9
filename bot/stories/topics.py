"""The words that say what an article is about, and which of them tell it from what else a query finds."""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.model import ReadArticle, Span
from bot.stories.fingerprint import BRIDGE, NUMBER, fingerprint, first_places, looked_at
from bot.stories.frequencies import Counts
from bot.stories.similarity import weigh

_MOST = 16
"""Words of an article that are considered."""
_SHORTEST = 4
"""Letters of a word that is no abbreviation."""
_HYPHENS = frozenset("-‑–")
_RARE = 0.25
"""The greatest share of what is kept that a word may stand in, to be a reason to drop an article."""

StoryKey = tuple[bool, int]
"""Names a story, or an article that is in none."""


def topics(article: ReadArticle) -> tuple[str, ...]:
    """The weightiest words and names of an article's title and beginning, as they stand there; no numbers."""
    text, places = looked_at(article), first_places(article)
    known = fingerprint(article)
    marked = zip(known.terms.tolist(), known.marks.tolist(), weigh(known, Counts()).weights.tolist(), strict=True)
    heaviest = sorted((-weight, term) for term, marks, weight in marked if not marks & (NUMBER | BRIDGE))
    spans = (places[term] for _, term in heaviest if term in places)
    words = (text[span.start : span.end] for span in spans if not _is_part(span, text))
    return tuple(dict.fromkeys(word for word in words if len(word) >= _SHORTEST or word.isupper()))[:_MOST]


def _is_part(span: Span, text: str) -> bool:
    """Whether it is a part of a word with a hyphen, which says something else than the whole."""
    return not _HYPHENS.isdisjoint((text[span.start - 1 : span.start], text[span.end : span.end + 1]))


def telling(met: Mapping[str, AbstractSet[StoryKey]], kept: AbstractSet[StoryKey], most: int) -> Sequence[str]:
    """The words that are rare in what was kept, the one that drops most first; `met` has the stories with each.

    Of words that drop as much, the earlier comes first; of two that drop the same stories, it is enough.
    """
    allowed = math.ceil(len(kept) * _RARE)
    chosen: dict[frozenset[StoryKey], str] = {}
    for word, stories in sorted(met.items(), key=lambda item: -len(item[1])):
        if stories and len(stories & kept) <= allowed and frozenset(stories) not in chosen:
            chosen[frozenset(stories)] = word
    return list(chosen.values())[:most]
