"""How much subscriptions bring, and what follows."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import Haste, Load, LoadRule, LoadVerdict, SubscriptionId
from storage.sqlite.brought import COUNTED_AT_MOST, LATEST, stories_since
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.haste import derive_haste, of_folder, to_manner
from storage.sqlite.notices import owe_notice
from storage.sqlite.rows import Row, from_ms, to_ms

_A_DAY = timedelta(days=1)


class BroughtMuch:
    """Implements `bot.ports.BreadthStorage`."""

    _db: Database

    async def judge_loads(self, now: datetime, limit: int, judge: LoadRule) -> int:
        def look(db: sqlite3.Connection) -> int:
            due = db.execute(
                "SELECT * FROM subscriptions WHERE look_at <= ? ORDER BY look_at LIMIT ?", (to_ms(now), limit)
            ).fetchall()
            for row in due:
                _follow(db, row, judge(_load(db, row, now), now), now)
            return len(due)

        return await self._db.write(look)


def _load(db: sqlite3.Connection, subscription: Row, now: datetime) -> Load:
    messages = db.execute(
        f"SELECT count(DISTINCT d.id) FROM {LATEST} JOIN debts ON debts.id = debt_id"  # noqa: S608  a constant
        " JOIN dispatches AS d ON d.id = dispatch_id"
        " WHERE state = 'sent' AND NOT debts.is_silent AND akin_id IS NULL AND d.created_at > ?",
        (subscription["id"], COUNTED_AT_MOST, to_ms(now - _A_DAY)),
    ).fetchone()[0]
    return Load(
        text=subscription["name"] or subscription["text"],
        stories=stories_since(db, subscription["id"], to_ms(now - _A_DAY)),
        messages=messages,
        age=now - from_ms(subscription["created_at"]),
        manner=to_manner(subscription),
        of_folder=of_folder(subscription).manner,
        haste=Haste(subscription["haste"]),
        silent=bool(subscription["silent"]),
    )


def _follow(db: sqlite3.Connection, subscription: Row, verdict: LoadVerdict, now: datetime) -> None:
    db.execute("UPDATE subscriptions SET look_at = ? WHERE id = ?", (to_ms(verdict.look_at), subscription["id"]))
    if subscription["removed_at"] is not None or subscription["suspended"] or subscription["paused"]:
        return
    if verdict.manner is not None:
        db.execute(
            "UPDATE subscriptions SET rhythm = ?, urgent = ?, lifts = ?, silent = 1,"
            " own_silent = nullif(1, folder_silent) WHERE id = ?",
            (verdict.manner.rhythm, verdict.manner.is_urgent, verdict.manner.lifts, subscription["id"]),
        )
        derive_haste(db, subscription["chat_key"])
        schedule_chat(db, subscription["chat_key"])
    if verdict.notice is not None:
        notice = replace(verdict.notice, about=SubscriptionId(subscription["id"]))
        owe_notice(db, subscription["owner_key"], notice, now)
