"""The hosts that keep their sources or pages waiting, for the operators' page."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.model.overview import SlowHost
from storage.sqlite.console_reading import DAY_MS, Reads
from storage.sqlite.host_queue import POLLED
from storage.sqlite.pages import ADDED
from storage.sqlite.rows import maybe_from_ms, to_ms

_SLOW_AFTER = timedelta(minutes=1)
"""Shorter waits are the usual spacing between two requests."""
_LATE = "SELECT name FROM hosts WHERE due_at <= :late ORDER BY due_at LIMIT :limit"
_HELD = "SELECT name FROM hosts WHERE free_at > :soon ORDER BY free_at DESC LIMIT :limit"
_PAGES_HELD = "SELECT name FROM page_hosts WHERE free_at > :soon ORDER BY free_at DESC LIMIT :limit"
_PAGES = "SELECT read, refused, failed, free_at, day FROM page_hosts WHERE name IN (?, ?)"


class ConsoleHosts:
    """Implements the hosts of `bot.ports.overview.OverviewStorage`."""

    _db: Reads

    async def slow_hosts(self, now: datetime, limit: int) -> tuple[SlowHost, ...]:
        def load(db: sqlite3.Connection) -> tuple[SlowHost, ...]:
            times = {"late": to_ms(now - _SLOW_AFTER), "soon": to_ms(now + _SLOW_AFTER), "limit": limit}
            names = {
                row["name"].removesuffix(ADDED): None
                for find in (_LATE, _HELD, _PAGES_HELD)
                for row in db.execute(find, times)
            }
            return _longest_first(_host(db, name, to_ms(now)) for name in list(names)[:limit])

        return await self._db.read(load)


def _longest_first(hosts: Iterable[SlowHost]) -> tuple[SlowHost, ...]:
    """Those that wait, by how long; then those that are left alone, by how long yet."""

    def place(host: SlowHost) -> tuple[bool, float, str]:
        if host.due_since is not None:
            return False, host.due_since.timestamp(), host.name
        until = host.held_until or host.pages_held_until
        return True, -until.timestamp() if until else 0.0, host.name

    return tuple(sorted(hosts, key=place))


def _host(db: sqlite3.Connection, name: str, now: int) -> SlowHost:
    host = db.execute("SELECT free_at, due_at FROM hosts WHERE name = ?", (name,)).fetchone()
    due_at, free_at = (host["due_at"], host["free_at"]) if host else (None, 0)
    count = "SELECT count(*), coalesce(sum(failures > 0), 0) FROM sources WHERE host = ? AND "
    sources, failing = db.execute(count + POLLED, (name,)).fetchone()
    pages = db.execute(_PAGES, (name, name + ADDED)).fetchall()
    today = [row for row in pages if row["day"] == now // DAY_MS]
    pages_held = max((row["free_at"] for row in pages), default=0)
    waiting = "SELECT count(*) FROM pages WHERE host IN (?, ?) AND lease_until IS NULL"
    return SlowHost(
        name=name,
        sources=sources,
        failing=failing,
        due_since=maybe_from_ms(due_at if due_at is not None and due_at <= now else None),
        held_until=maybe_from_ms(free_at if free_at > now else None),
        pages_waiting=db.execute(waiting, (name, name + ADDED)).fetchone()[0],
        pages_read=sum(row["read"] for row in today),
        pages_refused=sum(row["refused"] for row in today),
        pages_failed=sum(row["failed"] for row in today),
        pages_held_until=maybe_from_ms(pages_held if pages_held > now else None),
    )
