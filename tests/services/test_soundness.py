"""Whether the database has outlived the end of the last run is found out beside the running bot."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.services.soundness import Soundness
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock


def _lose_a_row_of_an_index(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'hosts_due'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
        db.execute("INSERT INTO hosts (name, due_at) VALUES ('one.example', 1)")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with database.open("r+b") as file:
        file.seek((page - 1) * size + 3)
        file.write(bytes(2))  # the number of its cells


def _is_marked(database: Path) -> bool:
    return Path(f"{database}.running").exists()


@pytest.fixture
def killed(database: Path) -> Path:
    """As a run leaves it that was killed."""
    Path(f"{database}.running").touch()
    return database


async def test_after_a_kill_the_database_is_checked(killed: Path) -> None:
    _lose_a_row_of_an_index(killed)
    async with SqliteStorage(str(killed)) as storage:
        clock = SteppedClock()
        soundness, began = Soundness(storage, clock), clock.now()
        await soundness.run()
        assert "hosts" in (soundness.found or "")
        assert clock.now() > began, "it lets the start go first"
        await storage.note_time(clock.now())  # it goes on
    assert _is_marked(killed)


async def test_after_a_stop_it_is_not(database: Path) -> None:
    _lose_a_row_of_an_index(database)
    async with SqliteStorage(str(database)) as storage:
        soundness = Soundness(storage, SteppedClock())
        await soundness.run()
        assert soundness.found is None
        assert _is_marked(database)
    assert not _is_marked(database)


async def test_a_stop_waits_for_no_check(killed: Path) -> None:
    async with SqliteStorage(str(killed)) as storage:
        checking = asyncio.create_task(storage.damage())
        await asyncio.sleep(0)
    assert await checking == []
    async with SqliteStorage(str(killed)) as storage:
        assert storage.was_killed, "the check is left to the next run"
        assert await storage.damage() == []
    assert not _is_marked(killed)


async def test_a_check_slows_down_no_other_work(killed: Path) -> None:
    async with SqliteStorage(str(killed)) as storage:
        before = set(threading.enumerate())
        await storage.damage()
        others = {thread.name for thread in set(threading.enumerate()) - before}
        # The thread has stepped back, and can never step forward again.
        assert {name.rstrip("0123456789") for name in others} == {"sqlite-check_"}
