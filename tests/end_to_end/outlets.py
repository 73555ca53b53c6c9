"""Feeds on loopback whose content a test decides, and which can misbehave."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from types import TracebackType
from typing import Self

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

_FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{title}</title><link>{site}</link><description>{title}</description><language>ru</language>
{items}
</channel></rss>"""
_ITEM = """<item><title>{title}</title><link>{url}</link>{guid}{at}
<content:encoded>{text}</content:encoded></item>"""


@dataclass(frozen=True, slots=True)
class Piece:
    """What an outlet publishes."""

    title: str
    paragraphs: tuple[str, ...]
    """HTML, without the `<p>` around each."""
    url: str
    guid: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Outlet:
    """A feed. `pieces` are listed in their order; `answer` is what it answers with instead, if that is set."""

    def __init__(self, base: str, name: str, title: str) -> None:
        self.title = title
        self.site = f"{base}/{name}/"
        self.url = f"{base}/{name}/feed"
        self.pieces: list[Piece] = []
        self.is_dated = True
        self.answer: Answer | None = None
        self.pages: dict[str, Answer] = {}
        """By the slugs of pieces; others are not found."""
        self.asked = 0
        self.not_modified = 0
        self._answered = 0
        """The number of the last request that was answered."""
        self._bell = asyncio.Condition()

    def piece(self, slug: str, title: str, *paragraphs: str) -> Piece:
        """Something to publish here, with an address and a guid of its own."""
        return Piece(title, paragraphs, f"{self.site}{slug}", f"{self.title} {slug}")

    def print(self, piece: Piece, *paragraphs: str) -> None:
        """Let a piece have a page with more paragraphs than the feed brings."""
        whole = "".join(f"<p>{paragraph}</p>" for paragraph in (*piece.paragraphs, *paragraphs))
        text = f"<html lang=ru><title>{piece.title}</title><article><h1>{piece.title}</h1>{whole}</article></html>"

        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(text=text, content_type="text/html")

        self.pages[piece.url.removeprefix(self.site)] = answer

    def publish(self, *pieces: Piece) -> None:
        """Put them before what is listed, the last one first."""
        for piece in pieces:
            self.pieces.insert(0, piece)

    async def read(self, timeout_s: float = 60.0) -> None:
        """Return when the feed, as it is now, was asked for and answered. Raises TimeoutError."""
        before = self.asked
        async with asyncio.timeout(timeout_s), self._bell:
            await self._bell.wait_for(lambda: self._answered > before)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        number = self.asked
        try:
            return await (self.answer or self.feed)(request)
        except ConnectionError:
            return web.Response()  # the client has had enough
        finally:
            async with self._bell:
                self._answered = number
                self._bell.notify_all()

    async def handle_page(self, request: web.Request) -> web.StreamResponse:
        answer = self.pages.get(request.match_info["slug"])
        return web.Response(status=404) if answer is None else await answer(request)

    async def feed(self, request: web.Request) -> web.StreamResponse:
        body = self.render().encode()
        etag = sha256(body).hexdigest()[:16]
        if etag in {tag.value for tag in request.if_none_match or ()}:
            self.not_modified += 1
            return web.Response(status=304)
        response = web.Response(body=body, content_type="application/rss+xml")
        response.etag = etag
        return response

    def render(self) -> str:
        return _FEED.format(
            title=escape(self.title), site=self.site, items="\n".join(_items(self.pieces, self.is_dated))
        )


def _items(pieces: Iterable[Piece], is_dated: bool) -> Iterable[str]:
    for piece in pieces:
        guid = f'<guid isPermaLink="false">{escape(piece.guid)}</guid>' if piece.guid else ""
        text = "".join(f"<p>{paragraph}</p>" for paragraph in piece.paragraphs)
        yield _ITEM.format(
            title=escape(piece.title),
            url=escape(piece.url),
            guid=guid,
            at=f"<pubDate>{format_datetime(piece.at)}</pubDate>" if is_dated else "",
            text=f"<![CDATA[{text}]]>",
        )


class Outlets:
    """A server with as many outlets as are opened. An async context manager."""

    def __init__(self) -> None:
        self._outlets: dict[str, Outlet] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/{name}/feed", self._handle)
        app.router.add_get("/{name}/{slug}", self._handle_page)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    def open(self, name: str, title: str = "") -> Outlet:
        """An outlet with one old piece, so that its first poll is a baseline."""
        outlet = self._outlets[name] = Outlet(self.base, name, title or name.title())
        outlet.publish(outlet.piece("old", f"Прогноз погоды, {name}", "Завтра в городе без осадков, ветер слабый."))
        return outlet

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        outlet = self._outlets.get(request.match_info["name"])
        return web.Response(status=404) if outlet is None else await outlet.handle(request)

    async def _handle_page(self, request: web.Request) -> web.StreamResponse:
        outlet = self._outlets.get(request.match_info["name"])
        return web.Response(status=404) if outlet is None else await outlet.handle_page(request)


# --- ways to misbehave


async def hang(_: web.Request) -> web.StreamResponse:
    """Take the request, and say nothing."""
    await asyncio.sleep(3600)
    return web.Response()


async def fail(_: web.Request) -> web.StreamResponse:
    return web.Response(status=500, text="Internal Server Error")


async def answer_a_page(_: web.Request) -> web.StreamResponse:
    return web.Response(text="<!DOCTYPE html><html><body><h1>Новости</h1></body></html>", content_type="text/html")


async def answer_nothing_at_length(request: web.Request) -> web.StreamResponse:
    """50 MB of blanks, whose length is not announced."""
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    for _ in range(50 * 16):
        await response.write(b" " * 65_536)
    return response


async def drip(request: web.Request) -> web.StreamResponse:
    """A byte now and then, for ever."""
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.2)


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Cut the connection."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
