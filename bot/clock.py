"""Time, as the shell sees it; pure code gets `now` as a value."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time and waits for it to pass."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds` (at once for none or fewer), leaving the event loop to others at least once."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class SteadyClock:
    """A clock that goes on evenly, whatever is done to the one that it was set by.

    For what lasts within one run: leases, windows of a throttle. It may be far from the time of day, which people and
    feeds go by, and what is kept for the next run.
    """

    def __init__(self, clock: Clock, elapsed_s: Callable[[], float] = time.monotonic) -> None:
        """Set by `clock` now; `elapsed_s` are seconds that never leap."""
        self._clock = clock
        self._elapsed_s = elapsed_s
        self._set_to = clock.now()
        self._set_at_s = elapsed_s()

    def now(self) -> datetime:
        return self._set_to + timedelta(seconds=self._elapsed_s() - self._set_at_s)

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
