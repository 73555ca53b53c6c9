"""Hostile texts: how the time of every function grows with their length, and what others notice of them.

    python -m benchmarks.hostile growth [--length 25000] [--only text] [--top 40]
    python -m benchmarks.hostile program [--seconds 60] [--json]

`growth` calls each public function that meets texts (as the tests do) with each shape of `tests/hostile/shapes.py`,
once with so many characters and once with four times as many: the CPU time of the best of five, the worst ratio first.
Time that grows with the text has a ratio of 4, with its square of 16. What takes less than a millisecond is not shown.

`program` runs the whole program while a stranger's feed has 1,000,000 characters of each shape in each field, a new
document every second: how long news of another feed take from its answer to the message, how long commands take to
their answer, the same without the stranger, and how long the program takes to end when it is told to.
"""

import argparse
import asyncio
import itertools
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from aiohttp import web

from benchmarks.loopback import settings_of
from tests.botapi import BotApi, ChatHandle
from tests.end_to_end.outlets import Outlet, Outlets, Piece
from tests.end_to_end.program import Launcher, Program, until
from tests.hostile.calls import calls
from tests.hostile.feeds import hostile_feeds
from tests.hostile.shapes import shapes

_TIMES, _TIMES_LONGER = 5, 4
_SHOWN_FROM_S = 0.001
_LONG = 1_000_000
_SOON_S = 60.0
_READERS = 30
"""News in turns: who is told more than 6 within ten minutes is told the rest together."""
_WORDS = ("река", "мост", "завод", "школа", "театр", "порт", "рынок", "поезд", "врач", "музей", "остров", "берег")


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU seconds for a text, and for one that is four times as long."""

    function: str
    shape: str
    short_s: float
    long_s: float

    @property
    def ratio(self) -> float:
        return self.long_s / max(self.short_s, _SHOWN_FROM_S / _TIMES_LONGER)


def grown(length: int, only: str) -> Iterator[Growth]:
    short, long = shapes(length), shapes(_TIMES_LONGER * length)
    for name, call in calls().items():
        if only in name:
            call("Речь шла о нефти, said Google. " * 50)  # what is loaded once
            for shape in short:
                long_s = _best_s(call, long[shape])
                if long_s >= _SHOWN_FROM_S:
                    yield Growth(name, shape, _best_s(call, short[shape]), long_s)


def _best_s(call: Callable[[str], object], text: str) -> float:
    def once() -> float:
        began = time.process_time()
        call(text)
        return time.process_time() - began

    return min(once() for _ in range(_TIMES))


@dataclass(frozen=True, slots=True)
class Noticed:
    """Seconds, with and without the hostile feed."""

    news: int
    news_p50_s: float
    news_p95_s: float
    commands: int
    command_p50_s: float
    command_p95_s: float


@dataclass(frozen=True, slots=True)
class Outcome:
    alone: Noticed
    beside_a_stranger: Noticed
    documents: int
    """How many hostile ones were read meanwhile."""
    ended_s: float
    """From SIGTERM, while one was being read."""


class _Street:
    """A program, a reader who gets news, somebody who gives commands, and a stranger with a feed."""

    def __init__(self, api: BotApi, outlets: Outlets, program: Program) -> None:
        self._api = api
        self._good, self._hostile = outlets.open("good"), outlets.open("hostile")
        self._commander, self._stranger, *self._readers = (
            api.private(api.person(f"Person {number}", language_code="ru")) for number in range(2 + _READERS)
        )
        self._program = program
        self._served: dict[str, float] = {}
        self._numbers = itertools.count()
        self.documents = 0

    async def open(self) -> None:
        self._program.start()
        await self._api.polled(_SOON_S)
        self._good.answer = self._serve
        await _subscribed(self._stranger, self._hostile, "коалиция желающих")
        for number, reader in enumerate(self._readers):
            await _subscribed(reader, self._good, f"=улица{number}")

    def admit(self) -> None:
        """Let the stranger's feed be hostile from now on."""
        feeds = hostile_feeds(dict(shapes(_LONG)))

        async def answer(_: web.Request) -> web.StreamResponse:
            self.documents += 1
            return web.Response(body=next(feeds), content_type="application/rss+xml")

        self._hostile.answer = answer

    async def _serve(self, _: web.Request) -> web.StreamResponse:
        for piece in self._good.pieces:
            self._served.setdefault(piece.url, time.monotonic())
        return web.Response(text=self._good.render(), content_type="application/rss+xml")

    async def notice(self, seconds: float) -> Noticed:
        news: list[float] = []
        commands: list[float] = []
        async with asyncio.timeout(seconds + _SOON_S), asyncio.TaskGroup() as tasks:
            end = time.monotonic() + seconds
            tasks.create_task(self._read(news, end))
            tasks.create_task(self._command(commands, end))
        return Noticed(len(news), *_percentiles(news), len(commands), *_percentiles(commands))

    async def _read(self, news: list[float], end: float) -> None:
        while time.monotonic() < end:
            piece = self._piece(number := next(self._numbers))
            self._good.pieces[20:] = []
            self._good.publish(piece)
            while True:
                message = await self._readers[number % _READERS].next_message(_SOON_S)
                if (message.link_preview or {}).get("url") == piece.url:
                    break
            news.append(time.monotonic() - self._served[piece.url])

    def _piece(self, number: int) -> Piece:
        """Another story than those before."""
        one, other, third = Random(number).sample(_WORDS, 3)
        return self._good.piece(
            f"news-{number}",
            f"{one.title()} {number}: {other} и {third} в тумане",
            f"{other.title()} {number} закрыли на ремонт, {third} не работает.",
            f"Что будет дальше, скажет улица{number % _READERS} ({one}, {number}).",
        )

    async def _command(self, commands: list[float], end: float) -> None:
        for number in itertools.count():
            if time.monotonic() >= end:
                return
            began = time.monotonic()
            await self._commander.say(f"/add команда {number} {began}")
            await self._commander.next_message(_SOON_S)
            commands.append(time.monotonic() - began)
            await asyncio.sleep(1.2)  # a chat has no more answers a second

    async def end(self) -> float:
        """Tell the program to end while it reads; how long that takes."""
        documents = self.documents
        await until(lambda: self.documents > documents, _SOON_S, "the hostile feed is not polled")
        began = time.monotonic()
        await self._program.stop()
        return time.monotonic() - began


async def _subscribed(chat: ChatHandle, outlet: Outlet, query: str) -> None:
    await chat.say(f"/sources {outlet.url}")
    await chat.next_message(_SOON_S)
    await chat.next_message(_SOON_S)
    await chat.say(f"/add {query}")
    await chat.next_message(_SOON_S)


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    return statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]


async def run(seconds: float) -> Outcome:
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-hostile-")))
        api = await opened.enter_async_context(BotApi(journal=folder / "journal.jsonl"))
        outlets = await opened.enter_async_context(Outlets())
        unlimited = {"SUBSCRIPTIONS_PER_CHAT": "0", "CHAT_MESSAGES_PER_SECOND": "100", "CHAT_BURST": "100"}
        settings = settings_of(Path("dozor.db"), api.url, api.token, **unlimited)
        program = Program(opened.enter_context(Launcher()), folder, settings)
        opened.push_async_callback(program.end)
        street = _Street(api, outlets, program)
        await street.open()
        alone = await street.notice(seconds / 4)
        street.admit()
        beside = await street.notice(seconds)
        return Outcome(alone, beside, street.documents, await street.end())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    growth = kinds.add_parser("growth")
    growth.add_argument("--length", type=int, default=25_000)
    growth.add_argument("--only", default="")
    growth.add_argument("--top", type=int, default=40)
    program = kinds.add_parser("program")
    program.add_argument("--seconds", type=float, default=60.0)
    program.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    if arguments.kind == "growth":
        found = sorted(grown(arguments.length, arguments.only), key=lambda one: one.ratio, reverse=True)
        for one in found[: arguments.top]:
            print(f"{one.ratio:6.1f}  {one.short_s:8.4f} s  {one.long_s:8.4f} s  {one.function} × {one.shape}")
        return
    outcome = asyncio.run(run(arguments.seconds))
    if arguments.json:
        print(json.dumps(asdict(outcome)))
        return
    for what, noticed in (("alone", outcome.alone), ("beside a stranger", outcome.beside_a_stranger)):
        print(
            f"{what:18} news p50 {noticed.news_p50_s:.3f} s, p95 {noticed.news_p95_s:.3f} s ({noticed.news});"
            f" commands p50 {noticed.command_p50_s:.3f} s, p95 {noticed.command_p95_s:.3f} s ({noticed.commands})"
        )
    print(f"{outcome.documents} hostile documents; ended {outcome.ended_s:.2f} s after SIGTERM")


if __name__ == "__main__":
    main()
