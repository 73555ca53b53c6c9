"""Forgets a chat: whatever is kept of it, and what nobody else needs without it.

    forget_chat ──► the chat has no name, no id and no connections; nothing is sent to it or found for it any more;
                    the same begins for channels that nobody else has connected
    forget_rest ──► its rows go, some at a time; other writes wait no longer than for any transaction
    end_forgetting ──► it was told, and its id goes

What is forgotten is noted in `forgotten_chats` until its end, so a later run resumes where this one was killed. The
person who writes again is another chat from the first step on. Two things stay until they run out by themselves, since
without them a chat that is forgotten could ask for more than others: the sources that it added in the last day
(`spent_quotas`, as digests), and the times of messages to it (`writes`).
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from bot.model import Cause, ChatKey, ForgottenChat, Language, Notice, ToldArticle
from storage.sqlite.admissions import forget_admission
from storage.sqlite.chats import OF_A_CHAT, forgotten_id
from storage.sqlite.forgotten_articles import ForgottenArticles
from storage.sqlite.forgotten_reposts import forget_some_of_person, hide_person
from storage.sqlite.forgotten_rows import (
    AS_SOURCES,
    DEAD_QUERIES,
    DEBTS,
    MESSAGES,
    OF_SUBSCRIPTION,
    OWN_SOURCES,
    REPOSTS,
    SCOPED_ARTICLES,
    SCOPED_MEMBERSHIPS,
    TITLES,
    WATCHED,
    Whose,
    end_subscription,
    forget_some,
    retire_queries,
    subscriptions_of,
    written_title,
)
from storage.sqlite.notices import owe_notice
from storage.sqlite.quotas import spend
from storage.sqlite.rows import Row, from_ms, to_ms

_SMALL = {
    "effects": "cause",
    "offers": "id",
    "shared_queries": "token",
    "muted_packs": "pack",
    "muted_stories": "story_id",
    "silenced_stories": "akin_id",
    "closed_topics": "topic",
    "holds": "haste",
    "topics": "topic",
    "editors": "person_key",
    "invitations": "token",
    "channel_questions": "telegram_id",
    "channel_sources": "source_id",
}
"""Tables whose rows go with the chat and leave nothing behind: the rest of their keys."""
_NOBODY = 0
"""The message that tells nobody."""


class Forgetting(ForgottenArticles):
    """Implements `bot.ports.ForgettingStorage`."""

    async def forget_chat(
        self, chat: ChatKey, message_id: int, tell: Mapping[ChatKey, Notice], now: datetime, cause: Cause
    ) -> bool:
        def begin(db: sqlite3.Connection) -> bool:
            row = _begin(db, chat, message_id, to_ms(now))
            if row is None:
                return False
            forget_admission(db, row["telegram_id"])
            hide_person(db, chat, row["telegram_id"])
            spend(db, chat, row["telegram_id"])
            _finish_updates(db, row["telegram_id"], cause, now)
            retire_queries(db, chat)
            for channel in _channels_of_nobody_else(db, chat):
                known = _begin(db, channel, _NOBODY, to_ms(now))
                if known is not None:
                    forget_admission(db, known["telegram_id"])
                    retire_queries(db, channel)
            db.execute("DELETE FROM connections WHERE owner_key = :chat OR target_key = :chat", {"chat": chat})
            for other, notice in tell.items():
                owe_notice(db, other, notice, now)
            return True

        return await self._db.write(begin)

    async def forgotten_chats(self) -> list[ForgottenChat]:
        def load(db: sqlite3.Connection) -> list[ForgottenChat]:
            return [_to_forgotten(row) for row in db.execute("SELECT * FROM forgotten_chats")]

        return await self._db.read(load)

    async def forget_rest(self, chat: ChatKey) -> bool:
        whose = Whose(chat)
        for table, key in _SMALL.items():
            await self._repeat_forgetting(lambda db, table=table, key=key: forget_some(db, table, key, chat))  # type: ignore[misc]
        subscriptions = {row["id"] for row in await self._db.read(lambda db: subscriptions_of(db, chat))}
        for subscription in subscriptions:
            await self._pass(OF_SUBSCRIPTION, Whose(chat, subscription))
        await self._repeat_forgetting(lambda db: forget_some_of_person(db, chat))
        await self._pass(REPOSTS, whose)
        await self._db.write(lambda db: db.execute("DELETE FROM channels WHERE chat_key = ?", (chat,)))
        await self._pass(MESSAGES, whose)
        for debts in DEBTS:
            await self._pass(debts, whose)
        await self._in_turns(subscriptions, end_subscription)
        await self._pass(DEAD_QUERIES, whose)
        await self._pass(WATCHED, whose)
        await self._pass(OWN_SOURCES, whose)
        await self._pass(AS_SOURCES, whose)
        await self._pass(SCOPED_ARTICLES, whose)
        await self._pass(SCOPED_MEMBERSHIPS, whose)
        await self._forget_sources(chat)
        await self._pass(TITLES, whose)
        return await self._db.write(lambda db: _end(db, chat))

    async def told_lately(self, chat: ChatKey, limit: int) -> list[ToldArticle]:
        def load(db: sqlite3.Connection) -> list[ToldArticle]:
            rows = db.execute(
                "SELECT DISTINCT told.created_at AS at, title, url FROM"
                " (SELECT id, created_at FROM dispatches WHERE chat_key = ? AND state = 'sent'"
                "  ORDER BY created_at DESC LIMIT ?) AS told"
                " JOIN debts ON dispatch_id = told.id JOIN reasons AS r ON r.debt_id = debts.id"
                " JOIN mentions AS m ON m.id = r.mention_id JOIN articles AS a ON a.id = m.article_id"
                " ORDER BY told.created_at DESC LIMIT ?",
                (chat, limit, limit),
            )
            return [ToldArticle(from_ms(row["at"]), row["title"], row["url"]) for row in rows]

        return await self._db.read(load)

    async def end_forgetting(self, chat: ChatKey) -> None:
        await self._db.write(lambda db: db.execute("DELETE FROM forgotten_chats WHERE chat_key = ?", (chat,)))


def _to_forgotten(row: Row) -> ForgottenChat:
    message = None if row["message_id"] == _NOBODY else row["message_id"]
    return ForgottenChat(ChatKey(row["chat_key"]), row["telegram_id"], message, Language(row["language"]))


def _begin(db: sqlite3.Connection, chat: ChatKey, message_id: int, at: int) -> Row | None:
    """Take the name and the id from a chat; as it was before, or None if there is no such chat any more."""
    row: Row | None = db.execute(
        "SELECT * FROM chats WHERE key = ? AND telegram_id >= ?", (chat, forgotten_id(0))
    ).fetchone()
    if row is None:
        return None
    db.execute("UPDATE chat_sources SET reports_to_key = NULL WHERE reports_to_key = ?", (chat,))
    db.execute("UPDATE channels SET desk_key = NULL, desk_topic = 0 WHERE desk_key = ?", (chat,))
    db.execute(
        "INSERT INTO forgotten_chats (chat_key, telegram_id, title, language, message_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (chat, row["telegram_id"], written_title(row["title"]), row["language"], message_id, at),
    )
    db.execute(
        "UPDATE chats SET telegram_id = ?, title = '', arrival = '{}', dormant_at = ?, dormant_reason = 'forgotten',"
        " asks_replies = 0 WHERE key = ?",
        (forgotten_id(chat), at, chat),
    )
    return row


def _channels_of_nobody_else(db: sqlite3.Connection, chat: ChatKey) -> list[ChatKey]:
    """The channels that are known only because this chat has connected them."""
    rows = db.execute(
        "SELECT target_key FROM connections AS c JOIN chats ON key = target_key AND kind = 'channel'"
        " WHERE owner_key = :chat"
        " AND NOT EXISTS (SELECT 1 FROM connections WHERE target_key = c.target_key AND owner_key != :chat)"
        " AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE chat_key = c.target_key AND owner_key != :chat)",
        {"chat": chat},
    )
    return [ChatKey(channel) for (channel,) in rows.fetchall()]


def _finish_updates(db: sqlite3.Connection, telegram_id: int, cause: Cause, now: datetime) -> None:
    """Finish the chat's updates up to the present one: repeated, they would make its acquaintance again."""
    finished = db.execute(
        "DELETE FROM inbox WHERE chat_id = ? AND number <= (SELECT number FROM inbox WHERE cause = ?) RETURNING cause",
        (telegram_id, cause),
    ).fetchall()
    db.executemany("INSERT OR IGNORE INTO finished_updates VALUES (?, ?)", [(one, to_ms(now)) for (one,) in finished])


def _end(db: sqlite3.Connection, chat: ChatKey) -> bool:
    """Delete the chat itself, unless something of it is left: under way, or added meanwhile."""
    references = [*OF_A_CHAT, ("forgotten_sources", "chat_key")]
    for table, column in references:
        if db.execute(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", (chat,)).fetchone() is not None:  # noqa: S608  constants
            return False
    db.execute("UPDATE given SET chat_key = max(chat_key, ?)", (chat,))
    db.execute("DELETE FROM chats WHERE key = ?", (chat,))
    return True
