"""What a query would have found: the archive, read by the judge that live matching obeys."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.matching import Query
from bot.matching.advice import in_two
from bot.model import ArchivedArticle, ChatKey, Hit
from bot.pipeline.matching import Matching
from bot.ports import ArchiveStorage

PREVIEW_DAYS = 7
_NEWEST = 3
_AT_ONCE = 50
"""Articles judged in one go: some 20 ms, in which no other can be matched."""
_MOST_JUDGED = 4_000
"""Candidates that a preview looks at: more would take some seconds, and say no more."""
FLOOD = 50
"""Articles a day that nobody reads through."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that meets a query, and where."""

    archived: ArchivedArticle
    hit: Hit


@dataclass(frozen=True, slots=True)
class Preview:
    """What a query would have brought in the last days."""

    days: tuple[tuple[date, int], ...]
    """How many articles a day (in UTC), the oldest day first."""
    newest: tuple[Found, ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.days)

    @property
    def is_flood(self) -> bool:
        """Whether it brings more than anybody reads."""
        return max(count for _, count in self.days) > FLOOD


class Archive:
    """Looks back."""

    def __init__(self, storage: ArchiveStorage, matching: Matching, clock: Clock) -> None:
        self._storage = storage
        self._matching = matching
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    async def find(
        self, query: Query, chat: ChatKey | None, since: datetime, judged: int = _MOST_JUDGED
    ) -> AsyncIterator[Found]:
        """The articles of the sources that the chat watches (or of all) that meet the query, newest first.

        No more than `judged` candidates are looked at.
        """
        wanted = await self._matching.candidates(query)
        last = None
        while judged > 0:
            candidates = await self._storage.search(wanted, chat, since, last, min(_AT_ONCE, judged))
            if not candidates:
                return
            hits = await self._matching.judge(query, [candidate.article for candidate in candidates])
            for candidate, hit in zip(candidates, hits, strict=True):
                if hit is not None:
                    yield Found(candidate, hit)
            last = candidates[-1]
            judged -= len(candidates)

    async def joined(self, query: Query, apart: Query | None, chat: ChatKey) -> Query | None:
        """The words of a query joined by "both", if that is what the last days speak for.

        They speak against it if they have the query as it is. If they do not, and the words are `apart` by grammar, or
        have been found joined, it is offered.
        """
        if await self._has(query, chat):
            return None
        if apart is not None:
            return apart
        for joined in in_two(query):
            if await self._has(joined, chat):
                return joined
        return None

    async def _has(self, query: Query, chat: ChatKey) -> bool:
        async for _ in self.find(query, chat, self._clock.now() - timedelta(days=PREVIEW_DAYS)):
            return True
        return False

    async def preview(self, query: Query, chat: ChatKey, recorded_until: int | None = None) -> Preview:
        """What the query would have brought the chat in the last days; of what is recorded later nothing is counted."""
        now = self._clock.now()
        first_day = now.date() - timedelta(days=PREVIEW_DAYS - 1)
        counts: Counter[date] = Counter()
        newest: list[Found] = []
        async for found in self.find(query, chat, now - timedelta(days=PREVIEW_DAYS)):
            day = found.archived.published_at.date()
            if day < first_day or (recorded_until is not None and found.archived.number > recorded_until):
                continue
            counts[day] += 1
            if len(newest) < _NEWEST:
                newest.append(found)
        days = (first_day + timedelta(days=number) for number in range(PREVIEW_DAYS))
        return Preview(tuple((day, counts[day]) for day in days), tuple(newest))
