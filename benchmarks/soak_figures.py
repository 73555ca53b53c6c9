"""What `benchmarks.soak` looks at, and whether it grows."""

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from math import sqrt
from pathlib import Path
from statistics import NormalDist, fmean

from tests.end_to_end.program import session

_BLOCKS = 24
"""Neighbouring samples are alike, so they count together, as one of so many means."""
_LEAK = 0.01
"""Growth in a day, as a share of the level, from which on it matters: a quarter more in a month."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at a program that runs."""

    day: float
    """By its own clock, since the start."""
    memory_mb: float
    """The proportional set sizes of all its processes."""
    handles: int
    threads: int
    processes: int
    file_mb: float
    """The database as a file."""
    used_mb: float
    """What of the file is not free."""
    wal_mb: float
    latency_s: float
    """From a command to its answer, by the true time."""
    held_s: float
    """The longest transaction since the last look, by the true time."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How a figure went after the warm-up."""

    name: str
    median: float
    most: float
    slope: float
    """A day of the program's clock."""
    margin: float
    """The slope is within so much of it, with 95 % certainty."""

    @property
    def verdict(self) -> str:
        """«grows» if it does for certain, and by more than 1 % of its level a day."""
        if self.slope - self.margin > 0 and self.slope > _LEAK * self.median:
            return "grows"
        return "flat" if self.margin <= 2 * _LEAK * max(self.median, 1e-9) else "flat, as far as can be told"


class Watched:
    """A program that runs, by the pid of its session's leader."""

    def __init__(self, leader: int, database: Path, held: Path, day: Callable[[], float]) -> None:
        """`held` is a file with a line for every second; see `soak_program.py`."""
        self._leader = leader
        self._database = database
        self._held = held
        self._day = day
        self._read = 0

    def look(self, latency_s: float) -> Sample:
        """Look at it; blocks for some milliseconds."""
        family = session(self._leader)
        lines = self._held.read_text("ascii").splitlines()
        held_s, self._read = max(map(float, lines[self._read :]), default=0.0), len(lines)
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True, timeout=10)) as db:
            size, pages, free = (
                db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_size", "page_count", "freelist_count")
            )
        log = self._database.with_name(f"{self._database.name}-wal")
        return Sample(
            self._day(),
            memory_mb=sum(_of(process, "smaps_rollup", r"^Pss:\s+(\d+)") for process in family) * 1024 / 1e6,
            handles=sum(map(_handles, family)),
            threads=sum(_of(process, "status", r"^Threads:\s+(\d+)") for process in family),
            processes=len(family),
            file_mb=self._database.stat().st_size / 1e6,
            used_mb=size * (pages - free) / 1e6,
            wal_mb=(log.stat().st_size if log.exists() else 0) / 1e6,
            latency_s=latency_s,
            held_s=held_s,
        )


def _of(process: int, file: str, pattern: str) -> int:
    """A number of a process; 0 if it has ended meanwhile."""
    try:
        found = re.search(pattern, Path(f"/proc/{process}/{file}").read_text("ascii", "replace"), re.MULTILINE)
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(found[1]) if found else 0


def _handles(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return 0


def trends(samples: Sequence[Sample], warm_up: float) -> list[Trend]:
    """How each figure went after so many days."""
    warm = [sample for sample in samples if sample.day >= warm_up]
    names = [field.name for field in fields(Sample) if field.name != "day"]
    return [_trend(name, warm, lambda one, name=name: float(getattr(one, name))) for name in names]  # type: ignore[misc]


def _trend(name: str, samples: Sequence[Sample], figure: Callable[[Sample], float]) -> Trend:
    values = sorted(map(figure, samples))
    each = max(1, len(samples) // _BLOCKS)
    blocks = [samples[first : first + each] for first in range(0, len(samples) - each + 1, each)]
    slope, margin = fit([(fmean(one.day for one in block), fmean(map(figure, block))) for block in blocks])
    return Trend(name, values[len(values) // 2], values[-1], slope, margin)


def fit(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The slope of the straight line nearest to the points, and half of its 95 % interval.

    Infinite for fewer than four points, which say nothing.
    """
    freedom = len(points) - 2
    if freedom < 2:
        return 0.0, float("inf")
    middle_x, middle_y = fmean(x for x, _ in points), fmean(y for _, y in points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    slope = sum((x - middle_x) * (y - middle_y) for x, y in points) / spread
    rest = sum((y - middle_y - slope * (x - middle_x)) ** 2 for x, y in points)
    return slope, _quantile(freedom) * sqrt(rest / freedom / spread)


def _quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t.

    Abramowitz and Stegun 26.7.5, three terms: within 0.06 from three degrees of freedom on.
    """
    z = NormalDist().inv_cdf(0.975)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
