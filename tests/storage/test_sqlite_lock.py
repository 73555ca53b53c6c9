"""Who may lock and read the database file, and what the others are told."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DatabaseInUse, DatabaseTooNew, StorageError
from storage import open_archive, open_storage, vacuum
from storage.sqlite import SqliteStorage
from tests.storage.conftest import START


async def test_a_second_one_is_told_that_the_first_holds_the_file_until_it_lets_go(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path):
        with pytest.raises(DatabaseInUse):
            await SqliteStorage(path).__aenter__()
    async with SqliteStorage(path):
        pass


async def test_a_link_to_the_database_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link.db").symlink_to("disk/dozor.db")
    async with open_storage(f"sqlite:///{tmp_path}/disk/dozor.db"):
        with pytest.raises(DatabaseInUse):
            await open_storage(f"sqlite:///{tmp_path}/link.db").__aenter__()


async def test_a_lock_that_cannot_be_made_is_not_taken_for_another_process(tmp_path: Path) -> None:
    (tmp_path / "dozor.db.lock").mkdir()
    with pytest.raises(StorageError) as refused:
        await SqliteStorage(str(tmp_path / "dozor.db")).__aenter__()
    assert not isinstance(refused.value, DatabaseInUse)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
async def test_its_files_are_read_by_their_owner_alone(tmp_path: Path, mask: int) -> None:
    path = str(tmp_path / "dozor.db")
    before = os.umask(mask)
    try:
        async with SqliteStorage(path) as storage:
            await storage.tidy(START)
            modes = {file.name: file.stat().st_mode & 0o777 for file in os.scandir(tmp_path)}
    finally:
        os.umask(before)
    assert {"dozor.db", "dozor.db-wal", "dozor.db-shm", "dozor.db.lock"} <= modes.keys()
    assert set(modes.values()) == {0o600}


async def test_files_of_an_earlier_version_are_closed_to_others(tmp_path: Path) -> None:
    names = ["dozor.db", "dozor.db-wal", "dozor.db-shm", "dozor.db.lock"]
    for name in names:
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o664)
    async with SqliteStorage(str(tmp_path / "dozor.db")):
        assert {(tmp_path / name).stat().st_mode & 0o777 for name in names} == {0o600}


async def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path):
        pass
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('dozor', 'tomorrow', '')")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'what_ends'")
        db.commit()
        before = db.execute("SELECT * FROM sqlite_schema").fetchall()
        for opened in (SqliteStorage(path), open_archive(f"sqlite:///{path}")):
            with pytest.raises(DatabaseTooNew):
                await opened.__aenter__()
    with pytest.raises(DatabaseTooNew):
        vacuum(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT * FROM sqlite_schema").fetchall() == before


async def test_a_database_that_nobody_uses_is_shrunk(tmp_path: Path) -> None:
    path = tmp_path / "dozor.db"
    async with SqliteStorage(str(path)):
        with pytest.raises(DatabaseInUse):
            vacuum(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE ballast (body BLOB)")
        db.executemany("INSERT INTO ballast VALUES (?)", [(bytes(1_000),)] * 2_000)
        db.execute("DROP TABLE ballast")
        db.commit()
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sources").fetchone()
        with pytest.raises(DatabaseInUse):
            vacuum(f"sqlite:///{path}")
    before, after = vacuum(f"sqlite:///{path}")
    assert before > 2_000_000 > 2 * after
    assert after == path.stat().st_size
    async with SqliteStorage(str(path)):
        pass
    with pytest.raises(StorageError, match="no such file"):
        vacuum(f"sqlite:///{tmp_path / 'other.db'}")
