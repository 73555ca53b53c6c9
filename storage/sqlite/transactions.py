"""Transactions that may fail at any statement, and what the driver's errors mean: the one place that knows them."""

import sqlite3

from bot.errors import DatabaseLocked, DiskFull, StorageError

Factory = type[sqlite3.Connection]

_FAILURES: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: DatabaseLocked,
    sqlite3.SQLITE_LOCKED: DatabaseLocked,
    sqlite3.SQLITE_PROTOCOL: DatabaseLocked,
} | dict.fromkeys(
    (
        sqlite3.SQLITE_ABORT,  # what was running when another statement's failure rolled all back
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    ),
    StorageError,
)
"""By SQLite's primary result code (https://www.sqlite.org/rescode.html): what fails around a statement that is right.
The other codes (constraints, types, syntax) say that a statement is wrong, and that it will be as wrong again.
"""
_PRIMARY = 0xFF


def connect(path: str, factory: Factory, *pragmas: str) -> sqlite3.Connection:
    """A connection that obeys these pragmas, besides those of all. Raises sqlite3.Error; then nothing is left open."""
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=512, factory=factory
    )
    try:
        connection.row_factory = sqlite3.Row
        for pragma in ("foreign_keys = ON", "busy_timeout = 5000", *pragmas):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def begin(connection: sqlite3.Connection, kind: str = "") -> None:
    """Begin a transaction, of which nothing else is part: one that could not be rolled back is, or this fails, too."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute(f"BEGIN {kind}")


def roll_back(connection: sqlite3.Connection) -> None:
    """Never raises: what cannot be rolled back now is when the next transaction begins."""
    try:
        if connection.in_transaction:  # of some failures, SQLite rolls everything back by itself
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        pass


def failure_of(error: Exception) -> StorageError | None:
    """What an error says about the database; None for one of a statement, or of something else: a defect of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _FAILURES.get(code & _PRIMARY) if isinstance(code, int) else None
    if isinstance(error, MemoryError):  # what the driver makes of SQLITE_NOMEM
        kind = StorageError
    if kind is None:
        return None
    failure = kind(str(error) or "out of memory")
    failure.__cause__ = error
    return failure
