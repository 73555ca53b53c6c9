"""What the operator looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.clock import Clock
from bot.model import Backlog, DeadDispatch
from bot.pipeline.lag import Lag, LoopLag
from bot.ports import Storage

POLLED_WITHIN = timedelta(days=1)
"""A healthy source that was not polled for longer waits for its turn."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the bot does."""

    backlog: Backlog
    dead: int
    """How many messages were given up."""
    latest_dead: Sequence[DeadDispatch]
    lag: Lag


class Operations:
    """How the bot does."""

    def __init__(self, storage: Storage, lag: LoopLag, clock: Clock) -> None:
        self._storage = storage
        self._lag = lag
        self._clock = clock

    async def status(self, limit: int) -> Status:
        """With the latest `limit` messages that were given up."""
        now = self._clock.now()
        dead, latest = await self._storage.dead_dispatches(limit)
        return Status(await self._storage.backlog(now, now - POLLED_WITHIN), dead, latest, self._lag.measured())
