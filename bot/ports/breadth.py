from datetime import datetime
from typing import Protocol

from bot.model import LoadRule


class BreadthStorage(Protocol):
    """How much subscriptions bring."""

    async def judge_loads(self, now: datetime, limit: int, judge: LoadRule) -> int:
        """Look at some of the subscriptions that are due for it, and do what `judge` says of each.

        How many there were; 0 when none is due.
        """
        ...
