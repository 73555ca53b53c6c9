"""Finds words near one another."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence


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
