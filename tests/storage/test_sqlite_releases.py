"""Databases of former programs: opened, nothing of them is lost, and nothing that was told is told again."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import ChatKind, Language, Sent, StoryUpdate
from storage.sqlite import SqliteStorage
from tests.releases.left import DATABASE, FOLDER, Manifest, unpack
from tests.storage.scene import Scene

_KEPT = sorted(FOLDER.glob("*.tar.xz"))
_LARGEST = 300_000
"""Bytes of one: they are kept for ever."""


@pytest.fixture(params=_KEPT, ids=lambda path: path.name.removesuffix(".tar.xz"))
def left(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Manifest]:
    manifest = unpack(request.param, tmp_path)
    return tmp_path / DATABASE, manifest


def test_there_are_some_and_they_are_small() -> None:
    assert len(_KEPT) >= 5
    assert not [path.name for path in _KEPT if path.stat().st_size > _LARGEST]


async def test_what_was_owed_is_told_once_and_nothing_that_was_told(left: tuple[Path, Manifest]) -> None:
    database, manifest = left
    chats = {telegram_id: name for name, telegram_id in manifest.chats.items()}
    told: list[tuple[str, str]] = []
    for later in (timedelta(seconds=5), timedelta(days=2), timedelta(days=40)):  # each time another start
        async with SqliteStorage(str(database)) as storage:
            scene = Scene(storage, manifest.left + later)
            await storage.bring_back(scene.now)
            await scene.fan_out()
            while dispatches := await scene.dispatches():
                for dispatch in dispatches:
                    if isinstance(dispatch.content, StoryUpdate):
                        told.append((chats[dispatch.chat.telegram_id], dispatch.content.url))
                    await scene.settle(dispatch, Sent(900_000 + len(told)))
                scene.later(minutes=2)
        if later < timedelta(hours=1):
            assert "Boris" not in dict(told), "his digest is due the next day"
    before = {(chats[int(chat)], url) for chat, counts in manifest.told.items() for url in counts}
    owed = {(name, url) for name, urls in manifest.owed.items() for url in urls}
    assert len(told) == len(set(told))
    assert not before & set(told)
    assert set(told) <= owed
    assert ("Boris", manifest.owed["Boris"][0]) in told


async def test_what_people_have_set_up_is_as_it_was(left: tuple[Path, Manifest]) -> None:
    database, manifest = left
    async with SqliteStorage(str(database)) as storage:
        for name, queries in manifest.subscriptions.items():
            chat = await storage.see_chat(manifest.chats[name], ChatKind.PRIVATE, name, Language.RUSSIAN, manifest.left)
            # Anna sees those of her channel as well.
            assert {one.text for one in await storage.subscriptions(chat.key)} == set(queries)
            assert len(await storage.watched_sources(chat.key)) == (2 if name == "Anna" else 1)
            if name == "Anna":
                assert chat.preferences.zone == "Europe/Kyiv"


async def test_a_migrated_database_has_no_dangling_reference_and_is_that_of_a_new_program(
    left: tuple[Path, Manifest], migrated: Path, tmp_path: Path
) -> None:
    database, _ = left
    async with SqliteStorage(str(database)):
        pass
    shutil.copy(migrated, fresh := tmp_path / "fresh.db")
    with closing(sqlite3.connect(database)) as db, closing(sqlite3.connect(fresh)) as new:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert _columns(db) == _columns(new)


def _columns(db: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Every column of every table, and the indexes, by their names; without the archive's, which is divided in time."""
    columns = db.execute(
        "SELECT m.name, c.name, c.type FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c"
        " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_stat%' AND m.name NOT GLOB 'archive*'"
    )
    indexes = db.execute("SELECT type, name FROM sqlite_schema WHERE type != 'table' AND name NOT LIKE 'sqlite_%'")
    return {*columns, *indexes}
