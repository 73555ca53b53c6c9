"""Deletes from the database what no promise needs any longer.

Age is judged by the age mark, a time that follows the time of day slowly. A wrong clock would make everything old at
once, and what was deleted does not come back when the clock is right again.
"""

from datetime import datetime, timedelta
from typing import Protocol

from bot.matching.engine import Matching
from bot.model import Retention
from bot.ports import RetentionStorage, TimeStorage
from bot.runtime.clock import Clock
from bot.runtime.clock_watch import CERTAIN_AFTER, ClockWatch

_EVERY_S = 3_600.0
_FASTEST = 2
"""The most days that the mark gains in a day: enough for a bot that is off every other day."""
_RETENTION = Retention()
_ARTICLES_AT_ONCE = 50
_WORDS_KEPT = 20
"""Words of an article for each query: more explain no better."""


def next_mark(mark: datetime, now: datetime, ran: timedelta) -> datetime:
    """The age mark after the bot has run for `ran`: nearer to `now`, by no more than twice that."""
    step = _FASTEST * ran
    return min(max(now, mark - step), mark + step)


class TidyStorage(RetentionStorage, TimeStorage, Protocol):
    """What may be forgotten, and when."""


class Tidy:
    """The stage: tidies storage now and then, while the time of day is certain."""

    def __init__(
        self,
        storage: TidyStorage,
        watch: ClockWatch,
        clock: Clock,
        steady: Clock,
        *,
        matching: Matching,
        retention: Retention = _RETENTION,
    ) -> None:
        self._storage = storage
        self._matching = matching
        self._watch = watch
        self._clock = clock
        self._steady = steady
        self._retention = retention
        self._marked_at = steady.now()
        self._right_since: datetime | None = None
        """When the traces of the last leap were corrected, by the steady clock."""

    async def run(self) -> None:
        while True:
            await self._clock.sleep(_EVERY_S)
            await self.step()

    async def step(self) -> None:
        """Delete what is old, unless the time of day is uncertain."""
        now, steady, even_since = self._clock.now(), self._steady.now(), self._watch.even_since
        if steady - even_since < CERTAIN_AFTER:
            return
        mark = next_mark(await self._storage.age_mark() or now, now, steady - self._marked_at)
        if self._right_since != even_since:
            await self._storage.cap_times(max(now, mark))
            self._right_since = even_since
        await self._keep_words(min(now, mark) - self._retention.articles)
        await self._storage.tidy(now, mark, self._retention)
        self._marked_at = steady

    async def _keep_words(self, before: datetime) -> None:
        """Keep the words that matched in articles whose texts will be deleted."""
        number: int | None = 0
        while number is not None:
            sent, number = await self._storage.sent_articles(before, number, _ARTICLES_AT_ONCE)
            for one in sent:
                words = await self._matching.words(list(one.queries.values()), one.article)
                kept = {mention: met[:_WORDS_KEPT] for mention, met in zip(one.queries, words, strict=True)}
                await self._storage.keep_words(kept)
