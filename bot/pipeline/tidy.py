"""The stage that forgets: what no promise needs any more leaves the database.

What is old is judged by a time of its own, the age mark, which follows the time of day slowly. A clock that is wrong
makes everything old at once, and what was forgotten by it does not come back when it is set right.
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
"""Days that the mark gains in a day at the most: enough to follow a bot that was off every other day."""
_RETENTION = Retention()
_ARTICLES_AT_ONCE = 50
_WORDS_KEPT = 20
"""Of an article for each query: more of them explain no better."""


def next_mark(mark: datetime, now: datetime, ran: timedelta) -> datetime:
    """The age mark after the bot has run for `ran`: nearer to `now`, by no more than twice that."""
    step = _FASTEST * ran
    return min(max(now, mark - step), mark + step)


class TidyStorage(RetentionStorage, TimeStorage, Protocol):
    """What may be forgotten, and when."""


class Tidy:
    """Tidies the storage up now and then, while it is certain what the time is."""

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
        """The last leap whose traces were set right, by the steady clock."""

    async def run(self) -> None:
        while True:
            await self._clock.sleep(_EVERY_S)
            await self.step()

    async def step(self) -> None:
        """Forget what is old by now, unless the time of day is uncertain."""
        now, steady, even_since = self._clock.now(), self._steady.now(), self._watch.even_since
        if steady - even_since < CERTAIN_AFTER:
            return
        mark = next_mark(await self._storage.age_mark() or now, now, steady - self._marked_at)
        if self._right_since != even_since:
            await self._storage.set_right(max(now, mark))
            self._right_since = even_since
        await self._keep_words(min(now, mark) - self._retention.articles)
        await self._storage.tidy(now, mark, self._retention)
        self._marked_at = steady

    async def _keep_words(self, before: datetime) -> None:
        """Keep by which words the articles met what they were told for that are to lose their texts."""
        number: int | None = 0
        while number is not None:
            sent, number = await self._storage.sent_articles(before, number, _ARTICLES_AT_ONCE)
            for one in sent:
                words = await self._matching.words(list(one.queries.values()), one.article)
                kept = {mention: met[:_WORDS_KEPT] for mention, met in zip(one.queries, words, strict=True)}
                await self._storage.keep_words(kept)
