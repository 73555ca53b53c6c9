"""Signing in as a browser does: a form, a cookie, and what other sites may not do with them."""

from http.cookies import SimpleCookie

import pytest
from aiohttp import web

from bot.console.access import BROWSER_KEPT, SESSION_LASTS
from bot.console.server import SIGNED_IN
from tests.clock import SteppedClock
from tests.console.conftest import TOKEN, Serving
from tests.console.raw import ask, status

_FORM = "Content-Type: application/x-www-form-urlencoded"


async def _page(request: web.Request) -> web.Response:
    return web.Response(text=f"signed in: {request[SIGNED_IN]}")


_ROUTES = [web.get("/", _page)]


async def _post(base: str, path: str, body: str, *headers: str) -> str:
    return await ask(base, f"POST {path}", _FORM, f"Content-Length: {len(body.encode())}", *headers, body=body)


async def _sign_in(base: str, *headers: str, token: str = TOKEN) -> str:
    return await _post(base, "/sign-in", f"token={token}", *headers)


def _cookie(answer: str) -> SimpleCookie:
    head = answer.partition("\r\n\r\n")[0].split("\r\n")
    return SimpleCookie(next(line.partition(": ")[2] for line in head if line.startswith("Set-Cookie")))


async def test_the_token_opens_a_session_that_no_script_and_no_other_site_can_use(serving: Serving) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    form = await ask(base, "GET /sign-in")
    assert status(form) == 200
    assert '<form method="post" action="/sign-in"' in form
    answer = await _sign_in(base, f"Origin: {base}")
    assert status(answer) == 303
    assert "Location: /\r\n" in answer
    ((name, cookie),) = _cookie(answer).items()
    assert (name, cookie["httponly"], cookie["samesite"], cookie["path"]) == ("dozor_session", True, "Strict", "/")
    assert not cookie["domain"]
    assert not cookie["secure"]
    assert TOKEN not in answer
    assert "signed in: True" in await ask(base, "GET /", f"Cookie: other=x; {name}={cookie.value}; theme=dark")
    assert status(await ask(base, "GET /", f"Cookie: {name}={cookie.value[:-1]}")) == 401


@pytest.mark.parametrize("told", ["X-Forwarded-Proto: https", "Origin: https://{place}"])
async def test_behind_https_the_cookie_never_leaves_it(serving: Serving, told: str) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    ((name, cookie),) = _cookie(await _sign_in(base, told.replace("{place}", base.partition("://")[2]))).items()
    assert (name, cookie["secure"], cookie["path"], cookie["domain"]) == ("__Host-dozor_session", True, "/", "")
    assert status(await ask(base, "GET /", f"Cookie: {name}={cookie.value}")) == 200


async def test_a_session_ends_after_its_time_and_at_a_sign_out(serving: Serving, steady: SteppedClock) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    sent = [f"Cookie: dozor_session={_cookie(await _sign_in(base))['dozor_session'].value}" for _ in range(2)]
    assert [status(await ask(base, "GET /", one)) for one in sent] == [200, 200]
    out = await _post(base, "/sign-out", "", sent[0])
    assert status(out) == 303
    assert _cookie(out)["dozor_session"]["max-age"] == "0"
    assert [status(await ask(base, "GET /", one)) for one in sent] == [401, 200]
    steady.move(seconds=SESSION_LASTS.total_seconds())
    assert status(await ask(base, "GET /", sent[1])) == 401
    renewed = _cookie(await _sign_in(base, sent[1]))["dozor_session"]
    assert int(renewed["max-age"]) == BROWSER_KEPT.total_seconds()
    assert status(await ask(base, "GET /", sent[1])) == 401, "the former secret is over"
    assert status(await ask(base, "GET /", f"Cookie: dozor_session={renewed.value}")) == 200


async def test_a_cookie_of_another_run_is_nobodys(serving: Serving) -> None:
    first, second = await serving(_ROUTES, token=TOKEN), await serving(_ROUTES, token=TOKEN)
    cookie = f"Cookie: dozor_session={_cookie(await _sign_in(first))['dozor_session'].value}"
    assert status(await ask(first, "GET /", cookie)) == 200
    assert status(await ask(second, "GET /", cookie)) == 401


async def test_wrong_tokens_are_told_and_limited_with_those_of_programs(serving: Serving, steady: SteppedClock) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    wrong = [await _sign_in(base, token=guess) for guess in ("", "wrong", TOKEN[:-1], TOKEN.upper())]
    assert [status(answer) for answer in wrong] == [403] * 4
    assert all("Set-Cookie" not in answer for answer in wrong)
    assert status(await ask(base, "GET /", "Authorization: Bearer wrong")) == 429
    refused = await _sign_in(base)
    assert status(refused) == 429
    assert "Retry-After: 60" in refused
    assert "60 s" in refused
    steady.move(seconds=60)
    assert status(await _sign_in(base)) == 303


async def test_an_operator_who_was_there_signs_in_while_strangers_at_the_same_proxy_guess(
    serving: Serving, steady: SteppedClock
) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    cookie = f"Cookie: dozor_session={_cookie(await _sign_in(base))['dozor_session'].value}"
    steady.move(seconds=SESSION_LASTS.total_seconds())
    for _ in range(6):
        await _sign_in(base, token="guess")
    assert status(await _sign_in(base)) == 429
    assert status(await _sign_in(base, "Cookie: dozor_session=made-up")) == 429
    assert status(await _sign_in(base, cookie)) == 303


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:1", "file://", "http://x@{place}"]
)
async def test_no_other_site_signs_anybody_in_or_out(serving: Serving, origin: str) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    told = f"Origin: {origin}".replace("{place}", base.partition("://")[2])
    assert status(await _sign_in(base, told)) == 403
    cookie = f"Cookie: dozor_session={_cookie(await _sign_in(base))['dozor_session'].value}"
    assert status(await _post(base, "/sign-out", "", cookie, told)) == 403
    assert status(await ask(base, "GET /", cookie)) == 200


async def test_forms_that_are_none_are_refused(serving: Serving) -> None:
    base = await serving(_ROUTES, token=TOKEN)
    assert status(await _post(base, "/sign-in", f"token={'x' * 2_000}")) == 413
    assert status(await ask(base, "POST /sign-in", "Content-Length: 2", body="{}")) == 415
    multipart = "Content-Type: multipart/form-data; boundary=x"
    assert status(await ask(base, "POST /sign-in", multipart, "Content-Length: 5", body="--x--")) == 415
    assert status(await _post(base, "/sign-in", f"other={TOKEN}")) == 403
    assert status(await _post(base, "/sign-in", "&".join(["a=1"] * 9) + f"&token={TOKEN}")) == 403
    assert status(await _post(base, "/sign-in", "token=ключ")) == 403


async def test_without_a_token_there_is_nothing_to_sign_in_to(serving: Serving) -> None:
    base = await serving(_ROUTES)
    assert "Location: /\r\n" in await ask(base, "GET /sign-in")
    assert "Set-Cookie" not in await _sign_in(base, token="anything")
    assert "signed in: False" in await ask(base, "GET /")
