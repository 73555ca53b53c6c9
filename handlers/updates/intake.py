"""Takes updates in: an update is confirmed to Telegram only when its effect is stored.

    Telegram ──► inbox ──► handler: effect ──► confirmed
                              └───► answer ──► finished: out of the inbox

Telegram repeats every update until it is confirmed (see `polling.py` and `webhook.py`). An update stays in the inbox
until it is finished, its answer included. So a kill costs a repetition, by Telegram or from the inbox, and a repetition
has no second effect: each command is stored with its cause, and finished updates are skipped. An unreadable update is
set aside for the operators, and confirmed like the others.

The effect of an update is stored when its handler ends, or begins to answer. So no chat waits for the answers of
another: neither of one that Telegram has paused, nor of one that sends more than it may be answered. Within a chat,
effects and answers keep their order.
"""

import asyncio
import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import partial
from random import Random

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
)
from aiogram.types import Update

from bot.delivery.outcome import LIFE, pause
from bot.delivery.session import AnswerNotUnderstood
from bot.errors import AnswerUnclear, RateLimited, TelegramUnavailable, UpdatesRefused
from bot.model import Received, UnreadUpdate
from bot.ports import UNMEASURED, Meter, UpdateStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from handlers.updates.answers import AnswerDropped
from handlers.updates.effects import Effects
from handlers.updates.parsing import Unreadable, cause_of, chat_id_of, number_of, read_update

_log = logging.getLogger(__name__)

Stored = dict[int, asyncio.Event]
"""By the number of an update: set when its effect is stored."""
REMEDY = "stop it, or give this one a token of its own, since two databases with one token tell everything twice"
"""What an operator can do about another program that receives the updates."""
AGAIN_S = 1.0
_UNCLEAR_FOR_S = 3_600.0
"""The longest wait on unclear answers; then the chat's next updates are handled."""
_REMEMBERED_PROBLEMS = 100


class Intake(ABC):
    """Hands updates to the dispatcher; subclasses get them from Telegram in `_listen`."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        storage: UpdateStorage,
        effects: Effects,
        *,
        clock: Clock,
        random: Random,
        meter: Meter = UNMEASURED,
    ) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._storage = storage
        self._effects = effects
        self._clock = clock
        self._random = random
        self._meter = meter
        self._last: dict[int | None, asyncio.Event] = {}
        """The last update under way of each chat."""
        self._in_hand: Stored = {}
        self._one_stored = Bell()
        self.served = asyncio.Event()
        """Set once Telegram has served us: it has answered a request for updates, or delivers them here."""
        self._problems: set[str] = set()
        """Unreadable updates that were logged: each kind once."""

    async def run(self) -> None:
        """Run until `stop`. Raises UpdatesRefused; waits out Telegram's other failures."""
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
        """Take no more updates; finish those under way, so that no answer is repeated."""

    @abstractmethod
    async def _listen(self, tasks: asyncio.TaskGroup) -> None:
        """Take updates until `stop`, and confirm them. Raises as `run`."""

    async def _resume(self, tasks: asyncio.TaskGroup) -> None:
        """Handle the updates that an earlier run has left."""
        own = f"{self._bot.id}:"
        for one in await self._storage.unfinished_updates():
            if one.cause.startswith(own):
                try:
                    self._begin(read_update(json.loads(one.body), self._bot), tasks)
                except Unreadable as error:  # an earlier version could read it
                    await self._set_aside([UnreadUpdate(one.cause, error.kind, error.reason)])

    async def _receive(self, raw: Sequence[object], tasks: asyncio.TaskGroup) -> Stored:
        """Start new updates; for each one under way, the event that is set when its effect is stored."""
        updates, received, unread = [], [], []
        self._meter.received(len(raw))
        for one in raw:
            number = number_of(one)
            if number is None or not isinstance(one, dict):
                self._log_once("what came as an update has no number: %s", type(one).__name__)
                continue
            cause = cause_of(self._bot, number)
            try:
                update = read_update(one, self._bot)
            except Unreadable as error:
                unread.append(UnreadUpdate(cause, error.kind, error.reason))
            else:
                updates.append(update)
                received.append(Received(cause, chat_id_of(update), json.dumps(one)))
        if unread:
            await self._set_aside(unread)
        new = {one.cause for one in await self._storage.receive(received, self._clock.now())} if received else set()
        for update in updates:
            if cause_of(self._bot, update.update_id) in new:
                new.remove(cause_of(self._bot, update.update_id))
                self._begin(update, tasks)
        return {
            update.update_id: self._in_hand[update.update_id] for update in updates if update.update_id in self._in_hand
        }

    async def _set_aside(self, unread: Sequence[UnreadUpdate]) -> None:
        await self._storage.set_aside(unread, self._clock.now())
        for one in unread:
            self._log_once("updates that cannot be read are set aside: %s: %s", one.kind, one.reason)

    def _log_once(self, message: str, *arguments: str) -> None:
        problem = message % arguments
        if problem not in self._problems and len(self._problems) < _REMEMBERED_PROBLEMS:
            self._problems.add(problem)
            _log.warning(problem)

    def _begin(self, update: Update, tasks: asyncio.TaskGroup) -> None:
        chat, stored = chat_id_of(update), asyncio.Event()
        before = self._last.get(chat)
        self._last[chat] = self._in_hand[update.update_id] = stored
        tasks.create_task(self._deal(update, before, stored))

    async def _deal(self, update: Update, before: asyncio.Event | None, stored: asyncio.Event) -> None:
        """Handle an update to its end, once the effect of the chat's previous one is stored."""
        if before is not None:
            await before.wait()
        self._effects.expect(partial(self._tell_stored, stored))
        await self._handle(update)
        try:
            await self._storage.finish(cause_of(self._bot, update.update_id), self._clock.now())
        except Exception:  # noqa: BLE001  as in `_handle`
            _log.exception("update %d could not be finished", update.update_id)
        self._tell_stored(stored)
        del self._in_hand[update.update_id]
        if self._last.get(chat_id_of(update)) is stored:
            del self._last[chat_id_of(update)]

    def _tell_stored(self, stored: asyncio.Event) -> None:
        if not stored.is_set():
            stored.set()
            self._one_stored.ring()

    async def _handle(self, update: Update) -> None:
        """Handle an update. Never raises."""
        waited_s, life_s, attempts = 0.0, LIFE.total_seconds(), 0
        while waited_s < life_s:
            attempts += 1
            wait_s = pause(attempts, self._random).total_seconds()
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except TelegramRetryAfter as error:
                wait_s = float(error.retry_after)
            except RateLimited as error:
                wait_s = error.retry_after_s
            except _FINAL as error:
                # The effect is stored, but nobody can be told: blocked meanwhile, or the message is gone.
                _log.warning("update %d could not be answered: %s", update.update_id, error)
                return
            except (TelegramAPIError, ClientDecodeError, TelegramUnavailable) as error:
                _log.warning("update %d failed, and is tried again in %.1f s: %s", update.update_id, wait_s, error)
                if isinstance(error, AnswerNotUnderstood | ClientDecodeError | AnswerUnclear):
                    life_s = _UNCLEAR_FOR_S
            except Exception:  # noqa: BLE001  one update that trips over a defect must not hold up all that follow
                _log.exception("update %d failed", update.update_id)
                return
            else:
                return
            await self._clock.sleep(wait_s)
            waited_s += wait_s
        _log.error("update %d failed for too long, and is given up", update.update_id)


_FINAL: tuple[type[AiogramError], ...] = (
    AnswerDropped,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramEntityTooLarge,
)
"""Telegram's refusals of requests, and our own for requests that we do not send."""
