"""Whose source of a host is polled next, and when: what claims look at.

Whoever has added a source alone is its asker; a source of a pack, or of several chats, has all of them (`SHARED`), and
one that is not polled has none. Of the polls of a host, two in three are for what is shared and the third is for single
chats, who take turns; what one of the two has no use for is the other's. So nobody who adds very many sources of a host
takes it from others.

A chat's turn is when its first source was due, or when it had its last turn, whichever is later: it stands behind those
who have been waiting since then, however many of its sources are due. `host_shares` has a row for each asker of a host
of whose sources one is free. This and `sources.asker` are kept by triggers (`migrations.py`), whatever changes a source
or who watches it.

`hosts.due_at` is derived, too: the instant at which the host is free and the first of its askers is due; null when none
is, or while as many are being polled as may be. Whatever changes one of these calls `schedule_host` in the same
transaction; so a claim costs the same, however many sources wait for a host that has had its share. It is kept, so that
a restart asks no host twice in a row.
"""

import sqlite3
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.model import HostShare, Lease
from storage.sqlite.rows import Row, to_columns, to_ms

POLLED = "asker IS NOT NULL"
"""That a source is polled: somebody may watch it, and it has not said that it will never answer again."""
SHARED = 0
"""The asker of what several chats or packs watch; the others are the keys of chats."""
_SHARED_OF_THREE = 2
_TURN = "max(served_at, next_at)"
_NEXT_OF_SHARED = f"SELECT next_at AS at FROM host_shares WHERE (host, asker) = (:host, {SHARED})"  # noqa: S608  constants
_NEXT_OF_SINGLE = f"""
    SELECT asker, {_TURN} AS at FROM host_shares WHERE host = :host AND asker != {SHARED} ORDER BY {_TURN} LIMIT 1
"""  # noqa: S608  constants


def host_of(url: str) -> str:
    """The server that an address is asked of; the host itself is made known by `know_host`."""
    return urlsplit(url).netloc.lower()


def know_host(db: sqlite3.Connection, url: str) -> str:
    host = host_of(url)
    db.execute("INSERT OR IGNORE INTO hosts (name) VALUES (?)", (host,))
    return host


def schedule_host(db: sqlite3.Connection, host: str, free_at: int = 0) -> None:
    """Derive `due_at` of the host anew; it is left alone until `free_at`, in milliseconds."""
    db.execute(
        f"""
        UPDATE hosts SET free_at = max(free_at, :free_at), due_at = max(free_at, :free_at, (
            SELECT min(at) FROM ({_NEXT_OF_SHARED} UNION ALL SELECT at FROM ({_NEXT_OF_SINGLE}))))
        WHERE name = :host
        """,  # noqa: S608  constants
        {"host": host, "free_at": free_at},
    )


def reclaim_sources(db: sqlite3.Connection, by: int) -> None:
    """Take back what was claimed and not recorded while its lease lasted."""
    lapsed = db.execute(
        "UPDATE sources SET lease_boot = NULL, lease_until = NULL WHERE lease_until <= ? RETURNING host", (by,)
    ).fetchall()
    for host in {row["host"] for row in lapsed}:
        schedule_host(db, host)


def claim_of_host(db: sqlite3.Connection, host: str, now: datetime, lease: Lease, share: HostShare) -> Row | None:
    """A source of the host that is due, of whom it is the turn, leased; None if as many are polled as may be."""
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
    """The asker who is served next of those who are due; the turns are counted where both kinds are."""
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
