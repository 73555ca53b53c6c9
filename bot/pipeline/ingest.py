"""The stage from waiting articles to mentions: read, match, group."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from bot.clock import Clock
from bot.errors import LeaseLost, StaleIndex
from bot.model import (
    ArticleRecord,
    BootId,
    Generation,
    Lease,
    ReadArticle,
    StoryId,
    WaitingArticle,
)
from bot.pipeline.matching import Matched, Matching
from bot.pipeline.supervise import Bell, repeat
from bot.ports import Storage
from bot.stories.grouping import WINDOW, choose_story, story_keys
from bot.stories.novelty import is_development
from bot.text.language import detect

_log = logging.getLogger(__name__)

_BATCH = 50
_LEASE = timedelta(minutes=2)
_ATTEMPTS = 3
"""An article that was claimed more often and never recorded kills whoever touches it."""
_IDLE_S = 5.0
_TOLD = 12
"""So many articles of a story, the latest ones, say what it has told: some 10 ms to read through."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """An article, with the story that it joins."""

    article: WaitingArticle
    read: ReadArticle
    keys: tuple[str, ...]
    story: StoryId | None
    develops: bool


class Ingest:
    """Deals with articles in their order, so that the same order of arrival always makes the same stories.

    Those that have nothing to do with one another are matched and recorded together: each by itself would wait for a
    commit, and for its turn in four threads.
    """

    def __init__(
        self, storage: Storage, matching: Matching, *, clock: Clock, boot: BootId, articles: Bell, mentions: Bell
    ) -> None:
        self._storage = storage
        self._matching = matching
        self._clock = clock
        self._boot = boot
        self._articles = articles
        self._mentions = mentions
        self._generation = Generation(0)

    async def run(self) -> None:
        await repeat(self.step, self._articles, _IDLE_S)

    async def step(self) -> bool:
        """Ingest a batch; False if nothing waits."""
        await self._refresh()
        now = self._clock.now()
        articles = await self._storage.claim_waiting_articles(now, _BATCH, Lease(self._boot, now + _LEASE))
        waiting = articles
        while waiting:
            placed = await self._place(waiting)
            await self._record(placed)
            waiting = waiting[len(placed) :]
        return bool(articles)

    async def _place(self, articles: Sequence[WaitingArticle]) -> list[_Placed]:
        """The first ones of the articles, up to one whose story may hang on theirs."""
        keys = [story_keys(article) for article in articles]
        since = min(article.found_at for article in articles) - WINDOW
        candidates = await self._storage.candidate_stories(chain.from_iterable(keys), since)
        placed: list[_Placed] = []
        met: set[str | StoryId] = set()
        for article, own in zip(articles, keys, strict=True):
            live = [candidate for candidate in candidates if candidate.joined_at > article.found_at - WINDOW]
            story = article.story_id or choose_story(own, live)
            touched: set[str | StoryId] = {*own} if story is None else {*own, story}
            if not met.isdisjoint(touched):
                break
            met |= touched
            read = _read(article)
            placed.append(_Placed(article, read, own, story, await self._develops(article, read, story)))
        return placed

    async def _develops(self, article: WaitingArticle, read: ReadArticle, story: StoryId | None) -> bool:
        """Whether the article brings news to a story that it joins; of one that is matched again, that is decided."""
        if story is None or article.story_id is not None:
            return False
        told = await self._storage.articles_of(story, _TOLD)
        return await asyncio.to_thread(is_development, read, told)

    async def _record(self, placed: Sequence[_Placed]) -> None:
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

    async def _match(self, placed: Sequence[_Placed]) -> list[Matched]:
        first = placed[0].article
        if first.attempts > _ATTEMPTS:  # it comes alone
            _log.error("article %d failed %d times, and is left unmatched: %s", first.id, _ATTEMPTS, first.url)
            return [Matched()]
        return await self._matching.match([one.read for one in placed])

    def _made(self, placed: _Placed, found: Matched) -> ArticleRecord:
        return ArticleRecord(
            article_id=placed.article.id,
            lease=placed.article.lease,
            at=self._clock.now(),
            language=placed.read.language,
            story_id=placed.story,
            story_keys=placed.keys,
            generation=self._generation,
            queries=found.queries,
            terms=found.terms,
            is_development=placed.develops,
        )

    async def _refresh(self) -> None:
        """Bring the index up to the newest generation of queries."""
        changes = await self._storage.index_changes(self._generation)
        if changes.generation != self._generation:
            await self._matching.apply(changes)
            self._generation = changes.generation


def _read(article: WaitingArticle) -> ReadArticle:
    return ReadArticle(
        title=article.title,
        text=article.text,
        source=article.source_title,
        site=article.site,
        language=article.language or detect(f"{article.title}\n{article.text}"),
    )
