"""The stage from sources that are due to articles that wait."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.articles.identity import item_keys
from bot.articles.news import News, what_is_new
from bot.clock import Clock
from bot.errors import FetchFailed, LeaseLost, SourceError, StorageError
from bot.feeds.fetch import Fetched, Fetcher, FetchRequest, NotModified
from bot.feeds.parse import PARSER_VERSION
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
            if isinstance(answer, NotModified) or answer.body_hash == state.body_hash:
                return self._unchanged(source, answer)
            feed = await self._parsers.parse(answer.body, content_type=answer.content_type, url=answer.url)
        except SourceError as error:
            return self._failed(source, error)
        return await self._read(source, answer, feed)
