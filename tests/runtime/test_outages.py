"""While the database fails, its callers wait; refusals and defects reach them at once."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.delivery.outcome import after_sending
from bot.errors import DiskFull, LeaseLost
from bot.model import (
    BootId,
    Cause,
    ChatKey,
    ChatKind,
    Cooldown,
    Language,
    Lease,
    Notice,
    Received,
    Sent,
    TellOne,
    Written,
)
from bot.ports import Storage
from bot.runtime.clock import WatchedClock
from bot.runtime.outages import Outages, retrying
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.faulty_sqlite import Failure, Faults

_BOOT = BootId("this run")


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock()


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def outages(clock: SteppedClock) -> Outages:
    return Outages(clock)


@pytest.fixture
async def storage(database: Path, clock: SteppedClock, faults: Faults, outages: Outages) -> AsyncIterator[Storage]:
    async with SqliteStorage(str(database), faults.factory()) as opened:
        yield retrying(opened, outages, WatchedClock(clock, clock))


async def _meet(storage: Storage, clock: SteppedClock) -> ChatKey:
    return (await storage.see_chat(1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())).key


async def test_an_intent_succeeds_when_the_database_does_and_the_log_says_so_once(
    storage: Storage, clock: SteppedClock, faults: Faults, outages: Outages, caplog: pytest.LogCaptureFixture
) -> None:
    faults.arm(Failure.FULL, times=30, only="BEGIN IMMEDIATE")
    began = clock.now()
    with caplog.at_level(logging.INFO):
        keys = await asyncio.gather(*(_meet(storage, clock) for _ in range(3)))
    assert len(set(keys)) == 1
    assert faults.are_spent
    assert outages.error is None
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert "database or disk is full" in caplog.text
    assert clock.now() - began > timedelta(seconds=30), "the pauses grow"


async def test_a_reading_that_fails_is_repeated_too(storage: Storage, faults: Faults) -> None:
    faults.arm(Failure.DISK, times=5)
    assert await storage.unfinished_updates() == []
    assert faults.are_spent


async def test_claims_and_receipts_are_left_to_those_who_come_again_anyhow(
    storage: Storage, clock: SteppedClock, faults: Faults, outages: Outages
) -> None:
    lease = Lease(_BOOT, clock.now() + timedelta(minutes=1))
    asked: list[Callable[[], Awaitable[object]]] = [
        lambda: storage.claim_due_sources(clock.now(), 1, lease),
        lambda: storage.claim_waiting_articles(clock.now(), 1, lease),
        lambda: storage.claim_dispatches(clock.now(), 1, lease, lambda *_: TellOne()),
        lambda: storage.claim_edits(clock.now(), 1, lease),
        lambda: storage.receive([Received(Cause("1:1"), 1, "{}")], clock.now()),
    ]
    for ask in asked:
        faults.arm(Failure.FULL)
        with pytest.raises(DiskFull):
            await ask()
        assert isinstance(outages.error, DiskFull)
        await ask()
        assert outages.error is None


async def test_an_outage_lasts_as_long_as_anybody_waits(
    storage: Storage, clock: SteppedClock, faults: Faults, outages: Outages
) -> None:
    """A disk that is full serves those who read, and those who find nothing to write."""
    faults.arm(Failure.FULL, times=1_000_000, only="INSERT INTO writes")
    waiting = asyncio.ensure_future(storage.note_write(Written(1, clock.now())))
    while faults.struck < 2:
        await storage.unfinished_updates()
    assert isinstance(outages.error, DiskFull)
    faults.disarm()
    await waiting
    assert outages.error is None


async def test_what_is_declined_and_what_is_a_defect_is_heard_at_once(
    storage: Storage, clock: SteppedClock, faults: Faults, outages: Outages
) -> None:
    chat = await _meet(storage, clock)
    await storage.notify(chat, Notice("outage-over"), clock.now())
    lease = Lease(_BOOT, clock.now() + timedelta(minutes=1))
    (dispatch,) = await storage.claim_dispatches(clock.now(), 1, lease, lambda *_: TellOne())
    free = Cooldown(clock.now(), clock.now())
    await storage.settle(dispatch, after_sending(dispatch, Sent(1), clock.now(), free))
    with pytest.raises(LeaseLost):
        await storage.settle(dispatch, after_sending(dispatch, Sent(1), clock.now(), free))
    faults.arm(Failure.DEFECT, only="INSERT")
    with pytest.raises(sqlite3.OperationalError):
        await storage.notify(chat, Notice("outage-over"), clock.now())
    assert outages.error is None


async def test_who_gives_up_waiting_is_not_waited_for(storage: Storage, faults: Faults, outages: Outages) -> None:
    faults.arm(Failure.DISK, times=1_000_000)
    waiting = asyncio.ensure_future(storage.unfinished_updates())
    while outages.error is None:  # noqa: ASYNC110  a thread meets it
        await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert outages.error is None


async def test_a_second_leap_is_noted_although_the_first_ended_while_it_was_noted(
    database: Path, clock: SteppedClock
) -> None:
    wall, stored_lead = SteppedClock(), list[datetime]()
    watched = WatchedClock(wall, clock)

    class SetRightMeanwhile(SqliteStorage):
        async def note_time(self, now: datetime) -> None:
            await super().note_time(now)
            stored_lead.append(now)
            watched.max_lead = watched.stored_lead = timedelta()  # as ClockWatch does when it sees the time go back

    async with SetRightMeanwhile(str(database)) as opened:
        storage = retrying(opened, Outages(clock), watched)
        for _ in range(2):
            wall.move(days=1)
            watched.now()
            await _meet(storage, clock)
            wall.move(days=-1)
    assert len(stored_lead) == 2
