"""Finds words near one another, and runs of words."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, product

Run = tuple[int, int]
"""Places in a row, from first to last."""


def near(positions: Sequence[Iterable[int]], between: int, sentences: Sequence[int]) -> list[int]:
    """The positions of words that are near one another.

    `positions` has, for each wanted word, its positions in the text; no position can serve two words. Words are near if
    they are in one sentence, in any order, with at most `between` other words among them. `sentences` gives the
    sentence of each position. Ascending; empty if nothing matches.
    """
    width = len(positions) + between
    wanted: dict[int, list[int]] = {}
    for word, places in enumerate(positions):
        for place in places:
            wanted.setdefault(place, []).append(word)
    places = sorted(wanted)
    window = _Window(len(positions), wanted)
    found: list[int] = []
    end = reported = 0
    for index, first in enumerate(places):
        while end < len(places) and places[end] < first + width and sentences[places[end]] == sentences[first]:
            window.enter(places[end])
            end += 1
        if window.is_full:
            found += places[max(index, reported) : end]
            reported = end
        window.leave(first)
    return found


def nearby(
    units: Sequence[Sequence[Run]],
    unwanted: Sequence[Run],
    between: int,
    sentences: Sequence[int],
    *,
    in_order: bool,
) -> list[Run]:
    """The runs that are near one another, of those that have no unwanted one nearby. Sorted.

    `units` has, for each unit, its possible runs, each within a sentence.
    """
    if unwanted:
        units = [apart(unit, unwanted, between, sentences) for unit in units]
    if not all(units):
        return []
    find = ordered_runs if in_order else near_runs
    return find(units, between, sentences)


def near_runs(units: Sequence[Iterable[Run]], between: int, sentences: Sequence[int]) -> list[Run]:
    """The runs that are near one another, as `near` does for words: `units` has, for each unit, its possible runs.

    A run has the words of one sentence; those of the other units' runs do not count as between. No two units begin at
    the same word. Sorted.
    """
    by_length = [_by_length(unit) for unit in units]
    if len(units) == 1:
        return sorted(set(units[0]))
    found: set[Run] = set()
    for lengths in product(*by_length):
        firsts = [by_length[unit][length] for unit, length in enumerate(lengths)]
        if set(lengths) == {1}:
            found.update((place, place) for place in near(firsts, between, sentences))
        else:
            found.update(_near_of_lengths(firsts, lengths, sum(lengths) + between, sentences))
    return sorted(found)


def _by_length(runs: Iterable[Run]) -> dict[int, set[int]]:
    """The first places of runs, by their length."""
    found: dict[int, set[int]] = {}
    for first, last in runs:
        found.setdefault(last - first + 1, set()).add(first)
    return found


def _near_of_lengths(
    firsts: Sequence[Iterable[int]], lengths: Sequence[int], width: int, sentences: Sequence[int]
) -> list[Run]:
    """The runs within `width` words; `firsts` has the first places of each unit, whose runs are equally long."""
    runs = sorted((first + lengths[unit] - 1, first, unit) for unit, places in enumerate(firsts) for first in places)
    wanted: dict[int, list[int]] = {first: [] for _, first, _ in runs}
    window = _Window(len(firsts), wanted)
    found: list[Run] = []
    entered: deque[Run] = deque()
    end = 0
    for begin in sorted(wanted):
        while end < len(runs) and runs[end][0] < begin + width and sentences[runs[end][0]] == sentences[begin]:
            last, first, unit = runs[end]
            wanted[first].append(unit)
            window.enter_for(unit, first)
            entered.append((first, last))
            end += 1
        if window.is_full:
            found += (run for run in entered if run[0] >= begin)
            entered.clear()
        window.leave(begin)
    return found


def ordered_runs(units: Sequence[Iterable[Run]], between: int, sentences: Sequence[int]) -> list[Run]:
    """The runs that are in order within a sentence, with at most `between` other words between them. Sorted."""
    ascending = [sorted(set(unit)) for unit in units]
    before = _words_between(ascending, sentences)
    mirrored = [[(-last, -first) for first, last in reversed(unit)] for unit in reversed(ascending)]
    after = _words_between(mirrored, sentences)
    return sorted(
        {
            run
            for unit, least in enumerate(before)
            for run, words in least.items()
            if words + after[-1 - unit].get((-run[1], -run[0]), between + 1) <= between
        }
    )


def _words_between(units: Sequence[Sequence[Run]], sentences: Sequence[int]) -> list[dict[Run, int]]:
    """For each unit: the fewest other words from a run of the first unit to its own runs, in order.

    Places may also be negative, if the text is read backwards.
    """
    found = [dict.fromkeys(units[0], 0)]
    for unit in units[1:]:
        least: dict[Run, int] = {}
        earlier = sorted(found[-1].items(), key=lambda item: item[0][1])
        at, best, sentence = 0, 0, -1
        for run in unit:
            while at < len(earlier) and earlier[at][0][1] < run[0]:
                (_, last), words = earlier[at]
                here = sentences[abs(last)]
                best = min(best, words - last) if here == sentence else words - last
                sentence = here
                at += 1
            if sentence == sentences[abs(run[0])]:
                least[run] = best + run[0] - 1
        found.append(least)
    return found


def apart(runs: Iterable[Run], unwanted: Iterable[Run], between: int, sentences: Sequence[int]) -> list[Run]:
    """The runs that have no unwanted one in their sentence with at most `between` words between the two."""
    ascending = sorted(unwanted)
    firsts = [first for first, _ in ascending]
    lasts = [*accumulate((last for _, last in ascending), max)]
    kept: list[Run] = []
    for first, last in runs:
        sentence = sentences[first]
        begin = max(first - between - 1, bisect_left(sentences, sentence))
        end = min(last + between + 1, bisect_right(sentences, sentence) - 1)
        reached = bisect_right(firsts, end)
        if not reached or lasts[reached - 1] < begin:
            kept.append((first, last))
    return kept


def occurrences(runs: Iterable[Run], sentences: Sequence[int] | None = None) -> int:
    """How many runs share no word; if `sentences` is given, how many sentences have some."""
    if sentences is not None:
        return len({sentences[first] for first, _ in runs})
    count, end = 0, -1
    for last, first in sorted((last, first) for first, last in runs):
        if first > end:
            count, end = count + 1, last
    return count


class _Window:
    """A window of places in reach of one another, each assigned to at most one word.

    It is a bipartite matching, which is repaired as places enter and leave in ascending order.
    """

    def __init__(self, words: int, wanted: Mapping[int, Sequence[int]]) -> None:
        self._wanted = wanted
        self._places: list[deque[int]] = [deque() for _ in range(words)]
        """The possible places of each word."""
        self._place_of: dict[int, int] = {}
        self._word_at: dict[int, int] = {}

    @property
    def is_full(self) -> bool:
        """Whether every word has a place of its own."""
        return len(self._place_of) == len(self._places)

    def enter(self, place: int) -> None:
        for word in self._wanted[place]:
            self._places[word].append(place)
        if not self.is_full:
            self._give(place, set())

    def enter_for(self, word: int, place: int) -> None:
        """As `enter`, of a place that one word may have so far."""
        self._places[word].append(place)
        for lacking in range(len(self._places)):
            if lacking not in self._place_of:
                self._find(lacking, {lacking})

    def leave(self, place: int) -> None:
        """Remove the first place of the window."""
        for word in self._wanted[place]:
            self._places[word].popleft()
        if place in self._word_at:
            given_to = self._word_at.pop(place)
            del self._place_of[given_to]
            self._find(given_to, {given_to})

    def _give(self, place: int, tried: set[int]) -> bool:
        """Assign a place to a word without one, or to a word whose own place can go to another."""
        for word in self._wanted[place]:
            if word not in tried:
                tried.add(word)
                if word not in self._place_of or self._give(self._place_of[word], tried):
                    self._put(word, place)
                    return True
        return False

    def _find(self, word: int, tried: set[int]) -> bool:
        """Find another place for a word: a free one, or one whose word can move elsewhere."""
        places = self._places[word]
        free = next((place for place in reversed(places) if place not in self._word_at), None)
        if free is not None:
            self._put(word, free)
            return True
        for place in places:
            other = self._word_at[place]
            if other not in tried:
                tried.add(other)
                if self._find(other, tried):
                    self._put(word, place)
                    return True
        return False

    def _put(self, word: int, place: int) -> None:
        self._place_of[word] = place
        self._word_at[place] = word
