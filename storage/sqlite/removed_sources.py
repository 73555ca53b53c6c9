"""Sources that a chat has removed: they are kept for a day, and polled meanwhile, so nothing is lost."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.errors import QuotaReached
from bot.model import NO_QUOTAS, AddedSources, Cause, ChatKey, DroppedSources, Limit, Quotas, SourceId
from storage.sqlite.database import Database
from storage.sqlite.host_queue import schedule_host
from storage.sqlite.own_sources import own_key
from storage.sqlite.quotas import SourceQuota
from storage.sqlite.renames import present_address
from storage.sqlite.rows import Row, from_ms, once, to_ms
from storage.sqlite.shelving import shelve_source, unshelve_source
from storage.sqlite.striking_off import end_hidden_of_owner
from storage.sqlite.watching import NAME_FOR_CHAT, watches


class RemovedSources:
    """Implements the part of `bot.ports.SourceStorage` that removes and restores."""

    _db: Database

    async def drop_sources(
        self, named: Sequence[SourceId | str], chat: ChatKey, now: datetime, cause: Cause
    ) -> DroppedSources:
        def drop(db: sqlite3.Connection) -> tuple[list[str | None], int]:
            titles = [_drop(db, name, chat, to_ms(now)) for name in named]
            return (titles, to_ms(now)) if any(titles) else _dropped_before(db, named, chat, to_ms(now))

        outcome = await self._db.write(lambda db: once(db, chat, cause, now, lambda: drop(db)))
        is_older = len(outcome) != 2 or not isinstance(outcome[1], int)  # such a version kept no more than the titles
        titles, removal = (outcome, 0) if is_older else outcome
        return DroppedSources(tuple(titles), removal)

    async def restore_sources(
        self, removal: int, chat: ChatKey, now: datetime, cause: Cause, quotas: Quotas = NO_QUOTAS
    ) -> AddedSources:
        def bring_back(db: sqlite3.Connection) -> tuple[int, dict[str, int]]:
            quota = SourceQuota(db, chat, quotas, now)
            restored, left_out = 0, Counter[str]()
            removed = db.execute(
                "SELECT source_id, pack, channel_key FROM chat_sources JOIN sources ON id = source_id"
                " WHERE chat_key = ? AND removed_at = ? ORDER BY source_id",
                (chat, removal),
            )
            for source, pack, read_in in removed.fetchall():
                if read_in is not None and not is_connected(db, chat, read_in):
                    continue
                try:
                    if pack is None:
                        quota.take_back()
                    restored += restore(db, chat, source)
                except QuotaReached as reached:
                    left_out[reached.limit] += 1
            return restored, left_out

        restored, left_out = await self._db.write(lambda db: once(db, chat, cause, now, lambda: bring_back(db)))
        return AddedSources(restored, {Limit(limit): count for limit, count in left_out.items()})


def restore(db: sqlite3.Connection, chat: int, source: int) -> bool:
    """Take back that a chat removed a source; False if it has not, or too long ago."""
    ours = (chat, source)
    back = db.execute(
        "UPDATE chat_sources SET removed_at = NULL WHERE (chat_key, source_id) = (?, ?) AND removed_at IS NOT NULL",
        ours,
    )
    if not back.rowcount:
        return False
    # The row said only that the chat does not want it of its pack.
    db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?) AND muted", ours)
    unshelve_source(db, chat, source)
    return True


def is_connected(db: sqlite3.Connection, owner: int, channel: int) -> bool:
    """Whether a channel is a target of the owner's: only then may it be a source, too."""
    connected = "SELECT 1 FROM connections WHERE (owner_key, target_key) = (?, ?) AND lost_at IS NULL"
    return db.execute(connected, (owner, channel)).fetchone() is not None


def end_removed_source(db: sqlite3.Connection, before: int) -> bool:
    """End a removal from before then; False if there is none."""
    row = db.execute(
        "SELECT chat_key, source_id, pack, host, own_of FROM chat_sources JOIN sources ON id = source_id"
        " WHERE removed_at < ? LIMIT 1",
        (before,),
    ).fetchone()
    if row is None:
        return False
    ours = (row["chat_key"], row["source_id"])
    if row["pack"] is None:
        db.execute("DELETE FROM chat_sources WHERE (chat_key, source_id) = (?, ?)", ours)
    else:
        db.execute("UPDATE chat_sources SET muted = 1, removed_at = NULL WHERE (chat_key, source_id) = (?, ?)", ours)
    # Its secrets go now; the source itself goes with its articles.
    db.execute("UPDATE sources SET settings = '{}' WHERE id = ? AND own_of = ?", (row["source_id"], row["chat_key"]))
    schedule_host(db, row["host"])
    return True


def _dropped_before(
    db: sqlite3.Connection, named: Sequence[SourceId | str], chat: ChatKey, at: int
) -> tuple[list[str | None], int]:
    """What a second press of a button finds: the removal by the first one, which can still be taken back."""
    removed = [_named(db, name, chat) for name in named]
    removal = max((row["removed_at"] or 0 for row in removed if row is not None), default=0)
    titles = [_name(row) if row is not None and 0 < removal == row["removed_at"] else None for row in removed]
    return titles, removal or at


def _drop(db: sqlite3.Connection, named: SourceId | str, chat: ChatKey, at: int) -> str | None:
    """Its title; None if the chat does not watch it."""
    row = _named(db, named, chat)
    if row is None or not watches(db, chat, row["id"]):
        return None
    ours = (chat, row["id"], at)
    db.execute(
        "INSERT INTO chat_sources (chat_key, source_id, muted, removed_at) VALUES (?, ?, 1, ?)"
        " ON CONFLICT DO UPDATE SET removed_at = excluded.removed_at",
        ours,
    )
    db.execute(
        "UPDATE chat_sources SET removed_at = ?3 WHERE chat_key = ?1"
        " AND source_id IN (SELECT id FROM sources WHERE successor_id = ?2)",
        ours,
    )
    shelve_source(db, chat, row["id"])
    end_hidden_of_owner(db, chat, from_ms(at))
    return _name(row)


def _named(db: sqlite3.Connection, named: SourceId | str, chat: ChatKey) -> Row | None:
    column: str = "id"
    value: SourceId | str = named
    if isinstance(named, str):
        column, value = "url", own_key(db, named, chat) or present_address(db, named)
    row: Row | None = db.execute(
        f"SELECT id, {NAME_FOR_CHAT} AS name, coalesce(address, url) AS url, pack, removed_at FROM sources AS s"  # noqa: S608  constants
        f" LEFT JOIN chat_sources ON source_id = id AND chat_key = ? WHERE {column} = ?",
        (chat, value),
    ).fetchone()
    return row


def _name(row: Row) -> str:
    return str(row["name"] or row["url"])
