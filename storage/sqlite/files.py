"""The files of a database: who may look into them, and who holds them."""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import DatabaseInUse, StorageError
from storage.sqlite.migrations import refuse_newer
from storage.sqlite.transactions import connect

_log = logging.getLogger(__name__)

_OWN = 0o600
_BESIDE = ("", "-wal", "-shm")
"""SQLite gives the other files the rights of the first (https://www.sqlite.org/walformat.html)."""
_LOOKED_AT_S = 0.2
"""Longer than `is_held` takes to look."""
_ALONE = ("busy_timeout = 0", "locking_mode = EXCLUSIVE")
"""A reader would keep the file from shrinking, so there may be none, and vacuum waits for none."""


def make_private(path: str) -> None:
    """Create the file if missing, and let only its owner read it and the files beside it. Raises OSError.

    It holds the addresses of private feeds, and who looks for what.
    """
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWN))
    for suffix in _BESIDE:
        file = Path(path + suffix)
        if not file.exists() or file.stat().st_mode & 0o777 == _OWN:
            continue
        try:
            file.chmod(_OWN)
        except PermissionError:
            _log.warning("%s may be read by others than its owner, who alone can change that", file)


def hold(path: str) -> sqlite3.Connection:
    """Take the lock file beside the database: the system releases it when the process ends in any way.

    An exclusive transaction on a separate database is the one file lock that works wherever SQLite does.
    Raises DatabaseInUse, OSError and sqlite3.Error.
    """
    make_private(f"{path}.lock")
    connection = sqlite3.connect(f"{path}.lock", isolation_level=None, check_same_thread=False, timeout=_LOOKED_AT_S)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseInUse(path) from error
    return connection


def is_held(path: str) -> bool:
    """Whether a process holds the database. Takes nothing that `hold` would meet for more than an instant; blocks."""
    if not Path(f"{path}.lock").exists():
        return False
    try:
        with closing(sqlite3.connect(f"{path}.lock", isolation_level=None, timeout=0)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return False


def vacuum(path: str) -> tuple[int, int]:
    """Give empty pages back to the file system; the file's size before and after, in bytes. Blocks.

    It needs space for a copy, in SQLite's temporary folder and beside the file.
    Raises DatabaseInUse, also if another process reads it, DatabaseTooNew and StorageError.
    """
    file = Path(path)
    if not file.exists():
        raise StorageError(f"{path}: no such file")
    try:
        with closing(hold(path)), closing(connect(path, sqlite3.Connection, *_ALONE)) as connection:
            refuse_newer(connection, path)
            before = _emptied_log(connection, file)
            connection.execute("VACUUM")
            return before, _emptied_log(connection, file)
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise DatabaseInUse(path) from error
        raise StorageError(f"{path}: {error}") from error


def _emptied_log(connection: sqlite3.Connection, file: Path) -> int:
    """The size of the file, after all of the log was copied into it."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return file.stat().st_size
