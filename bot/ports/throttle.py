from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.model import Written


class ThrottleStorage(Protocol):
    """What was written to chats of late, and which want to be left alone."""

    async def note_write(self, written: Written) -> None:
        """Note an answer to a person for the windows of the next run; `settle` and `settle_edit` note news."""
        ...

    async def recall_writes(self, since: datetime, now: datetime) -> list[Written]:
        """What was written after `since`, oldest first; what was under way at a kill counts as written `now`.

        If it all was written before `since`, it counts as if the last of it were written `now`: nobody knows for how
        long the bot was off if the clock has leapt meanwhile.
        """
        ...

    async def leave_chat_alone(self, chat_id: int, until: datetime) -> None:
        """Telegram wants the chat to be left alone: no news go there before that."""
        ...

    async def chats_left_alone(self, now: datetime) -> Mapping[int, datetime]:
        """Until when chats are left alone, by Telegram's ids."""
        ...
