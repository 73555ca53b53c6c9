"""Corrects the times that a wrong clock has left behind.

A time that the program waits for (`Awaited`) keeps the wait that was left when the clock went back. A past time that
decides the next step (`Happened.decides`) keeps its distance from the present. Any other past time that lies in the
future is corrected only when it is certain which of the two times was wrong: that cannot be undone.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import BroughtBack
from storage.sqlite.archive_index import note_misdated
from storage.sqlite.chat_queue import schedule_chat
from storage.sqlite.database import Database
from storage.sqlite.host_queue import schedule_host
from storage.sqlite.instants import INSTANTS, Awaited, Happened
from storage.sqlite.pages import schedule_pages
from storage.sqlite.rows import from_ms, maybe_from_ms, to_ms
from storage.sqlite.stories import set_clues_right

LATEST_KNOWN = "SELECT max(at) FROM (SELECT seen_at AS at FROM clock UNION ALL SELECT max(polled_at) FROM sources)"
"""The latest time of day that the database knows of; null if it knows of none."""
_AT_ONCE = 500
"""Rows a transaction: others wait some milliseconds for the writer."""
_READ_AT_ONCE = 20_000
_LATEST = 200_000
"""Rows to check in a table without an index by time: what a wrong clock wrote is among the latest."""
_BY_TIME = {
    *{"added_sources", "effects", "finished_updates", "fingerprints", "shared_queries", "sightings", "spent_quotas"},
    *{"own_posts", "unread_updates", "writes", "invitations", "channel_questions"},
}
"""Tables with an index by time."""
_WHOLE = {
    *{"admissions", "chat_sources", "chats", "connections", "forgotten_chats", "hosts", "host_shares", "page_hosts"},
    *{"holds", "sources"},
}
"""Tables of which all rows are checked."""
_KEYS = {
    "chats": ("key",),
    "chat_sources": ("chat_key", "source_id"),
    "connections": ("owner_key", "target_key"),
    "added_sources": ("chat_key", "url"),
    "admissions": ("telegram_id",),
    "forgotten_chats": ("chat_key",),
    "spent_quotas": ("telegram_id", "url"),
    "hosts": ("name",),
    "host_shares": ("host", "asker"),
    "page_hosts": ("name",),
    "pages": ("article_id",),
    "shared_queries": ("token",),
    "sightings": ("source_id", "key"),
    "fingerprints": ("article_id",),
    "front_pages": ("source_id",),
    "posts": ("dispatch_id",),
    "effects": ("cause",),
    "finished_updates": ("cause",),
    "unread_updates": ("cause",),
    "inbox": ("number",),
    "holds": ("chat_key", "haste"),
    "cards": ("repost_id",),
    "invitations": ("token",),
    "channel_questions": ("telegram_id", "chat_key"),
    "own_posts": ("source_id", "message_id"),
    "writes": ("rowid",),
}
"""The keys of tables whose key is not `id`."""
_HOST = {"hosts": "name", "host_shares": "host", "sources": "host"}
_PAGE_HOST = {"page_hosts": "name", "pages": "host"}
_CHAT = {"chats": "key"} | dict.fromkeys(("dispatches", "debts", "holds", "posts", "cards"), "chat_key")
_LONGEST_HELD = timedelta(days=2)
"""A digest, or the end of quiet hours, comes sooner; only a person holds news back for longer."""
_LEAST_LEAP = timedelta(seconds=1)
_MILLISECOND = timedelta(milliseconds=1)
_INSTANTS = [(table, column, origin) for table, columns in INSTANTS.items() for column, origin in columns.items()]


@dataclass(frozen=True, slots=True)
class _Change:
    """The correction of a column's instants that are later than `after`, in milliseconds."""

    table: str
    column: str
    value: str
    """An expression of SQL."""
    after: int
    rows: str = "TRUE"

    @property
    def key(self) -> tuple[str, ...]:
        return _KEYS.get(self.table, ("id",))


class Timekeeping:
    """Implements `bot.ports.TimeStorage`."""

    _db: Database

    async def bring_back(
        self, now: datetime, by: timedelta | None = None, since: datetime | None = None
    ) -> BroughtBack:
        went = await self._db.read(_latest_known) - now if by is None else by
        back = round(went / _MILLISECOND) if went >= _LEAST_LEAP else 0
        changed = 0
        for change in _brought_back(now, back, since or now, is_just_now=by is not None):
            changed += await self._apply(change, now)
        held_until = to_ms(since or now if back else now + _LONGEST_HELD)
        await self._apply(_Change("holds", "until", "0", held_until), now)
        await self.note_time(now)
        return BroughtBack(timedelta(milliseconds=back), changed)

    async def note_time(self, now: datetime) -> None:
        await self._db.write(lambda db: db.execute("UPDATE clock SET seen_at = ?", (to_ms(now),)))

    async def cap_times(self, now: datetime) -> None:
        for table, column, origin in _INSTANTS:
            if isinstance(origin, Happened):
                await self._apply(_Change(table, column, ":now", to_ms(now)), now)
        await self._db.write(lambda db: note_misdated(db, to_ms(now)))
        while await self._db.write(lambda db: set_clues_right(db, to_ms(now), _AT_ONCE)) == _AT_ONCE:
            pass

    async def age_mark(self) -> datetime | None:
        return await self._db.read(lambda db: maybe_from_ms(db.execute("SELECT aged_at FROM clock").fetchone()[0]))

    async def _apply(self, change: _Change, now: datetime) -> int:
        """How many rows were changed."""
        changed, is_more = 0, True
        while is_more:
            keys = await self._db.read(lambda db: _keys(db, change))
            for first in range(0, len(keys), _AT_ONCE):
                some = json.dumps(keys[first : first + _AT_ONCE])
                changed += await self._db.write(lambda db, some=some: _change(db, change, some, now))  # type: ignore[misc]
            is_more = change.table in _BY_TIME and len(keys) == _READ_AT_ONCE
        return changed


def _brought_back(now: datetime, back: int, since: datetime, *, is_just_now: bool) -> Iterator[_Change]:
    """The corrections when the clock went back by some milliseconds: just now, or at an unknown time."""
    for table, column, origin in _INSTANTS:
        if isinstance(origin, Awaited):
            latest = to_ms(now + origin.at_most)
            left = f"max(:now, {column} - {back})" if is_just_now else ":now"
            value = f"CASE WHEN {column} - {back} > {latest} THEN :now ELSE {left} END"
            yield _Change(table, column, value, to_ms(since) if back else latest, origin.rows)
        elif back and isinstance(origin, Happened) and origin.decides:
            yield _Change(table, column, f"min(:now, {column} - {back})", to_ms(since))


def _latest_known(db: sqlite3.Connection) -> datetime:
    """The latest known time of day."""
    return from_ms(db.execute(LATEST_KNOWN).fetchone()[0] or 0)


def _keys(db: sqlite3.Connection, change: _Change) -> list[tuple[int | str, ...]]:
    table, key = change.table, ", ".join(change.key)
    latest = "TRUE" if table in _BY_TIME | _WHOLE else f"{key} > (SELECT max({key}) FROM {table}) - {_LATEST}"  # noqa: S608  constants
    limit = _READ_AT_ONCE if table in _BY_TIME else -1
    found = db.execute(
        f"SELECT {key} FROM {table} WHERE {change.column} > ? AND {change.rows} AND {latest} LIMIT {limit}",  # noqa: S608  constants
        (change.after,),
    )
    return [tuple(row) for row in found]


def _change(db: sqlite3.Connection, change: _Change, keys: str, now: datetime) -> int:
    """Correct the rows with these keys, derive again what depends on them, and return how many changed."""
    table, column = change.table, change.column
    wanted = ", ".join(f"json_extract(value, '$[{place}]') AS key_{place}" for place in range(len(change.key)))
    is_wanted = " AND ".join(f"{table}.{one} = key_{place}" for place, one in enumerate(change.key))
    owner = _HOST.get(table) or _PAGE_HOST.get(table) or _CHAT.get(table) or change.key[0]
    rows = db.execute(
        f"UPDATE {table} SET {column} = {change.value} FROM (SELECT {wanted} FROM json_each(:keys))"  # noqa: S608  constants
        f" WHERE {is_wanted} AND {column} > :after AND {change.rows} RETURNING {owner}",
        {"keys": keys, "after": change.after, "now": to_ms(now)},
    ).fetchall()
    for (one,) in {tuple(row) for row in rows}:
        if table in _HOST:
            schedule_host(db, one)
        elif table in _PAGE_HOST:
            schedule_pages(db, one)
        elif table in _CHAT:
            schedule_chat(db, one)
    return len(rows)
