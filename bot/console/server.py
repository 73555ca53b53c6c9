"""The server that operators look at, and what every request has to pass before anything is answered.

    connection ──► limits ──► Host ──► method, query ──► /healthz
                                                          │
                                             token or session ──► page, figures, readiness

It only reads. Who may look is decided here and in `access.py`, for all that is served alike.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from types import TracebackType
from typing import Self, cast

from aiohttp import web

from bot.console.access import Access, Refusal
from bot.console.connections import Connection, Peers
from bot.console.headers import HEADERS
from bot.console.hosts import Hosts
from bot.console.signing import SIGN_IN, SIGN_OUT, Page, Signing, is_signed_in
from bot.console.tries import guesser_of
from bot.errors import ConsoleRefused, QueryTooLong, StorageError

_log = logging.getLogger(__name__)

HEALTH = "/healthz"
SIGNED_IN = web.RequestKey("signed_in", bool)
"""Of a request: whether a session answers for it, which can be ended."""
_ANSWERED_WITHIN_S = 10.0
_CLOSED_WITHIN_S = 1.0
"""How long a stop waits for answers under way; it has ten seconds for everything."""
_BEARER = "bearer "
_OF_PROXIES = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")
"""What a proxy adds: the request may come from anywhere, though its connection comes from this machine."""
_FORMS = {SIGN_IN, SIGN_OUT}
_OPEN = {HEALTH, *_FORMS}
"""What strangers may ask for."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Site:
    """What is served."""

    routes: Sequence[web.RouteDef]
    """All of them read, and ask for GET alone."""
    parameters: frozenset[str]
    """The names that the query of an address may have. There is no other, so no token is ever put into an address."""
    sign_in_page: Page


class Console:
    """The server; a context manager. Entering raises ConsoleRefused if nobody can listen there."""

    def __init__(self, site: Site, hosts: Hosts, access: Access, peers: Peers | None = None) -> None:
        self._site = site
        self._hosts = hosts
        self._access = access
        self._peers = peers or Peers()

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._guard])
        app.router.add_get(HEALTH, _say_ok)
        app.router.add_routes(Signing(self._access, self._site.sign_in_page).routes())
        app.router.add_routes(self._site.routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSED_WITHIN_S)
        await self._runner.setup()
        try:
            self._server = await self._listen()
        except BaseException:
            await self._runner.cleanup()
            raise
        self._hosts = replace(self._hosts, at=replace(self._hosts.at, port=self.port))
        _log.info("operators can look at http://%s", self.place)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def place(self) -> str:
        """Where it listens, as it stands in an address."""
        return str(replace(self._hosts.at, port=self.port))

    async def _listen(self) -> asyncio.Server:
        at = self._hosts.at
        server = cast("web.Server", self._runner.server)
        try:
            return await asyncio.get_running_loop().create_server(
                lambda: Connection(server, self._peers), "127.0.0.1" if at.host == "localhost" else at.host, at.port
            )
        except OSError as error:
            why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
            raise ConsoleRefused(f"HTTP_LISTEN: nobody can listen at {at}: {why}") from error

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            async with asyncio.timeout(_ANSWERED_WITHIN_S):
                response = self._refuse(request) or await handler(request)
        except web.HTTPException as refusal:
            response = _say(HTTPStatus(refusal.status))
            response.headers.extend({name: refusal.headers[name] for name in ("Allow",) if name in refusal.headers})
        except (QueryTooLong, TimeoutError):
            response = _say(HTTPStatus.SERVICE_UNAVAILABLE, "This took too long, and was given up.")
        except StorageError as error:
            _log.warning("operators cannot be answered: %s", error)
            response = _say(HTTPStatus.SERVICE_UNAVAILABLE, "The database fails at present.")
        except Exception:  # noqa: BLE001  a defect shows as such, without its details
            _log.exception("operators cannot be answered")
            response = _say(HTTPStatus.INTERNAL_SERVER_ERROR)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.force_close()
        return response

    def _refuse(self, request: web.Request) -> web.Response | None:
        """None if the request may be answered."""
        hosts = request.headers.getall("Host", [])
        if len(hosts) != 1 or not self._hosts.allow(hosts[0], _local_address(request)):
            return _say(HTTPStatus.MISDIRECTED_REQUEST, "This host is not in HTTP_HOSTS.")
        if not request.raw_path.startswith("/"):  # it names another host, past `Host`
            return _say(HTTPStatus.BAD_REQUEST)
        if (refusal := self._refuse_method(request)) is not None:
            return refusal
        if not request.query.keys() <= self._site.parameters:
            return _say(HTTPStatus.BAD_REQUEST, "The address has a parameter that is not known here.")
        return self._refuse_stranger(request)

    def _refuse_method(self, request: web.Request) -> web.Response | None:
        """The forms alone may be posted, and by our own pages alone; nothing else comes with a body."""
        if request.method == "POST" and _route_of(request) in _FORMS:
            origin = request.headers.get("Origin")
            if origin is not None and not self._hosts.allow(_authority(origin), _local_address(request)):
                return _say(HTTPStatus.FORBIDDEN, "The form comes from another site.")
            return None
        if request.method not in {"GET", "HEAD"}:
            return _say(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        return _say(HTTPStatus.BAD_REQUEST, "A body is not expected.") if request.body_exists else None

    def _refuse_stranger(self, request: web.Request) -> web.Response | None:
        request[SIGNED_IN] = is_signed_in(request, self._access)
        if request[SIGNED_IN] or _route_of(request) in _OPEN:
            return None
        if self._access.is_open:
            is_local = not any(header in request.headers for header in _OF_PROXIES)
            return None if is_local else _say(HTTPStatus.FORBIDDEN, "Through a proxy, only with HTTP_TOKEN.")
        given = request.headers.get("Authorization")
        if given is not None:
            token = given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""
            refusal = self._access.refuse(token, guesser_of(request.remote or ""))
            return _unauthorized(refusal) if refusal is not None else None
        if "text/html" in request.headers.get("Accept", ""):
            return web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": SIGN_IN})
        return _unauthorized(Refusal())


async def _say_ok(_: web.Request) -> web.Response:
    return web.Response(text="ok\n")


def _local_address(request: web.Request) -> str:
    """Where the request came in."""
    name = request.get_extra_info("sockname")
    return str(name[0]) if name else ""


def _route_of(request: web.Request) -> str | None:
    """The route that will answer; None if none does. A path can be spelled in more ways than one."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else None


def _say(status: HTTPStatus, text: str = "", headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, text=f"{text or status.phrase}\n", headers=headers)


def _unauthorized(refusal: Refusal) -> web.Response:
    if refusal.wait_s:
        return _say(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(int(refusal.wait_s) + 1)})
    return _say(HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": 'Bearer realm="dozor"'})


def _authority(origin: str) -> str:
    """What stands behind the scheme; an origin that is `null` is nobody's."""
    scheme, separator, rest = origin.partition("://")
    if not separator or scheme not in {"http", "https"}:
        return ""
    return rest
