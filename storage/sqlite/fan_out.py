"""From a mention to what each chat is owed, a chunk at a time with a cursor that survives a kill."""

import sqlite3
from datetime import datetime

from storage.sqlite.database import Database
from storage.sqlite.queue import schedule_chat
from storage.sqlite.rows import Row, to_ms
from storage.sqlite.sources import WATCHES


class FanOut:
    """Implements the part of `bot.ports.ArticleStorage` that turns mentions into debts."""

    _db: Database

    async def fan_out(self, now: datetime, limit: int) -> int:
        def step(db: sqlite3.Connection) -> int:
            # Whoever had the fewest turns comes first: nobody waits behind a popular match.
            mention = db.execute(
                "SELECT m.*, a.story_id, a.source_id, a.recorded"
                " FROM mentions AS m JOIN articles AS a ON a.id = m.article_id"
                " WHERE NOT fanned_out ORDER BY chunks, m.id LIMIT 1"
            ).fetchone()
            return 0 if mention is None else _fan_out(db, mention, to_ms(now), limit)

        return await self._db.write(step)


def _fan_out(db: sqlite3.Connection, mention: Row, now: int, limit: int) -> int:
    subscriptions = db.execute(
        f"""
        SELECT id, chat_key, topic FROM subscriptions AS s
        WHERE query_id = :query AND id > :fanned_to AND NOT paused AND since < :recorded
            AND NOT EXISTS (SELECT 1 FROM muted_stories AS m WHERE m.chat_key = s.chat_key AND story_id = :story)
            AND {WATCHES.format(owner="owner_key", source=":source")}
        ORDER BY id LIMIT :limit
        """,  # noqa: S608  constants
        {
            "query": mention["query_id"],
            "fanned_to": mention["fanned_to"],
            "recorded": mention["recorded"],
            "story": mention["story_id"],
            "source": mention["source_id"],
            "limit": limit,
        },
    ).fetchall()
    for subscription in subscriptions:
        _owe(db, mention, subscription, now)
    db.execute(
        "UPDATE mentions SET fanned_to = ?, chunks = chunks + 1, fanned_out = ? WHERE id = ?",
        (
            subscriptions[-1]["id"] if subscriptions else mention["fanned_to"],
            len(subscriptions) < limit,
            mention["id"],
        ),
    )
    return max(1, len(subscriptions))


def _owe(db: sqlite3.Connection, mention: Row, subscription: Row, now: int) -> None:
    """By what the chat was told of the story before; see `bot.ports.ArticleStorage.fan_out`."""
    place = (subscription["chat_key"], subscription["topic"], mention["story_id"])
    told = db.execute(
        "SELECT 1 FROM debts JOIN reasons ON debt_id = id"
        " WHERE (chat_key, topic, story_id) = (?, ?, ?) AND subscription_id = ?",
        (*place, subscription["id"]),
    ).fetchone()
    if told is not None:
        return
    debts = db.execute("SELECT * FROM debts WHERE (chat_key, topic, story_id) = (?, ?, ?)", place).fetchall()
    debt = next((row["id"] for row in debts if row["dispatch_id"] is None), None)
    if debt is None:
        debt = db.execute(
            "INSERT INTO debts (chat_key, topic, story_id, is_reply, created_at) VALUES (?, ?, ?, ?, ?)",
            (*place, bool(debts), now),
        ).lastrowid
        schedule_chat(db, subscription["chat_key"])
    db.execute("INSERT INTO reasons VALUES (?, ?, ?)", (debt, subscription["id"], mention["id"]))
