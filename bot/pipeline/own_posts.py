"""Makes articles of the posts of channels that the bot administers, once all their parts have come."""

import logging
from datetime import datetime

from bot.articles.own_posts import record_of
from bot.articles.retitling import is_retitled
from bot.model import ArticleId, GatheredPost, OwnPostRecord, RecordedArticle
from bot.pipeline.poll_report import report_recorded
from bot.ports import UNMEASURED, Meter, OwnPostStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell, repeat

_log = logging.getLogger(__name__)

_AT_ONCE = 20
_IDLE_S = 0.5
"""Posts become due as time passes, and that rings no bell."""


class OwnPosts:
    """The stage."""

    def __init__(
        self, storage: OwnPostStorage, *, clock: Clock, posts: Bell, articles: Bell, meter: Meter = UNMEASURED
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._posts = posts
        self._articles = articles
        self._meter = meter

    async def run(self) -> None:
        await repeat("own posts", self.step, self._posts, _IDLE_S, clock=self._clock)

    async def step(self) -> bool:
        """Record the posts that are gathered; False if there is none."""
        now = self._clock.now()
        posts = await self._storage.gathered_posts(now, _AT_ONCE)
        for post in posts:
            record = _record_of(post, now)
            article = await self._storage.record_own_post(record, is_retitled)
            if article is not None:
                self._report(record, article)
                self._articles.ring()
        return bool(posts)

    def _report(self, record: OwnPostRecord, article: ArticleId) -> None:
        found = () if record.found is None else (RecordedArticle(article, record.found.withheld),)
        report_recorded(record.post.source_id, found, () if found else (article,), self._meter)


def _record_of(post: GatheredPost, now: datetime) -> OwnPostRecord:
    """A post that breaks the code that reads it holds up no other."""
    try:
        return record_of(post, now)
    except Exception:  # noqa: BLE001  it is logged
        _log.exception("post %s/%d cannot be read", post.address, post.parts[0].message_id)
        return OwnPostRecord(post, now)
