"""The runs of the program, killed one after another, and restarted as a service manager does: a part of
`benchmarks.chaos`.
"""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random

from benchmarks.chaos_database import DatabaseOutages
from benchmarks.chaos_left import chats_under_way
from tests.botapi import BotApi
from tests.end_to_end.program import Program

_CHILD_SHARE = 0.2
"""Of the kills, those that strike a child."""
_WAITED_S = 30.0
"""How long every other kill waits, at the most, until something is being sent: a busy machine takes long to start."""
_WAITED_IN_AN_OUTAGE_S = 3.0
_LOOK_S = 0.5
_LOOK_SOON_S = 0.01
_SHOWN = 3_000
"""Characters of the log."""


class Runs:
    """Of one program."""

    def __init__(self, program: Program, api: BotApi, database: DatabaseOutages, random: Random) -> None:
        self.kills: dict[float, frozenset[int]] = {}
        """By when each struck: the chats to which something was under way, by the database."""
        self.orphans = 0
        self.ended = 0
        """How many runs have ended by themselves, over a database that could not be opened."""
        self._program = program
        self._api = api
        self._database = database
        self._random = random
        self._changing = asyncio.Lock()

    def start(self) -> None:
        self._api.telegram.queue.abort_poll()  # of a run that was killed: the server has not noticed yet
        self._program.start()
        self._database.befall()

    async def keep_going(self) -> None:
        """Restart what has ended over its database. Raises RuntimeError if one has ended for another reason."""
        while True:
            await asyncio.sleep(_LOOK_S)
            async with self._changing:
                if self._program.is_running:
                    continue
                if not self._database.may_end_a_start:
                    raise RuntimeError(f"the program has ended by itself: {self._program.said()[-_SHOWN:]}")
                self.ended += 1
                self.start()

    async def kill(self) -> None:
        """Kill what runs, or a child of it; every other time, as soon as something is being sent."""
        if len(self.kills) % 2 == 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(_WAITED_IN_AN_OUTAGE_S if self._database.is_failing else _WAITED_S):
                    while not self._api.sends_in_flight:  # noqa: ASYNC110  as below
                        await asyncio.sleep(_LOOK_SOON_S)
        while not await self._strike():  # noqa: ASYNC110  no event tells of other processes
            await asyncio.sleep(_LOOK_S)

    async def replace_database(self, replace: Callable[[], Awaitable[None]]) -> None:
        """Kill what runs, let its database be replaced, and start it again."""
        async with self._changing:
            if self._program.is_running:
                self.kills[time.time()] = frozenset()
                with suppress(ProcessLookupError):
                    os.kill(self._program.pid, signal.SIGKILL)
                await self._program.ended()
            await replace()
            self.start()

    async def _strike(self) -> bool:
        """False if there is nothing to kill at present."""
        async with self._changing:
            if not self._program.is_running:
                return False
            children = [pid for pid in self._program.family() if pid != self._program.pid]
            struck_at = time.time()
            self.kills[struck_at] = frozenset()
            if children and self._random.random() < _CHILD_SHARE:
                os.kill(self._random.choice(children), signal.SIGKILL)
                return True
            with suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(self._program.pid, signal.SIGKILL)
            try:
                await self._program.ended()
            except TimeoutError:
                self.orphans += 1
            self.kills[struck_at] = await chats_under_way(self._program.folder / "dozor.db")
            self.start()
            return True
