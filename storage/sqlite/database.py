"""The connections: one that writes, several that read."""

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from sqlite_utils import Database as Tables

from bot.errors import DatabaseDamaged, StorageError
from bot.ports import UNMEASURED, Meter
from storage.sqlite.files import hold, make_private
from storage.sqlite.migrations import migrations, refuse_newer
from storage.sqlite.soundness import RunMark, TableCheck, damage_of, is_damage
from storage.sqlite.transactions import Factory, begin, connect, failure_of, roll_back
from storage.sqlite.writer import Job, T, Writer

_READERS = 3
_CACHE_KB = 16_000
"""The writer's cache, eight times the default: it holds the part of the index of clues that is written to, and sources,
which come up in no order. Measured: with 8 MB, recording an article among 100,000 of two days costs 0.24 ms of CPU time
instead of 0.32; with 16 MB, unchanged polls of 2,000 sources cost a sixth less.
"""
_CHECKPOINT_PAGES = 4_000
"""Pages of 4 KiB in the log before a checkpoint, four times SQLite's default: a page that is written repeatedly is
copied once. Measured: unchanged polls of 4,000 sources cost a tenth less, and no transaction takes longer.
"""
_ANALYSED_ROWS = 200
"""Rows of each index that the planner samples: some milliseconds, however large the table is."""
_STEPS = 10_000
"""Instructions of SQLite's machine between two looks whether a migration is still wanted: about a millisecond."""
_INTERRUPTED_EVERY_S = 0.05
_OF_THE_WRITER = (
    "journal_mode = WAL",
    "synchronous = FULL",
    f"cache_size = -{_CACHE_KB}",
    f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
    f"analysis_limit = {_ANALYSED_ROWS}",
)


class Database:
    """A SQLite file that this process holds for itself."""

    def __init__(self, path: str, factory: Factory = sqlite3.Connection, meter: Meter = UNMEASURED) -> None:
        """`factory` makes the connections; tests pass one that fails on purpose."""
        self._meter = meter
        self._path = path
        self._factory = factory
        self._writer: Writer | None = None
        self._readers = ThreadPoolExecutor(_READERS, "sqlite-reader")
        self._searcher = ThreadPoolExecutor(1, "sqlite-search")
        # A check takes long, so no other call waits for its thread.
        self._checker = ThreadPoolExecutor(1, "sqlite-check")
        self._local = threading.local()
        self._is_abandoned = threading.Event()
        self._read_connections: list[sqlite3.Connection] = []
        self._check = TableCheck(path)
        self._mark = RunMark(path)
        self.was_killed = False
        """Whether the last run that wrote to the file did not close it, and no check has ended since."""
        self._is_checked = False

    def open(self) -> None:
        """Lock the file, and migrate its tables; blocks.

        Raises DatabaseInUse, DatabaseTooNew, DatabaseDamaged, and StorageError, also after `abandon`, which undoes the
        migration under way.
        """
        try:
            with ExitStack() as opened:
                opened.enter_context(closing(hold(self._path)))
                make_private(self._path)
                self.was_killed = self._mark.begin(lambda: damage_of(self._path))
                opened.callback(self._end_mark)  # also if the opening fails from here on: that is no kill
                connection = opened.enter_context(closing(connect(self._path, self._factory, *_OF_THE_WRITER)))
                refuse_newer(connection, self._path)
                connection.set_progress_handler(self._is_abandoned.is_set, _STEPS)
                migrations.apply(Tables(connection))
                connection.set_progress_handler(None, 0)
                self._writer = Writer(connection, self._meter)
                self._opened = opened.pop_all()
        except (sqlite3.Error, OSError) as error:
            if is_damage(error):
                raise DatabaseDamaged(self._path, str(error)) from error
            raise StorageError(f"{self._path}: {error}") from error

    def abandon(self) -> None:
        """Let `open`, in another thread, fail soon instead of finishing a long migration."""
        self._is_abandoned.set()

    def open_for_reading(self) -> None:
        """Open the file for reading, while another process may hold it. Raises DatabaseTooNew, StorageError; blocks."""
        if not Path(self._path).exists():
            raise StorageError(f"{self._path}: no such file; the bot makes it when it runs for the first time")
        try:
            with closing(connect(self._path, self._factory, "query_only = ON")) as connection:
                refuse_newer(connection, self._path)
        except sqlite3.Error as error:
            raise StorageError(f"{self._path}: {error}") from error
        self._opened = ExitStack()

    def close(self) -> None:
        """Finish the writes that were queued, end the reads, and release the file; blocks."""
        ended = threading.Event()
        interrupting = threading.Thread(target=self._interrupt, args=(ended,), name="sqlite-interrupt")
        interrupting.start()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()
        for pool in (self._readers, self._searcher, self._checker):
            pool.shutdown(cancel_futures=True)
        ended.set()
        interrupting.join()
        while self._read_connections:
            self._read_connections.pop().close()
        self._opened.close()

    def _interrupt(self, ended: threading.Event) -> None:
        """End the reads: a search may take long, and no caller waits for it now.

        It is done again and again, since SQLite forgets an interrupt that comes between two statements.
        """
        while True:
            self._check.stop()
            for connection in list(self._read_connections):
                connection.interrupt()
            if ended.wait(_INTERRUPTED_EVERY_S):
                return

    def _end_mark(self) -> None:
        """Let the next run know that this one has ended well; a check that is still to be made is left to it."""
        if self._is_checked or not self.was_killed:
            self._mark.end()

    async def damage(self) -> list[str]:
        """What a check of all tables finds; empty if they are sound. It has a thread of its own, and takes long.

        If anything is found, the file is opened no more before it is sound.
        """
        return await asyncio.get_running_loop().run_in_executor(self._checker, self._find_damage)

    def _find_damage(self) -> list[str]:
        found = self._check.run()
        if found:
            with suppress(OSError):  # a full disk must not hide what was found
                self._mark.note_damage()
        self._is_checked = not self._check.is_stopped
        return found

    @property
    def longest_hold_s(self) -> float:
        """How long the longest transaction has kept the writer, in seconds."""
        return self._writer.longest_hold_s if self._writer is not None else 0.0

    @property
    def hold_s(self) -> float:
        """How long the transaction under way has kept the writer, in seconds; 0 without one."""
        return self._writer.hold_s if self._writer is not None else 0.0

    async def write(self, job: Job[T]) -> T:
        """Run `job` in a transaction; it has happened wholly when this returns, and not at all when it raises.

        Raises what the job raises, and StorageError. A caller that is cancelled does not undo the job.
        """
        if self._writer is None:
            raise StorageError(f"{self._path} is not open for writing")
        return await self._writer.write(job)

    async def read(self, job: Job[T]) -> T:
        """Run `job` on a connection that sees one consistent state. Raises what the job raises, and StorageError."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, job)

    async def search(self, job: Job[T]) -> T:
        """As `read`, in a separate thread: a search may take long, and only other searches wait for it."""
        return await asyncio.get_running_loop().run_in_executor(self._searcher, self._read, job)

    def _read(self, job: Job[T]) -> T:
        try:
            connection = self._reader()
            begin(connection)
            try:
                return job(connection)
            finally:
                roll_back(connection)
        except (sqlite3.Error, MemoryError) as error:
            if (failure := failure_of(error)) is None:
                raise
            raise failure from error

    def _reader(self) -> sqlite3.Connection:
        """The connection of this thread; if it cannot be opened now, the next call tries again."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, self._factory, "query_only = ON")
            self._read_connections.append(connection)
            self._local.connection = connection
        return connection
