from datetime import datetime
from typing import Protocol


class FanOutStorage(Protocol):
    """The queue of mentions to turn into debts."""

    async def fan_out(self, now: datetime, limit: int) -> int:
        """Turn up to `limit` pairs of mention and subscription into debts; how many there were, 0 when none is left.

        What the chat already got of the story decides. Nothing yet: it is owed the story. The story for another
        subscription: it is owed a reply. The story for the same subscription: it is owed nothing, unless the
        subscription asks for further articles (`ReplyMode`). A story that is not sent yet is sent once for all its
        subscriptions.
        """
        ...
