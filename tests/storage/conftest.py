from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ports import Storage
from storage.sqlite import SqliteStorage
from tests.storage.scene import Scene

BACKENDS: dict[str, Callable[[Path], Storage]] = {"sqlite": lambda folder: SqliteStorage(str(folder / "dozor.db"))}

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(params=BACKENDS)
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Storage]:
    """Opens the storage, each time as another run of the program would."""
    return lambda: BACKENDS[request.param](tmp_path)


@pytest.fixture
async def storage(open_again: Callable[[], Storage]) -> AsyncIterator[Storage]:
    async with open_again() as opened:
        yield opened


@pytest.fixture
def scene(storage: Storage) -> Scene:
    return Scene(storage, START)
