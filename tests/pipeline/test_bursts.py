"""Many stories at once, on real HTTP: one silent card that becomes their digest, with a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.session import TelegramSession
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.throttle import Rates
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import BootId
from bot.pipeline.deliver import Deliver
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.botapi import TOKEN, BotApi, ChatHandle, Message
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.storage.scene import Scene

_UNDER_WAY = "SELECT 1 FROM dispatches WHERE state = 'sending'"


@dataclass(frozen=True, slots=True)
class _Reader:
    """A chat that is owed eight stories at once, and the delivery that tells it of them."""

    chat: ChatHandle
    scene: Scene
    clock: SteppedClock
    storage: SqliteStorage
    bot: Bot
    matching: Matching

    @asynccontextmanager
    async def delivering(self, boot: str = "test") -> AsyncIterator[Bell]:
        """While it lasts, what is owed is told; it ends as a kill ends a run."""
        debts = Bell()
        deliver = Deliver(
            self.storage,
            TelegramMessenger(self.bot),
            self.matching,
            Renderer(Translations()),
            Pace(Rates(per_second=1_000, chat_per_second=1_000, chat_burst=1_000), self.clock),
            clock=self.clock,
            random=Random(1),
            boot=BootId(boot),
            debts=debts,
        )
        running = asyncio.create_task(deliver.run())
        try:
            yield debts
        finally:
            running.cancel()
            await asyncio.wait([running])

    async def comes(self, *titles: str) -> None:
        self.scene.now = self.clock.now()
        for article in await self.scene.publish(*titles):
            await self.scene.record(article, "коалиция")
        await self.scene.fan_out()

    async def reads(self, start: str, debts: Bell) -> Message:
        """The newest message, once it begins so."""
        for _ in range(3_000):
            if self.chat.messages and self.chat.messages[-1].text.startswith(start):
                return self.chat.messages[-1]
            debts.ring()
            await asyncio.sleep(0.01)  # for the server
        raise TimeoutError(start)

    async def recorded(self) -> None:
        """Until what was sent is recorded: the clock stands still, and a record after its next move would be late."""
        for _ in range(3_000):
            if await self.storage._db.read(lambda db: db.execute(_UNDER_WAY).fetchone()) is None:
                return
            await asyncio.sleep(0.01)
        raise TimeoutError


@pytest.fixture
async def reader(api: BotApi, database: Path) -> AsyncIterator[_Reader]:
    clock = SteppedClock()
    async with (
        SqliteStorage(str(database)) as storage,
        Matching(morphology()) as matching,
        Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(api.url))).context() as bot,
    ):
        handle = api.private(api.person("Anna"))
        reader = _Reader(handle, Scene(storage, clock.now()), clock, storage, bot, matching)
        chat = await reader.scene.chat(handle.id)
        for source in ("one", "two"):
            await reader.scene.source(chat, f"https://{source}.example/feed")
        await reader.scene.subscribe(chat)
        await reader.comes(*(f"новость {number}" for number in range(8)))
        yield reader


async def test_a_card_grows_and_becomes_the_digest_without_a_second_message(reader: _Reader) -> None:
    async with reader.delivering() as debts:
        card = await reader.reads("⚡ коалиция: 8 новостей за 1 минуту\nВ ", debts)
        await reader.recorded()
        assert card.is_silent
        await reader.comes("ещё одна")
        reader.clock.move(seconds=16)
        await reader.reads("⚡ коалиция: 9 новостей", debts)
        await reader.recorded()
        reader.clock.move(seconds=30)
        digest = await reader.reads("🗞 9 сюжетов", debts)
        assert digest.id == card.id
    assert len(reader.chat.messages) == 1


async def test_a_card_that_somebody_deletes_is_a_silent_digest_in_time(reader: _Reader) -> None:
    async with reader.delivering() as debts:
        card = await reader.reads("⚡", debts)
        await reader.recorded()
        await reader.bot.delete_message(reader.chat.id, card.id)
        reader.clock.move(seconds=46)
        assert (await reader.reads("🗞 8 сюжетов", debts)).is_silent
    assert len(reader.chat.messages) == 1


@pytest.mark.parametrize("seconds", [0, 16, 3600])
async def test_a_card_becomes_the_digest_after_a_kill(reader: _Reader, seconds: int) -> None:
    async with reader.delivering() as debts:
        card = await reader.reads("⚡", debts)
        await reader.recorded()
        await reader.comes("ещё одна")
        reader.clock.move(seconds=16)
        await reader.reads("⚡ коалиция: 9", debts)
    reader.clock.move(seconds=seconds)
    async with reader.delivering("another run") as debts:
        reader.clock.move(minutes=6)  # the lease of what was under way ends
        digest = await reader.reads("🗞 9 сюжетов", debts)
        assert digest.id == card.id
    assert len(reader.chat.messages) == 1
