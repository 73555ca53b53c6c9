"""Sites on loopback, each at its own port, and the whole way of an article except Telegram, on a set clock."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from math import inf
from pathlib import Path
from random import Random
from typing import NamedTuple

from aiohttp import web

from bot.delivery.outcome import after_editing, after_sending
from bot.feeds.schedule import Schedule
from bot.feeds.workers import ParserPool
from bot.fetching.client import Fetcher
from bot.fetching.documents import FetchLimits
from bot.fetching.guard import AddressGuard
from bot.matching import parse
from bot.matching.engine import Matching
from bot.model import (
    BootId,
    Cause,
    Chat,
    ChatKind,
    Cooldown,
    Language,
    Lease,
    NewSource,
    Notice,
    ReplyMode,
    Sent,
    StoryUpdate,
    SubscribeIntent,
    TellOne,
)
from bot.pipeline.fan_out import FanOut
from bot.pipeline.front_pages import FrontPages
from bot.pipeline.ingest import Ingest
from bot.pipeline.poll import Poll
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.storage.scene import story_in

QUERY = "коалиция желающих"
_BOOT = BootId("scenario")


class SentMessage(NamedTuple):
    """What stands in a message: a notification as it went out, or as it was edited since."""

    title: str
    source: str
    further: tuple[str, ...] = ()
    is_akin: bool = False


@dataclass
class Entry:
    title: str
    link: str
    guid: str
    at: datetime | None = None
    text: str = "Участники коалиции желающих обсудили, кто и чем поможет."

    def render(self) -> str:
        at = f"<pubDate>{format_datetime(self.at)}</pubDate>" if self.at else ""
        return (
            f"<item><title>{escape(self.title)}</title><link>{escape(self.link)}</link>"
            f'<guid isPermaLink="false">{escape(self.guid)}</guid>{at}'
            f"<description>{escape(self.text)}</description></item>"
        )


@dataclass
class Site:
    """A server of its own, with as many feeds as are listed in; by path, the first entry at the top."""

    name: str
    base: str = ""
    feeds: defaultdict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, Callable[[web.Request], web.Response]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    """How often, by path."""
    is_open: bool = True

    @property
    def feed(self) -> str:
        return f"{self.base}/feed"

    def entry(self, slug: str, title: str, at: datetime | None = None, **other: str) -> Entry:
        """An item for this site's feed, which stands here unless `link` says otherwise."""
        return Entry(
            title,
            other.pop("link", f"{self.base}/news/{slug}"),
            other.pop("guid", f"{self.name} {slug}"),
            at,
            **other,
        )

    def list(self, *entries: Entry, path: str = "/feed") -> None:
        """Put them before what is listed, the last one first."""
        for entry in entries:
            self.feeds[path].insert(0, entry)

    def redirects(self, to: str, status: int = 301, path: str = "/feed") -> None:
        self.answers[path] = lambda _: web.Response(status=status, headers={"Location": to})

    def says(self, path: str, text: str, kind: str = "text/html") -> None:
        self.answers[path] = lambda _: web.Response(text=text, content_type=kind)

    def returns(self, path: str = "/feed") -> None:
        """Let it answer by itself again."""
        self.answers.pop(path, None)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        if not self.is_open:
            return web.Response(status=503)
        if answer := self.answers.get(request.path):
            return answer(request)
        if request.path not in self.feeds:
            return web.Response(status=404)
        items = "".join(entry.render() for entry in self.feeds[request.path])
        feed = f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'
        return web.Response(text=feed, content_type="application/rss+xml")


class Scenario:
    """Everything but Telegram; `sent` holds what stands in each chat."""

    def __init__(
        self, storage: SqliteStorage, opened: AsyncExitStack, clock: SteppedClock, poll: Poll, pages: FrontPages
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.poll = poll
        self.sent: defaultdict[int, dict[int, SentMessage]] = defaultdict(dict)
        self.notices: defaultdict[int, list[Notice]] = defaultdict(list)
        self._opened = opened
        self._pages = pages
        self._ingest: Ingest | None = None
        self._fan_out = FanOut(storage, clock, mentions=Bell(), reposts=Bell(), debts=Bell())
        self._count = 0

    async def open(self, name: str, *, entries: int = 1) -> Site:
        """A site whose feed lists some old entries."""
        site = Site(name)
        app = web.Application()
        app.router.add_get("/{path:.*}", site.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._opened.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        site.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        long_ago = self.clock.now() - timedelta(days=5)
        site.list(*(site.entry(f"old{n}", f"Старое известие номер {n} ({name})", long_ago) for n in range(entries)))
        return site

    async def chat(self, name: str, query: str = QUERY, mode: ReplyMode = ReplyMode.NONE) -> Chat:
        """A private chat that is subscribed to the query."""
        self._count += 1
        now = self.clock.now()
        chat = await self.storage.see_chat(self._count, ChatKind.PRIVATE, name, Language.RUSSIAN, now)
        intent = SubscribeIntent(chat.key, chat.key, 0, query, str(parse(query)))
        subscribed = await self.storage.subscribe(intent, now, self._cause())
        await self.storage.set_reply_mode(subscribed.id, chat.key, mode)
        return chat

    async def watch(self, chat: Chat, *places: Site | str) -> None:
        """Let the chat watch feeds, and take their baselines."""
        for group in places:
            url = group if isinstance(group, str) else group.feed
            await self.storage.add_source(NewSource(url), chat.key, self.clock.now(), self._cause())
        await self.round()

    async def share(self, *sites: Site, pack: str = "ru/general", named: tuple[str, ...] = ()) -> None:
        """Let everybody watch the feeds of sites, and take their baselines."""
        new = [NewSource(site.feed, site.name, "ru", pack, sites=named) for site in sites]
        await self.storage.share_sources(new, self.clock.now())
        await self.round()

    async def round(self, **time: float) -> None:
        """Let so much time pass (20 minutes unless said otherwise), then poll what is due, and tell what is new."""
        await self.poll_due(**time)
        while await self._pages.step():
            pass
        await self.finish()

    async def poll_due(self, **time: float) -> None:
        """Let so much time pass, then poll what is due; what is new waits."""
        self.clock.move(**(time or {"minutes": 20}))
        while due := await self.poll.claim(50):
            for source in due:
                await self.poll.poll(source)
            self.clock.move(seconds=5)  # past the spacing of a host

    async def finish(self) -> None:
        """Ingest what waits, fan it out, and deliver it."""
        if self._ingest is None:
            matching = await self._opened.enter_async_context(Matching(morphology()))
            self._ingest = Ingest(
                self.storage, matching, clock=self.clock, boot=_BOOT, articles=Bell(), mentions=Bell()
            )
        while await self._ingest.step():
            pass
        while await self._fan_out.step():
            pass
        await self._deliver()

    async def _deliver(self) -> None:
        now = self.clock.now()
        lease, cooldown = self.lease(), Cooldown(now, now)
        while due := await self.storage.claim_dispatches(now, 50, lease, lambda *_: TellOne()):
            for dispatch in due:
                if isinstance(dispatch.content, Notice):
                    self.notices[dispatch.chat.key].append(dispatch.content)
                else:
                    self.sent[dispatch.chat.key][dispatch.id] = _shown(story_in(dispatch))
                await self.storage.settle(dispatch, after_sending(dispatch, Sent(dispatch.id), now, cooldown))
        while edits := await self.storage.claim_edits(now, 50, lease):
            for edit in edits:
                self.sent[edit.chat.key][edit.id] = _shown(story_in(edit))
                await self.storage.settle_edit(edit, after_editing(edit, Sent(edit.message_id), now, cooldown))

    def lease(self) -> Lease:
        return Lease(_BOOT, self.clock.now() + timedelta(minutes=5))

    def titles(self, chat: Chat) -> list[str]:
        """The titles of all that the chat was told, in their order."""
        return [sent.title for sent in self.sent[chat.key].values()]

    async def archived(self, chat: Chat) -> dict[str, str]:
        """The titles of all that the chat may find in the archive, with the names under which it stands there."""
        since = self.clock.now() - timedelta(days=999)
        page = await self.storage.search(None, chat.key, since, None, 1_000, within_s=inf)
        return {one.article.title: one.article.source for one in page.articles}

    def _cause(self) -> Cause:
        self._count += 1
        return Cause(f"command {self._count}")


def _shown(content: StoryUpdate) -> SentMessage:
    outlets = dict.fromkeys(report.source for report in reversed(content.further.newest))
    return SentMessage(content.article.title, content.article.source, tuple(outlets), content.is_akin)


@asynccontextmanager
async def open_scenario(database: Path) -> AsyncIterator[Scenario]:
    clock = SteppedClock()
    async with AsyncExitStack() as opened:
        storage = await opened.enter_async_context(SqliteStorage(str(database)))
        parsers = await opened.enter_async_context(ParserPool(1, 5))
        limits = FetchLimits(connect_s=1, first_byte_s=1, total_s=1)
        guard = AddressGuard(allow_private=True)
        fetcher = await opened.enter_async_context(Fetcher(guard, user_agent="Dozor (test)", limits=limits))
        poll = Poll(
            storage,
            fetcher,
            parsers,
            Schedule(60, 600),
            clock=clock,
            random=Random(1),
            boot=_BOOT,
            sources=Bell(),
            articles=Bell(),
        )
        yield Scenario(storage, opened, clock, poll, FrontPages(storage, fetcher, parsers, clock=clock))
