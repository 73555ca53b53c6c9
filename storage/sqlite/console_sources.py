"""The sources, for the operators' page: many thousands, of which a page shows some.

Their few columns that order and find are read whole, and compared here: SQLite folds the case of Latin letters alone.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

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
_KEYS = {
    SourceOrder.HEALTH: "coalesce(failing_since, news_at, 0)",
    SourceOrder.NAME: "0",
    SourceOrder.NEWS: "-coalesce(news_at, 0)",
    SourceOrder.POLL: "CASE WHEN retired THEN 1e18 ELSE next_poll_at END",
    SourceOrder.ARTICLES: "-(SELECT count(*) FROM articles WHERE source_id = sources.id AND articles.id >= :since)",
}
"""The least come first."""


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
            counts, found = _select(db, selection, since=bounds[-2])
            offset = part_from(selection.offset, selection.limit, len(found))
            shown = found[offset : offset + selection.limit]
            lines = tuple(_listed(_row(db, one), _days(db, one, bounds)) for one in shown)
            return SourceList(counts, len(found), offset, lines)

        return await self._db.read(load)

    async def source_details(self, source: int, now: datetime, days: int, titles: int) -> SourceDetails | None:
        def load(db: sqlite3.Connection) -> SourceDetails | None:
            found = db.execute(f"SELECT 1 FROM sources WHERE id = ? AND {_KNOWN}", (source,)).fetchone()  # noqa: S608  constants
            if found is None:
                return None
            return _details(db, _row(db, source), first_articles(db, edges(now, days, DAY_MS)), titles)

        return await self._db.read(load)


def _select(db: sqlite3.Connection, selection: SourceSelection, since: int) -> tuple[HealthCounts, list[int]]:
    """How many sources there are of each health, and the ids of those that meet the selection, in its order."""
    is_by_name, is_by_health = selection.order is SourceOrder.NAME, selection.order is SourceOrder.HEALTH
    text = selection.text.casefold()
    named = "title, coalesce(address, url) AS shown" if text or is_by_name else "NULL, NULL"
    rows = db.execute(
        f"SELECT id, retired, failures, told, baseline_at, {_KEYS[selection.order]} AS place, {named}"  # noqa: S608  constants
        f" FROM sources WHERE {_KNOWN}",
        {"since": since},
    )
    counts: Counter[SourceHealth] = Counter()
    found: list[tuple[int | float | str, ...]] = []
    for row in rows:
        health = health_of(row)
        counts[health] += 1
        if selection.health not in {None, health} or (text and not _has(row, text)):
            continue
        first = _name(row) if is_by_name else _WORST_FIRST.index(health) if is_by_health else 0
        found.append((first, row["place"], row["id"]))
    found.sort()
    return {health: counts[health] for health in _WORST_FIRST}, [int(id_) for *_, id_ in found]


def _has(row: Row, text: str) -> bool:
    return text in row["title"].casefold() or text in _address(row).casefold()


def _name(row: Row) -> str:
    return str(row["title"] or _address(row)).casefold()


def _address(row: Row) -> str:
    """Without its query, which may be a secret."""
    return str(row["shown"]).partition("?")[0]


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
