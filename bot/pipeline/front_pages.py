"""Checks whether sites link to the sources that list their pages.

So a feed on another host, at FeedBurner or at the outlet's own host for feeds, speaks for the site that links to it.
One page at a time, and only where needed: nothing waits for it, since an unchecked source speaks for no other site.
"""

import logging
from collections.abc import Collection

from bot.errors import SourceError
from bot.feeds.sites import registered_site
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched, FetchRequest
from bot.model import FrontPageLookup, SourceId
from bot.ports import FrontPageStorage
from bot.runtime.clock import Clock

_log = logging.getLogger(__name__)

_BETWEEN_S = 2.0
_IDLE_S = 15.0


class FrontPages:
    """Checks front pages that are due."""

    def __init__(self, storage: FrontPageStorage, fetcher: Fetcher, parsers: ParserPool, *, clock: Clock) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._parsers = parsers
        self._clock = clock

    async def run(self) -> None:
        while True:
            found = await self.step()
            await self._clock.sleep(_BETWEEN_S if found else _IDLE_S)

    async def step(self) -> bool:
        """Check one page; False if none is due."""
        page = await self._storage.next_front_page(self._clock.now())
        if page is None:
            return False
        await self._storage.record_front_page(page, await self._linked(page), self._clock.now())
        return True

    async def _linked(self, page: FrontPageLookup) -> Collection[SourceId] | None:
        """The sources that it links to; None if it cannot be read."""
        try:
            answer = await self._fetcher.fetch(FetchRequest(page.address))
        except SourceError as error:
            _log.info("the front page of %s: %s", page.site, error)
            return None
        if not isinstance(answer, Fetched) or registered_site(answer.url) != page.site:
            return ()
        wanted = [address for addresses in page.wanted.values() for address in addresses]
        linked = await self._parsers.linked_feeds(
            answer.body, content_type=answer.content_type, url=answer.url, wanted=wanted
        )
        return [source for source, addresses in page.wanted.items() if not linked.isdisjoint(addresses)]
