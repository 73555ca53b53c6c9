from types import TracebackType
from typing import Protocol, Self

from bot.model.console import Overdue
from bot.ports.overview import OverviewStorage


class ConsoleStorage(OverviewStorage, Protocol):
    """What operators look at over HTTP. An async context manager.

    It reads on connections of its own, so neither the stages nor people wait for it. Every method raises QueryTooLong
    past its deadline, and StorageError.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def overdue(self) -> Overdue: ...
