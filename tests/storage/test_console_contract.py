"""What operators look at is read beside all else, and never for long."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import QueryTooLong, StorageError
from bot.model.console import Overdue
from storage.sqlite.console import DeadlinedReader, SqliteConsole, _end, _Reading
from storage.sqlite.rows import from_ms

_ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE NOT over()) SELECT count(*) FROM n"
_PATIENCE_S = 60.0
_SOON_S = 0.2
"""A deadline; what it interrupts would never end by itself."""


@pytest.fixture
async def reader(database: Path) -> AsyncIterator[DeadlinedReader]:
    reader = DeadlinedReader(str(database), _SOON_S)
    yield reader
    await reader.close()


@pytest.fixture
def endless(reader: DeadlinedReader) -> Iterator[Callable[[sqlite3.Connection], None]]:  # noqa: ARG001  ends before it
    """A read that ends by itself only with the test."""
    over = threading.Event()

    def read(db: sqlite3.Connection) -> None:
        db.create_function("over", 0, over.is_set)
        db.execute(_ENDLESS).fetchall()

    yield read
    over.set()


async def test_it_knows_what_has_been_due_for_the_longest_time(database: Path) -> None:
    async with SqliteConsole(str(database)) as console:
        assert await console.overdue() == Overdue(None, None)
        with closing(sqlite3.connect(database)) as db, db:
            db.executemany("INSERT INTO hosts (name, due_at) VALUES (?, ?)", [("a", 7_000), ("b", 5_000), ("c", None)])
            db.executemany(
                "INSERT INTO chats (telegram_id, kind, title, language, met_at, due_at, dormant_at)"
                " VALUES (?, 'private', '', 'ru', 0, ?, ?)",
                [(1, 9_000, None), (2, 3_000, 1), (3, None, None)],
            )
        assert await console.overdue() == Overdue(from_ms(5_000), from_ms(9_000))


async def test_what_is_overdue_is_known_while_pages_take_long(
    database: Path, endless: Callable[[sqlite3.Connection], None]
) -> None:
    async with SqliteConsole(str(database), deadline_s=3_600) as console:
        pages = [asyncio.create_task(console._db.read(endless)) for _ in range(4)]
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                assert await console.overdue() == Overdue(None, None)
        finally:
            still_read = [page.cancel() for page in pages]
            await asyncio.gather(*pages, return_exceptions=True)
        assert all(still_read)


async def test_a_read_is_interrupted_at_its_deadline_and_the_next_one_goes_on(
    reader: DeadlinedReader, endless: Callable[[sqlite3.Connection], None]
) -> None:
    for _ in range(3):
        with pytest.raises(QueryTooLong):
            await reader.read(endless)
    await _is_free(reader)
    assert await reader.read(lambda db: db.execute("SELECT 1").fetchone()[0]) == 1


async def test_an_interrupt_that_comes_between_two_statements_is_repeated() -> None:
    heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    class HardOfHearing(_Reading[None]):
        times = 0

        def interrupt(self) -> None:
            self.times += 1
            if self.times == 3:
                heard.set_result(None)

    async with asyncio.timeout(_PATIENCE_S):
        await _end(HardOfHearing(lambda _: None), heard)


async def test_a_caller_is_answered_at_the_deadline_even_if_the_read_cannot_be_stopped(reader: DeadlinedReader) -> None:
    stuck, ran = threading.Event(), []
    reads = [asyncio.create_task(reader.read(lambda _: stuck.wait())) for _ in range(2)]
    waits = asyncio.create_task(reader.read(lambda _: ran.append(1)))
    for late in [*reads, waits]:
        with pytest.raises(QueryTooLong):
            await late
    stuck.set()
    assert await reader.read(lambda _: 1) == 1
    assert not ran, "what waited too long for its turn is not begun"


async def test_reads_whose_callers_went_away_are_interrupted(
    reader: DeadlinedReader, endless: Callable[[sqlite3.Connection], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_deadline_s", 3_600)
    loop, began = asyncio.get_running_loop(), asyncio.Semaphore(0)

    def read(db: sqlite3.Connection) -> None:
        loop.call_soon_threadsafe(began.release)
        endless(db)

    readings = [asyncio.create_task(reader.read(read)) for _ in range(2)]
    for _ in readings:
        await began.acquire()
    for reading in readings:
        reading.cancel()
    await asyncio.gather(*readings, return_exceptions=True)
    await _is_free(reader)


async def _is_free(reader: DeadlinedReader) -> None:
    """Its threads read again."""
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            try:
                assert await reader.read(lambda db: db.in_transaction)
            except QueryTooLong:
                continue
            return


async def test_the_log_begins_anew_after_a_read_that_would_not_end(
    reader: DeadlinedReader, endless: Callable[[sqlite3.Connection], None], database: Path
) -> None:
    began = asyncio.Event()
    loop = asyncio.get_running_loop()

    def read(db: sqlite3.Connection) -> None:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        loop.call_soon_threadsafe(began.set)
        endless(db)

    with closing(_writer(database)) as writer:
        reading = asyncio.create_task(reader.read(read))
        await began.wait()
        writer.execute("INSERT INTO hosts (name) VALUES ('written meanwhile')")
        assert writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 1, "the reader is in the way"
        with pytest.raises(QueryTooLong):
            await reading
        assert await reader.read(lambda db: db.execute("SELECT count(*) FROM hosts").fetchone()[0]) == 1
        await asyncio.to_thread(_until_empty, writer)


def _writer(database: Path) -> sqlite3.Connection:
    """It waits for nobody, until it is told to."""
    return sqlite3.connect(database, timeout=0, isolation_level=None, check_same_thread=False)


def _until_empty(writer: sqlite3.Connection) -> None:
    writer.execute("PRAGMA busy_timeout = 60000")
    assert writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0


async def test_it_cannot_write_and_says_what_fails(reader: DeadlinedReader, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="readonly"):
        await reader.read(lambda db: db.execute("INSERT INTO hosts (name) VALUES ('x')"))
    nowhere = DeadlinedReader(str(tmp_path / "nowhere" / "dozor.db"))
    with pytest.raises(StorageError):
        await nowhere.read(lambda _: 1)
    await nowhere.close()
