"""Updates in: an update is confirmed to Telegram only when its effect is stored.

    Telegram ──► inbox ──► handler: effect ──► confirmed
                              └───► answer ──► finished: out of the inbox

Telegram repeats every update until it is confirmed; how, `polling.py` and `webhook.py` know. An update is kept in the
inbox until it is dealt with to the end, its answer included; so a kill costs a repetition, of Telegram's or out of the
inbox, and a repetition has no second effect: each command is stored with its cause, and what was finished is skipped.

The effect of an update is stored when its handler ends, or begins to answer. So nobody waits for the answers of others:
neither for a chat that Telegram wants to be left alone, nor for one that sends more than it may be answered. Within a
chat, effects and answers keep their order.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import partial
from random import Random

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Update

from bot.clock import Clock
from bot.delivery.effects import Effects
from bot.delivery.outcome import LIFE, pause
from bot.errors import StorageError, UpdatesRefused
from bot.model import Received
from bot.pipeline.supervise import Bell
from bot.ports import Storage
from handlers.context import cause_of

_log = logging.getLogger(__name__)

Stored = dict[int, asyncio.Event]
"""By the number of an update: set when its effect is stored."""
KINDS = ["message", "callback_query", "my_chat_member"]
"""The kinds of update that there are handlers for."""
AGAIN_S = 1.0


class Intake(ABC):
    """Lets the dispatcher deal with updates; how they come is up to those who implement `_listen`."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        storage: Storage,
        effects: Effects,
        *,
        clock: Clock,
        random: Random,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._storage = storage
        self._effects = effects
        self._clock = clock
        self._random = random
        self._last: dict[int | None, asyncio.Event] = {}
        """Of the last update of each chat that is being dealt with."""
        self._in_hand: Stored = {}
        self._one_stored = Bell()

    async def run(self) -> None:
        """Until `stop`. Raises UpdatesRefused; other failures of Telegram's are waited out."""
        self._last.clear()
        self._in_hand.clear()
        try:
            async with asyncio.TaskGroup() as tasks:
                await self._resume(tasks)
                await self._listen(tasks)
        except ExceptionGroup as group:
            refused, others = group.split(UpdatesRefused)
            if others is not None or refused is None:
                raise
            raise refused.exceptions[0] from None

    @abstractmethod
    def stop(self) -> None:
        """Take no more updates; those in hand are seen to their end, so that no answer is repeated."""

    @abstractmethod
    async def _listen(self, tasks: asyncio.TaskGroup) -> None:
        """Take updates until `stop`, and confirm them. Raises as `run`."""

    async def _resume(self, tasks: asyncio.TaskGroup) -> None:
        """Deal with what an earlier run has left."""
        own = f"{self._bot.id}:"
        for one in await self._storage.unfinished_updates():
            if one.cause.startswith(own):
                self._begin(Update.model_validate_json(one.body, context={"bot": self._bot}), tasks)

    async def _receive(self, updates: Iterable[Update], tasks: asyncio.TaskGroup) -> Stored:
        """Begin with the updates that are new; for each that is in hand what is set when its effect is stored."""
        by_cause = {cause_of(self._bot, update): update for update in updates}
        if not by_cause:
            return {}
        received = [
            Received(cause, _chat_id(update), update.model_dump_json(exclude_unset=True, by_alias=True))
            for cause, update in by_cause.items()
        ]
        for one in await self._storage.receive(received, self._clock.now()):
            self._begin(by_cause[one.cause], tasks)
        numbers = {update.update_id for update in by_cause.values()}
        return {number: stored for number, stored in self._in_hand.items() if number in numbers}

    def _begin(self, update: Update, tasks: asyncio.TaskGroup) -> None:
        chat, stored = _chat_id(update), asyncio.Event()
        before = self._last.get(chat)
        self._last[chat] = self._in_hand[update.update_id] = stored
        tasks.create_task(self._deal(update, before, stored))

    async def _deal(self, update: Update, before: asyncio.Event | None, stored: asyncio.Event) -> None:
        """Deal with an update to the end, as soon as the effect of the one before it in the chat is stored."""
        if before is not None:
            await before.wait()
        self._effects.expect(partial(self._tell_stored, stored))
        while True:
            try:
                await self._handle(update)
                await self._storage.finish(cause_of(self._bot, update), self._clock.now())
                break
            except StorageError:
                _log.exception("update %d could not be stored", update.update_id)
                await self._clock.sleep(AGAIN_S)
        self._tell_stored(stored)
        del self._in_hand[update.update_id]
        if self._last.get(_chat_id(update)) is stored:
            del self._last[_chat_id(update)]

    def _tell_stored(self, stored: asyncio.Event) -> None:
        if not stored.is_set():
            stored.set()
            self._one_stored.ring()

    async def _handle(self, update: Update) -> None:
        """Deal with an update; raises StorageError, and nothing else."""
        waited_s, attempts = 0.0, 0
        while waited_s < LIFE.total_seconds():
            attempts += 1
            wait_s = pause(attempts, self._random).total_seconds()
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except StorageError:
                raise
            except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
                _log.warning("update %d failed, and is tried again in %.1f s: %s", update.update_id, wait_s, error)
            except TelegramRetryAfter as error:
                wait_s = float(error.retry_after)
            except TelegramAPIError as error:
                # The effect is stored, but nobody can be told: blocked meanwhile, or the message is gone.
                _log.warning("update %d could not be answered: %s", update.update_id, error)
                return
            except Exception:  # noqa: BLE001  one update that trips over a defect must not hold up all that follow
                _log.exception("update %d failed", update.update_id)
                return
            else:
                return
            await self._clock.sleep(wait_s)
            waited_s += wait_s
        _log.error("update %d failed for too long, and is given up", update.update_id)


def _chat_id(update: Update) -> int | None:
    for event in (update.message, update.callback_query and update.callback_query.message, update.my_chat_member):
        if event:
            return event.chat.id
    return None
