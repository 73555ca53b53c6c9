"""Signing in with the token by a form, and out.

The session's secret is in a cookie that no script reads, and that no other site's page sends along. Over https the
cookie never leaves https: the form's `Origin` or the proxy's `X-Forwarded-Proto` tells. Both can only make the cookie
stricter, so it does not matter who sends them.
"""

import asyncio
import math
from collections.abc import Callable, Sequence
from urllib.parse import parse_qs

from aiohttp import web

from bot.console.access import BROWSER_KEPT, Access, Refusal
from bot.console.headers import POLICY_HEADER, policy_for
from bot.console.tries import guesser_of

SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
_COOKIE = "dozor_session"
_COOKIE_OF_HTTPS = f"__Host-{_COOKIE}"
"""Browsers take it over https alone, and from no neighbouring host."""
_FIELD = "token"
_LARGEST = 1_024
"""Bytes of the form."""
_READ_S = 10.0

Page = Callable[[bool, int | None], str]
"""The form; given whether the token was refused, and for how many seconds none is looked at (None: at once)."""


class Signing:
    """The form, and what follows from it."""

    def __init__(self, access: Access, page: Page) -> None:
        self._access = access
        self._page = page

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.get(SIGN_IN, self.show), web.post(SIGN_IN, self.sign_in), web.post(SIGN_OUT, self.sign_out)]

    async def show(self, request: web.Request) -> web.Response:
        if self._access.is_open or is_signed_in(request, self._access):
            return _see("/")
        return self._form()

    async def sign_in(self, request: web.Request) -> web.Response:
        if self._access.is_open:
            return _see("/")
        token = await _token(request)
        secrets = _secrets(request)
        guesser = self._access.guesser(secrets[0] if secrets else None, guesser_of(request.remote or ""))
        if (refusal := self._access.refuse(token, guesser)) is not None:
            return self._form(refusal)
        for secret in secrets:
            self._access.end_session(secret)
        is_https = _is_https(request)
        response = _see("/")
        response.set_cookie(
            _COOKIE_OF_HTTPS if is_https else _COOKIE,
            self._access.begin_session(),
            max_age=int(BROWSER_KEPT.total_seconds()),
            path="/",
            secure=is_https,  # over nothing else then
            httponly=True,  # no script reads it
            samesite="Strict",  # no other site's page sends it along
        )
        return response

    async def sign_out(self, request: web.Request) -> web.Response:
        for secret in _secrets(request):
            self._access.end_session(secret)
        response = _see(SIGN_IN)
        is_https = _is_https(request)
        response.del_cookie(
            _COOKIE_OF_HTTPS if is_https else _COOKIE, path="/", secure=is_https, httponly=True, samesite="Strict"
        )
        return response

    def _form(self, refusal: Refusal | None = None) -> web.Response:
        wait_s = math.ceil(refusal.wait_s) if refusal is not None and refusal.wait_s else None
        html = self._page(refusal is not None, wait_s)
        status = 200 if refusal is None else 403 if wait_s is None else 429
        headers = {POLICY_HEADER: policy_for(html)} | ({"Retry-After": str(wait_s)} if wait_s is not None else {})
        return web.Response(text=html, content_type="text/html", status=status, headers=headers)


def is_signed_in(request: web.Request, access: Access) -> bool:
    """Whether the request comes with the cookie of a session that lasts."""
    return any(access.has_session(secret) for secret in _secrets(request))


def _secrets(request: web.Request) -> list[str]:
    cookies = request.cookies
    return [cookies[name] for name in (_COOKIE_OF_HTTPS, _COOKIE) if name in cookies]


def _is_https(request: web.Request) -> bool:
    return (
        request.headers.get("Origin", "").startswith("https://")
        or request.headers.get("X-Forwarded-Proto", "").strip().lower() == "https"
    )


async def _token(request: web.Request) -> str:
    """The token in the form; empty if there is none. Raises HTTPException if the form is too large or too slow."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    body = b""
    try:
        async with asyncio.timeout(_READ_S):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > _LARGEST:
                    raise web.HTTPRequestEntityTooLarge(_LARGEST, len(body))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (ConnectionError, web.RequestPayloadError):  # a stranger can do that as often as they like: it is not logged
        raise web.HTTPBadRequest from None
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=4)
    except ValueError:
        return ""
    return fields.get(_FIELD, [""])[0].strip()


def _see(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})
