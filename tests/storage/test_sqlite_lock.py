"""Who may take the database file, and what is said of those who may not."""

from pathlib import Path

import pytest

from bot.errors import DatabaseInUse, StorageError
from storage.sqlite import SqliteStorage


async def test_a_second_one_is_told_that_the_first_holds_the_file_until_it_lets_go(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path):
        with pytest.raises(DatabaseInUse):
            await SqliteStorage(path).__aenter__()
    async with SqliteStorage(path):
        pass


async def test_a_lock_that_cannot_be_made_is_not_taken_for_another_process(tmp_path: Path) -> None:
    (tmp_path / "dozor.db.lock").mkdir()
    with pytest.raises(StorageError) as refused:
        await SqliteStorage(str(tmp_path / "dozor.db")).__aenter__()
    assert not isinstance(refused.value, DatabaseInUse)
