"""Made-up articles and queries for the benchmarks, from the word forms of the Russian dictionary."""

import itertools
import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence

import pymorphy3

from bot.matching import Query
from bot.matching.expansions import Expanded, is_plain
from bot.matching.patterns import Pattern
from bot.matching.tree import phrases
from bot.text.folding import fold

WORDS_AN_ARTICLE = 400
LEXEMES, RARE, UNUSED = 40_000, 59_000, 1_000
COMMON_QUERIES = 65_000


class Newsprint:
    """Made-up texts and queries: Zipf's law over lexemes, their forms at random."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        paradigms = self._paradigms()
        self._forms = list(itertools.islice(paradigms, LEXEMES))
        self.unused = [forms[0] for forms in itertools.islice(paradigms, UNUSED)]
        self._rare = list(itertools.islice(paradigms, RARE))
        self._patterns: dict[str, Pattern] = {}
        self._text_weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(LEXEMES)))
        self._query_weights = list(itertools.accumulate(1 / (rank + 200) ** 0.7 for rank in range(LEXEMES)))

    def _paradigms(self) -> Iterator[list[str]]:
        """The forms of nouns and adjectives from all over the dictionary, each paradigm once."""
        analyzer = pymorphy3.MorphAnalyzer(lang="ru")
        letters = "абвгдежзиклмнопрстуфхцчшэюя"
        prefixes = list(map("".join, itertools.product(letters, repeat=3)))
        self._random.shuffle(prefixes)
        seen: set[str] = set()
        for prefix in prefixes:
            words = analyzer.dictionary.words.keys(prefix)
            for word in self._random.sample(words, min(400, len(words))):
                parsed = analyzer.parse(word)[0]
                if parsed.tag.POS in {"NOUN", "ADJF"} and word.isalpha() and parsed.normal_form not in seen:
                    seen.add(parsed.normal_form)
                    yield sorted({form.word for form in parsed.lexeme})

    def _word(self, weights: Sequence[float]) -> str:
        forms = self._forms[bisect(weights, self._random.random() * weights[-1])]
        return self._random.choice(forms)

    def _query(self, *, special: bool) -> str:
        """A query, of the kinds that people write, in their shares; a special one is met by hardly any text."""
        a, b, c, d = (self._word(self._query_weights) for _ in range(4))
        if special:
            b, d = (self._random.choice(self._random.choice(self._rare)) for _ in range(2))
            if self._random.random() < 1 / 2:
                a, b, c, d = b, a, d, c
        kinds = (
            self._random.choice(self._random.choice(self._rare)) if special else a,
            f"{a} {b}",
            f"{a} {b} {c}",
            f"{a} + {b}",
            f"{a} {b}, {c} {d}",
            f'"{a} {b}" -{c}',
            f"{a} + title:{b}",
        )
        return self._random.choices(kinds, (3, 53, 20, 12, 5, 4, 3))[0]

    def queries(self, count: int) -> list[str]:
        """Distinct queries."""
        found: dict[str, None] = {}
        while len(found) < count:
            found.setdefault(self._query(special=len(found) >= COMMON_QUERIES))
        return list(found)

    def expanded(self, query: Query) -> Expanded:
        """What a query expands to by its words' paradigms alone: as much as by the rules, in a tenth of the time."""
        if not self._patterns:
            for forms in [*self._forms, *self._rare]:
                pattern = Pattern(tuple(sorted(set(map(fold, forms)))))
                self._patterns |= {form: pattern for form in forms if form not in self._patterns}
        found = (tuple(self._patterns[word.text] for word in phrase.words) for phrase in phrases(query.root))
        return Expanded(is_plain(query), tuple((patterns,) for patterns in found))

    def article(self, met: Sequence[str]) -> str:
        """An article in which the plain phrases of some queries stand."""
        pieces = [re.sub(r"[^\w ]|title:", "", query) for query in met]
        length = sum(piece.count(" ") + 1 for piece in pieces)
        pieces += [self._word(self._text_weights) for _ in range(WORDS_AN_ARTICLE - length)]
        self._random.shuffle(pieces)
        sentences = [" ".join(pieces[at : at + 12]) for at in range(0, len(pieces), 12)]
        return "\n".join(
            ". ".join(sentence.capitalize() for sentence in sentences[at : at + 4]) + "."
            for at in range(0, len(sentences), 4)
        )
