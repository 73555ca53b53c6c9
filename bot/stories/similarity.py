"""Tells whether two articles report the same event: how similar they are, and how similar they must be.

A wrong yes costs a notification: a chat that got the one story sees the other only as a silent edit. A wrong no costs a
second message. So signs of two similar events outweigh everything that their reports share:

    names      each title has one that the other article lacks («взрыв в Херсоне», «взрыв в Одессе»)
    numbers    each title has one that the other article lacks, or the titles are alike but for theirs («курс на 26
               ноября», «на 27 ноября»), unless they count victims, whose number has risen («число погибших выросло»)
    figures    both are full of numbers, and share few of them (two days' reports of air defence)
    deeds      neither title's words, names aside, are in the other article (one person's two decrees)

Measured on 215 pairs of Russian articles that people judged for tgcontest, chosen as hard cases: at `_SAME`, 54 of the
99 pairs about one event are found, and 1 of the 116 others; at 0.55, 43 and none; at 0.45, 59 and 4. A threshold chosen
on one half for a precision of 97 % has 96.5 % on the other half.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from bot.stories.common_words import RISEN, TOLLS
from bot.stories.fingerprint import HEAVY, MARKS, NAMED, NUMBER, OPENING, TITLE, Fingerprint, hashes

_NAME = 3
_IN_TITLE = 2
_SAME = 0.5
_BARE_SAME = 0.75
"""The threshold for titles alone."""
_EQUAL = 0.85
"""The threshold for two articles of one outlet, which reports an event once and uses the same words for the next; and
for languages whose common words are not known.
"""
LEAST_SIMILARITY = 0.3
"""The threshold for articles with the same title, and for a story's first article if another one led to the story."""
_TEMPLATE = 0.5
"""Titles at least this similar, apart from numbers, come from one template."""
_SHARED = 4
"""Fewer terms in common do not count, unless they are all."""
_IN_COMMON = 3
"""How many names and numbers reports of one event share."""
_IF_FEWER = 0.7
"""The factor if fewer names and numbers are shared."""
_FIGURES = 3
"""From so many numbers on, reports of one event share more than half."""
_IF_OTHER_FIGURES = 0.7
_COVERED = 0.2
"""If both tell of one deed, more than this share of one title's words (without names and numbers) is in the other
article.
"""
_IF_OTHER_DEED = 0.75
_IF_OTHER_NAMES = 0.85
"""The factor if each title has a name that the other lacks."""

_TOLLS, _RISEN = hashes(TOLLS), hashes(RISEN)

_WEIGHT = tuple((_NAME if mark & HEAVY else 1) * (_IN_TITLE if mark & TITLE else 1) for mark in range(MARKS))
_BEGUN = tuple((_NAME if mark & HEAVY else 1) if mark & (TITLE | OPENING) else 0 for mark in range(MARKS))
_HEADLINE = tuple((_NAME if mark & HEAVY else 1) if mark & TITLE and not mark & NUMBER else 0 for mark in range(MARKS))


def _by_mark(values: Iterable[int]) -> bytes:
    """A table for `bytes.translate`, which looks up a hundred marks in one call."""
    return bytes(values).ljust(256, b"\0")


_SQUARE, _BEGUN_SUMS = _by_mark(weight**2 for weight in _WEIGHT), _by_mark(_BEGUN)
_HEADLINE_SQUARE = _by_mark(weight**2 for weight in _HEADLINE)
_NUMBERS = _by_mark(mark & NUMBER > 0 for mark in range(MARKS))


def is_same(first: Fingerprint, second: Fingerprint, found: float, *, has_same_title: bool = False) -> bool:
    """Whether two articles with the similarity `found` report the same event; equal titles lower the threshold."""
    if first.outlet == second.outlet:
        return found >= (_SAME if has_same_title else _EQUAL) and not _is_another_issue(first.terms, second.terms)
    is_bare = first.is_bare() or second.is_bare()
    if has_same_title:
        return is_bare or found >= LEAST_SIMILARITY
    if not (first.has_common_words and second.has_common_words):
        return found >= _EQUAL
    return found >= (_BARE_SAME if is_bare else _SAME)


def similarity(first: Fingerprint, second: Fingerprint) -> float:
    """The similarity of two articles, from 0 (different events) to 1.

    The geometric mean of two figures: the similarity of all terms, and how much of each one's beginning the other
    contains.
    """
    one, other = first.terms, second.terms
    if one == other:
        return 1.0
    shared = [(one[term], other[term]) for term in one.keys() & other.keys()]
    if len(shared) < _SHARED:
        return 0.0
    marks, others = bytes(one.values()), bytes(other.values())
    alike = sum([_WEIGHT[mark] * _WEIGHT[its] for mark, its in shared])
    begun = sum([_BEGUN[mark] for mark, _ in shared]) / max(1, _sum(_BEGUN_SUMS, marks))
    begun_there = sum([_BEGUN[its] for _, its in shared]) / max(1, _sum(_BEGUN_SUMS, others))
    found = sqrt(alike / sqrt(_sum(_SQUARE, marks) * _sum(_SQUARE, others)) * min(begun, begun_there))
    if found < LEAST_SIMILARITY:
        return found
    if _contradict(one, other, shared):
        return 0.0
    if found < _EQUAL:
        found *= _common_factor(marks, others, shared)
        if max(_covered(one, other), _covered(other, one)) <= _COVERED:
            found *= _IF_OTHER_DEED
    return found * _IF_OTHER_NAMES if _each_has_own(_with(NAMED, one), _with(NAMED, other)) else found


def _common_factor(marks: bytes, others: bytes, shared: Sequence[tuple[int, int]]) -> float:
    """The factor for the names and numbers that are shared."""
    left = 1.0 if sum([mark & its & HEAVY > 0 for mark, its in shared]) >= _IN_COMMON else _IF_FEWER
    fewer = min(_sum(_NUMBERS, marks), _sum(_NUMBERS, others))
    if fewer >= _FIGURES and 2 * sum([mark & NUMBER > 0 for mark, _ in shared]) <= fewer:
        left *= _IF_OTHER_FIGURES
    return left


def _contradict(one: Mapping[int, int], other: Mapping[int, int], shared: Iterable[tuple[int, int]]) -> bool:
    named, named_there = _with(NAMED, one), _with(NAMED, other)
    if not named <= other.keys() and not named_there <= one.keys():
        return True
    counted, counted_there = _with(TITLE | NUMBER, one), _with(TITLE | NUMBER, other)
    if not counted or not counted_there or _is_recount(one, other) or _is_recount(other, one):
        return False
    if not counted <= other.keys() and not counted_there <= one.keys():
        return True
    alike = sum(_HEADLINE[mark] * _HEADLINE[its] for mark, its in shared)
    squares = [_sum(_HEADLINE_SQUARE, bytes(terms.values())) for terms in (one, other)]
    return counted.isdisjoint(counted_there) and alike**2 >= _TEMPLATE**2 * squares[0] * squares[1] > 0


def _covered(one: Mapping[int, int], other: Mapping[int, int]) -> float:
    """The share of a title's words, without names and numbers, that another article has."""
    words = [term for term, mark in one.items() if mark & (TITLE | HEAVY) == TITLE]
    return sum(term in other for term in words) / len(words) if words else 1.0


def _is_recount(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether a title says that the number of victims rose, and the other article also counts victims."""
    return (
        any(one.get(term, 0) & TITLE for term in _RISEN)
        and any(one.get(term, 0) & TITLE for term in _TOLLS)
        and not _TOLLS.isdisjoint(other)
    )


def _is_another_issue(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether each has a word in its title, or a number in its opening, that the other lacks.

    That is so for issues of a daily column; an extended article lacks nothing of its former version.
    """
    return any(
        not _with(marks, one) <= other.keys() and not _with(marks, other) <= one.keys()
        for marks in (TITLE, OPENING | NUMBER)
    )


def _each_has_own(named: frozenset[int], named_there: frozenset[int]) -> bool:
    return not named <= named_there and not named_there <= named


def _with(marks: int, terms: Mapping[int, int]) -> frozenset[int]:
    return frozenset(term for term, mark in terms.items() if mark & marks == marks)


def _sum(table: bytes, marks: bytes) -> int:
    return sum(marks.translate(table))
