"""Notices when the time of day leaps, and has brought back what waits for a time that will not come."""

import logging
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.model import BroughtBack
from bot.ports import Storage

_log = logging.getLogger(__name__)

_LOOK_S = 1.0
_LEAP = timedelta(seconds=1)
"""A clock that is set right bit by bit gains or loses less between two looks: a tenth of a second at the most."""
CERTAIN_AFTER = timedelta(hours=1)
"""Without a leap for so long, the time of day is what the machine has heard from others."""
_AT_ONE_INSTANT = timedelta(seconds=0.1)
_AGAIN_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
"""What was under way when the clock was set may be recorded by the time that was, and late if the database fails."""
_NOTED_EVERY = timedelta(seconds=10)


class ClockWatch:
    """Compares the time of day with a clock that goes on evenly."""

    def __init__(self, storage: Storage, clock: Clock, steady: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._steady = steady
        self._ahead = clock.now() - steady.now()
        """Of the steady clock, as it was seen last."""
        self.even_since = self._began_at = self._noted_at = steady.now()
        """By the steady clock: since when the time of day has not leapt; since the start, if it never has."""
        self._again: list[tuple[datetime, timedelta, datetime]] = []
        """When to look for what was under way, by how much the clock went back, and from which time of day."""

    async def begin(self) -> datetime:
        """Bring back what an earlier run has put off, if the time of day has gone back since; the time of day then."""
        now = self._clock.now()
        _tell(await self._storage.bring_back(now), "since the last run")
        return now

    def has_leapt_lately(self) -> bool:
        """Whether the time of day has leapt within the last hour, so that nobody knows how long things have lasted."""
        is_leaping = abs(self._clock.now() - self._steady.now() - self._ahead) >= _LEAP
        return is_leaping or (
            self.even_since != self._began_at and self._steady.now() - self.even_since < CERTAIN_AFTER
        )

    async def run(self) -> None:
        while True:
            await self.look()
            await self._clock.sleep(_LOOK_S)

    async def look(self) -> None:
        """See whether the time of day has leapt since the last look."""
        before, now, steady = self._steady.now(), self._clock.now(), self._steady.now()
        if steady - before > _AT_ONE_INSTANT:
            return
        leap = now - steady - self._ahead
        if abs(leap) >= _LEAP:
            self.even_since, self._again = steady, []
        if leap <= -_LEAP:
            _tell(await self._storage.bring_back(now, -leap), "while the bot ran")
            self._again = [(steady + after, -leap, now - leap) for after in _AGAIN_AFTER]
        elif leap >= _LEAP:
            _log.warning("the clock was set ahead by %.0f s, or the machine slept for as long", leap.total_seconds())
            await self._note(now, steady)
        elif self._again and steady >= self._again[0][0]:
            _, by, since = self._again[0]
            await self._storage.bring_back(now, by, since)
            del self._again[0]
        elif steady - self._noted_at >= _NOTED_EVERY:
            await self._note(now, steady)
        self._ahead += leap

    async def _note(self, now: datetime, steady: datetime) -> None:
        await self._storage.note_time(now)
        self._noted_at = steady


def _tell(back: BroughtBack, when: str) -> None:
    if back.by:
        _log.warning(
            "the clock went back by %.0f s %s; times brought back with it: %d",
            back.by.total_seconds(),
            when,
            back.instants,
        )
    elif back.instants:
        _log.warning("a clock that was wrong had put things off; times brought back to the present: %d", back.instants)
