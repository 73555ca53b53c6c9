"""Transliterates names between two alphabets, where letters do not correspond one to one.

A joint bigram model: a name is a sequence of pairs, of some letters on either side («ш:sh», «о:eau», «ь:»), and each
pair is more or less likely after the one before it. Its table holds costs, negative logarithms in hundredths, learned
from names that are known on both sides (the head of its file says which). The same table serves both directions.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from importlib.resources import files
from operator import itemgetter

LONGEST_NAME = 24
"""Letters; longer words are no names."""
_BEAM = 30
"""The most beginnings of a spelling that are pursued at once."""
_LONGEST_PAIR = 4
"""Letters of either side of a pair."""
_START, _END = 0, 1
"""The numbers of the pairs that stand for these."""


@dataclass(frozen=True, slots=True)
class _Pair:
    number: int
    sides: tuple[str, str]
    cost: int
    """After a pair that it was never seen after, in addition to what that costs."""


class Transliteration:
    """A joint model of the names of two languages."""

    def __init__(self, table: str) -> None:
        """`table` is the text of a file in `data`."""
        self._pairs: list[_Pair] = []
        self._after: list[tuple[int, Mapping[int, int]]] = []
        for line in table.splitlines():
            if line and not line.startswith("#"):
                self._read(line)
        self._by_letters = (self._beginning(0), self._beginning(1))

    def _read(self, line: str) -> None:
        """Read «left:right cost backoff pair=cost …»; the first two lines are the start and the end of a name."""
        sides, cost, backoff, *following = line.split(" ")
        left, right = sides.split(":")
        self._pairs.append(_Pair(len(self._pairs), (left, right), int(cost)))
        costs = {int(number): int(after) for number, after in (one.split("=") for one in following)}
        self._after.append((int(backoff), costs))

    def _beginning(self, side: int) -> dict[str, list[_Pair]]:
        found: defaultdict[str, list[_Pair]] = defaultdict(list)
        for pair in self._pairs[_END + 1 :]:
            found[pair.sides[side]].append(pair)
        return dict(found)

    def spell(self, name: str, side: int, most: int) -> list[tuple[str, int]]:
        """Spellings of a name of one side (0: left) on the other, in small letters, with their costs, likeliest first.

        Empty if the name is too long, or has what no known name has.
        """
        if not 0 < len(name) <= LONGEST_NAME:
            return []
        ways: list[dict[tuple[int, str], int]] = [{} for _ in range(len(name) + 1)]
        ways[0][_START, ""] = 0
        for place in range(len(name)):
            for (before, spelt), cost in nsmallest(_BEAM, ways[place].items(), key=itemgetter(1)):
                for pair in self._fitting(name, place, side):
                    reached = ways[place + len(pair.sides[side])]
                    self._go(reached, before, spelt + pair.sides[1 - side], pair, cost)
            self._insert(ways[place + 1], side)
        ended: dict[str, int] = {}
        for (before, spelt), cost in ways[-1].items():
            whole = cost + self._cost(before, self._pairs[_END])
            ended[spelt] = min(whole, ended.get(spelt, whole))
        return nsmallest(most, ended.items(), key=itemgetter(1))

    def _fitting(self, name: str, place: int, side: int) -> Iterator[_Pair]:
        """The pairs that the name may have at a place."""
        known = self._by_letters[side]
        for length in range(1, min(_LONGEST_PAIR, len(name) - place) + 1):
            yield from known.get(name[place : place + length], ())

    def _insert(self, ways: dict[tuple[int, str], int], side: int) -> None:
        """Pursue also letters that the name's side does not write: «ь» of «Ольга», from “Olga”."""
        silent = self._by_letters[side].get("", ())
        if not silent:
            return
        for (before, spelt), cost in nsmallest(_BEAM, ways.items(), key=itemgetter(1)):
            for pair in silent:
                self._go(ways, before, spelt + pair.sides[1 - side], pair, cost)

    def _go(self, ways: dict[tuple[int, str], int], before: int, spelt: str, pair: _Pair, cost: int) -> None:
        reached = cost + self._cost(before, pair)
        if reached < ways.get((pair.number, spelt), reached + 1):
            ways[pair.number, spelt] = reached

    def _cost(self, before: int, pair: _Pair) -> int:
        backoff, costs = self._after[before]
        known = costs.get(pair.number)
        return backoff + pair.cost if known is None else known


@cache
def transliteration(name: str) -> Transliteration:
    """The model of a table in `data`: `ru-en` or `ru-uk`."""
    return Transliteration(files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8"))
