"""Whatever fails in a transaction, and when: an answered caller can rely on it, and the next ones are served."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.errors import DatabaseLocked, DiskFull, LeaseLost, StorageError
from storage.sqlite import SqliteStorage, writer
from storage.sqlite.database import Database
from tests.faulty_sqlite import Failure, Faults

_TOGETHER = 3
_FAILURES = [Failure.DISK, Failure.FULL, Failure.LOCKED]


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "dozor.db")


@pytest.fixture
def database(path: str, faults: Faults) -> Iterator[Database]:
    database = Database(path, faults.factory())
    database.open()
    with closing(sqlite3.connect(path, isolation_level=None)) as beside:
        beside.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY)")
    with closing(database):
        yield database


def _insert(db: sqlite3.Connection, number: int) -> int:
    db.execute("INSERT INTO numbers VALUES (?)", (number,))
    db.execute("SELECT 1")
    return number


def _numbers(path: str) -> set[int]:
    with closing(sqlite3.connect(path)) as beside:
        return {number for (number,) in beside.execute("SELECT number FROM numbers")}


async def _try(database: Database, number: int) -> int | None:
    with suppress(StorageError):
        return await database.write(lambda db: _insert(db, number))
    return None


@pytest.mark.parametrize("failure", _FAILURES)
@pytest.mark.parametrize("times", [1, 2, 4])
async def test_what_was_answered_is_on_disk_and_what_was_not_is_not_whichever_statement_fails(
    database: Database, faults: Faults, path: str, failure: Failure, times: int
) -> None:
    written: set[int] = set()
    nth = 0
    while not nth or faults.struck:
        nth += 1
        numbers = range(nth * _TOGETHER, (nth + 1) * _TOGETHER)
        faults.arm(failure, nth=nth, times=times)
        answers = await asyncio.gather(*(_try(database, number) for number in numbers))
        written |= {number for number in answers if number is not None}
        assert _numbers(path) == written
        while {*numbers} - written:
            written |= {number for one in {*numbers} - written if (number := await _try(database, one)) is not None}
        assert _numbers(path) == written
    assert nth > 4 * _TOGETHER


@pytest.mark.parametrize("statement", ["BEGIN", "SAVEPOINT", "INSERT", "ROLLBACK TO", "RELEASE", "COMMIT", "ROLLBACK"])
async def test_however_long_a_statement_fails_the_next_ones_are_served_when_it_no_longer_does(
    database: Database, faults: Faults, path: str, statement: str
) -> None:
    def insert_and_fail(db: sqlite3.Connection) -> None:
        _insert(db, 1)
        raise ValueError

    faults.arm(Failure.DISK, times=1_000, only=statement)
    for number in range(2, 5):
        await _try(database, number)
        with suppress(ValueError, StorageError):
            await database.write(insert_and_fail)
    before = _numbers(path)
    faults.disarm()
    assert await _try(database, 9) == 9
    assert _numbers(path) == before | {9}
    assert 1 not in before


async def test_a_transaction_that_cannot_be_rolled_back_is_not_part_of_the_next_one(
    database: Database, faults: Faults, path: str
) -> None:
    faults.arm(Failure.DISK, times=2, only="COMMIT")
    with pytest.raises(StorageError):
        await database.write(lambda db: _insert(db, 1))
    faults.arm(Failure.DISK, times=1_000, only="ROLLBACK")
    await _try(database, 2)
    faults.disarm()
    assert await _try(database, 3) == 3
    assert 1 not in _numbers(path)


async def test_what_was_declined_in_a_transaction_that_failed_is_not_declined_for_good(
    database: Database, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be declined because of what came before it in that transaction, and is undone."""
    both_are_queued = threading.Event()

    def insert(db: sqlite3.Connection) -> None:
        both_are_queued.wait(30)
        _insert(db, 7)

    def decline(db: sqlite3.Connection) -> None:
        if db.execute("SELECT 1 FROM numbers WHERE number = 7").fetchone():
            raise LeaseLost

    monkeypatch.setattr(writer, "_GROUP_S", 60.0)
    faults.arm(Failure.DISK, only="COMMIT")
    both = asyncio.gather(database.write(insert), database.write(decline), return_exceptions=True)
    await asyncio.sleep(0)
    both_are_queued.set()
    assert [type(outcome) for outcome in await both] == [StorageError, StorageError]
    await database.write(decline)


async def test_a_defect_is_no_failure_of_the_database_and_hurts_nobody_beside_it(database: Database, path: str) -> None:
    together = asyncio.gather(
        database.write(lambda db: _insert(db, 1)),
        database.write(lambda db: _insert(db, 1)),
        database.write(lambda db: db.execute("SELECT nonsense")),
        database.write(lambda db: _insert(db, 2)),
        return_exceptions=True,
    )
    first, twice, wrong, last = await together
    assert (first, last) == (1, 2)
    assert isinstance(twice, sqlite3.IntegrityError)
    assert isinstance(wrong, sqlite3.OperationalError)
    with pytest.raises(sqlite3.OperationalError):
        await database.read(lambda db: db.execute("SELECT nonsense"))
    assert _numbers(path) == {1, 2}


async def test_a_job_that_raises_leaves_nothing_of_what_it_has_written(database: Database, path: str) -> None:
    def write_and_raise(db: sqlite3.Connection) -> None:
        _insert(db, 1)
        raise LeaseLost

    declined, other = await asyncio.gather(
        database.write(write_and_raise), database.write(lambda db: _insert(db, 2)), return_exceptions=True
    )
    assert (type(declined), other) == (LeaseLost, 2)
    assert _numbers(path) == {2}


async def test_a_want_of_memory_is_a_failure(database: Database) -> None:
    def exhaust(_: sqlite3.Connection) -> None:
        raise MemoryError  # which is what the driver raises for SQLITE_NOMEM

    for ask in (database.write, database.read):
        with pytest.raises(StorageError, match="out of memory"):
            await ask(exhaust)


async def test_a_full_disk_is_told_from_other_failures_and_takes_nothing_that_was_there(
    database: Database, path: str
) -> None:
    def fill(db: sqlite3.Connection) -> None:
        _insert(db, 2)
        db.execute("CREATE TABLE ballast (text TEXT)")
        db.execute("INSERT INTO ballast VALUES (?)", ("-" * 100_000,))

    assert await _try(database, 1) == 1
    pages = await database.write(lambda db: db.execute("PRAGMA max_page_count").fetchone()[0])
    await database.write(lambda db: db.execute("PRAGMA max_page_count = 1").fetchone())
    small = asyncio.gather(_try(database, 3), database.write(fill), _try(database, 4), return_exceptions=True)
    three, full, four = await small
    assert isinstance(full, DiskFull)
    assert _numbers(path) == {1, *({three, four} - {None})}
    await database.write(lambda db: db.execute(f"PRAGMA max_page_count = {pages}").fetchone())
    await database.write(fill)
    assert _numbers(path) >= {1, 2}


async def test_when_sqlite_rolls_all_back_all_hear_why(
    database: Database, faults: Faults, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_GROUP_S", 60.0)
    all_are_queued = threading.Event()

    def insert(db: sqlite3.Connection) -> int:
        all_are_queued.wait(30)
        return _insert(db, 1)

    faults.arm(Failure.FULL, nth=2, only="INSERT")
    together = asyncio.gather(
        database.write(insert),
        database.write(lambda db: _insert(db, 2)),
        database.write(lambda db: _insert(db, 3)),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    all_are_queued.set()
    one, two, three = await together
    assert (type(one), type(two), three) == (DiskFull, DiskFull, 3)
    assert _numbers(path) == {3}


async def test_another_programs_lock_fails_a_write_and_no_reading(database: Database, path: str) -> None:
    await database.write(lambda db: db.execute("PRAGMA busy_timeout = 20").fetchone())
    with closing(sqlite3.connect(path, isolation_level=None)) as beside:
        beside.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseLocked):
            await database.write(lambda db: _insert(db, 1))
        assert await database.read(lambda db: db.execute("SELECT count(*) FROM numbers").fetchone()[0]) == 0
        beside.execute("ROLLBACK")
    assert await _try(database, 1) == 1


async def test_those_who_wait_for_another_programs_lock_do_not_wait_one_after_another(
    database: Database, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "_GROUP_S", 0.0)
    is_writing, all_are_queued = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        is_writing.set()
        all_are_queued.wait(30)

    holding = asyncio.ensure_future(database.write(hold))
    await asyncio.to_thread(is_writing.wait, 30)
    waiting = asyncio.gather(*(database.write(lambda _: None) for _ in range(20)), return_exceptions=True)
    await asyncio.sleep(0)
    faults.arm(Failure.LOCKED, only="BEGIN")
    all_are_queued.set()
    assert {type(outcome) for outcome in await waiting} == {DatabaseLocked}
    await holding


async def test_readers_are_served_again_whatever_failed_of_an_earlier_reading(
    database: Database, faults: Faults
) -> None:
    for nth in range(1, 12):
        faults.arm(Failure.DISK, nth=nth, times=2)
        for _ in range(6):
            with suppress(StorageError):
                await database.read(lambda db: db.execute("SELECT number FROM numbers").fetchall())
        faults.arm(Failure.DISK, times=20, only="ROLLBACK")
        await asyncio.gather(*(database.read(lambda _: None) for _ in range(6)), return_exceptions=True)
        faults.disarm()
        await _try(database, nth)
        for _ in range(6):  # each thread in turn, and none is in the past
            found = await database.read(lambda db: {row[0] for row in db.execute("SELECT number FROM numbers")})
            assert nth in found


async def test_it_can_be_closed_while_it_fails(path: str, faults: Faults) -> None:
    database = Database(path, faults.factory())
    database.open()
    for statement in ("BEGIN", "COMMIT", "ROLLBACK"):
        faults.arm(Failure.DISK, times=1_000, only=statement)
        left = asyncio.ensure_future(database.write(lambda _: None))
        await asyncio.sleep(0)
    await asyncio.to_thread(database.close)
    await asyncio.gather(left, return_exceptions=True)
    with pytest.raises(StorageError):
        await database.write(lambda _: None)


async def test_a_start_that_fails_lets_the_file_go(path: str, faults: Faults) -> None:
    async with SqliteStorage(path):
        pass
    for statement in ("BEGIN", "UPDATE", "COMMIT"):
        faults.arm(Failure.FULL, only=statement)
        with pytest.raises(StorageError):
            await SqliteStorage(path, faults.factory()).__aenter__()
        assert faults.are_spent
    async with SqliteStorage(path):
        pass
