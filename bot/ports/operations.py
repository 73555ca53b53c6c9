from datetime import datetime
from typing import Protocol

from bot.model import Backlog, DeadDispatch, PageCounts, TroubledArticle, UnreadUpdate


class OperationsStorage(Protocol):
    """What operators look at: how much waits, and what is in trouble."""

    @property
    def longest_hold_s(self) -> float:
        """How long the longest transaction so far has kept all other writes waiting, in seconds."""
        ...

    @property
    def hold_s(self) -> float:
        """How long the transaction under way has kept all other writes waiting, in seconds; 0 without one."""
        ...

    async def backlog(self, now: datetime, polled_since: datetime) -> Backlog: ...

    async def troubled_articles(self, limit: int) -> tuple[int, list[TroubledArticle]]:
        """How many articles are last in the queue or set aside, and the newest of them."""
        ...

    async def dead_dispatches(self, limit: int) -> tuple[int, list[DeadDispatch]]:
        """How many messages were given up, and the latest of them."""
        ...

    async def unread_updates(self, limit: int) -> tuple[int, list[UnreadUpdate]]:
        """How many updates were set aside in the last days, and the latest of each kind and reason."""
        ...

    async def page_counts(self, now: datetime) -> PageCounts:
        """How many pages wait, and what became of those of the day, in UTC."""
        ...
