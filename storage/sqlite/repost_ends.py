"""How reposts end: with what they told, with what nothing asks for, or by their age."""

import sqlite3

from storage.sqlite.chat_queue import DUE_AT_A_DESK, schedule_chat


def end_reposts_of(db: sqlite3.Connection, dispatch: int) -> None:
    """End the reposts of what a message told, and the card that stands in it."""
    db.execute("DELETE FROM cards WHERE dispatch_id = ?", (dispatch,))
    told = "SELECT r.id FROM debts JOIN reposts AS r ON r.debt_id = debts.id WHERE dispatch_id = ?"
    for (repost,) in db.execute(told, (dispatch,)).fetchall():
        end_repost(db, repost)


def end_repost_of(db: sqlite3.Connection, debt: int) -> None:
    """End the repost that a debt belongs to."""
    for (repost,) in db.execute("SELECT id FROM reposts WHERE debt_id = ?", (debt,)).fetchall():
        end_repost(db, repost)


def end_unasked(db: sqlite3.Connection, debt: int) -> None:
    """Delete a debt that nothing asks for any more, with its repost: if something does again, it is owed anew."""
    asked = "SELECT 1 FROM reasons WHERE debt_id = ?"
    if db.execute(asked, (debt,)).fetchone() is None:
        end_repost_of(db, debt)
        db.execute("DELETE FROM debts WHERE id = ?", (debt,))


def end_repost(db: sqlite3.Connection, repost: int) -> int | None:
    """Delete a repost, and what is still to be sent of its card; its debt, or None without one.

    Its lines of `repost_log`, and its row of `cards`, go with it.
    """
    waiting = db.execute(
        f"DELETE FROM dispatches WHERE repost_id = ? AND {DUE_AT_A_DESK} RETURNING chat_key",  # noqa: S608  a constant
        (repost,),
    ).fetchall()
    db.execute("UPDATE dispatches SET repost_id = NULL WHERE repost_id = ?", (repost,))
    gone = db.execute("DELETE FROM reposts WHERE id = ? RETURNING debt_id", (repost,)).fetchone()
    for (desk,) in waiting:
        schedule_chat(db, desk)
    return None if gone is None else gone["debt_id"]
