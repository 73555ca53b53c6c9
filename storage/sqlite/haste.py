"""How soon debts go: as soon as the hastiest of the subscriptions that ask for them.

`subscriptions.haste` and `debts.haste` are derived: the one whenever a setting changes on which it depends, the other
also when a debt gains or loses a subscription. A plan to wait holds the debts of a chat that are equally hasty, and
those that join them (`holds`), until its time comes or a setting changes.
"""

import sqlite3

from bot.model import Delivery, Haste, Manner, Rhythm, haste_of
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.rows import Row, to_chat

_ASKED = """
    coalesce((SELECT min(s.haste) FROM reasons JOIN subscriptions AS s ON s.id = subscription_id
        WHERE debt_id = debts.id AND s.removed_at IS NULL AND NOT s.paused), haste)
"""
"""How soon the subscriptions behind a row of debts want it; as before if all are removed or paused."""


def rhythm_of(db: sqlite3.Connection, chat: int) -> Rhythm:
    return to_chat(db.execute("SELECT * FROM chats WHERE key = ?", (chat,)).fetchone()).preferences.rhythm


def to_manner(subscription: Row) -> Manner:
    """What a subscription itself says."""
    rhythm, urgent = subscription["rhythm"], subscription["urgent"]
    said = None if rhythm is None else Rhythm(rhythm), None if urgent is None else bool(urgent)
    return Manner(*said, lifts=bool(subscription["lifts"]))


def of_folder(subscription: Row) -> Delivery:
    """What the folder of a subscription says, which all that is in it carry."""
    rhythm, urgent = subscription["folder_rhythm"], subscription["folder_urgent"]
    manner = Manner(None if rhythm is None else Rhythm(rhythm), None if urgent is None else bool(urgent))
    return Delivery(manner, bool(subscription["folder_silent"]), bool(subscription["folder_main_only"]))


def derive_haste(db: sqlite3.Connection, chat: int) -> None:
    """Derive the haste of a chat's subscriptions again, and that of what is owed for them."""
    rhythm = rhythm_of(db, chat)
    rows = db.execute(
        "SELECT id, rhythm, urgent, lifts, folder_rhythm, folder_urgent, folder_silent, folder_main_only, haste"
        " FROM subscriptions WHERE chat_key = ?",
        (chat,),
    ).fetchall()
    derived = [(haste_of(rhythm, to_manner(row), of_folder(row).manner), row) for row in rows]
    changed = [(haste, row["id"]) for haste, row in derived if haste != row["haste"]]
    if not changed:
        return
    db.executemany("UPDATE subscriptions SET haste = ? WHERE id = ?", changed)
    derive_debts(db, chat)


def derive_debts(db: sqlite3.Connection, chat: int) -> None:
    """Derive the haste of what waits for a chat again, since other subscriptions ask for it, or ask otherwise."""
    gained = db.execute(
        f"UPDATE debts SET haste = {_ASKED} WHERE chat_key = ? AND dispatch_id IS NULL AND NOT shelved"  # noqa: S608  constants
        f" AND haste != {_ASKED} RETURNING haste",
        (chat,),
    ).fetchall()
    # What has waited goes together.
    expect(db, chat, *{Haste(haste) for (haste,) in gained})


def derive_debt(db: sqlite3.Connection, debt: int) -> None:
    """Derive the haste of a waiting debt again, since a subscription has left it."""
    db.execute(f"UPDATE debts SET haste = {_ASKED} WHERE id = ?", (debt,))  # noqa: S608  a constant


def hasten(db: sqlite3.Connection, debt: int, haste: Haste, at: int) -> None:
    """Let a debt that waits go so soon, as if it had waited since `at`; one that goes sooner stays as it is."""
    hastened = db.execute(
        "UPDATE debts SET haste = ?, waits_since = ? WHERE id = ? AND haste > ? AND dispatch_id IS NULL"
        " RETURNING chat_key",
        (haste, at, debt, haste),
    ).fetchone()
    if hastened is not None:
        schedule_chat(db, hastened["chat_key"])


def hold(db: sqlite3.Connection, chat: int, haste: int, until: int) -> None:
    """Send nothing of what is so hasty before `until`."""
    db.execute(
        "INSERT INTO holds VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until", (chat, haste, until)
    )


def expect(db: sqlite3.Connection, chat: int, *hastes: Haste) -> None:
    """Note that what is so hasty had to wait, and need not any longer."""
    db.executemany("INSERT OR IGNORE INTO holds VALUES (?, ?, 0)", [(chat, haste) for haste in hastes])


def end_holds(db: sqlite3.Connection, chat: int) -> None:
    """End the holds of what no longer waits."""
    db.execute(
        "DELETE FROM holds WHERE chat_key = ? AND NOT EXISTS (SELECT 1 FROM debts WHERE debts.chat_key = holds.chat_key"
        " AND debts.haste = holds.haste AND dispatch_id IS NULL AND NOT shelved)",
        (chat,),
    )
