"""What folders say of how news come: it comes with the first subscription of a folder, and goes with the last.

All that is in a folder carry it. `silent` and `main_only` of subscriptions are derived, as `haste` is: what a
subscription says itself counts first.
"""

import sqlite3
from datetime import datetime

from bot.model import NOTHING_SAID, Cause, ChatKey, Delivery, SubscriptionId
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.haste import derive_haste, of_folder
from storage.sqlite.rows import Row, once

_OF_IT = "owner_key = :owner AND folder = :folder AND removed_at IS NULL"


class Folders:
    """Implements the part of `bot.ports.SubscriptionStorage` that is about folders."""

    _db: Database

    async def set_folder(self, subscription: SubscriptionId, owner: ChatKey, folder: str) -> None:
        def effect(db: sqlite3.Connection) -> None:
            moved = db.execute(
                "UPDATE subscriptions SET folder = :folder WHERE id = :id AND owner_key = :owner AND removed_at IS NULL"
                " AND folder != :folder",
                {"folder": folder, "id": subscription, "owner": owner},
            ).rowcount
            if moved:
                _carry(db, _said_beside(db, subscription) or NOTHING_SAID, "id = :id", id=subscription)

        await self._db.write(effect)

    async def rename_folder(self, owner: ChatKey, folder: str, name: str, now: datetime, cause: Cause) -> int:
        def effect(db: sqlite3.Connection) -> int:
            inside, there = _first_in(db, owner, folder), _first_in(db, owner, name)
            if inside is None or name == folder:
                return 0
            _carry(db, of_folder(there or inside) if name else NOTHING_SAID, _OF_IT, owner=owner, folder=folder)
            return db.execute(
                f"UPDATE subscriptions SET folder = :name WHERE {_OF_IT}",  # noqa: S608  a constant
                {"name": name, "owner": owner, "folder": folder},
            ).rowcount

        return int(await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db))))

    async def set_folder_delivery(self, folder: str, owner: ChatKey, delivery: Delivery) -> None:
        if folder:
            # Also what was removed carries it: the folder says it even if nothing else is in it when that comes back.
            of_it = "owner_key = :owner AND folder = :folder"
            await self._db.write(lambda db: _carry(db, delivery, of_it, owner=owner, folder=folder))


def rejoin_folder(db: sqlite3.Connection, subscription: int) -> None:
    """Let a subscription that is back carry what its folder says by now; if it is alone, what it carried."""
    said = _said_beside(db, subscription)
    if said is not None:
        _carry(db, said, "id = :id", id=subscription)


def _first_in(db: sqlite3.Connection, owner: int, folder: str) -> Row | None:
    first: Row | None = db.execute(
        f"SELECT * FROM subscriptions WHERE {_OF_IT} ORDER BY id LIMIT 1",  # noqa: S608  a constant
        {"owner": owner, "folder": folder},
    ).fetchone()
    return first


def _said_beside(db: sqlite3.Connection, subscription: int) -> Delivery | None:
    """What the folder of a subscription says; None if nothing else is in it."""
    other = db.execute(
        "SELECT other.* FROM subscriptions AS one JOIN subscriptions AS other USING (owner_key, folder)"
        " WHERE one.id = ? AND folder != '' AND other.id != one.id AND other.removed_at IS NULL LIMIT 1",
        (subscription,),
    ).fetchone()
    return None if other is None else of_folder(other)


def _carry(db: sqlite3.Connection, delivery: Delivery, condition: str, **of_which: object) -> None:
    said = {
        "rhythm": delivery.manner.rhythm,
        "urgent": delivery.manner.is_urgent,
        "is_silent": delivery.silent,
        "is_main": delivery.main_only,
    }
    chats = db.execute(
        "UPDATE subscriptions SET folder_rhythm = :rhythm, folder_urgent = :urgent, folder_silent = :is_silent,"  # noqa: S608  constants
        " folder_main_only = :is_main, silent = coalesce(own_silent, :is_silent),"
        f" main_only = coalesce(own_main_only, :is_main) WHERE {condition} RETURNING chat_key",
        said | of_which,
    ).fetchall()
    for chat in {chat for (chat,) in chats}:
        derive_haste(db, chat)
        schedule_chat(db, chat)
