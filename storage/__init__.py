"""Opens storages: one package a backend, each implements `bot.ports.Storage`."""

from contextlib import AbstractAsyncContextManager

from bot.ports import ArchiveStorage, Catalogue, Storage, TraceStorage
from storage.sqlite import SqliteArchive, SqliteCatalogue, SqliteStorage, SqliteTraces
from storage.sqlite.files import vacuum as vacuum_file

__all__ = ["open_archive", "open_catalogue", "open_storage", "open_traces", "vacuum"]


def open_storage(address: str) -> Storage:
    """The storage at `address`, such as `sqlite:///dozor.db`, not yet entered. Raises ValueError for another form."""
    return SqliteStorage(_sqlite_path(address))


def open_archive(address: str) -> AbstractAsyncContextManager[ArchiveStorage]:
    """The archive at `address`, to be read while the bot runs, not yet entered. Raises ValueError as `open_storage`."""
    return SqliteArchive(_sqlite_path(address))


def open_catalogue(address: str) -> AbstractAsyncContextManager[Catalogue]:
    """The sources at `address`, to be read while the bot runs, not yet entered. Raises ValueError as `open_storage`."""
    return SqliteCatalogue(_sqlite_path(address))


def open_traces(address: str) -> AbstractAsyncContextManager[TraceStorage]:
    """What became of articles at `address`, to be read while the bot runs. Raises ValueError as `open_storage`."""
    return SqliteTraces(_sqlite_path(address))


def vacuum(address: str) -> tuple[int, int]:
    """Shrink the files of a database that nobody uses; their size before and after, in bytes. Blocks.

    Raises DatabaseInUse, StorageError, and ValueError as `open_storage`.
    """
    return vacuum_file(_sqlite_path(address))


def _sqlite_path(address: str) -> str:
    """Three slashes begin a relative path, four an absolute one."""
    scheme, separator, path = address.partition(":///")
    if scheme != "sqlite" or not separator or not path:
        raise ValueError("expected sqlite:///PATH")
    return path
