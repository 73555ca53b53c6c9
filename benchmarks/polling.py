"""Polling: how many sources a second and core, with everything on that the program does with them.

    python -m benchmarks.polling [--sources 2000] [--reader 300] [--json]

A server on loopback, in a process of its own, has as many feeds as wanted, each under a host name of its own. The
stage runs on a database on disk, with guard, host spacing and `synchronous=FULL`. What is counted is the
CPU time of the program with all its threads and processes; `wall` says what the clock saw.

    304 kept     unchanged, by validators, over connections that are kept
    304 new      the same, a new connection each
    200 kept     unchanged, by the hash of the whole body
    parsed       20 items of which one is new: parsed and recorded, with everything but the matching
    reader       what `reader` (PyPI) does for the same feeds, unchanged and with one new item
"""

import argparse
import asyncio
import importlib.util
import json
import os
import random
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.feeds.fetch import Fetcher
from bot.feeds.guard import AddressGuard
from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.model import BootId, NewSource, PollRecord
from bot.pipeline.poll import Poll
from bot.pipeline.supervise import Bell
from storage.sqlite import SqliteStorage

KEPT_S = 600.0
LAG_STEP_S = 0.005
ROUND_S = 120.0
"""A round that takes longer has come to a halt."""
_look_up = socket.getaddrinfo


@dataclass(frozen=True, slots=True)
class Result:
    """Sources a second: of CPU time, and by the clock; the loop's lag, in milliseconds, 99th percentile."""

    what: str
    sources: int
    per_cpu_second: float
    per_second: float
    lag_ms: float | None


class Counting(SqliteStorage):
    """Says when so many polls were recorded."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.polls = 0
        self.failed = 0

    async def record_poll(self, record: PollRecord) -> None:
        await super().record_poll(record)
        self.polls += 1
        self.failed += record.state.failures > 0


class MovableClock:
    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class Program:
    """The stage that polls, on a storage of its own."""

    def __init__(self, storage: Counting, poll: Poll, clock: MovableClock) -> None:
        self.storage = storage
        self._poll = poll
        self._clock = clock

    async def round(self, what: str, sources: int) -> Result:
        """Let all sources be due, and measure until all that they bring is dealt with."""
        self._clock.ahead += timedelta(hours=2)
        self.storage.polls = self.storage.failed = 0
        lags: list[float] = []
        cpu, wall = _cpu_s(), time.monotonic()
        tasks = [asyncio.ensure_future(self._poll.run())]
        watch = asyncio.ensure_future(_watch(lags))
        async with asyncio.timeout(ROUND_S):
            while self.storage.polls < sources:
                for task in tasks:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.05)
        cpu, wall = _cpu_s() - cpu, time.monotonic() - wall
        for task in (*tasks, watch):
            task.cancel()
        await asyncio.gather(*tasks, watch, return_exceptions=True)
        assert not self.storage.failed, f"{self.storage.failed} polls failed"
        return Result(what, sources, sources / cpu, sources / wall, sorted(lags)[int(len(lags) * 0.99)] * 1000)


@asynccontextmanager
async def program(folder: str, *, kept: bool, port: int, sources: int) -> AsyncIterator[Program]:
    clock, boot = MovableClock(), BootId("benchmark")
    bells = [Bell() for _ in range(4)]
    async with (
        Counting(f"{folder}/dozor.db") as storage,
        ParserPool(1, 20) as parsers,
        Fetcher(
            AddressGuard(allow_private=True),
            user_agent="benchmark",
            keep_connections_s=KEPT_S if kept else 0.001,
        ) as fetcher,
    ):
        feeds = [NewSource(f"http://s{number}.bench.example:{port}/{number}", pack="p") for number in range(sources)]
        await storage.share_sources(feeds, clock.now())
        poll = Poll(
            storage, fetcher, parsers, Schedule(120, 3600),
            clock=clock, random=random.Random(1), boot=boot, sources=bells[0], articles=bells[1],
        )  # fmt: skip
        yield Program(storage, poll, clock)


async def measure(options: argparse.Namespace, port: int) -> list[Result]:
    sources = options.sources
    results = []
    for kept in (True, False):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            _set(port, 0, 304)
            async with program(folder, kept=kept, port=port, sources=sources) as running:
                await running.round("baseline", sources)
                name = "kept" if kept else "new"
                results.append(await running.round(f"304 {name}", sources))
                if kept:
                    _set(port, 0, 200)
                    results.append(await running.round("200 kept", sources))
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        _set(port, 0, 304)
        async with program(folder, kept=True, port=port, sources=sources) as running:
            await running.round("baseline", sources)
            _set(port, 1, 200)
            results.append(await running.round("parsed", sources))
    return results


def measure_reader(options: argparse.Namespace, port: int) -> list[Result]:
    from reader import make_reader  # noqa: PLC0415  it is no dependency

    results = []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        _set(port, 0, 304)
        reader: Any = make_reader(f"{folder}/reader.db")
        for number in range(options.reader):
            reader.add_feed(f"http://s{number}.bench.example:{port}/{number}")
        reader.update_feeds()
        for what, version in (("reader 304", 0), ("reader parsed", 1)):
            _set(port, version, 304)
            cpu, wall = _cpu_s(), time.monotonic()
            reader.update_feeds()
            cpu, wall = _cpu_s() - cpu, time.monotonic() - wall
            results.append(Result(what, options.reader, options.reader / cpu, options.reader / wall, None))
        reader.close()
    return results


def _cpu_s() -> float:
    """Of this process with all its threads, and of the parser's processes."""
    return time.process_time() + sum(map(_cpu_of, _descendants(os.getpid())))


def _descendants(parent: int) -> Iterator[int]:
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            if b"feed_server" not in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child
                yield from _descendants(child)


def _cpu_of(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _watch(lags: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        await asyncio.sleep(LAG_STEP_S)
        lags.append(max(0.0, loop.time() - began - LAG_STEP_S))


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.feed_server", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def _set(port: int, version: int, status: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/{version}/{status}", timeout=5):
        pass


def _look_up_here(host: str | bytes | None, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  getaddrinfo's
    name = host.decode() if isinstance(host, bytes) else host
    return _look_up("127.0.0.1" if name and name.endswith(".bench.example") else name, *arguments, **options)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=2_000)
    parser.add_argument("--reader", type=int, default=300, help="sources for reader, which is slower; 0 for none")
    parser.add_argument("--folder", help="where the databases are made; it should be on a disk")
    parser.add_argument("--json", action="store_true", help="print the results as JSON in the last line")
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with _server() as port, patch("socket.getaddrinfo", _look_up_here):
        results = _run(measure(options, port))
        if options.reader:
            try:
                results += measure_reader(options, port)
            except ImportError as error:
                print(f"reader is left out: {error}; pip install reader sgmllib3k")
    print(f"{'':14} {'sources':>8} {'per core·s':>11} {'per s':>8} {'lag p99':>8}")
    for one in results:
        lag = f"{one.lag_ms:.1f} ms" if one.lag_ms is not None else "-"
        print(f"{one.what:14} {one.sources:8} {one.per_cpu_second:11.0f} {one.per_second:8.0f} {lag:>8}")
    if options.json:
        print(json.dumps([asdict(one) for one in results]))


def _run(main: Any) -> Any:  # noqa: ANN401  a coroutine, and what it returns
    factory = importlib.import_module("uvloop").new_event_loop if importlib.util.find_spec("uvloop") else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(main)


if __name__ == "__main__":
    main()
