"""Keeps what takes time to read: who asks gets what was read before, while it is read again."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.runtime.clock import Clock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """What was read, and when that began."""

    value: T
    at: datetime


class Keeping(Generic[T]):
    """Reads something at most once at a time, when somebody asks for it."""

    def __init__(
        self, read: Callable[[], Awaitable[T]], clock: Clock, *, fresh_for: timedelta, old_after: timedelta
    ) -> None:
        """What is no longer fresh is read again, and given meanwhile until it is old: then it is waited for."""
        self._read = read
        self._clock = clock
        self._fresh_for = fresh_for
        self._old_after = old_after
        self._kept: Kept[T] | None = None
        self._reading: asyncio.Task[Kept[T]] | None = None

    async def get(self) -> Kept[T]:
        """Raises what reading raises, if it has to be waited for."""
        kept = self._kept
        age = None if kept is None else abs(self._clock.now() - kept.at)  # the clock may be set back
        if kept is not None and age is not None and age < self._fresh_for:
            return kept
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_again())
        if kept is not None and age is not None and age < self._old_after:
            return kept
        return await asyncio.shield(self._reading)

    async def close(self) -> None:
        """Read no more."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])

    async def _read_again(self) -> Kept[T]:
        at = self._clock.now()
        self._kept = Kept(await self._read(), at)
        return self._kept
