"""Exclusions: queries whose articles a subscription, or all subscriptions of a chat, must not bring.

Articles are matched with them as with what is wanted, so they cost the same, and a subscription is never matched anew
when one comes or goes. Fan-out leaves out the subscriptions that exclude what the article meets.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from bot.model import MOST_EXCLUSIONS, Cause, ChatKey, Exclusion, ExclusionId, NotExcluded, SubscriptionId
from storage.sqlite.database import Database
from storage.sqlite.queries import retire_query, revive_query
from storage.sqlite.rows import Row, once

_OF_ALL = 0
"""In place of a subscription: all subscriptions of the chat."""


class Exclusions:
    """Implements `bot.ports.ExclusionStorage`."""

    _db: Database

    async def exclude(
        self, owner: ChatKey, query: str, now: datetime, cause: Cause, *, subscription: SubscriptionId | None = None
    ) -> Exclusion | NotExcluded:
        def effect(db: sqlite3.Connection) -> int | NotExcluded:
            owned = "SELECT 1 FROM subscriptions WHERE id = ? AND owner_key = ? AND removed_at IS NULL"
            if subscription is not None and db.execute(owned, (subscription, owner)).fetchone() is None:
                return NotExcluded.GONE
            known = load_exclusions(db, owner)
            if equal := [one.id for one in known if (one.query, one.subscription) == (query, subscription)]:
                return equal[0]
            if len(known) >= MOST_EXCLUSIONS:
                return NotExcluded.FULL
            place = (owner, subscription or _OF_ALL, revive_query(db, query))
            added = "INSERT INTO exclusions (owner_key, subscription_id, query_id) VALUES (?, ?, ?) RETURNING id"
            return int(db.execute(added, place).fetchone()["id"])

        added = await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db)))
        if isinstance(added, str):
            return NotExcluded(added)
        return Exclusion(ExclusionId(added), query, subscription)

    async def end_exclusion(
        self, exclusion: ExclusionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> Exclusion | None:
        def effect(db: sqlite3.Connection) -> tuple[int, str, int | None] | None:
            found = next((one for one in load_exclusions(db, owner) if one.id == exclusion), None)
            if found is None:
                return None
            _end(db, [exclusion])
            return found.id, found.query, found.subscription

        ended = await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db)))
        return None if ended is None else Exclusion(*ended)

    async def exclusions(self, owner: ChatKey) -> list[Exclusion]:
        return await self._db.read(lambda db: load_exclusions(db, owner))


def load_exclusions(db: sqlite3.Connection, owner: int) -> list[Exclusion]:
    """The exclusions of a chat, oldest first."""
    rows = db.execute(
        "SELECT e.id, e.subscription_id, q.text FROM exclusions AS e JOIN queries AS q ON q.id = e.query_id"
        " WHERE e.owner_key = ?",
        (owner,),
    ).fetchall()
    return sorted(map(_to_exclusion, rows), key=lambda one: one.id)


def end_exclusions(db: sqlite3.Connection, subscription: int) -> None:
    """Delete the exclusions of a subscription that is deleted."""
    _end(db, [one for (one,) in db.execute("SELECT id FROM exclusions WHERE subscription_id = ?", (subscription,))])


def end_exclusions_of(db: sqlite3.Connection, chat: int) -> None:
    """Delete the exclusions of a chat that is forgotten."""
    _end(db, [one for (one,) in db.execute("SELECT id FROM exclusions WHERE owner_key = ?", (chat,))])


def _end(db: sqlite3.Connection, exclusions: Sequence[int]) -> None:
    for exclusion in exclusions:
        for (query,) in db.execute("DELETE FROM exclusions WHERE id = ? RETURNING query_id", (exclusion,)).fetchall():
            retire_query(db, query)


def _to_exclusion(row: Row) -> Exclusion:
    subscription = None if row["subscription_id"] == _OF_ALL else SubscriptionId(row["subscription_id"])
    return Exclusion(ExclusionId(row["id"]), row["text"], subscription)
