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
_BITS = 64
"""Of a word: terms share so many bits among them."""


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
        """For each node, how many go on from it."""
        self._following: Integers = np.zeros(16, np.int64)
        """For each node, the bits of the terms that it goes on with, and maybe of some more: most pairs of words in a
        text are told by them to be no run, without a look into the edges."""

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

    def reserve(self, node: int) -> None:
        """Make a node known that no run leads to, and that none goes on from."""
        if node >= len(self._into):
            self._into = grown(self._into, node + 1)
            self._uses = grown(self._uses, node + 1)
            self._longer = grown(self._longer, node + 1)
            self._following = grown(self._following, node + 1)

    def find(self, terms: Integers, places: Integers, counts: Integers) -> tuple[Integers, Integers]:
        """The nodes of the runs of two and more terms in a text, and the place where each begins; the places of one
        node ascend.

        `terms` are the terms of the text in order, `places` where each stands, and `counts` how many stand at each
        place of the text and at one more after its end.
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
