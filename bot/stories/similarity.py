"""Whether two articles report the same event: how alike they are, and how alike they have to be.

A wrong yes costs a notification, for a chat that was told of the one story sees the other in a silent edit; a wrong no
costs a second message. So what tells two events of a kind apart weighs more than all that their reports have in common:

    names      each title has one that the other article lacks («взрыв в Херсоне», «взрыв в Одессе»)
    numbers    each title has one that the other article lacks, or the titles are alike but for theirs («курс на 26
               ноября», «на 27 ноября»)

Measured on 215 pairs of Russian articles that people judged for tgcontest, which are the hard ones of their kind:
taken for one event are, at `_SAME`, 33 of the 99 pairs that report one, and none of the 116 others; at 0.55 they are 47
and 2, at 0.5, 54 and 3. A threshold chosen on a half of them for a precision of 97 % has 96 % on the other half.
"""

from collections.abc import Iterable, Mapping
from math import sqrt

from bot.stories.fingerprint import HEAVY, MARKS, NAMED, NUMBER, OPENING, TITLE, Fingerprint

_NAME = 3
_IN_TITLE = 2
_SAME = 0.6
_BARE_SAME = 0.75
"""For titles alone."""
_EQUAL = 0.85
"""For two articles of one outlet, which tells an event once, and writes of another in the same words; and for articles
in languages whose common words are not known."""
NOT_UNLIKE = 0.3
"""What has the same title, or came to a story through another article, must not be below that."""
_TEMPLATE = 0.5
"""How alike two titles are but for their numbers if one was made from the other."""
_SHARED = 4
"""Fewer terms in common say nothing, if they are not all."""
_IN_COMMON = 3
"""Names and numbers that reports of one event share."""
_DEDUCTED = 0.15
"""If each title has a name that the other title lacks, and if less than that is in common."""

_WEIGHT = tuple((_NAME if mark & HEAVY else 1) * (_IN_TITLE if mark & TITLE else 1) for mark in range(MARKS))
_SQUARE = tuple(weight**2 for weight in _WEIGHT)
_BEGUN = tuple((_NAME if mark & HEAVY else 1) if mark & (TITLE | OPENING) else 0 for mark in range(MARKS))
_HEADLINE = tuple((_NAME if mark & HEAVY else 1) if mark & TITLE and not mark & NUMBER else 0 for mark in range(MARKS))
_HEADLINE_SQUARE = tuple(weight**2 for weight in _HEADLINE)


def is_same(first: Fingerprint, second: Fingerprint, found: float, *, titled_alike: bool = False) -> bool:
    """Whether two articles that are so alike report the same event; of those with the same title less is asked."""
    if first.outlet == second.outlet:
        return found >= (_SAME if titled_alike else _EQUAL) and not _is_another_issue(first.terms, second.terms)
    is_bare = first.is_bare() or second.is_bare()
    if titled_alike:
        return is_bare or found >= NOT_UNLIKE
    if not (first.has_common_words and second.has_common_words):
        return found >= _EQUAL
    return found >= (_BARE_SAME if is_bare else _SAME)


def similarity(first: Fingerprint, second: Fingerprint) -> float:
    """From 0, for different events, to 1.

    The mean of how alike the articles are, and of how much of what one begins with the other says at all.
    """
    one, other = first.terms, second.terms
    if one == other:
        return 1.0
    shared = [(one[term], other[term]) for term in one.keys() & other.keys()]
    if len(shared) < _SHARED:
        return 0.0
    alike = sum(_WEIGHT[mark] * _WEIGHT[its] for mark, its in shared) / sqrt(_sum(_SQUARE, one) * _sum(_SQUARE, other))
    told = sum(_BEGUN[mark] for mark, _ in shared) / max(1, _sum(_BEGUN, one))
    told_back = sum(_BEGUN[its] for _, its in shared) / max(1, _sum(_BEGUN, other))
    found = sqrt(alike * min(told, told_back))
    if found < NOT_UNLIKE:
        return found
    if _contradict(one, other, shared):
        return 0.0
    if found < _EQUAL and sum(mark & its & HEAVY > 0 for mark, its in shared) < _IN_COMMON:
        found -= _DEDUCTED
    return found - _DEDUCTED if _each_has_own(_with(NAMED, one), _with(NAMED, other)) else found


def _contradict(one: Mapping[int, int], other: Mapping[int, int], shared: Iterable[tuple[int, int]]) -> bool:
    named, named_there = _with(NAMED, one), _with(NAMED, other)
    if not named <= other.keys() and not named_there <= one.keys():
        return True
    counted, counted_there = _with(TITLE | NUMBER, one), _with(TITLE | NUMBER, other)
    if not counted <= other.keys() and not counted_there <= one.keys():
        return True
    if not counted or not counted_there or counted & counted_there:
        return False
    alike = sum(_HEADLINE[mark] * _HEADLINE[its] for mark, its in shared)
    return alike**2 >= _TEMPLATE**2 * _sum(_HEADLINE_SQUARE, one) * _sum(_HEADLINE_SQUARE, other) > 0


def _is_another_issue(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether each has a word in its title, or begins with a number, that the other lacks.

    So it is with a column that comes every day; an article that was added to lacks nothing of what it was.
    """
    return any(
        not _with(marks, one) <= other.keys() and not _with(marks, other) <= one.keys()
        for marks in (TITLE, OPENING | NUMBER)
    )


def _each_has_own(named: frozenset[int], named_there: frozenset[int]) -> bool:
    return not named <= named_there and not named_there <= named


def _with(marks: int, terms: Mapping[int, int]) -> frozenset[int]:
    return frozenset(term for term, mark in terms.items() if mark & marks == marks)


def _sum(weights: tuple[int, ...], terms: Mapping[int, int]) -> int:
    return sum(map(weights.__getitem__, terms.values()))
