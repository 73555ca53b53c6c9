"""Announcements: owed to chats some at a time, and sent as any notice is."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime

from bot.model import ANNOUNCEMENT, Announced, AnnouncementId, Cause, ChatKey, Language, Notice
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.notices import owe_notice
from storage.sqlite.rows import once, to_ms

_REACHED = "dormant_at IS NULL AND kind != 'channel'"


class Announcements:
    """Implements `bot.ports.AnnouncementStorage`."""

    _db: Database

    async def reachable_chats(self) -> int:
        count = f"SELECT count(*) FROM chats WHERE {_REACHED}"  # noqa: S608  a constant
        return int(await self._db.read(lambda db: db.execute(count).fetchone()[0]))

    async def announce(self, by: ChatKey, texts: Mapping[Language, str], now: datetime, cause: Cause) -> AnnouncementId:
        def begin(db: sqlite3.Connection) -> int:
            put = "INSERT INTO announcements (texts, next_key, at) VALUES (?, 0, ?)"
            return db.execute(put, (json.dumps(texts), to_ms(now))).lastrowid or 0

        return AnnouncementId(await self._db.write(lambda db: once(db, by, cause, now, lambda: begin(db))))

    async def owe_announcements(self, now: datetime, limit: int) -> bool:
        def owe(db: sqlite3.Connection) -> bool:
            row = db.execute("SELECT * FROM announcements WHERE next_key IS NOT NULL ORDER BY id LIMIT 1").fetchone()
            if row is None:
                return False
            texts = json.loads(row["texts"])
            chats = db.execute(
                f"SELECT key, language FROM chats WHERE key >= ? AND {_REACHED} ORDER BY key LIMIT ?",  # noqa: S608  a constant
                (row["next_key"], limit),
            ).fetchall()
            for chat, language in chats:
                text = texts.get(language) or next(iter(texts.values()))
                dispatch = owe_notice(db, chat, Notice(ANNOUNCEMENT, {"text": text}), now)
                db.execute("UPDATE dispatches SET announcement_id = ? WHERE id = ?", (row["id"], dispatch))
            then = chats[-1]["key"] + 1 if len(chats) == limit else None
            db.execute("UPDATE announcements SET next_key = ? WHERE id = ?", (then, row["id"]))
            return True

        return await self._db.write(owe)

    async def cancel_announcement(self, announcement: AnnouncementId, limit: int) -> bool:
        def cancel(db: sqlite3.Connection) -> bool:
            db.execute("UPDATE announcements SET next_key = NULL WHERE id = ?", (announcement,))
            due = db.execute(
                "SELECT id, chat_key FROM dispatches WHERE announcement_id = ? AND state = 'due' LIMIT ?",
                (announcement, limit),
            ).fetchall()
            for dispatch, chat in due:
                db.execute("DELETE FROM dispatches WHERE id = ?", (dispatch,))
                schedule_chat(db, chat)
            return len(due) == limit

        return await self._db.write(cancel)

    async def announced(self, announcement: AnnouncementId) -> Announced:
        def load(db: sqlite3.Connection) -> Announced:
            count = "SELECT count(*) FROM dispatches WHERE announcement_id = ? AND state = ?"
            states = [
                int(db.execute(count, (announcement, state)).fetchone()[0])
                for state in ("sent", "due", "sending", "dead")
            ]
            left = db.execute(
                "SELECT count(*) FROM announcements JOIN chats ON key >= next_key"  # noqa: S608  a constant
                f" WHERE announcements.id = ? AND {_REACHED}",
                (announcement,),
            ).fetchone()
            return Announced(states[0], states[1] + states[2], states[3], int(left[0]))

        return await self._db.read(load)
