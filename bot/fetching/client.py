"""Fetches documents: politely, within limits, and past the guard on every hop.

One `Fetcher` with one long-lived session serves the whole program. It follows redirects itself, because each hop must
pass the guard.
"""

import asyncio
import hashlib
import ssl
from collections.abc import Mapping
from dataclasses import replace
from http.cookies import BaseCookie
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp_socks import ProxyConnector
from yarl import URL

from bot.errors import FetchFailed
from bot.fetching.bodies import read_body
from bot.fetching.documents import Fetched, Fetches, FetchLimits, FetchRequest, NotModified, RequestProfile
from bot.fetching.failures import PROXY_ERRORS, failure_of
from bot.fetching.freshness import Freshness, read_freshness
from bot.fetching.guard import AddressGuard, GuardedResolver, small_socket
from bot.fetching.inflate import ACCEPTED
from bot.fetching.lenient import LenientConnector
from bot.fetching.pages import is_challenge, is_whole
from bot.fetching.proxies import Proxies
from bot.fetching.reasons import FailureReason
from bot.text.hosts import has_long_host

_FEED_KINDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
_Cookies = BaseCookie[str]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_LONGEST_VALIDATOR = 1_024
_CHALLENGE_BYTES = 32_768
_MAY_CHALLENGE = frozenset({401, 429, 503})
_HEADER_BYTES = 32_768
"""The limit for one header: some sites send policies of 20 KB. Longer ones are left to the lenient session."""
_REASONS = {
    401: FailureReason.FORBIDDEN,
    403: FailureReason.FORBIDDEN,
    404: FailureReason.NOT_FOUND,
    407: FailureReason.PROXY_FAILED,
    410: FailureReason.GONE,
    429: FailureReason.TOO_MANY_REQUESTS,
}


class Fetcher:
    """An async context manager around one session."""

    def __init__(
        self,
        guard: AddressGuard,
        *,
        user_agent: str,
        limits: FetchLimits | None = None,
        proxies: Proxies | None = None,
        keep_connections_s: float = 5,
        tls: ssl.SSLContext | None = None,
        accept: str = _FEED_KINDS,
    ) -> None:
        """`user_agent` should name a contact. Proxies speak http, socks4 or socks5. `accept` is sent as the header."""
        self._guard = guard
        self._limits = limits or FetchLimits()
        self._user_agent = user_agent
        self._proxies = proxies or Proxies()
        self._keep_connections_s = keep_connections_s
        self._tls = tls
        self._accept = accept
        self._lax_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._lax_tls.check_hostname = False
        self._lax_tls.verify_mode = ssl.CERT_NONE
        self._direct: aiohttp.ClientSession | None = None
        self._lenient: aiohttp.ClientSession | None = None
        self._proxied: dict[str, aiohttp.ClientSession] = {}
        self._resolver: GuardedResolver | None = None

    async def __aenter__(self) -> Self:
        self._resolver = GuardedResolver(self._guard)
        self._tls = self._tls or ssl.create_default_context()
        self._direct = self._session(
            aiohttp.TCPConnector(
                limit=0,  # callers limit how much they fetch at once
                resolver=self._resolver,
                socket_factory=self._guard.make_socket,
                ttl_dns_cache=300,
                keepalive_timeout=self._keep_connections_s,
                ssl=self._tls,
            )
        )
        self._lenient = self._session(
            LenientConnector(resolver=self._resolver, socket_factory=self._guard.make_socket, tls=self._tls)
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in filter(None, (self._direct, self._lenient, *self._proxied.values())):
            await session.close()
        if self._resolver is not None:
            await self._resolver.close()
        self._direct = self._lenient = self._resolver = None
        self._proxied = {}

    def _session(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=connector,
            headers={"User-Agent": self._user_agent, "Accept": self._accept, "Accept-Encoding": ACCEPTED},
            cookie_jar=aiohttp.DummyCookieJar(),  # neither sources nor fetches share cookies
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._limits.connect_s),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_HEADER_BYTES,
            max_field_size=_HEADER_BYTES,
        )

    def with_profile(self, profile: RequestProfile | None) -> Fetches:
        """The same fetcher, which applies `profile` to every request."""
        return self if profile is None else _WithProfile(self, profile)

    async def fetch(self, request: FetchRequest) -> Fetched | NotModified:
        """Fetch a document and follow its redirects. Raises AddressRefused and FetchFailed."""
        try:
            async with asyncio.timeout(None) as deadline:
                return await self._follow(request, deadline)
        except (TimeoutError, aiohttp.ClientError, *PROXY_ERRORS, OSError, ValueError) as error:
            raise failure_of(error) from error

    async def _follow(self, request: FetchRequest, deadline: asyncio.Timeout) -> Fetched | NotModified:
        now = asyncio.get_running_loop().time
        end = now() + self._limits.total_s
        address = request.url
        moved_to: str | None = None
        permanent = True
        visited = set()
        jar: aiohttp.CookieJar | None = None
        for _ in range(self._limits.redirects + 1):
            url = self._guard.check(address)
            cookies = None if jar is None else jar.filter_cookies(url)
            asked = (url, str(cookies))
            if asked in visited:
                raise FetchFailed(FailureReason.TOO_MANY_REDIRECTS, "in a circle")
            visited.add(asked)
            deadline.reschedule(min(now() + self._limits.first_byte_s, end))
            response, is_repaired = await self._ask(url, request, cookies)
            async with response:
                deadline.reschedule(end)
                if response.status not in _REDIRECTS:
                    return await self._answer(
                        response, request, moved_to if permanent else None, is_repaired=is_repaired
                    )
                if response.cookies:  # some sites admit a client only with the cookie that they set
                    jar = jar or aiohttp.CookieJar(unsafe=True)
                    jar.update_cookies(response.cookies, url)
                address = _target(url, response)
                permanent = permanent and response.status in _PERMANENT
                moved_to = address
        raise FetchFailed(FailureReason.TOO_MANY_REDIRECTS, str(self._limits.redirects))

    async def _ask(
        self, url: URL, request: FetchRequest, cookies: _Cookies | None
    ) -> tuple[aiohttp.ClientResponse, bool]:
        """The answer, and whether its head had to be repaired; then nothing tells where the body ends."""
        if self._direct is None or self._lenient is None or self._resolver is None:
            raise RuntimeError("the fetcher is closed")
        host = url.raw_host or ""
        proxy = self._proxies.of(host)
        options = self._options(url, request, cookies)
        if proxy is None:
            try:
                return await self._direct.get(url, **options), False
            except aiohttp.ClientResponseError:  # its head or its framing is malformed
                return await self._lenient.get(url, **options), True
        await self._resolver.resolve(host)  # the proxy resolves it again; this check keeps private addresses out
        session, through = self._through(proxy)
        return await session.get(url, proxy=through, **options), False

    def _options(self, url: URL, request: FetchRequest, cookies: _Cookies | None) -> Any:  # noqa: ANN401  a session's arguments
        headers, is_lax = _validators(request), False
        if request.profile is not None:
            headers |= request.profile.headers(url)
            is_lax = request.profile.accepts_any_certificate(url)
        # True keeps the session's own check of certificates.
        tls = self._lax_tls if is_lax else True
        return {"headers": headers, "cookies": cookies, "allow_redirects": False, "ssl": tls}

    def _through(self, proxy: str) -> tuple[aiohttp.ClientSession, str | None]:
        """The session for a proxy, and the proxy argument that each request needs.

        It connects only to proxies, which the operator chose and which may be in a private network.
        """
        is_http = proxy.startswith("http:")
        name = "http" if is_http else proxy
        if name not in self._proxied:
            tls = self._tls or True
            connector = (
                aiohttp.TCPConnector(limit=0, socket_factory=small_socket, ssl=tls)
                if is_http
                else ProxyConnector.from_url(proxy, rdns=True, limit=0, ssl=tls)
            )
            self._proxied[name] = self._session(connector)
        return self._proxied[name], proxy if is_http else None

    async def _answer(
        self, response: aiohttp.ClientResponse, request: FetchRequest, moved_to: str | None, *, is_repaired: bool
    ) -> Fetched | NotModified:
        headers = response.headers
        freshness = read_freshness(headers)
        if response.status == 304 and _validators(request):
            return NotModified(str(response.url), moved_to, freshness)
        if not 200 <= response.status < 300:
            raise await self._refusal(response, freshness)
        body = await read_body(response, self._limits)
        if is_repaired and not is_whole(body):
            raise FetchFailed(FailureReason.BROKE_OFF, "malformed HTTP")
        return Fetched(
            url=str(response.url),
            moved_to=moved_to,
            body=body,
            body_hash=hashlib.blake2b(body, digest_size=16).hexdigest(),
            content_type=headers.get("Content-Type"),
            etag=_validator(headers, "ETag"),
            last_modified=_validator(headers, "Last-Modified"),
            freshness=freshness,
        )

    async def _refusal(self, response: aiohttp.ClientResponse, freshness: Freshness) -> FetchFailed:
        status = response.status
        reason = _REASONS.get(status, FailureReason.SERVER_ERROR if status >= 500 else FailureReason.STATUS_REFUSED)
        if "html" in response.headers.get("Content-Type", "").lower() and (
            # Sites turn away clients that are no browsers with a page instead of a plain refusal.
            status == 403 or (status in _MAY_CHALLENGE and await self._is_challenge(response))
        ):
            reason = FailureReason.CHALLENGE_PAGE
        return FetchFailed(
            reason, f"HTTP {status}", retry_after_s=freshness.retry_after_s, gone=reason == FailureReason.GONE
        )

    async def _is_challenge(self, response: aiohttp.ClientResponse) -> bool:
        try:
            page = await read_body(response, self._limits, enough=_CHALLENGE_BYTES)
        except (FetchFailed, aiohttp.ClientError):
            return False
        return is_challenge(page.decode("utf-8", "replace"))


class _WithProfile:
    """Implements `Fetches`."""

    def __init__(self, fetcher: Fetcher, profile: RequestProfile) -> None:
        self._fetcher = fetcher
        self._profile = profile

    async def fetch(self, request: FetchRequest) -> Fetched | NotModified:
        return await self._fetcher.fetch(replace(request, profile=self._profile))


def _validators(request: FetchRequest) -> dict[str, str]:
    headers = {}
    if request.etag is not None:
        headers["If-None-Match"] = request.etag
    if request.last_modified is not None:
        headers["If-Modified-Since"] = request.last_modified
    return headers


def _validator(headers: Mapping[str, str], name: str) -> str | None:
    """A header to send back; None if it cannot be sent back byte for byte."""
    value = headers.get(name)
    if not value or len(value) > _LONGEST_VALIDATOR or not value.isprintable():
        return None
    return value


def _target(url: URL, response: aiohttp.ClientResponse) -> str:
    location = response.headers.get("Location", "")
    if has_long_host(location):
        raise FetchFailed(FailureReason.REDIRECT_MALFORMED, location[:200])
    try:
        target = url.join(URL(location)).with_fragment(None)
    except ValueError as error:
        raise FetchFailed(FailureReason.REDIRECT_MALFORMED, location[:200]) from error
    if not location:
        raise FetchFailed(FailureReason.REDIRECT_MALFORMED, f"HTTP {response.status} without Location")
    return str(target)
