"""The one thread that writes.

    queue ──► BEGIN ──► SAVEPOINT, job, RELEASE ──► … ──► COMMIT ──► futures
                        (a job that raises: ROLLBACK TO)

All writing happens here, so no caller ever waits for a lock of SQLite's. Whatever queues up during a transaction joins
the next one: with `synchronous=FULL` every commit is an fsync, and sharing it makes thousands of small transactions a
second possible. A future is resolved only after the commit, so an answered write is on disk, also after a power cut. If
the transaction fails as a whole, all callers with a part in it get the error: nothing of it has happened, and what a
job raised in it rested on what is undone.
"""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.errors import StorageError
from bot.ports import UNMEASURED, Meter
from storage.sqlite.transactions import begin, failure_of, roll_back

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]
"""Work on a connection, inside a transaction. It may be run again, and leaves the transaction to its caller."""

_GROUP_S = 0.03
"""How long a transaction accepts jobs, in seconds: the next one waits little longer."""


@dataclass(frozen=True, slots=True)
class _Write:
    job: Job[Any]
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The outcome of a write."""

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


class Writer:
    """Writes on its own connection, until `close`."""

    def __init__(self, connection: sqlite3.Connection, meter: Meter = UNMEASURED) -> None:
        self._meter = meter
        self.longest_hold_s = 0.0
        """How long the longest transaction has kept the writer, in seconds: other writes wait that long."""
        self._holds_since_s: float | None = None
        self._connection = connection
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        """None is its end, and stays there."""
        self._thread = threading.Thread(target=self._run, name="sqlite-writer")
        self._thread.start()

    @property
    def hold_s(self) -> float:
        """How long the transaction under way has kept the writer, or has waited to begin, in seconds; 0 without one."""
        since_s = self._holds_since_s
        return time.monotonic() - since_s if since_s is not None else 0.0

    def close(self) -> None:
        """Finish what was queued; blocks."""
        self._writes.put(None)
        self._thread.join()

    async def write(self, job: Job[T]) -> T:
        """The job's result, once it is on disk. Raises StorageError, and what the job raises."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writes.put(_Write(job, future))
        return await future

    def _run(self) -> None:
        for first in iter(self._writes.get, None):
            self._holds_since_s = time.monotonic()
            outcomes = self._transact(first)
            self._holds_since_s = None
            _tell(outcomes)

    def _transact(self, first: _Write) -> list[_Outcome]:
        """Run a write, and those queued behind it, in a transaction. Never raises: this thread continues."""
        began = time.monotonic()
        writes = [first]
        try:
            begin(self._connection, "IMMEDIATE")
        except Exception as error:  # noqa: BLE001  as said
            # The queued writes would wait for the same lock, one after another.
            writes += iter(self._next, None)
            return [_Outcome(write.future, error=_failed(error)) for write in writes]
        try:
            outcomes = self._write_group(writes)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001  as said
            roll_back(self._connection)
            return [_Outcome(write.future, error=_failed(error)) for write in writes]
        held_s = time.monotonic() - began
        self.longest_hold_s = max(self.longest_hold_s, held_s)
        self._meter.transacted(len(writes), held_s)
        return outcomes

    def _next(self) -> _Write | None:
        """The next queued write, or None."""
        try:
            write = self._writes.get_nowait()
        except queue.Empty:
            return None
        if write is None:
            self._writes.put(None)
        return write

    def _write_group(self, writes: list[_Write]) -> list[_Outcome]:
        """Run a write, and those queued behind it, until it is time to commit; adds them to `writes`."""
        until = time.monotonic() + _GROUP_S
        outcomes = [self._write_one(writes[0])]
        while time.monotonic() < until and (write := self._next()) is not None:
            writes.append(write)
            outcomes.append(self._write_one(write))
        return outcomes

    def _write_one(self, write: _Write) -> _Outcome:
        self._connection.execute("SAVEPOINT one")
        try:
            result = write.job(self._connection)
        except Exception as error:
            if not self._connection.in_transaction:  # SQLite has rolled all of it back, as when the disk is full
                raise
            self._connection.execute("ROLLBACK TO one")
            self._connection.execute("RELEASE one")
            return _Outcome(write.future, error=failure_of(error) or error)
        self._connection.execute("RELEASE one")
        return _Outcome(write.future, result)


def _failed(error: Exception) -> StorageError:
    return failure_of(error) or StorageError(f"{type(error).__name__}: {error}")


def _tell(outcomes: list[_Outcome]) -> None:
    """Resolve all futures on the loop, in another thread, at once: waking the loop takes time."""

    def tell() -> None:
        for outcome in outcomes:
            outcome.tell()

    with suppress(RuntimeError):  # the loop is closed, and nobody listens
        outcomes[0].future.get_loop().call_soon_threadsafe(tell)
