from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Written


class ThrottleStorage(Protocol):
    """Recent writes to chats, and chats under a rate limit."""

    async def note_write(self, written: Written) -> None:
        """Note an answer to a person for the rate windows of the next run; `settle` and `settle_edit` note news."""
        ...

    async def recall_writes(self, since: datetime, now: datetime) -> list[Written]:
        """The writes after `since`, oldest first; what was in flight at a kill counts as written `now`.

        If all writes are older than `since`, the last of them counts as written `now`: if the clock has leapt
        meanwhile, nobody knows for how long the bot was off.
        """
        ...

    async def leave_chat_alone(self, chat_id: int, until: datetime) -> None:
        """Send the chat no news before `until`, as Telegram asked."""
        ...

    async def chats_left_alone(self, now: datetime) -> Mapping[int, datetime]:
        """Until when Telegram wants chats to be left alone, by Telegram's ids."""
        ...
