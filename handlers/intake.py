"""Updates in: an update is confirmed to Telegram only when its effect is stored.

Telegram repeats every update until a later offset is asked for, and that is asked for only when all of a batch are
finished. So a kill costs a repetition, and a repetition has no second effect: each command is stored with its cause,
and an update that was dealt with to the end, its answer included, is skipped.

Within a batch, chats do not wait for one another; within a chat, order is kept.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import Update

from bot.clock import Clock
from bot.errors import StorageError, TokenRefused
from bot.ports import Storage
from handlers.context import cause_of

_log = logging.getLogger(__name__)

_KINDS = ["message", "callback_query", "my_chat_member"]
"""The kinds of update that there are handlers for."""
_POLL_S = 25
"""How long Telegram holds a request for updates open, in seconds."""
_AGAIN_S = 1.0
_PAUSES_S = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Between the tries of an update that Telegram's failures hinder: an outage of a minute costs no command."""
_LONGEST_WAIT_S = 30
"""A chat that Telegram wants to be left alone for longer is not answered: those behind it would wait as well."""
_CONFLICT_BORNE = timedelta(seconds=60)
"""One's own request outlives a restart by up to its time-out; what lasts longer is somebody else."""


class Intake:
    """Long polling: asks Telegram for updates, lets the dispatcher deal with them, and confirms them."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, storage: Storage, clock: Clock) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._storage = storage
        self._clock = clock
        self._offset: int | None = None
        self._asking: asyncio.Future[list[Update]] | None = None
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`. Raises TokenRefused; other failures of Telegram's are waited out."""
        conflict_since = None
        while not self._stopping:
            try:
                await self._finish(await self._ask())
                conflict_since = None
            except TelegramUnauthorizedError as error:
                raise TokenRefused("Telegram does not know this token") from error
            except TelegramConflictError as error:
                now = self._clock.now()
                conflict_since = conflict_since or now
                if now - conflict_since > _CONFLICT_BORNE:
                    raise TokenRefused("another program is using this token") from error
                await self._clock.sleep(_AGAIN_S)
            except (TelegramAPIError, ClientDecodeError) as error:
                _log.warning("no updates: %s", error)
                await self._clock.sleep(_AGAIN_S)
            except ExceptionGroup as group:
                _, others = group.split(StorageError)
                if others is not None:
                    raise
                # Nothing is confirmed: Telegram repeats the batch, and what was finished of it is skipped.
                _log.exception("updates could not be stored")
                await self._clock.sleep(_AGAIN_S)

    def stop(self) -> None:
        """Ask for no more updates; those in hand are seen to their end, so that no answer is repeated."""
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()

    async def _ask(self) -> Sequence[Update]:
        """The next updates; none if `stop` comes first."""
        self._asking = asyncio.ensure_future(
            self._bot.get_updates(
                offset=self._offset,
                timeout=_POLL_S,
                allowed_updates=_KINDS,
                request_timeout=_POLL_S + 10,
            )
        )
        try:
            return await self._asking
        except asyncio.CancelledError:
            if not self._stopping:
                raise
            return ()
        finally:
            self._asking = None

    async def _finish(self, updates: Sequence[Update]) -> None:
        chats: dict[int | None, list[Update]] = defaultdict(list)
        for update in updates:
            chats[_chat_id(update)].append(update)
        async with asyncio.TaskGroup() as tasks:
            for in_order in chats.values():
                tasks.create_task(self._finish_in_order(in_order))
        if updates:
            self._offset = updates[-1].update_id + 1

    async def _finish_in_order(self, updates: Sequence[Update]) -> None:
        for update in updates:
            cause = cause_of(self._bot, update)
            if not await self._storage.is_finished(cause):
                await self._handle(update)
                await self._storage.finish(cause, self._clock.now())

    async def _handle(self, update: Update) -> None:
        """Deal with an update; raises StorageError, and nothing else."""
        for pause_s in _PAUSES_S:
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except StorageError:
                raise
            except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
                _log.warning("update %d failed, and is tried again in %g s: %s", update.update_id, pause_s, error)
                await self._clock.sleep(pause_s)
            except TelegramRetryAfter as error:
                if error.retry_after > _LONGEST_WAIT_S:
                    _log.warning("update %d is not answered: %s", update.update_id, error)
                    return
                await self._clock.sleep(error.retry_after)
            except TelegramAPIError as error:
                # The effect is stored, but nobody can be told: blocked meanwhile, or the message is gone.
                _log.warning("update %d could not be answered: %s", update.update_id, error)
                return
            except Exception:  # noqa: BLE001  one update that trips over a defect must not hold up all that follow
                _log.exception("update %d failed", update.update_id)
                return
            else:
                return
        _log.error("update %d failed for too long, and is given up", update.update_id)


def _chat_id(update: Update) -> int | None:
    for event in (update.message, update.callback_query and update.callback_query.message, update.my_chat_member):
        if event:
            return event.chat.id
    return None
