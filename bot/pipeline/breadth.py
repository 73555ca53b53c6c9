"""Looks now and then at how much each subscription brings."""

from bot.delivery.breadth import judge_load
from bot.ports import BreadthStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell

_EVERY_S = 300.0
_AT_ONCE = 50
"""Subscriptions: some 10 ms of the writer's time."""


class Breadth:
    """The stage: gathers what turns out to be broad, and asks about what pings too often."""

    def __init__(self, storage: BreadthStorage, clock: Clock, *, debts: Bell) -> None:
        self._storage = storage
        self._clock = clock
        self._debts = debts

    async def run(self) -> None:
        while True:
            await self.step()
            await self._clock.sleep(_EVERY_S)

    async def step(self) -> None:
        """Look at all that are due."""
        while await self._storage.judge_loads(self._clock.now(), _AT_ONCE, judge_load):
            self._debts.ring()
