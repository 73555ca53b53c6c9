"""Runs the matcher in a thread of its own: morphology and matching are CPU work, and not thread-safe."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar

from bot.errors import QueryError
from bot.matching import Distance, Matcher, Query, Reading, Unmet, WordForms, parse_canonical
from bot.matching.advice import Alternative, Capitals, both_sexes, joined_by_both, other_capitals
from bot.matching.expansions import forget_patterns
from bot.matching.indexed import IndexedQueries
from bot.matching.rehearsal import LONG, Rehearsal
from bot.model import ExpandedQuery, Filter, Hit, IndexChanges, Language, Prominence, QueryId, ReadArticle, Span
from bot.runtime.memory import freeze_memory
from bot.text.forms import Morphology
from bot.text.forms.version import forms_version

T = TypeVar("T")

_AT_ONCE = 200
"""Queries added in one go: a large set takes its time, and messages are rendered meanwhile."""
_EXPANDED = 50
"""Queries expanded in one go: some 25 ms."""
_PORTION = 100_000
"""Characters of articles that are matched in one go: some 100 ms."""
_TRIED = 50
"""Queries whose distance is found in one go: some 20 ms, since each is parsed."""
_LOCATED = 100
"""Results that are cached: a story for many chats is rendered for one after another."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The queries that an article meets, and its terms for the archive."""

    queries: Mapping[QueryId, Prominence] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Advice:
    """Alternatives to a query."""

    joined: Query | None
    """Its words joined by "both"; None if they belong together."""
    alternatives: tuple[Alternative, ...]
    """To its surnames, then to its capitals."""


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The words of an article that meet a query, and where they stand."""

    query: str
    words: tuple[str, ...]
    in_title: bool
    paragraph: int | None
    """The first of the text that has some of them, counted from 1."""


class Matching:
    """Runs calls to the matcher, one after another. An async context manager."""

    def __init__(self, morphology: Morphology, rehearsal: Rehearsal | None = None, *, forms: int | None = None) -> None:
        """`forms` is the version of the forms; by default, that of the program."""
        self._morphology = morphology
        self._rehearsal = rehearsal or Rehearsal()
        self._matcher = Matcher(morphology)
        self._indexed = IndexedQueries(self._matcher, forms_version() if forms is None else forms)
        self._located: dict[tuple[tuple[str, ...], ReadArticle], Hit] = {}
        self._thread = ThreadPoolExecutor(1, "matching")

    async def __aenter__(self) -> Self:
        await self._rehearsal.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)
        await self._rehearsal.__aexit__(kind, error, trace)

    async def apply(self, changes: IndexChanges) -> list[ExpandedQuery]:
        """Update the index with changes of the set of queries. Returns what had to be expanded, to be stored."""
        await self._run(lambda: self._indexed.remove((*changes.removed, *changes.added)))
        made: list[ExpandedQuery] = []
        added = iter(changes.added.items())
        while some := list(islice(added, _AT_ONCE)):
            made += await self._run(partial(self._indexed.add, some, changes.expansions))
        return made

    async def settle(self) -> None:
        """Free what only very many changes need, and spare the garbage collector what they have left."""
        await self._run(forget_patterns)
        freeze_memory()

    async def renew(self, limit: int) -> list[ExpandedQuery]:
        """Expand anew some queries that are indexed with older forms; the index takes them from storage (`apply`).

        Empty if nothing is left: each is expanded once in a run.
        """
        outdated = await self._run(lambda: self._indexed.take_outdated(limit))
        made: list[ExpandedQuery] = []
        for start in range(0, len(outdated), _EXPANDED):
            made += await self._run(partial(self._indexed.expand, outdated[start : start + _EXPANDED]))
        return made

    async def match(self, articles: Sequence[ReadArticle]) -> list[Matched]:
        """For each article, the queries that it meets, and its terms.

        Raises Overrun if an article cannot be tokenised in time.
        """
        terms = {article: await self._rehearsal.terms(article) for article in articles if len(article.text) > LONG}
        found: list[Matched] = []
        for some in _portions(articles):
            found += await self._run(partial(self._match_all, some, terms))
        return found

    async def candidates(self, query: Query) -> Filter | None:
        """A condition on the terms of articles that meet the query; None if any article may."""
        return await self._run(lambda: self._matcher.candidates(query))

    async def judge(self, query: Query, articles: Sequence[ReadArticle]) -> list[Hit | None]:
        """For each article, the places that meet the query; None if it does not."""
        found: list[Hit | None] = []
        for some in _portions(articles):
            found += await self._run(partial(self._judge, query, some))
        return found

    async def advise(self, query: Query) -> Advice:
        """The alternatives that the query's author may have meant."""
        return await self._run(partial(self._advise, query))

    def _advise(self, query: Query) -> Advice:
        alternatives = (*both_sexes(query, self._morphology), *other_capitals(query, self._morphology))
        return Advice(joined_by_both(query, self._morphology), alternatives)

    async def need_capitals(self, queries: Sequence[Query]) -> list[bool]:
        """For each query, whether a word of it that is also a common word is not found without its capital."""
        return await self._run(
            lambda: [
                any(one.kind is Capitals.COMMON_WORD for one in other_capitals(query, self._morphology))
                for query in queries
            ]
        )

    async def forms(self, query: Query) -> list[WordForms]:
        """The forms that each word of a query matches."""
        return await self._run(lambda: self._matcher.explain(query))

    async def examples(self, query: Query, language: Language) -> list[str]:
        """A plain query in other cases, rather in `language`, as articles may have it; empty if none is known."""
        return await self._run(lambda: self._matcher.examples(query, language))

    async def locate(self, queries: Iterable[str], article: ReadArticle) -> Hit:
        """The places in the article that meet any of the queries."""
        asked = tuple(queries), article
        found = self._located.get(asked)
        if found is None:
            found = await self._run(lambda: self._locate(*asked))
            if len(self._located) >= _LOCATED:
                del self._located[next(iter(self._located))]
            self._located[asked] = found
        return found

    async def met(self, queries: Sequence[Query], articles: Sequence[ReadArticle]) -> list[list[bool]]:
        """For each article, which of the queries it meets."""
        found: list[list[bool]] = []
        for some in _portions(articles):
            found += await self._run(partial(self._met, queries, some))
        return found

    async def nouns(self, words: Sequence[str], language: str) -> list[str]:
        """The nouns and names among words of an article in that language, each in its dictionary form."""
        nouns = await self._run(lambda: [self._morphology.noun(word, language) for word in words])
        return list(dict.fromkeys(filter(None, nouns)))

    async def explain(self, query: str, article: ReadArticle) -> QueryWords:
        """How the query meets the article."""
        return await self._run(lambda: self._explain(query, article))

    async def unmet(self, query: Query, article: ReadArticle) -> tuple[Unmet, ...]:
        """What keeps the article from meeting the query; empty if it meets it."""
        return await self._run(lambda: self._matcher.unmet(query, article))

    async def distances(self, queries: Sequence[str], article: ReadArticle) -> list[Distance]:
        """How far the article is from meeting each query. Raises Overrun if it cannot be tokenised in time."""
        if len(article.text) > LONG:
            await self._rehearsal.terms(article)
        reading = await self._run(lambda: self._matcher.read(article))
        found: list[Distance] = []
        for start in range(0, len(queries), _TRIED):
            found += await self._run(partial(self._distances, queries[start : start + _TRIED], reading))
        return found

    async def words(self, queries: Sequence[str], article: ReadArticle) -> list[tuple[str, ...]]:
        """For each query, the words of the article that meet it; empty for a query that no longer parses."""
        return await self._run(lambda: self._words_of(queries, article))

    async def consult(self, work: Callable[[Matcher, Morphology], T]) -> T:
        """Run other work with the matcher and the dictionaries; it should take no longer than some 100 ms."""
        return await self._run(lambda: work(self._matcher, self._morphology))

    async def _run(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    def _match_all(self, articles: Iterable[ReadArticle], terms: Mapping[ReadArticle, frozenset[str]]) -> list[Matched]:
        """`terms` holds the terms of the articles for which they are known."""
        return [self._match(one, terms.get(one)) for one in articles]

    def _match(self, article: ReadArticle, terms: frozenset[str] | None) -> Matched:
        met = self._matcher.match(article)
        if terms is not None and not met:
            return Matched(terms=terms)
        reading = self._matcher.read(article)
        # The index and the judge agree, so every query that is met has one.
        queries = {query: self._indexed.prominence(query, reading) or Prominence.TITLE for query in met}
        return Matched(queries, reading.terms() if terms is None else terms)

    def _judge(self, query: Query, articles: Iterable[ReadArticle]) -> list[Hit | None]:
        return [self._matcher.evaluate(query, article) for article in articles]

    def _met(self, queries: Sequence[Query], articles: Iterable[ReadArticle]) -> list[list[bool]]:
        readings = map(self._matcher.read, articles)
        return [[self._matcher.evaluate(query, reading) is not None for query in queries] for reading in readings]

    def _locate(self, queries: Iterable[str], article: ReadArticle) -> Hit:
        reading = self._matcher.read(article)
        hits = [hit for query in queries if (hit := self._indexed.evaluate(query, reading))]
        return Hit(
            _merged(span for hit in hits for span in hit.title),
            _merged(span for hit in hits for span in hit.text),
            tuple(dict.fromkeys(thing for hit in hits for thing in hit.wanted)),
        )

    def _explain(self, query: str, article: ReadArticle) -> QueryWords:
        hit = self._indexed.evaluate(query, self._matcher.read(article))
        paragraph = None
        if hit is not None and hit.text:
            paragraph = sum(bool(line.strip()) for line in article.text[: hit.text[0].end].split("\n"))
        return QueryWords(query, _written(hit, article), bool(hit and hit.title), paragraph)

    def _distances(self, queries: Iterable[str], reading: Reading) -> list[Distance]:
        """A query that no longer parses is as far as can be."""
        found = []
        for query in queries:
            try:
                found.append(self._matcher.distance(parse_canonical(query), reading))
            except QueryError:  # an older version accepted it
                found.append(Distance((), 0.0))
        return found

    def _words_of(self, queries: Iterable[str], article: ReadArticle) -> list[tuple[str, ...]]:
        reading = self._matcher.read(article)
        return [_written(self._indexed.evaluate(query, reading), article) for query in queries]


def _written(hit: Hit | None, article: ReadArticle) -> tuple[str, ...]:
    """The words at the places of a hit, each once."""
    places = () if hit is None else ((article.title, hit.title), (article.text, hit.text))
    return tuple(dict.fromkeys(text[span.start : span.end] for text, spans in places for span in spans))


def _portions(articles: Iterable[ReadArticle]) -> Iterator[list[ReadArticle]]:
    """The articles in order, a portion at a time, so that other calls can run in between."""
    portion: list[ReadArticle] = []
    length = 0
    for article in articles:
        portion.append(article)
        length += len(article.text)
        if length >= _PORTION:
            yield portion
            portion, length = [], 0
    if portion:
        yield portion


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same places, ascending and without overlap."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
