"""From a mention to what each chat is owed, a chunk at a time with a cursor that survives a kill."""

import sqlite3
from datetime import datetime

from bot.model import ReplyMode, address_key, in_scope
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, to_ms
from storage.sqlite.sources import WATCHES


class FanOut:
    """Implements the part of `bot.ports.ArticleStorage` that turns mentions into debts."""

    _db: Database

    async def fan_out(self, now: datetime, limit: int) -> int:
        def step(db: sqlite3.Connection) -> int:
            done = 0
            while done < limit and (mention := _next(db)) is not None:
                done += _fan_out(db, mention, to_ms(now), limit - done)
            return done

        return await self._db.write(step)


def _next(db: sqlite3.Connection) -> Row | None:
    """Whoever had the fewest turns comes first: nobody waits behind a popular match."""
    mention: Row | None = db.execute(
        "SELECT m.*, a.story_id, a.source_id, a.recorded, a.is_development, a.canonical_url, a.speaks"
        " FROM mentions AS m JOIN articles AS a ON a.id = m.article_id"
        " WHERE NOT fanned_out ORDER BY chunks, m.id LIMIT 1"
    ).fetchone()
    return mention


def _fan_out(db: sqlite3.Connection, mention: Row, now: int, limit: int) -> int:
    subscriptions = db.execute(
        f"""
        SELECT s.id, owner_key, chat_key, topic, replies, coalesce(m.story_id, :story) AS story_id,
            coalesce(m.is_development, :is_development) AS is_development
        FROM subscriptions AS s LEFT JOIN memberships AS m ON m.article_id = :article AND m.scope = owner_key
        WHERE query_id = :query AND id > :fanned_to AND NOT paused AND NOT suspended AND since < :recorded
            AND NOT EXISTS (SELECT 1 FROM muted_stories AS muted WHERE muted.chat_key = s.chat_key
                AND muted.story_id = coalesce(m.story_id, :story))
            AND {WATCHES.format(owner="owner_key", source=":source")}
        ORDER BY id LIMIT :limit
        """,  # noqa: S608  constants
        {
            "query": mention["query_id"],
            "fanned_to": mention["fanned_to"],
            "recorded": mention["recorded"],
            "article": mention["article_id"],
            "story": mention["story_id"],
            "is_development": mention["is_development"],
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
    place = (subscription["chat_key"], subscription["topic"], subscription["story_id"])
    debts = db.execute("SELECT * FROM debts WHERE (chat_key, topic, story_id) = (?, ?, ?)", place).fetchall()
    sent = _sent_articles(db, debts, subscription["id"])
    if sent and not _wants_further(subscription, mention, sent):
        return
    if not sent and mention["speaks"] and _was_sent_otherwise(db, mention, subscription):
        return
    waiting = (row for row in debts if row["dispatch_id"] is None)
    debt = next((row["id"] for row in waiting if not (row["is_reply"] or sent) or _is_of(db, row, mention)), None)
    if debt is None:
        debt = db.execute(
            "INSERT INTO debts (chat_key, topic, story_id, is_reply, created_at) VALUES (?, ?, ?, ?, ?)",
            (*place, bool(debts), now),
        ).lastrowid
        schedule_chat(db, subscription["chat_key"])
    db.execute("INSERT INTO reasons VALUES (?, ?, ?)", (debt, subscription["id"], mention["id"]))


def _sent_articles(db: sqlite3.Connection, debts: list[Row], subscription: int) -> set[int]:
    """Which articles the debts tell a subscription of."""
    return {
        article
        for debt in debts
        for (article,) in db.execute(
            "SELECT article_id FROM reasons JOIN mentions ON id = mention_id WHERE (debt_id, subscription_id) = (?, ?)",
            (debt["id"], subscription),
        )
    }


def _was_sent_otherwise(db: sqlite3.Connection, mention: Row, subscription: Row) -> bool:
    """Whether the subscription was told of the very article, by its address, in a story of its owner's own sources.

    So it is when one of them was read before the one that everybody may watch, and lists the same.
    """
    row = db.execute(
        """
        SELECT 1 FROM story_keys AS k
            CROSS JOIN debts AS d ON (d.chat_key, d.topic, d.story_id) = (:chat, :topic, k.story_id)
            JOIN reasons AS r ON r.debt_id = d.id AND r.subscription_id = :subscription
            JOIN mentions AS m ON m.id = r.mention_id
            JOIN articles AS a ON a.id = m.article_id AND a.speaks AND a.canonical_url = :url
        WHERE k.key = :key LIMIT 1
        """,
        {
            "key": in_scope(address_key(mention["canonical_url"]), subscription["owner_key"]),
            "url": mention["canonical_url"],
            "chat": subscription["chat_key"],
            "topic": subscription["topic"],
            "subscription": subscription["id"],
        },
    ).fetchone()
    return row is not None


def _wants_further(subscription: Row, mention: Row, sent: set[int]) -> bool:
    """Whether a subscription that was told of a story wants this article of it as well."""
    if mention["article_id"] in sent:
        return False
    mode = ReplyMode(subscription["replies"])
    return mode is ReplyMode.ALL or (mode is ReplyMode.DEVELOPMENTS and bool(subscription["is_development"]))


def _is_of(db: sqlite3.Connection, debt: Row, mention: Row) -> bool:
    """Whether a debt is owed for the very article of a mention: another one makes a reply of its own."""
    articles = db.execute(
        "SELECT DISTINCT article_id FROM reasons JOIN mentions ON id = mention_id WHERE debt_id = ?", (debt["id"],)
    ).fetchall()
    return [article for (article,) in articles] == [mention["article_id"]]
