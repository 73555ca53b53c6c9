"""What operators are told of: the troubles that the program finds by itself."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.delivery.operator_alert import Operators, Troubles
from bot.delivery.pace import Pace
from bot.delivery.telegram import TelegramMessenger
from bot.delivery.throttle import Rates
from bot.i18n import Translations
from bot.model import BootId, Failure, Language, Lease, NewSource, PollRecord
from bot.runtime.clock import WatchedClock
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.lag import LoopLag
from bot.runtime.supervise import Stages
from bot.services.operations import Operations, Signs
from bot.services.soundness import Soundness
from handlers.updates.polling import Conflict
from storage.sqlite import SqliteStorage
from tests.botapi import BotApi, ChatHandle
from tests.clock import SteppedClock

_SOURCES = 30


@dataclass(frozen=True, slots=True)
class _Watched:
    """A program that looks for troubles, and its operator."""

    storage: SqliteStorage
    clock: SteppedClock
    steady: SteppedClock
    watch: ClockWatch
    troubles: Troubles
    anna: ChatHandle
    conflict: Conflict
    soundness: Soundness

    async def look(self) -> list[str]:
        """Look a few times, a minute apart; what the operator was told meanwhile."""
        before = len(self.anna.messages)
        for _ in range(4):
            for clock in (self.clock, self.steady):
                clock.move(minutes=1)
            await self.watch.look()
            await self.troubles.look()
        return [message.text for message in self.anna.messages[before:]]

    async def poll(self, *, failing: int) -> None:
        """Poll all sources, of which some fail."""
        now = self.clock.now()
        sources = await self.storage.claim_due_sources(now, _SOURCES, Lease(BootId("b"), now + timedelta(minutes=1)))
        for number, source in enumerate(sorted(sources, key=lambda one: one.id)):
            failed = {"failures": 1, "failing_since": now, "failure": Failure("timed-out", "")}
            works = {"failures": 0, "failing_since": None, "failure": None}
            state = replace(source.state, next_poll_at=now, **(failed if number < failing else works))
            await self.storage.record_poll(PollRecord(source.id, source.lease, now, state))


@pytest.fixture
async def watched(api: BotApi, database: Path) -> AsyncIterator[_Watched]:
    clock, steady = SteppedClock(), SteppedClock()
    read = WatchedClock(clock, steady)
    anna = api.private(api.person("Anna"))
    async with (
        SqliteStorage(str(database)) as storage,
        Bot(api.token, session=AiohttpSession(api=TelegramAPIServer.from_base(api.url))) as bot,
    ):
        watch = ClockWatch(storage, read, steady)
        conflict = Conflict()
        soundness = Soundness(storage, steady)
        signs = Signs(
            Stages(steady),
            watch.has_leapt_lately,
            database.parent,
            lambda: conflict.is_on(clock.now()),
            damage=lambda: soundness.found,
        )
        operators = Operators(TelegramMessenger(bot), Pace(Rates(), steady), [anna.id], clock=steady)
        operations = Operations(storage, LoopLag(), read, signs)
        checks = {**operations.checks(), **operations.urgent_checks()}
        del checks["disk"]
        troubles = Troubles(checks, operators, Translations()[Language.ENGLISH], clock=steady)
        new = [NewSource(f"https://{number}.example/feed", pack="p") for number in range(_SOURCES)]
        await storage.share_sources(new, clock.now())
        yield _Watched(storage, clock, steady, watch, troubles, anna, conflict, soundness)


async def test_many_sources_that_fail_at_once_are_told_once_and_so_is_their_end(watched: _Watched) -> None:
    await watched.poll(failing=9)
    assert await watched.look() == [], "some always fail"
    await watched.poll(failing=20)
    (told,) = await watched.look()
    assert f"20/{_SOURCES}" in told
    assert await watched.look() == []
    await watched.poll(failing=2)
    (over,) = await watched.look()
    assert "/broken" in over


async def test_what_has_failed_for_days_is_no_sudden_trouble(watched: _Watched) -> None:
    await watched.poll(failing=20)
    for clock in (watched.clock, watched.steady):
        clock.move(days=2)
    await watched.watch.look()
    assert await watched.look() == []


@pytest.mark.parametrize("leap", [timedelta(hours=3), timedelta(hours=-3)])
async def test_a_clock_that_leaps_is_told_once_and_so_is_its_end(watched: _Watched, leap: timedelta) -> None:
    assert await watched.look() == []
    watched.clock.move(seconds=leap.total_seconds())
    (told,) = await watched.look()
    assert f"{watched.clock.now():%H:}" in told
    assert await watched.look() == []
    for clock in (watched.clock, watched.steady):
        clock.move(minutes=61)
    (over,) = await watched.look()
    assert over.startswith("✅")


async def test_another_program_with_the_token_is_told_once_and_so_is_its_end(watched: _Watched) -> None:
    watched.conflict.met(watched.clock.now())
    for _ in range(4):
        await watched.troubles.look()
    assert watched.anna.messages == [], "a new run ends the last request of the one before"
    for _ in range(4):
        for clock in (watched.clock, watched.steady):
            clock.move(seconds=2)
        watched.conflict.met(watched.clock.now())
        await watched.troubles.look()
    (told,) = watched.anna.messages
    assert "Another program" in told.text
    (over,) = await watched.look()
    assert "I'm the only one" in over


async def test_damage_is_told_with_what_to_do(watched: _Watched) -> None:
    await watched.soundness.run()
    assert await watched.look() == [], "the last run was not killed"
    watched.soundness.found = "row 5 missing from index <hosts_due>"
    (told,) = await watched.look()
    assert "row 5 missing from index <hosts_due>" in told
    assert "dozor restore FILE --replace" in told
    assert await watched.look() == []
