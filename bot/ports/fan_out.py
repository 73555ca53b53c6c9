from datetime import datetime
from typing import Protocol

from bot.model import OwingRule


class FanOutStorage(Protocol):
    """The queue of mentions to turn into debts."""

    async def fan_out(self, now: datetime, limit: int, owe: OwingRule) -> int:
        """Turn up to `limit` pairs of mention and subscription into debts, as `owe` says.

        What leaves the shelf, or goes there, comes first, and is owed anew.

        Returns how many pairs there were; 0 when none is left.
        """
        ...
