"""Subscriptions, and the set of distinct queries that they make."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.model import (
    NO_QUOTAS,
    Cause,
    ChatKey,
    ChatKind,
    EditOutcome,
    Exclusion,
    Haste,
    Manner,
    Quotas,
    Removed,
    ReplyMode,
    Subscribed,
    SubscribeIntent,
    Subscription,
    SubscriptionId,
    haste_of,
)
from storage.sqlite.articles import newest_number
from storage.sqlite.chat_queue import AT_DESK, schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.exclusions import end_exclusions, load_exclusions
from storage.sqlite.folders import rejoin_folder
from storage.sqlite.haste import derive_haste, of_folder, rhythm_of, to_manner
from storage.sqlite.queries import retire_query, revive_query
from storage.sqlite.quotas import check_subscriptions
from storage.sqlite.repost_ends import end_unasked
from storage.sqlite.rows import Row, once, to_chat, to_ms
from storage.sqlite.shelving import owe_again, put_on_shelf, take_off_shelf


class Subscriptions:
    """Implements `bot.ports.SubscriptionStorage`."""

    _db: Database

    async def subscribe(
        self, intent: SubscribeIntent, now: datetime, cause: Cause, quotas: Quotas = NO_QUOTAS
    ) -> Subscribed:
        def effect(db: sqlite3.Connection) -> tuple[int, bool, int, bool, bool, bool]:
            if not _is_there(db, intent):
                check_subscriptions(db, intent.owner, quotas)
            removed = _removed_there(db, intent)
            if removed is not None and removed["owner_key"] == intent.owner and not removed["suspended"]:
                _bring_back(db, removed, to_ms(now))
                settings = bool(removed["main_only"]), True, bool(removed["paused"])
                return removed["id"], True, removed["since"], *settings
            if removed is not None:
                end_subscription(db, removed)
            query = revive_query(db, intent.query)
            place = (query, intent.chat, intent.topic)
            added = db.execute(
                "INSERT OR IGNORE INTO subscriptions"
                " (query_id, owner_key, chat_key, topic, text, main_only, own_main_only, replies, rhythm, urgent,"
                " lifts, silent, own_silent, haste, created_at, look_at, since)"
                " VALUES (?, ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?, ?, nullif(?, 0), ?, ?, ?, ?)",
                (
                    query,
                    intent.owner,
                    intent.chat,
                    intent.topic,
                    intent.text,
                    intent.main_only,
                    intent.main_only,
                    intent.replies,
                    intent.manner.rhythm,
                    intent.manner.is_urgent,
                    intent.manner.lifts,
                    intent.silent,
                    intent.silent,
                    haste_of(rhythm_of(db, intent.chat), intent.manner),
                    to_ms(now),
                    to_ms(now),
                    newest_number(db),
                ),
            ).rowcount
            # A suspended subscription has no owner at present; the next chat that wants the same gets it.
            taken = db.execute(
                "UPDATE subscriptions SET owner_key = ?, text = ?, main_only = ?, own_main_only = nullif(?, 0),"
                " replies = ?, suspended = 0, since = ? WHERE (query_id, chat_key, topic) = (?, ?, ?) AND suspended",
                (intent.owner, intent.text, *[intent.main_only] * 2, intent.replies, newest_number(db), *place),
            ).rowcount
            row = db.execute(
                "SELECT id, since, main_only, paused FROM subscriptions WHERE (query_id, chat_key, topic) = (?, ?, ?)",
                place,
            ).fetchone()
            return row["id"], added + taken > 0, row["since"], bool(row["main_only"]), False, bool(row["paused"])

        outcome = await self._db.write(lambda db: once(db, intent.owner, cause, now, lambda: effect(db)))
        subscription, is_new, since, *more = outcome  # an older version of the program kept three of them, or four
        return Subscribed(SubscriptionId(subscription), is_new, since, *more)

    async def unsubscribe(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause
    ) -> Removed | None:
        def effect(db: sqlite3.Connection) -> tuple[int, str] | None:
            row = _owned(db, subscription, owner)
            if row is None:
                return None
            db.execute("UPDATE subscriptions SET removed_at = ? WHERE id = ?", (to_ms(now), subscription))
            put_on_shelf(db, row)
            return row["id"], row["name"] or row["text"]

        outcome = await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db)))
        if isinstance(outcome, str):  # an older version of the program kept no more
            return Removed(subscription, outcome)
        return None if outcome is None else Removed(*outcome)

    async def restore(
        self,
        subscription: SubscriptionId,
        owner: ChatKey,
        now: datetime,
        cause: Cause,
        quotas: Quotas = NO_QUOTAS,
    ) -> bool:
        def effect(db: sqlite3.Connection) -> bool:
            if _owned(db, subscription, owner) is not None:
                return True
            row = _owned(db, subscription, owner, removed=True)
            if row is None:
                return False
            check_subscriptions(db, owner, quotas)
            _bring_back(db, row, to_ms(now))
            return True

        return bool(await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db))))

    async def removed_subscription(self, subscription: SubscriptionId, owner: ChatKey) -> Subscription | None:
        return next(iter(await self._load(owner, "s.id = :id AND removed_at IS NOT NULL", subscription)), None)

    async def edit(
        self, subscription: SubscriptionId, owner: ChatKey, now: datetime, cause: Cause, *, text: str, query: str
    ) -> EditOutcome:
        def effect(db: sqlite3.Connection) -> EditOutcome:
            row = _owned(db, subscription, owner)
            if row is None:
                return EditOutcome.GONE
            new = revive_query(db, query)
            _make_room(db, new, row["chat_key"], row["topic"])
            edited = db.execute(
                "UPDATE OR IGNORE subscriptions SET query_id = ?, text = ? WHERE id = ?", (new, text, subscription)
            ).rowcount
            retire_query(db, row["query_id"])
            retire_query(db, new)
            return EditOutcome.EDITED if edited else EditOutcome.EXISTS

        outcome = await self._db.write(lambda db: once(db, owner, cause, now, lambda: effect(db)))
        if isinstance(outcome, bool):  # an older version of the program kept no reason
            return EditOutcome.EDITED if outcome else EditOutcome.GONE
        return EditOutcome(outcome)

    async def pause(self, subscription: SubscriptionId, owner: ChatKey, *, paused: bool) -> None:
        def effect(db: sqlite3.Connection, row: Row) -> None:
            # Articles that were recorded during the pause are not told afterwards.
            db.execute(
                "UPDATE subscriptions SET paused = ?, since = max(since, ?) WHERE id = ?",
                (paused, newest_number(db), row["id"]),
            )
            if paused:
                put_on_shelf(db, row)
            else:
                owe_again(db, row)

        await self._change(subscription, owner, effect)

    async def set_manner(self, subscription: SubscriptionId, owner: ChatKey, manner: Manner, *, silent: bool) -> None:
        def effect(db: sqlite3.Connection, row: Row) -> None:
            chosen = (manner.rhythm, manner.is_urgent, manner.lifts, silent, silent, row["id"])
            said = "rhythm = ?, urgent = ?, lifts = ?, silent = ?, own_silent = nullif(?, folder_silent)"
            db.execute(f"UPDATE subscriptions SET {said} WHERE id = ?", chosen)  # noqa: S608  a constant
            derive_haste(db, row["chat_key"])
            schedule_chat(db, row["chat_key"])

        await self._change(subscription, owner, effect)

    async def set_reply_mode(self, subscription: SubscriptionId, owner: ChatKey, mode: ReplyMode) -> None:
        def effect(db: sqlite3.Connection, row: Row) -> None:
            db.execute("UPDATE subscriptions SET replies = ? WHERE id = ?", (mode, row["id"]))

        await self._change(subscription, owner, effect)

    async def set_main_only(self, subscription: SubscriptionId, owner: ChatKey, *, main_only: bool) -> None:
        def effect(db: sqlite3.Connection, row: Row) -> None:
            said = "main_only = :is_so, own_main_only = nullif(:is_so, folder_main_only)"
            chosen = {"is_so": main_only, "id": row["id"]}
            db.execute(f"UPDATE subscriptions SET {said} WHERE id = :id", chosen)  # noqa: S608  a constant

        await self._change(subscription, owner, effect)

    async def set_name(self, subscription: SubscriptionId, owner: ChatKey, name: str) -> None:
        def effect(db: sqlite3.Connection, row: Row) -> None:
            db.execute("UPDATE subscriptions SET name = ? WHERE id = ?", (name, row["id"]))

        await self._change(subscription, owner, effect)

    async def retarget(self, subscription: SubscriptionId, owner: ChatKey, target: ChatKey, topic: int = 0) -> None:
        def effect(db: sqlite3.Connection, row: Row) -> None:
            _make_room(db, row["query_id"], target, topic)
            moved = db.execute(
                "UPDATE OR IGNORE subscriptions SET chat_key = ?, topic = ?, suspended = 0 WHERE id = ?",
                (target, topic, row["id"]),
            )
            if moved.rowcount and (row["chat_key"], row["topic"]) != (target, topic):
                # What waits is told where it was owed. A channel is told nothing that is meant for another place now.
                if _is_channel(db, row["chat_key"]):
                    cancel_debts(db, row)
                derive_haste(db, target)

        await self._change(subscription, owner, effect)

    async def _change(
        self, subscription: SubscriptionId, owner: ChatKey, effect: Callable[[sqlite3.Connection, Row], None]
    ) -> None:
        def change(db: sqlite3.Connection) -> None:
            row = _owned(db, subscription, owner)
            if row is not None:
                effect(db, row)

        await self._db.write(change)

    async def subscriptions(self, owner: ChatKey) -> list[Subscription]:
        return await self._load(owner, "removed_at IS NULL")

    async def _load(self, owner: ChatKey, condition: str, subscription: int = 0) -> list[Subscription]:
        def load(db: sqlite3.Connection) -> list[Subscription]:
            rows = db.execute(
                "SELECT chats.*, s.*, q.text AS query,"  # noqa: S608  constants
                " (SELECT name FROM topics WHERE (chat_key, topic) = (s.chat_key, s.topic)) AS topic_name"
                " FROM subscriptions AS s"
                " JOIN chats ON chats.key = s.chat_key JOIN queries AS q ON q.id = s.query_id"
                f" WHERE s.owner_key = :owner AND {condition} ORDER BY s.id",
                {"owner": owner, "id": subscription},
            ).fetchall()
            exclusions = load_exclusions(db, owner) if rows else []
            return [_to_subscription(row, owner, exclusions) for row in rows]

        return await self._db.read(load)


def _owned(db: sqlite3.Connection, subscription: int, owner: int, *, removed: bool = False) -> Row | None:
    row: Row | None = db.execute(
        "SELECT * FROM subscriptions WHERE id = ? AND owner_key = ? AND (removed_at IS NOT NULL) = ?",
        (subscription, owner, removed),
    ).fetchone()
    return row


def _is_channel(db: sqlite3.Connection, chat: int) -> bool:
    (kind,) = db.execute("SELECT kind FROM chats WHERE key = ?", (chat,)).fetchone()
    return bool(kind == ChatKind.CHANNEL)


def _is_there(db: sqlite3.Connection, intent: SubscribeIntent) -> bool:
    """Whether anybody already has exactly this subscription, and it is active."""
    found = db.execute(
        "SELECT 1 FROM queries JOIN subscriptions ON query_id = queries.id"
        " WHERE queries.text = ? AND chat_key = ? AND topic = ? AND NOT suspended AND removed_at IS NULL",
        (intent.query, intent.chat, intent.topic),
    ).fetchone()
    return found is not None


def _removed_there(db: sqlite3.Connection, intent: SubscribeIntent) -> Row | None:
    """The equal subscription of the chat that may come back."""
    equal = (
        "SELECT subscriptions.* FROM queries JOIN subscriptions ON query_id = queries.id"
        " WHERE queries.text = ? AND chat_key = ? AND topic = ? AND removed_at IS NOT NULL"
    )
    row: Row | None = db.execute(equal, (intent.query, intent.chat, intent.topic)).fetchone()
    return row


def _bring_back(db: sqlite3.Connection, removed: Row, now: int) -> None:
    db.execute("UPDATE subscriptions SET removed_at = NULL WHERE id = ?", (removed["id"],))
    rejoin_folder(db, removed["id"])
    take_off_shelf(db, removed, now)


def _make_room(db: sqlite3.Connection, query: int, chat: int, topic: int) -> None:
    """End the removed subscription that a kept one takes the place of."""
    removed = db.execute(
        "SELECT * FROM subscriptions WHERE (query_id, chat_key, topic) = (?, ?, ?) AND removed_at IS NOT NULL",
        (query, chat, topic),
    ).fetchone()
    if removed is not None:
        end_subscription(db, removed)


def end_subscription(db: sqlite3.Connection, subscription: Row) -> None:
    """Delete it for good, with what is owed to it alone."""
    cancel_debts(db, subscription)
    db.execute("DELETE FROM subscriptions WHERE id = ?", (subscription["id"],))
    retire_query(db, subscription["query_id"])
    end_exclusions(db, subscription["id"])


def cancel_debts(db: sqlite3.Connection, subscription: Row) -> None:
    """Delete unfrozen debts for that subscription alone; what is at a desk stays there."""
    unfrozen = (
        "SELECT id FROM debts JOIN reasons ON debt_id = id WHERE subscription_id = ? AND dispatch_id IS NULL"
        " AND shelved != ?"
    )
    for (debt,) in db.execute(unfrozen, (subscription["id"], AT_DESK)).fetchall():
        db.execute("DELETE FROM reasons WHERE debt_id = ? AND subscription_id = ?", (debt, subscription["id"]))
        end_unasked(db, debt)
    schedule_chat(db, subscription["chat_key"])


def _to_subscription(row: Row, owner: ChatKey, exclusions: Sequence[Exclusion]) -> Subscription:
    return Subscription(
        id=SubscriptionId(row["id"]),
        owner=owner,
        chat=to_chat(row),
        topic=row["topic"],
        text=row["text"],
        query=row["query"],
        paused=bool(row["paused"]),
        silent=bool(row["silent"]),
        suspended=bool(row["suspended"]),
        main_only=bool(row["main_only"]),
        manner=to_manner(row),
        haste=Haste(row["haste"]),
        replies=ReplyMode(row["replies"]),
        name=row["name"],
        folder=row["folder"],
        of_folder=of_folder(row),
        exclusions=tuple(one for one in exclusions if one.subscription in {None, row["id"]}),
        topic_name=row["topic_name"],
    )
