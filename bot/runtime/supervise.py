"""Restarts stages that fail, notes those that stand still, and paces their work."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Self, TypeVar

from bot.errors import DeliveryError, StorageError, UpdatesRefused
from bot.runtime.clock import Clock

_log = logging.getLogger(__name__)

T = TypeVar("T")

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 60.0
_FAILS_FOR = timedelta(seconds=2.5 * _LONGEST_PAUSE_S)
"""Longer than the longest pause between two failures of a stage."""


class Stages:
    """Notes which stages fail, and which stand still."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failed_at: dict[str, datetime] = {}
        self._begun_at: dict[str, datetime] = {}
        """When the steps under way began."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Note that a step of a stage is under way."""
        self._begun_at[name] = self._clock.now()
        try:
            yield
        finally:
            self._begun_at.pop(name, None)

    def stuck(self, after: timedelta) -> list[str]:
        """The names of those whose present step began longer than `after` ago."""
        long_ago = self._clock.now() - after
        return sorted(name for name, at in self._begun_at.items() if at < long_ago)

    def note_failure(self, name: str) -> None:
        self._failed_at[name] = self._clock.now()

    def note_success(self, name: str) -> None:
        self._failed_at.pop(name, None)

    def failing(self) -> list[str]:
        """The names of those whose last step failed, or that were restarted a short while ago."""
        lately = self._clock.now() - _FAILS_FOR
        return sorted(name for name, at in self._failed_at.items() if at > lately)


class Backoff:
    """Pauses that double from the first to the longest."""

    def __init__(self, first_s: float = _FIRST_PAUSE_S, longest_s: float = _LONGEST_PAUSE_S) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._next_s = first_s

    def next(self) -> float:
        """The next pause, in seconds."""
        pause = self._next_s
        self._next_s = min(pause * 2, self._longest_s)
        return pause

    def reset(self) -> None:
        self._next_s = self._first_s

    @classmethod
    def of_outage(cls) -> Self:
        """Pauses for retries during an outage: at most 5 s pass before the database's recovery is noticed."""
        return cls(0.1, 5.0)


class Bell:
    """Wakes a stage when there may be work. A ring while no stage waits is kept for the next waiter."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, timeout_s: float) -> None:
        """Return when the bell rings, or after `timeout_s` seconds."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return
        self._rung.clear()


class Crew:
    """Runs a limited number of tasks at once, and rings `done` when one ends. A failed task stops no other."""

    def __init__(self, tasks: asyncio.TaskGroup, limit: int, done: Bell) -> None:
        self._tasks = tasks
        self._limit = limit
        self._done = done
        self._busy = 0

    @property
    def room(self) -> int:
        """How many more tasks may start."""
        return self._limit - self._busy

    def start(self, work: Coroutine[None, None, None]) -> None:
        self._busy += 1
        self._tasks.create_task(_to_its_end(work)).add_done_callback(self._end)

    def _end(self, _: asyncio.Task[None]) -> None:
        self._busy -= 1
        self._done.ring()


async def _to_its_end(work: Coroutine[None, None, None]) -> None:
    try:
        await work
    except Exception:  # noqa: BLE001  in a task group it would cancel all others
        _log.exception("a task failed")


_noted_by: ContextVar["Stages | None"] = ContextVar("noted_by", default=None)
"""Who notes the failures of the stage that runs in this context."""


async def keep_going(name: str, run: Callable[[], Awaitable[None]], clock: Clock, stages: Stages | None = None) -> None:
    """Run a stage until it ends by itself; restart it when it fails, after a pause that doubles up to a minute.

    `stages` hears of its failures, and of those of its steps (`repeat`).

    Raises UpdatesRefused, the one failure that waiting cannot fix.
    """
    backoff = Backoff()
    _noted_by.set(stages)
    while True:
        began = clock.now()
        try:
            await run()
        except UpdatesRefused:
            raise
        except Exception as error:  # noqa: BLE001  any failure is logged, and the other stages go on
            if (clock.now() - began).total_seconds() > _LONGEST_PAUSE_S:
                backoff.reset()
            await _pause(name, error, backoff, clock)
        else:
            return


async def repeat(
    name: str,
    step: Callable[[], Awaitable[bool]],
    bell: Bell,
    idle_s: float,
    *,
    clock: Clock,
    is_over: Callable[[], bool] = lambda: False,
) -> None:
    """Repeat `step` while it finds work; otherwise wait for the bell, at most `idle_s` seconds.

    A failed step is retried after a pause that doubles; work that earlier steps started goes on meanwhile.
    """
    failing, outage, stages = Backoff(), Backoff.of_outage(), _noted_by.get()
    while not is_over():
        try:
            with stages.step(name) if stages is not None else nullcontext():
                found = await step()
        except StorageError:  # `Outages` logs it
            await clock.sleep(outage.next())
        except Exception as error:  # noqa: BLE001  as in `keep_going`
            await _pause(name, error, failing, clock)
        else:
            failing.reset()
            outage.reset()
            if stages is not None:
                stages.note_success(name)
            if not found:
                await bell.wait(idle_s)


async def _pause(name: str, error: Exception, backoff: Backoff, clock: Clock) -> None:
    pause = backoff.next()
    if (stages := _noted_by.get()) is not None:
        stages.note_failure(name)
    if isinstance(error, DeliveryError | StorageError):  # its message says it all
        _log.warning("%s failed, and goes on in %g s: %s", name, pause, error)
    else:
        _log.error("%s failed, and goes on in %g s", name, pause, exc_info=error)
    await clock.sleep(pause)


async def first_of(*ways: Awaitable[object]) -> None:
    """Return when the first of several awaitables has ended; the others are cancelled."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def unless(stop: asyncio.Event, work: Coroutine[None, None, T]) -> T | None:
    """The result of `work`; None if `stop` comes first: then the work is cancelled, and has ended. Raises as `work`."""
    working = asyncio.ensure_future(work)
    try:
        await first_of(asyncio.wait([working]), stop.wait())
    finally:
        if not working.done():
            working.cancel()
            await asyncio.wait([working])
    return None if working.cancelled() else working.result()
