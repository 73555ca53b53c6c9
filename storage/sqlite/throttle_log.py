"""Recent messages, and chats that must wait: so the throttle outlives a run."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.model import Written
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.rows import from_ms, maybe_from_ms, to_ms

_NOT_YET = 1 << 62
"""Later than any time; `recall_writes` turns it into the present."""


class Writes:
    """Implements `bot.ports.ThrottleStorage`."""

    _db: Database

    async def note_write(self, written: Written) -> None:
        await self._db.write(lambda db: note_write(db, written.chat_id, written.at))

    async def recall_writes(self, since: datetime, now: datetime) -> list[Written]:
        def recall(db: sqlite3.Connection) -> list[Written]:
            db.execute("UPDATE writes SET at = ? WHERE at > ?", (to_ms(now), to_ms(now)))
            last = maybe_from_ms(db.execute("SELECT max(at) FROM writes").fetchone()[0]) or now
            # The bot was off that long, or the clock was set ahead: a short needless wait loses nothing.
            off = now - last if last <= since else timedelta(0)
            rows = db.execute("SELECT * FROM writes WHERE at > ? ORDER BY at", (to_ms(since - off),))
            return [Written(row["chat_id"], from_ms(row["at"]) + off) for row in rows]

        return await self._db.write(recall)

    async def leave_chat_alone(self, chat_id: int, until: datetime) -> None:
        def hold(db: sqlite3.Connection) -> None:
            row = db.execute(
                "UPDATE chats SET free_at = max(free_at, ?) WHERE telegram_id = ? RETURNING key",
                (to_ms(until), chat_id),
            ).fetchone()
            if row is not None:
                schedule_chat(db, row["key"])

        await self._db.write(hold)

    async def chats_left_alone(self, now: datetime) -> Mapping[int, datetime]:
        def load(db: sqlite3.Connection) -> Mapping[int, datetime]:
            rows = db.execute("SELECT telegram_id, free_at FROM chats WHERE free_at > ?", (to_ms(now),))
            return {row["telegram_id"]: from_ms(row["free_at"]) for row in rows}

        return await self._db.read(load)


def note_write(db: sqlite3.Connection, chat_id: int, at: datetime) -> None:
    # A millisecond more, since fractions are cut off.
    db.execute("INSERT INTO writes (at, chat_id) VALUES (?, ?)", (to_ms(at) + 1, chat_id))


def note_interrupted_writes(db: sqlite3.Connection) -> None:
    """Messages under way at a kill may still be delivered: they count as sent when the log is read."""
    db.execute(
        """
        INSERT INTO writes (at, chat_id)
            SELECT ?, telegram_id
            FROM (SELECT chat_key FROM dispatches WHERE state = 'sending'
                UNION ALL SELECT chat_key FROM posts WHERE lease_until IS NOT NULL) AS work
            CROSS JOIN chats ON chats.key = work.chat_key
        """,
        (_NOT_YET,),
    )
