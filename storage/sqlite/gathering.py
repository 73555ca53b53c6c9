"""Cards that gather a burst: dispatches that go at once, and whose messages become the digests of what comes.

    many are owed ──► a card: due again and again, aside, until `gathers_until` ──► its digest, with its debts ──► sent
                          └── one by one ──► sent; what it gathered is told without it

While a card stands in a topic, what it gathers is not told otherwise. Other messages of the chat pass it.
"""

import json
import sqlite3
from datetime import datetime

from bot.model import BurstCard, ChatKey, DispatchId, Haste
from storage.sqlite.chat_queue import WAITING_LATELY, schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.haste import hold
from storage.sqlite.rows import Row, from_ms, to_ms

_GATHERED = json.dumps([Haste.AT_ONCE])


class Gathering:
    """Implements the part of `bot.ports.SentStoryStorage` that is about cards."""

    _db: Database

    async def open_card(self, dispatch: DispatchId, chat: ChatKey, now: datetime, *, asks: bool) -> BurstCard | None:
        def look(db: sqlite3.Connection) -> BurstCard | None:
            card = _open(db, dispatch, chat)
            if card is None:
                return None
            if asks:
                db.execute("UPDATE dispatches SET due_at = gathers_until WHERE id = ?", (dispatch,))
                schedule_chat(db, chat)
            return load_card(db, card, now)

        return await self._db.write(look)

    async def end_card(self, dispatch: DispatchId, chat: ChatKey, now: datetime) -> bool:
        def end(db: sqlite3.Connection) -> bool:
            if _open(db, dispatch, chat) is None:
                return False
            db.execute("UPDATE dispatches SET gathers_until = ?1, due_at = ?1 WHERE id = ?2", (to_ms(now), dispatch))
            schedule_chat(db, chat)
            return True

        return await self._db.write(end)

    async def tell_one_by_one(self, dispatch: DispatchId, chat: ChatKey, now: datetime) -> int | None:
        def tell(db: sqlite3.Connection) -> int | None:
            card = _open(db, dispatch, chat)
            if card is None:
                return _told_one_by_one(db, dispatch, chat)
            told = db.execute(
                f"UPDATE debts SET one_by_one = 1 WHERE id IN (SELECT id {WAITING_LATELY})",  # noqa: S608  a constant
                _place(card),
            ).rowcount
            db.execute(
                "UPDATE dispatches SET state = 'sent', settled_at = ?, gathered = ?, gathers_until = NULL, aside = 0,"
                " lease_boot = NULL, lease_until = NULL WHERE id = ?",
                (to_ms(now), told, dispatch),
            )
            hold(db, chat, Haste.AT_ONCE, 0)
            schedule_chat(db, chat)
            return told

        return await self._db.write(tell)


def begin_card(db: sqlite3.Connection, head: Row, until: datetime, now: datetime) -> int:
    """A card for what waits with `head`."""
    card = db.execute(
        "INSERT INTO dispatches (chat_key, topic, kind, state, due_at, created_at, gathers_until, aside)"
        " VALUES (?, ?, 'burst', 'due', ?, ?, ?, 1) RETURNING *",
        (head["chat_key"], head["topic"], to_ms(now), to_ms(now), to_ms(until)),
    ).fetchone()
    note_count(db, card["id"], load_card(db, card, now).stories)
    wait_for_card(db, head)
    return int(card["id"])


def wait_for_card(db: sqlite3.Connection, head: Row) -> bool:
    """Whether a card gathers what waits with `head`; it is held until that is a digest."""
    if head["haste"] != Haste.AT_ONCE or head["one_by_one"]:
        return False
    card = db.execute(
        "SELECT gathers_until FROM dispatches WHERE chat_key = ? AND aside AND topic = ? AND gathers_until IS NOT NULL",
        (head["chat_key"], head["topic"]),
    ).fetchone()
    if card is not None:
        hold(db, head["chat_key"], Haste.AT_ONCE, card["gathers_until"] + 1)
    return card is not None


def load_card(db: sqlite3.Connection, card: Row, now: datetime) -> BurstCard:
    """What a card says by now."""
    waiting = f"(SELECT id, created_at {WAITING_LATELY}) AS waiting"
    stories, since = db.execute(f"SELECT count(*), min(created_at) FROM {waiting}", _place(card)).fetchone()  # noqa: S608  constants
    texts = db.execute(
        f"SELECT coalesce(nullif(s.name, ''), s.text) FROM {waiting} JOIN reasons ON debt_id = waiting.id"  # noqa: S608  constants
        " JOIN subscriptions AS s ON s.id = subscription_id AND s.removed_at IS NULL",
        _place(card),
    ).fetchall()
    return BurstCard(
        subscriptions=tuple(dict.fromkeys(text for (text,) in texts)),
        stories=stories,
        since=now if since is None else from_ms(since),
        at=now,
        until=from_ms(card["gathers_until"]),
    )


def note_count(db: sqlite3.Connection, card: int, stories: int) -> None:
    """Note how many stories the card says there are."""
    db.execute("UPDATE dispatches SET gathered = ? WHERE id = ?", (stories, card))


def turn_card(db: sqlite3.Connection, card: int, total: int, now: datetime) -> None:
    """Make a card a digest with so many stories."""
    db.execute(
        "UPDATE dispatches SET kind = 'digest', total = ?1, gathers_until = NULL, aside = 0, attempts = 0,"
        " refusals = 0, reason = NULL, created_at = ?2, due_at = ?2 WHERE id = ?3",
        (total, to_ms(now), card),
    )


def reopen_card(db: sqlite3.Connection, dispatch: int) -> bool:
    """Make a digest in whose place a card stands that card again, which ends at its next turn; False if none stands."""
    reopened = db.execute(
        "UPDATE dispatches SET kind = 'burst', total = NULL, gathers_until = due_at, aside = 1, state = 'due',"
        " lease_boot = NULL, lease_until = NULL WHERE id = ? AND total IS NOT NULL AND message_id IS NOT NULL",
        (dispatch,),
    )
    return reopened.rowcount > 0


def _open(db: sqlite3.Connection, dispatch: int, chat: int) -> Row | None:
    row: Row | None = db.execute(
        "SELECT * FROM dispatches WHERE id = ? AND chat_key = ? AND gathers_until IS NOT NULL", (dispatch, chat)
    ).fetchone()
    return row


def _told_one_by_one(db: sqlite3.Connection, dispatch: int, chat: int) -> int | None:
    """How many stories of a card were to be told one by one, if they were."""
    row = db.execute(
        "SELECT gathered FROM dispatches WHERE id = ? AND chat_key = ? AND state = 'sent' AND total IS NULL",
        (dispatch, chat),
    ).fetchone()
    return None if row is None else row["gathered"]


def _place(card: Row) -> dict[str, object]:
    return {"chat": card["chat_key"], "topic": card["topic"], "hastes": _GATHERED}
