"""Size: what each intent of the storage takes in a database of months, beside one of a day.

    python -m benchmarks.size [--articles 2000000] [--posts 1000000] [--folder DIRECTORY]

The large database is made once, in some minutes and some GB, and stays in the folder, as does the small one. Medians of
the time by the clock and of the CPU time of all threads, in milliseconds; `beside` is how the clock's compare. `hold`
is the longest transaction. `during searches` is while three at once look through everything.

The bar: claims, fan-out, recording and meeting a chat take at most twice as long; a search for a common word 300 ms.
"""

import argparse
import asyncio
import itertools
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks.size_made import AUDIENCE, AUDIENCE_QUERY, COMMON, END, FEW_QUERY, RARE, SPAN, Size, make
from bot.delivery.outcome import after_editing, after_sending
from bot.delivery.owing import owe
from bot.model import (
    AllOf,
    AnyOf,
    ArchivePage,
    ArticleFound,
    ArticleRecord,
    BootId,
    Cause,
    Chat,
    ChatKey,
    ChatKind,
    Clue,
    Cooldown,
    Dispatch,
    Filter,
    Generation,
    Language,
    Lease,
    PollRecord,
    Prominence,
    QueryId,
    Sent,
    StoryId,
    StoryUpdate,
    SubscribeIntent,
    TellOne,
    Term,
    WaitingArticle,
)
from storage.sqlite import SqliteStorage
from storage.sqlite.rows import from_ms

T = TypeVar("T")
_SMALL = Size(articles=20_000, posts=10_000)
_TIMES = 40
_FOUND = 3
_POLLED = 3
_PATIENCE_S = 2.0
_WINDOW = timedelta(days=2)
_SEARCHES: dict[str, Filter | None] = {
    "a common word": Term(COMMON),
    "a rare word": Term(RARE),
    "both": AllOf((Term(COMMON), Term(RARE))),
    "a beginning": Term("рос", is_prefix=True),
    "anything": None,
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one call, in seconds."""

    wall: float
    cpu: float


class Run:
    """Calls the intents as the program does, and counts what each takes."""

    def __init__(self, storage: SqliteStorage, now: datetime) -> None:
        self.costs: dict[str, list[Cost]] = defaultdict(list)
        self._storage = storage
        self._run = str(time.time_ns())
        self._now = now
        self._numbers = itertools.count()
        self._generation = Generation(0)
        self._queries: dict[str, QueryId] = {}
        self._story: StoryId | None = None
        self._told: Dispatch

    async def all(self) -> None:
        for number in range(_TIMES):
            self._now += timedelta(minutes=11)
            await self._poll()
            await self._ingest(AUDIENCE_QUERY if number % 10 == 0 else FEW_QUERY)
            await self._deliver()
            await self._talk()
            await self._look_back()
        await self._timed("tidy", self._storage.tidy(self._now))

    async def _timed(self, what: str, call: Awaitable[T]) -> T:
        wall, cpu = time.perf_counter(), time.process_time()
        result = await call
        self.costs[what].append(Cost(time.perf_counter() - wall, time.process_time() - cpu))
        return result

    async def _poll(self) -> None:
        """Some of the sources that are due list what they listed before, and three articles more."""
        due = await self._timed("claim sources", self._storage.claim_due_sources(self._now, 10, self._lease()))
        for source in due[:_POLLED]:
            state = replace(source.state, next_poll_at=self._now + timedelta(minutes=10), polled_at=self._now)
            found = tuple(self._found(source.id) for _ in range(_FOUND))
            keys = [key for one in found for key in one.keys]
            await self._timed("sightings", self._storage.sightings(source.id, keys))
            record = PollRecord(source.id, source.lease, self._now, state, found=found)
            await self._timed("record poll", self._storage.record_poll(record))

    def _found(self, source: int) -> ArticleFound:
        name = f"{self._run}-{next(self._numbers)}"
        url = f"host{source}.example/{name}"
        return ArticleFound(
            keys=(f"guid:{name}", f"url:{name}"),
            content_hash=name,
            title=f"Статья {name}",
            text="Россия и другие. " * 40,
            url=f"https://{url}",
            canonical_url=url,
            site=f"host{source}.example",
            language="ru",
            published_at=self._now,
        )

    async def _ingest(self, query: str) -> None:
        changes = await self._storage.index_changes(Generation(self._generation))
        self._generation = changes.generation
        self._queries |= {text: query_id for query_id, text in changes.added.items()}
        waiting = await self._timed(
            "claim articles", self._storage.claim_waiting_articles(self._now, 50, self._lease())
        )
        for number, article in enumerate(waiting):
            # The first one begins a story, which is told; the others join the one that was told in the round before.
            await self._record(article, self._story if number else None, query if number == 0 else None)
        (begun,) = await self._storage.candidate_stories([f"title:{waiting[0].title}"], self._now - _WINDOW)
        self._story = begun.id
        while await self._timed("fan out", self._storage.fan_out(self._now, 500, owe)):
            pass
        self.costs["fan out"].pop()  # there was nothing left

    async def _record(self, article: WaitingArticle, story: StoryId | None, query: str | None) -> None:
        clues = tuple(Clue((article.id * 40_503 + number * 2_654_435_761) % 1_000_003) for number in range(20))
        keys = (f"title:{article.title}", f"address:{article.canonical_url}")
        await self._timed("stories by keys", self._storage.candidate_stories(keys, self._now - _WINDOW))
        found = await self._timed(
            "articles by clues", self._storage.articles_with(clues, (self._now - _WINDOW).date(), 50)
        )
        near = {one for articles in found.values() for one in articles[:5]}
        await self._timed("known articles", self._storage.known_articles(near))
        record = ArticleRecord(
            article_id=article.id,
            lease=article.lease,
            at=self._now,
            language="ru",
            story_id=story,
            story_keys=keys,
            generation=self._generation,
            queries={} if query is None else {self._queries[query]: Prominence.TITLE},
            terms=frozenset(f"{article.title} {COMMON} и другие".lower().split()),
            clues=clues,
            fingerprint=b"x" * 250,
        )
        await self._timed("record article", self._storage.record_articles([record]))

    async def _deliver(self) -> None:
        """All that is owed goes out; then the messages about what others joined meanwhile are edited."""
        while claimed := await self._timed("claim messages", self._claim_messages()):
            for dispatch in claimed:
                settled = self._storage.settle(dispatch, after_sending(dispatch, Sent(1), self._now, self._respite()))
                await self._timed("settle message", settled)
            self._told = claimed[0]
        self._now += timedelta(minutes=2)
        while edits := await self._timed("claim edits", self._storage.claim_edits(self._now, 30, self._lease())):
            for edit in edits:
                settled = self._storage.settle_edit(edit, after_editing(edit, Sent(1), self._now, self._respite()))
                await self._timed("settle edit", settled)

    async def _claim_messages(self) -> list[Dispatch]:
        return await self._storage.claim_dispatches(self._now, 30, self._lease(), lambda *_: TellOne())

    async def _talk(self) -> None:
        name = f"{self._run}-{next(self._numbers)}"
        known = await self._timed("meet a chat", self._meet(1_000 + AUDIENCE))
        await self._timed("meet a stranger", self._meet(time.time_ns()))
        intent = SubscribeIntent(known.key, known.key, 0, name, name)
        await self._timed("subscribe", self._storage.subscribe(intent, self._now, Cause(name)))
        await self._timed("subscriptions", self._storage.subscriptions(known.key))
        await self._timed("watched sources", self._storage.watched_sources(known.key))
        await self._timed("backlog", self._storage.backlog(self._now, self._now - timedelta(days=1)))
        if isinstance(self._told.content, StoryUpdate):
            story = self._told.content.story_id
            await self._timed("explain", self._storage.explain(self._told.id, story, self._told.chat.key))

    async def _meet(self, telegram_id: int) -> Chat:
        return await self._storage.see_chat(
            telegram_id, ChatKind.PRIVATE, f"Chat {AUDIENCE}", Language.RUSSIAN, self._now
        )

    async def _look_back(self) -> None:
        for what, wanted in _SEARCHES.items():
            await self._timed(f"search {what}", self.search(wanted))

    async def search(self, wanted: Filter | None) -> ArchivePage:
        return await self._storage.search(wanted, ChatKey(1), END - SPAN, None, 50, within_s=_PATIENCE_S)

    async def meets_meanwhile(self) -> None:
        """Meet a chat while three look through everything."""
        nowhere = AllOf((Term(COMMON), Term("нигде")))

        async def look() -> None:
            for _ in range(5):
                await self.search(AnyOf((nowhere, Term("п", is_prefix=True))))

        looking = [asyncio.create_task(look()) for _ in range(3)]
        while not all(task.done() for task in looking):
            await self._timed("meet a chat during searches", self._meet(1_000 + AUDIENCE))
            await self._timed("meet a stranger during searches", self._meet(time.time_ns()))
            await asyncio.sleep(0.01)

    def _lease(self) -> Lease:
        return Lease(BootId(self._run), self._now + timedelta(minutes=5))

    def _respite(self) -> Cooldown:
        return Cooldown(self._now, self._now + timedelta(minutes=1))


async def measure(path: Path) -> tuple[dict[str, Cost], float]:
    """The median cost of each intent, and the longest transaction in seconds."""
    with closing(sqlite3.connect(path)) as db:
        now = from_ms(db.execute("SELECT max(joined_at) FROM stories").fetchone()[0]) + timedelta(hours=1)
    began = time.perf_counter(), time.process_time()
    async with SqliteStorage(str(path)) as storage:
        opened = Cost(time.perf_counter() - began[0], time.process_time() - began[1])
        run = Run(storage, now)
        await run.all()
        await run.meets_meanwhile()
        medians = {
            what: Cost(statistics.median(one.wall for one in costs), statistics.median(one.cpu for one in costs))
            for what, costs in run.costs.items()
        }
        return {"open": opened} | medians, storage.longest_hold_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2_000_000)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dozor-size")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    measured = []
    for size in (_SMALL, Size(options.articles, options.posts)):
        path = options.folder / f"{size.articles}-{size.posts}.db"
        make(path, size)
        measured.append(asyncio.run(measure(path)))
    (small, small_hold), (large, large_hold) = measured
    print(f"{'':32}{'small':>10}{'large':>10}{'beside':>8}{'cpu small':>12}{'large':>8}")
    for what in small:
        one, other = small[what], large[what]
        print(
            f"{what:32}{one.wall * 1e3:10.2f}{other.wall * 1e3:10.2f}{other.wall / one.wall:8.2f}"
            f"{one.cpu * 1e3:12.2f}{other.cpu * 1e3:8.2f}"
        )
    print(f"{'hold':32}{small_hold * 1e3:10.2f}{large_hold * 1e3:10.2f}")


if __name__ == "__main__":
    main()
