"""Reads the pages of new articles, and lets articles go on whose wait for a page is over."""

import asyncio
import logging
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from bot.articles.page import ArticlePage, PageReader
from bot.articles.page_verdicts import no_page, page_failed, page_read
from bot.errors import FetchFailed, LeaseLost, Overrun, Refused, SourceError, StorageError
from bot.feeds.sites import registered_site
from bot.fetching.client import Fetcher
from bot.fetching.decode import decode
from bot.fetching.documents import Fetched, FetchLimits, FetchRequest, RequestProfile
from bot.fetching.reasons import FailureReason
from bot.fetching.robots import RobotRules, read_robots
from bot.model import BootId, Lease, PageRecord, PageShare, Robots, WantedPage
from bot.ports import UNMEASURED, Meter, PageStorage
from bot.runtime.article_log import Step, about, log_step
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell, Crew, repeat

_log = logging.getLogger(__name__)

PAGE_LIMITS = FetchLimits(total_s=30, received_bytes=4 * 1024 * 1024, unpacked_bytes=8 * 1024 * 1024)
PAGE_KINDS = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
"""What to accept; a server that has an article in several formats should send the page."""
_AT_ONCE = 32
_ADDED_EXTRACTED_AT_ONCE = 1
"""Pages of sources that people added: a page can be made to take a process all the time that it may have."""
_LEASE = timedelta(minutes=10)
"""Longer than robots.txt, the page, and its extraction after all others that are under way."""
_IDLE_S = 0.25
"""Pages become due, and waits end, as time passes, and that rings no bell."""
_READ_LATELY = timedelta(minutes=10)
"""Several feeds of a site list the same article; its page is asked for once. What feeds of another site list is apart:
a stranger who lists the page early decides in no other case as of when it is read.
"""
_MOST_LATELY = 200
"""Pages: some 2 MB."""
_ROBOTS_KEPT = timedelta(days=1)
_ROBOTS_STORED = 100_000
"""Characters, kept for each host; few files are longer, and of those the beginning counts."""
_MOST_RULES_KEPT = 512
"""Hosts."""
_NO_ROBOTS = frozenset(
    {
        FailureReason.FORBIDDEN,
        FailureReason.NOT_FOUND,
        FailureReason.GONE,
        FailureReason.STATUS_REFUSED,
        FailureReason.CHALLENGE_PAGE,
        FailureReason.TOO_LARGE,
    }
)
"""Who answers so to a request for robots.txt forbids nothing with it (RFC 9309, 2.3.1.3)."""


@dataclass(frozen=True, slots=True)
class _ReadLately:
    """A page that was read lately."""

    page: ArticlePage
    url: str
    """From which it came."""
    at: datetime


class Read:
    """The stage: from articles that want their pages to articles that can be matched."""

    def __init__(
        self,
        storage: PageStorage,
        fetcher: Fetcher,
        reader: PageReader,
        *,
        user_agent: str,
        clock: Clock,
        boot: BootId,
        pages: Bell,
        articles: Bell,
        steady: Clock | None = None,
        share: PageShare | None = None,
        is_on: bool = True,
        meter: Meter = UNMEASURED,
    ) -> None:
        """`fetcher` has limits for pages. If not `is_on`, articles only go on. Leases go by `steady`, as elsewhere."""
        self._storage = storage
        self._fetcher = fetcher
        self._reader = reader
        self._user_agent = user_agent
        self._clock = clock
        self._boot = boot
        self._pages = pages
        self._articles = articles
        self._steady = steady or clock
        self._share = share or PageShare()
        self._is_on = is_on
        self._meter = meter
        self._extracts_added = asyncio.Semaphore(_ADDED_EXTRACTED_AT_ONCE)
        self._lately: dict[tuple[str, str], _ReadLately] = {}
        self._rules: dict[tuple[str, str], tuple[str, RobotRules]] = {}

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            crew = Crew(tasks, _AT_ONCE, self._pages)
            await repeat("read", partial(self._claim, crew), self._pages, _IDLE_S, clock=self._clock)

    async def _claim(self, crew: Crew) -> bool:
        pages = await self.claim(crew.room)
        for page in pages:
            crew.start(self.read(page))
        return bool(pages)

    async def claim(self, limit: int) -> tuple[WantedPage, ...]:
        """Up to `limit` pages that are due; articles whose wait is over go on."""
        lease = Lease.taken(self._boot, self._steady.now(), _LEASE)
        most = limit if self._is_on else 0
        claimed = await self._storage.claim_pages(self._clock.now(), most, lease, self._share)
        if claimed.released:
            self._articles.ring()
        return claimed.pages

    async def read(self, page: WantedPage) -> None:
        """Read a claimed page, and record the outcome."""
        record = await self._outcome(page)
        try:
            await self._storage.record_page(record)
        except LeaseLost:
            about_it = about(article=page.article)
            _log.warning(
                "the page of article %d took longer than its lease: %s", page.article, page.address, extra=about_it
            )
        else:
            outcome = "again" if record.outcome is None else record.outcome
            log_step(page.article, Step.PAGE, outcome=outcome, reason=record.reason or None)
            self._meter.read_page(record.outcome)
        self._articles.ring()

    async def _outcome(self, page: WantedPage) -> PageRecord:
        """A page that breaks the code that reads it harms no other."""
        try:
            return await self._attempt(page)
        except SourceError as error:
            about_it = about(article=page.article)
            _log.info("the page of article %d: %s: %s", page.article, error, page.address, extra=about_it)
            return page_failed(page, error, self._clock.now())
        except Overrun as error:
            too_complex = FetchFailed(FailureReason.TOO_COMPLEX, str(error))
            return page_failed(page, too_complex, self._clock.now())
        except (StorageError, Refused):
            raise
        except Exception as error:  # noqa: BLE001  it is logged, and counts as a failure of the page
            about_it = about(article=page.article)
            _log.exception("article %d broke the reading of its page: %s", page.article, page.address, extra=about_it)
            broken = FetchFailed(FailureReason.TOO_COMPLEX, type(error).__name__)
            return page_failed(page, broken, self._clock.now())

    async def _attempt(self, page: WantedPage) -> PageRecord:
        """Raises SourceError and Overrun."""
        agent = page.settings.user_agent or self._user_agent
        rules = await self._rules_of(page, agent)
        # Thousands of rules take 30 ms to read, and 10 ms to compare with an address.
        if not await asyncio.to_thread(rules.allow, page.address):
            raise FetchFailed(FailureReason.ROBOTS_FORBID)
        known = None if page.settings else self._lately.get(_for_whom(page))
        if known is None or self._steady.now() - known.at >= _READ_LATELY:
            answer = await self._fetch(page, page.address)
            if not _is_page(answer.content_type):
                return no_page(page, self._clock.now())
            async with self._extracts_added if page.is_added else nullcontext():
                read = await self._reader.read(answer.body, url=answer.url, content_type=answer.content_type)
            known = _ReadLately(read, answer.url, self._steady.now())
            self._keep(page, known)
        return await asyncio.to_thread(page_read, page, known.page, known.url, self._clock.now())

    def _keep(self, page: WantedPage, read: "_ReadLately") -> None:
        """Keep a page for further articles; what a source is shown for its own headers is for nobody else."""
        if page.settings:
            return
        while len(self._lately) >= _MOST_LATELY:
            del self._lately[next(iter(self._lately))]
        self._lately[_for_whom(page)] = read

    async def _fetch(self, page: WantedPage, url: str) -> Fetched:
        profile = RequestProfile(page.source_url, page.settings) if page.settings else None
        answer = await self._fetcher.with_profile(profile).fetch(FetchRequest(url))
        if not isinstance(answer, Fetched):  # only a request with validators is answered so
            raise FetchFailed(FailureReason.STATUS_REFUSED, "HTTP 304")
        return answer

    async def _rules_of(self, page: WantedPage, agent: str) -> RobotRules:
        """The rules of the page's host, asked for once a day. Raises SourceError if it does not say."""
        now, robots = self._clock.now(), page.robots
        if robots is None or robots.until <= now:
            text = await self._robots_text(page)
            rules = await self._parsed(page.host, agent, text)
            await self._storage.record_robots(page.host, Robots(text, now + _ROBOTS_KEPT, rules.delay_s), now)
            return rules
        return await self._parsed(page.host, agent, robots.text)

    async def _robots_text(self, page: WantedPage) -> str:
        parts = urlsplit(page.address)
        try:
            answer = await self._fetch(page, f"{parts.scheme}://{parts.netloc}/robots.txt")
        except FetchFailed as error:
            if error.reason in _NO_ROBOTS:
                return ""
            raise
        return decode(answer.body[: 4 * _ROBOTS_STORED], answer.content_type)[0][:_ROBOTS_STORED]

    async def _parsed(self, host: str, agent: str, text: str) -> RobotRules:
        known = self._rules.get((host, agent))
        if known is not None and known[0] == text:
            return known[1]
        rules = await asyncio.to_thread(read_robots, text, agent)
        if len(self._rules) >= _MOST_RULES_KEPT:
            self._rules.clear()
        self._rules[host, agent] = (text, rules)
        return rules


def _for_whom(page: WantedPage) -> tuple[str, str]:
    """The site whose feeds share a page, and its address."""
    return registered_site(page.source_url), page.address


def _is_page(content_type: str | None) -> bool:
    kind = (content_type or "").lower()
    return not kind or "html" in kind or "xml" in kind or kind.startswith("text/")
