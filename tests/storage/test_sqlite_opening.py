"""A start that is no longer wanted ends soon, also in the middle of a long migration; a read does so at the close."""

import asyncio
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from bot.errors import DatabaseTooNew
from storage.sqlite import SqliteStorage
from storage.sqlite.database import Database
from storage.sqlite.files import hold, is_held
from storage.sqlite.migrations import migrations

_LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30000000) SELECT count(*) FROM n"
"""Some ten seconds, should nothing end it."""


async def test_a_cancelled_start_undoes_the_migration_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, begun, apply = str(tmp_path / "dozor.db"), threading.Event(), migrations.apply

    def apply_and_go_on(tables: Tables) -> None:
        apply(tables)
        with tables.atomic():
            tables.execute("CREATE TABLE half (done)")
            begun.set()
            tables.execute(_LONG).fetchone()

    monkeypatch.setattr(migrations, "apply", apply_and_go_on)
    opening = asyncio.create_task(SqliteStorage(path).__aenter__())
    assert await asyncio.to_thread(begun.wait, 60)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    monkeypatch.undo()
    assert not is_held(path)
    async with SqliteStorage(path) as storage:
        assert not storage.was_killed
        with closing(sqlite3.connect(path)) as beside:
            assert not beside.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchall()


def test_a_start_that_fails_counts_as_no_kill(database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as db:
        db.execute("UPDATE _sqlite_migrations SET name = 'later' WHERE id = 1")
    with pytest.raises(DatabaseTooNew):
        Database(str(database)).open()
    assert not Path(f"{database}.running").exists()


async def test_closing_waits_for_no_read(migrated: Path) -> None:
    database, begun = Database(str(migrated)), threading.Event()
    await asyncio.to_thread(database.open)

    def read(db: sqlite3.Connection) -> object:
        begun.set()
        time.sleep(0.1)  # an interrupt that comes between two statements is lost
        return db.execute(_LONG).fetchone()

    reading = asyncio.create_task(database.search(read))
    assert await asyncio.to_thread(begun.wait, 60)
    await asyncio.to_thread(database.close)
    with pytest.raises(sqlite3.OperationalError):
        await reading


def test_whether_a_process_holds_the_file_can_be_seen_and_looking_leaves_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    assert not is_held(path)
    assert list(tmp_path.iterdir()) == []
    with closing(hold(path)):
        assert is_held(path)
        assert is_held(path)
    assert not is_held(path)
