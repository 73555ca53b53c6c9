"""Asks Telegram, proxies and ports, with a time-out for each question.

Telegram is asked without the bot's own session: that loads aiogram for a second, and keeps no `Date` header. What is
asked changes nothing. `getUpdates` without an offset confirms no update, and without kinds it leaves those that are set
(https://core.telegram.org/bots/api#getupdates); it ends the request of another program that waits for updates, which
asks again. That is how the other program is seen: its next request ends ours with 409. So nothing is asked while the
bot itself asks.
"""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from aiohttp_socks import ProxyConnector

from bot.delivery.answer import Accepted, NotNow, Refused, Unclear, read_answer
from bot.doctor.ports import Port
from bot.doctor.telegram import Answers, ClockReading, Hook, Rival, clock_reading, is_conflict_of_polls, said_kinds
from bot.fetching.failures import PROXY_ERRORS
from bot.model.console import ListenAt
from bot.runtime.clock import Clock

_ANSWERED_WITHIN_S = 4.0
_RIVAL_WITHIN_S = 5.0
"""A program that asks for updates asks again within a second or a few after it was interrupted."""
_AGAIN_S = 0.5
_LARGEST = 1024**2


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer, and what its header says of the time; None if it says nothing."""

    answer: Accepted | Refused | NotNow | Unclear
    clock: ClockReading | None = None


class _Away(Exception):
    """Nothing came back. The message is one line without the address, since that holds the token."""


class Telegram:
    """Telegram, to be asked a few questions. An async context manager."""

    def __init__(self, api: str, token: str, proxy: str | None, clock: Clock) -> None:
        self._base = f"{api.rstrip('/')}/bot{token}"
        self._proxy = proxy
        self._clock = clock

    async def __aenter__(self) -> Self:
        connector = TCPConnector() if self._proxy is None else ProxyConnector.from_url(self._proxy, rdns=True)
        self._session = ClientSession(connector=connector)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def answers(self, is_running: Callable[[], bool]) -> Answers:
        """All that can be learnt; `is_running` says whether the bot itself uses the token now, on this database."""
        nothing = Answers(is_proxied=self._proxy is not None)
        try:
            me, hook = await asyncio.gather(self._ask("getMe"), self._ask("getWebhookInfo"))
        except _Away as away:
            return replace(nothing, away=str(away))
        known = replace(nothing, clock=me.clock or hook.clock)
        match me.answer:
            case Accepted(dict(user)):
                known = replace(known, name=str(user.get("username", "")))
            case Refused(status, description):
                return replace(known, refusal=f"{status} {description}")
            case other:
                return replace(known, away=getattr(other, "description", "an answer that is not Telegram's"))
        if isinstance(hook.answer, Accepted):
            known = replace(known, hook=_hook(hook.answer.result))
        if is_running() or known.hook is None or known.hook.url:
            return known
        return replace(known, rival=await self._rival(is_running))

    async def _rival(self, is_running: Callable[[], bool]) -> Rival:
        """Ask for updates for a while, confirming none, and see whether another program does so, too."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _RIVAL_WITHIN_S
        while (left_s := until - loop.time()) > 0:
            try:
                reply = await self._ask("getUpdates", left_s + _ANSWERED_WITHIN_S, timeout=max(1, int(left_s)), limit=1)
            except _Away:
                return Rival.NOT_ASKED
            match reply.answer:
                case Refused(status, description) if is_conflict_of_polls(status, description):
                    return Rival.NOT_ASKED if is_running() else Rival.ONE  # the bot may have started meanwhile
                case Accepted(result) if not result:
                    pass
                case Accepted(_):  # updates wait, so ours returns at once; another program would take them
                    await self._clock.sleep(_AGAIN_S)
                case _:
                    return Rival.NOT_ASKED
        return Rival.NONE

    async def _ask(self, method: str, within_s: float = _ANSWERED_WITHIN_S, **parameters: int) -> _Reply:
        """Raises _Away."""
        asked_at = self._clock.now()
        try:
            async with self._session.post(
                f"{self._base}/{method}",
                json=parameters,
                timeout=ClientTimeout(within_s),
                allow_redirects=False,
            ) as response:
                answered_at = self._clock.now()
                content = bytearray()
                async for chunk in response.content.iter_any():
                    content += chunk[: _LARGEST - len(content)]
        except TimeoutError:
            raise _Away(f"no answer within {within_s:g} s") from None
        except (ClientError, *PROXY_ERRORS, OSError, asyncio.IncompleteReadError, ValueError) as error:
            raise _Away(f"{type(error).__name__}: {error}") from None
        answer = read_answer(response.status, content.decode("utf-8", "replace"))
        return _Reply(answer, _read_clock(response.headers.get("Date"), asked_at, answered_at))


def _read_clock(date: str | None, asked_at: datetime, answered_at: datetime) -> ClockReading | None:
    with suppress(TypeError, ValueError, OverflowError):
        server = parsedate_to_datetime(date or "")
        return clock_reading(server if server.tzinfo else server.replace(tzinfo=UTC), asked_at, answered_at)
    return None


def _hook(said: object) -> Hook | None:
    if not isinstance(said, dict):
        return None
    error_at, pending = said.get("last_error_date"), said.get("pending_update_count")
    at = None
    if isinstance(error_at, int):
        with suppress(OverflowError, ValueError, OSError):
            at = datetime.fromtimestamp(error_at, UTC)
    return Hook(
        url=str(said.get("url") or ""),
        pending=pending if isinstance(pending, int) else 0,
        last_error=str(said.get("last_error_message") or "for a reason that it does not say"),
        last_error_at=at,
        kinds=said_kinds(said.get("allowed_updates")),
    )


async def is_answering(host: str, port: int) -> bool:
    """Whether somebody accepts connections there."""
    try:
        async with asyncio.timeout(_ANSWERED_WITHIN_S):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


async def is_proxy_answering(address: str) -> bool:
    """Whether somebody accepts connections at a proxy's address, such as socks5://user:password@host:port."""
    parts = urlsplit(address)
    return bool(parts.hostname and parts.port) and await is_answering(parts.hostname or "", parts.port or 0)


async def look_at_port(setting: str, at: ListenAt) -> Port:
    """A port that the bot listens on, or could. Opens it for a moment if nobody answers there."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  nobody listens there
    host, port, place = at.host, at.port, str(at)
    if await is_answering(everywhere.get(host, host), port):
        return Port(setting, place, answers=True)
    try:
        family, kind, protocol, _, address = (
            await asyncio.get_running_loop().getaddrinfo(host or None, port, type=socket.SOCK_STREAM)
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return Port(setting, place, error=error.strerror or type(error).__name__)
    return Port(setting, place)
