"""Runs of terms: phrases as the paths of a trie, whose edges are one dictionary.

The node of a single term is the term itself; the others have numbers of their own out of the same sequence.
"""

from collections.abc import Sequence

import numpy as np

from bot.matching.lists import Integers, grown
from bot.matching.pairs import Pairs
from bot.matching.vocabulary import Numbers

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1


class Runs:
    """The runs that are looked for."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._edges = Pairs()
        self._into: Integers = np.zeros(16, np.int64)
        """For each node, the edge that leads to it as `edge + 1`; 0 for single terms and for numbers not in use."""
        self._uses: Integers = np.zeros(16, np.int32)
        """For each node but single terms, how many use its run or go on from it."""
        self._longer: Integers = np.zeros(16, np.int32)
        """For each node but single terms, how many go on from it."""

    def __len__(self) -> int:
        return len(self._edges)

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
        unused = self._is_run(node)
        if unused:
            self._uses[node] -= 1
        while self._is_run(node):
            edge = int(self._into[node]) - 1
            terms.append(edge & _LOW)
            parent = edge >> _SHIFT
            unused = unused and not self._uses[node]
            if unused:
                self._disconnect(edge, node, parent)
            node = parent
        return [node, *reversed(terms)]

    def find(self, terms: Integers, places: Integers, counts: Integers) -> tuple[Integers, Integers]:
        """The nodes of the runs of two and more terms in a text, and the place where each begins; the places of one
        node ascend.

        `terms` are the terms of the text in order, `places` where each stands, and `counts` how many stand at each
        place of the text and at one more after its end.
        """
        ends = counts.cumsum()
        nodes, first, after = terms, places, places + 1
        found: list[tuple[Integers, Integers]] = []
        while len(nodes):
            following = counts.take(after)
            pairs = following.cumsum()
            second = (ends.take(after) - pairs).repeat(following)
            second += np.arange(len(second))
            edges = nodes.astype(np.int64).repeat(following) << _SHIFT
            edges |= terms.take(second)
            at, nodes = self._edges.find(edges)
            at = pairs.searchsorted(at, "right")
            first, after = first.take(at), after.take(at)
            found.append((nodes, first))
            longer = self._longer.take(nodes).nonzero()[0]
            nodes, first, after = nodes.take(longer), first.take(longer), after.take(longer) + 1
        if not found:
            return terms, places
        return np.concatenate([nodes for nodes, _ in found]), np.concatenate([first for _, first in found])

    def _is_run(self, node: int) -> bool:
        return node < len(self._into) and bool(self._into[node])

    def _connect(self, edge: int, target: int) -> None:
        if target >= len(self._into):
            self._into = grown(self._into, target + 1)
            self._uses = grown(self._uses, target + 1)
            self._longer = grown(self._longer, target + 1)
        parent = edge >> _SHIFT
        self._edges.put(edge, target)
        self._into[target] = edge + 1
        if self._is_run(parent):
            self._uses[parent] += 1
            self._longer[parent] += 1

    def _disconnect(self, edge: int, node: int, parent: int) -> None:
        self._edges.remove(edge)
        self._into[node] = 0
        self._numbers.give_back(node)
        if self._is_run(parent):
            self._uses[parent] -= 1
            self._longer[parent] -= 1
