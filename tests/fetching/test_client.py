"""Fetching from servers on loopback: well-behaved, broken and hostile ones."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import brotli
import pytest
from aiohttp import web
from backports import zstd

from bot.errors import AddressRefused, FetchFailed
from bot.fetching.client import Fetcher
from bot.fetching.documents import Fetched, FetchRequest, NotModified
from bot.fetching.freshness import Freshness
from bot.fetching.guard import AddressGuard
from bot.fetching.lenient import Chunks
from bot.fetching.proxies import Proxies
from bot.fetching.reasons import FailureReason
from tests.fetching.conftest import LIMITS, Fence, Serve

RSS = b"<rss version='2.0'><channel><title>T</title></channel></rss>"


async def fetched(fetcher: Fetcher, url: str) -> Fetched:
    answer = await fetcher.fetch(FetchRequest(url))
    assert isinstance(answer, Fetched)
    return answer


async def failure(fetcher: Fetcher, url: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as failed:
        await fetcher.fetch(FetchRequest(url))
    assert FailureReason(failed.value.reason)
    return failed.value


def always(response: Callable[[], web.Response]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(_: web.Request) -> web.StreamResponse:
        return response()

    return handler


async def test_a_document(serve: Serve, fetcher: Fetcher) -> None:
    asked: list[web.Request] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request)
        return web.Response(body=RSS, content_type="application/rss+xml", charset="utf-8")

    base = await serve(handler)
    answer = await fetched(fetcher, f"{base}/feed?x=1#top")
    assert answer.body == RSS
    assert answer.url == f"{base}/feed?x=1"
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    assert answer.moved_to is None
    assert asked[0].headers["User-Agent"] == "Dozor (test)"
    assert asked[0].headers["Accept-Encoding"] == "gzip, deflate, br, zstd"
    assert "Cookie" not in asked[0].headers
    assert "If-None-Match" not in asked[0].headers
    assert (await fetched(fetcher, base)).body_hash == answer.body_hash


@pytest.mark.parametrize(
    ("etag", "last_modified"),
    [
        ('"abc"', "Mon, 17 Nov 2025 12:00:00 GMT"),
        ('W/"a b-gzip"', "yesterday"),
        ("unquoted", None),
        (None, "2025-11-17"),
        ('"привет"', None),
    ],
)
async def test_validators_come_back_byte_for_byte(
    serve: Serve, fetcher: Fetcher, etag: str | None, last_modified: str | None
) -> None:
    wanted = {"ETag": etag, "Last-Modified": last_modified}
    headers = {name: value for name, value in wanted.items() if value is not None}
    seen: list[tuple[bytes | None, bytes | None]] = []

    async def handler(request: web.Request) -> web.Response:
        raw = dict(request.raw_headers)
        seen.append((raw.get(b"If-None-Match"), raw.get(b"If-Modified-Since")))
        return web.Response(body=RSS, headers=headers) if len(seen) == 1 else web.Response(status=304)

    url = await serve(handler)
    first = await fetched(fetcher, url)
    again = await fetcher.fetch(FetchRequest(url, first.etag, first.last_modified))
    assert isinstance(again, NotModified)
    assert seen == [(None, None), tuple(value.encode() if value else None for value in (etag, last_modified))]


async def test_a_validator_that_cannot_be_echoed_is_not_kept(fetcher: Fetcher) -> None:
    async with raw_server(b'HTTP/1.1 200 OK\r\nETag: "\xe9"\r\nContent-Length: 2\r\n\r\nok') as url:
        assert (await fetched(fetcher, url)).etag is None


async def test_a_304_that_nobody_asked_for_is_no_answer(serve: Serve, fetcher: Fetcher) -> None:
    url = await serve(always(lambda: web.Response(status=304)))
    assert (await failure(fetcher, url)).reason == FailureReason.STATUS_REFUSED


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([301], True), ([308], True), ([301, 308], True), ([302], False), ([303], False), ([307], False),
     ([301, 302], False), ([302, 301], False), ([], False)],
)  # fmt: skip
async def test_a_source_moves_when_every_hop_is_for_good(
    serve: Serve, fetcher: Fetcher, statuses: list[int], moved: bool
) -> None:
    async def handler(request: web.Request) -> web.Response:
        hop = int(request.path[1:])
        if hop == len(statuses):
            return web.Response(body=RSS)
        return web.Response(status=statuses[hop], headers={"Location": f"/{hop + 1}"})

    base = await serve(handler)
    answer = await fetched(fetcher, f"{base}/0")
    assert answer.url == f"{base}/{len(statuses)}"
    assert answer.moved_to == (answer.url if moved else None)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("/", "too-many-redirects"),
        ("http://[bad/", "redirect-malformed"),
        (f"//{600 * 'a'}/", "redirect-malformed"),
        ("", "redirect-malformed"),
    ],
)
async def test_redirects_that_lead_nowhere(serve: Serve, fetcher: Fetcher, location: str, reason: str) -> None:
    url = await serve(always(lambda: web.Response(status=302, headers={"Location": location})))
    assert (await failure(fetcher, url)).reason == reason


async def test_a_site_that_asks_for_its_cookie_back_gets_it_within_the_fetch_alone(
    serve: Serve, fetcher: Fetcher
) -> None:
    asked: list[str | None] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Cookie"))
        if request.cookies.get("seen") == "1" and request.path == "/feed":
            return web.Response(body=RSS)
        if request.path == "/feed":
            return web.Response(status=307, headers={"Location": "/check", "Set-Cookie": "half=x; Path=/check"})
        return web.Response(status=302, headers={"Location": "/feed", "Set-Cookie": "seen=1; Path=/; HttpOnly"})

    base = await serve(handler)
    answer = await fetched(fetcher, f"{base}/feed")
    assert (answer.body, answer.moved_to) == (RSS, None)
    assert asked == [None, "half=x", "seen=1"]
    await fetched(fetcher, f"{base}/feed")
    assert asked[3:] == asked[:3]


async def test_no_site_gets_the_cookie_of_another(serve: Serve, fetcher: Fetcher, names: dict[str, list[str]]) -> None:
    names["other.test"] = ["127.0.0.1"]
    asked: list[str | None] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Cookie"))
        if request.path == "/there":
            return web.Response(body=RSS)
        target = f"{base.replace('127.0.0.1', 'other.test')}/there"
        return web.Response(status=302, headers={"Location": target, "Set-Cookie": "a=1; Path=/; Domain=test"})

    base = await serve(handler)
    await fetched(fetcher, base)
    assert asked == [None, None]


async def test_redirects_without_end(serve: Serve, fetcher: Fetcher) -> None:
    count = 0

    async def handler(_: web.Request) -> web.Response:
        nonlocal count
        count += 1
        return web.Response(status=301, headers={"Location": f"/{count}"})

    assert (await failure(fetcher, await serve(handler))).reason == FailureReason.TOO_MANY_REDIRECTS
    assert count == LIMITS.redirects + 1


@pytest.mark.parametrize(
    ("status", "page", "headers", "reason", "retry_after_s"),
    [
        (404, "", {}, FailureReason.NOT_FOUND, None),
        (410, "", {}, FailureReason.GONE, None),
        (403, "", {}, FailureReason.FORBIDDEN, None),
        (401, "", {}, FailureReason.FORBIDDEN, None),
        (403, "<html>403</html>", {}, FailureReason.CHALLENGE_PAGE, None),
        (503, "<html><title>Just a moment...</title>", {"Retry-After": "60"}, FailureReason.CHALLENGE_PAGE, 60),
        (503, "<html>Under repair</html>", {"Retry-After": "3600"}, FailureReason.SERVER_ERROR, 3600),
        (500, "", {}, FailureReason.SERVER_ERROR, None),
        (429, "", {"Retry-After": "120"}, FailureReason.TOO_MANY_REQUESTS, 120),
        (429, "", {"Date": "Mon, 17 Nov 2025 12:00:00 GMT", "Retry-After": "Mon, 17 Nov 2025 12:05:00 GMT"},
         FailureReason.TOO_MANY_REQUESTS, 300),
        (418, "", {}, FailureReason.STATUS_REFUSED, None),
        (300, "", {}, FailureReason.STATUS_REFUSED, None),
    ],
)  # fmt: skip
async def test_refusals(
    serve: Serve,
    fetcher: Fetcher,
    *,
    status: int,
    page: str,
    headers: dict[str, str],
    reason: FailureReason,
    retry_after_s: float | None,
) -> None:
    kind = "text/html" if page else "text/plain"
    url = await serve(always(lambda: web.Response(status=status, text=page, headers=headers, content_type=kind)))
    failed = await failure(fetcher, url)
    assert (failed.reason, failed.retry_after_s) == (reason, retry_after_s)
    assert failed.gone is (status == 410)


COMPRESSED = {
    "gzip": gzip.compress(RSS),
    "x-gzip": gzip.compress(RSS),
    "deflate": zlib.compress(RSS),
    "Deflate": zlib.compress(RSS)[2:-4],
    "br": brotli.compress(RSS),
    "zstd": zstd.compress(RSS),
    "ZSTD": zstd.compress(RSS[:20]) + zstd.compress(RSS[20:]),
    "GZip": gzip.compress(RSS[:20]) + gzip.compress(RSS[20:]) + bytes(7),
    "aws-chunked": RSS,
    "binary": gzip.compress(RSS),
    "identity": RSS,
}


@pytest.mark.parametrize("encoding", COMPRESSED)
async def test_compressions(serve: Serve, fetcher: Fetcher, encoding: str) -> None:
    url = await serve(always(lambda: web.Response(body=COMPRESSED[encoding], headers={"Content-Encoding": encoding})))
    assert (await fetched(fetcher, url)).body == RSS


async def test_compression_byte_by_byte(serve: Serve, fetcher: Fetcher) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Encoding": request.path[1:]})
        await response.prepare(request)
        for byte in COMPRESSED[request.path[1:]]:
            await response.write(bytes([byte]))
            await asyncio.sleep(0)
        return response

    base = await serve(handler)
    for encoding in COMPRESSED:
        assert (await fetched(fetcher, f"{base}/{encoding}")).body == RSS


async def test_gzip_that_is_not_declared_and_declared_gzip_that_is_none(serve: Serve, fetcher: Fetcher) -> None:
    undeclared = await serve(always(lambda: web.Response(body=gzip.compress(RSS))))
    assert (await fetched(fetcher, undeclared)).body == RSS
    plain = await serve(always(lambda: web.Response(body=RSS, headers={"Content-Encoding": "gzip"})))
    assert (await fetched(fetcher, plain)).body == RSS


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("damage", ["cut", "garbled"])
async def test_damaged_compression(serve: Serve, fetcher: Fetcher, encoding: str, damage: str) -> None:
    body = COMPRESSED[encoding]
    body = body[:-3] if damage == "cut" else body[:4] + bytes(byte ^ 0xFF for byte in body[4:])
    url = await serve(always(lambda: web.Response(body=body, headers={"Content-Encoding": encoding})))
    assert (await failure(fetcher, url)).reason == FailureReason.ENCODING_BROKEN


@pytest.mark.parametrize("encoding", ["gzip, br", "compress"])
async def test_an_unknown_compression(serve: Serve, fetcher: Fetcher, encoding: str) -> None:
    url = await serve(always(lambda: web.Response(body=b"x" * 9, headers={"Content-Encoding": encoding})))
    assert (await failure(fetcher, url)).reason == FailureReason.ENCODING_BROKEN


BOMB = b"\0" * 100_000_000
BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: gzip.compress(BOMB, 1),
    "deflate": lambda: zlib.compress(BOMB, 1),
    "br": lambda: brotli.compress(BOMB, quality=1),
    "zstd": lambda: zstd.compress(BOMB, 1),
}


@pytest.mark.parametrize("encoding", BOMBS)
async def test_bombs_stop_at_the_limit_and_let_others_have_their_turn(
    serve: Serve, fetcher: Fetcher, encoding: str
) -> None:
    body = BOMBS[encoding]()
    assert len(body) < LIMITS.received_bytes
    url = await serve(always(lambda: web.Response(body=body, headers={"Content-Encoding": encoding})))
    task = asyncio.create_task(failure(fetcher, url))
    turns = 0
    while not task.done():
        await asyncio.sleep(0)
        turns += 1
    assert (await task).reason == FailureReason.TOO_LARGE
    assert turns > LIMITS.unpacked_bytes // 1_000_000, "no more than a megabyte is unpacked at a time"


async def test_a_body_that_is_announced_too_large_is_not_waited_for(serve: Serve, fetcher: Fetcher) -> None:
    url = await serve(always(lambda: web.Response(body=b"x" * (LIMITS.received_bytes + 1))))
    assert (await failure(fetcher, url)).reason == FailureReason.TOO_LARGE


async def test_a_body_without_end(serve: Serve, fetcher: Fetcher) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"<item/>" * 1000)

    assert (await failure(fetcher, await serve(handler))).reason == FailureReason.TOO_LARGE


@pytest.mark.parametrize("stage", ["connected", "head", "body"])
async def test_a_slow_loris_does_not_outlive_its_deadline(hasty: Fetcher, stage: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"

    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if stage == "body":
                writer.write(head)
            while stage != "connected" or not writer.is_closing():
                if stage != "connected":
                    writer.write(b"X" if stage == "body" else b"H")
                await asyncio.sleep(0.02)
        finally:
            writer.close()

    async with tcp_server(drip) as url:
        assert (await failure(hasty, url)).reason in {FailureReason.TIMED_OUT, FailureReason.BROKE_OFF}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno chunk",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
    ],
)
async def test_what_is_no_http(fetcher: Fetcher, answer: bytes) -> None:
    async with raw_server(answer) as url:
        assert (await failure(fetcher, url)).reason == FailureReason.BROKE_OFF


LENGTH = b"Content-Length: %d" % len(RSS)
CHUNK = b"%x\r\n%b\r\n" % (len(RSS), RSS)
CHUNKED = b"Transfer-Encoding: chunked"


def answer(*head: bytes, status: bytes = b"HTTP/1.1 200 OK", body: bytes = RSS) -> bytes:
    return b"\r\n".join((status, *head, b"", body))


WHOLE = {
    "length too long": answer(b"Content-Length: 1000"),
    "length too long, a remark of a cache": answer(b"Content-Length: 1000", body=RSS + b"\n<!-- cached -->\n"),
    "length of letters, not of bytes": answer(b"Content-Length: 40"),
    "length twice": answer(LENGTH, LENGTH),
    "lengths that differ": answer(LENGTH, b"Content-Length: 99"),
    "no length": answer(b"Content-Length: many"),
    "an empty length": answer(b"Content-Length:"),
    "no last chunk": answer(CHUNKED, body=CHUNK),
    "a chunk that is cut": answer(CHUNKED, body=b"fff\r\n" + RSS),
    "a chunk that is too short": answer(CHUNKED, body=b"10\r\n" + RSS + b"\r\n0\r\n\r\n"),
    "chunks of no size": answer(CHUNKED, body=CHUNK + b"zz\r\n"),
    "chunks and a length": answer(CHUNKED, LENGTH, body=CHUNK + b"0\r\n\r\n"),
    "chunks that are none": answer(CHUNKED),
    "a header of 20 KB": answer(b"X-Policy: " + b"x" * 20_000, LENGTH),
    "a header of 100 KB": answer(b"X-Policy: " + b"x" * 100_000, LENGTH),
    "300 headers": answer(*(b"X-%d: a" % number for number in range(300)), LENGTH),
    "a header line without a colon": answer(b"This is no header", LENGTH),
    "a warning of a program": answer(LENGTH, b"<b>Warning</b>: Cannot modify header information in /a.php on line 1"),
    "a blank in a name": answer(b"X Header: a", LENGTH),
    "a blank before a colon": answer(b"Content-Type : text/xml", LENGTH),
    "no name": answer(b": a", LENGTH),
    "a Cyrillic name": answer("X-Имя: a".encode(), LENGTH),
    "a zero": answer(b"X-Zero: a\0b", LENGTH),
    "the status of another protocol": answer(LENGTH, status=b"HTTP/2 200"),
    "the status of a radio station": answer(status=b"ICY 200 OK"),
    "gzip with a length of what it holds": answer(
        b"Content-Encoding: gzip", b"Content-Length: 1000", body=gzip.compress(RSS)
    ),
    "JSON": answer(b"Content-Length: 1000", body=b'{"items": [{"id": "1"}]}\n'),
}


@pytest.mark.parametrize("kind", WHOLE)
async def test_a_document_that_is_whole_is_taken_whatever_its_framing_is(fetcher: Fetcher, kind: str) -> None:
    async with raw_server(WHOLE[kind]) as url:
        body = (await fetched(fetcher, url)).body
    assert b"</channel></rss>" in body or body.endswith(b"]}\n")


@pytest.mark.parametrize("framing", [b"Content-Length: 1000", CHUNKED])
async def test_a_document_that_is_whole_is_not_waited_for(fetcher: Fetcher, framing: bytes) -> None:
    done = asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer(framing, body=CHUNK if framing == CHUNKED else RSS))
        await done.wait()
        writer.close()

    async with tcp_server(hold) as url:
        assert (await fetched(fetcher, url)).body == RSS
        done.set()


@pytest.mark.parametrize(
    "cut",
    [
        answer(b"Content-Length: 1000", body=RSS[:-9]),
        answer(b"This is no header", LENGTH, body=RSS[:-9]),
        answer(CHUNKED, body=CHUNK[:-9]),
        answer(b"Content-Length: 1000", body=b'{"items": [{"id": "1"}'),
        answer(b"Content-Length: 1000", body=b'{"items": [{"id": "1"}, {"id": {}'),
    ],
)
async def test_a_document_that_is_cut_is_not_taken(fetcher: Fetcher, cut: bytes) -> None:
    async with raw_server(cut) as url:
        assert (await failure(fetcher, url)).reason in {FailureReason.BROKE_OFF, FailureReason.TIMED_OUT}


async def test_what_matters_of_a_head_that_is_mended_is_kept(fetcher: Fetcher) -> None:
    head = (b'ETag: "1"', b"Content-Type: text/xml; charset=koi8-r", b"Cache-Control: max-age=60", b"junk")
    async with raw_server(answer(*head, LENGTH)) as url:
        document = await fetched(fetcher, url)
    assert (document.etag, document.content_type) == ('"1"', "text/xml; charset=koi8-r")
    assert document.freshness == Freshness(60)


async def test_a_redirect_and_a_refusal_with_a_head_that_is_mended(serve: Serve, fetcher: Fetcher) -> None:
    base = await serve(always(lambda: web.Response(body=RSS)))
    moved = answer(b"junk", b"Location: " + base.encode(), status=b"HTTP/1.1 301 Moved", body=b"")
    async with raw_server(moved) as url:
        assert (await fetched(fetcher, url)).moved_to == base
    async with raw_server(answer(b"junk", status=b"HTTP/1.1 404 Not Found", body=b"")) as url:
        assert (await failure(fetcher, url)).reason == FailureReason.NOT_FOUND


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_chunks_come_in_any_pieces(size: int) -> None:
    whole = b"5;name=a\r\nHello\r\n1 \r\n,\r\n6\r\n world\r\n0\r\nX-Trailer: a\r\n\r\n"
    chunks = Chunks()
    pieces = [chunks.feed(whole[at : at + size]) for at in range(0, len(whole), size)]
    assert b"".join(pieces) == b"Hello, world"
    assert chunks.has_ended


async def test_nobody_answers(serve: Serve, fetcher: Fetcher, names: dict[str, list[str]]) -> None:
    async with raw_server(b"") as url:
        pass
    assert (await failure(fetcher, url)).reason == FailureReason.CONNECT_FAILED
    assert (await failure(fetcher, "http://nowhere.test/")).reason == FailureReason.NAME_NOT_FOUND
    names["here.test"] = ["127.0.0.1"]
    base = await serve(always(lambda: web.Response(body=RSS)))
    assert (await fetched(fetcher, base.replace("127.0.0.1", "here.test"))).body == RSS


async def test_a_certificate_that_nobody_signed(serve: Serve, fetcher: Fetcher) -> None:
    base = await serve(always(lambda: web.Response(body=RSS)))
    assert (await failure(fetcher, base.replace("http:", "https:"))).reason == FailureReason.TLS_FAILED


async def test_the_failing_ones_do_not_hold_up_the_others(serve: Serve, fetcher: Fetcher) -> None:
    released = asyncio.Event()

    async def handler(request: web.Request) -> web.StreamResponse:
        if request.path != "/good":
            await released.wait()
        return web.Response(body=RSS)

    base = await serve(handler)
    stuck = [asyncio.create_task(fetched(fetcher, f"{base}/{number}")) for number in range(50)]
    await fetched(fetcher, f"{base}/good")
    assert not any(task.done() for task in stuck)
    released.set()
    assert {document.body for document in await asyncio.gather(*stuck)} == {RSS}


async def test_who_says_nothing_is_not_waited_for(serve: Serve, hasty: Fetcher) -> None:
    async def never(_: web.Request) -> web.StreamResponse:
        return await asyncio.Future[web.StreamResponse]()

    assert (await failure(hasty, await serve(never))).reason == FailureReason.TIMED_OUT


async def test_through_a_proxy_the_target_is_judged_here(names: dict[str, list[str]]) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    names |= {"public.test": ["93.184.216.34"], "private.test": ["10.0.0.1"]}
    async with (
        tcp_server(proxy) as url,
        Fetcher(AddressGuard(), user_agent="Dozor (test)", limits=LIMITS, proxies=Proxies(url)) as all_proxied,
        Fetcher(
            AddressGuard(), user_agent="Dozor (test)", limits=LIMITS, proxies=Proxies(None, {"public.test": url})
        ) as one_proxied,
    ):
        assert (await fetched(all_proxied, "http://public.test/feed")).body == b"ok"
        with pytest.raises(AddressRefused):
            await all_proxied.fetch(FetchRequest("http://private.test/feed"))
        with pytest.raises(AddressRefused):
            await all_proxied.fetch(FetchRequest("http://127.0.0.1/feed"))
        assert (await fetched(one_proxied, "http://public.test/one")).body == b"ok"
        with pytest.raises(AddressRefused):
            await one_proxied.fetch(FetchRequest("http://private.test/feed"))
    assert [line.split()[1] for line in asked] == [b"http://public.test/feed", b"http://public.test/one"]


async def test_no_socket_takes_in_much_at_a_time(
    serve: Serve, fetcher: Fetcher, fence: Fence, names: dict[str, list[str]]
) -> None:
    names["public.test"] = ["93.184.216.34"]
    base = await serve(always(lambda: web.Response(body=RSS)))
    await fetched(fetcher, base)
    async with Fetcher(AddressGuard(), user_agent="x", limits=LIMITS, proxies=Proxies(base)) as proxied:
        await fetched(proxied, "http://public.test/feed")
    assert len(fence.buffers) == 2
    assert max(fence.buffers) <= 65_536  # Linux doubles what is asked for


async def test_what_a_redirect_leads_to_is_judged_before_a_proxy_hears_of_it(names: dict[str, list[str]]) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n"))
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://private.test/\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    names |= {"public.test": ["93.184.216.34"], "private.test": ["10.0.0.1"]}
    async with (
        tcp_server(proxy) as url,
        Fetcher(AddressGuard(), user_agent="x", limits=LIMITS, proxies=Proxies(url)) as fetcher,
    ):
        with pytest.raises(AddressRefused):
            await fetcher.fetch(FetchRequest("http://public.test/feed"))
    assert len(asked) == 1


async def test_through_a_socks_proxy(names: dict[str, list[str]]) -> None:
    wanted: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, methods = await reader.readexactly(2)
        await reader.readexactly(methods)
        writer.write(b"\x05\x00")
        *_, length = await reader.readexactly(5)
        wanted.append(await reader.readexactly(length + 2))
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    names |= {"public.test": ["93.184.216.34"], "private.test": ["10.0.0.1"]}
    async with tcp_server(proxy) as url:
        proxies = Proxies(url.replace("http://", "socks5://"))
        async with Fetcher(AddressGuard(), user_agent="x", limits=LIMITS, proxies=proxies) as fetcher:
            assert (await fetched(fetcher, "http://public.test/feed")).body == b"ok"
            with pytest.raises(AddressRefused):
                await fetcher.fetch(FetchRequest("http://private.test/feed"))
    assert wanted == [b"public.test" + (80).to_bytes(2)]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_proxy_that_refuses_is_named_without_its_password(scheme: str) -> None:
    async with raw_server(b"HTTP/1.1 407 Who are you?\r\nContent-Length: 0\r\n\r\n") as url:
        proxies = Proxies(url.replace("//", "//user:word@"))
        async with Fetcher(AddressGuard(allow_private=True), user_agent="x", limits=LIMITS, proxies=proxies) as fetcher:
            refused = await failure(fetcher, f"{scheme}://localhost/feed")
    assert (refused.reason, refused.detail) == (FailureReason.PROXY_FAILED, "HTTP 407")


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks4"])
async def test_a_proxy_that_is_down(scheme: str) -> None:
    async with raw_server(b"") as url:
        pass
    proxies = Proxies(url.replace("http", scheme, 1))
    async with Fetcher(AddressGuard(allow_private=True), user_agent="x", limits=LIMITS, proxies=proxies) as fetcher:
        assert (await failure(fetcher, "http://localhost/feed")).reason == FailureReason.PROXY_FAILED


@pytest.mark.parametrize(
    ("host", "proxy"),
    [
        ("news.example", "http://one:1"),
        ("NEWS.example.", "http://one:1"),
        ("rss.news.example", "http://one:1"),
        ("bad-news.example", "http://all:1"),
        ("open.news.example", None),
        ("very.open.news.example", None),
        ("example", "http://all:1"),
    ],
)
def test_the_proxy_of_a_host(host: str, proxy: str | None) -> None:
    by_host = {"news.example": "http://one:1", "open.news.example": "direct"}
    assert Proxies("http://all:1", by_host).of(host) == proxy


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Freshness()),
        ({"Cache-Control": "public, max-age=300"}, Freshness(300)),
        ({"Cache-Control": "max-age=300", "Age": "100"}, Freshness(200)),
        ({"Cache-Control": "max-age=300", "Age": "1000"}, Freshness(0)),
        ({"Cache-Control": "no-cache, max-age=300"}, Freshness(0)),
        ({"Cache-Control": "s-maxage=9"}, Freshness()),
        ({"Cache-Control": "max-age=300", "Expires": "Mon, 17 Nov 2025 13:00:00 GMT"}, Freshness(300)),
        ({"Expires": "Mon, 17 Nov 2025 13:00:00 GMT"}, Freshness(3600)),
        ({"Expires": "Mon, 17 Nov 2025 11:00:00 GMT"}, Freshness(0)),
        ({"Expires": "-1"}, Freshness(0)),
        ({"Expires": "0"}, Freshness(0)),
        ({"Retry-After": "90"}, Freshness(None, 90)),
        ({"Retry-After": "Mon, 17 Nov 2025 12:01:00 GMT"}, Freshness(None, 60)),
        ({"Retry-After": "soon"}, Freshness()),
        ({"Retry-After": "-5"}, Freshness()),
    ],
)
async def test_freshness(serve: Serve, fetcher: Fetcher, headers: dict[str, str], expected: Freshness) -> None:
    date = {"Date": "Mon, 17 Nov 2025 12:00:00 GMT"}
    url = await serve(always(lambda: web.Response(body=RSS, headers=headers | date)))
    assert (await fetched(fetcher, url)).freshness == expected


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def tcp_server(talk: Talk) -> AsyncIterator[str]:
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def raw_server(answer: bytes) -> AsyncIterator[str]:
    """Sends these bytes to each client, and hangs up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with tcp_server(talk) as url:
        yield url
