"""Copies a database into a file of its own, while others write to it, and reads the copy back.

    snapshot ──► pages, a few MB at a time ──► fdatasync ──► … ──► one file, without a log ──► read back

SQLite's backup interface, on a connection that holds a snapshot: it copies pages as they are, so it takes a seventh of
the time of VACUUM INTO, which builds all indexes anew, and it need not begin again when somebody writes. Readers never
hold up the writer of a database with a log. But while the snapshot is held, the log cannot be emptied, and grows with
each write; to keep that short, the copy is read back only after the snapshot is released.
"""

import os
import sqlite3
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot.errors import DatabaseDamaged, StorageError
from bot.model import BackupSummary
from storage.sqlite.migrations import migrations, refuse_newer
from storage.sqlite.rows import maybe_from_ms
from storage.sqlite.soundness import findings, is_damage, table_names
from storage.sqlite.timekeeping import LATEST_KNOWN
from storage.sqlite.transactions import connect

_OWN = 0o600
_PAGES_AT_ONCE = 1_024
"""4 MiB. What is written at once is flushed at once: a flush of a GB would hold up the writer's own flushes."""


def begin_snapshot(path: str) -> sqlite3.Connection:
    """A connection that sees the database as it is now, until it is closed or its transaction ends.

    Raises DatabaseTooNew, DatabaseDamaged, StorageError if it is of another program, and sqlite3.Error.
    """
    with ExitStack() as opened:
        connection = opened.enter_context(closing(connect(path, sqlite3.Connection, "query_only = ON")))
        connection.execute("BEGIN")
        try:
            refuse_newer(connection, path)
            known = schema_of(connection)
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                raise DatabaseDamaged(path, str(error)) from error
            raise
        if not known:
            raise StorageError(f"{path}: not a database of Dozor")
        opened.pop_all()
        return connection


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Write the snapshot of `source` to `target`, a new file that only its owner may read, and flush it. Blocks.

    Raises OSError and sqlite3.Error; the target is then incomplete.
    """
    file = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWN)
    try:
        # There is nothing to return to if the copy fails, so the target needs no journal.
        with closing(connect(str(target), sqlite3.Connection, "journal_mode = OFF", "synchronous = OFF")) as written:
            source.backup(written, pages=_PAGES_AT_ONCE, progress=lambda *_: os.fsync(file))
        with closing(connect(str(target), sqlite3.Connection)) as written:
            written.execute("PRAGMA journal_mode = DELETE").fetchall()  # so that the file is complete without a log
        os.fsync(file)
    finally:
        os.close(file)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = table_names(connection)
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608  the schema's own


def schema_of(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations that the database has seen; empty if it is none of this program."""
    return sorted(migration.name for migration in migrations.applied(Database(connection)))


def read_back(file: Path, expected: dict[str, int] | None = None) -> BackupSummary:
    """Check a copy whole, and say what it holds. Blocks, about 15 s a GB.

    Raises DatabaseDamaged, also if there are other rows than expected, DatabaseTooNew, StorageError if it is of another
    program, and sqlite3.Error.
    """
    with closing(begin_snapshot(str(file))) as connection:
        if found := findings(connection):
            raise DatabaseDamaged(str(file), found[0])
        rows = counts(connection)
        if expected is not None and rows != expected:
            astray = sorted(table for table in rows.keys() | expected.keys() if rows.get(table) != expected.get(table))
            raise DatabaseDamaged(str(file), f"other rows than were copied in {', '.join(astray)}")
        return BackupSummary(
            size=file.stat().st_size,
            schema=len(schema_of(connection)),
            as_of=_as_of(connection) if "clock" in rows else None,
            articles=rows.get("articles", 0),
            chats=rows.get("chats", 0),
            subscriptions=rows.get("subscriptions", 0),
        )


def _as_of(connection: sqlite3.Connection) -> datetime | None:
    return maybe_from_ms(connection.execute(LATEST_KNOWN).fetchone()[0])


def size_of(connection: sqlite3.Connection) -> int:
    """How large a copy of the snapshot will be, in bytes."""
    pages, page_size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * page_size)


def flush_folder(folder: Path) -> None:
    """Let what was renamed in a folder outlast a power cut. Raises OSError."""
    if os.name == "nt":  # folders cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
