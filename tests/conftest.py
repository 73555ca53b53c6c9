from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.botapi import BotApi


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[BotApi]:
    async with BotApi(journal=tmp_path / "journal.jsonl") as running:
        yield running
