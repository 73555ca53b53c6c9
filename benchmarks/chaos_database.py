"""The database fails for a while, in one way after another: a part of `benchmarks.chaos`."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import cycle
from random import Random

from tests.end_to_end.database import DatabaseFaults
from tests.end_to_end.program import Program

_LASTS_S = 12.0
_SHARE = 0.4
"""Of the time between two outages, what one takes at the most."""
_FAILING = 0.05
"""Of the statements, when some of them fail."""
_AFTERMATH_S = 30.0
"""A run that began in an outage may end over it a little later."""


class DatabaseOutages:
    """Another program's lock, a disk that is broken or full, I/O errors now and then."""

    def __init__(self, program: Program, random: Random) -> None:
        self.outages: list[tuple[float, float]] = []
        """When each began, and when it was over."""
        self._began = 0.0
        self._faults = DatabaseFaults(program)
        self._random = random
        self.is_failing = False
        """Whether there is an outage."""
        faults = self._faults
        self._kinds = cycle(
            [faults.lock, faults.break_disk, faults.fill_disk, lambda: faults.fail_now_and_then(_FAILING)]
        )

    def events(self, count: int, length_s: float) -> Iterator[tuple[float, Callable[[], Awaitable[None]]]]:
        """So many outages within that time, spread evenly: when each begins and ends."""
        each_s = length_s / max(1, count)
        lasts_s = min(_LASTS_S, each_s * _SHARE)
        for number in range(count):
            begins_s = (number + self._random.uniform(0, 1 - _SHARE)) * each_s
            yield begins_s, self._begin
            yield begins_s + lasts_s, self._mend

    @property
    def may_end_a_start(self) -> bool:
        """Whether a run may end by itself, since its database cannot be opened."""
        return self.is_failing or (bool(self.outages) and time.time() - self.outages[-1][1] < _AFTERMATH_S)

    def befall(self) -> None:
        """Let what is the matter befall a run that has just begun."""
        self._faults.befall()

    async def _begin(self) -> None:
        self.is_failing, self._began = True, time.time()
        await asyncio.to_thread(next(self._kinds))

    async def _mend(self) -> None:
        self._faults.mend()
        self.is_failing = False
        self.outages.append((self._began, time.time()))
