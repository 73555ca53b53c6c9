"""What becomes of what waits for a channel when something of it may be shown there no longer."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from bot.model import STRUCK_OFF, Decided, Repost, RepostAction, RepostEntry, RepostState
from storage.sqlite.channel_rows import to_settings
from storage.sqlite.chat_queue import APPROVED, schedule_chat
from storage.sqlite.desk_queue import carry_out, note_added, put_back
from storage.sqlite.dispatch_building import release
from storage.sqlite.repost_ends import end_unasked
from storage.sqlite.repost_rows import to_repost
from storage.sqlite.rows import Row
from storage.sqlite.watching import IS_TICKED, WATCHES

_WAITS = ("new", "offered", "scheduled", "due", "released", "lapsed", "refused")
_REASONS = f"""
    SELECT r.subscription_id, r.mention_id, m.article_id, {IS_TICKED.format(chat=":chat", source="a.source_id")}
        AND (s.id IS NULL OR {WATCHES.format(owner="s.owner_key", source="a.source_id")}) AS is_shown
    FROM reasons AS r JOIN mentions AS m ON m.id = r.mention_id JOIN articles AS a ON a.id = m.article_id
        LEFT JOIN subscriptions AS s ON s.id = r.subscription_id
    WHERE r.debt_id = :debt
"""  # noqa: S608  constants


def end_hidden(db: sqlite3.Connection, channel: int, now: datetime) -> None:
    """Keep from a channel what waits for it, and what no source that may be shown there has reported.

    What others have reported, too, is made of the first of these reports; if somebody has decided on it as it was, it
    is back on the desk. What is being sent just now goes.
    """
    due = db.execute(
        f"SELECT id FROM dispatches WHERE chat_key = ? AND state = 'due' AND kind IN ('story', 'digest')"  # noqa: S608  a constant
        f" AND NOT {APPROVED}",
        (channel,),
    ).fetchall()
    for (dispatch,) in due:
        release(db, dispatch)
    for state in _WAITS:
        for row in db.execute("SELECT * FROM reposts WHERE (chat_key, state) = (?, ?)", (channel, state)).fetchall():
            if not is_under_way(db, row):
                _end_hidden_of(db, row, now)
    _end_owed(db, channel)
    schedule_chat(db, channel)


def end_hidden_of_owner(db: sqlite3.Connection, owner: int, now: datetime) -> None:
    """The same for all channels that somebody's subscriptions deliver to."""
    channels = db.execute(
        "SELECT s.chat_key FROM subscriptions AS s JOIN channels ON channels.chat_key = s.chat_key WHERE owner_key = ?",
        (owner,),
    ).fetchall()
    for channel in {channel for (channel,) in channels}:
        end_hidden(db, channel, now)


def is_under_way(db: sqlite3.Connection, row: Row) -> bool:
    """Whether it is being sent, or was sent."""
    found = db.execute(
        "SELECT 1 FROM debts JOIN dispatches AS d ON d.id = dispatch_id WHERE debts.id = ? AND d.state != 'due'",
        (row["debt_id"],),
    ).fetchone()
    return found is not None


def _end_owed(db: sqlite3.Connection, channel: int) -> None:
    """The same with what was owed before anybody had set up how the channel publishes."""
    owed = db.execute(
        "SELECT id FROM debts WHERE chat_key = ? AND dispatch_id IS NULL AND NOT shelved"
        " AND NOT EXISTS (SELECT 1 FROM reposts WHERE debt_id = debts.id)",
        (channel,),
    ).fetchall()
    for (debt,) in owed:
        for one in db.execute(_REASONS, {"chat": channel, "debt": debt}).fetchall():
            if not one["is_shown"]:
                _take_out(db, debt, one)
        end_unasked(db, debt)


def _take_out(db: sqlite3.Connection, debt: int, reason: Row) -> None:
    taken = (debt, reason["subscription_id"], reason["mention_id"])
    db.execute("DELETE FROM reasons WHERE (debt_id, subscription_id, mention_id) = (?, ?, ?)", taken)


def _end_hidden_of(db: sqlite3.Connection, row: Row, now: datetime) -> None:
    reasons = db.execute(_REASONS, {"chat": row["chat_key"], "debt": row["debt_id"]}).fetchall()
    hidden = [one for one in reasons if not one["is_shown"]]
    if not hidden:
        return
    repost = to_repost(row)
    if len(hidden) == len(reasons):
        put_back(db, row)
        dropped = replace(repost, state=RepostState.DROPPED, decided_at=now, due_at=None)
        _carry_out(db, row, dropped, RepostAction.DROP, now)
        return
    first = min(reasons, key=lambda one: one["mention_id"])
    for one in hidden:
        _take_out(db, row["debt_id"], one)
    if all(one["joined"] for one in _left(db, row)):
        db.execute("UPDATE reasons SET joined = 0 WHERE debt_id = ?", (row["debt_id"],))
    chosen = repost.article if repost.article is not None else first["article_id"]
    if chosen in {one["article_id"] for one in hidden}:
        _make_anew(db, row, repost, now)
    else:
        note_added(db, row["debt_id"])


def _left(db: sqlite3.Connection, row: Row) -> list[Row]:
    return db.execute("SELECT joined FROM reasons WHERE debt_id = ?", (row["debt_id"],)).fetchall()


def _make_anew(db: sqlite3.Connection, row: Row, repost: Repost, now: datetime) -> None:
    """Let a post be made of another report; what somebody has decided on was another post."""
    changed = replace(repost, article=None, approvals=(), revision=repost.revision + 1)
    if repost.state in {RepostState.SCHEDULED, RepostState.DUE} or _is_approved(repost):
        waits = to_settings(db.execute("SELECT * FROM channels WHERE chat_key = ?", (row["chat_key"],)).fetchone())
        due_at = now + waits.undecided.after
        back = replace(changed, state=RepostState.OFFERED, version=None, by=None, decided_at=None, due_at=due_at)
        _carry_out(db, row, back, RepostAction.OFFER, now)
    else:
        _carry_out(db, row, changed, RepostAction.CHOOSE, now)


def _is_approved(repost: Repost) -> bool:
    return repost.state is RepostState.RELEASED and repost.version is not None


def _carry_out(db: sqlite3.Connection, row: Row, repost: Repost, action: RepostAction, now: datetime) -> None:
    entry = RepostEntry(repost.id, now, action, None, repost.revision, STRUCK_OFF)
    carry_out(db, row, Decided(repost, entry), now)
