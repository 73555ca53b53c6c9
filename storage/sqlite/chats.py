"""Chats, and what is connected to them."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from bot.model import Cause, Chat, ChatKey, ChatKind, DeliveryPreferences, Haste, KeptTextId, Language, Lost, Notice
from storage.sqlite.chat_queue import RETURNING, SHELVED, release_chat, schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.desk_moves import leave_desk, move_cards
from storage.sqlite.desk_queue import note_lost, note_returned
from storage.sqlite.haste import derive_haste, end_holds, expect
from storage.sqlite.notices import owe_notice
from storage.sqlite.rows import Row, once, to_chat, to_json, to_ms

OF_A_CHAT = (
    ("connections", "owner_key"),
    ("connections", "target_key"),
    ("chat_sources", "chat_key"),
    ("chat_sources", "reports_to_key"),
    ("added_sources", "chat_key"),
    ("sources", "own_of"),
    ("sources", "channel_key"),
    ("muted_packs", "chat_key"),
    ("subscriptions", "owner_key"),
    ("subscriptions", "chat_key"),
    ("exclusions", "owner_key"),
    ("dispatches", "chat_key"),
    ("debts", "chat_key"),
    ("posts", "chat_key"),
    ("muted_stories", "chat_key"),
    ("silenced_stories", "chat_key"),
    ("closed_topics", "chat_key"),
    ("topics", "chat_key"),
    ("offers", "chat_key"),
    ("shared_queries", "chat_key"),
    ("effects", "chat_key"),
    ("holds", "chat_key"),
    ("channels", "chat_key"),
    ("channels", "desk_key"),
    ("channel_sources", "chat_key"),
    ("channel_questions", "chat_key"),
    ("reposts", "chat_key"),
    ("repost_log", "chat_key"),
    ("cards", "chat_key"),
    ("editors", "chat_key"),
    ("invitations", "chat_key"),
)
"""All columns that hold the key of a chat."""


_FORGOTTEN = -(1 << 60)
"""Far below the ids that Telegram gives."""


class Chats:
    """Implements `bot.ports.ChatStorage`."""

    _db: Database

    async def see_chat(
        self,
        telegram_id: int,
        kind: ChatKind,
        title: str,
        language: Language,
        now: datetime,
        *,
        packs_off: Iterable[str] = (),
    ) -> Chat:
        def known(db: sqlite3.Connection) -> Chat | None:
            row = by_telegram_id(db, telegram_id)
            unchanged = row is not None and (row["kind"], row["title"], row["dormant_at"]) == (kind, title, None)
            return to_chat(row) if row is not None and unchanged else None

        def meet(db: sqlite3.Connection) -> Chat:
            before = by_telegram_id(db, telegram_id)
            was_dormant = before is not None and before["dormant_at"] is not None
            db.execute(
                "INSERT INTO chats (key, telegram_id, kind, title, language, met_at, packs_follow) VALUES"
                " ((SELECT 1 + max(given.chat_key, coalesce((SELECT max(key) FROM chats), 0)) FROM given),"
                " ?, ?, ?, ?, ?, 1)"
                " ON CONFLICT (telegram_id) DO UPDATE"
                " SET kind = excluded.kind, title = excluded.title, dormant_at = NULL, dormant_reason = NULL",
                (telegram_id, kind, title, language, to_ms(now)),
            )
            row = by_telegram_id(db, telegram_id)
            assert row is not None  # noqa: S101  it was written a line ago
            if was_dormant:
                expect(db, row["key"], *Haste)
                end_holds(db, row["key"])
                note_returned(db, row["key"])
            if before is None:
                _follow_packs(db, row["key"], packs_off)
            schedule_chat(db, row["key"])
            return to_chat(row)

        chat = await self._db.read(known)
        return await self._db.write(meet) if chat is None else chat

    async def set_language(self, chat: ChatKey, language: Language, packs_off: Iterable[str] = ()) -> None:
        def change(db: sqlite3.Connection) -> None:
            changed = "UPDATE chats SET language = ? WHERE key = ? RETURNING packs_follow"
            if any(follow for (follow,) in db.execute(changed, (language, chat)).fetchall()):
                _follow_packs(db, chat, packs_off)

        await self._db.write(change)

    async def set_preferences(self, chat: ChatKey, preferences: DeliveryPreferences) -> None:
        def effect(db: sqlite3.Connection) -> None:
            db.execute("UPDATE chats SET arrival = ? WHERE key = ?", (to_json(preferences), chat))
            derive_haste(db, chat)
            release_chat(db, chat)

        await self._db.write(effect)

    async def mark_unreachable(self, chat: ChatKey, lost: Lost, now: datetime) -> None:
        await self._db.write(lambda db: mark_unreachable(db, chat, lost, now))

    async def reopen_topic(self, chat: ChatKey, topic: int) -> None:
        def reopen(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM closed_topics WHERE (chat_key, topic) = (?, ?)", (chat, topic))
            schedule_chat(db, chat)

        await self._db.write(reopen)

    async def move_chat(self, old_telegram_id: int, new_telegram_id: int) -> None:
        def move(db: sqlite3.Connection) -> None:
            row = by_telegram_id(db, old_telegram_id)
            if row is not None:
                move_chat(db, row["key"], new_telegram_id)

        await self._db.write(move)

    async def keep_text(self, chat: ChatKey, text: str, now: datetime, cause: Cause) -> KeptTextId:
        def effect(db: sqlite3.Connection) -> int:
            offer = "INSERT INTO offers (chat_key, text, at) VALUES (?, ?, ?)"
            return db.execute(offer, (chat, text, to_ms(now))).lastrowid or 0

        return KeptTextId(await self._db.write(lambda db: once(db, chat, cause, now, lambda: effect(db))))

    async def kept_text(self, offer: KeptTextId, chat: ChatKey) -> str | None:
        def load(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT text FROM offers WHERE id = ? AND chat_key = ?", (offer, chat)).fetchone()
            return None if row is None else str(row["text"])

        return await self._db.read(load)

    async def ask_about_replies(self, question: Notice, now: datetime, limit: int) -> int:
        def ask(db: sqlite3.Connection) -> int:
            chats = db.execute("SELECT key FROM chats WHERE asks_replies ORDER BY key LIMIT ?", (limit,)).fetchall()
            for (chat,) in chats:
                owe_notice(db, chat, question, now)
                db.execute("UPDATE chats SET asks_replies = 0 WHERE key = ?", (chat,))
            return len(chats)

        return await self._db.write(ask)


def mark_unreachable(db: sqlite3.Connection, chat: int, lost: Lost, now: datetime) -> None:
    """Make a chat dormant; others who manage its subscriptions are told once."""
    goes_dormant = db.execute(
        "UPDATE chats SET dormant_at = ?, dormant_reason = ? WHERE key = ? AND dormant_at IS NULL",
        (to_ms(now), lost.reason, chat),
    ).rowcount
    if not goes_dormant:
        return
    leave_desk(db, chat, lost.of_desk, now)
    note_lost(db, chat)
    owners = db.execute(
        "SELECT DISTINCT owner_key FROM subscriptions WHERE chat_key = ? AND owner_key != chat_key"
        " AND removed_at IS NULL",
        (chat,),
    ).fetchall()
    for (owner,) in owners:
        owe_notice(db, owner, lost.notice, now)


def move_chat(db: sqlite3.Connection, chat: int, telegram_id: int) -> None:
    """Give a chat the Telegram id of the supergroup that it became; its posts are closed.

    The supergroup may have been met as a stranger meanwhile: what it has under its own key is merged.
    """
    stranger = by_telegram_id(db, telegram_id)
    if (stranger is not None and stranger["key"] == chat) or _is_forgotten(db, chat):
        return
    db.execute("UPDATE posts SET closed = 1 WHERE chat_key = ?", (chat,))
    move_cards(db, chat)
    db.execute("UPDATE dispatches SET reply_to = NULL, message_id = NULL, follows = 1 WHERE chat_key = ?", (chat,))
    if stranger is not None:
        _prefer_live(db, chat, stranger["key"])
        _keep_chosen_packs(db, chat, stranger["key"])
        for table, column in OF_A_CHAT:
            keys = (chat, stranger["key"])
            db.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {column} = ?", keys)  # noqa: S608  constants
        for table, column in OF_A_CHAT:
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (stranger["key"],))  # noqa: S608  constants
        db.execute("DELETE FROM chats WHERE key = ?", (stranger["key"],))
    db.execute(
        "UPDATE chats SET telegram_id = ?, kind = ?, dormant_at = NULL, dormant_reason = NULL WHERE key = ?",
        (telegram_id, ChatKind.SUPERGROUP, chat),
    )
    derive_haste(db, chat)
    schedule_chat(db, chat)


def _prefer_live(db: sqlite3.Connection, chat: int, stranger: int) -> None:
    """Keep the stranger's copy of what the chat has removed, and owe that what waits for the removed one."""
    pairs = db.execute(
        "SELECT live.id AS live, removed.id AS removed FROM subscriptions AS live JOIN subscriptions AS removed"
        " ON (removed.query_id, removed.chat_key, removed.topic) = (live.query_id, ?, live.topic)"
        " WHERE live.chat_key = ? AND live.removed_at IS NULL AND removed.removed_at IS NOT NULL",
        (chat, stranger),
    ).fetchall()
    for live, removed in pairs:
        db.execute("UPDATE OR IGNORE reasons SET subscription_id = ? WHERE subscription_id = ?", (live, removed))
        db.execute(
            "UPDATE debts SET shelved = ? WHERE dispatch_id IS NULL AND shelved = ?"
            " AND id IN (SELECT debt_id FROM reasons WHERE subscription_id = ?)",
            (RETURNING, SHELVED, live),
        )
        db.execute("DELETE FROM subscriptions WHERE id = ?", (removed,))


def _follow_packs(db: sqlite3.Connection, chat: int, packs_off: Iterable[str]) -> None:
    db.execute("DELETE FROM muted_packs WHERE chat_key = ?", (chat,))
    db.executemany("INSERT INTO muted_packs VALUES (?, ?)", [(chat, pack) for pack in packs_off])


def _keep_chosen_packs(db: sqlite3.Connection, chat: int, stranger: int) -> None:
    """Of two chats that become one, leave the packs of those that have chosen them, else of the first."""
    (chat_follows,), (stranger_follows,) = (
        db.execute("SELECT packs_follow FROM chats WHERE key = ?", (key,)).fetchone() for key in (chat, stranger)
    )
    if stranger_follows:
        db.execute("DELETE FROM muted_packs WHERE chat_key = ?", (stranger,))
    elif chat_follows:
        db.execute("DELETE FROM muted_packs WHERE chat_key = ?", (chat,))
        db.execute("UPDATE chats SET packs_follow = 0 WHERE key = ?", (chat,))


def _is_forgotten(db: sqlite3.Connection, chat: int) -> bool:
    row = db.execute("SELECT telegram_id FROM chats WHERE key = ?", (chat,)).fetchone()
    return row is not None and row["telegram_id"] == forgotten_id(chat)


def forgotten_id(chat: int) -> int:
    """What a chat that is being forgotten has in place of Telegram's id; it is lower than the id of any other."""
    return _FORGOTTEN - chat


def by_telegram_id(db: sqlite3.Connection, telegram_id: int) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM chats WHERE telegram_id = ?", (telegram_id,)).fetchone()
    return row
