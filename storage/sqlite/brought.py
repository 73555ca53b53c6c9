"""What subscriptions have brought lately: the stories that were owed for them."""

import sqlite3
from datetime import datetime

from bot.model import Brought, ChatKey, SubscriptionId
from storage.sqlite.database import Database
from storage.sqlite.rows import maybe_from_ms, to_ms

COUNTED_AT_MOST = 150
"""Messages that a subscription has brought: some 150 µs."""


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
        "SELECT created_at, story_id FROM"
        " (SELECT DISTINCT debt_id FROM reasons WHERE subscription_id = ? ORDER BY debt_id DESC LIMIT ?)"
        " JOIN debts ON debts.id = debt_id",
        (subscription, COUNTED_AT_MOST),
    ).fetchall()
    stories = {row["story_id"] for row in rows if row["created_at"] > since}
    last = max((row["created_at"] for row in rows), default=None)
    return Brought(len(stories), maybe_from_ms(last), is_more=len(rows) == COUNTED_AT_MOST == len(stories))
