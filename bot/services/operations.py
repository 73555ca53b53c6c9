"""What operators look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.model import Backlog, DeadDispatch, PageCounts, TroubledArticle, UnreadUpdate
from bot.ports import OperationsStorage
from bot.runtime.clock import Clock
from bot.runtime.lag import Lag, LoopLag

POLLED_WITHIN = timedelta(days=1)
"""A healthy source whose last poll is older waits for its turn."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the bot does."""

    backlog: Backlog
    dead: int
    """How many messages were given up."""
    latest_dead: Sequence[DeadDispatch]
    unread: int
    """How many updates could not be read."""
    latest_unread: Sequence[UnreadUpdate]
    troubled: int
    """How many articles are unreadable, or have seen runs of the program end."""
    latest_troubled: Sequence[TroubledArticle]
    pages: PageCounts
    lag: Lag


class Operations:
    """How the bot does."""

    def __init__(self, storage: OperationsStorage, lag: LoopLag, clock: Clock) -> None:
        self._storage = storage
        self._lag = lag
        self._clock = clock

    async def status(self, limit: int) -> Status:
        """With the latest `limit` of abandoned messages, unreadable updates and unreadable articles."""
        now = self._clock.now()
        backlog = await self._storage.backlog(now, now - POLLED_WITHIN)
        dead = await self._storage.dead_dispatches(limit)
        unread = await self._storage.unread_updates(limit)
        troubled = await self._storage.troubled_articles(limit)
        pages = await self._storage.page_counts(now)
        return Status(backlog, *dead, *unread, *troubled, pages, self._lag.measured())
