"""What the queries of the console share: who reads, and how things are counted by time without an index for it."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from storage.sqlite.rows import to_ms
from storage.sqlite.writer import Job, T

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class Reads(Protocol):
    """The console's own reader."""

    async def read(self, job: Job[T]) -> T:
        """Raises QueryTooLong past the deadline, and StorageError."""
        ...

    async def close(self) -> None: ...


def edges(now: datetime, periods: int, length_ms: int) -> list[int]:
    """The bounds of as many periods that follow one another and end now, in milliseconds."""
    end = to_ms(now)
    return [end - length_ms * count for count in range(periods, -1, -1)]


def first_articles(db: sqlite3.Connection, instants: Iterable[int]) -> list[int]:
    """The id of the first article that was found at or after each of these instants, which ascend.

    Articles have ids in the order in which they were found, so some twenty look-ups find an instant among millions. No
    index has the time, and an index for it would cost each article more than this costs a page.
    """
    least, most = db.execute("SELECT (SELECT min(id) FROM articles), (SELECT max(id) + 1 FROM articles)").fetchone()
    if least is None:
        return [0 for _ in instants]
    found = []
    for instant in instants:
        low, high = least, most
        while low < high:
            middle = (low + high) // 2
            row = db.execute("SELECT id, found_at FROM articles WHERE id >= ? LIMIT 1", (middle,)).fetchone()
            if row["found_at"] < instant:
                low = row["id"] + 1
            else:
                high = middle
        found.append(low)
        least = low
    return found


def differences(numbers: Sequence[int]) -> tuple[int, ...]:
    """How much each number is above the one before."""
    return tuple(later - earlier for earlier, later in pairwise(numbers))


def part_from(offset: int, limit: int, found: int) -> int:
    """Where a part of `limit` lines begins: at `offset`, or where the last part does if there are fewer lines."""
    return min(max(0, offset), max(0, found - 1) // limit * limit)
