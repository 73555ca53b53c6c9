"""The server: replays the outlets of a directory on an injected clock."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from aiohttp import web

from bot.demo.newsstand.feeds import render_feed
from bot.demo.newsstand.pages import FEED_TYPES, article_page, front_page
from bot.demo.newsstand.printed import Printed
from bot.demo.newsstand.script import Outlet, Publication, load_outlets
from bot.runtime.clock import Clock

DATA = Path(__file__).with_name("data")
"""The bundled outlets."""


class StandSource(NamedTuple):
    """A feed of the stand, as an entry in a list of sources."""

    name: str
    language: str
    category: str
    url: str


class Newsstand:
    """A server on the loopback interface, running while its context is entered.

    Each outlet has a host of its own below localhost, as outlets have; the bot's resolver, browsers and curl know
    that such names are this machine (RFC 6761, 6.3).

    The outlets' clock runs `speed` times as fast as the given one, from the start of the script. At 60, the
    publication of minute 9 is in the feed after 9 seconds, with that real moment as its date, so no date is ever in
    the future. Publications from before the start are as old as the script says, and there from the first request
    on: a baseline.

    With `waits`, the script begins when `begin` is called, not on entering.
    """

    def __init__(
        self, clock: Clock, *, speed: float = 60.0, data: Path = DATA, port: int = 0, waits: bool = False
    ) -> None:
        """`data` is a directory of outlets; entering raises ScriptError if it has none. Port 0 is any that is free."""
        if speed <= 0:
            raise ValueError(f"a speed is positive: {speed}")
        self._clock = clock
        self._second_per_minute = timedelta(minutes=1) / speed
        self._data = data
        self._port = port
        self._waits = waits
        self._shelves: dict[str, _Shelf] = {}
        self._unread: set[str] = set()
        self._runner: web.AppRunner | None = None
        self._opened_at = self._clock.now()
        self._began_at: datetime | None = None
        self._read = asyncio.Event()

    async def __aenter__(self) -> Self:
        outlets = await asyncio.to_thread(load_outlets, self._data)
        self._shelves = {outlet.slug: _Shelf(outlet) for outlet in outlets}
        self._unread = set(self._shelves)
        application = web.Application()
        application.router.add_get("/feed", self._feed)
        application.router.add_get("/", self._front_page)
        application.router.add_get("/{slug}", self._article)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self._opened_at = self._clock.now()
        if not self._waits:
            self.begin()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def sources(self) -> list[StandSource]:
        """The feeds by their files' names; known once the context is entered."""
        return [
            StandSource(outlet.name, outlet.language, outlet.category, f"{self._base(outlet)}/feed")
            for outlet in (shelf.outlet for shelf in self._shelves.values())
        ]

    def begin(self) -> None:
        """Start the outlets' clock; does nothing if it already runs."""
        if self._began_at is None:
            self._began_at = self._clock.now()

    @property
    def finished_at(self) -> datetime | None:
        """When the last publication will have been out; None before the script has begun."""
        if self._began_at is None:
            return None
        last = max((item.minute for shelf in self._shelves.values() for item in shelf.outlet.items), default=0)
        return self._began_at + self._second_per_minute * max(0, last)

    async def wait_until_read(self) -> None:
        """Return when every feed was requested at least once, so the poller has their baselines."""
        await self._read.wait()

    def publish(self, outlet: str, publication: Publication) -> str:
        """Publish something now, by the outlet's slug or name; returns the address of its page.

        A publication with the same slug is edited: it keeps its time and takes the new text. Raises KeyError if there
        is no such outlet.
        """
        shelf = self._shelves.get(outlet) or next(
            (shelf for shelf in self._shelves.values() if shelf.outlet.name == outlet), None
        )
        if shelf is None:
            raise KeyError(outlet)
        now = self._clock.now()
        earlier = {printed.publication.slug: printed for printed in self._listing(shelf, now)}.get(publication.slug)
        path = f"/{publication.slug}"
        shelf.extra[publication.slug] = Printed(publication, path, earlier.published_at if earlier else now, now)
        return self._base(shelf.outlet) + path

    def _base(self, outlet: Outlet) -> str:
        """The address of an outlet's host, without a slash at its end."""
        return f"http://{outlet.slug}.localhost:{self._port}"

    def _listing(self, shelf: "_Shelf", now: datetime) -> list[Printed]:
        """What the outlet has published so far, newest first."""
        out = list(shelf.extra.values())
        for publication in shelf.outlet.items:
            at = self._comes_out_at(publication)
            if at is not None and at <= now and publication.slug not in shelf.extra:
                out.append(Printed(publication, f"/{publication.slug}", at, at))
        return sorted(out, key=lambda printed: printed.published_at, reverse=True)

    def _comes_out_at(self, publication: Publication) -> datetime | None:
        if publication.minute <= 0:
            return self._opened_at + timedelta(minutes=publication.minute)
        return None if self._began_at is None else self._began_at + self._second_per_minute * publication.minute

    async def _feed(self, request: web.Request) -> web.Response:
        shelf, edition = self._edition(request)
        body = render_feed(shelf.outlet, edition.listing, self._base(shelf.outlet), edition.changed_at)
        self._unread.discard(shelf.outlet.slug)
        if not self._unread:
            self._read.set()
        return _conditional(request, edition, body, FEED_TYPES[shelf.outlet.format])

    async def _front_page(self, request: web.Request) -> web.Response:
        shelf, edition = self._edition(request)
        page = front_page(shelf.outlet, edition.listing, self._base(shelf.outlet))
        return _conditional(request, edition, page, f"text/html; charset={shelf.outlet.encoding}")

    async def _article(self, request: web.Request) -> web.Response:
        shelf, edition = self._edition(request)
        for printed in edition.listing:
            if printed.publication.slug == request.match_info["slug"]:
                page = article_page(shelf.outlet, printed, edition.listing, self._base(shelf.outlet))
                return _conditional(request, edition, page, f"text/html; charset={shelf.outlet.encoding}")
        raise web.HTTPNotFound

    def _edition(self, request: web.Request) -> "tuple[_Shelf, _Edition]":
        shelf = self._shelves.get(request.url.host.partition(".")[0] if request.url.host else "")
        if shelf is None:
            raise web.HTTPNotFound
        now = self._clock.now()
        listing = self._listing(shelf, now)
        return shelf, _Edition(listing, max((one.changed_at for one in listing), default=self._opened_at), now)


class _Shelf:
    """An outlet, and its publications beyond the script."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.extra: dict[str, Printed] = {}


@dataclass(frozen=True, slots=True)
class _Edition:
    """An outlet at the instant `now`; it last changed at `changed_at`."""

    listing: list[Printed]
    changed_at: datetime
    now: datetime


def _conditional(request: web.Request, edition: _Edition, body: bytes, content_type: str) -> web.Response:
    """The body, or 304 if the client already has it (RFC 9110, 13.1: If-None-Match comes before If-Modified-Since).

    Last-Modified counts whole seconds, so it is sent only after its second: otherwise something else might come out
    in the same second, and a client that asks with that date would miss it.
    """
    etag = hashlib.sha256(body).hexdigest()[:32]
    modified_at = edition.changed_at.replace(microsecond=0)
    if request.if_none_match is not None:
        unchanged = any(known.value in {etag, "*"} for known in request.if_none_match)
    else:
        unchanged = request.if_modified_since is not None and modified_at <= request.if_modified_since
    response = web.Response(status=304)
    if not unchanged:
        response = web.Response(body=body, headers={"Content-Type": content_type})
    response.etag = etag
    if edition.now - modified_at >= timedelta(seconds=1):
        response.last_modified = modified_at
    response.headers["Cache-Control"] = "no-cache"
    return response
