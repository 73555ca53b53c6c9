"""Whether two articles report the same event: how alike they are, and how alike they have to be.

A wrong yes costs a notification, for a chat that was told of the one story sees the other in a silent edit; a wrong no
costs a second message. So what tells two events of a kind apart weighs more than all that their reports have in common:

    names      each title has one that the other article lacks («взрыв в Херсоне», «взрыв в Одессе»)
    numbers    each title has one that the other article lacks, or the titles are alike but for theirs («курс на 26
               ноября», «на 27 ноября»), unless they count victims, whose number has risen («число погибших выросло»)
    figures    both are full of numbers, and share few of them (two days' reports of air defence)
    deeds      neither title's words, names aside, are in the other article (one person's two decrees)

Measured on 215 pairs of Russian articles that people judged for tgcontest, which are the hard ones of their kind:
taken for one event are, at `_SAME`, 54 of the 99 pairs that report one, and 1 of the 116 others; at 0.55 they are 43
and none, at 0.45, 59 and 4. A threshold chosen on a half of them for a precision of 97 % has 96.5 % on the other half.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from bot.stories.common_words import RISEN, TOLLS
from bot.stories.fingerprint import HEAVY, MARKS, NAMED, NUMBER, OPENING, TITLE, Fingerprint, hashes

_NAME = 3
_IN_TITLE = 2
_SAME = 0.5
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
_IF_FEWER = 0.7
"""What is left of a likeness if fewer names and numbers are in common."""
_FIGURES = 3
"""So many numbers, of which more than half are shared by reports of one event."""
_IF_OTHER_FIGURES = 0.7
_TOLD = 0.2
"""More of the words of one title, names and numbers aside, are in the other article if both tell of one deed."""
_IF_OTHER_DEED = 0.75
_IF_OTHER_NAMES = 0.85
"""If each title has a name that the other title lacks."""

_TOLLS, _RISEN = hashes(TOLLS), hashes(RISEN)

_WEIGHT = tuple((_NAME if mark & HEAVY else 1) * (_IN_TITLE if mark & TITLE else 1) for mark in range(MARKS))
_BEGUN = tuple((_NAME if mark & HEAVY else 1) if mark & (TITLE | OPENING) else 0 for mark in range(MARKS))
_HEADLINE = tuple((_NAME if mark & HEAVY else 1) if mark & TITLE and not mark & NUMBER else 0 for mark in range(MARKS))


def _by_mark(values: Iterable[int]) -> bytes:
    """A table for `bytes.translate`, which looks up a hundred marks at a time."""
    return bytes(values).ljust(256, b"\0")


_SQUARE, _BEGUN_SUMS = _by_mark(weight**2 for weight in _WEIGHT), _by_mark(_BEGUN)
_HEADLINE_SQUARE = _by_mark(weight**2 for weight in _HEADLINE)
_NUMBERS = _by_mark(mark & NUMBER > 0 for mark in range(MARKS))


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
    marks, others = bytes(one.values()), bytes(other.values())
    alike = sum([_WEIGHT[mark] * _WEIGHT[its] for mark, its in shared])
    begun = sum([_BEGUN[mark] for mark, _ in shared]) / max(1, _sum(_BEGUN_SUMS, marks))
    begun_there = sum([_BEGUN[its] for _, its in shared]) / max(1, _sum(_BEGUN_SUMS, others))
    found = sqrt(alike / sqrt(_sum(_SQUARE, marks) * _sum(_SQUARE, others)) * min(begun, begun_there))
    if found < NOT_UNLIKE:
        return found
    if _contradict(one, other, shared):
        return 0.0
    if found < _EQUAL:
        found *= _left(marks, others, shared)
        if max(_told(one, other), _told(other, one)) <= _TOLD:
            found *= _IF_OTHER_DEED
    return found * _IF_OTHER_NAMES if _each_has_own(_with(NAMED, one), _with(NAMED, other)) else found


def _left(marks: bytes, others: bytes, shared: Sequence[tuple[int, int]]) -> float:
    """The share of a likeness that is left by the names and numbers in common."""
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


def _told(one: Mapping[int, int], other: Mapping[int, int]) -> float:
    """The share of a title's words, names and numbers aside, that another article has."""
    words = [term for term, mark in one.items() if mark & (TITLE | HEAVY) == TITLE]
    return sum(term in other for term in words) / len(words) if words else 1.0


def _is_recount(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether a title says that there are more victims than the other article, which counts them too, has told."""
    return (
        any(one.get(term, 0) & TITLE for term in _RISEN)
        and any(one.get(term, 0) & TITLE for term in _TOLLS)
        and not _TOLLS.isdisjoint(other)
    )


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


def _sum(table: bytes, marks: bytes) -> int:
    return sum(marks.translate(table))
