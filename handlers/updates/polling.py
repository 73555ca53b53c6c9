"""Updates by long polling: a request for the next ones confirms those before its offset."""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar, cast

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.delivery.session import GetRawUpdates
from bot.errors import StorageError, TokenRefused
from bot.model import KINDS_OF_UPDATES
from bot.ports import UNMEASURED, Meter, UpdateStorage
from bot.runtime.clock import Clock
from handlers.updates.effects import Effects
from handlers.updates.intake import AGAIN_S, REMEDY, Intake, Stored
from handlers.updates.parsing import number_of

_log = logging.getLogger(__name__)

_POLL_S = 25
"""How long Telegram holds a request for updates open, in seconds."""
_LOOK_S = 0.25
"""How often to request updates while an earlier one, which Telegram repeats, waits for its effect."""
_MANY = 10
_GATHERED_S = 0.03
"""The extra pause while many effects are awaited: then one request confirms several."""
_CONFLICT_BORNE = timedelta(seconds=60)
"""Our own request outlives a restart by up to its time-out; a longer conflict is another program."""
_OWN_REMAINDER = timedelta(seconds=3)
"""A new request ends the one of our own former run at once."""
_CONFLICT_OVER = timedelta(seconds=_POLL_S + 10)
"""After so long without a conflict, the other program is gone; two that ask in turn never pause as long."""


_LONGEST_PAUSE_S = 60
"""The longest pause, whatever Telegram asks for: a request for updates is no burden to it."""

T = TypeVar("T")


class Conflict:
    """How long another program has requested this bot's updates, or Telegram has not known its token."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._last: datetime | None = None

    def met(self, now: datetime) -> timedelta:
        """Note one more refusal for that reason; since when they last, without a pause that would end them."""
        if self._since is None or self._last is None or abs(now - self._last) > _CONFLICT_OVER:
            self._since = now
        self._last = now
        return now - self._since

    def is_on(self, now: datetime) -> bool:
        """Whether there is one now that is no remainder of our own former run."""
        if self._since is None or self._last is None or abs(now - self._last) > _CONFLICT_OVER:
            return False
        return self._last - self._since >= _OWN_REMAINDER


class Polling(Intake):
    """Asks Telegram for updates."""

    _offset: int | None = None
    _waiting: asyncio.Future[Any] | None = None
    _stopping = False
    _webhook_is_gone = False

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        storage: UpdateStorage,
        effects: Effects,
        *,
        clock: Clock,
        random: Random,
        conflict: Conflict | None = None,
        meter: Meter = UNMEASURED,
    ) -> None:
        """`conflict` is noted for others to see."""
        super().__init__(bot, dispatcher, storage, effects, clock=clock, random=random, meter=meter)
        self._conflict = conflict or Conflict()

    def stop(self) -> None:
        self._stopping = True
        if self._waiting is not None:
            self._waiting.cancel()

    async def _listen(self, tasks: asyncio.TaskGroup) -> None:
        conflict, unknown = self._conflict, Conflict()
        waited_for: Stored = {}
        known: set[int] = set()
        while not self._stopping:
            try:
                updates = await self._unless_stopped(self._next_updates()) or ()
                # Telegram repeats unconfirmed updates; this one is under way since the last request.
                waited_for |= await self._receive([one for one in updates if number_of(one) not in known], tasks)
                known = {number for one in updates if (number := number_of(one)) is not None}
            except TelegramUnauthorizedError as error:
                if not self.served.is_set() or unknown.met(self._clock.now()) > _CONFLICT_BORNE:
                    raise TokenRefused("Telegram does not know this token") from error
                await self._pause(AGAIN_S)
            except TelegramConflictError as error:
                self._bear(conflict.met(self._clock.now()), error)
                await self._pause(AGAIN_S)
            except TelegramRetryAfter as error:
                _log.warning("no updates: %s", error)
                await self._pause(min(error.retry_after, _LONGEST_PAUSE_S))
            except (TelegramAPIError, ClientDecodeError) as error:
                _log.warning("no updates: %s", error)
                await self._pause(AGAIN_S)
            except StorageError:  # none of them is confirmed, so they come again
                await self._pause(AGAIN_S)
            else:
                waited_for = await self._confirm(waited_for, updates)

    def _bear(self, lasted: timedelta, error: TelegramConflictError) -> None:
        """Raises TokenRefused if another program has been polling for too long."""
        if lasted > _CONFLICT_BORNE:
            raise TokenRefused(f"another program is using this token; only one may: {REMEDY}") from error
        if not lasted:
            _log.warning(
                "another program is receiving the updates of this bot (for some seconds after a restart, that is its"
                " own former run): %s; it is borne for %g s",
                REMEDY,
                _CONFLICT_BORNE.total_seconds(),
            )

    async def _confirm(self, waited_for: Stored, updates: Sequence[object]) -> Stored:
        """Wait a moment for effects, and let the next request confirm the updates before the first unstored one.

        Returns the effects that are still awaited.
        """
        if any(not stored.is_set() for stored in waited_for.values()):
            await self._one_stored.wait(_LOOK_S)
            if len(waited_for) > _MANY:
                await self._pause(_GATHERED_S)
        waited_for = {number: stored for number, stored in waited_for.items() if not stored.is_set()}
        numbers = [number for update in updates if (number := number_of(update)) is not None]
        if waited_for:
            self._offset = min(waited_for)
        elif numbers:
            self._offset = max(numbers) + 1
        elif updates:  # none of them can be confirmed, so they come again at once
            await self._pause(AGAIN_S)
        return waited_for

    async def _pause(self, seconds: float) -> None:
        await self._unless_stopped(self._clock.sleep(seconds))

    async def _unless_stopped(self, work: Awaitable[T]) -> T | None:
        """The result of `work`; None if `stop` comes first."""
        task = asyncio.ensure_future(work)
        self._waiting = task
        try:
            return await task
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            return None
        finally:
            self._waiting = None

    async def _next_updates(self) -> Sequence[object]:
        if not self._webhook_is_gone:  # with one, Telegram answers no request for updates
            await self._bot.delete_webhook()
            self._webhook_is_gone = True
        # The first answer comes at once: then it is known that Telegram serves us.
        wait_s = _POLL_S if self.served.is_set() else 0
        request = GetRawUpdates(offset=self._offset, timeout=wait_s, allowed_updates=list(KINDS_OF_UPDATES))
        updates = await self._bot(request, request_timeout=_POLL_S + 10)
        self.served.set()
        return cast("Sequence[object]", updates)
