"""A clock that tests move."""

import asyncio
from datetime import UTC, datetime, timedelta


class Stopwatch:
    """Counts seconds by how often it is looked at."""

    def __init__(self) -> None:
        self.seconds_a_look = 0.0
        self._seconds = 0.0

    def elapsed_s(self) -> float:
        self._seconds += self.seconds_a_look
        return self._seconds


class ShiftedClock:
    """The machine's clock, moved."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))

    def move(self, **time: float) -> None:
        self._ahead += timedelta(**time)


class SteppedClock:
    """Jumps to the end of every sleep; others have their turn first."""

    def __init__(self, now: datetime = datetime(2026, 3, 1, 12, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        until = self._now + timedelta(seconds=seconds)
        await asyncio.sleep(0)
        self._now = max(self._now, until)

    def move(self, **time: float) -> None:
        self._now += timedelta(**time)
