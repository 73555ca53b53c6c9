from datetime import datetime
from typing import Protocol

from bot.model import ArchivePage, ArchivePlace, ChatKey, Filter


class ArchiveStorage(Protocol):
    """The archive: searches recorded articles."""

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
        """Articles that match the filter, from sources that the chat watches, published after `since`; newest first.

        Without a chat, searches all sources. `before` is the place that an earlier call reached. An index answers: a
        closer look may reject some results, but none is missed. After `within_s` seconds the page may hold fewer than
        `limit` articles, even none, although more follow; each call gets further than the one before. Other queries do
        not wait for a search.
        """
        ...

    async def archived_since(self) -> datetime | None:
        """When the oldest article in the archive was found; None while it is empty."""
        ...
