"""Expands queries anew when the forms have changed since they were expanded: after an update, some at a time.

Until then the index has their older forms, so that a start need not wait for it. It pauses while articles wait.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.matching.engine import Matching
from bot.ports import ArticleStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell

_AT_ONCE = 1_000
"""Half a second of the matcher's time in small portions, and some 20 ms of the writer's."""
_LONG = timedelta(seconds=1)
_BETWEEN_S = 0.1
_IDLE_S = 5.0


class Expand:
    """Renews the expansions of queries; the index takes them over as it does new queries."""

    def __init__(
        self,
        storage: ArticleStorage,
        matching: Matching,
        *,
        clock: Clock,
        articles: Bell,
        busy_for: Callable[[], timedelta],
    ) -> None:
        """`busy_for` says how long articles have been waiting without a break."""
        self._storage = storage
        self._matching = matching
        self._clock = clock
        self._articles = articles
        self._busy_for = busy_for

    async def run(self) -> None:
        while True:
            await self._clock.sleep(_BETWEEN_S if await self.step() else _IDLE_S)

    async def step(self) -> bool:
        """Renew a batch; False if articles wait, or nothing is left."""
        if self._busy_for() > _LONG:
            return False
        expanded = await self._matching.renew(_AT_ONCE)
        if expanded:
            await self._storage.renew_expansions(expanded)
            self._articles.ring()
        return bool(expanded)
