"""What operators look at over HTTP, read beside all else: in threads of its own, and never for long.

A reader that stays keeps the write-ahead log from beginning anew, so each read has a deadline. At the deadline the
caller is answered, whatever the read does; the read is interrupted, again and again until it ends, since SQLite forgets
an interrupt that comes between two statements (https://www.sqlite.org/c3ref/interrupt.html).
"""

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self

from bot.errors import QueryTooLong
from bot.model.console import Overdue
from storage.sqlite.console_chats import ConsoleChats
from storage.sqlite.console_errors import ConsoleErrors
from storage.sqlite.console_figures import ConsoleFigures
from storage.sqlite.console_hosts import ConsoleHosts
from storage.sqlite.console_sources import ConsoleSources
from storage.sqlite.console_throughput import ConsoleThroughput
from storage.sqlite.rows import maybe_from_ms
from storage.sqlite.transactions import Factory, begin, connect, failure_of, roll_back
from storage.sqlite.writer import Job, T

DEADLINE_S = 2.0
"""How long a read may take, in seconds, its wait for a free thread included."""
_READERS = 2
_AGAIN_S = 0.05


class DeadlinedReader:
    """Reads a SQLite file in its own threads, each read within a deadline."""

    def __init__(
        self,
        path: str,
        deadline_s: float = DEADLINE_S,
        factory: Factory = sqlite3.Connection,
        readers: int = _READERS,
    ) -> None:
        """`factory` makes the connections, one for each of the `readers`."""
        self._path = path
        self._deadline_s = deadline_s
        self._factory = factory
        self._threads = ThreadPoolExecutor(readers, "sqlite-console")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._ending: set[asyncio.Task[None]] = set()

    async def read(self, job: Job[T]) -> T:
        """Run `job` on a connection that sees one consistent state.

        Raises what the job raises, QueryTooLong past the deadline, and StorageError.
        """
        reading = _Reading(job)
        future = asyncio.get_running_loop().run_in_executor(self._threads, self._run, reading)
        try:
            await asyncio.wait({future}, timeout=self._deadline_s)
        finally:  # also if the caller is cancelled
            if not future.done():
                ending = asyncio.create_task(_end(reading, future))
                self._ending.add(ending)
                ending.add_done_callback(self._ending.discard)
        if not future.done():
            raise QueryTooLong(f"a read took longer than {self._deadline_s:g} s")
        return future.result()

    async def close(self) -> None:
        """Wait for what still reads; by now it is interrupted, or will be at its deadline."""
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.gather(*self._ending)
        for connection in self._connections:
            connection.close()

    def _run(self, reading: "_Reading[T]") -> T:
        try:
            return reading.run(self._connection())
        except (sqlite3.Error, MemoryError) as error:
            if reading.is_interrupted:
                raise QueryTooLong("interrupted") from error
            if (failure := failure_of(error)) is None:
                raise
            raise failure from error

    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread; if it cannot be opened now, the next read tries again."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, self._factory, "query_only = ON")
            self._connections.append(connection)
            self._local.connection = connection
        return connection


class SqliteConsole(ConsoleFigures, ConsoleThroughput, ConsoleSources, ConsoleHosts, ConsoleChats, ConsoleErrors):
    """Implements `bot.ports.console.ConsoleStorage`."""

    def __init__(self, path: str, deadline_s: float = DEADLINE_S, factory: Factory = sqlite3.Connection) -> None:
        """`factory` as in DeadlinedReader."""
        self._db = DeadlinedReader(path, deadline_s, factory)
        self._probe = DeadlinedReader(path, deadline_s, factory, readers=1)
        """Its reads are short: whether all is well is known also while a page takes long."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._db.close()
        await self._probe.close()

    async def overdue(self) -> Overdue:
        def look(db: sqlite3.Connection) -> Overdue:
            source, debt = db.execute(
                """
                SELECT (SELECT min(due_at) FROM hosts WHERE due_at IS NOT NULL),
                    (SELECT min(due_at) FROM chats WHERE due_at IS NOT NULL AND dormant_at IS NULL)
                """
            ).fetchone()
            return Overdue(maybe_from_ms(source), maybe_from_ms(debt))

        return await self._probe.read(look)


class _Reading(Generic[T]):
    """One read, which can be interrupted from outside."""

    def __init__(self, job: Job[T]) -> None:
        self.is_interrupted = False
        self._job = job
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def run(self, connection: sqlite3.Connection) -> T:
        with self._lock:
            if self.is_interrupted:
                raise QueryTooLong("it waited too long for its turn")
            self._connection = connection
        try:
            begin(connection)
            return self._job(connection)
        finally:
            with self._lock:
                self._connection = None
            roll_back(connection)

    def interrupt(self) -> None:
        with self._lock:
            self.is_interrupted = True
            if self._connection is not None:
                self._connection.interrupt()


async def _end(reading: _Reading[T], future: asyncio.Future[T]) -> None:
    while not future.done():
        reading.interrupt()
        await asyncio.wait({future}, timeout=_AGAIN_S)
    if not future.cancelled():
        future.exception()  # nobody else asks for it
