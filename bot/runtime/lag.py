"""How long work that is ready (a command, an answer from Telegram) waits for the event loop."""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from itertools import islice

from bot.ports import UNMEASURED, Meter

_log = logging.getLogger(__name__)

_STEP_S = 0.1
_SAMPLES = 6_000
"""Ten minutes of samples."""
_STANDSTILL_S = 1.0
_TOLD_EVERY = 600
_LATELY = 300
"""The latest samples: half a minute of them."""


@dataclass(frozen=True, slots=True)
class Lag:
    """How late the loop ran what was ready, in seconds."""

    median_s: float
    p99_s: float
    worst_s: float


class LoopLag:
    """Measures by sleeping: the time that it oversleeps, any other task would have waited too."""

    def __init__(self, step_s: float = _STEP_S, samples: int = _SAMPLES, *, meter: Meter = UNMEASURED) -> None:
        """Keeps the latest `samples`, one every `step_s` seconds; by default, ten minutes of them."""
        self._step_s = step_s
        self._lags: deque[float] = deque(maxlen=samples)
        self._meter = meter

    async def run(self) -> None:
        """Measure, log every minute, and warn of standstills."""
        loop = asyncio.get_running_loop()
        count = 0
        while True:
            wanted = loop.time() + self._step_s
            await asyncio.sleep(self._step_s)
            self.note(max(0.0, loop.time() - wanted))
            count += 1
            if count % _TOLD_EVERY == 0:
                lag = self.measured()
                _log.info("loop lag: median %.4f s, p99 %.4f s, worst %.4f s", lag.median_s, lag.p99_s, lag.worst_s)

    def note(self, lag_s: float) -> None:
        self._lags.append(lag_s)
        self._meter.lagged(lag_s)
        if lag_s > _STANDSTILL_S:
            _log.warning("the event loop stood still for %.1f s", lag_s)

    def worst_lately(self) -> float | None:
        """The worst of the last half minute, in seconds; None before the first sample."""
        return max(islice(reversed(self._lags), _LATELY), default=None)

    def measured(self) -> Lag:
        """The lag over the kept samples; zeros before the first."""
        lags = sorted(self._lags) or [0.0]
        return Lag(lags[len(lags) // 2], lags[int(len(lags) * 0.99)], lags[-1])
