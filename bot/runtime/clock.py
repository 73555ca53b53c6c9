"""Clocks for the shell; pure code gets `now` as a value."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and sleeps."""

    def now(self) -> datetime:
        """The present time, aware and in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return after `seconds`, after yielding to the event loop at least once; at once if not positive."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class SteadyClock:
    """A clock that runs evenly, even if the clock that it was set by leaps.

    For waits within one run: leases, rate windows. It may be far from the time of day, which people and feeds use, and
    which stored times use.
    """

    def __init__(self, clock: Clock, elapsed_s: Callable[[], float] = time.monotonic) -> None:
        """Set by `clock` now; `elapsed_s` counts seconds that never leap."""
        self._clock = clock
        self._elapsed_s = elapsed_s
        self._set_to = clock.now()
        self._set_at_s = elapsed_s()

    def now(self) -> datetime:
        return self._set_to + timedelta(seconds=self._elapsed_s() - self._set_at_s)

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)


LEAP = timedelta(seconds=1)
"""A larger step is a leap; a clock that is slewed moves at most a tenth of a second between two looks."""


class WatchedClock:
    """A clock that remembers how far it has been ahead of a steady one at any reading.

    So a wrong time is noticed however soon it is corrected, and before anything computed from it is stored.
    """

    def __init__(self, clock: Clock, steady: Clock) -> None:
        self._clock = clock
        self._steady = steady
        self.max_lead = self.stored_lead = clock.now() - steady.now()
        """The largest lead among readings that were not handled yet; and the lead that storage knows."""

    def now(self) -> datetime:
        now = self._clock.now()
        # If this thread pauses between the two readings, the lead comes out smaller.
        self.max_lead = max(self.max_lead, now - self._steady.now())
        return now

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)

    def unstored_peak(self) -> datetime | None:
        """The time of day at its largest lead; None if storage knows of one as late."""
        return self._steady.now() + self.max_lead if self.max_lead - self.stored_lead >= LEAP else None
