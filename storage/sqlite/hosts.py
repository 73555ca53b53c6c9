"""When a host's next source is to be polled: the one column that claims look at.

`hosts.due_at` is derived: the instant at which the host is free and the first of its sources is due that somebody
watches; null when none is, or while as many are being polled as may be. Whatever changes one of these calls
`schedule_host` in the same transaction; so a claim costs the same, however many sources wait for a host that has had
its share. It is kept, so that a restart asks no host twice in a row.
"""

import sqlite3
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.model import HostShare, Lease
from storage.sqlite.rows import Row, to_columns, to_ms

POLLED = """
    NOT retired AND (pack IS NOT NULL
        OR EXISTS (SELECT 1 FROM chat_sources WHERE source_id = sources.id AND NOT muted))
"""
"""That a source is polled: somebody may watch it, and it has not said that it will never answer again."""


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
            SELECT next_poll_at FROM sources WHERE host = :host AND lease_until IS NULL AND {POLLED}
            ORDER BY next_poll_at LIMIT 1))
        WHERE name = :host
        """,  # noqa: S608  a constant
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
    """The source of the host that is due first, leased; None if as many are being polled as may be."""
    leased = "SELECT count(*) FROM sources WHERE host = ? AND lease_until IS NOT NULL"
    if db.execute(leased, (host,)).fetchone()[0] >= share.at_once:
        db.execute("UPDATE hosts SET due_at = NULL WHERE name = ?", (host,))
        return None
    row: Row | None = db.execute(
        f"""
        UPDATE sources SET lease_boot = :lease_boot, lease_until = :lease_until WHERE id = (
            SELECT id FROM sources WHERE host = :host AND lease_until IS NULL AND next_poll_at <= :now AND {POLLED}
            ORDER BY next_poll_at LIMIT 1)
        RETURNING *
        """,  # noqa: S608  a constant
        {"host": host, "now": to_ms(now)} | to_columns(lease),
    ).fetchone()
    schedule_host(db, host, to_ms(now + timedelta(seconds=share.spacing_s)))
    return row
