"""Connections that fail on purpose: at the n-th statement from now on, once or for a while."""

import sqlite3
import threading
from collections.abc import Iterable
from enum import Enum
from typing import Any


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
