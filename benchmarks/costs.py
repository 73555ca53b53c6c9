"""What the program costs with so many sources: CPU, memory, and disk.

    python -m benchmarks.costs [--sources 10 100 1000] [--subscriptions 100] [--seconds 20]

The program runs as a process, with feeds on loopback that it polls every ten seconds, far more often than it would. CPU
is counted in three windows: before any poll, with unchanged feeds, and with feeds that each have a new article. What a
day takes follows from these for a poll every five minutes and 30 articles a day and source. Memory is the proportional
set size of all processes in the last window. Pages of articles are not read here: each takes some 50 ms of CPU more.
"""

import argparse
import asyncio
import os
import re
import socket
import sys
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.footprint import PROGRAM
from benchmarks.loopback import settings_of
from benchmarks.polling import addresses, feed_server, set_feeds
from benchmarks.stages import fill
from bot.runtime.family import family_memory
from tests.botapi import BotApi
from tests.end_to_end.program import clean_environment, session

_INTERVAL_S = 10
_POLLS_A_DAY, _ARTICLES_A_DAY = 288, 30
_DAY_S = 86_400
_PATIENCE_S = 300.0
_STOPS_WITHIN_S = 30.0
_FIGURE = re.compile(r"^(dozor_\w+)(?:\{[^}]*\})? ([\d.e+-]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the program has done since it began."""

    cpu_s: float
    polls: float
    articles: float

    def since(self, other: "Counts") -> "Counts":
        return Counts(self.cpu_s - other.cpu_s, self.polls - other.polls, self.articles - other.articles)


@dataclass(frozen=True, slots=True)
class Costs:
    """Of the program with so many sources."""

    sources: int
    memory_mb: float
    poll_ms: float
    article_ms: float

    @property
    def day_s(self) -> float:
        """Seconds of CPU a day for its sources."""
        return self.sources * (_POLLS_A_DAY * self.poll_ms + _ARTICLES_A_DAY * self.article_ms) / 1_000


class Program:
    """The program on a database, as a process."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid = pid
        self._address = f"http://127.0.0.1:{port}/metrics"

    def counts(self) -> Counts:
        figures = self._figures()
        cpu_s = sum(map(_cpu_of, session(self.pid)))
        return Counts(cpu_s, figures.get("dozor_polls_total", 0), figures.get("dozor_articles_recorded_total", 0))

    async def window(self, seconds: float) -> Counts:
        before = self.counts()
        await asyncio.sleep(seconds)
        return self.counts().since(before)

    async def until_polls(self, polls: float) -> None:
        """Raises TimeoutError."""
        async with asyncio.timeout(_PATIENCE_S):
            while self.counts().polls < polls:  # noqa: ASYNC110  no event tells of another process
                await asyncio.sleep(1)

    async def until_it_answers(self) -> None:
        """Raises TimeoutError."""
        async with asyncio.timeout(_PATIENCE_S):
            while True:
                try:
                    self._figures()
                except OSError:
                    await asyncio.sleep(0.5)
                else:
                    return

    def memory_mb(self) -> float:
        memory = family_memory(self.pid)
        return ((memory.main or 0) + (memory.children or 0)) / 1e6

    def _figures(self) -> Mapping[str, float]:
        with urllib.request.urlopen(self._address, timeout=30) as answer:  # noqa: S310  loopback
            text = answer.read().decode()
        figures: dict[str, float] = {}
        for name, value in _FIGURE.findall(text):
            figures[name] = figures.get(name, 0) + float(value)
        return figures


async def measure(sources: int, subscriptions: int, seconds: float, folder: Path, port: int) -> Costs:
    set_feeds(port, 0, 304)
    database = folder / f"costs-{sources}.db"
    await fill(str(database), sources=addresses("http", port, sources), subscriptions=subscriptions)
    async with BotApi() as api:
        listening = _free_port()
        interval = {"POLL_INTERVAL_FLOOR": str(_INTERVAL_S), "POLL_INTERVAL_CEILING": str(_INTERVAL_S)}
        settings = settings_of(database, api.url, api.token, HTTP_LISTEN=f"127.0.0.1:{listening}", **interval)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "run"),
            env=clean_environment() | settings,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        program = Program(process.pid, listening)
        try:
            await program.until_it_answers()
            await program.until_polls(2 * sources)
            quiet = await program.window(seconds)
            set_feeds(port, 1, 304)
            busy = await program.window(seconds)
            memory_mb = program.memory_mb()
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), _STOPS_WITHIN_S)
    poll_ms = 1_000 * quiet.cpu_s / max(1, quiet.polls)
    article_ms = (1_000 * busy.cpu_s - poll_ms * busy.polls) / max(1, busy.articles)
    return Costs(sources, memory_mb, poll_ms, max(0.0, article_ms))


def _cpu_of(process: int) -> float:
    """In seconds; 0 for a process that has ended meanwhile."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def main(counts: Sequence[int], subscriptions: int, seconds: float) -> None:
    print(f"{'sources':>8} {'MB':>6} {'ms a poll':>10} {'ms an article':>14} {'CPU s a day':>12} {'of a core':>10}")
    with tempfile.TemporaryDirectory() as made, feed_server(Path(made)) as (port, *_):
        for sources in counts:
            one = await measure(sources, subscriptions, seconds, Path(made), port)
            print(
                f"{one.sources:8} {one.memory_mb:6.0f} {one.poll_ms:10.2f} {one.article_ms:14.1f} {one.day_s:12,.0f}"
                f" {one.day_s / _DAY_S:10.2%}",
                flush=True,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, nargs="+", default=[10, 100, 1_000])
    parser.add_argument("--subscriptions", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    asyncio.run(main(options.sources, options.subscriptions, options.seconds))
