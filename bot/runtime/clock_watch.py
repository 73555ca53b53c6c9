"""Notices when the time of day leaps, and has storage bring back the times that a leap put off."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import BroughtBack
from bot.ports import TimeStorage
from bot.runtime.clock import LEAP, Clock, WatchedClock

_log = logging.getLogger(__name__)

_LOOK_S = 1.0
CERTAIN_AFTER = timedelta(hours=1)
"""After so long without a leap, the time of day is trusted to come from a time server."""
_AT_ONE_INSTANT = timedelta(seconds=0.1)
_AGAIN_AFTER = timedelta(seconds=10)
"""Work that was under way when the clock was set may still store the old time; much later, if storage fails."""
_NOTED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class _WentBack:
    """How far the clock went back, and since when (by the wrong clock) it had been ahead."""

    by: timedelta
    since: datetime


class ClockWatch:
    """Compares the time of day with a steady clock."""

    def __init__(
        self,
        storage: TimeStorage,
        clock: WatchedClock,
        steady: Clock,
        *,
        is_failing: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_failing` says whether storage fails and somebody waits for it."""
        self._storage = storage
        self._clock = clock
        self._steady = steady
        self._is_failing = is_failing
        self._ahead = clock.now() - steady.now()
        """The lead over the steady clock at the last look."""
        self.even_since = self._began_at = self._looked_at = self._noted_at = steady.now()
        """By the steady clock: when the time of day last leapt; the start if it never has."""
        self._went_back: _WentBack | None = None
        """The last step back, whose traces are searched for once more."""
        self._again_at = steady.now()

    async def begin(self) -> datetime:
        """Bring back what an earlier run put off, if the clock has gone back since; the time of day."""
        now = self._clock.now()
        _tell(await self._storage.bring_back(now), "since the last run")
        return now

    def has_leapt_lately(self) -> bool:
        """Whether the time of day has leapt within the last hour, so that durations are unreliable."""
        is_leaping = abs(self._clock.now() - self._steady.now() - self._ahead) >= LEAP
        return is_leaping or (
            self.even_since != self._began_at and self._steady.now() - self.even_since < CERTAIN_AFTER
        )

    async def run(self) -> None:
        while True:
            await self.look()
            await self._clock.sleep(_LOOK_S)

    async def look(self) -> None:
        """Check whether the time of day has leapt since the last look, even forth and back."""
        before, now, steady = self._steady.now(), self._clock.now(), self._steady.now()
        if steady - before > _AT_ONE_INSTANT:
            return
        ahead = now - steady
        max_lead, self._clock.max_lead = max(self._clock.max_lead, self._ahead), ahead
        if max_lead - ahead >= LEAP:
            leapt_there_at = self._looked_at if max_lead - self._ahead >= LEAP else self.even_since
            went_back = _WentBack(max_lead - ahead, leapt_there_at + max_lead)
            self.even_since = steady
            _tell(await self._storage.bring_back(now, went_back.by), "while the bot ran")
            self._clock.stored_lead = ahead
            self._went_back, self._again_at = went_back, steady + _AGAIN_AFTER
        elif ahead - self._ahead >= LEAP:
            self.even_since, self._went_back = steady, None
            leap_s = (ahead - self._ahead).total_seconds()
            _log.warning("the clock was set ahead by %.0f s, or the machine slept for as long", leap_s)
            await self._note(now, steady)
        elif self._went_back is not None and steady >= self._again_at:
            is_failing = self._is_failing()
            await self._storage.bring_back(now, self._went_back.by, max(now, self._went_back.since))
            self._went_back = self._went_back if is_failing else None
            self._again_at = steady + _AGAIN_AFTER
        elif steady - self._noted_at >= _NOTED_EVERY:
            await self._note(now, steady)
        self._ahead, self._looked_at = ahead, steady

    async def _note(self, now: datetime, steady: datetime) -> None:
        await self._storage.note_time(now)
        self._noted_at, self._clock.stored_lead = steady, now - steady


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
