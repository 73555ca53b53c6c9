from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import Cause, Received, UnreadUpdate


class UpdateStorage(Protocol):
    """Updates from Telegram, kept until they are dealt with to the end."""

    async def receive(self, updates: Sequence[Received], now: datetime) -> list[Received]:
        """Keep updates until they are finished; those of them that were not known before."""
        ...

    async def unfinished_updates(self) -> list[Received]:
        """What was received and not dealt with to the end, oldest first."""
        ...

    async def finish(self, cause: Cause, now: datetime) -> None:
        """The update was dealt with to the end, its answer included: received again, it is known."""
        ...

    async def set_aside(self, updates: Sequence[UnreadUpdate], now: datetime) -> None:
        """These updates are dealt with to the end, in that nobody will: kept for a while for the operators to see."""
        ...
