from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.console.access import Access
from bot.console.connections import Peers
from bot.console.hosts import Hosts
from bot.console.server import Console, Site
from bot.model.console import ListenAt
from bot.text.authority import Authority
from storage.sqlite.console import SqliteConsole
from tests.clock import SteppedClock

Serving = Callable[..., Awaitable[str]]
TOKEN = "correct-horse-battery"


def sign_in_page(refused: bool, wait_s: int | None) -> str:
    """A form as plain as can be."""
    return f'<style>p {{}}</style><form method="post" action="/sign-in"></form><p>{refused}, {wait_s} s</p>'


@pytest.fixture
async def console_storage(database: Path) -> AsyncIterator[SqliteConsole]:
    async with SqliteConsole(str(database)) as storage:
        yield storage


@pytest.fixture
def steady() -> SteppedClock:
    """By which sessions and tries are counted."""
    return SteppedClock()


@pytest.fixture
async def serving(steady: SteppedClock) -> AsyncIterator[Serving]:
    """Serves routes on a free port of loopback until the test ends; the base address."""
    async with AsyncExitStack() as running:

        async def serve(
            routes: Sequence[web.RouteDef],
            *,
            token: str | None = None,
            hosts: Sequence[Authority] = (),
            parameters: frozenset[str] = frozenset(),
            host: str = "127.0.0.1",
            peers: Peers | None = None,
        ) -> str:
            site = Site(routes, parameters, sign_in_page)
            console = Console(site, Hosts(ListenAt(host, 0), hosts), Access(token, steady), peers)
            return f"http://{(await running.enter_async_context(console)).place}"

        yield serve


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    """Keeps cookies of addresses, too, and follows no redirect unless it is told to."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session
