"""Growable lists of integers in one array, so that numpy reads many of them in a few steps."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]
_COUNT_BITS = 28
_COUNT = (1 << _COUNT_BITS) - 1


class Lists:
    """A list of integers for each number 0, 1, 2 … Adding a value moves one list at most; order is not kept.

    `values` is the type of the lists' values; a smaller type fits better into the processor's caches.
    """

    def __init__(self, values: type[np.int32] | type[np.int64]) -> None:
        self._where: Integers = np.zeros(16, np.int64)
        """The start of each list and, in the lower bits, its length: both are read together."""
        self._room: Integers = np.zeros(16, np.int32)
        self._values: Integers = np.zeros(64, values)
        self._end = 0
        self._lost = 0

    def append(self, key: int, value: int) -> None:
        """Add a value to a key's list."""
        self.reserve(key)
        count = self.count(key)
        if count == self._room[key]:
            if self._lost > self._end // 2:
                self._compact()
            self._move(key, count, max(1, 2 * count))
        self._values[self._start(key) + count] = value
        self._where[key] += 1

    def remove(self, key: int, value: int) -> None:
        """Remove a value from a key's list. Raises IndexError if it is not there."""
        start, count = self._start(key), self.count(key)
        at = start + int(np.flatnonzero(self._values[start : start + count] == value)[0])
        self._values[at] = self._values[start + count - 1]
        self._where[key] -= 1

    def count(self, key: int) -> int:
        """The length of a key's list."""
        return int(self._where[key]) & _COUNT if key < len(self._where) else 0

    def gather(self, keys: Integers) -> tuple[Integers, Integers]:
        """The values of the keys' lists, concatenated, and the length of each list."""
        where = self._where.take(keys)
        counts = where & _COUNT
        at = ((where >> _COUNT_BITS) - counts.cumsum() + counts).repeat(counts)
        at += np.arange(len(at))
        return self._values.take(at), counts

    def reserve(self, key: int) -> None:
        """Make sure that a key has a list, even if empty."""
        if key >= len(self._where):
            self._where = grown(self._where, key + 1)
            self._room = grown(self._room, len(self._where))

    def _start(self, key: int) -> int:
        return int(self._where[key]) >> _COUNT_BITS

    def _move(self, key: int, count: int, room: int) -> None:
        """Move a key's list to the end of the array, with more room."""
        start = self._start(key)
        if self._end + room > len(self._values):
            self._values = grown(self._values, self._end + room)
        self._values[self._end : self._end + count] = self._values[start : start + count]
        self._lost += int(self._room[key])
        self._where[key], self._room[key] = self._end << _COUNT_BITS | count, room
        self._end += room

    def _compact(self) -> None:
        """Close the gaps that moved lists left."""
        values, counts = self.gather(np.arange(len(self._where)))
        self._room[: len(counts)] = counts
        self._where = counts.cumsum() - counts << _COUNT_BITS | counts
        self._end, self._lost = len(values), 0
        self._values = grown(values, len(values))


def grown(array: Integers, length: int) -> Integers:
    """The array with room for `length` elements and a quarter more; new elements are zero."""
    larger = np.zeros((length + length // 4 + 1, *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger
