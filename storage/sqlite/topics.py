"""The topics of forums, by the names that were seen."""

import sqlite3
from datetime import datetime

from bot.model import ChatKey, Topic
from storage.sqlite.database import Database
from storage.sqlite.rows import maybe_to_ms


class Topics:
    """Implements the part of `bot.ports.ConnectionStorage` about topics."""

    _db: Database

    async def name_topic(self, chat: ChatKey, topic: int, name: str, renamed_at: datetime | None) -> None:
        known = "SELECT 1 FROM topics WHERE (chat_key, topic, name, renamed_at) = (?, ?, ?, ?)"
        put = (
            "INSERT INTO topics (chat_key, topic, name, renamed_at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET name = excluded.name, renamed_at = excluded.renamed_at WHERE excluded.renamed_at >= renamed_at"
        )
        values = (chat, topic, name, maybe_to_ms(renamed_at) or 0)
        if await self._db.read(lambda db: db.execute(known, values).fetchone()) is None:
            await self._db.write(lambda db: db.execute(put, values))

    async def topics(self, chat: ChatKey) -> list[Topic]:
        def load(db: sqlite3.Connection) -> list[Topic]:
            used = "SELECT topic FROM subscriptions WHERE chat_key = ? AND topic != 0 AND removed_at IS NULL"
            names: dict[int, str | None] = {topic: None for (topic,) in db.execute(used, (chat,))}
            names |= dict(db.execute("SELECT topic, name FROM topics WHERE chat_key = ?", (chat,)).fetchall())
            return [Topic(*one) for one in sorted(names.items())]

        return await self._db.read(load)
