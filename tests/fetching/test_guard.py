"""Hostile addresses: the client connects to none, in any spelling, after any redirect."""

import asyncio
import socket

import pytest
from aiohttp import web

from bot.errors import AddressRefused, FetchFailed
from bot.fetching.client import Fetcher
from bot.fetching.documents import FetchRequest
from bot.fetching.guard import AddressGuard, GuardedResolver, RefusedBySocket, is_public
from bot.fetching.reasons import FailureReason
from tests.fetching.conftest import LIMITS, Fence, Serve

NOT_PUBLIC = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.1.2.3 127.255.255.255
169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 168.63.129.16 192.31.196.1 192.52.193.1 192.175.48.1
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::ffff:169.254.169.254 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002:7f00:1:: 2002:a9fe:a9fe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fd12:3456::1 fe80::1 fe80::1%eth0 febf::1
fec0::1 ff02::1 ff0e::1 4000::1 2620:4f:8000::1
""".split()  # noqa: SIM905 - a table of addresses
PUBLIC = """
1.1.1.1 8.8.8.8 93.184.216.34 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 198.20.0.1 192.0.1.1 223.255.255.255
2606:4700::1111 2a00:1450::200e 2001:4860:4860::8888 2003::1
""".split()  # noqa: SIM905 - as above

SPELLINGS = [
    *(f"http://{address}/" if ":" not in address else f"http://[{address}]/" for address in NOT_PUBLIC),
    # numbers in disguise
    "http://127.1/", "http://127.0.1/", "http://0/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/",
    "http://0x7f.1/", "http://017700000001/", "http://0177.0.0.1/", "http://127.0.0.01/", "http://3232235521/",
    "http://0xA9FEA9FE/", "http://2852039166/", "http://169.254.43518/", "http://127.0.0.1./", "http://1.1.1.1.1/",
    "http://１２７.0.0.1/", "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://127.0.0.1%00.example.com/",
    "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:ffff:127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[::1%25lo]/",
    # names
    "http://localhost/", "http://LOCALHOST/", "http://private.test/", "http://mixed.test/", "http://metadata.test/",
    "http://six.test/", "http://mapped.test/", "https://private.test/",
    # other schemes, users, ports, and what is no address
    "file:///etc/passwd", "ftp://public.test/", "gopher://public.test/", "data:text/xml,<rss/>", "javascript:1",
    "jar:http://public.test!/", "ldap://public.test/", "//127.0.0.1/", "127.0.0.1", "", "http://",
    "http:///feed", "http:127.0.0.1",
    "http://user@public.test/", "http://user:word@public.test/", "http://public.test:word@127.0.0.1/",
    "http://public.test\\@127.0.0.1/", "http://127.0.0.1\\.public.test/", "http://127.0.0.1:80\\@public.test/",
    "http://public.test:22/", "http://public.test:25/", "http://public.test:0/", "http://public.test:6000/",
    "http://public.test:6667/", "http://public.test:10080/", "http://public.test:99999/", "http://public.test:-80/",
    "http://pub lic.test/", "http://[::1/", "http://[]/", "http://127.0.0.1:80:80/", "http://\r\n127.0.0.1/",
]  # fmt: skip


@pytest.fixture
def names() -> dict[str, list[str]]:
    return {
        "localhost": ["127.0.0.1", "::1"],
        "private.test": ["192.168.1.1"],
        "mixed.test": ["93.184.216.34", "10.0.0.1"],
        "metadata.test": ["169.254.169.254"],
        "six.test": ["fd00::1"],
        "mapped.test": ["::ffff:127.0.0.1"],
        "public.test": ["93.184.216.34"],
    }


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_the_table_denies(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_table_allows(address: str) -> None:
    assert is_public(address)


def test_there_are_spellings_enough() -> None:
    assert len(set(SPELLINGS)) >= 90


@pytest.mark.parametrize("address", SPELLINGS)
async def test_no_spelling_is_connected_to(address: str, fence: Fence) -> None:
    async with Fetcher(AddressGuard(), user_agent="Dozor (test)", limits=LIMITS) as fetcher:
        with pytest.raises(AddressRefused) as refused:
            await fetcher.fetch(FetchRequest(address))
    assert FailureReason(refused.value.reason)
    assert fence.connected == []


class _LoopbackAllowed(AddressGuard):
    """Takes 127.0.0.1, where the test's server is, for public, and nothing else that is not."""

    def check_resolved(self, host: str, address: str) -> None:
        if address != "127.0.0.1":
            super().check_resolved(host, address)

    def make_socket(self, info: tuple[int, int, int, str, tuple[str, int]]) -> socket.socket:
        return socket.socket(*info[:3]) if info[4][0] == "127.0.0.1" else super().make_socket(info)


async def test_no_redirect_is_followed_to_them(serve: Serve, fence: Fence) -> None:
    async def redirect(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": targets[int(request.path[1:])]})

    # Without those that mean the server itself, which this guard takes for public.
    own = ("://127.0.0.1", "localhost", ":///")
    targets = [target for target in SPELLINGS if target.isprintable() and target.isascii() and "://" in target[:-1]]
    targets = [target for target in targets if target != "http://" and not any(host in target.lower() for host in own)]
    base = await serve(redirect)
    async with Fetcher(_LoopbackAllowed(), user_agent="Dozor (test)", limits=LIMITS) as fetcher:
        for number, target in enumerate(targets):
            with pytest.raises((AddressRefused, FetchFailed)) as refused:
                await fetcher.fetch(FetchRequest(f"{base}/{number}"))
            assert isinstance(refused.value, AddressRefused) or "redirect" in refused.value.reason, target
    assert len(targets) >= 90
    assert set(fence.connected) == {"127.0.0.1"}


async def test_the_socket_refuses_what_the_resolver_let_through() -> None:
    """A name that changes what it stands for between the look-up and the connection."""
    guard = AddressGuard()
    info = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))
    with pytest.raises(RefusedBySocket):
        guard.make_socket(info)
    guard.make_socket((*info[:4], ("93.184.216.34", 80))).close()


async def test_a_refusal_by_the_socket_is_told_as_such(serve: Serve, fence: Fence) -> None:
    class Careless(AddressGuard):
        def check_resolved(self, host: str, address: str) -> None:
            """Lets everything through, as a resolver that was deceived."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="never")

    base = await serve(answer)
    async with Fetcher(Careless(), user_agent="Dozor (test)", limits=LIMITS) as fetcher:
        for address in (base, base.replace("127.0.0.1", "localhost")):
            with pytest.raises(AddressRefused, match="address-not-public"):
                await fetcher.fetch(FetchRequest(address))
    assert fence.connected == []


async def test_a_resolver_that_is_closed_leaves_no_thread_working() -> None:
    resolver = GuardedResolver(AddressGuard(), threads=1)
    with pytest.raises(AddressRefused):
        await resolver.resolve("private.test", 80)
    assert [answer["host"] for answer in await resolver.resolve("public.test", 80)] == ["93.184.216.34"]
    await resolver.close()
    with pytest.raises(RuntimeError):
        await asyncio.wait_for(resolver.resolve("public.test", 80), 30)


async def test_names_below_localhost_are_this_machine(serve: Serve, fetcher: Fetcher) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=request.host)

    base = await serve(answer)
    for host in ("meridian.localhost", "a.b.LOCALHOST", "meridian.localhost."):
        fetched = await fetcher.fetch(FetchRequest(base.replace("127.0.0.1", host)))
        assert getattr(fetched, "body", b"").decode().lower().startswith(host.lower().rstrip("."))
    async with Fetcher(AddressGuard(), user_agent="Dozor (test)", limits=LIMITS) as guarded:
        with pytest.raises(AddressRefused, match="address-not-public"):
            await guarded.fetch(FetchRequest(base.replace("127.0.0.1", "meridian.localhost")))


async def test_private_networks_can_be_allowed(serve: Serve, fetcher: Fetcher) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    base = await serve(answer)
    fetched = await fetcher.fetch(FetchRequest(base.replace("127.0.0.1", "localhost")))
    assert getattr(fetched, "body", None) == b"hello"
