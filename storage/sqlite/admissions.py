"""Whom operators let in, keep out, or give a quota of their own, by Telegram's ids."""

import sqlite3
from datetime import datetime

from bot.model import Admission, AdmissionState, Language
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, to_ms


class Admissions:
    """Implements `bot.ports.AdmissionStorage`."""

    _db: Database

    async def admissions(self) -> list[Admission]:
        def load(db: sqlite3.Connection) -> list[Admission]:
            return [_to_admission(row) for row in db.execute("SELECT * FROM admissions")]

        return await self._db.read(load)

    async def admit(self, admission: Admission, now: datetime) -> None:
        one = admission
        values = (one.telegram_id, one.state, one.title, one.language, one.quota, to_ms(now))
        put = (
            "INSERT OR REPLACE INTO admissions (telegram_id, state, title, language, quota, at)"
            " VALUES (?, ?, ?, ?, ?, ?)"
        )
        await self._db.write(lambda db: db.execute(put, values))


def forget_asked(db: sqlite3.Connection, before: int, limit: int) -> int:
    """Delete some old questions that no operator has answered; how many there were."""
    return db.execute(
        "DELETE FROM admissions WHERE telegram_id IN"
        " (SELECT telegram_id FROM admissions WHERE state = 'asked' AND at < ? LIMIT ?)",
        (before, limit),
    ).rowcount


def forget_admission(db: sqlite3.Connection, telegram_id: int) -> None:
    """A ban stays, without a name."""
    db.execute("DELETE FROM admissions WHERE telegram_id = ? AND state != ?", (telegram_id, AdmissionState.BANNED))
    db.execute("UPDATE admissions SET title = '', quota = NULL WHERE telegram_id = ?", (telegram_id,))


def _to_admission(row: Row) -> Admission:
    language = None if row["language"] is None else Language(row["language"])
    return Admission(row["telegram_id"], AdmissionState(row["state"]), row["title"], language, row["quota"])
