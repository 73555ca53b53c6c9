"""A clock that only moves when it is told to."""

import asyncio
from datetime import UTC, datetime, timedelta


class ManualClock:
    def __init__(self, at: datetime = datetime(2026, 5, 18, 9, 30, 15, 250_000, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)
        await asyncio.sleep(0)

    def advance(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)
