"""How long the program takes from its start until it is ready, and the memory that it has then.

    python -m benchmarks.start [--subscriptions N] [--sources N] [--runs N] [--idle SECONDS] [--json]

The program runs as a process, with the real command, before a Bot API server on loopback, on a database with made-up
subscriptions (`benchmarks/cold_start.py`) whose forms are stored, as at any start but the first. Ready is when the
first request for updates was answered: from then on, people are served. Memory is that of all processes together, as a
proportional share (PSS), after a while in which nothing happens. The sources, as many as the default pack has, are
feeds on loopback, each on a host of its own; after the start each brings a piece of news whose page is read. So all
processes that an idle bot has are there.
"""

import argparse
import asyncio
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.cold_start import make
from benchmarks.footprint import PROGRAM, proportional_set_size
from bot.text.forms.version import forms_version
from tests.botapi import BotApi
from tests.end_to_end.outlets import Outlet, Outlets
from tests.end_to_end.program import clean_environment, session

_READY_WITHIN_S, _READ_WITHIN_S, _STOPPED_WITHIN_S = 120.0, 120.0, 30.0
_PARAGRAPH = "Участники встречи обсудили поставки и сроки, а также то, что будет дальше. " * 12
_PIECES = 40
"""In a feed: some 60 KB, so it is parsed in a process."""


@dataclass(frozen=True, slots=True)
class Start:
    """One run."""

    ready_s: float
    cpu_s: float
    """Of the program, until then."""
    idle_mb: float
    """Of all processes."""
    main_mb: float
    """Of the program itself."""
    others: int
    """The processes that it has started."""
    stop_s: float


async def run(database: Path, sources: int, idle_s: float) -> Start:
    """Start the program on the database, let sources bring news, let it idle, and stop it."""
    async with BotApi() as api, Outlets() as serving:
        environment = clean_environment() | {
            "BOT_TOKEN": api.token,
            "TELEGRAM_API": api.url,
            "DATABASE": f"sqlite:///{database}",
            "DEFAULT_PACK": "false",
            "ALLOW_PRIVATE_NETWORKS": "true",
            "POLL_INTERVAL_FLOOR": "10",
            "POLL_INTERVAL_CEILING": "30",
            "LOG_LEVEL": "WARNING",
        }
        outlets = [_open(serving, number) for number in range(sources)]
        await asyncio.to_thread(_add, database, serving.base, outlets, environment)
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "run"), env=environment, start_new_session=True
        )
        try:
            await api.polled(_READY_WITHIN_S)
            ready_s, cpu_s = time.perf_counter() - began, _cpu_s(process.pid)
            await _bring_news(outlets)
            await asyncio.sleep(idle_s)
            sizes = {pid: proportional_set_size(pid) / 1_000_000 for pid in session(process.pid)}
        finally:
            began = time.perf_counter()
            process.terminate()
            await asyncio.wait_for(process.wait(), _STOPPED_WITHIN_S)
        return Start(
            ready_s, cpu_s, sum(sizes.values()), sizes[process.pid], len(sizes) - 1, time.perf_counter() - began
        )


def _open(serving: Outlets, number: int) -> Outlet:
    outlet = serving.open(f"o{number}")
    outlet.publish(*(outlet.piece(f"old-{one}", f"Заголовок {one}", _PARAGRAPH) for one in range(_PIECES)))
    return outlet


async def _bring_news(outlets: list[Outlet]) -> None:
    """Return when each feed, with a piece whose page has more, was read."""
    for outlet in outlets:
        outlet.publish(piece := outlet.piece("new", f"Новость, {outlet.title}", "Коротко."))
        outlet.print(piece, _PARAGRAPH, _PARAGRAPH)
    await asyncio.gather(*(outlet.read(_READ_WITHIN_S) for outlet in outlets))


def _add(database: Path, base: str, outlets: list[Outlet], environment: Mapping[str, str]) -> None:
    """Let the program have the outlets as sources, and no others."""
    port = base.rpartition(":")[2]
    addresses = [f"http://o{number}.bench.example:{port}/o{number}/feed" for number in range(len(outlets))]
    with closing(sqlite3.connect(database)) as db:
        db.execute("UPDATE sources SET retired = 1, pack = NULL")
        db.commit()
    if addresses:
        command = [sys.executable, "-c", PROGRAM, "sources", "import", "-"]
        subprocess.run(
            command, check=True, env=dict(environment), input="\n".join(addresses), text=True, stdout=subprocess.DEVNULL
        )


def _cpu_s(pid: int) -> float:
    """What a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    """Make a database, start on it some times, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--subscriptions", type=int, default=1_000, metavar="N")
    parser.add_argument("--sources", type=int, default=79, metavar="N", help="as many as the default pack has")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--idle", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--json", action="store_true", help="print one JSON object last")
    options = parser.parse_args()
    starts = []
    for _ in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "dozor.db"
            make(path, options.subscriptions)
            with closing(sqlite3.connect(path)) as db:
                db.execute("UPDATE queries SET forms = ?", (forms_version(),))
                db.commit()
            start = asyncio.run(run(path, options.sources, options.idle))
        starts.append(start)
        print(
            f"ready after {start.ready_s:.2f} s ({start.cpu_s:.2f} s of CPU), idle {start.idle_mb:.0f} MB, of which"
            f" {start.main_mb:.0f} MB are its own, the rest of {start.others} others; stopped in {start.stop_s:.2f} s",
            flush=True,
        )
    print(f"median: ready after {median(start.ready_s for start in starts):.2f} s, ", end="")
    print(f"idle {median(start.idle_mb for start in starts):.0f} MB")
    if options.json:
        print(json.dumps([asdict(start) for start in starts]))


if __name__ == "__main__":
    main()
