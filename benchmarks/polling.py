"""Polling: how many sources a second and core, with everything on that the program does with them.

    python -m benchmarks.polling [--sources 10000] [--subscriptions 10000] [--reader 10000] [--json]

A server on loopback, in a process of its own, has as many feeds as wanted, each under a host name of its own. The
stages run on a database on disk, with guard, host spacing and `synchronous=FULL`; subscriptions are to made-up queries.
What is counted is the CPU time of the program with all its threads and processes; `wall` says what the clock saw. The
lag is how late the event loop came to what was ready, in milliseconds.

    baseline     20 items, all new: parsed, recorded, matched
    304 kept     unchanged, by validators, over connections that are kept
    200 kept     unchanged, by the hash of the whole body
    20 items     of which one is new: parsed, recorded, matched with all queries, handed out
    … alone      the same without the matching, as reader does it
    304 new      unchanged, a new connection each
    304 TLS      the same, encrypted, kept; and 304 TLS new
    reader       what `reader` (PyPI) does with the same feeds: unchanged, and with one new item
    memory       the program itself, as a process, with that database: the proportional set size of all its processes
"""

import argparse
import asyncio
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.feed_server import ITEMS
from benchmarks.footprint import Footprint, footprint
from benchmarks.loopback import hosts_stand_here
from benchmarks.stages import Result, cpu_s, fill, stages, together

_TLS_SHARE = 5
"""One source in so many is asked for over TLS, too."""
_TURNS = 3
"""How often what is compared is measured, each after the other."""


class Printed(list[Result]):
    """Prints results as they come: the whole takes a quarter of an hour."""

    def append(self, one: Result) -> None:
        super().append(one)
        lags = (one.lag.median_s, one.lag.p99_s, one.lag.worst_s) if one.lag else ()
        row = "".join(f" {lag * 1_000:5.1f} ms" for lag in lags)
        mentions = f" {one.mentions:8}" if one.mentions else ""
        speeds = f"{one.per_cpu_second:11.0f} {one.per_second:8.0f}"
        print(f"{one.what:16} {one.sources:8} {speeds}{row}{mentions}", flush=True)

    def append_together(self, *kinds: Sequence[Result]) -> None:
        """The rounds of each kind as one; none of a kind that was not measured."""
        for rounds in filter(None, kinds):
            self.append(together(rounds))


def addresses(scheme: str, port: int, count: int) -> list[str]:
    return [f"{scheme}://s{number}.bench.example:{port}/{number}" for number in range(count)]


async def measure(options: argparse.Namespace, port: int, folder: Path) -> list[Result]:
    """All that is compared is measured in turns, since a machine is not as fast in one minute as in the next."""
    count = options.sources
    results = Printed()
    path = str(folder / "dozor.db")
    set_feeds(port, 0, 304)
    await fill(path, sources=addresses("http", port, count), subscriptions=options.subscriptions)
    with closing(_Peer(str(folder / "reader.db"), addresses("http", port, options.reader))) as reader:
        async with stages(path, 0, kept=True) as running:
            results.append(await running.round("baseline", count))
            ours, theirs = [], []
            for _ in range(_TURNS):
                ours.append(await running.round("304 kept", count))
                theirs += reader.round("reader 304")
            results.append_together(ours, theirs)
            set_feeds(port, 0, 200)
            results.append(await running.round("200 kept", count))
            set_feeds(port, 1, 200)
            results.append(await running.round("20 items", count))
            reader.round("the same item")
            ours, theirs = [], []
            for version in range(2, 2 + _TURNS):
                set_feeds(port, version, 200)
                ours.append(await running.round("20 items, alone", count, alone=True))
                theirs += reader.round("reader 20 items")
            results.append_together(ours, theirs)
        reader.check(items=ITEMS + 1 + _TURNS)
    set_feeds(port, 1 + _TURNS, 304)
    async with stages(path, 1, kept=False) as running:
        results.append(await running.round("304 new", count))
    return results


async def measure_tls(options: argparse.Namespace, port: int, tls_port: int, folder: Path) -> list[Result]:
    count = max(1, options.sources // _TLS_SHARE)
    results = Printed()
    path = str(folder / "tls.db")
    set_feeds(port, 0, 304)
    await fill(path, sources=addresses("https", tls_port, count), subscriptions=0)
    for run, kept in enumerate((True, False)):
        async with stages(path, run, kept=kept, ca=str(folder / "ca.pem")) as running:
            await running.round("warm", count)
            results.append(await running.round("304 TLS" if kept else "304 TLS new", count))
    return results


class _Peer:
    """`reader` (PyPI) with sources that it has read once; with none, nothing is measured."""

    def __init__(self, path: str, sources: Sequence[str]) -> None:
        self._sources = len(sources)
        if not sources:
            return
        from reader import make_reader  # noqa: PLC0415  it is no dependency

        self._reader: Any = make_reader(path)
        for url in sources:
            self._reader.add_feed(url)
        self._reader.update_feeds(scheduled=False)

    def round(self, what: str) -> list[Result]:
        if not self._sources:
            return []
        cpu, began = cpu_s(), time.monotonic()
        self._reader.update_feeds(scheduled=False)
        cpu, wall = cpu_s() - cpu, time.monotonic() - began
        return [Result(what, self._sources, self._sources / cpu, self._sources / wall)]

    def check(self, items: int) -> None:
        """That it has read so many items of each."""
        assert not self._sources or self._reader.get_entry_counts().total == self._sources * items, (
            "it did not read them"
        )

    def close(self) -> None:
        if self._sources:
            self._reader.close()


@contextmanager
def feed_server(folder: Path) -> Iterator[list[int]]:
    """The server's ports: plain, and, where trustme is there, TLS."""
    command = [sys.executable, "-m", "benchmarks.feed_server"]
    if importlib.util.find_spec("trustme"):
        import trustme  # noqa: PLC0415  it is no dependency

        ca = trustme.CA()
        ca.cert_pem.write_to_path(str(folder / "ca.pem"))
        ca.issue_cert("*.bench.example").private_key_and_cert_chain_pem.write_to_path(str(folder / "server.pem"))
        command += ["--certificate", str(folder / "server.pem")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        try:
            yield [int(port) for port in process.stdout.readline().split()]
        finally:
            process.terminate()


def set_feeds(port: int, version: int, status: int) -> None:
    """Let the server's feeds have so many new items, and answer what is known with 200 or 304."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/{version}/{status}", timeout=5):
        pass


def _run(main: Coroutine[Any, Any, list[Result] | Footprint]) -> Any:  # noqa: ANN401  what it returns
    factory = importlib.import_module("uvloop").new_event_loop if importlib.util.find_spec("uvloop") else None
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(main)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--subscriptions", type=int, default=10_000)
    parser.add_argument("--reader", type=int, help="sources for reader, which is slower: as many; 0 for none")
    parser.add_argument(
        "--memory-s", type=float, default=90, help="how long the program is watched, over a minute; 0 for not at all"
    )
    parser.add_argument("--folder", help="where the databases are made; it should be on a disk")
    parser.add_argument("--json", action="store_true", help="print the results as JSON in the last line")
    options = parser.parse_args()
    if options.reader is None:
        options.reader = options.sources
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    memory: Footprint | None = None
    with tempfile.TemporaryDirectory(dir=options.folder) as made, hosts_stand_here():
        folder = Path(made)
        with feed_server(folder) as (port, *tls):
            print(f"{'':16} {'sources':>8} {'per core·s':>11} {'per s':>8}", end=" ")
            print(f"{'lag p50':>8} {'p99':>8} {'worst':>8} {'mentions':>8}")
            results = _run(measure(options, port, folder))
            for tls_port in tls:
                results += _run(measure_tls(options, port, tls_port, folder))
            if options.memory_s:
                set_feeds(port, 2 + _TURNS, 200)
                memory = _run(footprint(str(folder / "dozor.db"), options.memory_s))
    _compare(results, memory)
    if options.json:
        print(json.dumps({"speeds": [asdict(one) for one in results], "memory": memory and asdict(memory)}))


def _compare(results: list[Result], memory: Footprint | None) -> None:
    speeds = {one.what: one.per_cpu_second for one in results}
    if "reader 304" in speeds:
        print(
            f"against reader: {speeds['304 kept'] / speeds['reader 304']:.1f} times as fast unchanged, kept;", end=" "
        )
        print(f"{speeds['304 new'] / speeds['reader 304']:.1f} unchanged, new;", end=" ")
        print(f"{speeds['20 items, alone'] / speeds['reader 20 items']:.1f} parsed")
    if memory is not None:
        print(
            f"memory: at most {memory.most_mb:.0f} MB in {memory.processes} processes, {memory.last_mb:.0f} MB at last;"
            f" {memory.polled} sources polled meanwhile, loop lag p99 {memory.lag_p99_s * 1_000:.1f} ms"
        )


if __name__ == "__main__":
    main()
