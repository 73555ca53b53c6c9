"""Time as the server sees it, so that tests can have their own."""

import asyncio
import time
from typing import Protocol

from .bell import Bell


class Clock(Protocol):
    def now(self) -> float:
        """Unix time, in seconds."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return when that much time has passed by this clock."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until it is moved; sleepers wake when it passes their time."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self._now = now
        self._bell = Bell()
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, woken))
        self._bell.ring()
        await woken

    async def slept(self) -> None:
        """Return when somebody sleeps."""
        await self._bell.until(lambda: self._sleepers or None, 30)

    def move(self, seconds: float) -> None:
        """Let that much time pass at once."""
        self._now += seconds
        due = [sleeper for sleeper in self._sleepers if sleeper[0] <= self._now]
        self._sleepers = [sleeper for sleeper in self._sleepers if sleeper[0] > self._now]
        for _, woken in due:
            if not woken.done():
                woken.set_result(None)
