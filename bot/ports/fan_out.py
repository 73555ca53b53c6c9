from datetime import datetime
from typing import Protocol

from bot.model import FannedOut, OwingRule


class FanOutStorage(Protocol):
    """The queue of mentions to turn into debts."""

    async def fan_out(self, now: datetime, limit: int, owe: OwingRule) -> FannedOut:
        """Turn up to `limit` pairs of mention and subscription into debts, as `owe` says.

        What leaves the shelf, or goes there, comes first, and is owed anew.

        Returns how many pairs there were, none when none is left, and which articles are owed now.
        """
        ...
