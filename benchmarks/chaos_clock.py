"""The machine's clock is set wrong, and right again after a while: a part of `benchmarks.chaos`."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from itertools import cycle
from random import Random

from tests.end_to_end.program import Program

_LEAPS = (timedelta(days=1), timedelta(days=-1), timedelta(days=400))
_WRONG_S = 15.0
_WRONG_SHARE = 0.4
"""Of the time between two leaps, that for which the clock is wrong at the most."""
_A_MOMENT_S = 0.3
"""For how long it is wrong every other time."""


class ClockSteps:
    """Sets the clock of a program."""

    def __init__(self, program: Program, random: Random) -> None:
        self.cap_times: list[float] = []
        """When the clock was set right, by the true time."""
        self._program = program
        self._random = random
        self._leaps = cycle(_LEAPS)

    def events(self, count: int, length_s: float) -> Iterator[tuple[float, Callable[[], Awaitable[None]]]]:
        """So many leaps within that time, spread evenly: when each happens, and what."""
        each_s = length_s / max(1, count)
        wrong_s = min(_WRONG_S, each_s * _WRONG_SHARE)
        for number in range(count):
            begins_s = (number + self._random.uniform(0, 1 - _WRONG_SHARE)) * each_s
            yield begins_s, self._set_wrong
            yield begins_s + (min(wrong_s, _A_MOMENT_S) if number % 2 else wrong_s), self._set_right

    async def _set_wrong(self) -> None:
        await asyncio.to_thread(self._program.set_clock, next(self._leaps))

    async def _set_right(self) -> None:
        await asyncio.to_thread(self._program.set_clock, timedelta(0))
        self.cap_times.append(time.time())
