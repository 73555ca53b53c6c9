"""Which channels and groups are targets, of which owners, and what ends with a connection."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from bot.model import NO_QUOTAS, Chat, ChatKey, Connection, Notice, Quotas, TakenOver
from storage.sqlite.articles import newest_number
from storage.sqlite.chat_queue import APPROVED, schedule_chat
from storage.sqlite.chats import by_telegram_id
from storage.sqlite.database import Database
from storage.sqlite.desk_moves import stop_going
from storage.sqlite.dispatch_building import release
from storage.sqlite.notices import owe_notice
from storage.sqlite.own_channels import stop_reading
from storage.sqlite.quotas import count_subscriptions
from storage.sqlite.reasons import is_suspended
from storage.sqlite.rows import Row, to_chat, to_ms
from storage.sqlite.subscriptions import cancel_debts


class Connections:
    """Implements `bot.ports.ConnectionStorage`."""

    _db: Database

    async def connect(self, owner: ChatKey, target: ChatKey) -> None:
        def connect(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO connections (owner_key, target_key) VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET lost_at = NULL, checked_at = 0",
                (owner, target),
            )
            _resume(db, owner, "owner_key = :owner AND chat_key = :target", target)

        await self._db.write(connect)

    async def disconnect(self, owner: ChatKey, target: ChatKey, now: datetime, tell: Mapping[int, Notice]) -> bool:
        def disconnect(db: sqlite3.Connection) -> bool:
            place = (owner, target)
            ended = db.execute(
                "UPDATE connections SET lost_at = ? WHERE (owner_key, target_key) = (?, ?) AND lost_at IS NULL",
                (to_ms(now), *place),
            ).rowcount
            if not ended:
                return False
            _suspend(db, owner, target)
            stop_reading(db, owner, target, now)
            stop_going(db, target, now)
            for telegram_id, notice in tell.items():
                chat = by_telegram_id(db, telegram_id)
                if chat is not None:
                    owe_notice(db, chat["key"], notice, now)
            return True

        return await self._db.write(disconnect)

    async def suspend_owner(self, owner: ChatKey) -> None:
        def suspend(db: sqlite3.Connection) -> None:
            for target in _delivered_to(db, owner):
                _suspend(db, owner, target)

        await self._db.write(suspend)

    async def resume_owner(self, owner: ChatKey) -> None:
        def resume(db: sqlite3.Connection) -> None:
            connected = "SELECT target_key FROM connections WHERE owner_key = ? AND lost_at IS NULL"
            for (target,) in db.execute(connected, (owner,)).fetchall():
                _resume(db, owner, "owner_key = :owner AND chat_key = :target", target)

        await self._db.write(resume)

    async def targets(self, owner: ChatKey) -> list[Chat]:
        return await self._of(owner, "lost_at IS NULL")

    async def lost_targets(self, owner: ChatKey) -> list[Chat]:
        return await self._of(owner, "lost_at IS NOT NULL")

    async def connections(self, target: ChatKey) -> list[Connection]:
        return await self._connections("target_key = ? AND lost_at IS NULL ORDER BY owner_key", target)

    async def unchecked_connections(self, since: datetime, limit: int) -> list[Connection]:
        return await self._connections(
            "checked_at < ? AND lost_at IS NULL ORDER BY checked_at LIMIT ?", to_ms(since), limit
        )

    async def note_checked(self, owner: ChatKey, target: ChatKey, now: datetime) -> None:
        check = "UPDATE connections SET checked_at = ? WHERE (owner_key, target_key) = (?, ?)"
        await self._db.write(lambda db: db.execute(check, (to_ms(now), owner, target)))

    async def suspended(self, target: ChatKey) -> int:
        return await self._db.read(lambda db: _count_suspended(db, target))

    async def take_over(self, owner: ChatKey, target: ChatKey, quotas: Quotas = NO_QUOTAS) -> TakenOver:
        def effect(db: sqlite3.Connection) -> TakenOver:
            room = max(0, quotas.subscriptions - count_subscriptions(db, owner)) if quotas.subscriptions else -1
            chosen = "id IN (SELECT id FROM subscriptions WHERE chat_key = :target AND suspended"
            chosen += " AND removed_at IS NULL LIMIT :room)"
            taken = _resume(db, owner, chosen, target, room)
            return TakenOver(taken, _count_suspended(db, target))

        return await self._db.write(effect)

    async def known_chat(self, telegram_id: int) -> Chat | None:
        row = await self._db.read(lambda db: by_telegram_id(db, telegram_id))
        return None if row is None else to_chat(row)

    async def _of(self, owner: ChatKey, condition: str) -> list[Chat]:
        def load(db: sqlite3.Connection) -> list[Chat]:
            rows = db.execute(
                "SELECT c.* FROM connections JOIN chats AS c ON c.key = target_key"  # noqa: S608  constants
                f" WHERE owner_key = ? AND {condition} ORDER BY c.key",
                (owner,),
            )
            return [to_chat(row) for row in rows]

        return await self._db.read(load)

    async def _connections(self, condition: str, *values: int) -> list[Connection]:
        def load(db: sqlite3.Connection) -> list[Connection]:
            rows = db.execute(f"SELECT * FROM connections WHERE {condition}", values).fetchall()  # noqa: S608  constants
            return [Connection(_chat(db, row["owner_key"]), _chat(db, row["target_key"])) for row in rows]

        return await self._db.read(load)


def _chat(db: sqlite3.Connection, key: int) -> Chat:
    row: Row = db.execute("SELECT * FROM chats WHERE key = ?", (key,)).fetchone()
    return to_chat(row)


def _count_suspended(db: sqlite3.Connection, target: int) -> int:
    count = "SELECT count(*) FROM subscriptions WHERE chat_key = ? AND suspended AND removed_at IS NULL"
    return int(db.execute(count, (target,)).fetchone()[0])


def _resume(db: sqlite3.Connection, owner: int, condition: str, target: int, room: int = -1) -> int:
    """Resume suspended subscriptions as the owner's; how many there were. What they missed is not sent."""
    return db.execute(
        "UPDATE subscriptions SET owner_key = :owner, suspended = 0, since = max(since, :newest)"  # noqa: S608  constants
        f" WHERE {condition} AND suspended",
        {"owner": owner, "target": target, "newest": newest_number(db), "room": room},
    ).rowcount


def _delivered_to(db: sqlite3.Connection, owner: int) -> set[int]:
    """The other chats that the owner's subscriptions deliver to."""
    others = "SELECT chat_key FROM subscriptions WHERE owner_key = ? AND chat_key != owner_key"
    return {chat for (chat,) in db.execute(others, (owner,))}


def _suspend(db: sqlite3.Connection, owner: int, target: int) -> None:
    """Drop what the target is owed for the owner's subscriptions alone."""
    suspended = db.execute(
        "UPDATE subscriptions SET suspended = 1 WHERE owner_key = ? AND chat_key = ? AND owner_key != chat_key"
        " AND NOT suspended RETURNING *",
        (owner, target),
    ).fetchall()
    if not suspended:
        return
    begun = db.execute(
        f"SELECT id FROM dispatches WHERE chat_key = ? AND state = 'due' AND kind != 'notice' AND NOT {APPROVED}",  # noqa: S608  a constant
        (target,),
    ).fetchall()
    for (dispatch,) in begun:
        if is_suspended(db, dispatch):
            release(db, dispatch)
    for row in suspended:
        cancel_debts(db, row)
    schedule_chat(db, target)
