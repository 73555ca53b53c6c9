from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ports import Storage
from storage.sqlite import SqliteStorage
from tests.storage.plans import Plans, Watched
from tests.storage.scene import Scene

BACKENDS: dict[str, Callable[[Path], Storage]] = {"sqlite": lambda database: SqliteStorage(str(database), Watched)}

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plans]:
    with closing(Plans(tmp_path_factory.mktemp("plans"))) as plans:
        yield plans


@pytest.fixture(params=BACKENDS)
def open_again(request: pytest.FixtureRequest, database: Path, plans: Plans) -> Iterator[Callable[[], Storage]]:
    """Opens the storage, each time as another run of the program would; what it executes finds its rows at once."""
    yield lambda: BACKENDS[request.param](database)
    assert plans.complaints(Watched.executed) == []


@pytest.fixture
async def storage(open_again: Callable[[], Storage]) -> AsyncIterator[Storage]:
    async with open_again() as opened:
        yield opened


@pytest.fixture
def scene(storage: Storage) -> Scene:
    return Scene(storage, START)
