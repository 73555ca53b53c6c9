"""Sends answers: ahead of the news, in their order, each until Telegram accepts it."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any, Protocol, TypeVar, cast

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
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
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    Response,
    SendDocument,
    SendMessage,
    TelegramMethod,
)

from bot.delivery.markup import without_markup
from bot.delivery.outcome import LIFE, measured_as, pause
from bot.delivery.pace import Pace
from bot.delivery.session import AnswerNotUnderstood
from bot.delivery.telegram import refusal
from bot.errors import MarkupRefused, RefusalUnknown
from bot.model import Written
from bot.ports import UNMEASURED, ChatStorage, Meter, ThrottleStorage
from bot.ports.meter import MessageAction, MessageOutcome
from bot.runtime.clock import Clock
from handlers.updates.effects import Effects

_log = logging.getLogger(__name__)

T = TypeVar("T")

_WRITES = {SendMessage, SendDocument, EditMessageText, EditMessageReplyMarkup}
"""The methods that count in Telegram's limits."""
_UNCLEAR_FOR = timedelta(hours=1)
"""Each unclear answer may mean that the message was sent; a person who waits asks again."""
_MOST_WAITING = 500
"""Answers that wait for a chat; at one a second, nobody reads them all."""
_TOASTED = 3
"""Attempts to answer a press."""
_TOASTED_WITHIN_S = 10
"""Telegram shows no later answer (https://core.telegram.org/bots/api#answercallbackquery)."""
_REFUSED_IN_A_ROW = 3
"""The most refusals for an unknown reason of an answer to a waiting person."""


class AnswerStorage(ChatStorage, ThrottleStorage, Protocol):
    """Chats, and the messages that were sent to them."""


class AnswerDropped(TelegramAPIError):
    """Too many answers already wait for the chat."""


class AnswersFirst(BaseRequestMiddleware):
    """Sends answers to people at the given pace, and notes them for the next run.

    Waits out Telegram's failures and pauses for as long as an update lives. An answer to a group that became a
    supergroup goes there; one with bad markup goes as plain text.
    """

    def __init__(
        self,
        pace: Pace,
        storage: AnswerStorage,
        effects: Effects,
        *,
        clock: Clock,
        random: Random,
        meter: Meter = UNMEASURED,
    ) -> None:
        self._meter = meter
        self._pace = pace
        self._storage = storage
        self._effects = effects
        self._clock = clock
        self._random = random
        self._waiting: Counter[int] = Counter()
        """Counts of answers, by chat."""

    async def __call__(
        self, make_request: NextRequestMiddlewareType[T], bot: Bot, method: TelegramMethod[T]
    ) -> Response[T]:
        if isinstance(method, AnswerCallbackQuery):
            return await self._toast(make_request, bot, method)
        chat_id = getattr(method, "chat_id", None)
        if type(method) not in _WRITES or not isinstance(chat_id, int):
            return await make_request(bot, method)
        self._effects.are_stored()
        if self._waiting[chat_id] >= _MOST_WAITING:
            raise AnswerDropped(method, f"{_MOST_WAITING} answers to chat {chat_id} wait already")
        with self._counted(chat_id):
            return await self._give_somehow(make_request, bot, method, chat_id)

    async def _toast(
        self, make_request: NextRequestMiddlewareType[T], bot: Bot, method: TelegramMethod[Any]
    ) -> Response[T]:
        """Answer a press, or give up after some seconds: the press has its effect all the same."""
        for attempts in range(1, _TOASTED + 1):
            try:
                return await make_request(bot, method)
            except (TelegramBadRequest, TelegramForbiddenError) as error:
                _log.info("a press is not answered: %s", error)
                break
            except TelegramRetryAfter as error:
                if error.retry_after > _TOASTED_WITHIN_S:
                    break
                await self._clock.sleep(error.retry_after)
            except (TelegramAPIError, ClientDecodeError) as error:
                _log.warning("a press could not be answered: %s", error)
                await self._clock.sleep(pause(attempts, self._random).total_seconds())
        return cast("Response[T]", True)

    @contextmanager
    def _counted(self, chat_id: int) -> Iterator[None]:
        self._waiting[chat_id] += 1
        try:
            yield
        finally:
            self._waiting[chat_id] -= 1
            if not self._waiting[chat_id]:
                del self._waiting[chat_id]

    async def _give_somehow(
        self, make_request: NextRequestMiddlewareType[T], bot: Bot, method: TelegramMethod[T], chat_id: int
    ) -> Response[T]:
        """Send the answer, to the chat's new id if it moved, and as plain text if its markup is bad."""
        try:
            return await self._give(make_request, bot, method, chat_id)
        except TelegramMigrateToChat as error:
            await self._storage.move_chat(chat_id, error.migrate_to_chat_id)
            if type(method) not in {SendMessage, SendDocument}:
                raise  # the message to be edited stayed behind
            moved = method.model_copy(update={"chat_id": error.migrate_to_chat_id, "reply_parameters": None})
            return await self._give(make_request, bot, moved, error.migrate_to_chat_id)
        except TelegramBadRequest as error:
            text = getattr(method, "text", None)
            if not text or not isinstance(refusal(error), MarkupRefused):
                raise
            _log.exception("an answer has bad markup, and goes as plain text: %r", text)
            plain = method.model_copy(update={"text": without_markup(text)})
            return await self._give(make_request, bot, plain, chat_id)

    async def _give(
        self, make_request: NextRequestMiddlewareType[T], bot: Bot, method: TelegramMethod[T], chat_id: int
    ) -> Response[T]:
        """Try until it is accepted or refused for good, or the waits reach the limit, whatever the time of day."""
        waited = timedelta()
        async with self._pace.turn(chat_id, is_patient=self._effects.is_patient):
            for attempts in count(1):
                try:
                    return await self._attempt(make_request, bot, method, chat_id)
                except TelegramRetryAfter as error:
                    # The pace knows, and waits.
                    waited += timedelta(seconds=error.retry_after)
                    if waited > LIFE:
                        raise
                except (TelegramAPIError, ClientDecodeError) as error:
                    wait = pause(attempts, self._random)
                    waited += wait
                    if waited > _life(error, attempts):
                        raise
                    _log.warning("an answer is given again in %.1f s: %s", wait.total_seconds(), error)
                    await self._clock.sleep(wait.total_seconds())
        raise AssertionError("it is counted for ever")

    async def _attempt(
        self, make_request: NextRequestMiddlewareType[T], bot: Bot, method: TelegramMethod[T], chat_id: int
    ) -> Response[T]:
        try:
            with self._measured():
                async with self._pace.answer(chat_id):
                    return await make_request(bot, method)
        except TelegramRetryAfter as error:
            self._pace.refused(chat_id, error.retry_after)
            await self._storage.leave_chat_alone(chat_id, self._clock.now() + timedelta(seconds=error.retry_after))
            raise
        finally:
            await self._storage.note_write(Written(chat_id, self._clock.now()))

    @contextmanager
    def _measured(self) -> Iterator[None]:
        try:
            yield
        except (TelegramAPIError, ClientDecodeError) as error:
            self._meter.messaged(MessageAction.ANSWER, _measured_as(error))
            raise
        self._meter.messaged(MessageAction.ANSWER, MessageOutcome.OK)


def _measured_as(error: AiogramError) -> MessageOutcome:
    match error:
        case TelegramRetryAfter():
            return MessageOutcome.RATE_LIMITED
        case TelegramBadRequest() | TelegramForbiddenError():
            return measured_as(refusal(error))
        case TelegramMigrateToChat():
            return MessageOutcome.UNREACHABLE
        case TelegramEntityTooLarge():
            return MessageOutcome.REFUSED
        case _:
            return MessageOutcome.FAILED


def _life(error: AiogramError, attempts: int) -> timedelta:
    """For how long to retry an answer that has failed for the `attempts`-th time; nothing if that is final."""
    match error:
        case AnswerNotUnderstood() | ClientDecodeError():
            return _UNCLEAR_FOR
        case TelegramBadRequest() | TelegramForbiddenError():
            is_known = not isinstance(refusal(error), RefusalUnknown)
            return timedelta(0) if is_known or attempts >= _REFUSED_IN_A_ROW else LIFE
        case TelegramMigrateToChat() | TelegramEntityTooLarge():
            return timedelta(0)
        case _:
            return LIFE
