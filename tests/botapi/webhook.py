"""Updates brought to the bot's own address, one after the other, again until they are taken.

Telegram delivers with up to `max_connections` at once and calls public HTTPS addresses alone; this server brings one
update at a time, and calls loopback alone, over plain HTTP too.
"""

import ipaddress
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from .clock import Clock
from .params import Params
from .refusals import Refusal
from .updates import Update, UpdateQueue

Json = dict[str, Any]

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_TIMEOUT = aiohttp.ClientTimeout(total=60)
_FIRST_PAUSE_S = 1.0
_LONGEST_PAUSE_S = 60.0


@dataclass(slots=True)
class Webhook:
    """Where updates are brought, and how that goes. An empty address: nowhere."""

    url: str = ""
    secret: str = ""
    last_error_date: int | None = None
    last_error_message: str | None = None

    def set(self, params: Params) -> None:
        """Raises ApiError."""
        url, secret = params.text("url"), params.text("secret_token")
        if url and not _is_on_loopback(url):
            raise Refusal.WEBHOOK_URL_INVALID.error(reason="this server calls loopback addresses alone")
        if not _SECRET.fullmatch(secret):
            raise Refusal.WEBHOOK_SECRET_INVALID.error()
        self.url, self.secret = url, secret
        self.last_error_date = self.last_error_message = None

    def to_json(self, pending: int, allowed: list[str] | None) -> Json:
        """A WebhookInfo."""
        optional = {
            "last_error_date": self.last_error_date,
            "last_error_message": self.last_error_message,
            "allowed_updates": allowed,
        }
        present = {key: value for key, value in optional.items() if value is not None}
        return {"url": self.url, "has_custom_certificate": False, "pending_update_count": pending} | present


class Courier:
    """Brings updates while a webhook is set. `on_reply` runs the method that an answer may name."""

    def __init__(
        self, webhook: Webhook, queue: UpdateQueue, clock: Clock, on_reply: Callable[[Json], Awaitable[None]]
    ) -> None:
        self._webhook = webhook
        self._queue = queue
        self._clock = clock
        self._on_reply = on_reply

    async def run(self) -> None:
        """Until cancelled."""
        pause_s = _FIRST_PAUSE_S
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            while True:
                await self._queue.bell.until(self._due, None)
                update = self._queue.backlog.pending[0]
                error = await self._bring(session, update)
                if error is None:
                    self._queue.confirm(update.id + 1)
                    pause_s = _FIRST_PAUSE_S
                else:
                    self._webhook.last_error_date = int(self._clock.now())
                    self._webhook.last_error_message = error
                    await self._clock.sleep(pause_s)
                    pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _due(self) -> bool | None:
        return True if self._webhook.url and self._queue.backlog.pending else None

    async def _bring(self, session: aiohttp.ClientSession, update: Update) -> str | None:
        """What went wrong, or None."""
        headers = {SECRET_HEADER: self._webhook.secret} if self._webhook.secret else {}
        try:
            async with session.post(self._webhook.url, json=update.to_json(), headers=headers) as response:
                if not response.ok:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                is_json = response.content_type == "application/json"
                reply = await response.json() if is_json else None
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return f"Connection failed: {error!r}"
        if isinstance(reply, dict) and "method" in reply:
            await self._on_reply(reply)
        return None


def _is_on_loopback(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme in {"http", "https"} and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False
