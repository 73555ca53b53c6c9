"""Shows a new subscription how its news will look, by an article of the archive."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from bot.model import ArticleId, Cause, Chat, Membership, Sample, Subscribed, UngroupedArticle
from bot.ports import SampleStorage
from bot.runtime.clock import Clock
from bot.services.archive import Found
from bot.stories.fingerprint import pack
from bot.stories.frequencies import Counts
from bot.stories.grouping import read_articles


class Samples:
    """Samples are sent through the same queue as news, and are followed like these."""

    def __init__(self, storage: SampleStorage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def send(self, chat: Chat, subscribed: Subscribed, newest: Iterable[Found], cause: Cause) -> bool:
        """Send the first of the articles that the chat was not told of; False if there is none."""
        for found in newest:
            if subscribed.main_only and not found.hit.prominence.is_main:
                continue
            archived = found.archived
            begun, fingerprint = ((), b"") if archived.story is not None else await self._begun(archived.id)
            sample = Sample(subscribed.id, archived.id, found.hit.prominence, begun, fingerprint)
            now, of_article = self._clock.now(), Cause(f"{cause}/sample {archived.id}")
            if await self._storage.send_sample(sample, chat.key, now, of_article):
                return True
        return False

    async def _begun(self, article: ArticleId) -> tuple[tuple[Membership, ...], bytes]:
        """The stories that an article begins that is in none, and its fingerprint."""
        found = await self._storage.ungrouped_article(article)
        return ((), b"") if found is None else await asyncio.to_thread(_grouped, found)


def _grouped(found: UngroupedArticle) -> tuple[tuple[Membership, ...], bytes]:
    # It joins nothing, so it does not matter how rare its words are in the latest news.
    article = replace(found.article, is_news=True)
    (grouped,) = read_articles([article], {article.source_id: found.scopes}, Counts())
    begun = tuple(
        Membership(view.scope, None, view.traits.indexed_keys, view.indexed_clues, None, None) for view in grouped.views
    )
    return begun, pack(grouped.fingerprint) if grouped.fingerprint else b""
