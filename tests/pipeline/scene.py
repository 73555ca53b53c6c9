"""Servers of feeds on loopback, and the stage of polling with a clock that the tests move."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from bot.delivery.outcome import after_sending
from bot.model import (
    BootId,
    Cause,
    Chat,
    Cooldown,
    Lease,
    NetworkRule,
    NewSource,
    Notice,
    PageRule,
    PollRecord,
    RecordedArticle,
    Sent,
    TellOne,
    TitleRule,
    WatchedSource,
)
from bot.pipeline.poll import Poll
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock


def feed(*titles: str, name: str = "Вестник") -> str:
    items = "".join(
        f"<item><title>{title}</title><link>https://one.example/{title}</link><guid>{title}</guid></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'


@dataclass
class Server:
    """Answers by path; remembers the requests."""

    answers: dict[str, web.Response | Callable[[web.Request], web.Response]] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    base: str = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        return answer(request) if callable(answer) else answer

    def says(self, path: str, text: str, kind: str = "application/rss+xml", **headers: str) -> str:
        """Let it answer so, whenever it is asked; the address."""
        self.answers[path] = lambda _: web.Response(text=text, content_type=kind, headers=headers)
        return self.base + path

    def refuses(self, path: str, status: int, kind: str = "text/plain", **headers: str) -> str:
        self.answers[path] = lambda _: web.Response(status=status, text="-", content_type=kind, headers=headers)
        return self.base + path


class Remembering(SqliteStorage):
    """Keeps what was recorded of polls."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.records: list[PollRecord] = []

    async def record_poll(
        self,
        record: PollRecord,
        is_our_own: NetworkRule = lambda _: False,
        waits: PageRule = lambda _: timedelta(0),
        is_retitled: TitleRule = lambda *_: False,
    ) -> tuple[RecordedArticle, ...]:
        recorded = await super().record_poll(record, is_our_own, waits, is_retitled)
        self.records.append(record)
        return recorded


@dataclass
class Scene:
    server: Server
    clock: SteppedClock
    storage: Remembering
    poll: Poll
    chat: Chat
    count: int = 0
    to_be_told: list[str] = field(default_factory=list)
    has_leapt: list[bool] = field(default_factory=list)
    """Not empty if the clock has leapt lately."""

    async def add(self, url: str, chat: Chat | None = None) -> bool:
        self.count += 1
        return await self.storage.add_source(
            NewSource(url), (chat or self.chat).key, self.clock.now(), Cause(f"update {self.count}")
        )

    async def later(self, **time: float) -> int:
        """Poll what is due then; how many sources there were."""
        self.clock.move(**time)
        polled = 0
        while due := await self.poll.claim(10):
            for source in due:
                await self.poll.poll(source)
            polled += len(due)
            self.clock.move(seconds=10)  # past the spacing of the host
        return polled

    async def sources(self) -> list[WatchedSource]:
        return await self.storage.watched_sources(self.chat.key)

    async def news(self) -> list[str]:
        """The titles of all that was to be told so far; what is only to be searched is left out."""
        lease = Lease(BootId("test"), self.clock.now() + timedelta(days=365))
        waiting = await self.storage.claim_waiting_articles(self.clock.now(), 100, lease)
        self.to_be_told += [article.title for article in waiting if article.is_news]
        return self.to_be_told

    async def welcomes(self) -> list[str]:
        """The keys of what the chat is told besides news, in their order."""
        now = self.clock.now()
        lease = Lease(BootId("test"), now + timedelta(minutes=1))
        keys: list[str] = []
        while due := await self.storage.claim_dispatches(now, 10, lease, lambda *_: TellOne()):
            for dispatch in due:
                assert isinstance(dispatch.content, Notice)
                keys.append(dispatch.content.key)
                await self.storage.settle(dispatch, after_sending(dispatch, Sent(len(keys)), now, Cooldown(now, now)))
        return keys

    def sent(self) -> list[str]:
        """The keys of what the owners were told since the last time."""
        records, self.storage.records = self.storage.records, []
        return [record.notice.key for record in records if record.notice is not None]
