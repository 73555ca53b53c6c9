"""Whether a database is sound: what SQLite's own checks find in it.

Damage comes from below SQLite: a disk, a file system that loses what it has confirmed, another program that
writes to the file. Such damage shows when a run has ended badly, or never, until the page is read.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from bot.errors import DatabaseDamaged, StorageError
from storage.sqlite.files import make_private
from storage.sqlite.transactions import connect

_MOST = 5
"""Findings that are told: the first ones show whether it is an index or the data."""
_PAUSE_S = 0.1
"""Between two tables nobody reads for so long: the writer can begin its log afresh, which else would only grow."""
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PRIMARY = 0xFF


def is_damage(error: BaseException) -> bool:
    """Whether SQLite says with an error that the file is damaged, or is no database."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & _PRIMARY in _DAMAGED


def findings(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the whole database, up to five lines; empty if it is sound. Takes about 15 s a GB.

    Reads every page, and compares every index with its table. Raises sqlite3.Error if the file cannot be read for
    another reason than damage.
    """
    try:
        found = [_in_a_line(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return [str(error)]
    return [] if found == ["ok"] else found


def table_names(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold rows, virtual ones left out. Raises sqlite3.Error."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    return [name for (name,) in found]


def damage_of(path: str) -> list[str]:
    """The findings in a database, also while the bot runs; see `findings`. Blocks. Raises StorageError."""
    if not Path(path).exists():
        raise StorageError(f"{path}: no such file")
    try:
        with closing(connect(path, sqlite3.Connection, "query_only = ON")) as connection:
            return findings(connection)
    except sqlite3.Error as error:
        if is_damage(error):
            return [str(error)]
        raise StorageError(f"{path}: {error}") from error


class TableCheck:
    """Checks a database table by table, each on a snapshot of its own: the log can be emptied in between.

    It does not let others go first (nice): the longer it holds a snapshot, the more the log grows.

    What no table uses is not looked at: the pages that are free.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = threading.Event()

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called: then `run` may not have looked at all tables."""
        return self._is_stopped.is_set()

    def run(self) -> list[str]:
        """The findings, up to five; empty also if it was stopped. Blocks; what fails to be read is a finding."""
        found: list[str] = []
        try:
            with closing(connect(self._path, sqlite3.Connection, "query_only = ON")) as connection:
                self._connection = connection
                for finding in self._in_tables(connection):
                    found.append(finding)
                    if len(found) == _MOST:
                        break
        except sqlite3.Error as error:
            found.append(str(error))
        finally:
            self._connection = None
        return [] if self._is_stopped.is_set() else found

    def stop(self) -> None:
        """Let `run` return soon; from another thread."""
        self._is_stopped.set()
        if (connection := self._connection) is not None:
            with suppress(sqlite3.Error):  # it was closed just now
                connection.interrupt()

    def _in_tables(self, connection: sqlite3.Connection) -> Iterator[str]:
        for table in table_names(connection):
            if self._is_stopped.wait(_PAUSE_S):
                return
            quoted = table.replace('"', '""')
            for (said,) in connection.execute(f'PRAGMA integrity_check("{quoted}")'):
                if said != "ok":
                    yield f"{table}: {_in_a_line(said)}"
            # Else the writer would have to copy what has come into the log meanwhile, in a transaction.
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def _in_a_line(said: str) -> str:
    """Without the heading that SQLite gives to findings about pages."""
    return " ".join(said.removeprefix("*** in database main ***").split())


class RunMark:
    """The file beside a database that is there while a run has it open, and after a run that was killed."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = Path(f"{path}.running")

    def begin(self, check: Callable[[], list[str]]) -> bool:
        """Set the mark; whether the last run was killed.

        If damage was noted, `check` says whether it is still there. Raises DatabaseDamaged, OSError.
        """
        was_killed = self._file.exists()
        if was_killed and self._file.read_bytes() and (found := check()):
            raise DatabaseDamaged(self._path, found[0])
        self._write(b"")
        return was_killed

    def note_damage(self) -> None:
        """Let the next run begin only with a sound database. Raises OSError."""
        self._write(b"damaged\n")

    def end(self) -> None:
        """Take the mark away, unless damage was noted."""
        with suppress(OSError):
            if not self._file.read_bytes():
                self._file.unlink()

    def clear(self) -> None:
        """Take the mark away, whatever it says: another file is in place of the database. Raises OSError."""
        self._file.unlink(missing_ok=True)

    def _write(self, body: bytes) -> None:
        make_private(str(self._file))
        with self._file.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
