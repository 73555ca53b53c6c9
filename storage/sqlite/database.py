"""The connections: one writer thread, several readers, and the one place where the driver's errors are wrapped.

All writing is done by one thread, so nobody ever waits for a lock of SQLite's. What queues up while a transaction runs
goes into the next one together, each piece in a savepoint of its own: with `synchronous=FULL` every commit is an
fsync, and sharing it is what makes thousands of small transactions a second possible. A future is resolved only
after the commit, so what was answered is on disk, also after a power cut.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database as Tables

from bot.errors import DatabaseInUse, DozorError, StorageError
from storage.sqlite.migrations import migrations

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]
"""What is done on a connection, inside a transaction."""

_READERS = 3
_CACHE_KB = 16_000
"""Of the writer's connection, eight times what it is by default: it holds the part of the index of clues that is
written to, and sources, which come up in no order. Measured: with 8 MB, an article that is recorded among 100,000 of
two days costs 0.24 ms of CPU time instead of 0.32; with 16 MB, unchanged polls of 2,000 sources cost a sixth less.
"""
_CHECKPOINT_PAGES = 4_000
"""Of 4 KiB in the log before they go to the database, four times SQLite's own measure: a page that is written time and
again goes there once. Measured: unchanged polls of 4,000 sources cost a tenth less, and no transaction takes longer.
"""
_GROUP_S = 0.03
"""How long a transaction goes on taking jobs in, in seconds: nobody behind it waits much longer than that."""


@dataclass(frozen=True, slots=True)
class _Write:
    job: Job[Any]
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of a write."""

    future: asyncio.Future[Any]
    result: object = None
    error: Exception | None = None

    def tell(self) -> None:
        if self.future.done():  # its caller was cancelled
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Database:
    """A SQLite file that this process holds for itself."""

    def __init__(self, path: str) -> None:
        self.longest_hold_s = 0.0
        """How long the longest transaction has held the writer, in seconds: whoever else writes has to wait so long."""
        self._path = path
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._run_writer, name="sqlite-writer")
        self._readers = ThreadPoolExecutor(_READERS, "sqlite-reader", initializer=self._open_reader)
        self._local = threading.local()
        self._read_connections: list[sqlite3.Connection] = []

    def open(self) -> None:
        """Take the file, and bring its tables up to date. Raises DatabaseInUse and StorageError; blocks."""
        try:
            Path(self._path).parent.mkdir(parents=True, exist_ok=True)
            with ExitStack() as opened:
                opened.enter_context(closing(_hold(self._path)))
                self._connection = opened.enter_context(closing(_connect(self._path)))
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
                self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
                self._connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
                migrations.apply(Tables(self._connection))
                self._opened = opened.pop_all()
        except (sqlite3.Error, OSError) as error:
            raise StorageError(f"{self._path}: {error}") from error
        self._writer.start()

    def open_for_reading(self) -> None:
        """Look at the file while another process may hold it. Raises StorageError; blocks."""
        if not Path(self._path).exists():
            raise StorageError(f"{self._path}: no such file; the bot makes it when it runs for the first time")
        self._opened = ExitStack()

    def close(self) -> None:
        """Finish what was queued, and let the file go; blocks."""
        if self._writer.is_alive():
            self._writes.put(None)
            self._writer.join()
        self._readers.shutdown()
        for connection in self._read_connections:
            connection.close()
        self._opened.close()

    async def write(self, job: Job[T]) -> T:
        """Run `job` in a transaction; it has happened wholly when this returns, and not at all when it raises.

        Raises what the job raises, and StorageError. A caller that is cancelled does not undo the job.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writes.put(_Write(job, future))
        return await future

    async def read(self, job: Job[T]) -> T:
        """Run `job` on a connection that sees one consistent state. Raises what the job raises, and StorageError."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, job)

    def _read(self, job: Job[T]) -> T:
        connection: sqlite3.Connection = self._local.connection
        try:
            connection.execute("BEGIN")
            try:
                return job(connection)
            finally:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise StorageError(str(error)) from error

    def _open_reader(self) -> None:
        self._local.connection = _connect(self._path)
        self._local.connection.execute("PRAGMA query_only = ON")
        self._read_connections.append(self._local.connection)

    def _run_writer(self) -> None:
        while (first := self._writes.get()) is not None:
            began = time.monotonic()
            outcomes: list[_Outcome] = []
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                go_on = self._write_group(first, outcomes)
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                failed = StorageError(str(error))
                _tell([_Outcome(one.future, error=one.error or failed) for one in outcomes or [_Outcome(first.future)]])
                continue
            self.longest_hold_s = max(self.longest_hold_s, time.monotonic() - began)
            _tell(outcomes)
            if not go_on:
                return

    def _write_group(self, first: _Write, outcomes: list[_Outcome]) -> bool:
        """Run what is queued until it is time to commit; False if the end of the queue was met."""
        write: _Write | None = first
        until = time.monotonic() + _GROUP_S
        while write is not None:
            outcomes.append(_Outcome(write.future))  # if the transaction breaks, its caller hears of that
            outcomes[-1] = self._write_one(write)
            if time.monotonic() >= until:
                return True
            try:
                write = self._writes.get_nowait()
            except queue.Empty:
                return True
        return False

    def _write_one(self, write: _Write) -> _Outcome:
        self._connection.execute("SAVEPOINT one")
        try:
            result = write.job(self._connection)
        except Exception as error:  # noqa: BLE001  whatever the job raises is its caller's
            self._connection.execute("ROLLBACK TO one")
            self._connection.execute("RELEASE one")
            return _Outcome(write.future, error=error if isinstance(error, DozorError) else _wrapped(error))
        self._connection.execute("RELEASE one")
        return _Outcome(write.future, result)


def _tell(outcomes: list[_Outcome]) -> None:
    """Let the loop, which this thread is not of, hear of them all at once: waking it is what takes time."""

    def tell() -> None:
        for outcome in outcomes:
            outcome.tell()

    outcomes[0].future.get_loop().call_soon_threadsafe(tell)


def _wrapped(error: Exception) -> Exception:
    if not isinstance(error, sqlite3.Error):
        return error
    wrapped = StorageError(str(error))
    wrapped.__cause__ = error
    return wrapped


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 5000")
    return connection


def _hold(path: str) -> sqlite3.Connection:
    """Take the lock file beside the database: the system lets it go when the process ends, in whatever way.

    An exclusive transaction on a database of its own is the one file lock that works wherever SQLite does.
    """
    connection = sqlite3.connect(f"{path}.lock", isolation_level=None, check_same_thread=False, timeout=0)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        raise DatabaseInUse(path) from error
    return connection
