"""The stage that forgets: what no promise needs any more leaves the database."""

from bot.clock import Clock
from bot.ports import Storage

_EVERY_S = 3_600.0


class Tidy:
    """Tidies the storage up now and then."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    async def run(self) -> None:
        while True:
            await self._storage.tidy(self._clock.now())
            await self._clock.sleep(_EVERY_S)
