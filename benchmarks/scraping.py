"""Scraping: how long `/metrics` takes, by the clock of who asks, with little and with much in the database.

    python -m benchmarks.scraping [--sources 10000] [--debts 100000] [--scrapes 40] [--folder DIRECTORY]

The server and its readers are the program's. Another process asks over HTTP. `calm` is without other work; `busy` is
while sources are polled without a pause, and a thread computes, as the matcher does. `counted` is a scrape that reads
the figures of the database, for the next one; `kept` reads nothing. `health` is an answer of two letters, by the same
server in the same minute: the rest is what the metrics take. `CPU` is the program's time for a scrape of both kinds, in
all its threads, calm: it is the same on a machine that others use.

The bar: 20 ms at the median, busy, with 10,000 sources and 100,000 debts. Times are in milliseconds.
"""

import argparse
import asyncio
import http.client
import multiprocessing
import socket
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.config import Settings
from bot.console.meter import PrometheusMeter, new_meter
from bot.console.site import Sight, open_console
from bot.console.vitals import Witnesses
from bot.model import BootId, HostShare, Lease, PollRecord
from bot.model.console import ListenAt
from bot.runtime.clock import SystemClock
from bot.runtime.lag import LoopLag
from bot.runtime.outages import Outages
from bot.runtime.reachability import Reachability
from bot.runtime.supervise import Stages
from storage.sqlite import SqliteStorage
from storage.sqlite.console import SqliteConsole
from storage.sqlite.migrations import migrations
from storage.sqlite.rows import to_ms

_STAGES = ("poll", "read", "ingest", "fan out", "review", "deliver", "intake", "tidy")
_LITTLE = 100
"""Sources of the small database; it owes as many stories."""
_TO_ONE_CHAT = 50
"""Debts."""
_KEPT_S = 5.2
"""For so long figures are kept, and a little longer."""


@dataclass(frozen=True, slots=True)
class Took:
    """Of each request, in milliseconds."""

    health: Sequence[float]
    counted: Sequence[float]
    kept: Sequence[float]
    counted_cpu: float
    kept_cpu: float
    bytes: int


class AheadClock(SystemClock):
    """The machine's clock, which can be set ahead so that nothing is kept."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead


def fill(path: Path, sources: int, debts: int, now: datetime) -> None:
    """Make a database with so many sources and waiting debts."""
    at, chats = to_ms(now), max(1, debts // _TO_ONE_CHAT)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        migrations.apply(Database(db))
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN")
        numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        db.execute(f"{numbers} INSERT INTO hosts (name) SELECT 'h' || i || '.example' FROM n", (sources,))  # noqa: S608
        db.execute(
            f"{numbers} INSERT INTO sources (url, host, title, language, pack, interval_s, next_poll_at, baseline_at,"  # noqa: S608
            " polled_at, item_hashes, failures) SELECT 'https://h' || i || '.example/feed', 'h' || i || '.example',"
            " 'Source ' || i, 'ru', 'many', 600, ? + i % 7 * 100000, ?, ?, randomblob(800), i % 10 = 0 FROM n",
            (sources, at - 300_000, at, at),
        )
        db.execute("UPDATE hosts SET due_at = (SELECT min(next_poll_at) FROM sources WHERE host = name)")
        db.execute(
            f"{numbers} INSERT INTO chats (key, telegram_id, kind, title, language, met_at, due_at)"  # noqa: S608
            " SELECT i, i, 'private', 'chat', 'ru', 0, ? FROM n",
            (chats, at),
        )
        db.execute(
            f"{numbers} INSERT INTO stories (id, version, begun_at, joined_at) SELECT i, 1, ?, ? FROM n",  # noqa: S608
            (debts, at, at),
        )
        db.execute(
            f"{numbers} INSERT INTO debts (chat_key, topic, story_id, is_reply, created_at, haste)"  # noqa: S608
            " SELECT 1 + i % ?, 0, i, 0, ?, i % 4 FROM n",
            (debts, chats, at),
        )
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = WAL")


async def _poll_for_ever(storage: SqliteStorage, clock: SystemClock) -> None:
    while True:
        now = clock.now()
        lease = Lease(BootId("benchmark"), now + timedelta(minutes=5))
        claimed = await storage.claim_due_sources(now, 20, lease, HostShare(4, 0.0))
        for source in claimed:
            state = replace(source.state, next_poll_at=now + timedelta(seconds=1))
            await storage.record_poll(PollRecord(source.id, source.lease, now, state))
        if not claimed:
            await asyncio.sleep(0.01)


@contextmanager
def _computing() -> Iterator[None]:
    """A thread that holds the interpreter whenever it can."""
    over = threading.Event()

    def compute() -> None:
        while not over.is_set():
            sum(number * number for number in range(1_000))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@asynccontextmanager
async def _busy(storage: SqliteStorage, clock: SystemClock) -> AsyncIterator[None]:
    polling = asyncio.create_task(_poll_for_ever(storage, clock))
    try:
        with _computing():
            yield
    finally:
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling


def _ask(port: int, paths: Sequence[str], pause_s: float) -> tuple[list[float], int]:
    """How long each request took, in milliseconds, and how many bytes the last answer has."""
    took, size = [], 0
    for path in paths:
        time.sleep(pause_s)
        began = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            size = len(answer.read())
        if answer.status != http.HTTPStatus.OK:
            sys.exit(f"{path}: HTTP {answer.status}")
        took.append((time.perf_counter() - began) * 1_000)
    return took, size


class Asker:
    """Asks from a process of its own."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._pool = multiprocessing.get_context("spawn").Pool(1)

    async def ask(self, *paths: str, pause_s: float = 0.01) -> tuple[list[float], int]:
        return await asyncio.to_thread(self._pool.apply, _ask, (self._port, paths, pause_s))

    def close(self) -> None:
        self._pool.terminate()


async def _measure(asker: Asker, clock: AheadClock, scrapes: int) -> Took:
    health, _ = await asker.ask(*["/healthz"] * scrapes)
    counted: list[float] = []
    began = time.process_time()
    for _ in range(scrapes):
        clock.ahead += timedelta(seconds=_KEPT_S)
        counted += (await asker.ask("/metrics"))[0]
    between = time.process_time()
    kept, size = await asker.ask(*["/metrics"] * scrapes)
    ended = time.process_time()
    counted_cpu, kept_cpu = (spent * 1_000 / scrapes for spent in (between - began, ended - between))
    return Took(health, counted, kept, counted_cpu, kept_cpu, size)


async def measure(path: Path, scrapes: int) -> dict[str, Took]:
    """Calm and busy."""
    clock, meter = AheadClock(), new_meter()
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        at = ListenAt("127.0.0.1", one.getsockname()[1])
    async with SqliteStorage(str(path), meter=meter) as storage:
        sight = _sight(path, storage, meter, clock)
        async with open_console(Settings(_env_file=None), at, sight):
            with closing(Asker(at.port)) as asker:
                await asker.ask("/metrics", "/healthz")  # what is made once
                calm = await _measure(asker, clock, scrapes)
                async with _busy(storage, clock):
                    return {"calm": calm, "busy": await _measure(asker, clock, scrapes)}


def _sight(path: Path, storage: SqliteStorage, meter: PrometheusMeter, clock: AheadClock) -> Sight:
    witnesses = Witnesses(
        started_at=clock.now(),
        names=_STAGES,
        stages=Stages(clock),
        outages=Outages(clock),
        lag=LoopLag(meter=meter),
        telegram=Reachability(clock),
        has_rival=lambda: False,
        longest_hold_s=lambda: storage.longest_hold_s,
        hold_s=lambda: storage.hold_s,
        damage=lambda: None,
        database=path,
    )
    return Sight(SqliteConsole(str(path)), witnesses, meter, clock, clock)


def _shown(took: Sequence[float]) -> str:
    ranked = sorted(took)
    return f"{statistics.median(ranked):6.1f} {ranked[int(len(ranked) * 0.95)]:6.1f} {ranked[-1]:6.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--debts", type=int, default=100_000)
    parser.add_argument("--scrapes", type=int, default=40)
    parser.add_argument("--folder", help="where the databases are made; it should be on a disk")
    options = parser.parse_args()
    found: dict[tuple[str, str], Took] = {}
    with tempfile.TemporaryDirectory(dir=options.folder) as made:
        for size, sources, debts in (("little", _LITTLE, _LITTLE), ("much", options.sources, options.debts)):
            path = Path(made) / f"{size}.db"
            fill(path, sources, debts, SystemClock().now())
            for load, took in asyncio.run(measure(path, options.scrapes)).items():
                found[size, load] = took
    print(f"{options.sources:,} sources, {options.debts:,} debts; ms: median, 95 %, worst")
    for (size, load), took in found.items():
        shown = [f"{name} {_shown(getattr(took, name))}" for name in ("health", "counted", "kept")]
        print(f"{size:6} {load}:  " + "   ".join(shown))
    little, much = found["little", "busy"], found["much", "busy"]
    print(
        f"much beside little, busy: counted ×{statistics.median(much.counted) / statistics.median(little.counted):.1f}"
    )
    for size in ("little", "much"):
        calm = found[size, "calm"]
        print(f"{size:6} CPU:  counted {calm.counted_cpu:.1f}   kept {calm.kept_cpu:.1f}")
    print(f"an answer has {much.bytes:,} bytes")


if __name__ == "__main__":
    main()
