"""Sources that move: to a free address, or to one of another source, which they then join."""

import sqlite3
from datetime import datetime

from bot.model import SourceId, Successor
from storage.sqlite.host_queue import POLLED, host_of, know_host, schedule_host
from storage.sqlite.rows import from_ms, to_ms


def present_address(db: sqlite3.Connection, url: str) -> str:
    """The present address of the source that was found at that address; the same one if it has not moved."""
    row = db.execute(
        "SELECT sources.url FROM former_addresses AS former JOIN sources ON id = source_id WHERE former.url = ?", (url,)
    ).fetchone()
    return url if row is None else str(row["url"])


def address_to_add(db: sqlite3.Connection, url: str) -> str:
    """The same for adding a source: an address that once led to another site may have its own source now."""
    led_elsewhere = "SELECT 1 FROM former_addresses WHERE url = ? AND elsewhere"
    return url if db.execute(led_elsewhere, (url,)).fetchone() else present_address(db, url)


def forget_where_it_led(db: sqlite3.Connection, url: str) -> None:
    """From now on the address means that source."""
    db.execute("DELETE FROM former_addresses WHERE url = ? AND elsewhere", (url,))


def remember_address(db: sqlite3.Connection, former: str, source: SourceId, *, elsewhere: bool) -> None:
    """So that the address, also when the pack names it at every start, means the source itself, not a new one."""
    remember = "INSERT OR REPLACE INTO former_addresses (url, source_id, elsewhere) VALUES (?, ?, ?)"
    db.execute(remember, (former, source, elsewhere))


def is_read_since(db: sqlite3.Connection, url: str) -> datetime | None:
    """Since when the source there is read and all its new items are told; None without such a source."""
    reads = f"SELECT baseline_at FROM sources WHERE url = ? AND baseline_at IS NOT NULL AND {POLLED}"  # noqa: S608  a constant
    row = db.execute(reads, (url,)).fetchone()
    return None if row is None else from_ms(row["baseline_at"])


def move_source(db: sqlite3.Connection, source: SourceId, url: str) -> SourceId:
    """Give the source another address; returns the id that is the source from now on.

    If another source was there before, it is that one: it inherits readers, articles and all sightings. Its whole
    document is requested soon, since its new readers should hear its content.
    """
    there = _source_at(db, url, other_than=source)
    host = know_host(db, url)
    if there is None:
        db.execute("DELETE FROM former_addresses WHERE url = ?", (url,))
        db.execute("UPDATE sources SET url = ?, host = ? WHERE id = ?", (url, host, source))
    else:
        _join(db, source, there)
    schedule_host(db, host)
    return there or source


def hand_over(db: sqlite3.Connection, gone: SourceId, successor: Successor, at: datetime) -> None:
    """Give a source's readers and addresses to another source, but neither its sightings nor its articles.

    These stay with the old one, for the chats that could see them. What the successor lists was told by the old one:
    unless it is read already, everything else that it lists from now on is news. If it was never read, it starts
    afresh.
    """
    url = successor.url
    kept = _source_at(db, url, other_than=gone) or _begin(db, gone, successor, at)
    if is_read_since(db, _address(db, kept)) is None:
        db.execute(
            "UPDATE sources SET baseline_at = :baseline_at,"
            " retired = 0, failures = 0, failing_since = NULL, told = NULL,"
            " failure_reason = NULL, failure_detail = NULL, item_hashes = x'', body_hash = NULL, full_at = NULL,"
            " changed_at = NULL, newest_at = NULL, dating = 0, next_poll_at = :at WHERE id = :kept",
            {"baseline_at": None if successor.listed is None else to_ms(at), "at": to_ms(at), "kept": kept},
        )
        db.executemany(
            "INSERT OR REPLACE INTO sightings (source_id, key, content_hash, listed_at) VALUES (?, ?, ?, ?)",
            [(kept, one.key, one.content_hash, to_ms(at)) for one in successor.listed or ()],
        )
    both = {"gone": gone, "kept": kept}
    _join_readers(db, both)
    former = _address(db, gone)
    # Its address is free for a new source.
    db.execute("UPDATE sources SET retired = 1, successor_id = :kept, url = url || '#' || id WHERE id = :gone", both)
    db.execute("DELETE FROM front_pages WHERE source_id = :gone", both)
    db.execute("UPDATE sources SET successor_id = :kept WHERE successor_id = :gone", both)
    db.execute("UPDATE former_addresses SET source_id = :kept, elsewhere = 1 WHERE source_id = :gone", both)
    remember_address(db, former, kept, elsewhere=True)
    db.execute("DELETE FROM former_addresses WHERE url = ?", (_address(db, kept),))
    schedule_host(db, host_of(_address(db, kept)))


def _source_at(db: sqlite3.Connection, url: str, *, other_than: SourceId) -> SourceId | None:
    """The source at an address, or the one that was there before it moved."""
    row = db.execute(
        "SELECT id FROM sources WHERE url = :url AND id != :other"
        " UNION ALL SELECT source_id FROM former_addresses"
        "  WHERE url = :url AND source_id != :other AND NOT elsewhere LIMIT 1",
        {"url": url, "other": other_than},
    ).fetchone()
    return None if row is None else SourceId(row["id"])


def _begin(db: sqlite3.Connection, gone: SourceId, successor: Successor, at: datetime) -> SourceId:
    """A source at an address where none was."""
    row = db.execute(
        "INSERT INTO sources (url, host, title, language, interval_s, next_poll_at)"
        " SELECT ?, ?, ?, language, interval_s, ? FROM sources WHERE id = ? RETURNING id",
        (successor.url, know_host(db, successor.url), successor.title, to_ms(at), gone),
    ).fetchone()
    return SourceId(row["id"])


def _address(db: sqlite3.Connection, source: SourceId) -> str:
    return str(db.execute("SELECT url FROM sources WHERE id = ?", (source,)).fetchone()["url"])


def _join(db: sqlite3.Connection, gone: SourceId, kept: SourceId) -> None:
    both = {"gone": gone, "kept": kept}
    _join_readers(db, both)
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
    for table in ("sightings", "chat_sources", "channel_sources", "front_pages"):
        db.execute(f"DELETE FROM {table} WHERE source_id = :gone", both)  # noqa: S608  constants
    db.execute("DELETE FROM sources WHERE id = :gone", both)


def _join_readers(db: sqlite3.Connection, both: dict[str, SourceId]) -> None:
    """A chat that added one of the two watches it, even if it muted the other; pending answers are still given.

    A muted source says nothing about the other one, if that one is in a pack itself.
    """
    db.execute(
        """
        INSERT INTO chat_sources (chat_key, source_id, muted, told, title, removed_at, reports_to_key)
            SELECT chat_key, :kept, muted, told, title, removed_at, reports_to_key FROM chat_sources
            WHERE source_id = :gone AND (NOT muted OR (SELECT pack FROM sources WHERE id = :kept) IS NULL)
            ON CONFLICT DO UPDATE SET muted = min(muted, excluded.muted), told = min(told, excluded.told),
                removed_at = iif(excluded.removed_at IS NULL, NULL, removed_at)
            WHERE excluded.removed_at IS NULL OR removed_at IS NOT NULL
        """,
        both,
    )
    db.execute(
        "INSERT OR IGNORE INTO channel_sources SELECT chat_key, :kept FROM channel_sources WHERE source_id = :gone",
        both,
    )
