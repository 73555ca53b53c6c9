from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model.overview import (
    ChatList,
    ChatOrder,
    Errors,
    HealthCounts,
    SlowHost,
    SourceDetails,
    SourceList,
    SourceSelection,
    Throughput,
)
from bot.ports.figures import FiguresStorage


class OverviewStorage(FiguresStorage, Protocol):
    """What operators see on their page.

    It reads on a connection of its own, so neither the stages nor people wait for it. Every method raises
    QueryTooLong past its deadline, and StorageError.
    """

    async def throughput(self, now: datetime, hours: int) -> Throughput:
        """Of as many `hours`."""
        ...

    async def source_counts(self) -> HealthCounts:
        """How many sources are of each health."""
        ...

    async def listed_sources(self, selection: SourceSelection, now: datetime, days: int) -> SourceList:
        """The sources that meet the selection, with the articles of as many `days` of 24 hours."""
        ...

    async def source_details(self, source: int, now: datetime, days: int, titles: int) -> SourceDetails | None:
        """None if there is no such source."""
        ...

    async def slow_hosts(self, now: datetime, limit: int) -> Sequence[SlowHost]:
        """Those that wait or are left alone for a minute or more, the longest waiting first."""
        ...

    async def active_chats(self, order: ChatOrder, now: datetime, days: int, offset: int, limit: int) -> ChatList: ...

    async def errors(self, now: datetime, limit: int) -> Errors:
        """With the latest `limit` of each kind."""
        ...
