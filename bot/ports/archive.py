from datetime import datetime
from typing import Protocol

from bot.model import ArchivePage, ArchivePlace, ChatKey, Filter


class ArchiveStorage(Protocol):
    """Articles that were recorded, looked back at."""

    async def search(
        self,
        wanted: Filter | None,
        chat: ChatKey | None,
        since: datetime,
        before: ArchivePlace | None,
        limit: int,
        *,
        within_s: float,
    ) -> ArchivePage:
        """Articles that hold what is wanted, of sources that the chat watches, published after `since`; newest first.

        Without a chat, of all sources. `before` is what an earlier call has reached. An index answers: a closer look
        may reject some, but none is left out. After `within_s` seconds there may be fewer than `limit`, even none,
        though there are more: each call gets further than the one before. Others do not wait for it.
        """
        ...
