"""Sources that move: to an address of their own, or to one that another source has, which they join then."""

import sqlite3
from datetime import datetime

from bot.model import SourceId
from storage.sqlite.hosts import POLLED, know_host, schedule_host
from storage.sqlite.rows import from_ms


def present_address(db: sqlite3.Connection, url: str) -> str:
    """Where the source is now that was found at that address; the address itself, if it has not moved."""
    row = db.execute(
        "SELECT sources.url FROM former_addresses AS former JOIN sources ON id = source_id WHERE former.url = ?", (url,)
    ).fetchone()
    return url if row is None else str(row["url"])


def remember_address(db: sqlite3.Connection, former: str, source: SourceId) -> None:
    """So that whoever names it, the pack at every start among them, means the source itself, and no new one."""
    db.execute("INSERT OR REPLACE INTO former_addresses VALUES (?, ?)", (former, source))


def is_read_since(db: sqlite3.Connection, url: str) -> datetime | None:
    """Since when a source is read there of which all that is new is told; None if there is none."""
    reads = f"SELECT baseline_at FROM sources WHERE url = ? AND baseline_at IS NOT NULL AND {POLLED}"  # noqa: S608  a constant
    row = db.execute(reads, (url,)).fetchone()
    return None if row is None else from_ms(row["baseline_at"])


def move_source(db: sqlite3.Connection, source: SourceId, url: str) -> SourceId:
    """Give the source another address; the one that is the source from now on.

    That is the one which stood there before, if there is one: it inherits readers, articles and all that was seen. It
    is asked for its whole document soon, since its new readers are to hear what is in it.
    """
    host = know_host(db, url)
    db.execute("DELETE FROM former_addresses WHERE url = ?", (url,))
    there = db.execute("SELECT id FROM sources WHERE url = ?", (url,)).fetchone()
    if there is None:
        db.execute("UPDATE sources SET url = ?, host = ? WHERE id = ?", (url, host, source))
        kept = source
    else:
        kept = SourceId(there["id"])
        _join(db, source, kept)
    schedule_host(db, host)
    return kept


def _join(db: sqlite3.Connection, gone: SourceId, kept: SourceId) -> None:
    both = {"gone": gone, "kept": kept}
    # Who has added one of the two watches it, whoever has muted the other; who is yet to be told what came of it, is.
    # That somebody has muted it says nothing of the other one, if that one is in a pack of its own.
    db.execute(
        """
        INSERT INTO chat_sources (chat_key, source_id, muted, told)
            SELECT chat_key, :kept, muted, told FROM chat_sources
            WHERE source_id = :gone AND (NOT muted OR (SELECT pack FROM sources WHERE id = :kept) IS NULL)
            ON CONFLICT DO UPDATE SET muted = min(muted, excluded.muted), told = min(told, excluded.told)
        """,
        both,
    )
    db.execute(
        """
        UPDATE sources SET
            pack = coalesce(sources.pack, old.pack), retired = 0,
            bundled = CASE WHEN sources.pack IS NULL THEN old.bundled ELSE sources.bundled END,
            baseline_at = coalesce(sources.baseline_at, old.baseline_at), full_at = NULL, body_hash = NULL,
            next_poll_at = min(sources.next_poll_at, old.next_poll_at)
        FROM (SELECT * FROM sources WHERE id = :gone) AS old WHERE sources.id = :kept
        """,
        both,
    )
    db.execute("UPDATE OR IGNORE sightings SET source_id = :kept WHERE source_id = :gone", both)
    db.execute("UPDATE former_addresses SET source_id = :kept WHERE source_id = :gone", both)
    db.execute("UPDATE articles SET source_id = :kept WHERE source_id = :gone", both)
    for table in ("sightings", "chat_sources"):
        db.execute(f"DELETE FROM {table} WHERE source_id = :gone", both)  # noqa: S608  constants
    db.execute("DELETE FROM sources WHERE id = :gone", both)
