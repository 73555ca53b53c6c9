"""What a query would have found: searches the archive, with the same judge as live matching."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.delivery.breadth import BROAD
from bot.matching import Query
from bot.matching.advice import split_in_two
from bot.matching.engine import Matching
from bot.matching.tree import phrases
from bot.model import AllOf, ArchivedArticle, ArchivePlace, ChatKey, Filter, Hit
from bot.ports import ArchiveStorage
from bot.runtime.clock import Clock
from bot.runtime.turns import Turns
from bot.stories.topics import StoryKey

PREVIEW_DAYS = 7
_NEWEST = 3
_AT_ONCE = 50
"""Articles judged at once: some 20 ms, in which no other article can be matched."""
_TURN_S = 0.1
"""How long one turn looks for candidates: other searches wait that long."""
_PATIENCE_S = 2.0
"""The longest wait for an answer; by then some 4,000 candidates were judged."""
_SAMPLE = 5
"""Articles that tell which share of what the index counts meets a query."""
_COUNTED = 1_000
"""Articles: what is in so many is as well known as what is in more."""
FLOOD = 50
"""More articles a day than anybody reads."""
_DAY = timedelta(days=1)
REACH = timedelta(days=3650)
"""How far back a search looks: through the whole archive."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that matches a query, and where."""

    archived: ArchivedArticle
    hit: Hit


@dataclass(frozen=True, slots=True)
class Preview:
    """What a query would have found in the last days."""

    days: tuple[tuple[date, int], ...]
    """How many articles a day (in UTC), the oldest day first."""
    newest: tuple[Found, ...]
    since: datetime | None = None
    """How far back it looked before its time was up; None if it looked at everything."""
    stories: int = 0
    """How many stories, of the days for which articles are on file."""
    main: int = 0
    """How many of these have an article that meets the query in its title or lead."""
    on_file: timedelta = _DAY
    """How long these days are; counted as a day if they are less."""
    words: int = 0
    """How many words the query has; 0 if it asks for sites or languages alone."""
    age: timedelta = timedelta(0)
    """How far back the archive of the chat's sources reaches, within these days."""
    is_young: bool = False
    """Whether it reaches less far back than previews look."""
    at: datetime | None = None
    """When it was computed."""
    sources: int = 0
    """How many sources the chat watches that are read."""

    @property
    def daily(self) -> int:
        """About how many stories a day."""
        return self._a_day(self.stories)

    @property
    def main_daily(self) -> int:
        """About how many stories a day have it in a title or lead."""
        return self._a_day(self.main)

    def _a_day(self, count: int) -> int:
        return round(count / (self.on_file / _DAY))

    @property
    def is_broad(self) -> bool:
        """Whether it would bring more stories a day than anybody wants one by one."""
        return self.daily > BROAD

    @property
    def total(self) -> int:
        return sum(count for _, count in self.days)

    @property
    def is_flood(self) -> bool:
        """Whether it finds more than anybody reads."""
        return max(count for _, count in self.days) > FLOOD


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles meet a query."""

    articles: int = 0
    is_estimate: bool = False
    """Whether that is but about so many, or there are more."""


class Search:
    """A search under way: an asynchronous iterable of the found articles, newest first."""

    def __init__(
        self,
        storage: ArchiveStorage,
        matching: Matching,
        turns: Turns,
        elapsed_s: Callable[[], float],
        *,
        query: Query,
        chat: ChatKey | None,
        since: datetime,
        before: ArchivePlace | None,
        within_s: float,
    ) -> None:
        self.reached = before
        """How far it got when its time was up; None when it has looked through everything."""
        self._storage = storage
        self._matching = matching
        self._turns = turns
        self._elapsed_s = elapsed_s
        self._query = query
        self._chat = chat
        self._since = since
        self._within_s = within_s

    async def __aiter__(self) -> AsyncIterator[Found]:
        wanted = await self._matching.candidates(self._query)
        ends_at_s = self._elapsed_s() + self._within_s
        while True:
            turn_s = min(_TURN_S, ends_at_s - self._elapsed_s())
            async with self._turns:
                page = await self._storage.search(
                    wanted, self._chat, self._since, self.reached, _AT_ONCE, within_s=turn_s
                )
                hits = await self._matching.judge(self._query, [one.article for one in page.articles])
            self.reached = page.reached
            for candidate, hit in zip(page.articles, hits, strict=True):
                if hit is not None:
                    yield Found(candidate, hit)
            if page.reached is None or self._elapsed_s() >= ends_at_s:
                return


class Archive:
    """Searches the archive. Searches take turns: each waits for at most one turn of another."""

    def __init__(
        self,
        storage: ArchiveStorage,
        matching: Matching,
        clock: Clock,
        *,
        keep_days: int = PREVIEW_DAYS,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Previews go back as far as articles are kept, `PREVIEW_DAYS` at most. `elapsed_s` never leaps."""
        self._storage = storage
        self._matching = matching
        self._clock = clock
        self._preview_days = min(PREVIEW_DAYS, keep_days)
        self._elapsed_s = elapsed_s
        self._turns = Turns()

    def now(self) -> datetime:
        return self._clock.now()

    def find(
        self,
        query: Query,
        chat: ChatKey | None,
        since: datetime,
        before: ArchivePlace | None = None,
        *,
        within_s: float = _PATIENCE_S,
    ) -> Search:
        """The matching articles from the chat's sources (or from all), published after `since`.

        `before` is where an earlier search stopped.
        """
        return Search(
            self._storage,
            self._matching,
            self._turns,
            self._elapsed_s,
            query=query,
            chat=chat,
            since=since,
            before=before,
            within_s=within_s,
        )

    async def outlets(self, found: Sequence[Found], chat: ChatKey) -> list[int]:
        """How many outlets that the chat watches report the story of each article; 1 for what is in none."""
        stories = {one.archived.story for one in found if one.archived.story is not None}
        counts = await self._storage.outlets(stories, chat)
        return [1 if one.archived.story is None else counts.get(one.archived.story, 1) for one in found]

    async def age(self, chat: ChatKey) -> timedelta:
        """How far back the archive of the chat's sources reaches; nothing if nothing was read."""
        now = self._clock.now()
        return now - ((await self._storage.archive_reach(chat)).since or now)

    async def joined(self, query: Query, apart: Query | None, chat: ChatKey) -> Query | None:
        """The words of a query joined by "both", if the last days suggest it.

        They do not if the query itself was found. Otherwise it is offered if the words are `apart` by grammar, or were
        found joined.
        """
        ends_at_s = self._elapsed_s() + _PATIENCE_S
        if await self.has(query, chat, _PATIENCE_S):
            return None
        if apart is not None:
            return apart
        for joined in split_in_two(query):
            if (left_s := ends_at_s - self._elapsed_s()) <= 0:
                return None
            if await self.has(joined, chat, left_s):
                return joined
        return None

    async def has(self, query: Query, chat: ChatKey, within_s: float) -> bool:
        """Whether it is found lately, in so much time."""
        since = self._clock.now() - timedelta(days=self._preview_days)
        async for _ in self.find(query, chat, since, within_s=within_s):
            return True
        return False

    async def added(self, queries: Sequence[tuple[Query, Query]], chat: ChatKey, within_s: float) -> list[Count]:
        """How many articles of the last days meet the first query of each pair, and not the second. Both ask for words.

        The index counts those that may do so. The newest of them tell which share of them does.
        """
        ends_at_s = self._elapsed_s() + within_s
        since = self._clock.now() - timedelta(days=self._preview_days)
        wanted = [await self._filters(*pair) for pair in queries]
        numbers = await self._storage.count_articles(wanted, chat, since, _COUNTED)
        counts = []
        for pair, (one, _), number in zip(queries, wanted, numbers, strict=True):
            if not number or self._elapsed_s() >= ends_at_s:
                counts.append(Count(number, is_estimate=number > 0))
                continue
            page = await self._storage.search(one, chat, since, None, _SAMPLE, within_s=_TURN_S)
            met = await self._matching.met(pair, [found.article for found in page.articles])
            new = [is_met for is_met, is_known in met if not is_known]
            share = sum(new) / len(new) if new else 1
            is_exact = bool(new) and share == 1 and number < _COUNTED
            counts.append(Count(round(number * share), is_estimate=not is_exact and share > 0))
        return counts

    async def _filters(self, wanted: Query, known: Query) -> tuple[Filter, Filter]:
        everything = AllOf(())
        return (
            await self._matching.candidates(wanted) or everything,
            await self._matching.candidates(known) or everything,
        )

    async def known_words(self, words: Collection[str]) -> Mapping[str, int]:
        """The folded words that articles of the last days have, and in about how many, of all sources."""
        since = self._clock.now() - timedelta(days=self._preview_days)
        return await self._storage.known_words(words, since, _COUNTED)

    async def preview(
        self, query: Query, chat: ChatKey, recorded_until: int | None = None, *, within_s: float = _PATIENCE_S
    ) -> Preview:
        """What the query would have found for the chat in the last days; later articles do not count."""
        now = self._clock.now()
        first_day = now.date() - timedelta(days=self._preview_days - 1)
        counts: Counter[date] = Counter()
        newest: list[Found] = []
        reach = await self._storage.archive_reach(chat)
        age = min(now - (reach.since or now), timedelta(days=self._preview_days))
        on_file = max(age, _DAY)
        stories: dict[StoryKey, bool] = {}
        search = self.find(query, chat, now - timedelta(days=self._preview_days), within_s=within_s)
        async for found in search:
            archived = found.archived
            day = archived.published_at.date()
            if day < first_day or (recorded_until is not None and archived.number > recorded_until):
                continue
            counts[day] += 1
            if archived.published_at > now - on_file:
                story = story_of(archived)
                stories[story] = stories.get(story, False) or found.hit.prominence.is_main
            if len(newest) < _NEWEST:
                newest.append(found)
        days = (first_day + timedelta(days=number) for number in range(self._preview_days))
        since = None if search.reached is None else search.reached.at
        return Preview(
            tuple((day, counts[day]) for day in days),
            tuple(newest),
            since,
            stories=len(stories),
            main=sum(stories.values()),
            on_file=on_file if since is None else min(max(now - since, _DAY), on_file),
            words=sum(len(phrase.words) for phrase in phrases(query.root)),
            age=age,
            is_young=age < timedelta(days=self._preview_days),
            at=now,
            sources=reach.sources,
        )


def story_of(archived: ArchivedArticle) -> StoryKey:
    """What is no news has no story, and counts as one of its own."""
    return (True, archived.id) if archived.story is None else (False, archived.story)
