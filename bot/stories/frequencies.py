"""How rare words are: in the news of a language in general, and in the latest articles.

Words that many articles use just now, about a war, an election or a match, separate events no better than common words
do. So the share of articles with a term comes from a table of the language and from the latest articles together: the
table counts as `_BEFORE` articles.

The counts are a sketch (count-min): two tables of fixed size, in which terms share places. The smaller of a term's two
counts is right, or a little too high.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log

import numpy as np
from numpy.typing import NDArray

STEM = 5
"""Letters of a word: 4 confuse words, and 6 tell forms of one apart."""
_SHORTEST_INFLECTED = 3
_ENDINGS = frozenset("аеиоуыэюяіїєйь")
STEPS = 25
"""Of rarity in a unit of it, as fingerprints keep it in a byte."""
RAREST = 9.0
"""The rarity of what is not known: one in 8,000 articles has it."""
_BEFORE = 4_000
_SLOTS = 1 << 17
_SHIFT = np.uint32(15)

Terms = NDArray[np.uint32]
Numbers = NDArray[np.float64]


class Counts:
    """How many articles of each language there were, and how many had which term."""

    def __init__(self) -> None:
        self._tables = np.zeros((2, _SLOTS), np.int32)
        self._articles: Counter[int] = Counter()

    def add(self, languages: Iterable[int], terms: Terms) -> None:
        """Count articles, given the language of each and the terms of all; those of one are distinct."""
        for table, slots in zip(self._tables, _slots(terms), strict=True):
            np.add(table, np.bincount(slots, minlength=_SLOTS).astype(np.int32), out=table)
        self._articles.update(languages)

    def merge(self, other: "Counts") -> None:
        """Add what another has counted."""
        self._tables += other._tables  # noqa: SLF001  another one of these
        self._articles.update(other._articles)  # noqa: SLF001

    def of(self, terms: Sequence[int]) -> list[int]:
        """How many articles have each of the terms, or a few more."""
        first, second = _slots(np.array(terms, np.uint32))
        counted: list[int] = np.minimum(self._tables[0][first], self._tables[1][second]).tolist()
        return counted

    def rarity(self, language: int, terms: Terms, known: Numbers) -> Numbers:
        """The rarity of terms of a language, given what it is in the language at large: the negative logarithm of the
        share of articles that have them.
        """
        first, second = _slots(terms)
        counted = np.minimum(self._tables[0][first], self._tables[1][second])
        shares: Numbers = (counted + _BEFORE * np.exp(-known)) / (self._articles[language] + _BEFORE)
        return np.maximum(-np.log(shares), 0.0)


def stem_of(word: str) -> str:
    """What the forms of a word in small letters have in common; of a short Cyrillic one, all but its last vowel."""
    if len(word) > STEM:
        return word[:STEM]
    return word[:-1] if len(word) > _SHORTEST_INFLECTED and word[-1] in _ENDINGS else word


def known_rarity(stem: str, language: str) -> float:
    """The rarity of the words that begin so in the news of a language at large, at most `RAREST`."""
    return _table(language).get(stem, RAREST)


def _slots(terms: Terms) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return (terms % _SLOTS).astype(np.intp), (terms >> _SHIFT).astype(np.intp)


@cache
def _table(language: str) -> Mapping[str, float]:
    """What is known of a language; nothing of most."""
    file = files(__package__).joinpath("frequencies", f"{language}.txt")
    if language not in _KNOWN:
        return {}
    shares: defaultdict[str, float] = defaultdict(float)
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            rarity, *stems = line.split()
            for stem in stems:
                shares[stem] += exp(-float(rarity))
                if (short := stem_of(stem)) != stem:
                    shares[short] += exp(-float(rarity))
    return {stem: -log(min(share, 1.0)) for stem, share in shares.items()}


_KNOWN = frozenset({"ru", "uk", "en"})
