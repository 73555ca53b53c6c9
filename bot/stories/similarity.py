"""How alike two articles are, of which one has just come.

    cosine          of the terms, each weighing what its rarity says
    title           + 0.3 · the share of one title, by weight, that the other article has (the mean of both ways)
    names           − 0.1 for each title that has a name that the other article lacks; − 0.05 more if both have
    numbers         − 0.3 if each title has a number that the other article lacks, unless both count victims, whose
                    number rises
    templates       − 0.4 more if the titles are else alike: «погода во Львове», «погода в Киеве»

Two reports are hardly of one event if each title has rare words that the other article lacks, two of them, or one in
titles that are else alike; nor if they are full of numbers and have few of these in common.

Of reports in different languages, the terms of the bridge are compared (`bot.stories.bridge`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.stories.fingerprint import BRIDGE, NAME, NAMED, NUMBER, OFTEN, TITLE, Fingerprint
from bot.stories.frequencies import STEPS, Counts, Numbers

_TITLES = 0.3
_OTHER_NAME = 0.1
_OTHER_NAMES = 0.05
_OTHER_NUMBERS = 0.3
_TEMPLATE = 0.4
_MADE_ALIKE = 0.5
"""The share of their words, names and numbers aside, that two titles have in common if one was made from the other."""
_FRAMED_ALIKE = 0.5
"""The share of all their words that they have in common if both fill one frame: «Дума приняла закон о …»."""
_KINDS = 0xFF ^ OFTEN
_TINY = 1e-9
_OFTEN_WEIGHS = 1.7
_NAME_WEIGHS = 1.25
_OTHER_FIGURES = 0.1
_FIGURES = 2
"""So many numbers, of which reports of one event share some."""
_FEW = 0.5
"""And of more of them so many, if the title has one that the other article lacks."""
_RARE, _RATHER_RARE = 5.5, 5.0
"""The rarity of words that say what a title is about, in any and in one that is like another."""
_SUBJECT = 2
"""So many of them that the other article lacks, in each of two titles, are another subject."""


_FACTORS = np.array(
    [
        (_OFTEN_WEIGHS if mark & OFTEN else 1.0) * (_NAME_WEIGHS if mark & NAME and not mark & BRIDGE else 1.0)
        for mark in range(256)
    ]
)
"""By the marks of a term, by how much it weighs more than its rarity says."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike an article is to another."""

    cosine: float
    """Of the terms: from 0 to 1."""
    title: float
    """The share of a title that the other article has: from 0 to 1."""
    penalty: float
    """What names and numbers that contradict one another take from that."""
    shared: int
    """Terms that both have."""
    differs: bool
    """Whether each is about a subject of its own, or has other figures."""
    is_abroad: bool
    """Whether they are in different languages."""
    value: float
    """How alike they are, all in all: up to 1.3."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """An article with what each of its terms weighs now."""

    article: Fingerprint
    weights: Numbers


def weigh(article: Fingerprint, counts: Counts) -> Weighed:
    return Weighed(article, _weights(article.marks, rarities(article, counts)))


def rarities(article: Fingerprint, counts: Counts) -> Numbers:
    """The rarity of each term, given what has come in lately."""
    return counts.rarity(article.language, article.terms, article.rarities / STEPS)


def likenesses(own: Weighed, others: Sequence[Fingerprint], counts: Counts) -> list[Likeness]:
    """How alike an article is to each of others."""
    here = [number for number, other in enumerate(others) if other.language == own.article.language]
    abroad = [number for number, other in enumerate(others) if other.language != own.article.language]
    found: list[Likeness | None] = [None] * len(others)
    for numbers, is_abroad in ((here, False), (abroad, True)):
        if numbers:
            compared = _compare(own, [others[number] for number in numbers], counts, is_abroad=is_abroad)
            for number, likeness in zip(numbers, compared, strict=True):
                found[number] = likeness
    return [one for one in found if one is not None]


def likeness_of(own: Fingerprint, other: Fingerprint, counts: Counts) -> Likeness:
    """How alike an article is to one other."""
    (found,) = likenesses(weigh(own, counts), [other], counts)
    return found


def _compare(own: Weighed, others: Sequence[Fingerprint], counts: Counts, *, is_abroad: bool) -> list[Likeness]:
    sides = _Sides(own, others, counts, BRIDGE if is_abroad else 0)
    named, named_there = sides.lack(NAMED)
    numbers, numbers_there = sides.lack(TITLE | NUMBER)
    exempt = np.array([_is_recount(own.article, other) for other in others])
    made_alike = sides.titles_alike() >= _MADE_ALIKE
    contradict = (numbers & numbers_there) | (made_alike & sides.share_none(TITLE | NUMBER))
    figures, same_figures = sides.fewer(NUMBER), sides.in_common(NUMBER)
    other_figures = (figures >= _FIGURES) & (same_figures == 0)
    few_figures = (figures > _FIGURES) & (same_figures <= _FEW * figures * (numbers | numbers_there))
    framed_alike = made_alike | (sides.words_alike() >= _FRAMED_ALIKE)
    other_subject = (sides.subjects(_RARE) >= _SUBJECT) | (framed_alike & ~exempt & (sides.subjects(_RATHER_RARE) > 0))
    penalty = (
        _OTHER_NAME * named
        + _OTHER_NAME * named_there
        + _OTHER_NAMES * (named & named_there)
        + _OTHER_NUMBERS * (contradict & ~exempt)
        + _OTHER_FIGURES * (other_figures & ~exempt)
        + _TEMPLATE * (made_alike & ((contradict & ~exempt) | (named & named_there)))
    )
    shared = sides.in_common(0).astype(int)
    differs = (other_subject | (few_figures & ~exempt)) & (shared > 0)
    cosine, title, penalty = sides.cosine(), sides.titles_told(), penalty * (shared > 0)
    return [
        Likeness(*found, is_abroad=is_abroad, value=found[0] + _TITLES * found[1] - found[2])
        for found in zip(
            cosine.tolist(), title.tolist(), penalty.tolist(), shared.tolist(), differs.tolist(), strict=True
        )
    ]


class _Sides:
    """An article and others, term by term: the terms of all others stand one after another, so that all are compared
    at once.
    """

    def __init__(self, own: Weighed, others: Sequence[Fingerprint], counts: Counts, kind: int) -> None:
        """Of the terms, those count that are of the bridge, or those that are not, by the mark `kind`."""
        self._kind = kind
        self._others = len(others)
        mine = np.flatnonzero(own.article.marks & BRIDGE == kind)
        self._marks, self._weights = own.article.marks[mine], own.weights[mine]
        self._known = own.article.rarities[mine] / STEPS
        theirs = np.concatenate([other.marks for other in others])
        kept = theirs & BRIDGE == kind
        self._their_marks = theirs[kept]
        self._their_known = np.concatenate([other.rarities for other in others])[kept] / STEPS
        self._owner = np.repeat(np.arange(len(others)), [len(other.terms) for other in others])[kept]
        terms, there = own.article.terms[mine], np.concatenate([other.terms for other in others])[kept]
        rarity = counts.rarity(own.article.language, there, self._their_known)
        self._their_weights = _weights(self._their_marks, rarity)
        if len(mine) == 0:  # a term that nobody has, so that there is one to look at
            terms, self._marks = np.zeros(1, np.uint32), np.full(1, kind, np.uint8)
            self._weights = self._known = np.zeros(1)
        self._at = np.minimum(np.searchsorted(terms, there), len(terms) - 1)
        """For each of their terms, which of the article's it is, if it is any."""
        self._both = terms[self._at] == there

    def cosine(self) -> Numbers:
        every = np.ones(len(self._owner), np.bool_)
        norms = float(np.sum(self._weights**2)) * self._sum(every, self._their_weights**2)
        products = self._sum(self._both, self._weights[self._at] * self._their_weights)
        cosines: Numbers = products / np.sqrt(np.maximum(norms, _TINY))
        return cosines

    def titles_told(self) -> Numbers:
        """The share of a title, by weight, that the other article has: the mean of both ways."""
        ours, theirs = self._marks & TITLE > 0, self._their_marks & TITLE > 0
        told = self._sum(self._both & ours[self._at], self._weights[self._at])
        told_there = self._sum(self._both & theirs, self._their_weights)
        whole, whole_there = float(np.sum(self._weights[ours])), self._sum(theirs, self._their_weights)
        shares: Numbers = (told / max(whole, _TINY) + told_there / np.maximum(whole_there, _TINY)) / 2
        return shares

    def titles_alike(self) -> Numbers:
        """The share of the words of two titles, names and numbers aside, that both titles have."""
        ours, theirs = (marks & _KINDS == TITLE | self._kind for marks in (self._marks, self._their_marks))
        whole = float(np.sum(self._weights[ours])) + self._sum(theirs, self._their_weights)
        in_both = self._both & theirs & ours[self._at]
        shares: Numbers = self._sum(in_both, self._weights[self._at] + self._their_weights) / np.maximum(whole, _TINY)
        return shares

    def words_alike(self) -> Numbers:
        """The share of the words of two titles, names and numbers included, that both titles have."""
        ours, theirs = self._marks & TITLE > 0, self._their_marks & TITLE > 0
        whole = np.count_nonzero(ours) + self._sum(theirs)
        shares: Numbers = 2 * self._sum(self._both & theirs & ours[self._at]) / np.maximum(whole, 1)
        return shares

    def lack(self, marks: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether the other article lacks something with the marks that this one has, and the other way round."""
        ours, theirs = self._with(marks)
        return self._sum(self._both & ours[self._at]) < np.count_nonzero(ours), self._sum(theirs & ~self._both) > 0

    def share_none(self, marks: int) -> NDArray[np.bool_]:
        """Whether each has something with the marks, and nothing of that in common."""
        ours, theirs = self._with(marks)
        common = self._sum(self._both & theirs & ours[self._at])
        alone: NDArray[np.bool_] = np.any(ours) & (self._sum(theirs) > 0) & (common == 0)
        return alone

    def in_common(self, marks: int) -> Numbers:
        """How many terms both have that have the marks."""
        return self._sum(self._both & self._with(marks)[1])

    def fewer(self, marks: int) -> Numbers:
        """How many terms with the marks the one has that has fewer of them."""
        ours, theirs = self._with(marks)
        least: Numbers = np.minimum(self._sum(theirs), np.count_nonzero(ours))
        return least

    def subjects(self, rare: float) -> Numbers:
        """How many words so rare each of two titles has at least that the other article lacks."""
        ours = (self._marks & TITLE > 0) & (self._known >= rare)
        theirs = (self._their_marks & TITLE > 0) & (self._their_known >= rare)
        lacks = np.count_nonzero(ours) - self._sum(self._both & ours[self._at])
        least: Numbers = np.minimum(lacks, self._sum(theirs & ~self._both))
        return least

    def _with(self, marks: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        return self._marks & marks == marks, self._their_marks & marks == marks

    def _sum(self, chosen: NDArray[np.bool_], values: Numbers | None = None) -> Numbers:
        """For each of the others, how many of its terms are chosen, or what these sum up to."""
        weights = None if values is None else values[chosen]
        sums: Numbers = np.bincount(self._owner[chosen], weights, minlength=self._others).astype(float)
        return sums


def _weights(marks: NDArray[np.uint8], rarity: Numbers) -> Numbers:
    weighed: Numbers = rarity * _FACTORS[marks]
    return weighed


def _is_recount(first: Fingerprint, second: Fingerprint) -> bool:
    """Whether both count victims, whose number changes from one report to the next."""
    return (first.counts_victims and second.counts_victims) or (
        (first.has_risen or second.has_risen) and (first.counts_victims or second.counts_victims)
    )
