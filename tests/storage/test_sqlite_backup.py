"""Backups of a database file: consistent, verified, and put back without losing what was there."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.errors import (
    BackupRefused,
    DatabaseDamaged,
    DatabaseInUse,
    DatabaseTooNew,
    RestoreRefused,
    StorageError,
)
from bot.model import Chat, ChatLost, NewSource, Sent
from storage import back_up, damage_of, inspect_backup, restore
from storage.sqlite import SqliteStorage, copying
from storage.sqlite.files import hold
from tests.storage.conftest import START
from tests.storage.scene import Scene

_PAGE = 4_096


def _damage(file: Path, *, pages: int = 40) -> None:
    """Overwrite pages in the middle, as a disk does that confirms what it has not written."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // _PAGE // 2 * _PAGE)
        opened.write(os.urandom(pages * _PAGE))


def _mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def _copy_of_what_runs(database: Path) -> Path:
    """The database as a kill just now would leave it."""
    killed = database.parent / "killed"
    killed.mkdir()
    for file in database.parent.glob("dozor.db*"):
        shutil.copy(file, killed)
    return killed / "dozor.db"


def _rows(file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(file)) as db:
        return copying.counts(db)


def _change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute(statement)


async def test_a_backup_is_of_one_instant_while_others_write(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "dozor.db"
    target.parent.mkdir()
    address = f"sqlite:///{database}"
    async with SqliteStorage(str(database)) as storage:
        scene = Scene(storage, START)
        await scene.source(await scene.chat())
        await scene.publish("Первая новость")
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")  # a writer that is in the middle of its transaction
            other.execute("UPDATE sources SET title = 'half'")
            made = back_up(address, target)
            other.execute("ROLLBACK")
        scene.later(minutes=11)
        await scene.publish("Вторая новость")
    assert (made.articles, made.size) == (1, target.stat().st_size)
    assert made.schema > 0
    assert _rows(target)["articles"] == 1
    assert _rows(database)["articles"] == 2
    assert _mode(target) == 0o600
    assert [one.name for one in target.parent.iterdir()] == ["dozor.db"], "one file, which needs no log"


def test_a_copy_that_lacks_rows_is_no_backup_and_replaces_none(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, address = tmp_path / "backup.db", f"sqlite:///{database}"
    back_up(address, target)
    before = target.read_bytes()

    def copy_badly(change: Callable[[Path], None]) -> None:
        def copy(source: sqlite3.Connection, part: Path) -> None:
            copying.copy(source, part)
            change(part)

        monkeypatch.setattr("storage.sqlite.backup.copy", copy)

    copy_badly(lambda part: _change(part, "DELETE FROM clock"))
    with pytest.raises(BackupRefused, match=r"sound.*reads back damaged.*clock"):
        back_up(address, target)
    copy_badly(_damage)
    with pytest.raises(BackupRefused, match="check that disk"):
        back_up(address, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*.part*"))


def _change_schema(file: Path, old: str, new: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'hosts_due'", (old, new))


class _Refusal(NamedTuple):
    target: str
    says: str


@pytest.mark.parametrize(
    "refusal",
    [
        _Refusal("dozor.db", "the database itself"),
        _Refusal("second-name.db", "the database itself"),
        _Refusal("link.db", "the database itself"),
        _Refusal("dozor.db-wal", "belongs to it"),
        _Refusal("nowhere/backup.db", "no such folder"),
        _Refusal(".", "is a folder"),
        _Refusal("notes.txt", "is no backup"),
        _Refusal("other.db", "in use"),
        _Refusal("pipe", "no ordinary file"),
        _Refusal("link-to-pipe", "no ordinary file"),
    ],
    ids=lambda refusal: refusal.target,
)
def test_what_must_not_be_overwritten_is_refused(database: Path, tmp_path: Path, refusal: _Refusal) -> None:
    os.link(database, tmp_path / "second-name.db")
    (tmp_path / "link.db").symlink_to(database)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link-to-pipe").symlink_to("pipe")
    (tmp_path / "notes.txt").write_text("What I must not forget.")
    for name in ("other.db", "other.db-wal"):
        shutil.copy(database, tmp_path / name)
    before = database.read_bytes()
    with pytest.raises(BackupRefused, match=refusal.says):
        back_up(f"sqlite:///{database}", tmp_path / refusal.target)
    assert database.read_bytes() == before
    assert (tmp_path / "notes.txt").read_text() == "What I must not forget."


def test_a_link_stays_and_what_it_leads_to_is_replaced(database: Path, tmp_path: Path) -> None:
    (tmp_path / "other-disk").mkdir()
    link, file = tmp_path / "latest.db", tmp_path / "other-disk" / "latest.db"
    link.symlink_to(file)
    for _ in range(2):  # it leads nowhere at first
        back_up(f"sqlite:///{database}", link)
        assert link.is_symlink()
        assert inspect_backup(file).size == file.stat().st_size
        file.write_bytes(file.read_bytes()[:_PAGE])


@pytest.mark.parametrize("name", ["folder", "pipe", "link-to-pipe"])
def test_what_is_no_file_is_neither_read_nor_replaced(database: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link-to-pipe").symlink_to("pipe")
    odd = tmp_path / name
    with pytest.raises(StorageError, match=r"(folder|pipe) is no ordinary file"):
        back_up(f"sqlite:///{odd}", tmp_path / "backup.db")
    with pytest.raises(RestoreRefused, match=r"(folder|pipe) is no ordinary file"):
        restore(database, f"sqlite:///{odd}", replace=True, now=START)
    with pytest.raises(RestoreRefused, match=rf"{name} is no ordinary file"):
        inspect_backup(odd)


def test_a_small_disk_and_a_second_backup_are_refused(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, target = f"sqlite:///{database}", tmp_path / "backup.db"
    with closing(hold(f"{database}.backup")), pytest.raises(BackupRefused, match="another backup"):
        back_up(address, target)
    usage = shutil.disk_usage(tmp_path)._replace(free=database.stat().st_size)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(BackupRefused, match=r"MB are free, and the copy takes 1\d MB"):
        back_up(address, target)
    with pytest.raises(RestoreRefused, match="MB are free"):
        restore(database, f"sqlite:///{tmp_path / 'new.db'}", replace=False, now=START)
    assert not target.exists()


def test_what_is_damaged_is_told_and_not_backed_up(database: Path, tmp_path: Path) -> None:
    address, target = f"sqlite:///{database}", tmp_path / "backup.db"
    assert damage_of(address) == []
    _damage(database)
    assert damage_of(address)
    with pytest.raises(DatabaseDamaged) as refused:
        back_up(address, target)
    assert (refused.value.path, target.exists()) == (str(database), False)
    (tmp_path / "text.db").write_text("This is no database. " * 99)
    with pytest.raises(DatabaseDamaged, match="not a database"):
        back_up(f"sqlite:///{tmp_path / 'text.db'}", target)
    _change(tmp_path / "foreign.db", "CREATE TABLE things (name TEXT)")
    with pytest.raises(StorageError, match="not a database of Dozor"):
        back_up(f"sqlite:///{tmp_path / 'foreign.db'}", target)


async def _tell(scene: Scene, title: str) -> int:
    """Publish, and send; the id of the message."""
    (article,) = await scene.publish(title)
    await scene.record(article, "река")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(dispatch.id))
    scene.later(minutes=11)
    return dispatch.id


async def _blocked_by(scene: Scene, telegram_id: int) -> Chat:
    """A chat that cannot be reached, and is owed a message."""
    chat = await scene.chat(telegram_id)
    await scene.storage.add_source(NewSource("https://one.example/feed"), chat.key, scene.now, scene.cause())
    await scene.subscribe(chat, "лес")
    (article,) = await scene.publish("О лесе")
    await scene.record(article, "лес")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, ChatLost("Forbidden: bot was blocked by the user"))
    scene.later(minutes=11)
    assert await scene.dispatches() == []
    return chat


async def test_a_restore_keeps_what_was_there_and_gives_no_id_again(database: Path, tmp_path: Path) -> None:
    backup, address = tmp_path / "backup.db", f"sqlite:///{database}"
    async with SqliteStorage(str(database)) as storage:
        scene = Scene(storage, START)
        chat = await scene.chat()
        await scene.source(chat)
        first = await scene.subscribe(chat, "река")
        await _tell(scene, "Первая")
        gone = await _blocked_by(scene, 200)
        made = back_up(address, backup)
        lost = await scene.subscribe(chat, "мост")
        lost_message = await _tell(scene, "Вторая")
        with pytest.raises(DatabaseInUse):
            restore(backup, address, replace=True, now=START)
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(backup, address, replace=False, now=START)
    restored = restore(backup, address, replace=True, now=START)
    assert restored.summary.as_of == made.as_of == START + timedelta(minutes=11)
    assert restored.kept == database.with_name("dozor.db.before-20260301T120000Z")
    assert _rows(restored.kept)["subscriptions"] == 3
    assert restored.summary.subscriptions == _rows(database)["subscriptions"] == 2
    assert _mode(database) == 0o600
    async with SqliteStorage(str(database)) as storage:
        scene.storage = storage
        (owed,) = await scene.dispatches()
        assert owed.chat.key == gone.key, "who came back meanwhile is told"
        await scene.settle(owed, Sent(7))
        assert first.id < lost.id < (await scene.subscribe(chat, "порт")).id
        assert await _tell(scene, "Вторая") > lost_message, "told again, as a message of its own"
        backlog = await storage.backlog(scene.now, START)
        assert (backlog.articles, backlog.chats) == (0, 0)


async def test_the_log_of_a_killed_run_is_kept_with_its_database(database: Path, tmp_path: Path) -> None:
    """And never stands beside the database that comes in its place."""
    backup = tmp_path / "backup.db"
    back_up(f"sqlite:///{database}", backup)
    async with SqliteStorage(str(database)) as storage:
        await Scene(storage, START).chat()
        killed = _copy_of_what_runs(database)
    _check_that_the_log_is_kept(killed, backup)


def _check_that_the_log_is_kept(killed: Path, backup: Path) -> None:
    address, log = f"sqlite:///{killed}", Path(f"{killed}-wal").read_bytes()
    with closing(sqlite3.connect(killed, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM chats").fetchone()
        with pytest.raises(DatabaseInUse):
            restore(backup, address, replace=True, now=START)
    assert not list(killed.parent.glob("*.before-*"))
    with killed.open("r+b") as damaged:
        damaged.write(bytes(16))
    Path(f"{killed}-wal").write_bytes(log)
    kept = restore(backup, address, replace=True, now=START).kept
    assert kept is not None
    assert Path(f"{kept}-wal").read_bytes() == log
    assert damage_of(f"sqlite:///{kept}")
    assert not list(killed.parent.glob("dozor.db-*"))
    assert not Path(f"{killed}.running").exists()
    assert damage_of(address) == []


def test_a_backup_that_cannot_be_trusted_is_not_restored(database: Path, tmp_path: Path) -> None:
    address, backup = f"sqlite:///{database}", tmp_path / "backup.db"
    before = database.read_bytes()
    back_up(address, backup)
    for spoil, error in (
        (_damage, RestoreRefused),
        (lambda file: _change(file, "UPDATE _sqlite_migrations SET name = 'tomorrow' WHERE name = 'what_ends'"), None),
        (Path.unlink, RestoreRefused),
    ):
        spoilt = Path(shutil.copy(backup, tmp_path / "spoilt.db"))
        spoil(spoilt)
        with pytest.raises(error or DatabaseTooNew):
            inspect_backup(spoilt)
        with pytest.raises(error or DatabaseTooNew):
            restore(spoilt, address, replace=True, now=START)
    with pytest.raises(RestoreRefused, match="itself"):
        restore(database, address, replace=True, now=START)
    assert database.read_bytes() == before
    assert not list(tmp_path.glob("*.restoring*"))


async def test_a_run_knows_that_the_last_one_was_killed(database: Path) -> None:
    async with SqliteStorage(str(database)) as storage:
        assert not storage.was_killed
        await Scene(storage, START).chat()
        killed = _copy_of_what_runs(database)
    async with SqliteStorage(str(database)) as storage:
        assert not storage.was_killed, "it was closed"
    async with SqliteStorage(str(killed)) as storage:
        assert storage.was_killed
        assert await storage.damage() == []
    async with SqliteStorage(str(killed)) as storage:
        assert not storage.was_killed


async def test_what_is_found_damaged_is_opened_again_only_when_it_is_sound(database: Path, tmp_path: Path) -> None:
    sound = Path(shutil.copy(database, tmp_path / "sound.db"))
    # An index that lacks what its table has: nothing fails, but the row is not found.
    _change_schema(database, "due_at IS NOT NULL", "due_at > 9")
    _change(database, "INSERT INTO hosts (name, due_at) VALUES ('one.example', 1)")
    _change_schema(database, "due_at > 9", "due_at IS NOT NULL")
    async with SqliteStorage(str(database)) as storage:
        (found, *_) = await storage.damage()
        assert "hosts_due" in found
    for _ in range(2):
        with pytest.raises(DatabaseDamaged):
            await SqliteStorage(str(database)).__aenter__()
    restore(sound, f"sqlite:///{database}", replace=True, now=START)
    async with SqliteStorage(str(database)) as storage:
        assert not storage.was_killed
