import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.lazy_aiogram import import_aiogram
from tests.botapi import BotApi


def pytest_configure() -> None:
    """A shell makes what it runs in the background deaf to interrupts, and so would be the programs that are tested."""
    import_aiogram()  # as the program does
    settings.register_profile("dozor", deadline=None)  # a busy machine is no mistake
    settings.load_profile("dozor")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[BotApi]:
    async with BotApi(journal=tmp_path / "journal.jsonl") as running:
        yield running
