"""Runs of terms: phrases as the paths of a trie, whose edges are one dictionary.

The node of a single term is the term itself; the others have numbers of their own out of the same sequence.
"""

from collections.abc import Sequence

import numpy as np

from bot.matching.lists import Integers
from bot.matching.vocabulary import Numbers

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1
_FIRST, _SECOND, _FOLD = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77), np.uint32(15)
"""Odd multipliers (of xxHash and Fibonacci hashing) that spread pairs over the filter."""
_ROOM = 32
"""Bits of the filter for each edge, at least: up to 3 % of the pairs that are no edge get through it."""


class Runs:
    """The runs that are looked for."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._edges: dict[int, int] = {}
        self._into: dict[int, int] = {}
        self._uses: dict[int, int] = {}
        self._longer: dict[int, int] = {}
        self._filter = np.zeros(1 << 9, np.uint8)
        self._filtered = 0

    def place(self, terms: Sequence[int]) -> int:
        """The node of a run, in use once more."""
        node = terms[0]
        for term in terms[1:]:
            edge = node << _SHIFT | term
            target = self._edges.get(edge)
            if target is None:
                target = self._numbers.take()
                self._connect(edge, target)
            node = target
        if len(terms) > 1:
            self._uses[node] += 1
        return node

    def release(self, node: int) -> list[int]:
        """The run of a node is in use once less. Returns its terms."""
        terms = []
        unused = node in self._into
        if unused:
            self._uses[node] -= 1
        while (edge := self._into.get(node)) is not None:
            terms.append(edge & _LOW)
            parent = edge >> _SHIFT
            unused = unused and not self._uses[node]
            if unused:
                self._disconnect(edge, node, parent)
            node = parent
        return [node, *reversed(terms)]

    def find(self, terms: Integers, places: Integers, counts: Integers) -> list[tuple[int, int]]:
        """The nodes of the runs of two and more terms in a text, each with the place where its run begins.

        `terms` are the terms of the text in order, `places` where each stands, and `counts` how many stand at each
        place of the text and at one more after its end.
        """
        starts = counts.cumsum() - counts
        next_places = places + 1
        following = counts[next_places]
        second = (starts[next_places] - following.cumsum() + following).repeat(following)
        if not len(second):
            return []
        second += np.arange(len(second))
        left, right = terms.repeat(following), terms[second]
        passed = self._pass(left, right)
        edges = (left[passed].astype(np.int64) << _SHIFT | right[passed]).tolist()
        flat: tuple[list[int], list[int]] | None = None
        found = []
        for edge, place in zip(edges, places.repeat(following)[passed].tolist(), strict=True):
            node = self._edges.get(edge)
            if node is not None:
                found.append((node, place))
                if node in self._longer:
                    flat = flat or (terms.tolist(), [*starts.tolist(), len(terms)])
                    found += [(longer, place) for longer in self._longer_runs(node, *flat, place + 2)]
        return found

    def _longer_runs(self, node: int, terms: list[int], starts: list[int], following: int) -> list[int]:
        """The nodes of the runs that go on from a node at the place `following`. `starts` ends with the end of the
        terms.
        """
        found: list[int] = []
        if following + 1 < len(starts):
            for term in terms[starts[following] : starts[following + 1]]:
                longer = self._edges.get(node << _SHIFT | term)
                if longer is not None:
                    found.append(longer)
                    if longer in self._longer:
                        found += self._longer_runs(longer, terms, starts, following + 1)
        return found

    def _pass(self, left: Integers, right: Integers) -> Integers:
        """The indices of the pairs of terms that may be edges."""
        bits = self._hash(left, right)
        passed: Integers
        (passed,) = (self._filter[bits >> 3] & (1 << (bits & 7)).astype(np.uint8)).nonzero()
        return passed

    def _hash(self, left: Integers, right: Integers) -> Integers:
        """The bit of the filter that stands for each pair of terms."""
        mixed = left.astype(np.uint32) * _FIRST + right.astype(np.uint32) * _SECOND
        bits: Integers = (mixed ^ (mixed >> _FOLD)) & np.uint32(8 * len(self._filter) - 1)
        return bits

    def _mark(self, left: Integers, right: Integers) -> None:
        bits = self._hash(left, right)
        np.bitwise_or.at(self._filter, bits >> 3, (1 << (bits & 7)).astype(np.uint8))

    def _connect(self, edge: int, target: int) -> None:
        parent = edge >> _SHIFT
        self._edges[edge] = target
        self._into[target] = edge
        self._uses[target] = 0
        if parent in self._into:
            self._uses[parent] += 1
            self._longer[parent] = self._longer.get(parent, 0) + 1
        self._filtered += 1
        if self._filtered * _ROOM > 8 * len(self._filter):
            self._refilter()
        else:
            self._mark(np.array([parent]), np.array([edge & _LOW]))

    def _disconnect(self, edge: int, node: int, parent: int) -> None:
        del self._edges[edge], self._into[node], self._uses[node]
        self._numbers.give_back(node)
        if parent in self._into:
            self._uses[parent] -= 1
            self._longer[parent] -= 1
            if not self._longer[parent]:
                del self._longer[parent]

    def _refilter(self) -> None:
        """Make the filter anew, twice as large as it need be, without the edges that are gone."""
        edges = np.fromiter(self._edges, np.int64, len(self._edges))
        size = len(self._filter)
        while len(edges) * _ROOM > 4 * size:
            size *= 2
        self._filter = np.zeros(size, np.uint8)
        self._filtered = len(edges)
        self._mark(edges >> _SHIFT, edges & _LOW)
