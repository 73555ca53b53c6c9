"""The stage of polling, on a database of its own."""

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
from aiohttp import web

from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import FetchLimits
from bot.fetching.guard import AddressGuard
from bot.model import (
    BootId,
    ChatKind,
    Language,
)
from bot.pipeline.poll import Poll
from bot.runtime.supervise import Bell
from tests.clock import SteppedClock
from tests.pipeline.scene import Remembering, Scene, Server


@pytest.fixture
async def scene(database: Path) -> AsyncIterator[Scene]:
    server, clock = Server(), SteppedClock()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with (
        Remembering(str(database)) as storage,
        ParserPool(1, 5) as parsers,
        Fetcher(
            AddressGuard(allow_private=True),
            user_agent="Dozor (test)",
            limits=FetchLimits(connect_s=1, first_byte_s=1, total_s=1),
        ) as fetcher,
    ):
        has_leapt: list[bool] = []
        poll = Poll(
            storage,
            fetcher,
            parsers,
            Schedule(60, 600),
            clock=clock,
            random=Random(1),
            boot=BootId("test"),
            sources=Bell(),
            articles=Bell(),
            has_leapt_lately=lambda: bool(has_leapt),
        )
        chat = await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())
        yield Scene(server, clock, storage, poll, chat, has_leapt=has_leapt)
    await runner.cleanup()
