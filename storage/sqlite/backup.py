"""A backup: a copy of the database in a file of its own, made while the bot runs or not."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import BackupRefused, DatabaseDamaged, DatabaseInUse, DiskFull, StorageError
from bot.model import BackupSummary
from storage.sqlite.copying import begin_snapshot, copy, counts, flush_folder, read_back, size_of
from storage.sqlite.files import hold
from storage.sqlite.soundness import damage_of
from storage.sqlite.transactions import failure_of

SPARE = 16 * 1024**2
"""Bytes to be free on the disk beyond the copy: the log of the database grows meanwhile, perhaps on the same disk."""
_HEADER = b"SQLite format 3\0"
BESIDE = ("-wal", "-shm", "-journal", ".lock", ".running", ".backup.lock")
"""What stands beside a database that is in use."""


def back_up(path: str, target: Path) -> BackupSummary:
    """Copy the database to `target`, which a finished and verified copy alone replaces. Blocks.

    Where that is a link, what it leads to is replaced, and the link stays. The writer of a bot that runs is not held
    up. Raises BackupRefused, DatabaseTooNew, DatabaseDamaged and StorageError.
    """
    if not Path(path).exists():
        raise StorageError(f"{path}: no such file; the bot makes it when it runs for the first time")
    if not Path(path).is_file():
        raise StorageError(f"{path} is no ordinary file; let DATABASE name one")
    try:
        target = target.resolve()
        refuse_target(path, target)
        part = target.with_name(f"{target.name}.part")
        with closing(hold(f"{path}.backup")):
            part.unlink(missing_ok=True)  # of a backup that was killed: no other one is under way
            try:
                made = _copied(path, part)
                part.replace(target)
                flush_folder(target.parent)
            finally:
                part.unlink(missing_ok=True)
            return made
    except DatabaseInUse as error:
        raise BackupRefused(f"another backup of {path} is under way") from error
    except (sqlite3.Error, OSError) as error:
        raise _failure(error, target) from error


def refuse_target(path: str, target: Path) -> None:
    """Raise BackupRefused if a backup must not be put there: see the messages."""
    if not target.parent.is_dir():
        raise BackupRefused(f"{target.parent}: no such folder; make it first")
    if target.is_dir():
        raise BackupRefused(f"{target} is a folder; name a file in it")
    if _is_of(path, target):
        raise BackupRefused(f"{target} is the database itself, or belongs to it; name another file")
    if not target.exists():
        return
    if not target.is_file():  # to open a pipe would wait for anybody who writes to it
        raise BackupRefused(f"{target} is no ordinary file; name one")
    with target.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise BackupRefused(f"{target} is no backup, and is not overwritten; name another file")
    if any(target.with_name(target.name + suffix).exists() for suffix in BESIDE):
        raise BackupRefused(f"{target} is a database that is in use, and is not overwritten; name another file")


def refuse_small_disk(folder: Path, needed: int) -> None:
    """Raise BackupRefused if a copy of so many bytes does not fit there."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise BackupRefused(
            f"{folder}: {_megabytes(free)} MB are free, and the copy takes {_megabytes(needed + SPARE)} MB"
        )


def _copied(path: str, part: Path) -> BackupSummary:
    """Copy the database to `part`, and read that back."""
    with closing(begin_snapshot(path)) as source:
        refuse_small_disk(part.parent, size_of(source))
        rows = counts(source)
        copy(source, part)
        source.execute("ROLLBACK")
        # What was written meanwhile is put into the database here: else the writer would have to, in a transaction.
        source.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    try:
        return read_back(part, rows)
    except DatabaseDamaged as error:
        if found := damage_of(path):
            raise DatabaseDamaged(path, found[0]) from error
        raise BackupRefused(
            f"{path} is sound, but its copy in {part.parent} reads back damaged: check that disk ({error.found})"
        ) from error


def _is_of(path: str, target: Path) -> bool:
    """Whether a file is a database, or one of those beside it."""
    own = [Path(path), *(Path(path + suffix) for suffix in BESIDE)]
    if any(target.exists() and one.exists() and target.samefile(one) for one in own):
        return True
    return target.resolve() in {one.resolve() for one in own}


def _failure(error: sqlite3.Error | OSError, target: Path) -> StorageError | BackupRefused:
    failure = failure_of(error)
    if isinstance(failure, DiskFull):
        return BackupRefused(f"{target.parent}: the disk is full, and no backup was made")
    return failure or BackupRefused(f"{target}: {error}")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f}"
