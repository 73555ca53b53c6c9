import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.runtime.lazy_aiogram import import_aiogram

import_aiogram()  # as the program does: before anything else imports it

from storage.sqlite import SqliteStorage  # noqa: E402
from tests.botapi import BotApi  # noqa: E402
from tests.kept import keep_certificates  # noqa: E402

_MEMORY = Path("/dev/shm")  # noqa: S108  files of tests only, each in a folder that pytest makes for itself
_ROOM = 4 * 1024**3
"""How much is to be free there, in bytes: tests take up some 200 MB."""


def pytest_configure() -> None:
    keep_certificates()
    _work_in_memory()
    settings.register_profile("dozor", deadline=None)  # a busy machine is no mistake
    settings.load_profile("dozor")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell makes what it runs in the background deaf to interrupts, and so would be the programs that are tested.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores: the tests of the whole program take turns in two workers, and mostly wait."""
    return (os.cpu_count() or 1) + 2


def _work_in_memory() -> None:
    """Databases are flushed with every commit: on a slow disk that takes longer than all else."""
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))
        os.environ.setdefault("TMPDIR", str(_MEMORY))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and no rows, which is closed: a copy opens ten times as fast as a new one."""
    path = tmp_path_factory.mktemp("migrated") / "dozor.db"

    async def make() -> None:
        async with SqliteStorage(str(path)):
            pass

    asyncio.run(make())
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Path:
    """A database of the test's own, without rows."""
    return Path(shutil.copy(migrated, tmp_path))


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[BotApi]:
    async with BotApi(journal=tmp_path / "journal.jsonl") as running:
        yield running
