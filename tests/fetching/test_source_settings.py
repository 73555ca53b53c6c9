"""How a source with settings is requested: servers report what they were sent."""

import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.errors import FetchFailed, SourceSettingRefused
from bot.feeds.parse import parse
from bot.feeds.source_settings import agent_change, header_change
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched, FetchRequest, RequestProfile
from bot.fetching.guard import AddressGuard
from bot.fetching.reasons import FailureReason
from bot.model import SourceSettings
from tests.fetching.conftest import LIMITS

_CERTIFICATE = Path(__file__).with_name("self_signed.pem")
_SECRET = "session=Kl0tzk0pf"
_SETTINGS = SourceSettings(
    user_agent="Mozilla/5.0", headers=(("Cookie", _SECRET), ("X-Key", "k")), any_certificate=True
)
_URL = "https://one.example/feed"


@pytest.fixture
def names() -> dict[str, list[str]]:
    return {name: ["127.0.0.1"] for name in ("one.example", "www.one.example", "other.example")}


class Echo:
    """Servers on loopback, of http and https, whatever name they are called by; they remember what they were sent."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []
        """Address, cookie and User-Agent of each request."""
        self.leads: dict[str, str] = {}
        """Where addresses lead."""
        self.http = self.https = 0

    async def answer(self, request: web.Request) -> web.Response:
        address = str(request.url)
        self.asked.append((address, request.headers.get("Cookie"), request.headers.get("User-Agent")))
        if address in self.leads:
            return web.Response(status=301, headers={"Location": self.leads[address]})
        return web.Response(body=b"<rss/>")


@pytest.fixture
async def echo() -> AsyncIterator[Echo]:
    echo = Echo()
    app = web.Application()
    app.router.add_get("/{path:.*}", echo.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(_CERTIFICATE)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    echo.http, echo.https = (address[1] for address in runner.addresses)
    yield echo
    await runner.cleanup()


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(AddressGuard(allow_private=True), user_agent="Dozor (test)", limits=LIMITS) as fetcher:
        yield fetcher


async def _ask(fetcher: Fetcher, url: str, settings: SourceSettings = _SETTINGS) -> Fetched:
    answer = await fetcher.with_profile(RequestProfile(url, settings)).fetch(FetchRequest(url))
    assert isinstance(answer, Fetched)
    return answer


async def test_headers_and_a_certificate_that_is_let_pass(fetcher: Fetcher, echo: Echo) -> None:
    url = f"https://one.example:{echo.https}/feed"
    await _ask(fetcher, url)
    assert echo.asked == [(url, _SECRET, "Mozilla/5.0")]
    with pytest.raises(FetchFailed) as failed:
        await fetcher.fetch(FetchRequest(url))
    assert failed.value.reason == FailureReason.TLS_FAILED, "for others it holds still, also over a connection kept"


@pytest.mark.parametrize("to", ["https://other.example:{https}/x", "https://www.one.example:{https}/x"])
async def test_a_certificate_of_another_host_is_not_let_pass(fetcher: Fetcher, echo: Echo, to: str) -> None:
    url = f"https://one.example:{echo.https}/feed"
    echo.leads[url] = to.format(https=echo.https)
    with pytest.raises(FetchFailed) as failed:
        await _ask(fetcher, url)
    assert failed.value.reason == FailureReason.TLS_FAILED
    assert [address for address, *_ in echo.asked] == [url]
    assert _SECRET not in repr(failed.value) + repr(failed.value.__cause__)


async def test_headers_go_to_the_own_host_over_https_alone(fetcher: Fetcher, echo: Echo) -> None:
    own, plain = f"https://one.example:{echo.https}", f"http://one.example:{echo.http}"
    other = f"http://other.example:{echo.http}/x"
    echo.leads = {f"{own}/feed": f"{own}/moved", f"{own}/moved": f"{plain}/x", f"{plain}/x": other}
    await _ask(fetcher, f"{own}/feed")
    assert [(address, cookie) for address, cookie, _ in echo.asked] == [
        (f"{own}/feed", _SECRET),
        (f"{own}/moved", _SECRET),
        (f"{plain}/x", None),
        (other, None),
    ]
    echo.asked.clear()
    await _ask(fetcher, f"{plain}/feed")
    assert echo.asked == [(f"{plain}/feed", None, "Mozilla/5.0")]


async def test_headers_are_sent_to_no_other_host_also_over_https(echo: Echo) -> None:
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    url = f"https://one.example:{echo.https}/feed"
    others = [f"https://{name}:{echo.https}/x" for name in ("www.one.example", "other.example")]
    guard = AddressGuard(allow_private=True)
    async with Fetcher(guard, user_agent="Dozor (test)", limits=LIMITS, tls=trusting) as fetcher:
        for other in others:
            echo.leads[url] = other
            await _ask(fetcher, url)
    assert [(address, cookie) for address, cookie, _ in echo.asked] == [
        (url, _SECRET),
        (others[0], None),
        (url, _SECRET),
        (others[1], None),
    ]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("просто слова", "header-name"),
        ("Два слова: x", "header-name"),
        (": x", "header-name"),
        ("X\r\nHost: evil.example", "header-name"),
        ("Host: evil.example", "header-ours"),
        ("content-length: 0", "header-ours"),
        ("Transfer-Encoding: chunked", "header-ours"),
        ("CONNECTION: close", "header-ours"),
        ("Accept-Encoding: x", "header-ours"),
        (f"Cookie: {_SECRET}\r\nHost: evil.example", "header-value"),
        (f"Cookie: {_SECRET}\nX: y", "header-value"),
        (f"Cookie: {_SECRET}\0", "header-value"),
        (f"Cookie: {_SECRET} ключ", "header-value"),
        ("Cookie: " + "x" * 4_001, "header-value"),
        ("X-Sixth: x", "header-many"),
    ],
)
def test_what_would_break_a_request_is_refused_and_not_repeated(written: str, reason: str) -> None:
    five = SourceSettings(headers=tuple((f"X-{number}", "x") for number in range(5)))
    with pytest.raises(SourceSettingRefused) as refused:
        header_change(written, _URL, five if reason == "header-many" else SourceSettings())
    assert refused.value.reason == reason
    assert "Kl0tzk0pf" not in repr(refused.value)


def test_a_header_is_set_changed_and_taken_away() -> None:
    settings = header_change(f"Cookie:{_SECRET}", _URL, SourceSettings())(SourceSettings())
    assert settings.headers == (("Cookie", _SECRET),)
    assert "Kl0tzk0pf" not in repr(settings)
    settings = header_change("cookie: a=b:c", _URL, settings)(settings)
    assert settings.headers == (("cookie", "a=b:c"),)
    assert not header_change("COOKIE:", _URL, settings)(settings)
    assert not header_change("Cookie", "http://one.example/feed", settings)(settings)
    with pytest.raises(SourceSettingRefused, match="insecure"):
        header_change("Cookie: x", "http://one.example/feed", SourceSettings())


@pytest.mark.parametrize("agent", ["a\r\nb", "Мозилла", "x" * 301])
def test_a_user_agent_is_a_line(agent: str) -> None:
    with pytest.raises(SourceSettingRefused, match="agent"):
        agent_change(agent)


@pytest.mark.parametrize(("zone", "hour"), [("", 12), ("Asia/Tokyo", 3), ("Europe/Kyiv", 10), ("Nowhere/Here", 12)])
def test_a_zone_is_that_of_times_without_one(zone: str, hour: int) -> None:
    times = ("2026-03-01 12:00", "Sun, 01 Mar 2026 12:00:00 +0500")
    items = "".join(f"<item><title>{time}</title><pubDate>{time}</pubDate></item>" for time in times)
    document = f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()
    naive, exact = parse(document, content_type=None, url=_URL, zone=zone).items
    assert naive.published_at is not None and exact.published_at is not None  # noqa: PT018
    assert (naive.published_at.hour, exact.published_at.hour) == (hour, 7)
