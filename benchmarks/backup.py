"""Backups of a large database whose writer is never idle: who waits, how long it takes, and what is in the copy.

    python -m benchmarks.backup [--articles 300000] [--posts 150000] [--seconds 15] [--folder DIRECTORY] [--json]

One process writes as fast as it can: polls, articles, fan-out, messages, and several chats at once that nobody knew.
Beside it, in processes of their own, run what operators run.

    alone      only the load, for so many seconds
    backup     `dozor backup`, until it is verified
    check      the check after a kill, in a thread of the process that writes
    vacuum     VACUUM INTO in place of the backup, to compare
    restore    `dozor restore --replace` of that backup, when nothing runs

`hold` is the longest transaction of the writer, by the clock and in CPU time. `wait` is how long a write took from its
call to its answer, `log` the largest size of the log. A write that was answered before the backup began is in it, else
the benchmark ends with 1. A busy machine prolongs all but CPU time; in memory (`--folder /dev/shm/…`) no disk counts.

The bar: no stall of the writer over 200 ms.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.scenario import percentile
from benchmarks.size import Run
from benchmarks.size_made import Size, make
from bot.model import ChatKind, Language
from storage.sqlite import SqliteStorage
from storage.sqlite.rows import from_ms
from tests.end_to_end.program import ROOT, clean_environment

_STRANGERS = 4
"""Chats that the bot meets at once, one after another."""
_LOOK_S = 0.01
_CALM_S = 2.0
"""Before and after what is measured, so that what it leaves behind counts, too."""
Beside = Callable[[SqliteStorage], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one scene; milliseconds and megabytes."""

    scene: str
    seconds: float
    """How long that took which ran beside the load."""
    seconds_a_gb: float
    writes_a_second: float
    hold: float
    hold_cpu: float
    wait_p50: float
    wait_p99: float
    wait_most: float
    log: float
    lost: int = 0
    """Writes that were answered before the backup began, and are not in it."""


class _Timed(sqlite3.Connection):
    """Notes the CPU time of each transaction that writes."""

    costs_s: ClassVar[list[float]] = []
    _began_s: float | None = None

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401  sqlite3's own
        if sql == "BEGIN IMMEDIATE":
            self._began_s = time.thread_time()
        done = super().execute(sql, parameters)
        if sql == "COMMIT" and self._began_s is not None:
            self.costs_s.append(time.thread_time() - self._began_s)
        return done


class _Load:
    """What writes all the time."""

    def __init__(self, storage: SqliteStorage, path: Path, now: datetime) -> None:
        self.waits_s: list[float] = []
        self.log_bytes = 0
        self._storage = storage
        self._log = path.with_name(f"{path.name}-wal")
        self._now = now

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            load = [
                tasks.create_task(self._work()),
                tasks.create_task(self._look()),
                *(tasks.create_task(self._meet(first)) for first in range(_STRANGERS)),
            ]
            try:
                yield
            finally:
                for task in load:
                    task.cancel()

    async def _work(self) -> None:
        run = Run(self._storage, self._now)
        while True:
            await run.all()

    async def _meet(self, first: int) -> None:
        base = time.time_ns()
        for number in range(first, sys.maxsize, _STRANGERS):
            began = time.perf_counter()
            await self._storage.see_chat(base + number, ChatKind.PRIVATE, "Stranger", Language.RUSSIAN, self._now)
            self.waits_s.append(time.perf_counter() - began)

    async def _look(self) -> None:
        while True:
            with contextlib.suppress(FileNotFoundError):
                self.log_bytes = max(self.log_bytes, self._log.stat().st_size)
            await asyncio.sleep(_LOOK_S)


async def measure(scene: str, path: Path, beside: Beside) -> Figures:
    """What the load feels of what runs beside it."""
    now, size = await asyncio.to_thread(_latest, path), await asyncio.to_thread(os.path.getsize, path)
    _Timed.costs_s.clear()
    async with SqliteStorage(str(path), _Timed) as storage:
        load = _Load(storage, path, now)
        began = time.perf_counter()
        async with load.running():
            await asyncio.sleep(_CALM_S)
            before = time.perf_counter()
            lost = await beside(storage)
            took_s = time.perf_counter() - before
            await asyncio.sleep(_CALM_S)
        lasted_s = time.perf_counter() - began
        hold_s = storage.longest_hold_s
    return Figures(
        scene=scene,
        seconds=took_s,
        seconds_a_gb=took_s / size * 1e9,
        writes_a_second=len(load.waits_s) / lasted_s,
        hold=hold_s * 1e3,
        hold_cpu=max(_Timed.costs_s) * 1e3,
        wait_p50=percentile(load.waits_s, 0.5) * 1e3,
        wait_p99=percentile(load.waits_s, 0.99) * 1e3,
        wait_most=max(load.waits_s) * 1e3,
        log=load.log_bytes / 1e6,
        lost=lost if isinstance(lost, int) else 0,
    )


async def _back_up(path: Path, target: Path) -> int:
    """How many chats that were known before are not in the backup."""
    before = await asyncio.to_thread(_chats, path)
    await _dozor(path, "backup", str(target))
    return max(0, before - await asyncio.to_thread(_chats, target))


async def _vacuum_into(path: Path, target: Path) -> None:
    statement = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', sys.argv[2:])"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", statement, path, target)
    if await process.wait():
        raise RuntimeError("VACUUM INTO has failed")


async def _dozor(path: Path, *arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=path.parent,
        env=clean_environment() | {"PYTHONPATH": str(ROOT), "DATABASE": f"sqlite:///{path}"},
        stdout=sys.stderr,
    )
    if await process.wait():
        raise RuntimeError(f"dozor {arguments[0]} has failed")


def _chats(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return int(db.execute("SELECT count(*) FROM chats").fetchone()[0])


def _latest(path: Path) -> datetime:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return from_ms(db.execute("SELECT max(joined_at) FROM stories").fetchone()[0]) + timedelta(hours=1)


async def run(path: Path, seconds: float) -> list[Figures]:
    """All scenes, one after another."""
    target = path.with_name("backup.db")
    figures = [
        await measure("alone", path, lambda _: asyncio.sleep(seconds)),
        await measure("backup", path, lambda _: _back_up(path, target)),
        await measure("check", path, lambda storage: storage.damage()),
        await measure("vacuum", path, lambda _: _vacuum_into(path, path.with_name(f"vacuumed-{time.time_ns()}.db"))),
    ]
    began = time.perf_counter()
    await _dozor(path, "restore", str(target), "--replace")
    took_s = time.perf_counter() - began
    print(f"size {target.stat().st_size / 1e9:.2f} GB; restored in {took_s:.1f} s", file=sys.stderr)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--posts", type=int, default=150_000)
    parser.add_argument("--seconds", type=float, default=15.0, help="of the load alone (%(default)s)")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dozor-backup")
    parser.add_argument("--json", action="store_true", help="one line of JSON a scene instead of a table")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / f"{options.articles}-{options.posts}.db"
    make(path, Size(options.articles, options.posts))
    figures = asyncio.run(run(path, options.seconds))
    if options.json:
        print(*(json.dumps(asdict(one)) for one in figures), sep="\n")
    else:
        names = [name for name in asdict(figures[0]) if name != "scene"]
        print(f"{'':10}", *(f"{name:>16}" for name in names))
        for one in figures:
            print(f"{one.scene:10}", *(f"{getattr(one, name):16,.1f}" for name in names))
    sys.exit(1 if any(one.lost for one in figures) else 0)


if __name__ == "__main__":
    main()
