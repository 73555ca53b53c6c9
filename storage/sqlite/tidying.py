"""What no promise needs any more is forgotten, a little at a time."""

import sqlite3
from datetime import datetime, timedelta

from storage.sqlite.database import Database
from storage.sqlite.hosts import POLLED
from storage.sqlite.polls import LISTED_EVERY
from storage.sqlite.rows import from_ms, to_ms
from storage.sqlite.stories import forget_clues, forget_fingerprints
from storage.sqlite.timekeeping import Timekeeping

_UPDATES_KEPT = timedelta(days=3)
"""Telegram repeats an unconfirmed update for 24 hours (https://core.telegram.org/bots/api#getting-updates)."""
_OFFERS_KEPT = timedelta(days=30)
_WRITES_KEPT = timedelta(minutes=5)
"""No window is longer than a minute."""
_SIGHTINGS_KEPT = timedelta(days=90)
_COMPARED_FOR = timedelta(days=4)
"""The window of a story is 48 hours, back from when an article was found: whatever waited longest to be read."""
_LISTED_AGAIN_EVERY = timedelta(days=30)
_KEYS = {
    "sightings": "(source_id, key)",
    "effects": "cause",
    "finished_updates": "cause",
    "unread_updates": "cause",
}
"""Of tables that have no row ids."""
_AT_ONCE = 1_000
"""Rows a transaction: others wait for the writer some milliseconds."""


class Tidying(Timekeeping):
    """Implements `bot.ports.Storage.tidy`."""

    _db: Database

    async def tidy(self, now: datetime, aged_at: datetime | None = None) -> None:
        if aged_at is not None:
            await self._db.write(lambda db: db.execute("UPDATE clock SET aged_at = ?", (to_ms(aged_at),)))
        await self.bring_back(now)
        await self._forget_all(now, min(now, aged_at or now))

    async def _forget_all(self, now: datetime, aged_at: datetime) -> None:
        await self._list_again(aged_at)
        kept = {
            "effects": ("at", _UPDATES_KEPT),
            "offers": ("at", _OFFERS_KEPT),
            "finished_updates": ("at", _UPDATES_KEPT),
            "inbox": ("at", _UPDATES_KEPT),
            "unread_updates": ("at", _OFFERS_KEPT),
            "sightings": ("listed_at", _SIGHTINGS_KEPT),
        }
        for table, (column, time) in kept.items():
            while await self._forget(table, column, to_ms(aged_at - time)):
                pass
        while await self._forget("writes", "at", to_ms(now - _WRITES_KEPT)):
            pass
        compared = to_ms(await self._oldest_waiting(aged_at) - _COMPARED_FOR)
        for forget in (forget_fingerprints, forget_clues):
            while await self._db.write(lambda db, forget=forget: forget(db, compared, _AT_ONCE)) == _AT_ONCE:  # type: ignore[misc]
                pass

    async def _forget(self, table: str, column: str, before: int) -> bool:
        """Whether there may be more."""
        key = {
            "sightings": "(source_id, key)",
            "effects": "cause",
            "finished_updates": "cause",
            "unread_updates": "cause",
        }.get(table, "rowid")
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
