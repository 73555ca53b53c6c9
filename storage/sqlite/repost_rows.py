"""Reposts as rows: what a card is, and the lines of the log about it."""

import json
import sqlite3
from collections.abc import Iterable

from pydantic import TypeAdapter

from bot.model import Cause, PersonKey, Presser, Repost, RepostAction, RepostEntry, RepostId, RepostState
from storage.sqlite.rows import Row, from_ms, maybe_from_ms, maybe_to_ms, to_ms

AT_A_DESK = (RepostState.OFFERED, RepostState.SCHEDULED, RepostState.DUE)
"""A card in one of these states has buttons that matter."""
_REPOST = TypeAdapter(Repost)
_TIMES = ("decided_at", "due_at", "posted_at")
_PLAIN = ("id", "state", "revision", "version", "message_id")
_OTHERWISE = {"channel", "story", "is_development"}
"""Fields whose columns have other names, or other types."""


def states_in(states: Iterable[RepostState]) -> str:
    """States as a list within SQL."""
    return ", ".join(f"'{state}'" for state in states)


def find_repost(db: sqlite3.Connection, repost: int) -> Row | None:
    row: Row | None = db.execute("SELECT * FROM reposts WHERE id = ?", (repost,)).fetchone()
    return row


def to_repost(row: Row) -> Repost:
    columns = {
        **{name: row[name] for name in _PLAIN},
        **{name: maybe_from_ms(row[name]) for name in _TIMES},
        "channel": row["chat_key"],
        "story": row["story_id"],
        "is_development": bool(row["is_development"]),
    }
    return _REPOST.validate_python(json.loads(row["details"]) | columns, strict=False)


def write_repost(db: sqlite3.Connection, repost: Repost) -> None:
    """Write a card as it is by now; whatever shows it is behind."""
    db.execute(
        "UPDATE reposts SET state = ?, revision = ?, version = ?, message_id = ?, decided_at = ?, due_at = ?,"
        " posted_at = ?, details = ?, prompt_id = ?, reply_id = ?, edited_until = ?, serial = serial + 1 WHERE id = ?",
        (
            repost.state,
            repost.revision,
            repost.version,
            repost.message_id,
            *[maybe_to_ms(getattr(repost, name)) for name in _TIMES],
            details_to_json(repost),
            repost.editing and repost.editing.prompt_id,
            repost.text and repost.text.reply_id,
            repost.editing and to_ms(repost.editing.until),
            repost.id,
        ),
    )


def details_to_json(repost: Repost) -> str:
    """What has no column of its own."""
    columns = {*_PLAIN, *_TIMES, *_OTHERWISE}
    return _REPOST.dump_json(repost, exclude=columns, exclude_defaults=True).decode()


def write_entry(db: sqlite3.Connection, entry: RepostEntry, channel: int, repost: RepostId) -> int:
    """Add a line to the log of a repost; its id."""
    line = db.execute(
        "INSERT INTO repost_log (repost_id, chat_key, at, action, person_key, name, revision, detail)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            repost,
            channel,
            to_ms(entry.at),
            entry.action,
            entry.by and entry.by.key,
            entry.by and entry.by.name,
            entry.revision,
            entry.detail,
        ),
    )
    return line.lastrowid or 0


def to_entry(row: Row) -> RepostEntry:
    by = None if row["person_key"] is None else Presser(PersonKey(row["person_key"]), row["name"])
    return RepostEntry(
        repost=RepostId(row["repost_id"]),
        at=from_ms(row["at"]),
        action=RepostAction(row["action"]),
        by=by,
        revision=row["revision"],
        detail=row["detail"],
    )


def of_decision(cause: Cause) -> Cause:
    """Under which cause the effect of a press on its card is kept; the same update may have another effect besides."""
    return Cause(f"{cause}, card")
