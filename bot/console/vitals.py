"""What the process knows of itself, gathered from those who know it."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.console.keeping import Keeping
from bot.model.running import Running
from bot.runtime.clock import Clock
from bot.runtime.lag import LoopLag
from bot.runtime.outages import Outages
from bot.runtime.reachability import Reachability
from bot.runtime.supervise import Stages

_STATM = Path("/proc/self/statm")
"""Linux alone has it (https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html)."""
_STUCK_AFTER = timedelta(minutes=2)
"""Operators see it before systemd restarts the bot (`runtime/systemd.py`). The longest step of a stage, an article
tried in a process of its own, takes under a minute.
"""

_FRESH, _OLD = timedelta(seconds=5), timedelta(seconds=90)
"""A scrape does not wait for a thread to look at files."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """Who knows something of the process."""

    started_at: datetime
    names: Sequence[str]
    """Of all stages."""
    stages: Stages
    outages: Outages
    lag: LoopLag
    telegram: Reachability
    has_rival: Callable[[], bool]
    longest_hold_s: Callable[[], float]
    hold_s: Callable[[], float]
    damage: Callable[[], str | None]
    database: Path


class Vitals:
    """Asks them. Sizes may be those of the last time, if that is not long ago. An async context manager."""

    def __init__(self, witnesses: Witnesses, clock: Clock) -> None:
        self._witnesses = witnesses
        self._version = version("dozor")
        self._sizes = Keeping(
            lambda: asyncio.to_thread(_sizes, witnesses.database), clock, fresh_for=_FRESH, old_after=_OLD
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._sizes.close()

    async def running(self) -> Running:
        """The state of the process now."""
        known = self._witnesses
        lag, error = known.lag.measured(), known.outages.error
        sizes = (await self._sizes.get()).value
        return Running(
            started_at=known.started_at,
            version=self._version,
            stages=tuple(known.names),
            failing_stages=tuple(known.stages.failing()),
            stuck_stages=tuple(known.stages.stuck(_STUCK_AFTER)),
            outage=str(error) if error is not None else None,
            damage=known.damage(),
            telegram_failing_since=known.telegram.failing_since,
            telegram_has_answered=known.telegram.has_answered,
            has_rival=known.has_rival(),
            lag_median_s=lag.median_s,
            lag_p99_s=lag.p99_s,
            lag_worst_s=lag.worst_s,
            lag_lately_s=known.lag.worst_lately(),
            longest_hold_s=known.longest_hold_s(),
            hold_s=known.hold_s(),
            memory_bytes=sizes.memory,
            database_bytes=sizes.database,
            log_bytes=sizes.log,
            disk_free_bytes=sizes.free,
        )


@dataclass(frozen=True, slots=True)
class _Sizes:
    """In bytes; None where the system does not say."""

    memory: int | None
    database: int | None
    log: int | None
    free: int | None


def _sizes(database: Path) -> _Sizes:
    return _Sizes(
        _of(_resident), _of(lambda: database.stat().st_size), _of(lambda: _log(database)), _of(lambda: _free(database))
    )


def _of(size: Callable[[], int]) -> int | None:
    try:
        return size()
    except (OSError, ValueError):
        return None


def _resident() -> int:
    import resource  # noqa: PLC0415  Windows has none, nor the file below

    return int(_STATM.read_text("ascii").split()[1]) * resource.getpagesize()


def _log(database: Path) -> int:
    return database.with_name(f"{database.name}-wal").stat().st_size


def _free(database: Path) -> int:
    return shutil.disk_usage(database.parent).free
