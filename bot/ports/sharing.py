from datetime import datetime
from typing import Protocol

from bot.model import Cause, ChatKey


class SharingStorage(Protocol):
    """Queries that chats share by a link, which carries a token in their place."""

    async def share(self, chat: ChatKey, text: str, token: str, now: datetime, cause: Cause) -> str:
        """The token under which the chat shares this text, a query a line; `token` if it does not share it yet.

        `tidy` ends it some months after it was last asked for.
        """
        ...

    async def shared(self, token: str) -> str | None:
        """The text that is shared under a token; None if there is none, or no longer."""
        ...
