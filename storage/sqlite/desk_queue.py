"""What waits at the desks: how a story gets there, and what becomes of it when somebody decides.

a debt at the desk ──► a repost ──► a card at the desk ──► released: the debt is owed as any, or frozen as it was shown
└──► refused, lapsed, dropped: the debt stays where nothing else sees it
"""

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import ConcernKind, Decided, Repost, RepostAction, RepostId, RepostState
from storage.sqlite.chat_queue import AT_DESK, schedule_chat
from storage.sqlite.desk_cards import newest_version
from storage.sqlite.dispatch_building import release
from storage.sqlite.reasons import reasons_of
from storage.sqlite.repost_rows import (
    AT_A_DESK,
    details_to_json,
    find_repost,
    states_in,
    to_repost,
    write_entry,
    write_repost,
)
from storage.sqlite.rows import Row, to_ms
from storage.sqlite.story_freezing import freeze_at

_LEFT_TO_PRESSES = timedelta(seconds=3)
"""For so long after a press its own answer may edit the card before delivery does."""
_OVER = {RepostState.REFUSED, RepostState.LAPSED, RepostState.DROPPED}
_SHOWS_GROWTH = (*AT_A_DESK, RepostState.NEW)


def begin_repost(db: sqlite3.Connection, debt: int, now: int, *, is_development: bool = False) -> RepostId:
    """Let what a channel is owed be looked at before it goes."""
    begun = db.execute(
        "INSERT INTO reposts (chat_key, story_id, debt_id, is_development, state, created_at)"
        " SELECT chat_key, story_id, id, ?, ?, ? FROM debts WHERE id = ? RETURNING id",
        (is_development, RepostState.NEW, now, debt),
    ).fetchone()
    return RepostId(begun["id"])


def carry_out(db: sqlite3.Connection, before: Row, decided: Decided, now: datetime) -> tuple[RepostId, int]:
    """Write what was decided, and what follows from it; the repost, and the line of its log."""
    repost = decided.repost
    line = write_entry(db, decided.entry, before["chat_key"], repost.id)
    if decided.entry.action is RepostAction.AGAIN:
        _begin_again(db, before, to_ms(now))
    newest = newest_version(db, before)
    if decided.entry.action is RepostAction.UPDATE and repost.state is RepostState.POSTED:
        repost = replace(repost, version=newest)
    write_repost(db, repost)
    _note_new_base(db, to_repost(before), repost, newest)
    row = find_repost(db, repost.id)
    assert row is not None  # noqa: S101  it was written just now
    _follow(db, before, row, decided, now)
    if decided.entry.by is not None:
        wait = "UPDATE cards SET edit_after = max(edit_after, ?) WHERE repost_id = ?"
        db.execute(wait, (to_ms(now + _LEFT_TO_PRESSES), repost.id))
    note_changed(db, repost.id)
    return repost.id, line


def _note_new_base(db: sqlite3.Connection, before: Repost, after: Repost, newest: int) -> None:
    """Note since when what comes is news to the person who decided on the card, or wrote its text."""
    base: int | None
    if after.version is not None and after.version != before.version:
        # What came since the card was shown has yet to be looked at.
        base, is_grown = None, after.version < newest
    elif after.text is not None and after.text != before.text:
        base, is_grown = newest, False
    else:
        return
    noted = (base, is_grown, after.id)
    db.execute("UPDATE reposts SET looked_version = ?, is_grown = ? WHERE id = ?", noted)


def _follow(db: sqlite3.Connection, before: Row, row: Row, decided: Decided, now: datetime) -> None:
    state = RepostState(row["state"])
    if state is RepostState.RELEASED and before["state"] != state:
        _release(db, row, now)
        note_lost(db, row["chat_key"])  # it may have been lost since the card was loaded
    elif before["state"] == RepostState.RELEASED and state in AT_A_DESK:
        put_back(db, row)
    if state in AT_A_DESK:
        ensure_card(db, row, now)
    # Texts of what nobody wants are kept no longer than those of what was told.
    settled = to_ms(now) if state in _OVER else None
    db.execute("UPDATE debts SET settled_at = ? WHERE id = ? AND dispatch_id IS NULL", (settled, row["debt_id"]))
    if _is_retitled(to_repost(row)) and not _is_retitled(to_repost(before)):
        _ask_about_title(db, row, now)
    if decided.entry.action is RepostAction.MUTE:
        db.execute("INSERT OR IGNORE INTO muted_stories VALUES (?, ?)", (row["chat_key"], row["story_id"]))
    elif decided.entry.action is RepostAction.RESTORE:
        db.execute("DELETE FROM muted_stories WHERE (chat_key, story_id) = (?, ?)", (row["chat_key"], row["story_id"]))
    if state is RepostState.DELETED:
        db.execute(
            "UPDATE posts SET closed = 1 WHERE dispatch_id = (SELECT dispatch_id FROM debts WHERE id = ?)",
            (row["debt_id"],),
        )
        schedule_chat(db, row["chat_key"])
    elif (
        state is RepostState.POSTED and before["state"] == state and _says_otherwise(to_repost(before), to_repost(row))
    ):
        db.execute(
            "UPDATE posts SET is_behind = 1, is_rewritten = 1, edit_after = 0"
            " WHERE dispatch_id = (SELECT dispatch_id FROM debts WHERE id = ?)",
            (row["debt_id"],),
        )
        schedule_chat(db, row["chat_key"])


def _is_retitled(repost: Repost) -> bool:
    return any(concern.kind is ConcernKind.RETITLED for concern in repost.concerns)


def _ask_about_title(db: sqlite3.Connection, row: Row, now: datetime) -> None:
    """Owe the desk a question in reply to the card."""
    card = db.execute("SELECT * FROM cards WHERE repost_id = ? AND NOT is_gone", (row["id"],)).fetchone()
    if card is not None:
        db.execute(
            "INSERT INTO dispatches (chat_key, topic, kind, repost_id, reply_to, state, due_at, created_at)"
            " SELECT chat_key, topic, 'question', repost_id, ?, 'due', ?, ? FROM dispatches WHERE id = ?",
            (card["message_id"], to_ms(now), to_ms(now), card["dispatch_id"]),
        )
        schedule_chat(db, card["chat_key"])


def _says_otherwise(before: Repost, after: Repost) -> bool:
    """Whether somebody has changed what the post says."""
    said = ("text", "has_signature", "has_hashtags", "article", "marks", "version")
    return any(getattr(before, name) != getattr(after, name) for name in said)


def _release(db: sqlite3.Connection, row: Row, now: datetime) -> None:
    db.execute(
        "UPDATE debts SET shelved = 0, waits_since = ? WHERE id = ? AND shelved = ?",
        (to_ms(now), row["debt_id"], AT_DESK),
    )
    if row["version"] is not None:  # somebody has seen what it says
        freeze_at(db, row["debt_id"], row["version"], now, is_again=row["again"] > 0)
    schedule_chat(db, row["chat_key"])


def put_back(db: sqlite3.Connection, row: Row) -> None:
    """Bring what was released, and not sent, back to the desk."""
    take_back(db, row)
    db.execute("UPDATE debts SET shelved = ? WHERE id = ?", (AT_DESK, row["debt_id"]))
    schedule_chat(db, row["chat_key"])


def take_back(db: sqlite3.Connection, row: Row) -> None:
    """Let what was released, and not sent, wait as if no message had been made of it."""
    dispatch = db.execute("SELECT dispatch_id FROM debts WHERE id = ?", (row["debt_id"],)).fetchone()["dispatch_id"]
    if dispatch is not None:
        release(db, dispatch)


def _begin_again(db: sqlite3.Connection, before: Row, now: int) -> None:
    """Let the same story, as it was told, be looked at once more, with a debt of its own."""
    debt = db.execute(
        "INSERT INTO debts (chat_key, topic, story_id, is_reply, additions, is_silent, shelved, haste, created_at,"
        " waits_since) SELECT chat_key, topic, story_id, 1, additions, is_silent, ?, haste, created_at, waits_since"
        " FROM debts WHERE id = ?",
        (AT_DESK, before["debt_id"]),
    ).lastrowid
    db.execute(
        "INSERT INTO reasons (debt_id, subscription_id, mention_id, addition, joined)"
        " SELECT ?, subscription_id, mention_id, addition, joined FROM reasons WHERE debt_id = ?",
        (debt, before["debt_id"]),
    )
    told = to_repost(before)
    as_told = replace(told, by=None, editing=None, approvals=(), concerns=(), is_pinned=False)
    place = (before["chat_key"], before["story_id"])
    db.execute(
        "INSERT INTO reposts (chat_key, story_id, debt_id, again, is_development, state, details, created_at)"
        " VALUES (?, ?, ?, (SELECT 1 + max(again) FROM reposts WHERE (chat_key, story_id) = (?, ?)), ?, ?, ?, ?)",
        (*place, debt, *place, before["is_development"], RepostState.NEW, details_to_json(as_told), now),
    )


def ensure_card(db: sqlite3.Connection, row: Row, now: datetime) -> None:
    """Owe the desk the card of a repost, unless it stands there, or is on its way."""
    desk = _desk(db, row)
    if desk is None:
        return
    chat, topic = desk
    is_there = db.execute(
        "SELECT 1 FROM cards WHERE (repost_id, chat_key) = (:repost, :chat) AND NOT is_gone"
        " UNION ALL SELECT 1 FROM dispatches WHERE (repost_id, chat_key, kind) = (:repost, :chat, 'card')"
        " AND state IN ('due', 'sending')",
        {"repost": row["id"], "chat": chat},
    ).fetchone()
    if is_there is None:
        db.execute(
            "INSERT INTO dispatches (chat_key, topic, kind, repost_id, state, due_at, created_at)"
            " VALUES (?, ?, 'card', ?, 'due', ?, ?)",
            (chat, topic, row["id"], to_ms(now), to_ms(now)),
        )
        schedule_chat(db, chat)


def renew_card(db: sqlite3.Connection, repost: int, now: datetime) -> None:
    """Owe the desk a card whose message is gone, if there is still something to decide."""
    row = find_repost(db, repost)
    if row is not None and row["state"] in AT_A_DESK:
        ensure_card(db, row, now)


def note_looked(db: sqlite3.Connection, repost: int, serial: int, now: datetime) -> None:
    """Note that what a story has brought is dealt with, unless more has come since that serial.

    If somebody has been writing another text until now, the card no longer says so.
    """
    over = "UPDATE reposts SET edited_until = NULL, serial = serial + 1 WHERE id = ? AND edited_until <= ? RETURNING id"
    db.execute(
        "UPDATE reposts SET is_grown = 0, looked_version = (SELECT version FROM stories WHERE stories.id = story_id)"
        " WHERE (id, serial) = (?, ?)",
        (repost, serial),
    )
    for (edited,) in db.execute(over, (repost, to_ms(now))).fetchall():
        note_changed(db, edited)


def note_lost(db: sqlite3.Connection, channel: int) -> None:
    """Let what was approved be looked at again if it is to go to a channel that cannot be written to."""
    db.execute(
        "UPDATE reposts SET is_grown = 1 WHERE (chat_key, state) = (?, ?) AND version IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM debts JOIN dispatches AS d ON d.id = dispatch_id"
        " WHERE debts.id = debt_id AND d.state = 'due')"
        " AND EXISTS (SELECT 1 FROM chats WHERE key = reposts.chat_key AND dormant_at IS NOT NULL)",
        (channel, RepostState.RELEASED),
    )


def note_returned(db: sqlite3.Connection, channel: int) -> None:
    """Let the cards of a channel that can be written to again be looked at."""
    db.execute(
        "UPDATE reposts SET is_grown = 1 WHERE (chat_key, state) = (?, ?)",
        (channel, RepostState.OFFERED),
    )


def _desk(db: sqlite3.Connection, row: Row) -> tuple[int, int] | None:
    """Where the card of a repost stands: at the channel's desk, or with the person whose subscription brought it."""
    channel = db.execute("SELECT desk_key, desk_topic FROM channels WHERE chat_key = ?", (row["chat_key"],)).fetchone()
    if channel is not None and channel["desk_key"] is not None:
        return channel["desk_key"], channel["desk_topic"]
    owners = [reason["owner_key"] for reason in reasons_of(db, row["debt_id"]) if reason["owner_key"] is not None]
    return (owners[0], 0) if owners else None


def note_changed(db: sqlite3.Connection, repost: int) -> None:
    """Mark the message of a card as behind."""
    behind = db.execute("UPDATE cards SET is_behind = 1 WHERE repost_id = ? RETURNING chat_key", (repost,)).fetchall()
    for (chat,) in behind:
        schedule_chat(db, chat)


def state_of(db: sqlite3.Connection, debt: int) -> RepostState | None:
    """Where a debt stands on its way into a channel; None if it needs no look."""
    row = db.execute("SELECT state FROM reposts WHERE debt_id = ?", (debt,)).fetchone()
    return None if row is None else RepostState(row["state"])


def note_added(db: sqlite3.Connection, debt: int) -> None:
    """Note that a debt at the desk tells more than before."""
    added = "UPDATE reposts SET serial = serial + 1 WHERE debt_id = ? RETURNING id"
    for (repost,) in db.execute(added, (debt,)).fetchall():
        note_changed(db, repost)


def note_grown(db: sqlite3.Connection, story: int, article: int) -> None:
    """Note that a report has joined a story, or has another title: cards that show it are behind.

    What was decided on, or written by a person, is looked at again.
    """
    grown = db.execute(
        "UPDATE reposts SET serial = serial + 1, is_grown = state != 'new'"  # noqa: S608  constants
        f" WHERE story_id = ? AND (state IN ({states_in(_SHOWS_GROWTH)}) OR state = 'posted' AND version IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM channel_sources AS ticked"
        " WHERE (ticked.chat_key, source_id) = (reposts.chat_key, (SELECT source_id FROM articles WHERE id = ?)))"
        " RETURNING id",
        (story, article),
    ).fetchall()
    for (repost,) in grown:
        note_changed(db, repost)
