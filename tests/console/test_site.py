"""The whole site, as the program serves it."""

import re
from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.console.meter import new_meter
from bot.console.server import Console
from bot.console.site import Sight, open_console
from bot.console.vitals import Witnesses
from bot.model.console import ListenAt
from bot.runtime.lag import LoopLag
from bot.runtime.outages import Outages
from bot.runtime.reachability import Reachability
from bot.runtime.supervise import Stages
from storage.sqlite.console import SqliteConsole
from tests.clock import SteppedClock
from tests.console.conftest import TOKEN
from tests.console.raw import ask, status

_BEARER = f"Authorization: Bearer {TOKEN}"
_PATHS = ("/", "/sources", "/sources/1", "/hosts", "/chats", "/errors", "/page.css", "/icon.svg", "/metrics", "/readyz")


@pytest.fixture
async def console(database: Path, steady: SteppedClock) -> AsyncIterator[Console]:
    lag, telegram = LoopLag(), Reachability(steady)
    lag.note(0.25)
    telegram.note_answer()
    witnesses = Witnesses(
        started_at=steady.now(),
        names=("poll",),
        stages=Stages(steady),
        outages=Outages(steady),
        lag=lag,
        telegram=telegram,
        has_rival=lambda: False,
        longest_hold_s=lambda: 0.5,
        hold_s=lambda: 0.0,
        damage=lambda: None,
        database=database,
    )
    sight = Sight(SqliteConsole(str(database)), witnesses, new_meter(), steady, steady)
    settings = Settings(_env_file=None, http_token=SecretStr(TOKEN))
    async with open_console(settings, ListenAt("127.0.0.1", 0), sight) as console:
        yield console


async def test_all_of_it_is_for_operators_alone(console: Console) -> None:
    base = f"http://{console.place}"
    served = {route.path for route in console._site.routes}
    assert served == {re.sub(r"/1$", r"/{id:\\d{1,18}}", path) for path in _PATHS}
    for path in _PATHS:
        assert status(await ask(base, f"GET {path}")) == 401
        assert status(await ask(base, f"GET {path}", "Accept: text/html")) == 303
        assert status(await ask(base, f"GET {path}", _BEARER)) == (404 if path == "/sources/1" else 200)
        assert status(await ask(base, f"GET {path}?token={TOKEN}", _BEARER)) == 400
    ready = await ask(base, "GET /readyz", _BEARER)
    assert '"loop": {"ok": true, "seconds": 0.25}' in ready


async def test_its_form_has_the_one_style_that_its_policy_allows(console: Console) -> None:
    form = await ask(f"http://{console.place}", "GET /sign-in")
    (style,) = re.findall(r"<style>(.*?)</style>", form, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in form
    assert "unsafe" not in form
    assert not re.findall(r"""(?:src|href)=["']?(?!/|#)""", form)


async def test_whoever_signs_in_can_sign_out_on_every_page(console: Console) -> None:
    base, body = f"http://{console.place}", f"token={TOKEN}"
    kind = "Content-Type: application/x-www-form-urlencoded"
    signed = await ask(base, "POST /sign-in", kind, f"Content-Length: {len(body)}", body=body)
    cookie = re.search(r"dozor_session=[^;]+", signed)
    assert cookie is not None
    for path in ("/", "/sources", "/hosts", "/chats", "/errors"):
        page = unescape(await ask(base, f"GET {path}", f"Cookie: {cookie[0]}"))
        assert '<form method="post" action="/sign-out">' in page
        assert '<form method="post" action="/sign-out">' not in await ask(base, f"GET {path}", _BEARER)
