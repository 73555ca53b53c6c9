"""The one thread that writes.

    queue ──► BEGIN ──► SAVEPOINT, job, RELEASE ──► … ──► COMMIT ──► futures
                        (a job that raises: ROLLBACK TO)

All writing is done here, so nobody ever waits for a lock of SQLite's. What queues up while a transaction runs goes into
the next one together: with `synchronous=FULL` every commit is an fsync, and sharing it is what makes thousands of small
transactions a second possible. A future is resolved only after the commit, so what was answered is on disk, also after
a power cut. If the transaction fails as a whole, all who had a part in it hear so: nothing of it has happened, and
what a job raised in it was decided by what is undone.
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
from storage.sqlite.transactions import begin, failure_of, roll_back

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]
"""What is done on a connection, inside a transaction. It may be run again, and leaves the transaction to its caller."""

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


class Writer:
    """Writes on a connection that nobody else uses, until `close`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.longest_hold_s = 0.0
        """How long the longest transaction has held the writer, in seconds: whoever else writes has to wait so long."""
        self._connection = connection
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        """None is its end, and stays there."""
        self._thread = threading.Thread(target=self._run, name="sqlite-writer")
        self._thread.start()

    def close(self) -> None:
        """Finish what was queued; blocks."""
        self._writes.put(None)
        self._thread.join()

    async def write(self, job: Job[T]) -> T:
        """What the job returns, once it is on disk. Raises StorageError, and what the job raises."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._writes.put(_Write(job, future))
        return await future

    def _run(self) -> None:
        for first in iter(self._writes.get, None):
            _tell(self._transact(first))

    def _transact(self, first: _Write) -> list[_Outcome]:
        """Run the one write, and what is queued behind it, in a transaction. Never raises: this thread goes on."""
        began = time.monotonic()
        writes = [first]
        try:
            begin(self._connection, "IMMEDIATE")
        except Exception as error:  # noqa: BLE001  as said
            # Whoever is queued would wait for the same lock, one after another.
            writes += iter(self._next, None)
            return [_Outcome(write.future, error=_failed(error)) for write in writes]
        try:
            outcomes = self._write_group(writes)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001  as said
            roll_back(self._connection)
            return [_Outcome(write.future, error=_failed(error)) for write in writes]
        self.longest_hold_s = max(self.longest_hold_s, time.monotonic() - began)
        return outcomes

    def _next(self) -> _Write | None:
        """What is queued next, if anything is."""
        try:
            write = self._writes.get_nowait()
        except queue.Empty:
            return None
        if write is None:
            self._writes.put(None)
        return write

    def _write_group(self, writes: list[_Write]) -> list[_Outcome]:
        """Run the one write, and what is queued behind it until it is time to commit; `writes` grows by these."""
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
    """Let the loop, which this thread is not of, hear of them all at once: waking it is what takes time."""

    def tell() -> None:
        for outcome in outcomes:
            outcome.tell()

    with suppress(RuntimeError):  # the loop is closed, and nobody listens any more
        outcomes[0].future.get_loop().call_soon_threadsafe(tell)
