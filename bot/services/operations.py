"""What operators look at."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from bot.model import Backlog, DeadDispatch, PageCounts, SourceHealth, TroubledArticle, UnreadUpdate
from bot.ports import Catalogue, OperationsStorage
from bot.runtime.clock import Clock
from bot.runtime.lag import Lag, LoopLag
from bot.runtime.supervise import Stages
from bot.services.alarms import LEAST_FREE_BYTES, are_many

POLLED_WITHIN = timedelta(days=1)
"""A healthy source whose last poll is older waits for its turn."""


class StatusStorage(OperationsStorage, Catalogue, Protocol):
    """What operators look at, and the sources."""


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


@dataclass(frozen=True, slots=True)
class Signs:
    """What shows that something lasting is wrong, besides what is stored."""

    stages: Stages
    has_leapt_lately: Callable[[], bool]
    """Whether the time of day has."""
    folder: Path
    """That of the database."""
    has_rival: Callable[[], bool] = lambda: False
    """Whether another program receives this bot's updates."""
    damage: Callable[[], str | None] = lambda: None
    """What is damaged in the database."""


class Operations:
    """How the bot does."""

    def __init__(self, storage: StatusStorage, lag: LoopLag, clock: Clock, signs: Signs | None = None) -> None:
        self._storage = storage
        self._signs = signs
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

    def checks(self) -> Mapping[str, Callable[[], Awaitable[str | None]]]:
        """What operators are told of when it lasts; each says what is wrong, or None."""
        always = {"sources": self.many_fail}
        if self._signs is None:
            return always
        return always | {"stage": self.stages_fail, "clock": self.clock_leaps, "disk": self.short_of_disk}

    def urgent_checks(self) -> Mapping[str, Callable[[], Awaitable[str | None]]]:
        """As `checks`, of what ends the program within a minute, or may end it soon."""
        return {"rival": self.has_rival, "damage": self.is_damaged}

    async def is_damaged(self) -> str | None:
        """What is damaged in the database."""
        return self._signs.damage() if self._signs else None

    async def has_rival(self) -> str | None:
        """Whether another program receives the updates; there is no more to say of it."""
        return "" if self._signs and self._signs.has_rival() else None

    async def stages_fail(self) -> str | None:
        """Which stages fail."""
        return ", ".join(self._signs.stages.failing()) or None if self._signs else None

    async def clock_leaps(self) -> str | None:
        """The time of day, if it has leapt within an hour."""
        return f"{self._clock.now():%H:%M} UTC" if self._signs and self._signs.has_leapt_lately() else None

    async def short_of_disk(self) -> str | None:
        """How many megabytes are left on the disk of the database, if that is little."""
        if self._signs is None:
            return None
        free = (await asyncio.to_thread(shutil.disk_usage, self._signs.folder)).free
        return None if free >= LEAST_FREE_BYTES else str(free // 1024**2)

    async def many_fail(self) -> str | None:
        """How many of the sources have begun to fail within a day, if that are many at once."""
        sources = [one for one in await self._storage.known_sources() if one.health is not SourceHealth.RETIRED]
        since = self._clock.now() - POLLED_WITHIN
        failing = sum(one.failing_since is not None and one.failing_since > since for one in sources)
        return f"{failing}/{len(sources)}" if are_many(failing, len(sources)) else None
