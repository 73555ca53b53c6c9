"""The messages of cards at their desks: which are behind what people have done, and what becomes of them."""

import sqlite3

from bot.model import DispatchId, EditSettlement, Lease, PostEdit
from storage.sqlite.chat_queue import CARD_BEHIND
from storage.sqlite.desk_cards import load_card
from storage.sqlite.desk_queue import renew_card
from storage.sqlite.repost_rows import find_repost
from storage.sqlite.rows import Row, maybe_to_ms, to_chat, to_columns

_BEHIND, BESIDE = 1, 2
"""Of `cards.is_behind`: it shows less than is known; while it is edited, somebody else edits it, too."""


def stand_card(db: sqlite3.Connection, dispatch: Row, message_id: int, edit_after: int) -> None:
    """Note the message in which the card of a dispatch stands from now on."""
    db.execute(
        "INSERT OR REPLACE INTO cards (repost_id, dispatch_id, chat_key, message_id, serial, edit_after, is_behind)"
        " SELECT id, ?, ?, ?, ?, ?, ? < serial FROM reposts WHERE id = ?",
        (
            *(dispatch["id"], dispatch["chat_key"], message_id, dispatch["version"], edit_after),
            *(dispatch["version"], dispatch["repost_id"]),
        ),
    )


def reclaim_cards(db: sqlite3.Connection, by: int) -> list[Row]:
    """Take back edits of cards that were not settled within their leases; their chats."""
    return db.execute(
        "UPDATE cards SET lease_boot = NULL, lease_until = NULL WHERE lease_until <= ? RETURNING chat_key", (by,)
    ).fetchall()


def claim_card(db: sqlite3.Connection, chat: Row, lease: Lease, now: int) -> PostEdit | None:
    """The card of a chat that has waited longest for its edit; None if no card waits."""
    card = db.execute(
        f"SELECT * FROM cards WHERE chat_key = ? AND edit_after <= ? AND {CARD_BEHIND}"  # noqa: S608  a constant
        " ORDER BY edit_after LIMIT 1",
        (chat["key"], now),
    ).fetchone()
    row = None if card is None else find_repost(db, card["repost_id"])
    if card is None or row is None:
        return None
    db.execute(
        "UPDATE cards SET is_behind = :behind, lease_boot = :lease_boot, lease_until = :lease_until"
        " WHERE repost_id = :id",
        {"id": card["repost_id"], "behind": _BEHIND} | to_columns(lease),
    )
    return PostEdit(
        id=DispatchId(card["dispatch_id"]),
        lease=lease,
        chat=to_chat(chat),
        message_id=card["message_id"],
        content=load_card(db, row),
    )


def settle_card(db: sqlite3.Connection, card: Row, settlement: EditSettlement) -> None:
    """Record what became of the message of a card."""
    db.execute(
        "UPDATE cards SET serial = :serial, is_gone = :is_gone, edit_after = coalesce(:edit_after, edit_after),"
        " is_behind = is_behind = :beside OR :serial < (SELECT serial FROM reposts WHERE id = repost_id),"
        " lease_boot = NULL, lease_until = NULL WHERE repost_id = :id",
        {
            "serial": card["serial"] if settlement.version is None else settlement.version,
            "beside": BESIDE,
            "is_gone": settlement.is_closed,
            "edit_after": maybe_to_ms(settlement.edit_after),
            "id": card["repost_id"],
        },
    )
    if settlement.is_closed:
        renew_card(db, card["repost_id"], settlement.at)
