"""Retries intents while the database fails, so that no work in hand is dropped or done twice.

Callers of storage see no outage, only a slow answer. Two kinds of intent raise instead, and their callers retry: a
claim, which needs a new time and lease, and the receipt of updates, which Telegram sends again.
"""

import logging
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any, cast

from bot.errors import StorageError
from bot.ports import Storage
from bot.runtime.clock import Clock, WatchedClock
from bot.runtime.supervise import Backoff

_log = logging.getLogger(__name__)

_RETRIED_BY_CALLERS = {
    "claim_due_sources",
    "claim_pages",
    "claim_waiting_articles",
    "claim_dispatches",
    "claim_edits",
    "receive",
}
"""The intents that their callers retry."""


class Outages:
    """Tracks who waits for the database; an outage lasts until nobody does."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: set[object] = set()
        self._since = clock.now()
        self.error: StorageError | None = None
        """The first error of the present outage; None if the database works."""

    def begin_wait(self, who: object, error: StorageError) -> None:
        """Note that `who` was not served and will ask again."""
        if not self._waiting:
            self._since, self.error = self._clock.now(), error
            _log.error("the database fails; all that needs it waits, and goes on by itself: %s", error)
        self._waiting.add(who)

    def end_wait(self, who: object) -> None:
        """Note that `who` no longer waits."""
        if who not in self._waiting:
            return
        self._waiting.remove(who)
        if not self._waiting:
            self.error = None
            lasted_s = (self._clock.now() - self._since).total_seconds()
            _log.warning("nobody waits for the database any more, after %.1f s", lasted_s)


def retrying(storage: Storage, outages: Outages, clock: WatchedClock) -> Storage:
    """The same storage, which retries its intents while the database fails, except those in `_RETRIED_BY_CALLERS`.

    If the clock has leapt ahead, its time is stored before anything else. So a run that is killed then leaves behind
    the time by which it put things off.
    """
    return cast("Storage", _Retrying(storage, outages, clock))


class _Retrying:
    def __init__(self, storage: Storage, outages: Outages, clock: WatchedClock) -> None:
        self._storage = storage
        self._outages = outages
        self._clock = clock

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the storage has
        intent = getattr(self._storage, name)
        if not iscoroutinefunction(intent):
            return intent

        async def ask(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401  as above
            async def attempt() -> object:
                await self._note_leap()
                return await intent(*arguments, **named)

            if name in _RETRIED_BY_CALLERS:
                return await self._once(name, attempt)
            return await self._retry(attempt)

        return ask

    async def _note_leap(self) -> None:
        ahead, unstored_peak = self._clock.max_lead, self._clock.unstored_peak()
        if unstored_peak is not None:
            await self._storage.note_time(unstored_peak)
            if self._clock.max_lead >= ahead:  # else it was set right meanwhile, and may leap as far again
                self._clock.stored_lead = ahead

    async def _once(self, who: str, ask: Callable[[], Awaitable[object]]) -> object:
        try:
            answer = await ask()
        except StorageError as error:
            self._outages.begin_wait(who, error)
            raise
        self._outages.end_wait(who)
        return answer

    async def _retry(self, ask: Callable[[], Awaitable[object]]) -> object:
        who, backoff = object(), Backoff.of_outage()
        try:
            while True:
                try:
                    return await ask()
                except StorageError as error:
                    self._outages.begin_wait(who, error)
                    await self._clock.sleep(backoff.next())
        finally:
            self._outages.end_wait(who)
