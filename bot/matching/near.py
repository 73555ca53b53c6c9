"""Words near one another."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence


def near(positions: Sequence[Iterable[int]], between: int, sentences: Sequence[int]) -> list[int]:
    """The positions of words that stand near one another.

    `positions` holds, for each word looked for, where it stands in the text; each must be met by a word of its own.
    They are near if they are in one sentence, in any order, with at most `between` other words among them. `sentences`
    gives the sentence of each position. Ascending; empty if nowhere.
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
    """The places that are within reach of one another, each given to at most one word: a bipartite matching, which is
    mended as places enter and leave, in ascending order both.
    """

    def __init__(self, words: int, wanted: Mapping[int, Sequence[int]]) -> None:
        self._wanted = wanted
        self._places: list[deque[int]] = [deque() for _ in range(words)]
        """Where each word may be."""
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
        """The place is the first of the window."""
        for word in self._wanted[place]:
            self._places[word].popleft()
        if place in self._word_at:
            given_to = self._word_at.pop(place)
            del self._place_of[given_to]
            self._find(given_to, {given_to})

    def _give(self, place: int, tried: set[int]) -> bool:
        """Give a place to a word that has none, or to one whose own goes to another."""
        for word in self._wanted[place]:
            if word not in tried:
                tried.add(word)
                if word not in self._place_of or self._give(self._place_of[word], tried):
                    self._put(word, place)
                    return True
        return False

    def _find(self, word: int, tried: set[int]) -> bool:
        """Find another place for a word: a free one, or that of a word which finds another."""
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
