"""Whether the database has outlived the end of the last run."""

import logging

from bot.ports import IntegrityStorage
from bot.runtime.clock import Clock

_log = logging.getLogger(__name__)

_CALM_S = 10.0
"""After a start there is much to do, and what was damaged may wait for so long."""


class Soundness:
    """Checks the database once, beside the running bot, if the last run was killed."""

    def __init__(self, storage: IntegrityStorage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self.found: str | None = None
        """What the check has found first; None if nothing, or if it was not made."""

    async def run(self) -> None:
        if not self._storage.was_killed:
            return
        await self._clock.sleep(_CALM_S)
        _log.info("the last run was killed, so the database is checked")
        if found := await self._storage.damage():
            self.found = found[0]
            _log.error(
                "the database is damaged, and will not be opened again before it is sound: %s;"
                " restore a backup (dozor restore), or save what can be read (sqlite3 DATABASE .recover)",
                "; ".join(found),
            )
        else:
            _log.info("the database is sound")
