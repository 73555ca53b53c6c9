"""Opens storages: one package a backend, each implements `bot.ports.Storage`."""

import sqlite3
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.model import BackupSummary
from bot.ports import UNMEASURED, ArchiveStorage, Catalogue, Meter, Storage, TraceStorage
from bot.ports.console import ConsoleStorage
from storage.sqlite import SqliteArchive, SqliteCatalogue, SqliteStorage, SqliteTraces
from storage.sqlite.backup import back_up as back_up_file
from storage.sqlite.console import SqliteConsole
from storage.sqlite.files import is_held
from storage.sqlite.files import vacuum as vacuum_file
from storage.sqlite.restoring import Restored, inspect_backup
from storage.sqlite.restoring import restore as restore_file
from storage.sqlite.soundness import damage_of as damage_of_file

__all__ = [
    "Engine",
    "Restored",
    "back_up",
    "damage_of",
    "engine",
    "inspect_backup",
    "is_in_use",
    "open_archive",
    "open_catalogue",
    "open_console",
    "open_storage",
    "open_traces",
    "path_of",
    "restore",
    "vacuum",
]


def open_storage(address: str, meter: Meter = UNMEASURED) -> Storage:
    """The storage at `address`, such as `sqlite:///dozor.db`, not yet entered. Raises ValueError for another form."""
    return SqliteStorage(_sqlite_path(address), meter=meter)


def open_archive(address: str) -> AbstractAsyncContextManager[ArchiveStorage]:
    """The archive at `address`, to be read while the bot runs, not yet entered. Raises ValueError as `open_storage`."""
    return SqliteArchive(_sqlite_path(address))


def open_catalogue(address: str) -> AbstractAsyncContextManager[Catalogue]:
    """The sources at `address`, to be read while the bot runs, not yet entered. Raises ValueError as `open_storage`."""
    return SqliteCatalogue(_sqlite_path(address))


def open_console(address: str) -> ConsoleStorage:
    """What operators look at over HTTP, read beside the storage at `address`. Raises ValueError as `open_storage`."""
    return SqliteConsole(_sqlite_path(address))


def open_traces(address: str) -> AbstractAsyncContextManager[TraceStorage]:
    """What became of articles at `address`, to be read while the bot runs. Raises ValueError as `open_storage`."""
    return SqliteTraces(_sqlite_path(address))


def is_in_use(address: str) -> bool:
    """Whether a process holds the storage, such as the bot. Blocks. Raises ValueError as `open_storage`."""
    return is_held(_sqlite_path(address))


def path_of(address: str) -> str:
    """The file of the storage. Raises ValueError as `open_storage`."""
    return _sqlite_path(address)


@dataclass(frozen=True, slots=True)
class Engine:
    """What keeps the data."""

    version: tuple[int, int, int]
    has_full_text: bool
    """Whether it can search texts."""


def engine() -> Engine:
    """The SQLite that this Python has."""
    with closing(sqlite3.connect(":memory:")) as db:
        options = [option for (option,) in db.execute("PRAGMA compile_options")]
    return Engine(sqlite3.sqlite_version_info, "ENABLE_FTS5" in options)


def vacuum(address: str) -> tuple[int, int]:
    """Shrink the files of a database that nobody uses; their size before and after, in bytes. Blocks.

    Raises DatabaseInUse, StorageError, and ValueError as `open_storage`.
    """
    return vacuum_file(_sqlite_path(address))


def back_up(address: str, target: Path) -> BackupSummary:
    """Copy a database to a file, while the bot runs or not, and read that back. Blocks.

    Raises BackupRefused, DatabaseDamaged, StorageError, and ValueError as `open_storage`.
    """
    return back_up_file(_sqlite_path(address), target)


def restore(backup: Path, address: str, *, replace: bool, now: datetime) -> Restored:
    """Put a verified copy of a backup in the place of a database that nobody uses, and keep that. Blocks.

    Raises RestoreRefused, also if a database is there and `replace` is false, DatabaseInUse, DatabaseTooNew,
    StorageError, and ValueError as `open_storage`.
    """
    return restore_file(backup, _sqlite_path(address), replace=replace, now=now)


def damage_of(address: str) -> list[str]:
    """What a check of a whole database finds, while the bot runs or not; empty if it is sound. Blocks, 15 s a GB.

    Raises StorageError, and ValueError as `open_storage`.
    """
    return damage_of_file(_sqlite_path(address))


def _sqlite_path(address: str) -> str:
    """Three slashes begin a relative path, four an absolute one; links are followed, as locks stand beside the file."""
    scheme, separator, path = address.partition(":///")
    if scheme != "sqlite" or not separator or not path:
        raise ValueError("expected sqlite:///PATH")
    return str(Path(path).resolve()) if Path(path).is_symlink() else path
