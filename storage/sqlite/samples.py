"""Samples: an article of the archive, told as the news of a new subscription will be."""

import sqlite3
from datetime import datetime, timedelta

from bot.model import ArticleId, BootId, Cause, ChatKey, Lease, Sample, Scope, UngroupedArticle
from storage.sqlite.articles import to_waiting
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.rows import Row, from_ms, once, to_ms
from storage.sqlite.scopes import scopes_of
from storage.sqlite.stories import join_views
from storage.sqlite.watching import WATCHES

_AFTER = timedelta(seconds=1)
"""The answer to the person comes first."""


class Samples:
    """Implements `bot.ports.SampleStorage`."""

    _db: Database

    async def ungrouped_article(self, article: ArticleId) -> UngroupedArticle | None:
        def load(db: sqlite3.Connection) -> UngroupedArticle | None:
            row = db.execute(
                "SELECT a.*, coalesce(told_as, s.title) AS source_title,"
                " CASE WHEN told_as IS NOT NULL THEN -source_id WHEN s.pack IS NOT NULL THEN 0 END AS grouped_for"
                " FROM articles AS a JOIN sources AS s ON s.id = source_id WHERE a.id = ? AND story_id IS NULL",
                (article,),
            ).fetchone()
            if row is None:
                return None
            nobodys = Lease(BootId(""), from_ms(0))
            scopes = scopes_of(db, row["source_id"]) if row["grouped_for"] is None else (Scope(row["grouped_for"]),)
            return UngroupedArticle(to_waiting(row, nobodys), scopes)

        return await self._db.read(load)

    async def send_sample(self, sample: Sample, owner: ChatKey, now: datetime, cause: Cause) -> bool:
        def effect(db: sqlite3.Connection) -> bool:
            subscription = db.execute(
                "SELECT * FROM subscriptions WHERE (id, owner_key, chat_key) = (?, ?, ?) AND removed_at IS NULL",
                (sample.subscription, owner, owner),
            ).fetchone()
            if subscription is None:
                return False
            article = db.execute(
                "SELECT * FROM articles WHERE id = :article AND recorded <= :since"  # noqa: S608  a constant
                f" AND {WATCHES.format(owner=':owner', source='articles.source_id')}",
                {"article": sample.article, "since": subscription["since"], "owner": owner},
            ).fetchone()
            if article is None:
                return False
            if article["story_id"] is None and sample.begun:
                times = {"now": to_ms(now), "found_at": article["found_at"]}
                join_views(db, sample.article, sample.begun, sample.fingerprint, **times)
            story = _story(db, sample.article, owner)
            if story is None or _was_told(db, subscription, story["id"]):
                return False
            _tell(db, subscription, sample, story, now)
            return True

        return bool(await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db))))


def _story(db: sqlite3.Connection, article: int, owner: int) -> Row | None:
    """The story of an article as its owner sees it."""
    row: Row | None = db.execute(
        "SELECT stories.* FROM articles AS a LEFT JOIN memberships AS m ON (m.article_id, m.scope) = (a.id, ?)"
        " JOIN stories ON stories.id = coalesce(m.story_id, a.story_id) WHERE a.id = ?",
        (owner, article),
    ).fetchone()
    return row


def _was_told(db: sqlite3.Connection, subscription: Row, story: int) -> bool:
    """Whether the chat was told of the story, is owed it, or has muted it."""
    found = db.execute(
        "SELECT 1 FROM debts WHERE (chat_key, topic, story_id) = (:chat, :topic, :story)"
        " UNION ALL SELECT 1 FROM muted_stories WHERE (chat_key, story_id) = (:chat, :story)",
        {"chat": subscription["chat_key"], "topic": subscription["topic"], "story": story},
    ).fetchone()
    return found is not None


def _tell(db: sqlite3.Connection, subscription: Row, sample: Sample, story: Row, now: datetime) -> None:
    """Freeze a debt for the story into a message of its own, as if it had been found just now."""
    query, place = subscription["query_id"], (subscription["chat_key"], subscription["topic"], story["id"])
    # Nobody else hears of it: the mention is as good as handed out.
    db.execute(
        "INSERT INTO mentions (query_id, article_id, prominence, fanned_out) VALUES (?, ?, ?, 1)"
        " ON CONFLICT (query_id, article_id) DO NOTHING",
        (query, sample.article, sample.prominence),
    )
    (mention,) = db.execute(
        "SELECT id FROM mentions WHERE (query_id, article_id) = (?, ?)", (query, sample.article)
    ).fetchone()
    dispatch = db.execute(
        "INSERT INTO dispatches (chat_key, topic, story_id, version, follows, state, due_at, created_at, is_sample)"
        " VALUES (?, ?, ?, ?, 1, 'due', ?, ?, 1)",
        (*place, story["version"], to_ms(now + _AFTER), to_ms(now)),
    ).lastrowid
    debt = db.execute(
        "INSERT INTO debts (chat_key, topic, story_id, is_reply, is_silent, created_at, dispatch_id)"
        " VALUES (?, ?, ?, 0, 1, ?, ?)",
        (*place, to_ms(now), dispatch),
    ).lastrowid
    db.execute(
        "INSERT INTO reasons (debt_id, subscription_id, mention_id) VALUES (?, ?, ?)",
        (debt, subscription["id"], mention),
    )
    schedule_chat(db, place[0])
