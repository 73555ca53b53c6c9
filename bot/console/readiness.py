"""`/readyz`: asks the process and the database at most once a second, however often it is asked itself."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from aiohttp import web

from bot.console.health import Check, is_ready, judge, to_json
from bot.errors import StorageError
from bot.model.running import Running
from bot.ports.console import ConsoleStorage
from bot.runtime.clock import Clock

READINESS = "/readyz"
_HOLDS = timedelta(seconds=1)


class Readiness:
    """Says whether the program can do its work."""

    def __init__(
        self,
        storage: ConsoleStorage,
        running: Callable[[], Awaitable[Running]],
        *,
        clock: Clock,
        steady: Clock,
    ) -> None:
        """`clock` has the time of day, which stored times are of."""
        self._storage = storage
        self._running = running
        self._clock = clock
        self._steady = steady
        self._asking = asyncio.Lock()
        self._checks: Mapping[str, Check] = {}
        self._until = steady.now()

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.get(READINESS, self.show)]

    async def show(self, _: web.Request) -> web.Response:
        checks = await self.checks()
        return web.json_response(to_json(checks), status=200 if is_ready(checks) else 503)

    async def checks(self) -> Mapping[str, Check]:
        """The checks, at most a second old."""
        async with self._asking:
            if self._steady.now() >= self._until:
                try:
                    overdue = await self._storage.overdue()
                except StorageError as error:
                    self._checks = judge(await self._running(), error, self._clock.now())
                else:
                    self._checks = judge(await self._running(), overdue, self._clock.now())
                self._until = self._steady.now() + _HOLDS
            return self._checks
