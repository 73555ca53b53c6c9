"""Reads waiting articles, matches them with all queries, and groups them into stories."""

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from bot.errors import LeaseLost, Refused, StaleIndex, StorageError
from bot.matching.engine import Matched, Matching
from bot.model import (
    OFTEN_INTERRUPTED,
    ArticleFailure,
    ArticleRecord,
    BootId,
    Generation,
    Lease,
    Membership,
    StoryId,
    WaitingArticle,
)
from bot.pipeline.trial import Trial
from bot.ports import UNMEASURED, ArticleStorage, Meter
from bot.runtime.article_log import Step, about, log_step
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell, repeat
from bot.stories.fingerprint import pack
from bot.stories.grouping import Grouped, Grouping
from bot.stories.semantic import SecondOpinion

_log = logging.getLogger(__name__)

_BATCH = 50
_CHANGES = 1_000
"""Changes of the set of queries that the index takes at a time."""
_LEASE = timedelta(minutes=2)
_RECORDED_TOGETHER = 20
"""Some 20 ms of the writer's time."""
_ATTEMPTS = 3
_LONG_S = 60.0
_LONGEST_REASON = 500
_IDLE_S = 5.0


class Ingest:
    """Handles articles in their order, so that the same order always makes the same stories.

    Unrelated articles are matched and recorded together: each alone would wait for a commit, and for its turn in four
    threads.
    """

    def __init__(
        self,
        storage: ArticleStorage,
        matching: Matching,
        *,
        clock: Clock,
        boot: BootId,
        articles: Bell,
        mentions: Bell,
        steady: Clock | None = None,
        trial: Trial | None = None,
        second_opinion: SecondOpinion | None = None,
        meter: Meter = UNMEASURED,
    ) -> None:
        """Leases go by `steady`, which never leaps; by `clock` if that never does."""
        self._storage = storage
        self._matching = matching
        self._grouping = Grouping(storage, second_opinion)
        self._clock = clock
        self._steady = steady or clock
        self._trial = trial or Trial()
        self._boot = boot
        self._articles = articles
        self._mentions = mentions
        self._meter = meter
        self._generation = Generation(0)
        self._busy_since: datetime | None = None

    def busy_for(self) -> timedelta:
        """How long articles have been waiting without a break, as far as they were looked at."""
        return timedelta(0) if self._busy_since is None else self._steady.now() - self._busy_since

    async def run(self) -> None:
        await repeat("ingest", self.step, self._articles, _IDLE_S, clock=self._clock)

    async def step(self) -> bool:
        """Ingest a batch; False if nothing waits."""
        self._busy_since = self._busy_since or self._steady.now()
        await self._refresh()
        lease = Lease.taken(self._boot, self._steady.now(), _LEASE)
        articles = await self._storage.claim_waiting_articles(self._clock.now(), _BATCH, lease)
        if not articles:
            self._busy_since = None
            return False
        with self._told_if_it_takes_long(articles):
            await self._ingest(articles)
        return True

    async def _ingest(self, articles: Sequence[WaitingArticle]) -> None:
        """Ingest them in their order; if that fails, one by one, so that the failing one hurts no other."""
        waiting = articles
        try:
            while waiting:
                if waiting[0].interruptions > OFTEN_INTERRUPTED:
                    await self._try(waiting[0])
                grouped = await self._grouping.group(waiting)
                await self._record(grouped)
                waiting = waiting[len(grouped) :]
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001  it is logged, and told to the operator
            if len(waiting) == 1:
                await self._fail(waiting[0], error)
                return
            for one in waiting:
                await self._ingest([one])

    async def _try(self, article: WaitingArticle) -> None:
        """Find out whether the article ended so many runs. Raises Overrun, and whatever reading it raises."""
        times, url = article.interruptions, article.url
        _log.error(
            "article %d was being read when the program ended, %d times: %s",
            article.id,
            times,
            url,
            extra=about(article=article.id),
        )
        await self._trial.survives(article)

    async def _fail(self, article: WaitingArticle, error: Exception) -> None:
        """Put back an article on which the step failed."""
        failures = article.failures + 1
        reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        failure = ArticleFailure(article.id, article.lease, reason, is_set_aside=failures >= _ATTEMPTS)
        what = "set aside until the next start" if failure.is_set_aside else "tried again after the others"
        _log.error(
            "article %d cannot be read, and is %s: %s",
            article.id,
            what,
            article.url,
            exc_info=error,
            extra=about(article=article.id),
        )
        with suppress(LeaseLost):
            await self._storage.fail_article(failure)

    @contextmanager
    def _told_if_it_takes_long(self, articles: Sequence[WaitingArticle]) -> Iterator[None]:
        """Nothing can stop a thread, so the log says which article keeps all others waiting."""
        text = "some articles are not dealt with after %g s, and hold up all others: %d, of which the first is %s"
        timer = asyncio.get_running_loop().call_later(
            _LONG_S, _log.error, text, _LONG_S, len(articles), articles[0].url
        )
        try:
            yield
        finally:
            timer.cancel()

    async def _record(self, grouped: Sequence[Grouped]) -> None:
        """Match the articles and record them in their order; match again if new queries came first."""
        while grouped:
            began = self._steady.now()
            found = await self._matching.match([one.read for one in grouped])
            self._meter.matched(len(found), (self._steady.now() - began).total_seconds())
            records = [self._made(one, what) for one, what in zip(grouped, found, strict=True)]
            outcomes: list[Refused | StoryId | None] = []
            for first in range(0, len(records), _RECORDED_TOGETHER):
                outcomes += await self._storage.record_articles(records[first : first + _RECORDED_TOGETHER])
            for record, outcome in zip(records, outcomes, strict=True):
                if isinstance(outcome, LeaseLost):
                    late = record.article_id
                    _log.warning(
                        "article %d took longer than its lease, and is matched again", late, extra=about(article=late)
                    )
                elif not isinstance(outcome, Refused):
                    self._report(record, outcome)
            grouped = [one for one, out in zip(grouped, outcomes, strict=True) if isinstance(out, StaleIndex)]
            if grouped:
                await self._refresh()

    def _report(self, record: ArticleRecord, story: StoryId | None) -> None:
        """Tell of an article that is recorded, and who waits for it."""
        if record.queries:
            self._mentions.ring()
        self._meter.grouped(met=bool(record.queries))
        log_step(record.article_id, Step.GROUPED, story=story, queries=len(record.queries), akin=record.akin)

    def _made(self, grouped: Grouped, found: Matched) -> ArticleRecord:
        first, *others = grouped.views
        return ArticleRecord(
            article_id=grouped.article.id,
            lease=grouped.article.lease,
            at=self._clock.now(),
            language=grouped.read.language,
            story_id=first.story,
            story_keys=first.traits.indexed_keys,
            generation=self._generation,
            queries=found.queries,
            terms=found.terms,
            clues=first.indexed_clues,
            fingerprint=pack(grouped.fingerprint) if grouped.fingerprint else b"",
            novelty=first.novelty,
            akin=first.akin,
            beside=first.beside,
            scope=first.scope,
            others=tuple(
                Membership(one.scope, one.story, one.traits.indexed_keys, one.indexed_clues, one.novelty, one.akin)
                for one in others
            ),
        )

    async def _refresh(self) -> None:
        """Bring the index up to the newest generation of queries."""
        added = 0
        while (changes := await self._storage.index_changes(self._generation, _CHANGES)).generation != self._generation:
            if expanded := await self._matching.apply(changes):
                await self._storage.keep_expansions(expanded)
            self._generation = changes.generation
            added += len(changes.added)
        if added > _CHANGES:
            await self._matching.settle()
