"""People who have a part in channels, and the editors among them."""

import sqlite3
from datetime import datetime

from bot.model import Cause, ChatKey, Editor, Invitation, Person, PersonKey
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, from_ms, once, to_ms

_EDITORS = """
    SELECT one.*, other.key AS by_key, other.telegram_id AS by_telegram_id, other.name AS by_name
    FROM editors JOIN people AS one ON one.key = person_key JOIN people AS other ON other.key = invited_by_key
    WHERE chat_key = ?
"""
_INVITATIONS = "SELECT people.*, invitations.* FROM invitations JOIN people ON key = invited_by_key"


class Editors:
    """Implements the part of `bot.ports.ChannelStorage` about people."""

    _db: Database

    async def meet_person(self, telegram_id: int, name: str) -> PersonKey:
        known = "SELECT key FROM people WHERE (telegram_id, name) = (?, ?)"
        row = await self._db.read(lambda db: db.execute(known, (telegram_id, name)).fetchone())
        if row is None:
            meet = (
                "INSERT INTO people (telegram_id, name) VALUES (?, ?)"
                " ON CONFLICT (telegram_id) DO UPDATE SET name = excluded.name RETURNING key"
            )
            row = await self._db.write(lambda db: db.execute(meet, (telegram_id, name)).fetchone())
        return PersonKey(row["key"])

    async def person(self, key: PersonKey) -> Person | None:
        load = "SELECT * FROM people WHERE key = ?"
        row = await self._db.read(lambda db: db.execute(load, (key,)).fetchone())
        return None if row is None else _to_person(row)

    async def editors(self, chat: ChatKey) -> list[Editor]:
        rows = await self._db.read(lambda db: db.execute(f"{_EDITORS} ORDER BY person_key", (chat,)).fetchall())
        return list(map(_to_editor, rows))

    async def editor(self, chat: ChatKey, person: PersonKey) -> Editor | None:
        load = f"{_EDITORS} AND person_key = ?"
        row = await self._db.read(lambda db: db.execute(load, (chat, person)).fetchone())
        return None if row is None else _to_editor(row)

    async def dismiss_editor(self, chat: ChatKey, person: PersonKey) -> bool:
        def dismiss(db: sqlite3.Connection) -> bool:
            # A used invitation would let them in again.
            db.execute("DELETE FROM invitations WHERE (chat_key, used_by_key) = (?, ?)", (chat, person))
            end = "DELETE FROM editors WHERE (chat_key, person_key) = (?, ?)"
            return db.execute(end, (chat, person)).rowcount > 0

        return await self._db.write(dismiss)

    async def make_editor(self, chat: ChatKey, person: PersonKey, by: PersonKey) -> None:
        make = (
            "INSERT INTO editors (chat_key, person_key, invited_by_key)"
            " SELECT ?, key, ? FROM people WHERE key = ? ON CONFLICT DO NOTHING"
        )
        await self._db.write(lambda db: db.execute(make, (chat, by, person)))

    async def invite(self, chat: ChatKey, by: PersonKey, token: str, now: datetime, cause: Cause) -> str:
        def invite(db: sqlite3.Connection) -> str:
            put = "INSERT INTO invitations (token, chat_key, invited_by_key, made_at) VALUES (?, ?, ?, ?)"
            db.execute(put, (token, chat, by, to_ms(now)))
            return token

        return str(await self._db.write(lambda db: once(db, chat, cause, now, lambda: invite(db))))

    async def invitations(self, chat: ChatKey, since: datetime) -> list[Invitation]:
        load = f"{_INVITATIONS} WHERE chat_key = ? AND made_at >= ? AND used_by_key IS NULL"
        rows = await self._db.read(lambda db: db.execute(load, (chat, to_ms(since))).fetchall())
        return sorted(map(_to_invitation, rows), key=lambda one: (one.made_at, one.token))

    async def withdraw_invitation(self, chat: ChatKey, token: str) -> bool:
        withdraw = "DELETE FROM invitations WHERE (chat_key, token) = (?, ?) AND used_by_key IS NULL"
        return bool(await self._db.write(lambda db: db.execute(withdraw, (chat, token)).rowcount))

    async def accept_invitation(self, token: str, person: PersonKey, since: datetime) -> Invitation | None:
        def accept(db: sqlite3.Connection) -> Invitation | None:
            row = db.execute(f"{_INVITATIONS} WHERE token = ?", (token,)).fetchone()
            if row is None or row["used_by_key"] not in {None, person}:
                return None
            if row["used_by_key"] is None:
                if row["made_at"] < to_ms(since):
                    return None
                db.execute("UPDATE invitations SET used_by_key = ? WHERE token = ?", (person, token))
                db.execute(
                    "INSERT INTO editors (chat_key, person_key, invited_by_key) VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET invited_by_key = excluded.invited_by_key",
                    (row["chat_key"], person, row["invited_by_key"]),
                )
            return _to_invitation(row)

        return await self._db.write(accept)


def _to_editor(row: Row) -> Editor:
    return Editor(_to_person(row), Person(PersonKey(row["by_key"]), row["by_telegram_id"], row["by_name"]))


def _to_invitation(row: Row) -> Invitation:
    return Invitation(row["token"], ChatKey(row["chat_key"]), _to_person(row), from_ms(row["made_at"]))


def _to_person(row: Row) -> Person:
    return Person(PersonKey(row["key"]), row["telegram_id"], row["name"])
