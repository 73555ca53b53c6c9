import asyncio
import logging

import pytest

from bot.errors import StorageError, TokenRefused
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Backoff, Bell, Crew, Stages, keep_going, repeat, unless
from tests.clock import SteppedClock


async def test_a_stage_that_fails_goes_on_after_a_growing_pause(caplog: pytest.LogCaptureFixture) -> None:
    clock = SteppedClock()
    began, runs = clock.now(), []

    async def run() -> None:
        runs.append((clock.now() - began).total_seconds())
        if len(runs) < 5:
            raise ValueError(f"run {len(runs)}")

    with caplog.at_level(logging.ERROR):
        await keep_going("stage", run, clock)
    assert runs == [0, 1, 3, 7, 15]
    assert [record.exc_info is not None for record in caplog.records] == [True] * 4


@pytest.mark.parametrize(
    ("backoff", "pauses_s"),
    [
        (Backoff(), [1, 2, 4, 8, 16, 32, 60, 60]),
        (Backoff.of_outage(), [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5]),
    ],
)
def test_pauses_double_up_to_the_longest(backoff: Backoff, pauses_s: list[float]) -> None:
    assert [backoff.next() for _ in pauses_s] == pauses_s
    backoff.reset()
    assert backoff.next() == pauses_s[0]


async def test_what_no_waiting_mends_is_not_waited_out() -> None:
    async def run() -> None:
        raise TokenRefused

    with pytest.raises(TokenRefused):
        await keep_going("stage", run, SteppedClock())


async def test_a_ring_while_nobody_waits_is_kept() -> None:
    bell = Bell()
    bell.ring()
    async with asyncio.timeout(30):
        await bell.wait(60)


async def test_steps_are_repeated_while_there_is_work_and_then_when_the_bell_rings() -> None:
    bell, steps = Bell(), asyncio.Queue[int]()
    found_work = iter([True, True, False, False])

    async def step() -> bool:
        steps.put_nowait(steps.qsize())
        return next(found_work)

    running = asyncio.create_task(repeat("stage", step, bell, 60, clock=SystemClock()))
    async with asyncio.timeout(30):
        for _ in range(3):
            await steps.get()
        await asyncio.sleep(0)
        assert steps.empty()
        bell.ring()
        await steps.get()
    running.cancel()


async def test_a_crew_has_room_again_when_work_is_done() -> None:
    bell = Bell()
    async with asyncio.TaskGroup() as tasks:
        crew = Crew(tasks, 2, bell)
        done = asyncio.Event()

        async def work() -> None:
            await done.wait()

        crew.start(work())
        crew.start(work())
        assert crew.room == 0
        done.set()
        async with asyncio.timeout(30):
            await bell.wait(60)
    assert crew.room == 2


async def test_a_step_that_fails_is_repeated_after_a_growing_pause_beside_what_was_begun(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock, bell = SteppedClock(), Bell()
    began, steps = clock.now(), []
    failures: list[Exception | None] = [
        ValueError("a"),
        ValueError("b"),
        StorageError("c"),
        None,
        ValueError("d"),
        None,
    ]
    released, ended = asyncio.Event(), []

    async def work() -> None:
        await released.wait()
        ended.append("work")

    async def step() -> bool:
        steps.append((clock.now() - began).total_seconds())
        if failure := failures[len(steps) - 1]:
            raise failure
        return True

    with caplog.at_level(logging.ERROR):
        async with asyncio.TaskGroup() as tasks:
            Crew(tasks, 1, bell).start(work())
            await repeat("stage", step, bell, 60, clock=clock, is_over=lambda: len(steps) == len(failures))
            released.set()
    assert steps == [0, 1, 3, 3.1, 3.1, 4.1]
    assert ended == ["work"]
    assert len(caplog.records) == 3, "an outage is told where it is met"


async def test_a_task_that_fails_is_logged_and_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    ended = []

    async def fail() -> None:
        raise ValueError

    async def work() -> None:
        for _ in range(10):
            await asyncio.sleep(0)
        ended.append("work")

    with caplog.at_level(logging.ERROR):
        async with asyncio.TaskGroup() as tasks:
            crew = Crew(tasks, 2, Bell())
            crew.start(work())
            crew.start(fail())
    assert ended == ["work"]
    assert crew.room == 2
    assert caplog.records[0].exc_info is not None


async def test_which_stages_fail_is_known_until_a_step_succeeds() -> None:
    clock = SteppedClock()
    stages, seen = Stages(clock), []
    outcomes = iter([ValueError("defect"), ValueError("defect"), None])

    async def step() -> bool:
        seen.append(stages.failing())
        if (error := next(outcomes)) is not None:
            raise error
        return True

    async def run() -> None:
        await repeat("poll", step, Bell(), 1.0, clock=clock, is_over=lambda: len(seen) == 3)

    await keep_going("poll stage", run, clock, stages)
    assert seen == [[], ["poll"], ["poll"]]
    assert stages.failing() == []
    stages.note_failure("tidy")
    await clock.sleep(200)
    assert stages.failing() == [], "it has been running since"


async def test_work_that_is_stopped_has_ended() -> None:
    stop, ended = asyncio.Event(), asyncio.Event()

    async def work() -> int:
        try:
            await asyncio.sleep(3600)
        finally:
            ended.set()
        return 1

    stopping = asyncio.create_task(unless(stop, work()))
    await asyncio.sleep(0)
    stop.set()
    assert await stopping is None
    assert ended.is_set()


async def test_work_that_is_not_stopped_has_its_result() -> None:
    async def work() -> int:
        return 1

    assert await unless(asyncio.Event(), work()) == 1

    async def fail() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await unless(asyncio.Event(), fail())
