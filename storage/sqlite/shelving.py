"""What only something removed, or a paused subscription, asks for waits on the shelf, until that comes back or ends.

    owed ── something of it goes ──► LEAVING ──► owed, and on the shelf what nobody else asks for
    SHELVED ── it comes back ──► RETURNING ──► owed anew
        └── it has ended ──► deleted

`fan_out` sorts what leaves and returns before it owes anything else. Claims see only what is owed.
"""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta

from storage.sqlite.chat_queue import APPROVED, LEAVING, OWED, RETURNING, SHELVED, schedule_chat
from storage.sqlite.dispatch_building import release
from storage.sqlite.haste import derive_debt, derive_debts
from storage.sqlite.posts import FOLLOWED_FOR
from storage.sqlite.reasons import is_shelved
from storage.sqlite.repost_ends import end_unasked
from storage.sqlite.rows import Row
from storage.sqlite.watching import HAS_REMOVED

_ENDED_AT_ONCE = 100


def put_on_shelf(db: sqlite3.Connection, gone: Row) -> None:
    """Shelve what a removed or paused subscription alone is owed, also by messages that wait for their next attempt."""
    chat = gone["chat_key"]
    begun = db.execute(
        f"SELECT id, total FROM dispatches WHERE chat_key = ? AND state = 'due' AND NOT {APPROVED} AND EXISTS"  # noqa: S608  constants
        " (SELECT 1 FROM debts"
        " JOIN reasons ON debt_id = debts.id WHERE dispatch_id = dispatches.id AND subscription_id = ?)",
        (chat, gone["id"]),
    ).fetchall()
    for dispatch in begun:
        # What is left of a digest is a digest of its own.
        if dispatch["total"] is not None or is_shelved(db, dispatch["id"]):
            release(db, dispatch["id"])
    _mark(db, gone["id"], OWED, LEAVING)
    schedule_chat(db, chat)


def take_off_shelf(db: sqlite3.Connection, restored: Row, now: int) -> None:
    """Owe anew what is shelved for a removed subscription; its messages follow their stories again."""
    db.execute(
        "UPDATE posts SET is_behind = 1 WHERE chat_key = ? AND NOT closed AND sent_at > ? AND dispatch_id IN"
        " (SELECT dispatch_id FROM reasons JOIN debts ON id = debt_id WHERE subscription_id = ?"
        " AND dispatch_id IS NOT NULL)",
        (restored["chat_key"], now - FOLLOWED_FOR // timedelta(milliseconds=1), restored["id"]),
    )
    owe_again(db, restored)


def owe_again(db: sqlite3.Connection, returned: Row) -> None:
    """Owe anew what is shelved for a subscription, and as soon as it wants it what others are owed with it."""
    _mark(db, returned["id"], SHELVED, RETURNING)
    derive_debts(db, returned["chat_key"])
    schedule_chat(db, returned["chat_key"])


def shelve_source(db: sqlite3.Connection, owner: int, source: int) -> None:
    """Shelve what a chat's subscriptions are owed for the articles of a source that it removed."""
    _mark_of_source(db, owner, source, "NOT shelved", LEAVING)


def unshelve_source(db: sqlite3.Connection, owner: int, source: int) -> None:
    """Owe anew what is shelved for the articles of a source that the chat restored."""
    _mark_of_source(db, owner, source, "shelved = 1", RETURNING)


def _mark_of_source(db: sqlite3.Connection, owner: int, source: int, before: str, after: int) -> None:
    owed = db.execute(
        "SELECT DISTINCT debts.id, debts.chat_key FROM subscriptions AS s"  # noqa: S608  constants
        f" CROSS JOIN debts ON debts.chat_key = s.chat_key AND dispatch_id IS NULL AND {before}"
        " JOIN reasons ON (debt_id, subscription_id) = (debts.id, s.id)"
        " JOIN mentions AS m ON m.id = mention_id JOIN articles AS a ON a.id = m.article_id AND a.source_id = ?"
        " WHERE s.owner_key = ?",
        (source, owner),
    ).fetchall()
    db.executemany("UPDATE debts SET shelved = ? WHERE id = ?", [(after, row["id"]) for row in owed])
    for chat in {row["chat_key"] for row in owed}:
        schedule_chat(db, chat)


def end_shelved(db: sqlite3.Connection) -> bool:
    """Delete some shelved debts of which nothing can come back any more; False if none is left."""
    ended = db.execute(
        "DELETE FROM debts WHERE id IN (SELECT id FROM debts WHERE shelved = 1"  # noqa: S608  constants
        " AND NOT EXISTS (SELECT 1 FROM reasons AS r"
        " JOIN subscriptions AS s ON s.id = subscription_id JOIN mentions AS m ON m.id = mention_id"
        " JOIN articles AS a ON a.id = m.article_id WHERE debt_id = debts.id"
        " AND (s.removed_at IS NOT NULL OR s.paused"
        f" OR {HAS_REMOVED.format(owner='s.owner_key', source='a.source_id')})) LIMIT ?)",
        (_ENDED_AT_ONCE,),
    )
    return ended.rowcount == _ENDED_AT_ONCE


def next_unsorted(db: sqlite3.Connection) -> Row | None:
    """A debt that leaves or returns, the oldest first."""
    row: Row | None = db.execute("SELECT * FROM debts WHERE shelved > 1 ORDER BY id LIMIT 1").fetchone()
    return row


def has_other(db: sqlite3.Connection, debt: Row) -> bool:
    """Whether its story is owed or told without it meanwhile, so what is left of it cannot be owed beside that."""
    other = (
        "SELECT 1 FROM debts WHERE (chat_key, topic, story_id) = (?, ?, ?) AND NOT is_reply AND shelved <= 0 AND NOT ?"
    )
    place = (debt["chat_key"], debt["topic"], debt["story_id"], debt["is_reply"])
    return db.execute(other, place).fetchone() is not None


def take_out(db: sqlite3.Connection, debt: Row, reasons: Sequence[tuple[int, int]]) -> None:
    """Take pairs of subscription and mention out of a debt; what is left of it is owed."""
    out = "DELETE FROM reasons WHERE (debt_id, subscription_id, mention_id) = (?, ?, ?)"
    db.executemany(out, [(debt["id"], *pair) for pair in reasons])
    end_unasked(db, debt["id"])
    db.execute("UPDATE debts SET shelved = 0 WHERE id = ?", (debt["id"],))
    derive_debt(db, debt["id"])
    schedule_chat(db, debt["chat_key"])


def _mark(db: sqlite3.Connection, subscription: int, before: int, after: int) -> None:
    db.execute(
        "UPDATE debts SET shelved = ? WHERE dispatch_id IS NULL AND shelved = ?"
        " AND id IN (SELECT debt_id FROM reasons WHERE subscription_id = ?)",
        (after, before, subscription),
    )
