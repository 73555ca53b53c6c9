"""A feed that comes back after months: the whole program on a real database, with a clock that can be set on."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer

from bot.app import Outside
from bot.config import Settings
from bot.delivery.session import TelegramSession
from bot.delivery.throttle import Rates
from bot.lifecycle import serve
from bot.ports import Storage
from tests.botapi import TOKEN, BotApi, ChatHandle
from tests.end_to_end.outlets import Outlet, Outlets, Piece, fail

_MONTH = timedelta(days=30)
_GATHERED = timedelta(seconds=21)
_BACKOFF = timedelta(days=1)
_SOON_S = 30.0
_LOOK_S = 0.05
_SUBJECTS = """
    парламент бюджет урожай граница порт шторм выборы суд театр мост газ уголь школа врач рынок налог завод река спутник
    музей поезд мэр фильм союз хлеб вода дорога премия форум закон
""".split()  # noqa: SIM905 - words read better than a list of strings


class SetClock:
    """The machine's clock, plus the time that was skipped."""

    def __init__(self) -> None:
        self._skipped = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._skipped

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))

    def skip(self, time: timedelta) -> None:
        self._skipped += time


@dataclass(frozen=True, slots=True)
class World:
    """A reader, an outlet, and a program between them that can be started again."""

    api: BotApi
    clock: SetClock
    settings: Settings
    outlet: Outlet
    chat: ChatHandle

    async def run(self, until: Callable[[Storage], Coroutine[None, None, None]]) -> None:
        """Run the program meanwhile. Raises what `until` raises."""
        done: list[asyncio.Task[None]] = []

        async def remembered(storage: Storage) -> None:
            done.append(asyncio.create_task(until(storage)))
            await asyncio.wait(done)

        async with self._bot() as people, self._bot() as news:
            rates = Rates(per_second=1_000, chat_per_second=1_000, chat_burst=1_000)
            await serve(Outside(self.settings, people, news, self.clock, rates=rates), remembered)
        await done[0]

    def _bot(self) -> Bot:
        session = TelegramSession(api=TelegramAPIServer.from_base(self.api.url))
        return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))

    async def ask(self, text: str) -> str:
        await self.chat.say(text)
        return (await self.chat.next_message(_SOON_S)).text

    def piece(self, number: int, *, days: int) -> Piece:
        """One of so many days ago that meets the query, and is about nothing that another one is about."""
        words = [f"{word}{number}" for word in Random(number).sample(_SUBJECTS, 12)]
        title, text = f"{' '.join(words[:6])}: номер {number}", f"Участники коалиции желающих: {' '.join(words[6:])}."
        at = self.clock.now() - timedelta(days=days)
        return Piece(title, (text,), f"{self.outlet.site}{number}", f"guid {number}", at)

    async def nothing_is_due(self, storage: Storage) -> None:
        """Wait until the feed was read as it is now, and what it brought is told."""
        for _ in range(2):  # when it is read again, the first reading is recorded
            await self.outlet.read()
        since = self.clock.now()
        async with asyncio.timeout(_SOON_S):
            while any(astuple(await storage.backlog(self.clock.now(), since))[:3]):  # noqa: ASYNC110  nothing rings
                await asyncio.sleep(_LOOK_S)
            self.clock.skip(_GATHERED)
            while any(astuple(await storage.backlog(self.clock.now(), since))):  # noqa: ASYNC110
                await asyncio.sleep(_LOOK_S)

    async def numbers(self) -> list[list[int]]:
        """Which pieces were told since the last time: a list a message, with all pages of a digest."""
        sent = []
        while self.chat.unread:
            message = await self.chat.next_message()
            shown = [message.text]
            while any(button.text.startswith("Ещё ") for button in message.buttons):
                await self.chat.press(message, "Ещё ")
                shown.append((await self.chat.next_edit(message, _SOON_S)).text)
            sent.append([int(number) for text in shown for number in re.findall(r"номер (\d+)", text)])
        return [numbers for numbers in sent if numbers]


@pytest.fixture
async def world(api: BotApi, tmp_path: Path) -> AsyncIterator[World]:
    settings = Settings(
        _env_file=None,
        database=f"sqlite:///{tmp_path / 'dozor.db'}",
        allow_private_networks=True,
        poll_interval_floor=1,
        poll_interval_ceiling=1,
        pages=False,
    )
    chat = api.private(api.person("Anna", language_code="ru"))
    async with Outlets() as outlets:
        yield World(api, SetClock(), settings, outlets.open("vestnik"), chat)


@pytest.mark.parametrize("absence", ["the site fails", "the program is off", "the site says nothing new"])
@pytest.mark.parametrize(("listed", "messages"), [(40, [30]), (5, [5])])
async def test_a_feed_that_comes_back_after_months_brings_one_digest_and_repeats_nothing(
    world: World, absence: str, listed: int, messages: list[int]
) -> None:
    outlet, clock, chat = world.outlet, world.clock, world.chat

    def come_back() -> None:
        """With some that are known, and others of the last 120 days."""
        outlet.answer = None
        outlet.pieces = [world.piece(100 + nth, days=nth * 3) for nth in range(listed)] + outlet.pieces[:6]

    async def before(storage: Storage) -> None:
        outlet.publish(*(world.piece(number, days=0) for number in range(10)))
        await world.ask(f"/sources {outlet.url}")
        await chat.next_message(_SOON_S)
        await world.ask("/add коалиция желающих")
        outlet.publish(world.piece(50, days=0))
        await world.nothing_is_due(storage)
        assert await world.numbers() == [[9], [50]]  # with a subscription, the newest that there is is shown
        if absence == "the program is off":
            return
        if absence == "the site fails":
            outlet.answer = fail
        for _ in range(4):
            clock.skip(_MONTH)
            await outlet.read()
            await storage.tidy(clock.now())
        clock.skip(_BACKOFF)
        come_back()
        await after(storage)

    async def after(storage: Storage) -> None:
        await world.nothing_is_due(storage)
        sent = await world.numbers()
        assert [len(numbers) for numbers in sent] == messages
        counted = Counter(number for numbers in sent for number in numbers)
        assert counted == Counter(100 + nth for nth in range(min(listed, 30)))

    await world.run(before)
    if absence == "the program is off":
        clock.skip(4 * _MONTH)
        come_back()
        await world.run(after)
