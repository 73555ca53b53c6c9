"""Growable lists of integers in one array, so that many of them are read in a few steps of numpy."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


class Lists:
    """A list of integers for each number 0, 1, 2 … Adding and removing move a list at most; order is not kept."""

    def __init__(self) -> None:
        self._start = np.zeros(16, np.int64)
        self._count = np.zeros(16, np.int64)
        self._room = np.zeros(16, np.int64)
        self._values = np.zeros(64, np.int64)
        self._end = 0
        self._lost = 0

    def append(self, key: int, value: int) -> None:
        """Add a value to the list of a key."""
        self.reserve(key)
        count = int(self._count[key])
        if count == self._room[key]:
            if self._lost > self._end // 2:
                self._compact()
            self._move(key, count, max(1, 2 * count))
        self._values[self._start[key] + count] = value
        self._count[key] = count + 1

    def remove(self, key: int, value: int) -> None:
        """Take a value out of the list of a key. Raises ValueError if it is not there."""
        start, count = int(self._start[key]), int(self._count[key])
        (at,) = np.flatnonzero(self._values[start : start + count] == value)[:1] if count else ()
        self._values[start + at] = self._values[start + count - 1]
        self._count[key] = count - 1

    def count(self, key: int) -> int:
        """How many values the list of a key has."""
        return int(self._count[key]) if key < len(self._count) else 0

    def counts(self, keys: Integers) -> Integers:
        """How many values the lists of the keys have."""
        return self._count[keys]

    def gather(self, keys: Integers) -> tuple[Integers, Integers]:
        """The values of the lists of the keys, one after another, and for each the index of its key."""
        counts = self._count[keys]
        ends = counts.cumsum()
        owners = np.repeat(np.arange(len(keys)), counts)
        at = np.arange(len(owners)) + (self._start[keys] - ends + counts)[owners]
        return owners, self._values[at]

    def reserve(self, key: int) -> None:
        """Make a key that has no list yet known, with an empty one."""
        if key >= len(self._count):
            self._start, self._count, self._room = (
                grown(array, key + 1) for array in (self._start, self._count, self._room)
            )

    def _move(self, key: int, count: int, room: int) -> None:
        """Give the list of a key more room, at the end of the array."""
        start = int(self._start[key])
        if self._end + room > len(self._values):
            self._values = grown(self._values, self._end + room)
        self._values[self._end : self._end + count] = self._values[start : start + count]
        self._lost += int(self._room[key])
        self._start[key], self._room[key] = self._end, room
        self._end += room

    def _compact(self) -> None:
        """Close the gaps that lists left when they moved."""
        _, values = self.gather(np.arange(len(self._count)))
        self._room = self._count.copy()
        self._start = self._count.cumsum() - self._count
        self._end, self._lost = len(values), 0
        self._values = grown(values, len(values))


def grown(array: Integers, length: int) -> Integers:
    """The array with room for `length` elements and a fourth more, zeros in the new ones."""
    larger = np.zeros(length + length // 4 + 1, array.dtype)
    larger[: len(array)] = array
    return larger
