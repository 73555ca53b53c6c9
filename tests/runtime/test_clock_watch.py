"""Leaps of the time of day, on a real database, with clocks that the tests move."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.engine import Matching
from bot.model import ChatKind, Language, Retention
from bot.pipeline.tidy import Tidy, next_mark
from bot.runtime.clock import WatchedClock
from bot.runtime.clock_watch import ClockWatch
from bot.runtime.outages import Outages, retrying
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.storage.scene import Scene

_DAY = timedelta(days=1)
_RETENTION = Retention()
_HELD = timedelta(seconds=40)


class Remembering(SqliteStorage):
    """Keeps what it was told to judge age by, and what it was told of the time."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.marks: list[datetime] = []
        self.stored_lead: list[datetime] = []
        self.set_right_to: list[datetime] = []

    async def tidy(self, now: datetime, aged_at: datetime | None = None, retention: Retention = _RETENTION) -> None:
        await super().tidy(now, aged_at, retention)
        assert aged_at is not None
        self.marks.append(aged_at)

    async def note_time(self, now: datetime) -> None:
        await super().note_time(now)
        self.stored_lead.append(now)

    async def cap_times(self, now: datetime) -> None:
        await super().cap_times(now)
        self.set_right_to.append(now)


@dataclass
class Machine:
    """A machine whose time of day may leap, and what runs on it."""

    storage: Remembering
    clock: SteppedClock
    steady: SteppedClock
    read: WatchedClock
    """The clock as the program reads it."""
    watch: ClockWatch
    tidy: Tidy
    is_failing: bool = False
    """Whether the program waits for the storage."""

    def leap(self, by: timedelta) -> None:
        self.clock.move(seconds=by.total_seconds())

    async def later(self, time: timedelta = timedelta(seconds=1)) -> None:
        for clock in (self.clock, self.steady):
            clock.move(seconds=time.total_seconds())
        await self.watch.look()

    async def hours(self, count: int) -> None:
        for _ in range(count):
            await self.later(timedelta(hours=1))
            await self.tidy.step()

    async def hold(self) -> None:
        """Telegram wants a chat to be left alone."""
        await self.storage.leave_chat_alone(1, self.read.now() + _HELD)

    async def held(self) -> timedelta | None:
        """For how long the chat is left alone from now on."""
        until = (await self.storage.chats_left_alone(self.clock.now())).get(1)
        return None if until is None else until - self.clock.now()


@pytest.fixture
async def machine(database: Path) -> AsyncIterator[Machine]:
    clock, steady = SteppedClock(), SteppedClock()
    async with Remembering(str(database)) as storage, Matching(morphology()) as matching:
        await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())
        read = WatchedClock(clock, steady)
        watch = ClockWatch(storage, read, steady, is_failing=lambda: made.is_failing)
        tidy = Tidy(storage, watch, read, steady, matching=matching)
        made = Machine(storage, clock, steady, read, watch, tidy)
        await watch.begin()
        yield made


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), _DAY, 400 * _DAY], ids=str)
async def test_when_the_clock_is_right_again_nothing_waits_for_longer_than_was_left(
    machine: Machine, ahead: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    await machine.later()
    machine.leap(ahead)
    await machine.later()
    await machine.hold()
    for _ in range(15):
        await machine.later()
    machine.leap(-ahead)
    with caplog.at_level(logging.WARNING):
        await machine.later()
    assert await machine.held() == _HELD - 15 * timedelta(seconds=1) - timedelta(seconds=1)
    assert caplog.messages[1:] == [
        f"the clock went back by {ahead.total_seconds():.0f} s while the bot ran; times brought back with it: 1"
    ]


@pytest.mark.parametrize("waited_s", [0, 60])
@pytest.mark.parametrize("recorded_after_s", [3, 50, 500])
async def test_what_was_under_way_is_looked_for_again(machine: Machine, waited_s: int, recorded_after_s: int) -> None:
    machine.leap(_DAY)
    await machine.later()
    until = machine.clock.now() + _HELD
    machine.is_failing = True
    for _ in range(waited_s):
        await machine.later()
    machine.leap(-_DAY)
    for _ in range(recorded_after_s):
        await machine.later()
    await machine.storage.leave_chat_alone(1, until)
    machine.is_failing = False
    for _ in range(15):
        await machine.later()
    assert (await machine.held() or timedelta(0)) <= _HELD
    await machine.storage.leave_chat_alone(1, machine.clock.now() + 2 * _DAY)
    for _ in range(700):
        await machine.later()
    assert await machine.held() == 2 * _DAY - timedelta(seconds=700)


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), _DAY, 400 * _DAY], ids=str)
async def test_a_clock_that_leaps_there_and_back_between_two_looks_puts_nothing_off(
    machine: Machine, ahead: timedelta
) -> None:
    await machine.later()
    machine.leap(ahead)
    await machine.hold()
    machine.leap(-ahead)
    await machine.later()
    assert await machine.held() == _HELD - timedelta(seconds=1)
    assert machine.watch.has_leapt_lately()


async def test_a_leap_is_told_once_and_a_clock_that_is_set_bit_by_bit_is_not(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(300):
            machine.leap(timedelta(milliseconds=80))
            await machine.later()
        assert not caplog.records
        machine.leap(timedelta(hours=8))  # the machine slept
        for _ in range(300):
            machine.leap(timedelta(milliseconds=-80))
            await machine.later()
    assert len(caplog.records) == 1


async def test_a_run_that_is_killed_leaves_behind_what_time_it_was(tmp_path: Path) -> None:
    clock, steady = SteppedClock(), SteppedClock()
    read = WatchedClock(clock, steady)
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path) as opened:
        storage = retrying(opened, Outages(steady), read)
        await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())
        await ClockWatch(storage, read, steady).begin()
        clock.move(days=1)
        await storage.leave_chat_alone(1, read.now() + _HELD)
    clock.move(days=-1, minutes=1)
    async with SqliteStorage(path) as storage:
        await ClockWatch(storage, WatchedClock(clock, steady), steady).begin()
        assert await storage.chats_left_alone(clock.now()) == {}


async def test_the_time_is_noted_now_and_then(machine: Machine) -> None:
    machine.storage.stored_lead.clear()
    for _ in range(60):
        await machine.later()
    assert len(machine.storage.stored_lead) in {5, 6}


async def test_nothing_is_forgotten_in_the_first_hour_after_a_start_or_a_leap(machine: Machine) -> None:
    await machine.later(timedelta(minutes=59))
    await machine.tidy.step()
    assert machine.storage.marks == []
    await machine.later(timedelta(minutes=1))
    await machine.tidy.step()
    assert machine.storage.marks == [machine.clock.now()]
    machine.leap(100 * _DAY)
    await machine.later()
    await machine.tidy.step()
    machine.leap(-100 * _DAY)
    await machine.later(timedelta(minutes=59))
    await machine.tidy.step()
    assert len(machine.storage.marks) == 1


async def test_a_clock_that_is_400_days_ahead_for_a_day_makes_nothing_older_than_two_days(machine: Machine) -> None:
    await machine.hours(2)
    before = machine.clock.now()
    machine.leap(400 * _DAY)
    await machine.hours(24)
    assert before < machine.storage.marks[-1] <= before + 2 * _DAY
    machine.leap(-400 * _DAY)
    await machine.hours(100)
    assert machine.storage.marks[-1] == machine.clock.now()


async def test_what_was_seen_is_known_after_a_day_of_a_clock_that_is_400_days_ahead(machine: Machine) -> None:
    scene = Scene(machine.storage, machine.clock.now())
    await scene.source(await scene.chat(2))
    source = await scene.claim_source()
    await scene.poll(source, "раз")
    await machine.hours(2)
    machine.leap(400 * _DAY)
    await machine.hours(24)
    machine.leap(-400 * _DAY)
    await machine.hours(24)
    assert set(await machine.storage.sightings(source.id, ["guid:раз"])) == {"guid:раз"}
    await machine.later(91 * _DAY)
    await machine.tidy.step()
    assert await machine.storage.sightings(source.id, ["guid:раз"]) == {}


async def test_what_claims_to_have_happened_in_the_future_is_set_right_once_after_a_start_and_a_leap(
    machine: Machine,
) -> None:
    await machine.hours(5)
    machine.leap(_DAY)
    await machine.hours(5)
    assert len(machine.storage.set_right_to) == 2


@given(
    st.timedeltas(-10_000 * _DAY, 10_000 * _DAY),
    st.lists(st.tuples(st.timedeltas(timedelta(0), 5 * _DAY), st.timedeltas(-500 * _DAY, 500 * _DAY)), max_size=20),
)
def test_the_age_mark_never_gains_more_than_two_days_a_day_and_reaches_the_time_of_day(
    apart: timedelta, turns: list[tuple[timedelta, timedelta]]
) -> None:
    now = SteppedClock().now()
    mark = began = now + apart
    ran = timedelta(0)
    for time, leap in turns:
        now += time + leap
        mark = next_mark(mark, now, time)
        ran += time
        assert abs(mark - began) <= 2 * ran
    needed = abs(now - mark)
    assert next_mark(mark, now, needed / 2 + timedelta(microseconds=1)) == now
