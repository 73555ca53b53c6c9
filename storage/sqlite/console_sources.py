"""The sources, for the operators' page: many thousands, of which a page shows some.

Their few columns that order and find are read whole, and compared here: SQLite folds the case of Latin letters alone.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from bot.model import SourceHealth, SourceId, SourcePages
from bot.model.overview import HealthCounts, ListedSource, SourceDetails, SourceList, SourceOrder, SourceSelection
from storage.sqlite.console_reading import DAY_MS, Reads, edges, first_articles, part_from
from storage.sqlite.host_queue import POLLED
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, to_source_settings
from storage.sqlite.sources import health_of, to_failure

_WORST_FIRST = (
    SourceHealth.FAILING,
    SourceHealth.RETIRED,
    SourceHealth.SILENT,
    SourceHealth.NEW,
    SourceHealth.WORKING,
)
_KNOWN = f"({POLLED} OR retired) AND successor_id IS NULL"
_LATELY = "(SELECT count(*) FROM articles WHERE source_id = sources.id AND articles.id >= ?)"
_NEVER = 2**62


class _Candidate(NamedTuple):
    id: int
    name: str
    address: str
    """Without its query, which may be a secret."""
    health: SourceHealth
    since: int
    """When it began to fail, or had its last news."""
    news_at: int
    next_poll_at: int
    lately: int
    """How many articles it has brought within a day; 0 unless that is asked for."""


_BY: dict[SourceOrder, Callable[[_Candidate], tuple[int | str, ...]]] = {
    SourceOrder.HEALTH: lambda one: (_WORST_FIRST.index(one.health), one.since, one.id),
    SourceOrder.NAME: lambda one: (one.name, one.id),
    SourceOrder.NEWS: lambda one: (-one.news_at, one.id),
    SourceOrder.POLL: lambda one: (one.next_poll_at, one.id),
    SourceOrder.ARTICLES: lambda one: (-one.lately, one.name, one.id),
}


class ConsoleSources:
    """Implements the sources of `bot.ports.overview.OverviewStorage`."""

    _db: Reads

    async def source_counts(self) -> HealthCounts:
        def count(db: sqlite3.Connection) -> HealthCounts:
            rows = db.execute(f"SELECT retired, failures, told, baseline_at FROM sources WHERE {_KNOWN}")  # noqa: S608  constants
            found = Counter(map(health_of, rows))
            return {health: found[health] for health in _WORST_FIRST}

        return await self._db.read(count)

    async def listed_sources(self, selection: SourceSelection, now: datetime, days: int) -> SourceList:
        def load(db: sqlite3.Connection) -> SourceList:
            bounds = first_articles(db, edges(now, days, DAY_MS))
            since = bounds[-2] if selection.order is SourceOrder.ARTICLES else None
            found = [one for one in _candidates(db, since) if _meets(one, selection)]
            found.sort(key=_BY[selection.order])
            offset = part_from(selection.offset, selection.limit, len(found))
            shown = found[offset : offset + selection.limit]
            return SourceList(
                len(found), offset, tuple(_listed(_row(db, one.id), _days(db, one.id, bounds)) for one in shown)
            )

        return await self._db.read(load)

    async def source_details(self, source: int, now: datetime, days: int, titles: int) -> SourceDetails | None:
        def load(db: sqlite3.Connection) -> SourceDetails | None:
            found = db.execute(f"SELECT 1 FROM sources WHERE id = ? AND {_KNOWN}", (source,)).fetchone()  # noqa: S608  constants
            if found is None:
                return None
            return _details(db, _row(db, source), first_articles(db, edges(now, days, DAY_MS)), titles)

        return await self._db.read(load)


def _candidates(db: sqlite3.Connection, since: int | None) -> list[_Candidate]:
    columns = "id, title, coalesce(address, url) AS shown, news_at, next_poll_at, failing_since"
    state = "retired, failures, told, baseline_at"
    lately, bound = ("0", ()) if since is None else (_LATELY, (since,))
    rows = db.execute(f"SELECT {columns}, {state}, {lately} AS lately FROM sources WHERE {_KNOWN}", bound)  # noqa: S608  constants
    return [_candidate(row) for row in rows]


def _candidate(row: Row) -> _Candidate:
    address = row["shown"].partition("?")[0]
    return _Candidate(
        row["id"],
        (row["title"] or address).casefold(),
        address,
        health_of(row),
        row["failing_since"] or row["news_at"] or 0,
        row["news_at"] or 0,
        _NEVER if row["retired"] else row["next_poll_at"],
        row["lately"],
    )


def _meets(one: _Candidate, selection: SourceSelection) -> bool:
    if selection.health not in {None, one.health}:
        return False
    text = selection.text.casefold()
    return not text or text in one.name or text in one.address.casefold()


def _row(db: sqlite3.Connection, source: int) -> Row:
    row: Row = db.execute("SELECT * FROM sources WHERE id = ?", (source,)).fetchone()
    return row


def _days(db: sqlite3.Connection, source: int, bounds: Sequence[int]) -> tuple[int, ...]:
    """How many articles of a source have ids between each bound and the next."""
    between = "SELECT count(*) FROM articles WHERE source_id = ? AND id >= ? AND id < ?"
    return tuple(db.execute(between, (source, first, last)).fetchone()[0] for first, last in pairwise(bounds))


def _listed(row: Row, days: tuple[int, ...]) -> ListedSource:
    return ListedSource(
        id=SourceId(row["id"]),
        title=row["title"],
        url=row["address"] or row["url"],
        health=health_of(row),
        failure=to_failure(row),
        failing_since=maybe_from_ms(row["failing_since"]),
        foreign_site=row["abroad"] if row["pack"] is not None else None,
        news_at=maybe_from_ms(row["news_at"]),
        next_poll_at=None if row["retired"] else from_ms(row["next_poll_at"]),
        days=days,
    )


def _details(db: sqlite3.Connection, row: Row, bounds: Sequence[int], titles: int) -> SourceDetails:
    watchers = "SELECT count(*) FROM chat_sources WHERE source_id = ? AND NOT muted AND removed_at IS NULL"
    latest = "SELECT found_at, title FROM articles WHERE source_id = ? ORDER BY id DESC LIMIT ?"
    is_everybodys = row["own_of"] is None and row["channel_key"] is None
    articles = db.execute(latest, (row["id"], titles)).fetchall() if is_everybodys else []
    return SourceDetails(
        listed=_listed(row, _days(db, row["id"], bounds)),
        host=row["host"],
        language=row["language"],
        pack=row["pack"],
        watchers=db.execute(watchers, (row["id"],)).fetchone()[0],
        failures=row["failures"],
        polled_at=maybe_from_ms(row["polled_at"]),
        interval_s=row["interval_s"],
        pages=SourcePages(row["pages_read"], row["pages_refused"], row["pages_failed"], row["pages_reason"]),
        settings=to_source_settings(row),
        titles=tuple((from_ms(one["found_at"]), one["title"]) for one in articles),
    )
