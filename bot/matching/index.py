"""The index: which queries an article meets, at a cost that does not grow with the queries that it does not meet.

    text ─► symbols ─► terms ─► runs ─┬─► queries that are one phrase
            one look-up a word        └─► anchors ─► candidates ─► their plans are judged

A query that is more than one phrase is found by two of the runs that it needs: it stands in the list of the one (the
shorter list), beside the other.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter

import numpy as np

from bot.matching.evaluate import lead_end, name
from bot.matching.lists import Integers, Lists, grown
from bot.matching.patterns import Patterns
from bot.matching.plans import All, Any, HasNear, HasRun, No, Origin, Plan, leaves
from bot.matching.runs import Runs
from bot.matching.tree import Both, Either, Field, From, Node, Not, Phrase, Query, Zone
from bot.matching.vocabulary import STOP, Numbers, Vocabulary
from bot.model import QueryId, ReadArticle
from bot.text.tokens import WORDS, ends_sentence

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1


class Index:
    """Queries by what they need. Not thread-safe."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._numbers = Numbers()
        self._vocabulary = Vocabulary(self._numbers)
        self._runs = Runs(self._numbers)
        self._met_by = Lists()
        self._anchored = Lists()
        self._nodes: dict[QueryId, int] = {}
        self._plans: dict[QueryId, int] = {}
        self._planned: dict[int, tuple[QueryId, Plan, list[tuple[int, int]], list[Origin]]] = {}
        self._plan_numbers = Numbers()
        self._by_origin: dict[Origin, set[int]] = {}
        self._seen = np.zeros(16, np.int64)
        self._serial = 0

    def __len__(self) -> int:
        return len(self._nodes) + len(self._plans)

    def __contains__(self, query_id: QueryId) -> bool:
        return query_id in self._nodes or query_id in self._plans

    def add(self, query_id: QueryId, query: Query) -> None:
        """Index a query. Raises ValueError if its id is already there."""
        if query_id in self:
            raise ValueError(f"query {query_id} is indexed already")
        plan = self._plan(query.root)
        if isinstance(plan, HasRun) and not plan.zone:
            self._nodes[query_id] = plan.node
            self._met_by.append(plan.node, query_id)
        else:
            self._anchor(query_id, plan)
        self._make_room()

    def remove(self, query_id: QueryId) -> None:
        """Forget a query. Raises KeyError if it is not there."""
        if query_id in self._nodes:
            node = self._nodes.pop(query_id)
            self._met_by.remove(node, query_id)
            self._release(HasRun(node, Zone.ANYWHERE))
            return
        number = self._plans.pop(query_id)
        _, plan, anchors, origins = self._planned.pop(number)
        for anchor, other in anchors:
            self._anchored.remove(anchor, other << _SHIFT | number)
        for origin in origins:
            self._by_origin[origin].discard(number)
            if not self._by_origin[origin]:
                del self._by_origin[origin]
        for leaf in leaves(plan):
            self._release(leaf)
        self._plan_numbers.give_back(number)

    def match(self, article: ReadArticle) -> list[QueryId]:
        """The queries that an article meets, each once, in no order."""
        view = _View(article, self._vocabulary, self._runs)
        nodes = view.nodes
        _, met = self._met_by.gather(nodes)
        found: list[QueryId] = met.tolist()
        for number in self._candidates(nodes, article):
            query_id, plan, _, _ = self._planned[number]
            if plan.met(view):
                found.append(query_id)
        return found

    def _plan(self, node: Node) -> Plan:
        match node:
            case Phrase():
                terms = [self._vocabulary.acquire(pattern) for pattern in self._patterns.of(node)]
                if node.near is not None:
                    return HasNear(tuple(terms), node.near, node.zone)
                return HasRun(self._runs.place(terms), node.zone)
            case From(field, value):
                return Origin(field, name(value) if field is Field.SOURCE else value)
            case Not(part):
                return No(self._plan(part))
            case Both(parts):
                return All(tuple(map(self._plan, parts)))
            case Either(parts):
                return Any(tuple(map(self._plan, parts)))

    def _release(self, leaf: HasRun | HasNear) -> None:
        terms = self._runs.release(leaf.node) if isinstance(leaf, HasRun) else leaf.terms
        for term in terms:
            self._vocabulary.release(term)

    def _anchor(self, query_id: QueryId, plan: Plan) -> None:
        number = self._plan_numbers.take()
        anchors: list[tuple[int, int]] = []
        origins: list[Origin] = []
        for way in dict.fromkeys(plan.ways() or ()):
            nodes = sorted((need for need in way if isinstance(need, int)), key=self._anchored.count)
            if nodes:
                pair = nodes[0], nodes[1 if len(nodes) > 1 else 0]
                if pair not in anchors:
                    anchors.append(pair)
                    self._anchored.append(pair[0], pair[1] << _SHIFT | number)
            else:
                origins += [need for need in way[:1] if isinstance(need, Origin) and need not in origins]
        for origin in origins:
            self._by_origin.setdefault(origin, set()).add(number)
        self._plans[query_id] = number
        self._planned[number] = query_id, plan, anchors, origins

    def _make_room(self) -> None:
        """Let every number in use have a list, if an empty one: articles bring any of them."""
        limit = self._numbers.limit
        self._met_by.reserve(limit)
        self._anchored.reserve(limit)
        if limit >= len(self._seen):
            self._seen = grown(self._seen, limit + 1)

    def _candidates(self, nodes: Integers, article: ReadArticle) -> Iterable[int]:
        """The numbers of the plans that an article may meet."""
        found: set[int] = set()
        if self._planned:
            self._serial += 1
            self._seen[nodes] = self._serial
            _, entries = self._anchored.gather(nodes)
            found.update((entries[self._seen[entries >> _SHIFT] == self._serial] & _LOW).tolist())
        if self._by_origin:
            for origin in _origins(article):
                found.update(self._by_origin.get(origin, ()))
        return found


class _View:
    """An article as a run of terms. What only some plans ask for is worked out when one asks."""

    def __init__(self, article: ReadArticle, vocabulary: Vocabulary, runs: Runs) -> None:
        self.article = article
        vocabulary.trim()
        symbols = vocabulary.symbols(article.language)
        self._written = WORDS.findall(f"{article.title}\n{article.text}")
        line = np.array(itemgetter(*self._written, "\n")(symbols), np.int64)
        self._removed = [
            place
            for place in np.flatnonzero(line[:-1] == STOP).tolist()
            if place and not ends_sentence(self._written[place], self._written[place - 1])
        ]
        self._line = np.delete(line, self._removed) if self._removed else line
        counts = vocabulary.terms_of.counts(self._line)
        self._places, self._terms = vocabulary.terms_of.gather(self._line)
        starts = counts.cumsum() - counts
        self._found = runs.find(self._terms, self._places, starts, counts)

    @cached_property
    def nodes(self) -> Integers:
        """Every run of the article, each once."""
        return np.unique(np.concatenate([self._terms, np.array([node for node, _ in self._found], np.int64)]))

    @cached_property
    def _first(self) -> dict[int, int]:
        """Where each run first begins."""
        first = dict(reversed(self._found))
        for node, place in zip(self._terms.tolist(), self._places.tolist(), strict=True):
            if first.setdefault(node, place) > place:
                first[node] = place
        return first

    def first(self, node: int) -> int | None:
        """The place where a run first begins, if it is there."""
        return self._first.get(node)

    def places(self, term: int) -> list[int]:
        """The places of a term."""
        found: list[int] = self._places[self._terms == term].tolist()
        return found

    @cached_property
    def _ends(self) -> dict[Zone, int]:
        joined = f"{self.article.title}\n{self.article.text}"
        ends = {Zone.TITLE: len(self.article.title), Zone.LEAD: lead_end(self.article)}
        return {zone: self._place(len(WORDS.findall(joined[:end]))) for zone, end in ends.items()}

    def end(self, zone: Zone) -> int:
        """The first place that is no longer in a zone."""
        return self._ends[zone] if zone else len(self._line)

    @cached_property
    def _sentences(self) -> list[int]:
        found: list[int] = (self._line == STOP).cumsum().tolist()
        return found

    def sentences(self) -> Sequence[int]:
        """The sentence of each place."""
        return self._sentences

    def _place(self, written: int) -> int:
        """The place of something written, less the stops before it that end no sentence."""
        return written - bisect_left(self._removed, written)


def _origins(article: ReadArticle) -> Iterable[Origin]:
    """All that a query may say of where an article comes from."""
    yield Origin(Field.LANGUAGE, article.language)
    labels = article.site.lower().split(".")
    for index in range(len(labels)):
        yield Origin(Field.SITE, ".".join(labels[index:]))
    words = name(article.source).split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield Origin(Field.SOURCE, " ".join(words[start:end]))
