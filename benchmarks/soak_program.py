"""The program itself, with a clock that runs fast: a part of `benchmarks.soak`.

    python -m benchmarks.soak_program RATE BEGAN HELD run

Both of its clocks run `RATE` times as fast since `BEGAN` (Unix time), and what it sleeps is as much shorter. Network
time-outs, leases and database transactions take their true time: the work is not faster, there is more of it. A file,
`HELD`, gets a line every second: how long the longest transaction since the line before held the writer, in seconds.
"""

import asyncio
import runpy
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from bot.runtime.clock import SteadyClock, SystemClock
from bot.runtime.lazy_aiogram import import_aiogram
from bot.runtime.supervise import Bell
from storage.sqlite import tidying
from storage.sqlite.writer import Writer

_SHORTEST_S = 0.25
"""A sleep is not cut below this: at work all the time, the program would measure its own impatience."""
_LEASED = ("bot.pipeline.deliver", "bot.pipeline.ingest", "bot.pipeline.poll", "bot.pipeline.read")
_LEASE = "_LEASE"
_REMEMBERED = timedelta(days=3)
"""Instead of 30 and 90 days: what is remembered so long would only begin to end after hours."""
_NOTED_EVERY_S = 1.0


def run_fast(rate: float, began: float) -> None:
    """Let the clocks run fast."""

    def shorter(seconds: float) -> float:
        return max(seconds / rate, min(seconds, _SHORTEST_S))

    def now(_: SystemClock) -> datetime:
        return fast_time(rate, began)

    async def sleep(_: SystemClock, seconds: float) -> None:
        await asyncio.sleep(shorter(max(0.0, seconds)))

    async def wait(bell: Bell, timeout_s: float) -> None:
        await wait_truly(bell, shorter(timeout_s))

    wait_truly = Bell.wait
    Bell.wait = wait  # type: ignore[method-assign, assignment]
    SystemClock.now = now  # type: ignore[method-assign, assignment]
    SystemClock.sleep = sleep  # type: ignore[method-assign, assignment]
    SteadyClock.__init__.__defaults__ = (lambda: time.monotonic() * rate,)
    import_aiogram()
    for name in _LEASED:
        module = import_module(name)
        setattr(module, _LEASE, getattr(module, _LEASE) * rate)
    for kept in ("_SIGHTINGS_KEPT", "_OFFERS_KEPT", "_SHARED_FOR"):
        setattr(tidying, kept, _REMEMBERED)


def fast_time(rate: float, began: float) -> datetime:
    """The time of day by a clock that has been fast since `began`."""
    return datetime.fromtimestamp(began + (time.time() - began) * rate, UTC)


def note_holds(path: Path) -> None:
    """Write how long the writer is held, from now on."""
    holds: list[float] = []

    def note() -> None:
        while True:
            time.sleep(_NOTED_EVERY_S)
            held, holds[:] = max(holds, default=0.0), []
            with path.open("a", encoding="ascii") as file:
                print(f"{held:.4f}", file=file)

    # What the writer takes for its record is a list here, so that it keeps telling of each transaction.
    Writer.longest_hold_s = property(lambda _: 0.0, lambda _, held: holds.append(held))  # type: ignore[assignment]
    threading.Thread(target=note, daemon=True).start()


def main() -> None:
    rate, began, held, *arguments = sys.argv[1:]
    run_fast(float(rate), float(began))
    note_holds(Path(held))
    sys.argv = ["bot", *arguments]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
