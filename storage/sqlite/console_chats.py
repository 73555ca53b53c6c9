"""Chats by how much they are told, for the operators' page: no queries, and no names of persons."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from bot.model import ChatKind
from bot.model.overview import ChatActivity, ChatList, ChatOrder
from storage.sqlite.console_reading import DAY_MS, Reads, edges, part_from
from storage.sqlite.rows import Row, maybe_from_ms

_MADE = "(SELECT count(*) FROM dispatches WHERE chat_key = chats.key AND created_at >= ? AND created_at < ?)"
_SUBSCRIPTIONS = "(SELECT count(*) FROM subscriptions WHERE chat_key = chats.key AND removed_at IS NULL)"
_DAYS = {ChatOrder.DAY: 1, ChatOrder.WEEK: 7}


class ConsoleChats:
    """Implements the chats of `bot.ports.overview.OverviewStorage`."""

    _db: Reads

    async def active_chats(self, order: ChatOrder, now: datetime, days: int, offset: int, limit: int) -> ChatList:
        def load(db: sqlite3.Connection) -> ChatList:
            bounds = edges(now, days, DAY_MS)
            keys = _most_first(db, order, bounds)
            dormant = "SELECT count(*) FROM chats WHERE dormant_at IS NOT NULL"
            first = part_from(offset, limit, len(keys))
            lines = tuple(_activity(db, key, bounds) for key in keys[first : first + limit])
            return ChatList(len(keys), db.execute(dormant).fetchone()[0], first, lines)

        return await self._db.read(load)


def _most_first(db: sqlite3.Connection, order: ChatOrder, bounds: Sequence[int]) -> list[int]:
    if order is ChatOrder.SUBSCRIPTIONS:
        rows = db.execute(f"SELECT key, {_SUBSCRIPTIONS} AS number FROM chats")  # noqa: S608  constants
    else:
        bound = (bounds[-1 - _DAYS[order]], bounds[-1])
        rows = db.execute(f"SELECT key, {_MADE} AS number FROM chats", bound)  # noqa: S608  constants
    return [key for key, _ in sorted(rows, key=lambda row: (-row["number"], row["key"]))]


def _activity(db: sqlite3.Connection, key: int, bounds: Sequence[int]) -> ChatActivity:
    chat: Row = db.execute(f"SELECT *, {_SUBSCRIPTIONS} AS subscriptions FROM chats WHERE key = ?", (key,)).fetchone()  # noqa: S608  constants
    added = "SELECT count(*) FROM chat_sources WHERE chat_key = ? AND NOT muted AND removed_at IS NULL"
    made = "SELECT count(*) FROM dispatches WHERE chat_key = ? AND created_at >= ? AND created_at < ?"
    last = "SELECT max(created_at) FROM dispatches WHERE chat_key = ?"
    return ChatActivity(
        telegram_id=chat["telegram_id"],
        kind=ChatKind(chat["kind"]),
        title=title_of(chat),
        subscriptions=chat["subscriptions"],
        sources=db.execute(added, (key,)).fetchone()[0],
        days=tuple(db.execute(made, (key, *period)).fetchone()[0] for period in pairwise(bounds)),
        last_at=maybe_from_ms(db.execute(last, (key,)).fetchone()[0]),
        dormant_reason=None if chat["dormant_at"] is None else chat["dormant_reason"] or "",
    )


def title_of(chat: Row) -> str:
    """The title of a group or channel; empty for a private chat."""
    return "" if chat["kind"] == ChatKind.PRIVATE else chat["title"]
