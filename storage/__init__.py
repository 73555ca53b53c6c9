"""Where things are kept: one package a backend, each an implementation of `bot.ports.Storage`."""

from bot.ports import Storage
from storage.sqlite import SqliteStorage

__all__ = ["open_storage"]


def open_storage(address: str) -> Storage:
    """The storage at `address`, such as `sqlite:///dozor.db`, not yet entered.

    Three slashes begin a relative path, four an absolute one. Raises ValueError for an address of another form.
    """
    scheme, separator, path = address.partition(":///")
    if scheme != "sqlite" or not separator or not path:
        raise ValueError("expected sqlite:///PATH")
    return SqliteStorage(path)
