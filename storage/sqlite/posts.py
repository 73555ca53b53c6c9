"""Posts: messages that stand in chats, and that follow their stories."""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import (
    ChatMoved,
    Dead,
    DeliveryOutcome,
    DispatchId,
    Lease,
    PostEdit,
    Postponed,
    PutBack,
    Respite,
    Sent,
    TopicLost,
)
from storage.sqlite.content import load_story
from storage.sqlite.database import Database
from storage.sqlite.dispatches import follow
from storage.sqlite.rows import Row, check, taken_ms, to_chat, to_columns, to_ms

FOLLOWED_FOR = timedelta(hours=24)
"""After that a post stays as it is."""


class Posts:
    """Implements the part of `bot.ports.DeliveryStorage` that edits what was sent."""

    _db: Database

    async def claim_edits(self, now: datetime, limit: int, lease: Lease) -> list[PostEdit]:
        def claim(db: sqlite3.Connection) -> list[PostEdit]:
            rows = db.execute(
                # One a chat, since edits count in the chat's throttle; the oldest change first.
                "SELECT min(p.dispatch_id) AS dispatch_id, s.version AS story_version FROM stories AS s"
                " JOIN posts AS p ON p.story_id = s.id AND p.version < s.version AND NOT p.closed"
                " JOIN chats AS c ON c.key = p.chat_key"
                " WHERE s.joined_at > :recent AND p.sent_at > :recent AND p.edit_after <= :now"
                " AND (p.lease_until IS NULL OR p.lease_until <= :taken)"
                # What waits on purpose, for a digest say, is no new message yet.
                " AND (c.due_at IS NULL OR min(c.due_at, c.held_until) > :now)"
                " AND c.free_at <= :now AND c.dormant_at IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM dispatches AS d WHERE d.chat_key = c.key AND d.state = 'sending')"
                " GROUP BY p.chat_key ORDER BY s.joined_at LIMIT :limit",
                {
                    "now": to_ms(now),
                    "taken": taken_ms(lease, now),
                    "recent": to_ms(now - FOLLOWED_FOR),
                    "limit": limit,
                },
            ).fetchall()
            claimed = (_claim(db, row["dispatch_id"], row["story_version"], lease) for row in rows)
            return [edit for edit in claimed if edit]

        return await self._db.write(claim)

    async def settle_edit(self, edit: PostEdit, outcome: DeliveryOutcome, at: datetime, respite: Respite) -> None:
        def settle(db: sqlite3.Connection) -> None:
            row = db.execute("SELECT * FROM posts WHERE dispatch_id = ?", (edit.id,)).fetchone()
            check(edit.lease, row)
            db.execute(
                "UPDATE posts SET version = ?, closed = closed OR ?, edit_after = ?, lease_boot = NULL,"
                " lease_until = NULL WHERE dispatch_id = ?",
                (
                    edit.content.version if isinstance(outcome, Sent) else row["version"],
                    isinstance(outcome, Dead | ChatMoved | TopicLost),
                    row["edit_after"] if isinstance(outcome, PutBack) else to_ms(_next_edit(outcome, respite)),
                    edit.id,
                ),
            )
            follow(db, row, outcome, at, respite)

        await self._db.write(settle)


def _next_edit(outcome: DeliveryOutcome, respite: Respite) -> datetime:
    return max(outcome.until, respite.post_until) if isinstance(outcome, Postponed) else respite.post_until


def _claim(db: sqlite3.Connection, post: int, version: int, lease: Lease) -> PostEdit | None:
    """None if the post would say the same as before: of a source that its readers do not watch, for example."""
    row: Row = db.execute("SELECT * FROM posts WHERE dispatch_id = ?", (post,)).fetchone()
    dispatch = db.execute("SELECT * FROM dispatches WHERE id = ?", (post,)).fetchone()
    content = load_story(db, dispatch, row["story_id"], version)
    if replace(content, version=row["version"]) == load_story(db, dispatch, row["story_id"], row["version"]):
        db.execute("UPDATE posts SET version = ? WHERE dispatch_id = ?", (version, post))
        return None
    db.execute(
        "UPDATE posts SET lease_boot = :lease_boot, lease_until = :lease_until WHERE dispatch_id = :id",
        {"id": post} | to_columns(lease),
    )
    chat = db.execute("SELECT * FROM chats WHERE key = ?", (row["chat_key"],)).fetchone()
    return PostEdit(id=DispatchId(post), lease=lease, chat=to_chat(chat), message_id=row["message_id"], content=content)
