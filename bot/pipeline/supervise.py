"""Keeps the stages going."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine

from bot.clock import Clock
from bot.errors import DeliveryError, UpdatesRefused

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 60.0


class Bell:
    """Tells a stage that there may be work. A ring while nobody waits is kept for the next who does."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, timeout_s: float) -> None:
        """Return when it has rung, or after `timeout_s` seconds."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return
        self._rung.clear()


class Crew:
    """A bounded number of tasks at once; whoever waits for room hears `done` ring."""

    def __init__(self, tasks: asyncio.TaskGroup, limit: int, done: Bell) -> None:
        self._tasks = tasks
        self._limit = limit
        self._done = done
        self._busy = 0

    @property
    def room(self) -> int:
        """How many more may start."""
        return self._limit - self._busy

    def start(self, work: Coroutine[None, None, None]) -> None:
        self._busy += 1
        self._tasks.create_task(work).add_done_callback(self._end)

    def _end(self, _: asyncio.Task[None]) -> None:
        self._busy -= 1
        self._done.ring()


async def keep_going(name: str, run: Callable[[], Awaitable[None]], clock: Clock) -> None:
    """Run a stage until it ends by itself; whenever it fails, again, after a pause that doubles up to a minute.

    Raises UpdatesRefused, the one failure that no waiting mends.
    """
    pause = _FIRST_PAUSE_S
    while True:
        began = clock.now()
        try:
            await run()
        except UpdatesRefused:
            raise
        except DeliveryError as error:  # says all in a line
            _log.warning("%s failed, and goes on in %g s: %s", name, pause, error)
        except Exception:  # noqa: BLE001  whatever it is, it is logged, and the other stages go on
            _log.exception("%s failed, and goes on in %g s", name, pause)
        else:
            return
        if (clock.now() - began).total_seconds() > _LONGEST_PAUSE_S:
            pause = _FIRST_PAUSE_S
        await clock.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_S)


async def repeat(step: Callable[[], Awaitable[bool]], bell: Bell, idle_s: float) -> None:
    """Repeat `step` while it finds work, then wait for the bell, or look again after `idle_s` seconds."""
    while True:
        if not await step():
            await bell.wait(idle_s)
