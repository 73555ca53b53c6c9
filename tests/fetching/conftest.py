"""A world that ends at the loopback interface: names are made up, and a fence stands around it."""

import errno
import ipaddress
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web

from bot.fetching.client import Fetcher
from bot.fetching.documents import FetchLimits
from bot.fetching.guard import AddressGuard

Info = tuple[Any, ...]
Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]

LIMITS = FetchLimits(
    connect_s=60,
    first_byte_s=60,
    total_s=60,
    received_bytes=1_000_000,
    unpacked_bytes=2_000_000,
    redirects=4,
    rest_s=0.05,
)
"""Of size, little; of time, what a busy machine may need."""
_IN_HASTE = replace(LIMITS, first_byte_s=0.8, total_s=1.2)


class Fence:
    """Lets nothing past but loopback addresses, and remembers what was tried."""

    def __init__(self) -> None:
        self.connected: list[str] = []
        self.breached: list[str] = []
        self.buffers: list[int] = []
        """Of the sockets, in bytes."""

    def check(self, connecting: socket.socket, address: object) -> None:
        self.buffers.append(connecting.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF))
        host = address[0] if isinstance(address, tuple) else ""
        self.connected.append(str(host))
        if not ipaddress.ip_address(host).is_loopback:
            self.breached.append(str(host))
            raise OSError(errno.EPERM, f"the fence: {host}")


@pytest.fixture
def names() -> dict[str, list[str]]:
    """Names and what they stand for; there are no others."""
    return {"localhost": ["127.0.0.1"]}


@pytest.fixture(autouse=True)
def fence(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> Iterator[Fence]:
    fence = Fence()
    look_up, connect, connect_ex = socket.getaddrinfo, socket.socket.connect, socket.socket.connect_ex

    def fenced_look_up(host: bytes | str, port: int | str | None, *args: int, **options: int) -> list[Info]:
        name = host.decode() if isinstance(host, bytes) else host
        if name in names:
            return [info for address in names[name] for info in fenced_look_up(address, port, *args, **options)]
        options["flags"] = socket.AI_NUMERICHOST  # numbers are read in every spelling that the system knows
        return [*look_up(host, port, *args, **options)]

    def fenced_connect(self: socket.socket, address: tuple[str, int]) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            fence.check(self, address)
        connect(self, address)

    def fenced_connect_ex(self: socket.socket, address: tuple[str, int]) -> int:
        if self.family != getattr(socket, "AF_UNIX", None):
            fence.check(self, address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", fenced_look_up)
    monkeypatch.setattr(socket.socket, "connect", fenced_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", fenced_connect_ex)
    yield fence
    assert fence.breached == []


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Starts servers on loopback, each with one handler for every path; gives their addresses."""
    runners: list[web.AppRunner] = []

    async def start(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> str:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", handler)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """One that may fetch from loopback."""
    async with Fetcher(AddressGuard(allow_private=True), user_agent="Dozor (test)", limits=LIMITS) as fetcher:
        yield fetcher


@pytest.fixture
async def hasty() -> AsyncIterator[Fetcher]:
    """A fetcher of little patience, for what never comes."""
    async with Fetcher(AddressGuard(allow_private=True), user_agent="Dozor (test)", limits=_IN_HASTE) as fetcher:
        yield fetcher
