from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.botapi import BotApi


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[BotApi]:
    async with BotApi(journal=tmp_path / "journal.jsonl") as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    """The client unchanged, with only another address."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    yield Bot(api.token, session=session)
    # What `Bot.session.close` does, without its quarter of a second for TLS to say goodbye.
    await (await session.create_session()).close()
