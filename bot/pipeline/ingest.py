"""The stage from waiting articles to mentions: read, match, group."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.errors import LeaseLost, StaleIndex
from bot.model import (
    ArticleRecord,
    BootId,
    Generation,
    Lease,
    Membership,
)
from bot.pipeline.matching import Matched, Matching
from bot.pipeline.placing import Placed, Placing
from bot.pipeline.supervise import Bell, repeat
from bot.ports import Storage
from bot.stories.fingerprint import pack

_log = logging.getLogger(__name__)

_BATCH = 50
_LEASE = timedelta(minutes=2)
_ATTEMPTS = 3
"""An article that was claimed more often and never recorded kills whoever touches it."""
_IDLE_S = 5.0


class Ingest:
    """Deals with articles in their order, so that the same order of arrival always makes the same stories.

    Those that have nothing to do with one another are matched and recorded together: each by itself would wait for a
    commit, and for its turn in four threads.
    """

    def __init__(
        self,
        storage: Storage,
        matching: Matching,
        *,
        clock: Clock,
        boot: BootId,
        articles: Bell,
        mentions: Bell,
        steady: Clock | None = None,
    ) -> None:
        """Leases go by `steady`, which never leaps; by `clock` if that never does."""
        self._storage = storage
        self._matching = matching
        self._placing = Placing(storage)
        self._clock = clock
        self._steady = steady or clock
        self._boot = boot
        self._articles = articles
        self._mentions = mentions
        self._generation = Generation(0)

    async def run(self) -> None:
        await repeat("ingest", self.step, self._articles, _IDLE_S, clock=self._clock)

    async def step(self) -> bool:
        """Ingest a batch; False if nothing waits."""
        await self._refresh()
        lease = Lease.taken(self._boot, self._steady.now(), _LEASE)
        articles = await self._storage.claim_waiting_articles(self._clock.now(), _BATCH, lease)
        waiting = articles
        while waiting:
            placed = await self._placing.place(waiting)
            await self._record(placed)
            waiting = waiting[len(placed) :]
        return bool(articles)

    async def _record(self, placed: Sequence[Placed]) -> None:
        """Match the articles, and record them in their order; those that new queries came in before, once more."""
        while placed:
            found = await self._match(placed)
            records = [self._made(one, what) for one, what in zip(placed, found, strict=True)]
            # They are written in the order in which they are handed over, in one transaction if the writer can.
            outcomes = await asyncio.gather(*map(self._storage.record_article, records), return_exceptions=True)
            for record, outcome in zip(records, outcomes, strict=True):
                if isinstance(outcome, LeaseLost):
                    _log.warning("article %d took longer than its lease, and is matched again", record.article_id)
                elif outcome is None and record.queries:
                    self._mentions.ring()
                elif outcome is not None and not isinstance(outcome, StaleIndex):
                    raise outcome
            placed = [one for one, out in zip(placed, outcomes, strict=True) if isinstance(out, StaleIndex)]
            if placed:
                await self._refresh()

    async def _match(self, placed: Sequence[Placed]) -> list[Matched]:
        first = placed[0].article
        if first.attempts > _ATTEMPTS:  # it comes alone
            _log.error("article %d failed %d times, and is left unmatched: %s", first.id, _ATTEMPTS, first.url)
            return [Matched()]
        return await self._matching.match([one.read for one in placed])

    def _made(self, placed: Placed, found: Matched) -> ArticleRecord:
        first, *others = placed.views
        return ArticleRecord(
            article_id=placed.article.id,
            lease=placed.article.lease,
            at=self._clock.now(),
            language=placed.read.language,
            story_id=first.story,
            story_keys=first.traits.left_keys,
            generation=self._generation,
            queries=found.queries,
            terms=found.terms,
            clues=first.traits.left_clues,
            fingerprint=pack(placed.fingerprint) if placed.fingerprint else b"",
            is_development=first.develops,
            scope=first.scope,
            others=tuple(
                Membership(one.scope, one.story, one.traits.left_keys, one.traits.left_clues, one.develops)
                for one in others
            ),
        )

    async def _refresh(self) -> None:
        """Bring the index up to the newest generation of queries."""
        changes = await self._storage.index_changes(self._generation)
        if changes.generation != self._generation:
            await self._matching.apply(changes)
            self._generation = changes.generation
