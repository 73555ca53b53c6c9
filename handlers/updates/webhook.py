"""Updates by webhook: Telegram delivers each of them here, and again until the answer is 200.

A client without the secret is refused before anything is read. The answer is 200 when the effect of the update is
stored, or was before; 503 if it could not be stored, and then Telegram repeats it.
"""

import asyncio
import hmac
import logging
from dataclasses import dataclass
from http import HTTPStatus
from random import Random

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramUnauthorizedError,
)
from aiohttp import web

from bot.delivery.answer import read_json
from bot.errors import StorageError, TokenRefused, WebhookRefused
from bot.model import KINDS_OF_UPDATES
from bot.ports import UNMEASURED, Meter, UpdateStorage
from bot.runtime.clock import Clock
from bot.runtime.supervise import Bell
from handlers.updates.effects import Effects
from handlers.updates.intake import AGAIN_S, REMEDY, Intake, Stored
from handlers.updates.parsing import number_of

_log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
_LARGEST = 1024**2
"""Bytes of a request: an update holds a message or two, of 4,096 characters each."""
_READ_S = 30.0
"""How long a request may take to arrive."""
_STORE_S = 45.0
"""The longest wait for an effect; Telegram gives up after a minute, and repeats the update."""
_SEEN_TO_ITS_END_S = 4.0
"""How long a stop waits for requests that are being answered, in seconds."""
_LOOK_AGAIN_S = 300.0
"""How often to ask Telegram whether it still delivers here: another program may have changed that."""


@dataclass(frozen=True, slots=True)
class Address:
    """The webhook's public address, and the one that the bot listens on."""

    url: str
    """The public one, its path included."""
    path: str
    host: str
    port: int
    secret: str
    """1 to 256 letters, digits, `_` and `-`."""


class Webhook(Intake):
    """Has Telegram deliver the updates."""

    def __init__(
        self,
        bot: Bot,
        dispatcher: Dispatcher,
        storage: UpdateStorage,
        effects: Effects,
        *,
        clock: Clock,
        random: Random,
        address: Address,
        meter: Meter = UNMEASURED,
    ) -> None:
        super().__init__(bot, dispatcher, storage, effects, clock=clock, random=random, meter=meter)
        self._address = address
        self._ended = Bell()
        self._stopping = False
        self._is_announced = False
        """In this run, with its secret."""
        self._last_error_at = clock.now()
        self._receiving = asyncio.Lock()
        """One at a time, so that updates keep the order in which they came."""
        self._waited_for: Stored = {}

    def stop(self) -> None:
        self._stopping = True
        self._ended.ring()

    async def _listen(self, tasks: asyncio.TaskGroup) -> None:
        async def answer(request: web.Request) -> web.Response:
            return web.Response(status=await self._answer(request, tasks))

        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post(self._address.path, answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SEEN_TO_ITS_END_S)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, self._address.host, self._address.port).start()
            except OSError as error:
                place = f"{self._address.host}:{self._address.port}"
                raise WebhookRefused(f"WEBHOOK_PORT: nobody can listen at {place}: {error.strerror}") from error
            while not self._stopping:
                await self._ended.wait(_LOOK_AGAIN_S if await self._announce() else AGAIN_S)
        finally:
            await runner.cleanup()

    async def _announce(self) -> bool:
        """Set the webhook; False if Telegram cannot be reached at present. Raises UpdatesRefused."""
        try:
            known = await self._bot.get_webhook_info()
            if known.url != self._address.url or not self._is_announced:
                if self._is_announced:
                    _log.warning(
                        "another program has taken the updates of this bot, and they are taken back: %s", REMEDY
                    )
                await self._bot.set_webhook(
                    self._address.url, secret_token=self._address.secret, allowed_updates=list(KINDS_OF_UPDATES)
                )
                self._is_announced = True
            elif known.last_error_date is not None and known.last_error_date > self._last_error_at:
                _log.warning("Telegram had trouble with the webhook: %s", known.last_error_message)
                self._last_error_at = known.last_error_date
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise TokenRefused("Telegram does not know this token") from error
        except TelegramBadRequest as error:
            raise WebhookRefused(f"WEBHOOK_URL: Telegram does not take it: {error.message}") from error
        except (TelegramAPIError, ClientDecodeError) as error:
            _log.warning("the webhook could not be announced: %s", error)
            return False
        self.served.set()
        return True

    async def _answer(self, request: web.Request, tasks: asyncio.TaskGroup) -> HTTPStatus:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self._address.secret.encode()):
            return HTTPStatus.FORBIDDEN
        try:
            async with asyncio.timeout(_READ_S):
                body = await request.read()
        except TimeoutError:
            return HTTPStatus.REQUEST_TIMEOUT
        try:
            update = read_json(body.decode("utf-8", "replace"))
        except ValueError:
            update = None
        number = number_of(update)
        if number is None:
            _log.warning("what was brought is no update, of %d bytes", len(body))
            return HTTPStatus.BAD_REQUEST
        is_stored = not self._stopping and await self._store(number, update, tasks)
        return HTTPStatus.OK if is_stored else HTTPStatus.SERVICE_UNAVAILABLE

    async def _store(self, number: int, update: object, tasks: asyncio.TaskGroup) -> bool:
        """Handle an update; True if its effect is stored, now or earlier."""
        try:
            async with self._receiving:
                self._waited_for |= await self._receive([update], tasks)
        except StorageError:  # Telegram repeats it
            return False
        if (stored := self._waited_for.get(number)) is None:
            return True
        try:
            async with asyncio.timeout(_STORE_S):
                await stored.wait()
        except TimeoutError:
            return False
        self._waited_for.pop(number, None)
        return True
