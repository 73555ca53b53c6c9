"""The interface of matching for the rest of Dozor."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.matching.candidates import to_filter
from bot.matching.evaluate import Evaluator, Reading
from bot.matching.expansions import Expanded, is_plain
from bot.matching.index import Index
from bot.matching.patterns import Patterns
from bot.matching.tree import Phrase, Query, phrases
from bot.matching.unmet import Distance, Explainer, Unmet
from bot.model import Filter, Hit, Language, Prominence, QueryId, ReadArticle
from bot.text.forms import Morphology

_REMEMBERED = 1 << 11
"""Phrases whose patterns are kept at hand, some 4 MB: the same queries are met again and again."""


@dataclass(frozen=True, slots=True)
class WordForms:
    """A word of a query, and the forms that it matches: as written, in alphabetical order."""

    word: str
    forms: tuple[str, ...]
    prefix: bool = False
    """Whether it matches any word with this beginning."""
    by_language: tuple[tuple[Language, tuple[str, ...]], ...] = ()
    """The forms that each language has, if several do."""


class Matcher:
    """Finds the queries that an article meets.

    Not thread-safe, except `read`: make one call at a time, from any thread. A matcher takes 0.5 to 1 KB a query;
    dictionaries load when a word is first looked up.
    """

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology
        patterns = Patterns(morphology)
        self._patterns = patterns
        self._index = Index(patterns)
        self._evaluator = Evaluator(lru_cache(_REMEMBERED)(patterns.of))
        self._explainer = Explainer(patterns, self._evaluator)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, query_id: QueryId) -> bool:
        return query_id in self._index

    def add(self, query_id: QueryId, query: Query, expanded: Expanded | None = None) -> None:
        """Add a query to match articles against, with its expansion if that was kept.

        Raises ValueError if its id is in use, or if it has other phrases than were expanded.
        """
        self._index.add(query_id, query, None if expanded is None else expanded.patterns_of(query))

    def expand(self, query: Query) -> Expanded:
        """What a query expands to with the present forms."""
        return Expanded(is_plain(query), tuple(map(self._patterns.of, phrases(query.root))))

    def remove(self, query_id: QueryId) -> None:
        """Remove a query. Raises KeyError if it is unknown."""
        self._index.remove(query_id)

    def match(self, article: ReadArticle) -> list[QueryId]:
        """The queries that an article meets, each once, in no order: exactly those for which `evaluate` has a hit."""
        return self._index.match(article)

    @staticmethod
    def read(article: ReadArticle) -> Reading:
        """Prepare an article for `evaluate`, once for all queries."""
        return Reading(article)

    def evaluate(self, query: Query, article: Reading | ReadArticle, expanded: Expanded | None = None) -> Hit | None:
        """The places in an article that meet a query, which need not be indexed; None if it is not met.

        `expanded` is what the query expands to, if not to the present forms.
        """
        reading = Reading(article) if isinstance(article, ReadArticle) else article
        return self._judge(query, expanded).evaluate(query, reading)

    def prominence(self, query: Query, article: Reading, expanded: Expanded | None = None) -> Prominence | None:
        """Where an article meets a query; None if it does not. `expanded` as in `evaluate`."""
        return self._judge(query, expanded).prominence(query, article)

    def _judge(self, query: Query, expanded: Expanded | None) -> Evaluator:
        return self._evaluator if expanded is None else Evaluator(expanded.patterns_of(query))

    def unmet(self, query: Query, article: ReadArticle) -> tuple[Unmet, ...]:
        """What keeps the article from meeting the query; empty if it meets it."""
        return self._explainer.unmet(query, self.read(article))

    def distance(self, query: Query, article: Reading) -> Distance:
        """How far the article is from meeting the query."""
        return self._explainer.distance(query, article)

    def candidates(self, query: Query) -> Filter | None:
        """A condition on the terms (`Reading.terms`) of articles that meet the query; None if any article may."""
        return to_filter(query, self._patterns)

    def explain(self, query: Query) -> list[WordForms]:
        """The forms that each word of a query matches, in order, repeated words once."""
        found: dict[WordForms, None] = {}
        for phrase in phrases(query.root):
            found.update(dict.fromkeys(self._explained(phrase)))
        return list(found)

    def _explained(self, phrase: Phrase) -> Iterator[WordForms]:
        for patterns, words in zip(self._patterns.of(phrase), self._patterns.words(phrase), strict=True):
            for pattern, written in zip(patterns, words, strict=True):
                forms = tuple(key.lstrip("!") for key in pattern.keys)
                by_language = tuple(self._morphology.by_language(forms))
                yield WordForms((pattern.prefix or written).lstrip("!"), forms, bool(pattern.prefix), by_language)

    def examples(self, query: Query, language: Language) -> list[str]:
        """A plain query in other cases, rather in `language`, as articles may have it; empty if none is known."""
        phrase = query.root
        if not isinstance(phrase, Phrase) or not phrase.is_plain or any(word.prefix for word in phrase.words):
            return []
        found = self._morphology.in_cases([word.text for word in phrase.words], language)
        return [one for one in found if self.evaluate(query, ReadArticle(one, "", "", "", language)) is not None]
