"""The queries in the index, with their texts, and what they expand to while that is older than the forms."""

import logging
from collections import deque
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache

from bot.errors import QueryError
from bot.matching.evaluate import Reading
from bot.matching.expansions import Expanded, pack, unpack
from bot.matching.matcher import Matcher
from bot.matching.query import parse_canonical
from bot.matching.tree import Phrase, Query
from bot.model import ExpandedQuery, Expansion, Hit, Prominence, QueryId

_log = logging.getLogger(__name__)

_PARSED = 1 << 11
"""Queries whose trees are cached, some 2 MB: those that are met often."""
_UNPARSED = Query(Phrase(()))
"""Stands for words in a row whose patterns are known."""


class IndexedQueries:
    """What the matcher has been given. As little thread-safe as the matcher.

    A query that was expanded with another version of the forms is indexed, and judged, with what it expanded to, until
    it is expanded anew.
    """

    def __init__(self, matcher: Matcher, forms: int) -> None:
        self._matcher = matcher
        self._forms = forms
        self._texts: dict[QueryId, str] = {}
        """A text takes a fifth of the memory of its tree, and few are met at a time."""
        self._older: dict[str, bytes] = {}
        """By text, the expansions that are older than the forms."""
        self._outdated: deque[QueryId] = deque()
        """The queries that have them, and perhaps some that are gone by now."""
        self._parsed = lru_cache(_PARSED)(parse_canonical)

    def add(self, queries: Iterable[tuple[QueryId, str]], kept: Mapping[QueryId, Expansion]) -> list[ExpandedQuery]:
        """Index queries; returns those that had to be expanded. One that cannot be indexed keeps no other from it."""
        made = []
        for query, text in queries:
            try:
                if query in kept and self._add_kept(query, text, kept[query]):
                    continue
                parsed = parse_canonical(text)
                expanded = self._matcher.expand(parsed)
                self._matcher.add(query, parsed, expanded)
                self._texts[query] = text
            except Exception:  # noqa: BLE001  an older version accepted it; it must not block the others
                _log.exception("query %d cannot be read any more: %r", query, text)
            else:
                made += self._packed(query, text, expanded)
        return made

    def remove(self, queries: Iterable[QueryId]) -> None:
        """Remove those that are indexed."""
        for query in queries:
            if query in self._matcher:
                self._matcher.remove(query)
                self._older.pop(self._texts.pop(query), None)

    def take_outdated(self, limit: int) -> list[QueryId]:
        """Some queries that are indexed with older forms; each is given once."""
        taken: list[QueryId] = []
        while self._outdated and len(taken) < limit:
            query = self._outdated.popleft()
            if self._texts.get(query) in self._older:
                taken.append(query)
        return taken

    def expand(self, queries: Iterable[QueryId]) -> list[ExpandedQuery]:
        """Expand queries with the present forms; one that cannot be read any more keeps its older ones."""
        made = []
        for query in queries:
            text = self._texts.get(query)
            if text is None:
                continue
            try:
                made += self._packed(query, text, self._matcher.expand(parse_canonical(text)))
            except Exception:  # noqa: BLE001  as in `add`
                _log.exception("query %d cannot be read any more, and keeps its older forms: %r", query, text)
        return made

    def prominence(self, query: QueryId, reading: Reading) -> Prominence | None:
        """Where an article meets an indexed query; None if it does not."""
        parsed, kept = self._meaning(self._texts[query])
        return self._matcher.prominence(parsed, reading, kept)

    def evaluate(self, text: str, reading: Reading) -> Hit | None:
        """The places that meet a canonical query, judged as the index does; None for one that no longer parses."""
        try:
            parsed, kept = self._meaning(text)
        except QueryError:
            return None
        return self._matcher.evaluate(parsed, reading, kept)

    def _meaning(self, text: str) -> tuple[Query, Expanded | None]:
        body = self._older.get(text)
        kept = None if body is None else unpack(text, body)
        return _UNPARSED if kept is not None and kept.is_plain else self._parsed(text), kept

    def _add_kept(self, query: QueryId, text: str, expansion: Expansion) -> bool:
        """Index a query with what it expanded to earlier; False if that cannot be used."""
        with suppress(ValueError):
            kept = unpack(text, expansion.body)
            if kept is None:
                return False
            self._matcher.add(query, _UNPARSED if kept.is_plain else parse_canonical(text), kept)
            self._texts[query] = text
            if expansion.forms != self._forms:
                self._older[text] = expansion.body
                self._outdated.append(query)
            return True
        return False

    def _packed(self, query: QueryId, text: str, expanded: Expanded) -> list[ExpandedQuery]:
        body = pack(text, expanded)
        return [] if body is None else [ExpandedQuery(query, text, Expansion(self._forms, body))]
