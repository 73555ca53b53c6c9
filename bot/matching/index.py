"""The index: finds the queries that an article meets, at a cost that does not grow with the others.

    text ─► codes ─► terms ─► runs ─┬─► queries that are one phrase
            one look-up a word        └─► anchors ─► candidates ─► their plans are judged

A query of more than one phrase is found by two of the runs that it needs: the list of one run (the shorter list) has an
entry that names the other.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from bot.matching.evaluate import lead_end
from bot.matching.lists import Integers, Lists, grown
from bot.matching.origins import hooks, hooks_of
from bot.matching.patterns import Patterns, PatternsOf
from bot.matching.planner import Planner
from bot.matching.plans import HasRun, Origin, Plan, leaves
from bot.matching.runs import Runs
from bot.matching.tree import Field, Query, Zone
from bot.matching.vocabulary import SHORT, SOFT_STOP, STOP, Numbers, Vocabulary
from bot.model import QueryId, ReadArticle
from bot.text.tokens import MOST_WORDS, WORDS

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1
_TO_BE_JUDGED = -1
_INDEXED = 2
"""How many runs of a way the index checks."""


_Hook = tuple[Field, str]
"""A field, and a value that its queries are found by."""


class _Planned(NamedTuple):
    query_id: QueryId
    plan: Plan


class Index:
    """An index of queries by the runs that they need. Not thread-safe."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._numbers = Numbers()
        self._vocabulary = Vocabulary(self._numbers)
        self._runs = Runs(self._numbers)
        self._wanted = Lists(np.int64)
        """For each node, the queries that it meets, and as `~entry` the plans that it is the anchor of."""
        self._nodes: dict[QueryId, int] = {}
        self._plans: dict[QueryId, int] = {}
        self._planned: dict[int, _Planned] = {}
        self._given: Integers = np.zeros(16, np.int64)
        """For each plan, the query that is met if the plan is a candidate; `_TO_BE_JUDGED` if that is not enough."""
        self._anchors: dict[int, tuple[tuple[int, int], ...]] = {}
        self._origins: dict[int, tuple[_Hook, ...]] = {}
        self._plan_numbers = Numbers()
        self._by_origin: dict[Field, dict[str, set[int]]] = {}
        """For each field that is asked for, the plans by a value that they need."""
        self._seen: Integers = np.zeros(16, np.int64)
        self._base = 1

    def __len__(self) -> int:
        return len(self._nodes) + len(self._plans)

    def __contains__(self, query_id: QueryId) -> bool:
        return query_id in self._nodes or query_id in self._plans

    def add(self, query_id: QueryId, query: Query, patterns_of: PatternsOf | None = None) -> None:
        """Add a query, with what is known of its patterns. Raises ValueError if its id is in use."""
        if query_id in self:
            raise ValueError(f"query {query_id} is indexed already")
        plan = Planner(self._vocabulary, self._runs, patterns_of or self._patterns.of).plan(query.root)
        if isinstance(plan, HasRun) and not plan.zone:
            self._nodes[query_id] = plan.node
            self._wanted.append(plan.node, query_id)
        else:
            self._anchor(query_id, plan)
        self._make_room()

    def remove(self, query_id: QueryId) -> None:
        """Remove a query. Raises KeyError if it is not there."""
        if query_id in self._nodes:
            node = self._nodes.pop(query_id)
            self._wanted.remove(node, query_id)
            self._release(node)
            return
        number = self._plans.pop(query_id)
        plan = self._planned.pop(number).plan
        for anchor, other in self._anchors.pop(number, ()):
            self._wanted.remove(anchor, ~(other << _SHIFT | number))
        for field, value in self._origins.pop(number, ()):
            by_value = self._by_origin[field]
            by_value[value].discard(number)
            if not by_value[value]:
                del by_value[value]
            if not by_value:
                del self._by_origin[field]
        for node in leaves(plan):
            self._release(node)
        self._plan_numbers.give_back(number)

    def match(self, article: ReadArticle, written: list[str] | None = None) -> list[QueryId]:
        """The queries that an article meets, each once, in no order.

        `written` is what `WORDS` finds in its title and text, if that is known.
        """
        if written is None:
            written = WORDS.findall(f"{article.title}\n{article.text}")[:MOST_WORDS]
        view = _View(article, written, self._vocabulary, self._runs, seen=self._seen, base=self._base)
        self._base += len(view.nodes)
        wanted, _ = self._wanted.gather(view.distinct())
        found: list[QueryId] = wanted[wanted >= 0].tolist()
        numbers = view.contained(~wanted[wanted < 0])
        given = self._given.take(numbers)
        found += set(given[given != _TO_BE_JUDGED].tolist())
        for number in self._from_origin(article).union(numbers[given == _TO_BE_JUDGED].tolist()):
            query_id, plan = self._planned[number]
            if plan.met(view):
                found.append(query_id)
        return found

    def _release(self, node: int) -> None:
        for term in self._runs.release(node):
            self._vocabulary.release(term)

    def _anchor(self, query_id: QueryId, plan: Plan) -> None:
        number = self._plan_numbers.take()
        ways = plan.ways()
        anchors: dict[tuple[int, int], None] = {}
        origins: dict[_Hook, None] = {}
        for way in ways.needs if ways else ():
            nodes = sorted((need for need in way if isinstance(need, int)), key=self._wanted.count)
            if nodes:
                anchors[nodes[0], nodes[1 if len(nodes) > 1 else 0]] = None
            else:
                origins.update((self._hook(need), None) for need in way[:1] if isinstance(need, Origin))
        for anchor, other in anchors:
            self._wanted.append(anchor, ~(other << _SHIFT | number))
        for field, value in origins:
            self._by_origin.setdefault(field, {}).setdefault(value, set()).add(number)
        self._plans[query_id] = number
        self._anchors[number] = tuple(anchors)
        if origins:
            self._origins[number] = tuple(origins)
        enough = ways is not None and ways.enough and all(len(way) <= _INDEXED for way in ways.needs)
        self._planned[number] = _Planned(query_id, plan)
        if number >= len(self._given):
            self._given = grown(self._given, number + 1)
        self._given[number] = query_id if enough else _TO_BE_JUDGED

    def _make_room(self) -> None:
        """Reserve a list, even if empty, for every number in use, since an article may contain any of them."""
        limit = self._numbers.limit
        self._wanted.reserve(limit)
        self._runs.reserve(limit)
        if limit >= len(self._seen):
            self._seen = grown(self._seen, limit + 1)

    def _from_origin(self, article: ReadArticle) -> set[int]:
        """The plans that an article may meet by its fields alone."""
        found: set[int] = set()
        for field, value in hooks(article, self._by_origin) if self._by_origin else ():
            found |= self._by_origin[field].get(value, set())
        return found

    def _hook(self, origin: Origin) -> _Hook:
        """The value that finds a plan by an origin: of several, the one that fewest plans have."""
        known = self._by_origin.get(origin.field, {})
        return origin.field, min(hooks_of(origin.field, origin.value), key=lambda value: len(known.get(value, ())))


class _View:
    """An article as a sequence of terms; what only some plans need is computed on demand.

    The nodes of an article write their indices into `seen`; `base` is above all indices of earlier articles. A view is
    valid until the next article is matched.
    """

    def __init__(
        self, article: ReadArticle, written: list[str], vocabulary: Vocabulary, runs: Runs, *, seen: Integers, base: int
    ) -> None:
        self.article = article
        self._seen = seen
        self._base = base
        vocabulary.trim()
        codes = vocabulary.codes(article.language).of([*written, "\n"])
        self._removed = (((codes[1:] >> SHORT) == SOFT_STOP) & (codes[:-1] & SHORT)).nonzero()[0] + 1
        """The places of stops that are parts of words."""
        if len(self._removed):
            kept = np.ones(len(codes), np.bool_)
            kept[self._removed] = False
            codes = codes[kept]
        self._line = codes >> SHORT
        terms, counts = vocabulary.terms_of.gather(self._line)
        self._terms = terms.astype(np.int64)
        self._places = np.arange(len(counts)).repeat(counts)
        self._ends = {Zone.ANYWHERE: len(self._line)}
        found, firsts = runs.find(self._terms, self._places, counts)
        self._firsts = np.concatenate([self._places, firsts])
        self.nodes = np.concatenate([self._terms, found])
        """Every run of the article, as often as it occurs."""

    def distinct(self) -> Integers:
        """Every run of the article once; also records which runs it has, and where they first begin."""
        indices = np.arange(self._base, self._base + len(self.nodes))
        self._seen[self.nodes[::-1]] = indices[::-1]
        distinct: Integers = self.nodes[self._seen[self.nodes] == indices]
        return distinct

    def has(self, node: int) -> bool:
        """Whether the article has a run."""
        return self._seen.item(node) >= self._base

    def contained(self, entries: Integers) -> Integers:
        """The plans of the entries whose runs the article has."""
        contained: Integers = entries[self._seen.take(entries >> _SHIFT) >= self._base] & _LOW
        return contained

    def first(self, node: int) -> int:
        """The first place of a run that the article has."""
        return int(self._firsts.item(self._seen.item(node) - self._base))

    def places(self, term: int) -> list[int]:
        """The places of a term."""
        found: list[int] = self._places[self._terms == term].tolist()
        return found

    def begins(self, node: int) -> list[int]:
        """The first places of a run, wherever the article has it."""
        found: list[int] = self._firsts[self.nodes == node].tolist()
        return found

    def end(self, zone: Zone) -> int:
        """The first place after a zone."""
        if zone not in self._ends:
            end = len(self.article.title) if zone is Zone.TITLE else lead_end(self.article)
            written = min(len(WORDS.findall(f"{self.article.title}\n{self.article.text}"[:end])), MOST_WORDS)
            self._ends[zone] = written - int(self._removed.searchsorted(written))
        return self._ends[zone]

    @cached_property
    def _sentences(self) -> list[int]:
        found: list[int] = ((self._line == SOFT_STOP) | (self._line == STOP)).cumsum().tolist()
        return found

    def sentences(self) -> Sequence[int]:
        """The sentence of each place."""
        return self._sentences
