"""Queries that chats share by a link."""

import sqlite3
from datetime import datetime

from bot.model import Cause, ChatKey
from storage.sqlite.database import Database
from storage.sqlite.rows import once, to_ms


class Sharing:
    """Implements `bot.ports.SharingStorage`."""

    _db: Database

    async def share(self, chat: ChatKey, text: str, token: str, now: datetime, cause: Cause) -> str:
        def effect(db: sqlite3.Connection) -> str:
            (shared,) = db.execute(
                "INSERT INTO shared_queries (token, chat_key, text, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (chat_key, text) DO UPDATE SET at = excluded.at RETURNING token",
                (token, chat, text, to_ms(now)),
            ).fetchone()
            return str(shared)

        return str(await self._db.write(lambda db: once(db, chat, cause, now, lambda: effect(db))))

    async def shared(self, token: str) -> str | None:
        def load(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT text FROM shared_queries WHERE token = ?", (token,)).fetchone()
            return None if row is None else str(row["text"])

        return await self._db.read(load)
