"""Runs of terms: phrases as paths of a trie, with all edges in one dictionary.

The node of a single term is the term itself; other nodes get numbers from the same sequence.
"""

from collections.abc import Sequence

import numpy as np

from bot.matching.lists import Integers, grown
from bot.matching.pairs import Pairs
from bot.matching.vocabulary import Numbers

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1
_BITS = 64
"""The bits of a machine word, over which terms are distributed."""


class Runs:
    """The wanted runs."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._edges = Pairs()
        self._into: Integers = np.zeros(16, np.int64)
        """For each node, the edge that leads to it as `edge + 1`; 0 for single terms and for numbers not in use."""
        self._uses: Integers = np.zeros(16, np.int32)
        """For each node except single terms, how many queries use its run and nodes continue it."""
        self._longer: Integers = np.zeros(16, np.int32)
        """For each node, how many nodes continue it."""
        self._following: Integers = np.zeros(16, np.int64)
        """For each node, the bits of the terms that continue it (and perhaps of more): they rule out most pairs of
        words in a text without a look-up of edges.
        """

    def __len__(self) -> int:
        return len(self._edges)

    def place(self, terms: Sequence[int]) -> int:
        """The node of a run; counts one more use."""
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
        """Count one use less of a node's run. Returns its terms."""
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

    def reserve(self, node: int) -> None:
        """Make room for a node without edges."""
        if node >= len(self._into):
            self._into = grown(self._into, node + 1)
            self._uses = grown(self._uses, node + 1)
            self._longer = grown(self._longer, node + 1)
            self._following = grown(self._following, node + 1)

    def find(self, terms: Integers, places: Integers, counts: Integers) -> tuple[Integers, Integers]:
        """The nodes of all runs of two or more terms in a text, and where each begins; a node's places ascend.

        `terms` are the terms of the text in order, `places` their places, and `counts` the number of terms at each
        place, with one more place after the end.
        """
        ends = counts.cumsum()
        bits = terms & _BITS - 1
        nodes, first, after = terms, places, places + 1
        found = [(terms[:0], places[:0])]
        while len(longer := (following := self._following.take(nodes)).nonzero()[0]):
            nodes, following, first, after = (some.take(longer) for some in (nodes, following, first, after))
            seconds = counts.take(after)
            pairs = seconds.cumsum()
            second = (ends.take(after) - pairs).repeat(seconds)
            second += np.arange(len(second))
            one = np.arange(len(nodes)).repeat(seconds)
            likely = (following.take(one) >> bits.take(second) & 1).nonzero()[0]
            one, second = one.take(likely), second.take(likely)
            at, nodes = self._edges.find(nodes.take(one) << _SHIFT | terms.take(second))
            one = one.take(at)
            first, after = first.take(one), after.take(one) + 1
            found.append((nodes, first))
        return np.concatenate([nodes for nodes, _ in found]), np.concatenate([first for _, first in found])

    def _is_run(self, node: int) -> bool:
        return node < len(self._into) and bool(self._into[node])

    def _connect(self, edge: int, target: int) -> None:
        parent, term = edge >> _SHIFT, edge & _LOW
        self.reserve(max(target, parent))
        self._edges.put(edge, target)
        self._into[target] = edge + 1
        self._longer[parent] += 1
        self._following[parent] |= np.int64(1) << term % _BITS
        if self._is_run(parent):
            self._uses[parent] += 1

    def _disconnect(self, edge: int, node: int, parent: int) -> None:
        self._edges.remove(edge)
        self._into[node] = 0
        self._numbers.give_back(node)
        self._longer[parent] -= 1
        if not self._longer[parent]:
            self._following[parent] = 0
        if self._is_run(parent):
            self._uses[parent] -= 1
