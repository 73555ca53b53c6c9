"""Operators hear of an outage once, and once when it is over; of a short one nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.operator_alert import Alert, Operators, Troubles
from bot.delivery.pace import Pace
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.throttle import Rates
from bot.errors import DatabaseLocked, DiskFull, StorageError
from bot.i18n import Translations
from bot.model import Language
from bot.runtime.outages import Outages
from tests.botapi import BotApi, Fault, Refusal
from tests.clock import SteppedClock


class _Scene:
    def __init__(self, api: BotApi, clock: SteppedClock, outages: Outages) -> None:
        self.clock = clock
        self.outages = outages
        self.anna = api.private(api.person("Anna"))
        self.boris = api.private(api.person("Boris"))

    async def wait(self, seconds: float) -> None:
        """Let so much time pass."""
        until = self.clock.now().timestamp() + seconds
        while self.clock.now().timestamp() < until:  # noqa: ASYNC110  the alert's sleeps move it
            await asyncio.sleep(0)


@asynccontextmanager
async def _alerting(api: BotApi) -> AsyncIterator[_Scene]:
    clock = SteppedClock()
    scene = _Scene(api, clock, Outages(clock))
    async with Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot:
        pace = Pace(Rates(), clock)
        texts = Translations()[Language.ENGLISH]
        operators = Operators(TelegramMessenger(bot), pace, (scene.anna.id, scene.boris.id), clock=clock)
        alert = Alert(scene.outages, operators, texts, clock=clock)
        running = asyncio.create_task(alert.run())
        yield scene
        running.cancel()
        await asyncio.wait([running])


@pytest.mark.parametrize(
    ("error", "expected"),
    [(DiskFull("full"), "disk is full"), (DatabaseLocked("locked"), "locked"), (StorageError("<EIO>"), "<EIO>")],
)
async def test_each_operator_hears_of_it_once_and_once_of_its_end(
    api: BotApi, error: StorageError, expected: str
) -> None:
    async with _alerting(api) as scene:
        scene.outages.begin_wait("somebody", error)
        for chat in (scene.anna, scene.boris):
            assert expected in (await chat.next_message()).text
        scene.outages.begin_wait("somebody else", error)
        await scene.wait(300)
        scene.outages.end_wait("somebody else")
        await scene.wait(300)
        scene.outages.end_wait("somebody")
        for chat in (scene.anna, scene.boris):
            assert "works again" in (await chat.next_message()).text
            assert len(chat.messages) == 2


async def test_nobody_hears_of_what_passes_by_itself(api: BotApi) -> None:
    async with _alerting(api) as scene:
        for _ in range(5):
            scene.outages.begin_wait("somebody", StorageError("a backup"))
            await scene.wait(3)
            scene.outages.end_wait("somebody")
            await scene.wait(30)
        assert not scene.anna.messages


async def test_a_disk_that_fails_time_and_again_is_one_outage(api: BotApi) -> None:
    async with _alerting(api) as scene:
        for _ in range(20):
            scene.outages.begin_wait("somebody", DiskFull("full"))
            await scene.wait(30)
            scene.outages.end_wait("somebody")
            await scene.wait(2)
        assert "disk is full" in (await scene.anna.next_message()).text
        assert "works again" in (await scene.anna.next_message()).text
        assert len(scene.anna.messages) == 2


async def test_an_operator_whom_telegram_refuses_keeps_no_other_from_hearing(api: BotApi) -> None:
    async with _alerting(api) as scene:
        api.faults.add(Fault.refuse(Refusal.BLOCKED), chat_id=scene.anna.id)
        api.faults.add(Fault(page=502), chat_id=scene.boris.id, times=2)
        scene.outages.begin_wait("somebody", DiskFull("full"))
        assert "disk is full" in (await scene.boris.next_message()).text
        scene.outages.end_wait("somebody")
        assert "works again" in (await scene.boris.next_message()).text
        assert not scene.anna.messages


async def test_a_trouble_that_lasts_is_told_once_and_so_is_its_end(api: BotApi) -> None:
    clock, found = SteppedClock(), ["120"]
    anna = api.private(api.person("Anna"))

    async def disk() -> str | None:
        return found[-1] or None

    async with Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot:
        operators = Operators(TelegramMessenger(bot), Pace(Rates(), clock), [anna.id], clock=clock)
        troubles = Troubles({"disk": disk}, operators, Translations()[Language.ENGLISH], clock=clock)
        for wrong in ("120", "", "120", "120"):
            found.append(wrong)
            await troubles.look()
        assert anna.messages == [], "what passes by itself needs no action"
        for _ in range(9):
            await troubles.look()
        assert "Only 120\u00a0MB left" in (await anna.next_message()).text
        found.append("")
        for _ in range(9):
            await troubles.look()
        assert "enough disk space" in (await anna.next_message()).text
        assert len(anna.messages) == 2
