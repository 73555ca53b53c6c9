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


LEAP = timedelta(seconds=1)
"""A clock that is set right bit by bit gains or loses less between two looks: a tenth of a second at the most."""


class WatchedClock:
    """A clock that remembers how far ahead of a steady one it was at any reading.

    So a time that was wrong is known of, however soon it is right again, and before anything is kept that was reckoned
    from it.
    """

    def __init__(self, clock: Clock, steady: Clock) -> None:
        self._clock = clock
        self._steady = steady
        self.furthest = self.noted = clock.now() - steady.now()
        """How far ahead it was at the most, of all readings that nobody has dealt with yet; and what storage knows."""

    def now(self) -> datetime:
        now = self._clock.now()
        # This thread may have stood still between the two, which makes it less.
        self.furthest = max(self.furthest, now - self._steady.now())
        return now

    async def sleep(self, seconds: float) -> None:
        await self._clock.sleep(seconds)

    def unnoted(self) -> datetime | None:
        """The time of day as it was read when it was ahead the furthest; None if storage knows of as late a one."""
        return self._steady.now() + self.furthest if self.furthest - self.noted >= LEAP else None
