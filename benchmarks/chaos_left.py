"""What a killed run had under way, by its own database: a part of `benchmarks.chaos`."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path

_UNDER_WAY = """
    SELECT telegram_id FROM chats WHERE key IN (SELECT chat_key FROM dispatches WHERE state = 'sending')
    UNION SELECT chat_id FROM inbox WHERE chat_id IS NOT NULL"""

_TRIES = 10
_AGAIN_S = 0.5


async def chats_under_way(database: Path) -> frozenset[int]:
    """The chats to which something may have been sent that is not recorded. The bot may not be writing.

    A backup that is under way empties the log when it ends; then the files are copied once more.
    """
    for _ in range(_TRIES):
        with suppress(sqlite3.Error):
            return await _read_copy(database)
        await asyncio.sleep(_AGAIN_S)
    raise RuntimeError(f"{database} cannot be read")


async def _read_copy(database: Path) -> frozenset[int]:
    with tempfile.TemporaryDirectory(prefix="dozor-chaos-") as copies:
        files = [one for one in (database, database.with_name(f"{database.name}-wal")) if one.exists()]
        # By another process: a process that closes a file loses the locks that SQLite holds on it.
        copying = await asyncio.create_subprocess_exec("cp", *files, copies)
        if await copying.wait():
            return frozenset()
        return await asyncio.to_thread(_read, Path(copies) / database.name)


def _read(database: Path) -> frozenset[int]:
    with closing(sqlite3.connect(database)) as connection:
        return frozenset(chat for (chat,) in connection.execute(_UNDER_WAY))
