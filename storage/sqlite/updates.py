"""Telegram's updates, from their arrival until they are finished."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.model import Cause, Received, UnreadUpdate
from storage.sqlite.database import Database
from storage.sqlite.rows import to_ms


class Updates:
    """Implements `bot.ports.UpdateStorage`, and `unread_updates` of `bot.ports.OperationsStorage`."""

    _db: Database

    async def receive(self, updates: Sequence[Received], now: datetime) -> list[Received]:
        def keep(db: sqlite3.Connection) -> list[Received]:
            return [one for one in updates if _keep(db, one, now)]

        return await self._db.write(keep)

    async def unfinished_updates(self) -> list[Received]:
        def load(db: sqlite3.Connection) -> list[Received]:
            rows = db.execute("SELECT * FROM inbox ORDER BY number")
            return [Received(Cause(row["cause"]), row["chat_id"], row["body"]) for row in rows]

        return await self._db.read(load)

    async def finish(self, cause: Cause, now: datetime) -> None:
        await self._db.write(lambda db: _finish(db, cause, now))

    async def set_aside(self, updates: Sequence[UnreadUpdate], now: datetime) -> None:
        def keep(db: sqlite3.Connection) -> None:
            for one in updates:
                values = (one.cause, one.kind, one.reason, to_ms(now))
                db.execute("INSERT OR IGNORE INTO unread_updates VALUES (?, ?, ?, ?)", values)
                _finish(db, one.cause, now)

        await self._db.write(keep)

    async def unread_updates(self, limit: int) -> tuple[int, list[UnreadUpdate]]:
        def load(db: sqlite3.Connection) -> tuple[int, list[UnreadUpdate]]:
            count = db.execute("SELECT count(*) FROM unread_updates").fetchone()[0]
            rows = db.execute(
                "SELECT cause, kind, reason, max(at) AS at FROM unread_updates GROUP BY kind, reason"
                " ORDER BY at DESC LIMIT ?",
                (limit,),
            )
            return count, [UnreadUpdate(Cause(row["cause"]), row["kind"], row["reason"]) for row in rows]

        return await self._db.read(load)


def _keep(db: sqlite3.Connection, one: Received, now: datetime) -> bool:
    """True if it is new."""
    if db.execute("SELECT 1 FROM finished_updates WHERE cause = ?", (one.cause,)).fetchone() is not None:
        return False
    kept = db.execute(
        "INSERT OR IGNORE INTO inbox (cause, chat_id, body, at) VALUES (?, ?, ?, ?)",
        (one.cause, one.chat_id, one.body, to_ms(now)),
    )
    return kept.rowcount > 0


def _finish(db: sqlite3.Connection, cause: Cause, now: datetime) -> None:
    db.execute("INSERT OR IGNORE INTO finished_updates VALUES (?, ?)", (cause, to_ms(now)))
    db.execute("DELETE FROM inbox WHERE cause = ?", (cause,))
