"""Puts a backup in the place of the database.

    backup ──► copy beside the database ──► read back ──► the database and its log get second names ──► the copy takes
                                                                                                         its name

A kill in between leaves the database or the backup under the name, whole, and the old files under their second names.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import BackupRefused, DatabaseDamaged, DatabaseInUse, RestoreRefused, StorageError
from bot.model import BackupSummary
from storage.sqlite.backup import refuse_small_disk
from storage.sqlite.copying import begin_snapshot, copy, flush_folder, read_back, size_of
from storage.sqlite.files import hold
from storage.sqlite.soundness import RunMark
from storage.sqlite.transactions import connect, failure_of

_GAP = 100_000
"""Ids that are left out in a restored database, of each kind that buttons carry.

What was made after the backup had ids that the database does not know of, and their buttons still stand in chats. Given
again, such an id would let an old button act on something new: publish another post, or end another subscription.
"""
_LOGS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    summary: BackupSummary
    kept: Path | None
    """The database as it was before; None if there was none."""


def restore(backup: Path, path: str, *, replace: bool, now: datetime) -> Restored:
    """Put a verified copy of the backup in the place of the database, and keep that, if there is one. Blocks.

    Raises RestoreRefused, DatabaseInUse if the bot runs or anybody reads the database, DatabaseTooNew, and
    StorageError.
    """
    database = Path(path)
    _refuse(backup, database, replace=replace)
    part = database.with_name(f"{database.name}.restoring")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        with closing(hold(path)):
            part.unlink(missing_ok=True)
            try:
                summary = _copied(backup, part)
                kept = _keep(database, f"{now:%Y%m%dT%H%M%SZ}") if database.exists() else None
                # The log goes before the copy comes: beside another database it would destroy that.
                for suffix in _LOGS:
                    Path(f"{database}{suffix}").unlink(missing_ok=True)
                flush_folder(database.parent)
                part.replace(database)
                flush_folder(database.parent)
                RunMark(path).clear()
            finally:
                part.unlink(missing_ok=True)
            return Restored(summary, kept)
    except DatabaseDamaged as error:
        raise RestoreRefused(f"{backup} is damaged, take another backup: {error.found}") from error
    except BackupRefused as error:
        raise RestoreRefused(str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise failure_of(error) or StorageError(f"{database}: {error}") from error


def inspect_backup(backup: Path) -> BackupSummary:
    """Check a backup whole, and say what it holds; see `read_back`. Blocks.

    Raises RestoreRefused, DatabaseTooNew and StorageError.
    """
    _refuse_what_is_no_file(backup)
    try:
        return read_back(backup)
    except DatabaseDamaged as error:
        raise RestoreRefused(f"{backup} is damaged, take another backup: {error.found}") from error
    except sqlite3.Error as error:
        raise failure_of(error) or StorageError(f"{backup}: {error}") from error


def _refuse(backup: Path, database: Path, *, replace: bool) -> None:
    _refuse_what_is_no_file(backup)
    if database.exists() and not database.is_file():
        raise RestoreRefused(f"{database} is no ordinary file; let DATABASE name one")
    if database.exists() and backup.samefile(database):
        raise RestoreRefused(f"{backup} is the database itself; name a backup of it")
    if database.exists() and not replace:
        raise RestoreRefused(f"{database} is there; --replace keeps it beside, and puts the backup in its place")


def _refuse_what_is_no_file(backup: Path) -> None:
    if not backup.exists():
        raise RestoreRefused(f"{backup}: no such file")
    if not backup.is_file():
        raise RestoreRefused(f"{backup} is no ordinary file; name a backup")


def _copied(backup: Path, part: Path) -> BackupSummary:
    with closing(begin_snapshot(str(backup))) as source:
        refuse_small_disk(part.parent, size_of(source))
        copy(source, part)
    summary = read_back(part)
    _allow_for_what_is_unknown(part)
    return summary


def _allow_for_what_is_unknown(part: Path) -> None:
    """Leave ids out, and try chats again that could not be reached: somebody may have come back meanwhile.

    New ids follow the highest one. For messages that is a row that says nothing, as retention keeps one, too.
    """
    with closing(connect(str(part), sqlite3.Connection, "synchronous = FULL")) as connection:
        connection.execute("UPDATE sqlite_sequence SET seq = seq + ?", (_GAP,))
        connection.execute(
            "INSERT INTO dispatches (id, chat_key, topic, state, due_at, created_at, settled_at)"
            " SELECT id + ?, chat_key, topic, 'sent', due_at, created_at, created_at"
            " FROM dispatches ORDER BY id DESC LIMIT 1",
            (_GAP,),
        )
        connection.execute(
            "UPDATE chats SET dormant_at = NULL, dormant_reason = NULL WHERE dormant_reason != 'forgotten'"
        )


def _keep(database: Path, stamp: str) -> Path:
    """Give the database and its log second names. Raises DatabaseInUse if another program has it open."""
    kept = database.with_name(f"{database.name}.before-{stamp}")
    names = {file: Path(f"{kept}{suffix}") for suffix in ("", *_LOGS) if (file := Path(f"{database}{suffix}")).exists()}
    try:
        for file, name in names.items():
            _second_name(file, name)
        _refuse_readers(str(database))
    except BaseException:
        for name in names.values():
            name.unlink(missing_ok=True)
        raise
    flush_folder(database.parent)
    return kept


def _refuse_readers(path: str) -> None:
    """Raise DatabaseInUse if another program has the database open, such as Litestream, or a reader.

    Where nobody has, SQLite may empty the log of a run that was killed into the database: so it was kept before.
    """
    try:
        with closing(connect(path, sqlite3.Connection, "busy_timeout = 0", "locking_mode = EXCLUSIVE")) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise DatabaseInUse(path) from error
        # It is damaged, or no database: that is what a restore is for.


def _second_name(file: Path, name: Path) -> None:
    """Raises OSError."""
    with suppress(OSError):
        os.link(file, name)
        return
    shutil.copy2(file, name)  # some file systems have no second names
    with name.open("rb") as copied:
        os.fsync(copied.fileno())
