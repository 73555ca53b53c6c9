"""Counts for the metrics. Each is read from an index or from a table of a few rows, or reads narrow rows once."""

import sqlite3
from datetime import datetime

from bot.model import Haste, SourceHealth
from bot.model.figures import Figures, Queue, Waiting
from storage.sqlite.console_reading import Reads
from storage.sqlite.rows import maybe_from_ms, to_ms
from storage.sqlite.sources import health_of

_SOURCES = """
    SELECT retired, failures > 0 AS failures, told, CASE WHEN baseline_at IS NOT NULL THEN 1 END AS baseline_at,
        count(*) AS count
    FROM sources WHERE asker IS NOT NULL OR retired OR channel_key IS NOT NULL GROUP BY 1, 2, 3, 4
"""
_DEBTS = f"""
    SELECT {", ".join(f"coalesce(sum(haste = {haste:d}), 0)" for haste in Haste)}
    FROM debts INDEXED BY debts_by_haste WHERE dispatch_id IS NULL AND NOT shelved
"""  # noqa: S608  constants
_CHANGED = "max(a.found_at, coalesce(a.changed_at, 0), coalesce(a.page_at, 0))"
"""When an article has become what it is now."""
_QUEUES = {
    Queue.SOURCES: """
        SELECT (SELECT count(*) FROM sources INDEXED BY sources_due
                WHERE asker IS NOT NULL AND lease_until IS NULL AND next_poll_at <= :now),
            (SELECT min(due_at) FROM hosts WHERE due_at <= :now)
    """,
    Queue.OWN_POSTS: "SELECT count(*), min(due_at) FROM own_posts WHERE due_at <= :now",
    Queue.PAGES: """
        SELECT (SELECT count(*) FROM pages), (SELECT min(due_at) FROM page_hosts INDEXED BY page_hosts_due
            WHERE is_added IN (0, 1) AND due_at <= :now)
    """,
    Queue.ARTICLES: f"""
        SELECT (SELECT count(*) FROM articles WHERE waiting AND read_no IS NOT NULL AND NOT set_aside),
            (SELECT {_CHANGED} FROM articles AS a WHERE waiting AND read_no IS NOT NULL AND NOT set_aside
                ORDER BY read_no LIMIT 1)
    """,  # noqa: S608  a constant
    Queue.MENTIONS: f"""
        SELECT length, (SELECT {_CHANGED} FROM mentions AS m JOIN articles AS a ON a.id = m.article_id
            WHERE m.id = first)
        FROM (SELECT count(*) AS length, min(id) AS first FROM mentions INDEXED BY mentions_to_fan_out
            WHERE NOT fanned_out)
    """,  # noqa: S608  a constant
    Queue.REVIEW: "SELECT count(*), min(created_at) FROM reposts WHERE state = 'new' OR is_grown",
    Queue.CHATS: "SELECT count(*), min(due_at) FROM chats WHERE due_at <= :now AND dormant_at IS NULL",
    Queue.EDITS: "SELECT count(*), min(edit_at) FROM chats WHERE edit_at <= :now AND dormant_at IS NULL",
    Queue.UPDATES: "SELECT count(*), min(at) FROM inbox",
}
"""How much waits, and since when the oldest."""


class ConsoleFigures:
    """Implements `bot.ports.figures.FiguresStorage`."""

    _db: Reads

    async def figures(self, now: datetime) -> Figures:
        return await self._db.read(lambda db: _count(db, to_ms(now)))


def _count(db: sqlite3.Connection, now: int) -> Figures:
    chats, dormant = db.execute("SELECT count(*), count(dormant_at) FROM chats").fetchone()
    subscriptions, paused = db.execute(
        "SELECT count(*), coalesce(sum(paused), 0) FROM subscriptions WHERE removed_at IS NULL AND NOT suspended"
    ).fetchone()
    (set_aside,) = db.execute("SELECT count(*) FROM articles WHERE waiting AND set_aside").fetchone()
    return Figures(
        sources=_sources(db),
        chats=chats - dormant,
        dormant_chats=dormant,
        subscriptions=subscriptions - paused,
        paused_subscriptions=paused,
        debts=dict(zip(Haste, db.execute(_DEBTS).fetchone(), strict=True)),
        set_aside=set_aside,
        queues={queue: _waiting(db, queue, now) for queue in Queue},
    )


def _sources(db: sqlite3.Connection) -> dict[SourceHealth, int]:
    found = dict.fromkeys(SourceHealth, 0)
    for row in db.execute(_SOURCES):
        found[health_of(row)] += row["count"]
    return found


def _waiting(db: sqlite3.Connection, queue: Queue, now: int) -> Waiting:
    length, since = db.execute(_QUEUES[queue], {"now": now}).fetchone()
    return Waiting(length, maybe_from_ms(since))
