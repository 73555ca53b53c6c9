"""Updates by long polling: a request for the next ones confirms those before its offset."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramUnauthorizedError,
)
from aiogram.types import Update

from bot.errors import StorageError, TokenRefused
from handlers.intake import AGAIN_S, KINDS, Intake, Stored

_log = logging.getLogger(__name__)

_POLL_S = 25
"""How long Telegram holds a request for updates open, in seconds."""
_LOOK_S = 0.25
"""How often the next updates are asked for while the effect of an earlier one is waited for, which Telegram repeats."""
_CONFLICT_BORNE = timedelta(seconds=60)
"""One's own request outlives a restart by up to its time-out; what lasts longer is somebody else."""
_CONFLICT_OVER = timedelta(seconds=_POLL_S + 10)
"""Without a conflict for so long, somebody else has gone; between two who ask in turn there is never as much."""


class Conflict:
    """How long somebody else has been asking for the updates of this bot."""

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._last: datetime | None = None

    def met(self, now: datetime) -> timedelta:
        """One more refusal for that reason; since when there are such, without a pause that would end it."""
        if self._since is None or self._last is None or abs(now - self._last) > _CONFLICT_OVER:
            self._since = now
        self._last = now
        return now - self._since


class Polling(Intake):
    """Asks Telegram for updates."""

    _offset: int | None = None
    _asking: asyncio.Future[list[Update]] | None = None
    _stopping = False
    _webhook_is_gone = False

    def stop(self) -> None:
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()

    async def _listen(self, tasks: asyncio.TaskGroup) -> None:
        conflict = Conflict()
        waited_for: Stored = {}
        while not self._stopping:
            try:
                updates = await self._ask()
                waited_for |= await self._receive(updates, tasks)
            except TelegramUnauthorizedError as error:
                raise TokenRefused("Telegram does not know this token") from error
            except TelegramConflictError as error:
                if conflict.met(self._clock.now()) > _CONFLICT_BORNE:
                    raise TokenRefused("another program is using this token; only one may") from error
                await self._clock.sleep(AGAIN_S)
            except (TelegramAPIError, ClientDecodeError) as error:
                _log.warning("no updates: %s", error)
                await self._clock.sleep(AGAIN_S)
            except StorageError:
                _log.exception("updates could not be stored")
                await self._clock.sleep(AGAIN_S)
            else:
                waited_for = await self._confirm(waited_for, updates)

    async def _confirm(self, waited_for: Stored, updates: Sequence[Update]) -> Stored:
        """Wait a moment for effects, and let the next request confirm what is before the first that is not stored.

        What is waited for still.
        """
        if any(not stored.is_set() for stored in waited_for.values()):
            await self._one_stored.wait(_LOOK_S)
        waited_for = {number: stored for number, stored in waited_for.items() if not stored.is_set()}
        if waited_for:
            self._offset = min(waited_for)
        elif updates:
            self._offset = updates[-1].update_id + 1
        return waited_for

    async def _ask(self) -> Sequence[Update]:
        """The next updates; none if `stop` comes first."""
        self._asking = asyncio.ensure_future(self._next_updates())
        try:
            return await self._asking
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            return ()
        finally:
            self._asking = None

    async def _next_updates(self) -> list[Update]:
        if not self._webhook_is_gone:  # with one, Telegram answers no request for updates
            await self._bot.delete_webhook()
            self._webhook_is_gone = True
        return await self._bot.get_updates(
            offset=self._offset, timeout=_POLL_S, allowed_updates=KINDS, request_timeout=_POLL_S + 10
        )
