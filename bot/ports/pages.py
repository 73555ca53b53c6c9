from datetime import datetime
from typing import Protocol

from bot.model import ClaimedPages, Lease, PageRecord, PageShare, Robots


class PageStorage(Protocol):
    """The pages that are to be read, and the articles that wait for them."""

    async def claim_pages(self, now: datetime, limit: int, lease: Lease, share: PageShare = ...) -> ClaimedPages:
        """Claim pages, of each host those of the newest news, and none while a feed of the host is due.

        A host that has used up its share gives none; the share counts across restarts. Before that, let the articles
        go on whose wait is over, without their pages, which stay in the queue.
        """
        ...

    async def record_robots(self, host: str, robots: Robots, now: datetime) -> None: ...

    async def record_page(self, record: PageRecord) -> None:
        """Record an attempt at a page. Raises LeaseLost.

        An article that waits continues with what the page says. One that has continued without it is matched again, and
        joins no other story.
        """
        ...
