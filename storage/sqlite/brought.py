"""What subscriptions have brought lately: the stories that were owed for them."""

import sqlite3
from datetime import datetime

from bot.model import Brought, ChatKey, SubscriptionId
from storage.sqlite.database import Database
from storage.sqlite.rows import maybe_from_ms, to_ms

COUNTED_AT_MOST = 150
"""So many of the latest debts for a subscription are counted: some 150 µs."""
LATEST = "(SELECT DISTINCT debt_id FROM reasons WHERE subscription_id = ? ORDER BY debt_id DESC LIMIT ?)"
"""These debts."""


class BroughtLately:
    """Implements the part of `bot.ports.SubscriptionStorage` that counts what came."""

    _db: Database

    async def brought(self, owner: ChatKey, since: datetime) -> dict[SubscriptionId, Brought]:
        def load(db: sqlite3.Connection) -> dict[SubscriptionId, Brought]:
            subscriptions = db.execute(
                "SELECT id FROM subscriptions WHERE owner_key = ? AND removed_at IS NULL", (owner,)
            ).fetchall()
            return {SubscriptionId(one): _brought(db, one, to_ms(since)) for (one,) in subscriptions}

        return await self._db.read(load)


def _brought(db: sqlite3.Connection, subscription: int, since: int) -> Brought:
    rows = db.execute(
        f"SELECT created_at, story_id FROM {LATEST} JOIN debts ON debts.id = debt_id",  # noqa: S608  a constant
        (subscription, COUNTED_AT_MOST),
    ).fetchall()
    stories = {row["story_id"] for row in rows if row["created_at"] > since}
    last = max((row["created_at"] for row in rows), default=None)
    return Brought(len(stories), maybe_from_ms(last), is_more=len(rows) == COUNTED_AT_MOST == len(stories))


def stories_since(db: sqlite3.Connection, subscription: int, since: int) -> int:
    """How many stories the subscription was owed since then, of the latest `COUNTED_AT_MOST` debts."""
    count: int = db.execute(
        f"SELECT count(*) FROM {LATEST} JOIN debts ON debts.id = debt_id WHERE NOT is_reply AND created_at > ?",  # noqa: S608  a constant
        (subscription, COUNTED_AT_MOST, since),
    ).fetchone()[0]
    return count
