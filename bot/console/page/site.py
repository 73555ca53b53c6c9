"""The addresses of the operators' page; each handler reads its parts, and renders them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from aiohttp import web

from bot.console.page import verdict
from bot.console.page.latest import latest_of
from bot.console.page.parts import read_part
from bot.console.page.rendering import Rendering, icon, stylesheet
from bot.console.page.verdict import gravity
from bot.console.page.wishes import LINES, SourcesWish, chats_wish, sources_wish
from bot.console.server import SIGNED_IN
from bot.i18n import Texts
from bot.model.running import Running
from bot.ports.overview import OverviewStorage
from bot.runtime.clock import Clock

HOURS = 7 * 24
"""Of the charts of the overview."""
DAYS = 14
"""Of the charts of sources and chats."""
_LATEST, _SHOWN = 5, 8
"""Errors that the overview shows: of each kind, and in all."""
_MANY = 50
"""Errors, or hosts, that their page shows."""
_TITLES = 10


class OperatorsPage:
    """Answers what operators ask for with a browser."""

    def __init__(
        self, storage: OverviewStorage, running: Callable[[], Awaitable[Running]], texts: Texts, clock: Clock
    ) -> None:
        self._storage = storage
        self._running = running
        self._clock = clock
        self._rendering = Rendering(texts)

    def routes(self) -> list[web.RouteDef]:
        """GET alone: nothing here changes anything."""
        return [
            web.get("/", self.overview),
            web.get("/sources", self.sources),
            web.get(r"/sources/{id:\d{1,18}}", self.source),
            web.get("/hosts", self.hosts),
            web.get("/chats", self.chats),
            web.get("/errors", self.errors),
            web.get("/page.css", _stylesheet),
            web.get("/icon.svg", _icon),
        ]

    async def overview(self, request: web.Request) -> web.Response:
        """Whether all is well, and how much there is to do."""
        now, storage = self._clock.now(), self._storage
        running, figures, throughput, counts, errors = await asyncio.gather(
            self._running(),
            read_part(storage.figures(now)),
            read_part(storage.throughput(now, HOURS)),
            read_part(storage.source_counts()),
            read_part(storage.errors(now, _LATEST)),
        )
        concerns = verdict.all_concerns(running, figures, counts, errors, now)
        return await self._page(
            request,
            "overview",
            now,
            running=running,
            figures=figures,
            throughput=throughput,
            counts=counts,
            errors=errors,
            concerns=concerns,
            gravity=gravity(concerns),
            is_late=verdict.is_late,
            latest_of=latest_of,
            shown=_SHOWN,
        )

    async def sources(self, request: web.Request) -> web.Response:
        """The sources that are asked for, a page of them."""
        now, wish = self._clock.now(), sources_wish(request.query)
        listed = await read_part(self._storage.listed_sources(wish.selection, now, DAYS))
        return await self._page(request, "sources", now, listed=listed, wish=wish, lines=LINES)

    async def source(self, request: web.Request) -> web.Response:
        """One source."""
        now = self._clock.now()
        details = await read_part(self._storage.source_details(int(request.match_info["id"]), now, DAYS, _TITLES))
        is_missing = details.value is None and details.lack is None
        return await self._page(request, "source", now, status=404 if is_missing else 200, details=details)

    async def hosts(self, request: web.Request) -> web.Response:
        """The hosts that keep their sources or pages waiting."""
        now = self._clock.now()
        hosts = await read_part(self._storage.slow_hosts(now, _MANY))
        return await self._page(
            request, "hosts", now, hosts=hosts, address_of=lambda host: SourcesWish(text=host).address()
        )

    async def chats(self, request: web.Request) -> web.Response:
        """The chats, the most active ones first."""
        now, wish = self._clock.now(), chats_wish(request.query)
        listed = await read_part(self._storage.active_chats(wish.order, now, DAYS, wish.offset, LINES))
        return await self._page(request, "chats", now, listed=listed, wish=wish, lines=LINES)

    async def errors(self, request: web.Request) -> web.Response:
        """What went wrong lately."""
        now = self._clock.now()
        return await self._page(request, "errors", now, errors=await read_part(self._storage.errors(now, _MANY)))

    def sign_in(self, refused: bool, wait_s: int | None) -> str:
        """The form that asks for the token, with its style in itself: nothing else is served to strangers.

        `refused`: the last token was wrong. `wait_s`: so many seconds must pass before another one is looked at.
        """
        now = self._clock.now()
        return self._rendering.render("sign_in", now, refused=refused, wait_s=wait_s, style=stylesheet())

    async def _page(
        self, request: web.Request, template: str, now: datetime, status: int = 200, **data: object
    ) -> web.Response:
        common = {
            "path": request.path,
            "refresh": str(request.rel_url),
            "is_signed_in": request.get(SIGNED_IN, False),
        }
        # A long list takes some hundredths of a second.
        text = await asyncio.to_thread(self._rendering.render, template, now, **common, **data)
        return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


async def _stylesheet(_: web.Request) -> web.Response:
    return web.Response(text=stylesheet(), content_type="text/css", charset="utf-8")


async def _icon(_: web.Request) -> web.Response:
    return web.Response(text=icon(), content_type="image/svg+xml", charset="utf-8")
