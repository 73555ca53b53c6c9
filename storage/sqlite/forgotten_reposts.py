"""What reposts keep of a person who is forgotten."""

import sqlite3
from dataclasses import replace

from bot.model import PersonKey, Presser, Repost
from storage.sqlite.chats import forgotten_id
from storage.sqlite.repost_rows import details_to_json, find_repost, to_repost

_AT_ONCE = 100
_NOBODY = Presser(PersonKey(0), None)
"""Who is left in a log of somebody who is forgotten: they are told apart from the program alone."""


def hide_person(db: sqlite3.Connection, chat: int, telegram_id: int) -> None:
    """Take name and id from a person who is forgotten with a chat, and the part that they have in channels."""
    db.execute("DELETE FROM channel_questions WHERE telegram_id = ?", (telegram_id,))
    row = db.execute(
        "UPDATE people SET telegram_id = ?, name = '' WHERE telegram_id = ? RETURNING key",
        (forgotten_id(chat), telegram_id),
    ).fetchone()
    if row is None:
        return
    for table in ("editors", "invitations"):
        db.execute(f"DELETE FROM {table} WHERE invited_by_key = ?", (row["key"],))  # noqa: S608  constants
    db.execute("DELETE FROM editors WHERE person_key = ?", (row["key"],))
    db.execute("DELETE FROM invitations WHERE used_by_key = ?", (row["key"],))


def forget_some_of_person(db: sqlite3.Connection, chat: int) -> bool:
    """Forget who did some of what the person of a chat did; True if there may be more."""
    person = db.execute("SELECT key FROM people WHERE telegram_id = ?", (forgotten_id(chat),)).fetchone()
    if person is None:
        return False
    lines = db.execute(
        "SELECT id, repost_id FROM repost_log WHERE person_key = ? LIMIT ?", (person["key"], _AT_ONCE)
    ).fetchall()
    if not lines:
        db.execute("DELETE FROM people WHERE key = ?", (person["key"],))
        return False
    db.execute("INSERT OR IGNORE INTO people (key, telegram_id, name) VALUES (?, ?, '')", (_NOBODY.key, _NOBODY.key))
    for line in lines:
        db.execute("UPDATE repost_log SET person_key = ?, name = NULL WHERE id = ?", (_NOBODY.key, line["id"]))
    for repost in {line["repost_id"] for line in lines}:
        _forget_in(db, repost, PersonKey(person["key"]))
    return True


def _forget_in(db: sqlite3.Connection, repost: int, person: PersonKey) -> None:
    row = find_repost(db, repost)
    if row is not None:
        known = _without(to_repost(row), person)
        db.execute("UPDATE reposts SET details = ? WHERE id = ?", (details_to_json(known), repost))


def _without(repost: Repost, person: PersonKey) -> Repost:
    def seen(one: Presser) -> Presser:
        return _NOBODY if one.key == person else one

    return replace(
        repost,
        by=repost.by and seen(repost.by),
        text=repost.text and replace(repost.text, by=seen(repost.text.by)),
        editing=repost.editing and replace(repost.editing, by=seen(repost.editing.by)),
        approvals=tuple(map(seen, repost.approvals)),
    )
