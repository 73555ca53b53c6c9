"""What no promise needs any more is forgotten, a little at a time."""

import sqlite3
from datetime import datetime, timedelta

from storage.sqlite.database import Database
from storage.sqlite.hosts import POLLED, schedule_host
from storage.sqlite.polls import LISTED_EVERY
from storage.sqlite.rows import from_ms, to_ms
from storage.sqlite.stories import forget_clues

_UPDATES_KEPT = timedelta(days=3)
"""Telegram repeats an unconfirmed update for 24 hours (https://core.telegram.org/bots/api#getting-updates)."""
_OFFERS_KEPT = timedelta(days=30)
_WRITES_KEPT = timedelta(minutes=5)
"""No window is longer than a minute."""
_SIGHTINGS_KEPT = timedelta(days=90)
_COMPARED_FOR = timedelta(days=4)
"""The window of a story is 48 hours, back from when an article was found: whatever waited longest to be read."""
_LISTED_AGAIN_EVERY = timedelta(days=30)
_LONGEST_HOLD = timedelta(hours=2)
"""No host asks to be left alone, and is, for longer than an hour."""
_AT_ONCE = 1_000
"""Rows a transaction: others wait for the writer some milliseconds."""


def _come_back(db: sqlite3.Connection, now: datetime) -> None:
    """What was done at a time that is yet to come was done by a clock that was wrong: nobody waits for that time."""
    times = {"now": to_ms(now), "held": to_ms(now + _LONGEST_HOLD)}
    polled = db.execute(
        "UPDATE sources SET polled_at = min(polled_at, :now), failing_since = min(failing_since, :now),"
        " next_poll_at = min(next_poll_at, :now) WHERE polled_at > :now OR failing_since > :now RETURNING host",
        times,
    ).fetchall()
    held = db.execute("UPDATE hosts SET free_at = :now WHERE free_at > :held RETURNING name", times).fetchall()
    for host in {row[0] for row in (*polled, *held)}:
        schedule_host(db, host)


class Tidying:
    """Implements `bot.ports.Storage.tidy`."""

    _db: Database

    async def tidy(self, now: datetime) -> None:
        await self._db.write(lambda db: _come_back(db, now))
        await self._list_again(now)
        kept = {
            "effects": ("at", _UPDATES_KEPT),
            "offers": ("at", _OFFERS_KEPT),
            "finished_updates": ("at", _UPDATES_KEPT),
            "inbox": ("at", _UPDATES_KEPT),
            "writes": ("at", _WRITES_KEPT),
            "sightings": ("listed_at", _SIGHTINGS_KEPT),
        }
        for table, (column, time) in kept.items():
            while await self._forget(table, column, to_ms(now - time)):
                pass
        compared = to_ms(await self._oldest_waiting(now) - _COMPARED_FOR)
        while await self._forget("fingerprints", "found_at", compared):
            pass
        while await self._db.write(lambda db: forget_clues(db, compared, _AT_ONCE)) == _AT_ONCE:
            pass

    async def _forget(self, table: str, column: str, before: int) -> bool:
        """Whether there may be more."""
        key = {"sightings": "(source_id, key)", "effects": "cause", "finished_updates": "cause"}.get(table, "rowid")
        forget = (
            f"DELETE FROM {table} WHERE {key} IN (SELECT {key.strip('()')} FROM {table}"  # noqa: S608  constants
            f" WHERE {column} < ? LIMIT {_AT_ONCE})"
        )
        return await self._db.write(lambda db: db.execute(forget, (before,)).rowcount) == _AT_ONCE

    async def _oldest_waiting(self, now: datetime) -> datetime:
        """When the article was found that waits longest to be read; `now` if none does."""

        def load(db: sqlite3.Connection) -> datetime:
            found_at = db.execute("SELECT min(found_at) FROM articles WHERE waiting").fetchone()[0]
            return now if found_at is None else min(now, from_ms(found_at))

        return await self._db.read(load)

    async def _list_again(self, now: datetime) -> None:
        """What a source listed when it was last read is listed still, if it has not changed, or not answered, since."""
        long_ago = to_ms(now - _LISTED_AGAIN_EVERY)

        def load(db: sqlite3.Connection) -> list[int]:
            unread = f"SELECT id FROM sources WHERE read_at < ? AND {POLLED}"  # noqa: S608  a constant
            return [row["id"] for row in db.execute(unread, (long_ago,))]

        def list_again(db: sqlite3.Connection, source: int) -> None:
            db.execute(
                "UPDATE sightings SET listed_at = :now WHERE source_id = :source"
                " AND listed_at >= (SELECT read_at FROM sources WHERE id = :source) - :exactness",
                {"now": to_ms(now), "source": source, "exactness": int(LISTED_EVERY.total_seconds() * 1_000)},
            )
            db.execute("UPDATE sources SET read_at = ? WHERE id = ?", (to_ms(now), source))

        for source in await self._db.read(load):
            await self._db.write(lambda db, source=source: list_again(db, source))  # type: ignore[misc]
