"""A dictionary in arrays, so that numpy looks up hundreds of keys in a few steps."""

import numpy as np

from bot.matching.lists import Integers

_WIDTH_BITS = 2
_WIDTH = 1 << _WIDTH_BITS
"""Keys in a bucket; with their numbers, a bucket is one cache line of 64 bytes."""
_LOAD = 1.5
"""The most keys a bucket, on average: hardly one in a hundred then finds its bucket full."""
_EMPTY = -1
"""Marks a free slot."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio: Fibonacci hashing, whose upper bits are spread evenly."""
_BITS = 64


class Pairs:
    """Maps keys from 0 to 2^63 - 1 to numbers. Keys whose bucket is full go to an ordinary dictionary."""

    def __init__(self) -> None:
        self._count = 0
        self._overflow: dict[int, int] = {}
        self._empty(4)

    def __len__(self) -> int:
        return self._count + len(self._overflow)

    def get(self, key: int) -> int | None:
        """The number of a key; None if it has none."""
        bucket = self._bucket(key)
        row = self._keys[bucket].tolist()
        if key in row:
            return int(self._numbers[bucket, row.index(key)])
        return self._overflow.get(key)

    def put(self, key: int, number: int) -> None:
        """Set the number of a key that has none."""
        if self._count >= _LOAD * len(self._keys):
            self._grow()
        bucket = self._bucket(key)
        row = self._keys[bucket].tolist()
        if _EMPTY not in row:
            self._overflow[key] = number
            self._has_overflow[bucket] = True
            return
        at = row.index(_EMPTY)
        self._keys[bucket, at], self._numbers[bucket, at] = key, number
        self._count += 1

    def remove(self, key: int) -> None:
        """Remove a key. Raises KeyError if it has no number."""
        bucket = self._bucket(key)
        row = self._keys[bucket].tolist()
        if key in row:
            self._keys[bucket, row.index(key)] = _EMPTY
            self._count -= 1
        else:
            del self._overflow[key]

    def find(self, keys: Integers) -> tuple[Integers, Integers]:
        """The indices of the keys that have a number, and the numbers; equal keys keep their order."""
        buckets = self._buckets(keys)
        rows = self._table.take(buckets, axis=0)
        at = (rows[:, :_WIDTH] == keys[:, None]).ravel().nonzero()[0]
        found = at >> _WIDTH_BITS
        numbers = rows.ravel().take(at + (found << _WIDTH_BITS) + _WIDTH)
        if self._overflow:
            missed = self._has_overflow.take(buckets)
            missed[found] = False
            beside = [
                (index, number)
                for index in missed.nonzero()[0].tolist()
                if (number := self._overflow.get(int(keys[index]))) is not None
            ]
            if beside:
                more = np.array(beside)
                return np.concatenate([found, more[:, 0]]), np.concatenate([numbers, more[:, 1]])
        return found, numbers

    def _bucket(self, key: int) -> int:
        return (key * int(_MULTIPLIER) & (1 << _BITS) - 1) >> int(self._shift)

    def _buckets(self, keys: Integers) -> Integers:
        buckets: Integers = (keys.view(np.uint64) * _MULTIPLIER >> self._shift).view(np.int64)
        return buckets

    def _empty(self, bits: int) -> None:
        self._shift = np.uint64(_BITS - bits)
        self._table: Integers = np.full((1 << bits, 2 * _WIDTH), _EMPTY, np.int64)
        self._keys = self._table[:, :_WIDTH]
        self._numbers = self._table[:, _WIDTH:]
        self._has_overflow = np.zeros(1 << bits, np.bool_)

    def _grow(self) -> None:
        """Double the buckets, and put each key in its own."""
        used = self._keys >= 0
        keys = np.concatenate([self._keys[used], np.fromiter(self._overflow.keys(), np.int64)])
        numbers = np.concatenate([self._numbers[used], np.fromiter(self._overflow.values(), np.int64)])
        self._empty(_BITS - int(self._shift) + 1)
        buckets = self._buckets(keys)
        order = buckets.argsort(kind="stable")
        buckets, keys, numbers = buckets[order], keys[order], numbers[order]
        at = np.arange(len(keys)) - buckets.searchsorted(buckets)
        fits = at < _WIDTH
        self._keys[buckets[fits], at[fits]] = keys[fits]
        self._numbers[buckets[fits], at[fits]] = numbers[fits]
        self._overflow = dict(zip(keys[~fits].tolist(), numbers[~fits].tolist(), strict=True))
        self._has_overflow[buckets[~fits]] = True
        self._count = int(fits.sum())
