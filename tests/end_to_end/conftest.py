import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.botapi import TOKEN, BotApi
from tests.end_to_end.outlets import Outlets
from tests.end_to_end.program import Launcher, Program
from tests.end_to_end.scene import Scene

_WAITING = {"test_clock.py", "test_desk.py", "test_kills.py", "test_outages.py", "test_stop.py", "test_telegram.py"}
"""Their tests mostly wait, and take about as long as all others together."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Two of these at a time: each runs the whole program, and some say when things are to happen."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            group = "end_to_end, waiting" if item.path.name in _WAITING else "end_to_end"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    with Launcher() as running:
        yield running


@pytest.fixture
async def outlets() -> AsyncIterator[Outlets]:
    async with Outlets() as serving:
        yield serving


@pytest.fixture
async def program(launcher: Launcher, tmp_path: Path, migrated: Path, api: BotApi) -> AsyncIterator[Program]:
    """The program with a folder of its own; not yet started. Whatever it says, it never says its token."""
    folder = tmp_path / "program"
    folder.mkdir()
    shutil.copy(migrated, folder)
    settings = {
        "BOT_TOKEN": api.token,
        "TELEGRAM_API": api.url,
        "DATABASE": "sqlite:///dozor.db",
        "DEFAULT_PACK": "false",
        "ALLOW_PRIVATE_NETWORKS": "true",
        "POLL_INTERVAL_FLOOR": "1",
        "POLL_INTERVAL_CEILING": "1",
        "PAGES": "false",
        "LOG_LEVEL": "DEBUG",
    }
    program = Program(launcher, folder, settings)
    yield program
    await program.end()
    said = program.said()
    assert TOKEN not in said
    assert TOKEN.partition(":")[2] not in said


@pytest.fixture
async def scene(tmp_path: Path, api: BotApi, outlets: Outlets, program: Program) -> Scene:
    anna = api.person("Anna", language_code="ru")
    return Scene(api, outlets, program, tmp_path / "journal.jsonl", anna, api.private(anna))
