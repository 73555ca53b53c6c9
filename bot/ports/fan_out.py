from datetime import datetime
from typing import Protocol


class FanOutStorage(Protocol):
    """Mentions that wait to be fanned out."""

    async def fan_out(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` pairs of mention and subscription into debts; how many there were, 0 when none is left.

        By what the chat was told of the story before: nothing yet, so it is owed the story; told for another
        subscription, so it is owed a reply; told for the same subscription, so it is owed nothing, unless the
        subscription asks for such further articles (`ReplyMode`). What is not told yet is told for several
        subscriptions at once.
        """
        ...
