"""Polls due sources, and queues what is new in them."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from random import Random

from bot.articles.abroad import foreign_items
from bot.articles.identity import IdentifiedFeed, identify
from bot.articles.provenance import must_read_all, provenance_of
from bot.articles.recognition import LEAST_RENUMBERED, Memory, articles_to_compare
from bot.articles.retitling import is_retitled
from bot.articles.wanted_pages import PageWaits
from bot.errors import FetchFailed, ItemsKnown, LeaseLost, NotAFeed, Refused, SourceError, StorageError
from bot.feeds.earlier import has_gap, with_earlier
from bot.feeds.find import FoundFeed, feeds_behind
from bot.feeds.indexes import read_whole, with_parts
from bot.feeds.items import without_blanks
from bot.feeds.schedule import Schedule, is_our_own
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched, Fetches, FetchRequest, NotModified, RequestProfile
from bot.fetching.reasons import FailureReason
from bot.model import BootId, HostShare, Lease, ParsedFeed, PollRecord, Sighting, SourceForPoll
from bot.pipeline.poll_report import report_recorded
from bot.pipeline.poll_verdicts import (
    Verdicts,
    is_to_be_searched,
    keys_of,
    known_items,
    names_of,
    version,
    without_new_trouble,
)
from bot.ports import UNMEASURED, Meter, PollStorage
from bot.ports.meter import PollOutcome
from bot.runtime.article_log import about
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell, Crew, repeat
from bot.runtime.turns import Turns

_log = logging.getLogger(__name__)

_AT_ONCE = 64
"""Polls that wait out their deadlines leave room for the others."""
_CLAIMED_TOGETHER = 8
"""Fewer are not worth a transaction while other polls are under way."""
_LEASE = timedelta(minutes=10)
"""Longer than fetching, parsing, the parts of a sitemap and a search for feeds together."""
_SEARCH_S = 120.0
_EARLIER_S = 240.0
_TRIES_FOR_EARLIER = 3
"""Polls in a row that fail on pages with earlier posts, before polling continues without these pages."""
_IDLE_S = 0.5
"""Sources become due as time passes, and that rings no bell."""
_WHOLE_EVERY = timedelta(days=1)
"""Some servers answer 304 for ever, so once a day the whole document is requested."""
_LONG_ADDRESSES = 50_000
"""Characters of all addresses in a document together: up to 50 ms. A feed of 100 items has 10,000."""
_MANY_COMPARED = 200
"""Articles whose words are compared again; so many take 20 ms."""
_A_HOST_AT_ONCE = 4
_SPACING_S = 1.0
_SPACINGS_IN_FLOOR = 20
"""An operator who polls a source every second does not want it to wait as long for others on its host."""
_SPACING_JITTER = 0.5


class Poll:
    """The stage: polls due sources."""

    def __init__(
        self,
        storage: PollStorage,
        fetcher: Fetcher,
        parsers: ParserPool,
        schedule: Schedule,
        *,
        clock: Clock,
        random: Random,
        boot: BootId,
        sources: Bell,
        articles: Bell,
        steady: Clock | None = None,
        has_leapt_lately: Callable[[], bool] = lambda: False,
        pages: Bell | None = None,
        page_waits: PageWaits | None = None,
        meter: Meter = UNMEASURED,
    ) -> None:
        """Leases go by `steady`, which never leaps; by `clock` if that never does. `has_leapt_lately` is of it.

        `pages` hears of articles whose pages are to be read, which wait for them as `page_waits` says; without that,
        no pages are read.
        """
        self._storage = storage
        self._fetcher = fetcher
        self._parsers = parsers
        self._pages = pages or Bell()
        self._waits = page_waits or PageWaits(0)
        self._verdicts = Verdicts(schedule, random, reads_pages=page_waits is not None)
        self._spacing_s = min(_SPACING_S, schedule.floor_s / _SPACINGS_IN_FLOOR)
        self._clock = clock
        self._steady = steady or clock
        self._has_leapt_lately = has_leapt_lately
        self._random = random
        self._boot = boot
        self._sources = sources
        self._articles = articles
        self._turns = Turns()
        self._meter = meter

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            crew = Crew(tasks, _AT_ONCE, self._sources)
            await repeat("poll", partial(self._claim, crew), self._sources, _IDLE_S, clock=self._clock)

    async def _claim(self, crew: Crew) -> bool:
        if crew.room < _CLAIMED_TOGETHER:
            return False
        due = await self.claim(crew.room)
        for source in due:
            crew.start(self.poll(source))
        return bool(due)

    async def claim(self, limit: int) -> list[SourceForPoll]:
        """Up to `limit` sources that are due, of hosts that are free."""
        now = self._clock.now()
        spacing_s = self._spacing_s * (1 + self._random.random() * _SPACING_JITTER)
        share = HostShare(_A_HOST_AT_ONCE, spacing_s)
        lease = Lease.taken(self._boot, self._steady.now(), _LEASE)
        return await self._storage.claim_due_sources(now, limit, lease, share)

    async def poll(self, source: SourceForPoll) -> None:
        """Poll a claimed source, and record the outcome."""
        try:
            await self._poll_or_break(source)
        except LeaseLost:
            _log.warning("source %d took longer than its lease: %s", source.id, source.url)

    async def _poll_or_break(self, source: SourceForPoll) -> None:
        """A document that breaks the code that reads it harms no other source."""
        began = self._steady.now()
        try:
            outcome = await self._poll(source)
        except (StorageError, Refused):
            raise
        except Exception as error:  # noqa: BLE001  it is logged, and told as a failure of the source
            _log.exception("source %d broke its poll: %s", source.id, source.url)
            broken = NotAFeed(FailureReason.TOO_COMPLEX, type(error).__name__)
            await self._record(source, self._verdicts.failed(source, broken, self._clock.now()))
            outcome = PollOutcome.UNREADABLE
        self._meter.polled(outcome, (self._steady.now() - began).total_seconds())

    async def _poll(self, source: SourceForPoll) -> PollOutcome:
        try:
            answer, is_silent = await self._ask(source)
            is_apart = must_read_all(source, answer, self._clock.now(), is_silent=is_silent)
            if isinstance(answer, NotModified) or (version(answer) == source.state.body_hash and not is_apart):
                await self._record(source, self._verdicts.unchanged(source, answer, self._clock.now()))
                return PollOutcome.UNCHANGED
            known = b"" if is_apart else known_items(source.state, self._clock.now())
            try:
                is_news = await self._record(source, await self._read(source, answer, known, is_silent=is_silent))
            except ItemsKnown:
                is_news = await self._record(source, await self._read(source, answer, b"", is_silent=is_silent))
        except SourceError as error:
            _log.info("source %d: %s: %s", source.id, error, source.url, extra=about(source=source.id))
            await self._record(source, self._verdicts.failed(source, error, self._clock.now()))
            return PollOutcome.UNREADABLE if isinstance(error, NotAFeed) else PollOutcome.UNREACHABLE
        return PollOutcome.NEWS if is_news else PollOutcome.NO_NEWS

    async def _ask(self, source: SourceForPoll) -> tuple[Fetched | NotModified, bool]:
        """The answer, and whether it came from the address to which the silent source had moved."""
        state, now = source.state, self._clock.now()
        whole = state.full_at is None or now - state.full_at > _WHOLE_EVERY
        request = FetchRequest(source.url) if whole else FetchRequest(source.url, state.etag, state.last_modified)
        fetcher = self._fetcher_of(source)
        try:
            answer = await fetcher.fetch(request)
            if isinstance(answer, NotModified) and must_read_all(source, answer, now):
                answer = await fetcher.fetch(FetchRequest(source.url))
        except FetchFailed:
            if state.moving_to is None or source.is_pinned:
                raise
            answer = await self._fetcher.fetch(FetchRequest(state.moving_to))
            return replace(answer, moved_to=answer.moved_to or state.moving_to), True
        return answer, False

    def _fetcher_of(self, source: SourceForPoll) -> Fetches:
        return self._fetcher.with_profile(RequestProfile(source.url, source.settings) if source.settings else None)

    async def _record(self, source: SourceForPoll, record: PollRecord) -> bool:
        """Record a poll; whether it has brought news."""
        if self._has_leapt_lately():
            record = without_new_trouble(source, record)
        recorded = await self._storage.record_poll(record, is_our_own, self._waits, is_retitled)
        if record.found or record.edited:
            self._articles.ring()
        if any(one.wants_page for one in record.found):
            self._pages.ring()
        return report_recorded(source.id, recorded, (one.article_id for one in record.edited), self._meter)

    async def _read(self, source: SourceForPoll, answer: Fetched, known: bytes, *, is_silent: bool) -> PollRecord:
        """What a document brings; items with `known` hashes are not parsed again."""
        try:
            zone = source.settings.zone
            read = await self._parsers.parse(
                answer.body, content_type=answer.content_type, url=answer.url, known=known, zone=zone
            )
            feed = without_blanks(await with_parts(read, self._fetcher_of(source), self._parsers, zone))
        except NotAFeed as error:
            is_searched = is_to_be_searched(source.state, error) and not source.is_pinned
            feeds = await self._behind(answer) if is_searched else []
            if not feeds:
                raise
            return self._verdicts.found(source, feeds, self._clock.now())
        if has_gap(feed, source.state.highest_post):
            if known:
                return await self._read(source, answer, known=b"", is_silent=is_silent)
            feed = await self._with_earlier(source, feed)
        document = await self._identified(feed)
        where, verdict = provenance_of(source, answer.url), self._verdicts.read
        wanted = keys_of(document.items)
        if not where.is_home:
            verdict = self._verdicts.read_abroad
            wanted |= keys_of(foreign_items(document.items, where.site))
        seen: Mapping[str, Sighting] = {}
        if not feed.unchanged:
            seen = await self._storage.sightings(source.id, wanted)
        # An item that is clearly new was hardly ever seen before, so storage checks it once, when it is recorded.
        elif await self._may_be_renumbered(source, document):
            return await self._read(source, answer, known=b"", is_silent=is_silent)
        compared = articles_to_compare(document.items, seen)
        memory = Memory(source.state, seen, await self._storage.seen_articles(compared) if compared else {})

        def decide() -> PollRecord:
            now = self._clock.now()
            return verdict(source, answer, document, memory=memory, now=now, is_silent=is_silent)

        if len(compared) > _MANY_COMPARED:
            return await asyncio.to_thread(decide)
        async with self._turns:
            return decide()

    async def _with_earlier(self, source: SourceForPoll, feed: ParsedFeed) -> ParsedFeed:
        """The page of a channel, with the earlier pages that were not seen yet.

        If one of them fails, the poll fails and is repeated, but not for ever.
        """

        async def read(address: str) -> ParsedFeed:
            await self._clock.sleep(self._spacing_s)
            return await read_whole(address, self._fetcher_of(source), self._parsers, source.settings.zone)

        try:
            async with asyncio.timeout(_EARLIER_S):
                whole = await with_earlier(feed, source.state.highest_post, read)
        except (SourceError, TimeoutError) as error:
            if source.state.failures < _TRIES_FOR_EARLIER:
                raise error if isinstance(error, SourceError) else FetchFailed(FailureReason.TIMED_OUT) from error
            whole = feed
        if has_gap(whole, source.state.highest_post):
            _log.warning("source %d: posts were missed between two polls: %s", source.id, source.url)
        return whole

    async def _may_be_renumbered(self, source: SourceForPoll, document: IdentifiedFeed) -> bool:
        """Whether many of the items have the titles of other items of the source."""
        names = names_of(document.items)
        if len(names) < LEAST_RENUMBERED:
            return False
        return len(await self._storage.sightings(source.id, names)) >= LEAST_RENUMBERED

    async def _identified(self, feed: ParsedFeed) -> IdentifiedFeed:
        if sum(len(item.url or "") for item in feed.items) > _LONG_ADDRESSES:  # thousands of these take seconds
            return await asyncio.to_thread(identify, feed)
        async with self._turns:
            return identify(feed)

    async def _behind(self, page: Fetched) -> list[FoundFeed]:
        """The feeds of a page that was added as a source, those found in time."""
        try:
            async with asyncio.timeout(_SEARCH_S):
                return await feeds_behind(page, self._fetcher, self._parsers)
        except TimeoutError:
            return []
