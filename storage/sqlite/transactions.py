"""Transactions that may fail at any statement, and the meaning of the driver's errors, known only here."""

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
        sqlite3.SQLITE_ABORT,  # a statement that ran when another one's failure rolled everything back
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    ),
    StorageError,
)
"""By SQLite's primary result code (https://www.sqlite.org/rescode.html): failures around a correct statement. The other
codes (constraints, types, syntax) mean that the statement itself is wrong, and a retry does not help.
"""
_PRIMARY = 0xFF


def connect(path: str, factory: Factory, *pragmas: str) -> sqlite3.Connection:
    """A connection with these pragmas and the common ones. Raises sqlite3.Error; then nothing stays open."""
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
    """Begin a fresh transaction: first roll back one that could not be before; if that fails, this fails, too."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute(f"BEGIN {kind}")


def roll_back(connection: sqlite3.Connection) -> None:
    """Roll back. Never raises: if it fails now, the next transaction does it first."""
    try:
        if connection.in_transaction:  # after some failures, SQLite rolls everything back by itself
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        pass


def failure_of(error: Exception) -> StorageError | None:
    """What an error says about the database; None for an error of a statement or anything else: our own defect."""
    code = getattr(error, "sqlite_errorcode", None)
    kind = _FAILURES.get(code & _PRIMARY) if isinstance(code, int) else None
    if isinstance(error, MemoryError):  # the driver's translation of SQLITE_NOMEM
        kind = StorageError
    if kind is None:
        return None
    failure = kind(str(error) or "out of memory")
    failure.__cause__ = error
    return failure
