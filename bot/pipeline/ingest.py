"""The stage from waiting articles to mentions: read, match, group."""

import logging
from datetime import timedelta

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
"""So many articles of a story, the latest ones, say what it has told: some 5 ms to read through."""


class Ingest:
    """Deals with articles one after another, so that the same order of arrival always makes the same stories."""

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
        for article in articles:
            await self._ingest(article)
        return bool(articles)

    async def _ingest(self, article: WaitingArticle) -> None:
        try:
            await self._record(article)
        except LeaseLost:
            _log.warning("article %d took longer than its lease, and is matched again", article.id)
        else:
            self._mentions.ring()

    async def _record(self, article: WaitingArticle) -> None:
        read = _read(article)
        keys = story_keys(article)
        candidates = await self._storage.candidate_stories(keys, article.found_at - WINDOW)
        story = article.story_id or choose_story(keys, candidates)
        develops = await self._develops(article, read, story)
        while True:
            found = await self._match(article, read)
            record = ArticleRecord(
                article_id=article.id,
                lease=article.lease,
                at=self._clock.now(),
                language=read.language,
                story_id=story,
                story_keys=keys,
                generation=self._generation,
                queries=found.queries,
                terms=found.terms,
                is_development=develops,
            )
            try:
                await self._storage.record_article(record)
            except StaleIndex:
                await self._refresh()
            else:
                return

    async def _develops(self, article: WaitingArticle, read: ReadArticle, story: StoryId | None) -> bool:
        """Whether the article brings news to a story that it joins; of one that is matched again, that is decided."""
        if story is None or article.story_id is not None:
            return False
        return is_development(read, await self._storage.articles_of(story, _TOLD))

    async def _match(self, article: WaitingArticle, read: ReadArticle) -> Matched:
        if article.attempts > _ATTEMPTS:
            _log.error("article %d failed %d times, and is left unmatched: %s", article.id, _ATTEMPTS, article.url)
            return Matched()
        return await self._matching.match(read)

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
