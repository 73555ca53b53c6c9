"""Connections that fail on purpose: at the n-th statement from now on, once or for a while."""

import sqlite3
import threading
import time
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any

_LOOK_S = 0.05


class Failure(Enum):
    """What a statement fails with; SQLite's code, and what it says."""

    DISK = sqlite3.SQLITE_IOERR_WRITE, "disk I/O error"
    FULL = sqlite3.SQLITE_FULL, "database or disk is full"
    LOCKED = sqlite3.SQLITE_BUSY, "database is locked"
    DEFECT = sqlite3.SQLITE_ERROR, "no such column: nonsense"

    def error(self) -> sqlite3.OperationalError:
        code, text = self.value
        error = sqlite3.OperationalError(text)
        error.sqlite_errorcode = code
        return error


class Faults:
    """When which connections fail. The connections of one `factory` share it, and count together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failure = Failure.DISK
        self._only = ""
        self._wait = self._times = 0
        self.struck = 0
        """How many statements have failed."""

    def arm(self, failure: Failure, *, nth: int = 1, times: int = 1, only: str = "") -> None:
        """Let the `nth` statement from now on fail, and those after it, `times` in all; of those that begin so."""
        with self._lock:
            self._failure, self._wait, self._times, self._only = failure, nth - 1, times, only
            self.struck = 0

    def disarm(self) -> None:
        self.arm(Failure.DISK, times=0)

    @property
    def are_spent(self) -> bool:
        """Whether all have struck."""
        return self._times == 0

    def factory(self) -> type[sqlite3.Connection]:
        """For `Database`."""
        faults = self

        class Faulty(sqlite3.Connection):
            def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401  sqlite3's own
                faults.strike(self, sql)
                return super().execute(sql, parameters)

            def executemany(self, sql: str, parameters: Iterable[Any], /) -> sqlite3.Cursor:
                faults.strike(self, sql)
                return super().executemany(sql, parameters)

        return Faulty

    def strike(self, connection: sqlite3.Connection, sql: str) -> None:
        """Raise if it is this statement's turn."""
        with self._lock:
            if not self._times or not sql.startswith(self._only):
                return
            if self._wait:
                self._wait -= 1
                return
            self._times -= 1
            self.struck += 1
        if self._failure is Failure.FULL and connection.in_transaction:
            sqlite3.Connection.execute(connection, "ROLLBACK")  # as SQLite does by itself then
        raise self._failure.error()


class FaultsByFile:
    """Connections that fail as a file says, whenever a transaction begins: for a program in a process of its own.

    `full` in the file: the database cannot grow. `disk` and a share: so many of the statements fail. `stalled`: nothing
    comes back from the disk. Nothing, or no file: all is well.
    """

    _UNLIMITED = 2**30

    def __init__(self, path: Path) -> None:
        self._path = path
        self._random = Random(path.name)

    def factory(self) -> type[sqlite3.Connection]:
        """For `Database`."""
        faults = self

        class Faulty(sqlite3.Connection):
            share = 0.0
            is_full = False

            def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401  sqlite3's own
                if sql.startswith("BEGIN"):
                    self._look()
                if faults.chance(self.share):
                    raise Failure.DISK.error()
                return super().execute(sql, parameters)

            def _look(self) -> None:
                while faults.written() == "stalled":
                    time.sleep(_LOOK_S)
                kind, _, share = faults.written().partition(" ")
                self.share = float(share) if kind == "disk" else 0.0
                if (kind == "full") is not self.is_full:
                    self.is_full = kind == "full"
                    super().execute(f"PRAGMA max_page_count = {1 if self.is_full else faults._UNLIMITED}")

        return Faulty

    def written(self) -> str:
        try:
            return self._path.read_text("ascii")
        except FileNotFoundError:
            return ""

    def chance(self, share: float) -> bool:
        return share > 0 and self._random.random() < share
