"""The program itself, as a process on an existing database: its memory, and the lag of its loop."""

import asyncio
import re
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.botapi import BotApi
from tests.end_to_end.program import clean_environment, session

_P99 = re.compile(r"loop lag: .*p99 ([\d.]+) s")
PROGRAM = """
from benchmarks.loopback import hosts_stand_here
from bot.__main__ import main
with hosts_stand_here():
    main()
"""
"""Runs `dozor` with the hosts of the benchmarks on this machine."""
_STOPS_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Footprint:
    """Proportional set sizes of all processes together, in MB."""

    most_mb: float
    last_mb: float
    processes: int
    polled: int
    lag_p99_s: float
    """As the program's log has it at last."""


async def footprint(database: str, seconds: float) -> Footprint:
    """Run the program for so long, with all sources due at once, and look at its memory every second."""
    sources = _let_all_be_due(database)
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi() as api:
            environment = clean_environment() | {
                "BOT_TOKEN": api.token,
                "TELEGRAM_API": api.url,
                "DATABASE": f"sqlite:///{database}",
                "DEFAULT_PACK": "false",
                "ALLOW_PRIVATE_NETWORKS": "true",
            }
            log = Path(folder) / "log"
            command = [sys.executable, "-c", PROGRAM, "run"]
            with log.open("wb") as out:
                process = await asyncio.create_subprocess_exec(
                    *command, env=environment, stdout=out, stderr=out, start_new_session=True
                )
            sizes, processes = [], 0
            try:
                for _ in range(int(seconds)):
                    await asyncio.sleep(1)
                    family = session(process.pid)
                    processes = max(processes, len(family))
                    sizes.append(sum(map(proportional_set_size, family)) / 1_000_000)
            finally:
                process.terminate()
                await asyncio.wait_for(process.wait(), _STOPS_WITHIN_S)
            said = log.read_text("utf-8")
    lags = _P99.findall(said)
    assert lags, said[-2_000:]
    return Footprint(max(sizes), sizes[-1], processes, sources - _still_due(database), float(lags[-1]))


def _let_all_be_due(database: str) -> int:
    with closing(sqlite3.connect(database)) as db:
        db.execute("UPDATE hosts SET due_at = 0, free_at = 0")
        count = db.execute("UPDATE sources SET next_poll_at = 0").rowcount
        db.commit()
    return count


def _still_due(database: str) -> int:
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM sources WHERE next_poll_at = 0").fetchone()[0])


def proportional_set_size(process: int) -> int:
    """In bytes; 0 for a process that has ended meanwhile."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(rollup.split("Pss:")[1].split()[0]) * 1024 if "Pss:" in rollup else 0
