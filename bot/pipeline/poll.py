"""The stage from sources that are due to articles that wait."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.articles.identity import item_keys
from bot.articles.news import what_is_new
from bot.clock import Clock
from bot.errors import FetchFailed, LeaseLost, SourceError, StorageError
from bot.feeds.fetch import Fetched, Fetcher, FetchRequest, NotModified
from bot.feeds.parse import PARSER_VERSION
from bot.feeds.schedule import Hints, Outcome, Plan, Schedule
from bot.feeds.workers import ParserPool
from bot.model import BootId, Failure, Lease, Notice, ParsedFeed, PollRecord, PollState, SourceForPoll
from bot.pipeline.supervise import Bell, Crew
from bot.ports import Storage

_log = logging.getLogger(__name__)

_AT_ONCE = 32
_LEASE = timedelta(minutes=5)
"""Longer than a fetch and a parse can take together."""
_IDLE_S = 0.5
"""Sources become due by the mere passing of time, which rings no bell."""
_WHOLE_EVERY = timedelta(days=1)
"""Some servers answer 304 for ever; so once a day the whole document is asked for."""


class Poll:
    """Polls the sources that are due."""

    def __init__(
        self,
        storage: Storage,
        fetcher: Fetcher,
        parsers: ParserPool,
        schedule: Schedule,
        *,
        clock: Clock,
        random: Random,
        boot: BootId,
        sources: Bell,
        articles: Bell,
    ) -> None:
        self._storage = storage
        self._fetcher = fetcher
        self._parsers = parsers
        self._schedule = schedule
        self._clock = clock
        self._random = random
        self._boot = boot
        self._sources = sources
        self._articles = articles

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            crew = Crew(tasks, _AT_ONCE, self._sources)
            while True:
                if not await self._claim(crew):
                    await self._sources.wait(_IDLE_S)

    async def _claim(self, crew: Crew) -> bool:
        if not crew.room:
            return False
        now = self._clock.now()
        due = await self._storage.claim_due_sources(now, crew.room, Lease(self._boot, now + _LEASE))
        for source in due:
            crew.start(self._poll(source))
        return bool(due)

    async def _poll(self, source: SourceForPoll) -> None:
        try:
            record = await self._polled(source)
            await self._storage.record_poll(record)
        except LeaseLost:
            _log.warning("source %d took longer than its lease: %s", source.id, source.url)
        except StorageError:
            _log.exception("the poll of source %d could not be recorded, and is repeated", source.id)
        else:
            if record.found or record.edited:
                self._articles.ring()

    async def _polled(self, source: SourceForPoll) -> PollRecord:
        """What the poll brings, whatever it is: a source that fails hurts only itself."""
        state = source.state
        whole = state.full_at is None or self._clock.now() - state.full_at > _WHOLE_EVERY
        request = FetchRequest(source.url) if whole else FetchRequest(source.url, state.etag, state.last_modified)
        try:
            answer = await self._fetcher.fetch(request)
            if isinstance(answer, NotModified) or _version(answer) == state.body_hash:
                return self._unchanged(source, answer)
            feed = await self._parsers.parse(answer.body, content_type=answer.content_type, url=answer.url)
        except SourceError as error:
            return self._failed(source, error)
        return await self._read(source, answer, feed)

    async def _read(self, source: SourceForPoll, answer: Fetched, feed: ParsedFeed) -> PollRecord:
        now = self._clock.now()
        state = source.state
        identities = item_keys(feed.items)
        known = await self._storage.sightings(source.id, {key for identity in identities for key in identity.keys})
        news = what_is_new(
            list(zip(feed.items, identities, strict=True)),
            known,
            language=feed.language or "",
            is_baseline=state.baseline_at is None,
            now=now,
        )
        is_news = state.baseline_at is not None and bool(news.found)
        hints = replace(_hints(answer), ttl_s=feed.ttl_s, skip_hours=feed.skip_hours, skip_days=feed.skip_days)
        plan = self._plan(state, Outcome.NEWS if is_news else Outcome.UNCHANGED, hints, now)
        return PollRecord(
            source_id=source.id,
            lease=source.lease,
            at=now,
            state=replace(
                _recovered(state, plan, now),
                etag=answer.etag,
                last_modified=answer.last_modified,
                body_hash=_version(answer),
                baseline_at=state.baseline_at or (now if feed.items else None),
                news_at=now if is_news else state.news_at,
                full_at=now,
            ),
            title=feed.title or None,
            url=answer.moved_to,
            found=news.found,
            edited=news.edited,
            seen=news.seen,
            listed=news.listed,
            notice=_works(source, feed) if state.baseline_at is None else None,
        )

    def _unchanged(self, source: SourceForPoll, answer: Fetched | NotModified) -> PollRecord:
        now = self._clock.now()
        state = source.state
        plan = self._plan(state, Outcome.UNCHANGED, _hints(answer), now)
        state = _recovered(state, plan, now)
        if isinstance(answer, Fetched):
            state = replace(state, etag=answer.etag, last_modified=answer.last_modified, full_at=now)
        return PollRecord(source.id, source.lease, now, state, url=answer.moved_to)

    def _failed(self, source: SourceForPoll, error: SourceError) -> PollRecord:
        now = self._clock.now()
        state = source.state
        failure = Failure(error.reason, error.detail)
        _log.info("source %d: %s: %s", source.id, error, source.url)
        retry_after_s = error.retry_after_s if isinstance(error, FetchFailed) else None
        plan = self._plan(state, Outcome.FAILED, Hints(retry_after_s=retry_after_s), now)
        is_first = state.polled_at is None and not state.failures
        return PollRecord(
            source_id=source.id,
            lease=source.lease,
            at=now,
            state=replace(
                state,
                interval_s=plan.interval_s,
                next_poll_at=plan.next_poll_at,
                failures=state.failures + 1,
                failing_since=state.failing_since or now,
                failure=failure,
                retired=isinstance(error, FetchFailed) and error.gone,
            ),
            notice=Notice("source-fails", {"address": source.url}, failure) if is_first else None,
        )

    def _plan(self, state: PollState, outcome: Outcome, hints: Hints, now: datetime) -> Plan:
        return self._schedule.plan(state, outcome, hints, now, self._random)


def _recovered(state: PollState, plan: Plan, now: datetime) -> PollState:
    """The state after an answer, whatever failed before it."""
    return replace(
        state,
        interval_s=plan.interval_s,
        next_poll_at=plan.next_poll_at,
        polled_at=now,
        failures=0,
        failing_since=None,
        failure=None,
    )


def _hints(answer: Fetched | NotModified) -> Hints:
    return Hints(retry_after_s=answer.freshness.retry_after_s, fresh_for_s=answer.freshness.fresh_for_s)


def _version(answer: Fetched) -> str:
    """What says that a body would be read into the same items: its hash, and the parser's version."""
    return f"{PARSER_VERSION}:{answer.body_hash}"


def _works(source: SourceForPoll, feed: ParsedFeed) -> Notice:
    return Notice("source-works", {"title": feed.title or source.url, "items": len(feed.items)})
