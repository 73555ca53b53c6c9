"""Backups that are made while the program is hurt, and take the place of its database later: a part of
`benchmarks.chaos`.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from random import Random

from benchmarks.chaos_database import DatabaseOutages
from benchmarks.chaos_judge import Restore
from benchmarks.chaos_left import chats_under_way
from benchmarks.chaos_runs import Runs
from tests.end_to_end.program import Program

_SHARE = 0.5
"""Of the time between two restores, how old a backup is at the least."""
_AGAIN_S = 0.5


class Backups:
    """Of one program, by its own commands."""

    def __init__(self, program: Program, runs: Runs, database: DatabaseOutages, random: Random) -> None:
        self.restores: list[Restore] = []
        self._program = program
        self._runs = runs
        self._database = database
        self._random = random
        self._made = 0
        self._commands = 0
        self._under_way: asyncio.Task[None] | None = None

    def events(self, count: int, length_s: float) -> Iterator[tuple[float, Callable[[], Awaitable[None]]]]:
        """So many backups within that time, spread evenly, each with its restore: when, and what."""
        each_s = length_s / max(1, count)
        for number in range(count):
            at_s = (number + self._random.uniform(0, 1 - _SHARE) / 2) * each_s
            yield at_s, self._begin
            yield at_s + self._random.uniform(_SHARE, 1 - _SHARE / 2) * each_s, self._end

    async def over(self) -> None:
        """Return when no backup or restore is under way."""
        if self._under_way is not None:
            await self._under_way

    async def _begin(self) -> None:
        await self.over()
        self._under_way = asyncio.create_task(self._back_up())

    async def _end(self) -> None:
        before = self._under_way
        if before is not None:
            self._under_way = asyncio.create_task(self._restore(before))

    async def _back_up(self) -> None:
        """As often as it takes: a backup does not outlast every outage of the database."""
        self._began = time.time()
        while await self._dozor("backup", "backup.db"):
            await asyncio.sleep(_AGAIN_S)
            self._began = time.time()

    async def _restore(self, backup: asyncio.Task[None]) -> None:
        await backup

        async def replace() -> None:
            while await self._dozor("restore", "backup.db", "--replace"):  # noqa: ASYNC110  it asks each time
                await asyncio.sleep(_AGAIN_S)

        under_way = await chats_under_way(self._program.folder / "backup.db")
        await self._runs.replace_database(replace)
        self.restores.append(Restore(self._began, time.time(), under_way))

    async def _dozor(self, *arguments: str) -> int:
        self._commands += 1
        beside = self._program.beside(f"command-{self._commands}")
        beside.start(*arguments)
        return await beside.ended()
