from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Cause, Received, UnreadUpdate


class UpdateStorage(Protocol):
    """Updates from Telegram, kept until they are finished."""

    async def receive(self, updates: Sequence[Received], now: datetime) -> list[Received]:
        """Keep updates until they are finished; returns the ones that are new."""
        ...

    async def unfinished_updates(self) -> list[Received]:
        """Updates that were received and not finished, oldest first."""
        ...

    async def finish(self, cause: Cause, now: datetime) -> None:
        """Finish an update, its answer included: if Telegram sends it again, it is known."""
        ...

    async def set_aside(self, updates: Sequence[UnreadUpdate], now: datetime) -> None:
        """Finish updates that cannot be handled, and keep them for a while for operators to see."""
        ...
