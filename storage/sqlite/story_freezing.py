"""Freezes a debt into a message of its own: as of which version, and in reply to which message."""

import sqlite3
from datetime import datetime

from storage.sqlite.rows import Row, to_ms
from storage.sqlite.scopes import AKIN_TO

_IN_DIGEST = """
    SELECT message_id, debts.story_id AS akin_id FROM debts JOIN dispatches AS d ON d.id = dispatch_id
    WHERE (debts.chat_key, debts.topic, debts.story_id) = (?, ?, ?) AND d.total IS NOT NULL AND message_id IS NOT NULL
    ORDER BY d.id LIMIT 1
"""
"""The message of the digest that told a story."""
AKIN_TOLD = f"""
    (SELECT min(told.story_id) FROM debts AS told WHERE told.chat_key = :chat AND told.topic = :topic
        AND NOT told.shelved AND told.story_id IN {AKIN_TO.format(story="stories.id")}
        AND NOT EXISTS (SELECT 1 FROM dispatches AS d
            WHERE d.chat_key = :chat AND d.akin_id = told.story_id AND d.parted))
"""  # noqa: S608  constants
"""The story that one is akin to, of those that `:chat` is told in `:topic`; null if it was told none, or if somebody
there took one for another event.
"""


def freeze_at(db: sqlite3.Connection, debt: int, version: int, now: datetime, *, is_again: bool) -> None:
    """Freeze a debt as of a version that somebody has seen; `is_again` if its story is told once more on purpose."""
    row = db.execute("SELECT * FROM debts WHERE id = ? AND dispatch_id IS NULL", (debt,)).fetchone()
    if row is None:
        return
    post = None if is_again else _post(db, _place(row))
    follows = is_again or not row["is_reply"]
    _insert_story(db, row, version, now, follows=follows, reply_to=None if post is None else post["message_id"])


def freeze_one(db: sqlite3.Connection, debt: Row, now: datetime) -> int:
    """Freeze a debt as its story is by now; its dispatch."""
    place = _place(debt)
    post = _post(db, place)
    # A reply continues a story that only a digest told; that message follows the story from now on.
    answered = post or db.execute(_IN_DIGEST, place).fetchone()
    akin = None if answered or debt["is_reply"] else _akin_message(db, place)
    replied_to = answered or akin
    return _insert_story(
        db,
        debt,
        _version(debt, follows=post is None),
        now,
        follows=post is None,
        reply_to=None if replied_to is None else replied_to["message_id"],
        akin=None if akin is None else akin["akin_id"],
    )


def _place(debt: Row) -> tuple[int, int, int]:
    return debt["chat_key"], debt["topic"], debt["story_id"]


def _post(db: sqlite3.Connection, place: tuple[int, int, int]) -> Row | None:
    """The chat's message that follows a story."""
    row: Row | None = db.execute(
        "SELECT message_id FROM posts WHERE (chat_key, topic, story_id) = (?, ?, ?) AND NOT closed"
        " AND NOT develops ORDER BY sent_at",
        place,
    ).fetchone()
    return row


def _insert_story(
    db: sqlite3.Connection,
    debt: Row,
    version: int,
    now: datetime,
    *,
    follows: bool,
    reply_to: int | None,
    akin: int | None = None,
) -> int:
    dispatch: int = db.execute(
        "INSERT INTO dispatches (chat_key, topic, story_id, version, reply_to, akin_id, follows, repost_id, state,"
        " due_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT id FROM reposts WHERE debt_id = ?), 'due', ?, ?)"
        " RETURNING id",
        (*_place(debt), version, reply_to, akin, follows, debt["id"], to_ms(now), to_ms(now)),
    ).fetchone()["id"]
    db.execute("UPDATE debts SET dispatch_id = ? WHERE id = ?", (dispatch, debt["id"]))
    return dispatch


def _version(debt: Row, *, follows: bool) -> int:
    """The version that the message of a debt shows; see `storage.sqlite.posts`."""
    if not follows and debt["additions"] is not None:
        return int(debt["additions"])
    return int(debt["story_version"] + (debt["lists_from"] is not None))


def _akin_message(db: sqlite3.Connection, place: tuple[int, int, int]) -> Row | None:
    """The chat's message about the story that this one is akin to; None if the chat took one for another event."""
    chat, topic, story = place
    akin = akin_to(db, chat, topic, story)
    if akin is None:
        return None
    row: Row | None = (
        db.execute(
            "SELECT message_id, story_id AS akin_id FROM posts WHERE (chat_key, topic, story_id) = (?, ?, ?)"
            " ORDER BY sent_at LIMIT 1",
            (chat, topic, akin),
        ).fetchone()
        or db.execute(_IN_DIGEST, (chat, topic, akin)).fetchone()
    )
    return row


def akin_to(db: sqlite3.Connection, chat: int, topic: int, story: int) -> int | None:
    """As `AKIN_TOLD`, of any story."""
    akin: int | None = db.execute(
        f"SELECT {AKIN_TOLD} FROM stories WHERE id = :story",  # noqa: S608  a constant
        {"chat": chat, "topic": topic, "story": story},
    ).fetchone()[0]
    return akin
