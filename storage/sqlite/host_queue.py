"""Which source of a host is polled next, and when: the columns that claims read.

The asker of a source is the chat that alone has added it; a source of a pack, or of several chats, has all of them
(`SHARED`), and a source that is not polled has none. Two in three polls of a host go to shared sources; single chats
take turns at the third. What one side does not use, the other gets. So a chat that adds very many sources of a host
takes nothing from others.

A chat's turn is when its first source was due, or when it had its last turn, whichever is later: it queues behind
those that have waited since then, however many of its sources are due. `host_shares` has a row for each asker of a host
with a free source. Triggers (`migrations.py`) maintain it and `sources.asker`, whatever changes a source or its
watchers.

`hosts.due_at` is derived, too: the instant at which the host is free and the first of its askers is due; null without
one, or while as many sources are being polled as may be. Every change to one of these calls `schedule_host` in the same
transaction, so a claim costs the same, however many sources wait for a host that has had its share. It is stored, so a
restart asks no host twice in a row.
"""

import sqlite3
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.model import HostShare, Lease
from storage.sqlite.rows import Row, to_columns, to_ms

POLLED = "asker IS NOT NULL"
"""True of a polled source: somebody may watch it, and it has not said that it is gone for good."""
SHARED = 0
"""The asker of sources that several chats or packs watch; other askers are the keys of chats."""
_SHARED_OF_THREE = 2
_TURN = "max(served_at, next_at)"
_NEXT_OF_SHARED = f"SELECT next_at AS at FROM host_shares WHERE (host, asker) = (:host, {SHARED})"  # noqa: S608  constants
_NEXT_OF_SINGLE = f"""
    SELECT asker, {_TURN} AS at FROM host_shares WHERE host = :host AND asker != {SHARED} ORDER BY {_TURN} LIMIT 1
"""  # noqa: S608  constants


def host_of(url: str) -> str:
    """The host of an address; `know_host` adds it to the table."""
    return urlsplit(url).netloc.lower()


def know_host(db: sqlite3.Connection, url: str) -> str:
    host = host_of(url)
    db.execute("INSERT OR IGNORE INTO hosts (name) VALUES (?)", (host,))
    return host


def schedule_host(db: sqlite3.Connection, host: str, free_at: int = 0) -> None:
    """Derive `due_at` of the host again; nothing is polled there until `free_at`, in milliseconds."""
    db.execute(
        f"""
        UPDATE hosts SET free_at = max(free_at, :free_at), due_at = max(free_at, :free_at, (
            SELECT min(at) FROM ({_NEXT_OF_SHARED} UNION ALL SELECT at FROM ({_NEXT_OF_SINGLE}))))
        WHERE name = :host
        """,  # noqa: S608  constants
        {"host": host, "free_at": free_at},
    )


def reclaim_sources(db: sqlite3.Connection, by: int) -> None:
    """Take back claims that were not recorded within their leases."""
    lapsed = db.execute(
        "UPDATE sources SET lease_boot = NULL, lease_until = NULL WHERE lease_until <= ? RETURNING host", (by,)
    ).fetchall()
    for host in {row["host"] for row in lapsed}:
        schedule_host(db, host)


def claim_of_host(db: sqlite3.Connection, host: str, now: datetime, lease: Lease, share: HostShare) -> Row | None:
    """Lease the due source of the host whose asker has the turn; None if as many are polled as may be."""
    leased = "SELECT count(*) FROM sources WHERE host = ? AND lease_until IS NOT NULL"
    if db.execute(leased, (host,)).fetchone()[0] >= share.at_once:
        db.execute("UPDATE hosts SET due_at = NULL WHERE name = ?", (host,))
        return None
    turn = {"host": host, "asker": _whose_turn(db, host, to_ms(now)), "now": to_ms(now)}
    row: Row | None = db.execute(
        """
        UPDATE sources SET lease_boot = :lease_boot, lease_until = :lease_until WHERE id = (
            SELECT id FROM sources
            WHERE host = :host AND asker = :asker AND lease_until IS NULL AND next_poll_at <= :now
            ORDER BY next_poll_at LIMIT 1)
        RETURNING *
        """,
        turn | to_columns(lease),
    ).fetchone()
    db.execute("UPDATE host_shares SET served_at = :now WHERE (host, asker) = (:host, :asker)", turn)
    schedule_host(db, host, to_ms(now + timedelta(seconds=share.spacing_s)))
    return row


def _whose_turn(db: sqlite3.Connection, host: str, now: int) -> int:
    """The due asker that is served next; turns are counted while both kinds are due."""
    named = {"host": host}
    shared = db.execute(_NEXT_OF_SHARED, named).fetchone()
    single = db.execute(_NEXT_OF_SINGLE, named).fetchone()
    is_shared_due = shared is not None and shared["at"] <= now
    is_single_due = single is not None and single["at"] <= now
    if not (is_shared_due and is_single_due):
        return int(single["asker"]) if is_single_due else SHARED
    of_shared = db.execute(
        "UPDATE hosts SET shared_turns = (shared_turns + 1) % ? WHERE name = ? RETURNING shared_turns",
        (_SHARED_OF_THREE + 1, host),
    ).fetchone()[0]
    return SHARED if of_shared else int(single["asker"])
