"""What continues beside a delivery, and what does not, when the database fails or a chat waits."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.throttle import Rates
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import BootId, BroughtMessage, ChatKey, ChatKind, Language, Notice, OutgoingMessage
from bot.pipeline.deliver import Deliver
from bot.ports import Storage
from bot.runtime.clock import WatchedClock
from bot.runtime.outages import Outages, retrying
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.faulty_sqlite import Failure, Faults
from tests.kept import morphology

_CHATS = 4
_PATIENCE_S = 30.0


@dataclass
class _Courier:
    """Implements `Messenger`: carries what it is given when `may_go` is set, after `on_the_way` has happened."""

    sent: list[int] = field(default_factory=list)
    may_go: asyncio.Event = field(default_factory=asyncio.Event)
    taken: asyncio.Queue[int] = field(default_factory=asyncio.Queue)

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        assert message.html
        self.taken.put_nowait(chat_id)
        await self.may_go.wait()
        self.sent.append(chat_id)
        return len(self.sent)

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        raise AssertionError(f"nothing is to be edited: {chat_id}, {message_id}, {message}")

    async def bring(self, chat_id: int, brought: BroughtMessage) -> tuple[int, ...]:
        raise AssertionError(f"nothing is to be copied: {chat_id}, {brought}")


@dataclass
class _Scene:
    storage: Storage
    clock: SteppedClock
    faults: Faults
    courier: _Courier
    debts: Bell
    chats: list[ChatKey]

    async def owe(self, *numbers: int) -> None:
        for number in numbers:
            await self.storage.notify(self.chats[number], Notice("outage-over"), self.clock.now())
        self.debts.ring()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while not condition():  # noqa: ASYNC110  the clock that passes is the tests'
                await asyncio.sleep(0)


@pytest.fixture
async def scene(database: Path) -> AsyncIterator[_Scene]:
    async with _delivering(database) as scene:
        yield scene


@asynccontextmanager
async def _delivering(database: Path) -> AsyncIterator[_Scene]:
    clock, faults, courier, debts = SteppedClock(), Faults(), _Courier(), Bell()
    async with SqliteStorage(str(database), faults.factory()) as opened, Matching(morphology()) as matching:
        storage = retrying(opened, Outages(clock), WatchedClock(clock, clock))
        chats = [
            (await storage.see_chat(number + 1, ChatKind.PRIVATE, "Anna", Language.RUSSIAN, clock.now())).key
            for number in range(_CHATS)
        ]
        deliver = Deliver(
            storage,
            courier,
            matching,
            Renderer(Translations()),
            Pace(Rates(), clock),
            clock=clock,
            random=Random(1),
            boot=BootId("this run"),
            debts=debts,
        )
        running = asyncio.create_task(deliver.run())
        yield _Scene(storage, clock, faults, courier, debts, chats)
        courier.may_go.set()
        faults.disarm()
        deliver.stop()
        await asyncio.wait_for(running, _PATIENCE_S)


@pytest.mark.parametrize("failure", [Failure.DISK, Failure.FULL, Failure.LOCKED, Failure.DEFECT])
async def test_a_claim_that_fails_repeats_nothing_of_what_is_being_sent(scene: _Scene, failure: Failure) -> None:
    await scene.owe(0, 1)
    assert {await scene.courier.taken.get(), await scene.courier.taken.get()} == {1, 2}
    scene.faults.arm(failure, times=30)
    await scene.until(lambda: scene.faults.struck > 3)
    scene.courier.may_go.set()
    await scene.until(lambda: scene.faults.are_spent)
    await scene.owe(2, 3)
    await scene.until(lambda: len(scene.courier.sent) >= _CHATS)
    assert sorted(scene.courier.sent) == [1, 2, 3, 4]


@pytest.mark.parametrize("failure", [Failure.FULL, Failure.DEFECT])
async def test_what_cannot_be_recorded_for_longer_than_its_lease_is_not_repeated(
    scene: _Scene, failure: Failure
) -> None:
    await scene.owe(0)
    await scene.courier.taken.get()
    scene.faults.arm(failure, times=20, only="UPDATE dispatches SET state = ?")
    scene.clock.move(minutes=6)
    scene.courier.may_go.set()
    await scene.until(lambda: scene.faults.are_spent)
    await scene.owe(0, 1)
    await scene.until(lambda: len(scene.courier.sent) >= 3)
    assert sorted(scene.courier.sent) == [1, 1, 2]


async def test_what_is_longer_on_its_way_than_its_lease_is_not_sent_a_second_time(scene: _Scene) -> None:
    await scene.owe(0)
    await scene.courier.taken.get()
    scene.clock.move(minutes=6)
    await scene.owe(1)
    for _ in range(30):  # until somebody has looked for work
        await asyncio.sleep(0)
    scene.courier.may_go.set()
    await scene.until(lambda: len(scene.courier.sent) >= 2)
    assert scene.courier.sent == [1, 2]


async def test_dispatches_that_were_claimed_go_although_the_claim_of_edits_fails(scene: _Scene) -> None:
    scene.courier.may_go.set()
    scene.faults.arm(Failure.FULL, times=3, only="SELECT * FROM chats WHERE edit_at")
    await scene.owe(0)
    await scene.until(lambda: scene.faults.are_spent)
    await scene.owe(1)
    await scene.until(lambda: len(scene.courier.sent) == 2)
    assert sorted(scene.courier.sent) == [1, 2]
