"""What becomes of cards when their desk is gone, or is another chat by now."""

import sqlite3
from dataclasses import replace
from datetime import datetime

from bot.model import Decided, Notice, RepostAction, RepostEntry, RepostState
from storage.sqlite.chat_queue import DUE_AT_A_DESK, schedule_chat
from storage.sqlite.desk_queue import carry_out, ensure_card
from storage.sqlite.notices import owe_notice
from storage.sqlite.repost_rows import AT_A_DESK, states_in, to_repost
from storage.sqlite.rows import Row
from storage.sqlite.striking_off import is_under_way


def leave_desk(db: sqlite3.Connection, desk: int, notice: Notice | None, now: datetime) -> None:
    """Let who has connected the channels of a desk that is gone decide on their cards, and tell them so."""
    told = set()
    for channel in db.execute("SELECT * FROM channels WHERE desk_key = ?", (desk,)).fetchall():
        owner = _owner(db, channel["chat_key"], desk)
        db.execute("UPDATE channels SET desk_key = ?, desk_topic = 0 WHERE chat_key = ?", (owner, channel["chat_key"]))
        if owner is not None and owner not in told and notice is not None:
            owe_notice(db, owner, notice, now)
            told.add(owner)
        _bring_cards(db, channel["chat_key"], desk, now)
    schedule_chat(db, desk)


def stop_going(db: sqlite3.Connection, channel: int, now: datetime) -> None:
    """Let nothing more go by itself into a channel that nobody has connected; its cards wait for a decision."""
    connected = "SELECT 1 FROM connections WHERE target_key = ? AND lost_at IS NULL"
    if db.execute(connected, (channel,)).fetchone() is not None:
        return
    for state in (*AT_A_DESK, RepostState.RELEASED):
        for row in db.execute("SELECT * FROM reposts WHERE (chat_key, state) = (?, ?)", (channel, state)).fetchall():
            repost = to_repost(row)
            offered = replace(
                repost,
                state=RepostState.OFFERED,
                version=None,
                by=None,
                decided_at=None,
                due_at=None,
                approvals=(),
            )
            if offered != repost and not is_under_way(db, row):
                entry = RepostEntry(repost.id, now, RepostAction.OFFER, None, repost.revision)
                carry_out(db, row, Decided(offered, entry), now)


def leave_topic(db: sqlite3.Connection, desk: int, topic: int) -> None:
    """Let the cards of a topic that is closed come to the general one."""
    place = (desk, topic)
    db.execute("UPDATE channels SET desk_topic = 0 WHERE (desk_key, desk_topic) = (?, ?)", place)
    db.execute(
        f"UPDATE dispatches SET topic = 0 WHERE (chat_key, topic) = (?, ?) AND {DUE_AT_A_DESK}",  # noqa: S608  a constant
        place,
    )


def move_cards(db: sqlite3.Connection, desk: int) -> None:
    """Send the cards of a group anew that has become another chat: their messages cannot be edited there."""
    db.execute("UPDATE cards SET is_gone = 1 WHERE chat_key = ?", (desk,))
    db.execute(
        "UPDATE dispatches SET state = 'due', settled_at = NULL, message_id = NULL, attempts = 0, refusals = 0"  # noqa: S608  constants
        " WHERE id IN (SELECT dispatch_id FROM cards JOIN reposts ON reposts.id = cards.repost_id"
        f" WHERE cards.chat_key = ? AND state IN ({states_in(AT_A_DESK)}))",
        (desk,),
    )


def _owner(db: sqlite3.Connection, channel: int, desk: int) -> int | None:
    """Somebody else who has connected a channel, and can be written to; who came first."""
    owners = db.execute(
        "SELECT owner_key FROM connections JOIN chats ON key = owner_key"
        " WHERE target_key = ? AND lost_at IS NULL AND dormant_at IS NULL AND owner_key != ?",
        (channel, desk),
    ).fetchall()
    return min((row["owner_key"] for row in owners), default=None)


def _bring_cards(db: sqlite3.Connection, channel: int, desk: int, now: datetime) -> None:
    waiting: list[Row] = [
        row
        for state in AT_A_DESK
        for row in db.execute("SELECT * FROM reposts WHERE (chat_key, state) = (?, ?)", (channel, state)).fetchall()
    ]
    for row in waiting:
        db.execute(
            f"DELETE FROM dispatches WHERE repost_id = ? AND chat_key = ? AND {DUE_AT_A_DESK}",  # noqa: S608  a constant
            (row["id"], desk),
        )
        db.execute("UPDATE cards SET is_gone = 1 WHERE (repost_id, chat_key) = (?, ?)", (row["id"], desk))
        ensure_card(db, row, now)
