"""The stages from sources that are due to debts, on a database on disk, for benchmarks that count what they cost."""

import asyncio
import itertools
import os
import random
import sqlite3
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from benchmarks.newsprint import Newsprint
from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.guard import AddressGuard
from bot.matching import parse
from bot.matching.engine import Matching
from bot.model import (
    BootId,
    Cause,
    ChatKind,
    Language,
    NetworkRule,
    NewSource,
    PageRule,
    PollRecord,
    RecordedArticle,
    SubscribeIntent,
    TitleRule,
)
from bot.pipeline.fan_out import FanOut
from bot.pipeline.ingest import Ingest
from bot.pipeline.poll import Poll
from bot.runtime.lag import Lag, LoopLag
from bot.runtime.memory import freeze_memory
from bot.runtime.supervise import Bell
from bot.text.forms import Morphology
from storage.sqlite import SqliteStorage

KEPT_S = 3_600.0
ROUND_S = 900.0
"""A round that takes longer has come to a halt."""
_CHATS = 1_000
SEED = 3
"""Of the queries, some of which the server's feeds meet."""
_LAG_STEP_S = 0.005
_CPU_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
"""Less than that, the system does not count."""


@dataclass(frozen=True, slots=True)
class Result:
    """Sources a second: of CPU time, and by the clock; and how late the loop came to what was ready."""

    what: str
    sources: int
    per_cpu_second: float
    per_second: float
    lag: Lag | None = None
    mentions: int = 0
    """How many queries its articles met."""


def together(rounds: Sequence[Result]) -> Result:
    """Several rounds as one; the lag is that of the worst."""
    sources = sum(one.sources for one in rounds)
    return Result(
        rounds[0].what,
        sources,
        sources / sum(one.sources / one.per_cpu_second for one in rounds),
        sources / sum(one.sources / one.per_second for one in rounds),
        max((one.lag for one in rounds if one.lag), key=lambda lag: lag.p99_s, default=None),
        sum(one.mentions for one in rounds),
    )


class Counting(SqliteStorage):
    """Says when so many polls were recorded."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path
        self.polls = 0
        self.failed = 0

    async def record_poll(
        self,
        record: PollRecord,
        is_our_own: NetworkRule = lambda _: False,
        waits: PageRule = lambda _: timedelta(0),
        is_retitled: TitleRule = lambda *_: False,
    ) -> tuple[RecordedArticle, ...]:
        recorded = await super().record_poll(record, is_our_own, waits, is_retitled)
        self.polls += 1
        self.failed += record.state.failures > 0
        return recorded


class MovableClock:
    """Of a run with the given number on one database: later than all the rounds of those before it."""

    def __init__(self, run: int) -> None:
        self.ahead = timedelta(days=run)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Stages:
    """Polling, ingesting and fanning out."""

    def __init__(self, storage: Counting, stages: tuple[Poll, Ingest, FanOut], clock: MovableClock) -> None:
        self.storage = storage
        self._stages = stages
        self._clock = clock

    async def round(self, what: str, sources: int, *, alone: bool = False) -> Result:
        """Let all sources be due, and measure until all that they bring is dealt with.

        `alone` counts the polling itself: what is found is recorded, and matched after the measurement.
        """
        measured = await self._measured(what, sources, self._stages[:1] if alone else self._stages)
        if alone:
            await self._measured(what, 0, self._stages[1:])
        return measured

    async def _measured(self, what: str, sources: int, stages: Sequence[Poll | Ingest | FanOut]) -> Result:
        self._clock.ahead += timedelta(hours=2)
        self.storage.polls = self.storage.failed = 0
        lag = LoopLag(_LAG_STEP_S, samples=int(ROUND_S / _LAG_STEP_S))
        mentions = self._mentions()
        cpu, began = cpu_s(), asyncio.get_running_loop().time()
        tasks = [asyncio.ensure_future(running) for running in (lag.run(), *(stage.run() for stage in stages))]
        try:
            async with asyncio.timeout(ROUND_S):
                while self.storage.polls < sources or (len(stages) > 1 and await self._is_something_left()):
                    for task in tasks:
                        if task.done():
                            task.result()
                    await asyncio.sleep(0.1)
        finally:
            wall = asyncio.get_running_loop().time() - began
            cpu = max(cpu_s() - cpu, _CPU_TICK_S)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        assert not self.storage.failed, f"{self.storage.failed} polls failed"
        return Result(what, sources, sources / cpu, sources / wall, lag.measured(), self._mentions() - mentions)

    def _mentions(self) -> int:
        with closing(sqlite3.connect(self.storage.path)) as db:
            return int(db.execute("SELECT count(*) FROM mentions").fetchone()[0])

    async def _is_something_left(self) -> bool:
        left = await self.storage.backlog(self._clock.now(), datetime.min.replace(tzinfo=UTC))
        return bool(left.articles or left.mentions)


@asynccontextmanager
async def stages(path: str, run: int, *, kept: bool, ca: str | None = None) -> AsyncIterator[Stages]:
    """The run with that number on the database at `path`; `kept` keeps connections for the next round."""
    clock, boot = MovableClock(run), BootId("benchmark")
    sources, articles, mentions, debts = (Bell() for _ in range(4))
    async with (
        Counting(path) as storage,
        ParserPool(1, 20) as parsers,
        Matching(Morphology()) as matching,
        Fetcher(
            AddressGuard(allow_private=True),
            user_agent="benchmark",
            keep_connections_s=KEPT_S if kept else 0.001,
            tls=ssl.create_default_context(cafile=ca) if ca else None,
        ) as fetcher,
    ):
        poll = Poll(
            storage, fetcher, parsers, Schedule(120, 3600),
            clock=clock, random=random.Random(1), boot=boot, sources=sources, articles=articles,
        )  # fmt: skip
        ingest = Ingest(storage, matching, clock=clock, boot=boot, articles=articles, mentions=mentions)
        await ingest.step()  # builds the index
        freeze_memory()
        yield Stages(
            storage, (poll, ingest, FanOut(storage, clock, mentions=mentions, reposts=Bell(), debts=debts)), clock
        )


@cache
def _newsprint() -> Newsprint:
    """It takes some twenty seconds of CPU to make."""
    return Newsprint(SEED)


async def fill(path: str, *, sources: list[str], subscriptions: int) -> None:
    """A database with sources that every chat watches, and with subscriptions to made-up queries."""
    now = datetime.now(UTC)
    queries = [str(parse(query)) for query in _newsprint().queries(int(subscriptions * 0.65))]
    async with SqliteStorage(path) as storage:
        await storage.share_sources([NewSource(url, pack="p") for url in sources], now)
        chats = await asyncio.gather(
            *(
                storage.see_chat(1 + number, ChatKind.PRIVATE, f"Chat {number}", Language.RUSSIAN, now)
                for number in range(_CHATS)
            )
        )
        wishes = zip(itertools.cycle(chats), itertools.cycle(queries), range(subscriptions), strict=False)
        await asyncio.gather(
            *(
                storage.subscribe(SubscribeIntent(chat.key, chat.key, 0, query, query), now, Cause(f"/{number}"))
                for chat, query, number in wishes
            )
        )


def cpu_s() -> float:
    """Of this process with all its threads, and of the parser's processes."""
    return _cpu_of(os.getpid()) + sum(map(_cpu_of, descendants(os.getpid())))


def descendants(parent: int) -> Iterator[int]:
    """The processes that a process has started, and so on; without servers of feeds."""
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            if b"feed_server" not in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child
                yield from descendants(child)


def _cpu_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
