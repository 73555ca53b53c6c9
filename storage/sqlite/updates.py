"""Updates of Telegram's, from when they came until they are dealt with to the end."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.model import Cause, Received
from storage.sqlite.database import Database
from storage.sqlite.rows import to_ms


class Updates:
    """Implements the part of `bot.ports.ChatStorage` that takes updates in."""

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
        def finish(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR IGNORE INTO finished_updates VALUES (?, ?)", (cause, to_ms(now)))
            db.execute("DELETE FROM inbox WHERE cause = ?", (cause,))

        await self._db.write(finish)


def _keep(db: sqlite3.Connection, one: Received, now: datetime) -> bool:
    """Whether it was not known before."""
    if db.execute("SELECT 1 FROM finished_updates WHERE cause = ?", (one.cause,)).fetchone() is not None:
        return False
    kept = db.execute(
        "INSERT OR IGNORE INTO inbox (cause, chat_id, body, at) VALUES (?, ?, ?, ?)",
        (one.cause, one.chat_id, one.body, to_ms(now)),
    )
    return kept.rowcount > 0
