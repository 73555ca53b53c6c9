"""What the program costs with so many sources: CPU, memory, and disk.

    python -m benchmarks.costs [--sources 10 100 1000] [--subscriptions 100] [--seconds 20]

The program runs as a process, with feeds on loopback that it polls every ten seconds, far more often than it would. CPU
is counted in three windows: before any poll, with unchanged feeds, and with feeds that each have a new article. What a
day takes follows from these for a poll every five minutes and 30 articles a day and source. Memory is the proportional
set size of all processes in the last window. Pages of articles are not read here: each takes some 10 ms of CPU more.
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
_FIGURE = re.compile(r"^(dozor_\w+)(\{[^}]*\})? ([\d.e+-]+)$", re.MULTILINE)
_WAITING = 'dozor_queue_length{queue="articles"}'


@dataclass(frozen=True, slots=True)
class Counts:
    """What the program has done since it began."""

    cpu_s: float
    polls: float
    articles: float

    def since(self, other: "Counts") -> "Counts":
        return Counts(self.cpu_s - other.cpu_s, self.polls - other.polls, self.articles - other.articles)


@dataclass(frozen=True, slots=True)
class Measured:
    """The program with so many sources: two windows of the same length, and memory at the end."""

    sources: int
    unchanged: Counts
    new: Counts
    memory_mb: float


@dataclass(frozen=True, slots=True)
class Rates:
    """What follows from two measurements, the second one with more sources."""

    idle_share: float
    """Of a core, without any source."""
    poll_s: float
    article_s: float

    def of_day(self, sources: int) -> float:
        """The share of a core that a day takes with so many sources."""
        return self.idle_share + sources * (_POLLS_A_DAY * self.poll_s + _ARTICLES_A_DAY * self.article_s) / _DAY_S


def rates(few: Measured, many: Measured, seconds: float) -> Rates:
    """What the program takes for itself is the same with few sources and with many."""
    more = many.unchanged.since(few.unchanged)
    poll_s = more.cpu_s / more.polls
    idle_s = max(0.0, few.unchanged.cpu_s - poll_s * few.unchanged.polls)
    article_s = (many.new.cpu_s - idle_s - poll_s * many.new.polls) / many.new.articles
    return Rates(idle_s / seconds, poll_s, article_s)


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

    async def until_read(self, sources: int) -> None:
        """Return when all sources were read twice, and nothing of that is left to do. Raises TimeoutError."""
        async with asyncio.timeout(_PATIENCE_S):
            while self.counts().polls < 2 * sources or self._figures()[_WAITING]:  # noqa: ASYNC110  another process
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
        """Each figure with its labels, and the sum of those of a name."""
        with urllib.request.urlopen(self._address, timeout=30) as answer:  # noqa: S310  loopback
            text = answer.read().decode()
        figures: dict[str, float] = {}
        for name, labels, value in _FIGURE.findall(text):
            figures[name] = figures.get(name, 0) + float(value)
            figures[f"{name}{labels}"] = float(value)
        return figures


async def measure(sources: int, subscriptions: int, seconds: float, folder: Path, port: int) -> Measured:
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
            await program.until_read(sources)
            unchanged = await program.window(seconds)
            set_feeds(port, 1, 304)
            new = await program.window(seconds)
            return Measured(sources, unchanged, new, program.memory_mb())
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), _STOPS_WITHIN_S)


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
    measured = []
    with tempfile.TemporaryDirectory() as made, feed_server(Path(made)) as (port, *_):
        for sources in sorted(counts):
            one = await measure(sources, subscriptions, seconds, Path(made), port)
            measured.append(one)
            for name, window in (("unchanged", one.unchanged), ("new", one.new)):
                print(
                    f"{sources:6} sources, {name:9}: {window.cpu_s:6.2f} s of CPU in {seconds:g} s,"
                    f" {window.polls:6.0f} polls, {window.articles:6.0f} articles",
                    flush=True,
                )
    found = rates(measured[0], measured[-1], seconds)
    print(f"{found.idle_share:.1%} of a core idle, {found.poll_s * 1_000:.2f} ms of CPU a poll,", end=" ")
    print(
        f"{found.article_s * 1_000:.1f} ms an article; with {_POLLS_A_DAY} polls and {_ARTICLES_A_DAY} articles a day:"
    )
    for one in measured:
        print(f"{one.sources:6} sources: {found.of_day(one.sources):6.1%} of a core, {one.memory_mb:4.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, nargs="+", default=[10, 100, 1_000])
    parser.add_argument("--subscriptions", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    asyncio.run(main(options.sources, options.subscriptions, options.seconds))
