"""What strangers and hostile clients get: raw bytes to a real server."""

import asyncio
import logging
import socket
from contextlib import suppress
from random import Random
from urllib.parse import urlsplit

import pytest
from aiohttp import web

from bot.console.access import Access
from bot.console.connections import Peers
from bot.console.hosts import Hosts
from bot.console.server import Console, Site
from bot.errors import ConsoleRefused, QueryTooLong, StorageError
from bot.model.console import ListenAt
from bot.text.authority import Authority
from tests.clock import SteppedClock
from tests.console.conftest import TOKEN, Serving, sign_in_page
from tests.console.raw import PATIENCE_S, ask, status, talk

_BEARER = f"Authorization: Bearer {TOKEN}"
_PROMISED = (
    "Content-Security-Policy: default-src 'none'; style-src 'self'",
    "frame-ancestors 'none'",
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: same-origin",
    "Cross-Origin-Resource-Policy: same-origin",
    "Server: dozor",
)


async def _secret(_: web.Request) -> web.Response:
    return web.Response(text="what operators see")


async def _fails(request: web.Request) -> web.Response:
    raise {"late": QueryTooLong("x"), "down": StorageError("/path/dozor.db"), "defect": ValueError(TOKEN)}[
        request.match_info["how"]
    ]


_ROUTES = [web.get("/", _secret), web.get("/metrics", _secret), web.get("/fails/{how}", _fails)]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/metrics", "/metrics/", "/nowhere", "/fails/defect", "//healthz", "/healthz/", "/healthz/../metrics"),
        *(
            "/%6detrics",
            "/sign-in/../metrics",
            "/%2e/metrics",
            "/healthz%2f..%2fmetrics",
            "/HEALTHZ",
            "/healthz;/metrics",
        ),
        "/fails/..%2fhealthz",
    ],
)
async def test_strangers_get_nothing_whatever_they_ask_for(serving: Serving, path: str) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    answer = await ask(base, f"GET {path}")
    assert status(answer) == 401
    assert "WWW-Authenticate: Bearer" in answer
    assert "what operators see" not in answer
    as_browser = await ask(base, f"GET {path}", "Accept: text/html,*/*")
    assert status(as_browser) == 303
    assert "Location: /sign-in\r\n" in as_browser


async def test_health_is_open_and_says_only_ok(serving: Serving) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    answer = await ask(base, "GET /healthz")
    assert status(answer) == 200
    assert answer.endswith("\r\n\r\nok\n")
    head = await ask(base, "HEAD /healthz")
    assert status(head) == 200
    assert head.endswith("\r\n\r\n")


async def test_the_right_bearer_is_let_in(serving: Serving) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    assert (await ask(base, "GET /metrics", _BEARER)).endswith("what operators see")
    assert status(await ask(base, "GET /metrics", f"authorization: bearer  {TOKEN} ")) == 200
    assert status(await ask(base, "GET /nowhere", _BEARER)) == 404
    wrong = (f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", "Bearer", TOKEN)
    for given in wrong:
        assert status(await ask(base, "GET /metrics", f"Authorization: {given}")) == 401


async def test_the_sixth_guess_of_a_minute_is_not_looked_at(serving: Serving, steady: SteppedClock) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    guesses = [ask(base, "GET /metrics", f"Authorization: Bearer {number}") for number in range(12)]
    statuses = sorted([status(answer) for answer in await asyncio.gather(*guesses)])
    assert statuses == [401] * 4 + [429] * 8  # the fifth says already that the next has to wait
    refused = await ask(base, "GET /metrics", _BEARER, "X-Forwarded-For: 9.9.9.9", "Forwarded: for=9.9.9.9")
    assert status(refused) == 429
    assert "Retry-After: 61" in refused
    assert status(await ask(base, "GET /healthz")) == 200
    steady.move(seconds=61)
    assert status(await ask(base, "GET /metrics", _BEARER)) == 200


async def test_without_a_token_everybody_on_the_machine_looks_but_under_its_own_name(serving: Serving) -> None:
    base = await serving(_ROUTES, hosts=(Authority("dozor.example.org"),))
    port = urlsplit(base).port
    assert status(await ask(base, "GET /metrics")) == 200
    assert status(await ask(base, "GET /metrics", host=f"LocalHost.:{port}")) == 200
    assert status(await ask(base, "GET /metrics", host="dozor.example.org")) == 200
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "", "127.0.0.1", "[::1]"):
        for path in ("/metrics", "/healthz", "/sign-in", "/nowhere"):
            answer = await ask(base, f"GET {path}", host=host)
            assert status(answer) in {400, 421}
            assert "what operators see" not in answer


async def test_through_a_proxy_nobody_looks_without_a_token(serving: Serving) -> None:
    base = await serving(_ROUTES, hosts=(Authority("dozor.example.org"),))
    for header in ("X-Forwarded-For: 127.0.0.1", "forwarded: for=127.0.0.1", "X-Real-IP: ::1", "Via: 1.1 proxy"):
        answer = await ask(base, "GET /metrics", header, host="dozor.example.org")
        assert status(answer) == 403
        assert "HTTP_TOKEN" in answer
        assert status(await ask(base, "GET /healthz", header)) == 200
    base = await serving(_ROUTES, token=TOKEN)
    assert status(await ask(base, "GET /metrics", _BEARER, "X-Forwarded-For: 192.0.2.1")) == 200


async def test_what_names_another_host_past_the_header_is_refused(serving: Serving) -> None:
    base = await serving(_ROUTES)
    place = urlsplit(base).netloc
    for request in (
        f"GET http://evil.example/metrics HTTP/1.1\nHost: {place}\n\n",
        f"GET {base}/metrics HTTP/1.1\nHost: {place}\n\n",
        f"GET /metrics HTTP/1.1\nHost: {place}\nHost: evil.example\n\n",
        f"GET /metrics HTTP/1.1\nHost: evil.example\nHost: {place}\n\n",
        f"GET /metrics HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: {place}\n\n",
        "GET /metrics HTTP/1.0\n\n",
        "GET /metrics HTTP/1.1\n\n",
        f"GET /metrics HTTP/1.1\nHost : {place}\n\n",
        f"OPTIONS * HTTP/1.1\nHost: {place}\n\n",
        f"CONNECT evil.example:443 HTTP/1.1\nHost: {place}\n\n",
    ):
        answer = await talk(base, request)
        assert status(answer) in {400, 405, 421}, request
        assert "what operators see" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get", "X" * 40])
async def test_it_only_reads(serving: Serving, method: str) -> None:
    base = await serving(_ROUTES)
    answer = await ask(base, f"{method} /metrics", "Content-Length: 0")
    assert status(answer) in {400, 405}
    assert "what operators see" not in answer


async def test_an_address_carries_only_known_parameters_so_no_token(serving: Serving) -> None:
    base = await serving(_ROUTES, token=TOKEN, parameters=frozenset({"page"}))
    assert status(await ask(base, "GET /metrics?page=2", _BEARER)) == 200
    for query in (f"token={TOKEN}", f"access_token={TOKEN}", f"page=1&token={TOKEN}", TOKEN, f"%74oken={TOKEN}"):
        # The answer is the same for a right and for a wrong one, or it could be guessed here.
        answers = {
            (await ask(base, f"GET /metrics?{asked}", "Date: x")).partition("Date:")[0]
            for asked in (query, query.replace(TOKEN, "wrong"))
        }
        assert [status(answer) for answer in answers] == [400]


async def test_every_answer_has_the_headers_and_ends_the_connection(serving: Serving) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    place = urlsplit(base).netloc
    answers = [
        await ask(base, "GET /healthz"),
        await ask(base, "GET /metrics", _BEARER),
        await ask(base, "GET /metrics"),
        await ask(base, "GET /", "Accept: text/html"),
        await ask(base, "GET /nowhere", _BEARER),
        await ask(base, "GET /sign-in"),
        await ask(base, "POST /sign-in", "Content-Length: 0"),
        await ask(base, "PUT /sign-in"),
        await ask(base, "GET /healthz", host="evil.example"),
        *[await ask(base, f"GET /fails/{how}", _BEARER) for how in ("late", "down", "defect")],
        await talk(base, "\x16\x03\x01 what is this\n\n"),
        await talk(base, f"GET / HTTP/1.1\nHost: {place}\nX: {'x' * 20_000}\n\n"),
        await talk(base, f"GET /{'x' * 20_000} HTTP/1.1\nHost: {place}\n\n"),
        await talk(base, f"GET / HTTP/1.1\nHost: {place}\n" + "X: y\n" * 1_000 + "\n"),
    ]
    assert [status(answer) for answer in answers[-4:]] == [400] * 4
    for answer in answers:
        for promised in _PROMISED:
            assert promised in answer, answer
        assert "Python" not in answer
        assert TOKEN not in answer
        assert "dozor.db" not in answer


async def test_failures_are_told_in_a_word(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    late, down, defect = [await ask(base, f"GET /fails/{how}", _BEARER) for how in ("late", "down", "defect")]
    assert [status(answer) for answer in (late, down, defect)] == [503, 503, 500]
    assert "took too long" in late
    assert "database" in down
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        await ask(base, "GET /metrics?x=a-secret-in-an-address", _BEARER)
        await talk(base, "GET /a-secret-in-an-address\n\n")
        assert status(await ask(base, "GET /metrics", "Authorization a-secret")) == 400
        await ask(base, "GET /metrics", "Authorization: Bearer a-secret-that-is-wrong")
    assert "a-secret" not in caplog.text
    assert TOKEN not in caplog.text


_SMUGGLED = "GET /metrics HTTP/1.1\r\nHost: {place}\r\n" + f"{_BEARER}\r\n\r\n"


@pytest.mark.parametrize(
    "first",
    [
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nConnection: keep-alive\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nContent-Length: 0\r\nContent-Length: 7\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nContent-Length: +0\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: {place}\r\nX: y\nZ: w\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nHost: {place}\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nHost: {place}\r\nContent-Length: 0\r\n\r\n",
        "HEAD /healthz HTTP/1.1\r\nHost: {place}\r\n\r\n",
    ],
)
async def test_a_connection_serves_one_request_whatever_hides_behind_it(serving: Serving, first: str) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    place = urlsplit(base).netloc
    answer = await talk(base, (first + _SMUGGLED).replace("{place}", place).encode())
    assert answer.count("HTTP/1.") <= 1
    assert "what operators see" not in answer


_BROKEN = (
    b"\x00",
    b"\r\n",
    b"\n",
    b":",
    b"%00",
    b"//",
    b"..",
    b"\xff",
    b"Host: evil\r\n",
    b" ",
    b"HTTP/2.0",
    b"?token=x",
    b"@evil",
)
_BROKEN_FURTHER = (
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Length: 99999999999999999999\r\n",
    b"Authorization: Bearer \xd0\xb0\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Expect: 100-continue\r\n",
)


async def test_no_bytes_bring_out_a_secret_or_fill_the_log(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    base, random = await serving(_ROUTES, token=TOKEN, peers=Peers(longest_s=2.0)), Random(7)
    head = f"HTTP/1.1\r\nHost: {urlsplit(base).netloc}\r\n"
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    whole = [
        f"GET /metrics {head}Accept: text/html\r\n\r\n",
        f"POST /sign-in {head}{form}Content-Length: 7\r\n\r\ntoken=1",
        f"POST /sign-in {head}{form}Transfer-Encoding: chunked\r\n\r\n7\r\ntoken=1\r\n0\r\n\r\n",
    ]

    def broken() -> bytes:
        request = bytearray(random.choice(whole).encode())
        for _ in range(random.randint(1, 3)):
            at = random.randrange(len(request))
            request[at : at + random.choice((0, 0, 1, 5))] = random.choice(_BROKEN + _BROKEN_FURTHER)
        return bytes(request)

    for _ in range(10):
        answers = await asyncio.gather(*[talk(base, broken()) for _ in range(16)])
        assert {status(answer) for answer in answers} <= {0, 200, 303, 400, 401, 403, 405, 408, 413, 415, 421, 429}
        assert "what operators see" not in "".join(answers)
    assert status(await ask(base, "GET /healthz")) == 200
    assert {record.name for record in caplog.records if record.levelno > logging.INFO} <= {"bot.console.access"}


async def test_slow_clients_are_cut_and_many_are_turned_away(serving: Serving) -> None:
    base = await serving(_ROUTES, peers=Peers(most=6, most_of_peer=4, longest_s=1.0))
    url = urlsplit(base)
    slow = [await asyncio.open_connection(url.hostname, url.port) for _ in range(4)]
    for _, writer in slow:
        writer.write(b"GET /healthz HTTP/1.1\r\nHo")
    assert await ask(base, "GET /healthz") == ""  # one connection too many from there
    async with asyncio.timeout(PATIENCE_S):
        for reader, writer in slow:
            with suppress(ConnectionResetError):
                assert await reader.read() == b""
            writer.close()
    assert status(await ask(base, "GET /healthz")) == 200


async def test_a_client_that_does_not_read_is_cut(serving: Serving) -> None:
    async def endless(_: web.Request) -> web.Response:
        return web.Response(body=b"x" * 32 * 1024**2)

    peers = Peers(longest_s=0.5)
    url = urlsplit(await serving([web.get("/endless", endless)], peers=peers))
    with socket.create_connection((url.hostname, url.port)) as client:
        client.sendall(f"GET /endless HTTP/1.1\r\nHost: {url.netloc}\r\n\r\n".encode())
        async with asyncio.timeout(PATIENCE_S):
            while not peers._open:  # noqa: ASYNC110  the server tells nobody
                await asyncio.sleep(0.01)
            while peers._open:  # noqa: ASYNC110
                await asyncio.sleep(0.01)


def test_connections_are_counted_in_all_and_of_each_peer() -> None:
    peers = Peers(most=3, most_of_peer=2)
    assert [peers.enter(peer) for peer in "aaabb"] == [True, True, False, True, False]
    peers.leave("a")
    assert peers.enter("c")
    for peer in "abc":
        peers.leave(peer)
    assert not peers._open


async def test_an_answer_that_takes_too_long_is_given_up(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs(_: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    monkeypatch.setattr("bot.console.server._ANSWERED_WITHIN_S", 0.1)
    answer = await ask(await serving([web.get("/hangs", hangs)]), "GET /hangs")
    assert status(answer) == 503
    assert "took too long" in answer


async def test_a_port_that_somebody_has_is_refused_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        at = ListenAt("127.0.0.1", taken.getsockname()[1])
        console = Console(Site([], frozenset(), sign_in_page), Hosts(at), Access(None, SteppedClock()))
        with pytest.raises(
            ConsoleRefused, match=f"^HTTP_LISTEN: nobody can listen at {place}: Address already in use$"
        ):
            await console.__aenter__()


async def test_it_closes_soon_whatever_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.console.server._CLOSED_WITHIN_S", 0.1)
    began, was_cancelled = asyncio.Event(), asyncio.Event()

    async def hangs(_: web.Request) -> web.Response:
        began.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            was_cancelled.set()
            raise
        return web.Response()

    site = Site([web.get("/hangs", hangs)], frozenset(), sign_in_page)
    hosts = Hosts(ListenAt("127.0.0.1", 0))
    async with Console(site, hosts, Access(None, SteppedClock())) as console:
        idle = await asyncio.open_connection("127.0.0.1", console.port)
        asking = asyncio.create_task(ask(f"http://{console.place}", "GET /hangs"))
        await began.wait()
    assert await asking == ""
    assert was_cancelled.is_set()
    assert await idle[0].read() == b""
    idle[1].close()
