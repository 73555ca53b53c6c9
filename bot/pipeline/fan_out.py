"""Turns mentions into debts to chats."""

from bot.delivery.owing import owe
from bot.ports import UNMEASURED, FanOutStorage, Meter
from bot.runtime.article_log import Step, log_step
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell, repeat

_CHUNK = 500
"""Subscriptions a transaction: some 10 ms of the writer's time."""
_IDLE_S = 5.0


class FanOut:
    """The stage: turns mentions into debts."""

    def __init__(
        self,
        storage: FanOutStorage,
        clock: Clock,
        *,
        mentions: Bell,
        reposts: Bell,
        debts: Bell,
        meter: Meter = UNMEASURED,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._mentions = mentions
        self._reposts = reposts
        self._debts = debts
        self._meter = meter

    async def run(self) -> None:
        await repeat("fan out", self.step, self._mentions, _IDLE_S, clock=self._clock)

    async def step(self) -> bool:
        """Fan out a chunk; False if nothing waited."""
        done = await self._storage.fan_out(self._clock.now(), _CHUNK, owe)
        if not done:
            return False
        for article in done.owed:
            log_step(article.id, Step.OWED, chats=article.debts)
            self._meter.owed(article.debts)
        self._reposts.ring()
        self._debts.ring()
        return True
