"""Delivery: how fast, how evenly, and whom it holds up.

    python -m benchmarks.delivery [--seconds 600] [--chats 500] [--subscriptions 100000] [--only load,...] [--json]

The program runs as a process, on a database on disk, before a Bot API server in another process, with Telegram's
windows and 20 ms of latency. What came is read from the server's journal.

    load       so many seconds of news and edits to people and groups, with two commands a second meanwhile
    flood      the same for one chat that Telegram wants to be left alone for an hour: what the others get
    overhead   storage and throttle alone, without windows and without Telegram
    popular    one article that meets very many subscriptions: how long the writer is held, how commands are answered
    migration  a group that becomes a supergroup while news are due there
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.chaos_judge import stories_in
from benchmarks.scenario import QUERY, Size, news, open_scenario, percentile, settle_down
from bot.delivery.pace import Pace
from bot.delivery.render import Renderer
from bot.delivery.throttle import Rates
from bot.i18n import Translations
from bot.matching.engine import Matching
from bot.model import BootId, BroughtMessage, OutgoingMessage
from bot.pipeline.deliver import Deliver
from bot.pipeline.fan_out import FanOut
from bot.runtime.clock import SystemClock
from bot.runtime.supervise import Bell
from bot.text.forms import Morphology
from storage.sqlite import SqliteStorage
from tests.botapi import Record
from tests.botapi.journal import Call
from tests.botapi.world import Chat, Kind
from tests.storage.scene import Scene

_COMMAND_EVERY_S = 0.5
_PER_SECOND = 30
_ARTICLES = 4
"""Below the number from which on a chat gets a digest instead."""
_OFF = Rates(per_second=1_000_000, chat_per_second=1_000, chat_burst=1_000, group_per_minute=60_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and what it is to be: `at most` or `at least` the bar."""

    name: str
    value: float
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Sizes:
    seconds: int
    chats: int
    subscriptions: int


async def load(sizes: Sizes) -> list[Figure]:
    """Half of the time is for news, the other half for edits, as a second outlet reports the same."""
    messages = sizes.seconds * _PER_SECOND // 2
    groups = messages // _ARTICLES // 20
    async with open_scenario(Size(messages // _ARTICLES - groups, supergroups=groups)) as place:
        owed = len(place.chats(Kind.PRIVATE) + place.chats(Kind.SUPERGROUP)) * _ARTICLES
        commanding = asyncio.create_task(place.command_on(_COMMAND_EVERY_S))
        for number in range(_ARTICLES):
            await place.publish(place.courier, number)
        await place.told(owed)
        for number in range(_ARTICLES):
            await place.publish(place.echo, number)
        record = await place.edited(owed)
        commanding.cancel()
        sent = news(record)
        answers = [one for one in place.answers(record) if one.at < max(_stood_at(call) for call in sent)]
        waits_ms = [1000 * one.wait_s for one in answers]
        return [
            Figure("messages told", len(sent), f"= {owed}"),
            Figure("news and answers a second, sustained", _sustained(record, sent), ">= 28.5"),
            Figure("messages and edits a second, at most", _busiest_second(record), "<= 30"),
            Figure("edits", len(_edits(record))),
            Figure("windows exceeded", _exceeded(record), "= 0"),
            Figure("commands meanwhile", len(answers)),
            Figure("a command is answered, p50, ms", percentile(waits_ms, 0.5)),
            Figure("a command is answered, p95, ms", percentile(waits_ms, 0.95), "<= 300"),
        ]


async def flood(sizes: Sizes) -> list[Figure]:
    """Of the 95th percentiles from the publication to the message."""
    p95_s = []
    for retry_after in (None, 3600):
        async with open_scenario(Size(sizes.chats)) as place:
            held = place.chats(Kind.PRIVATE)[0]
            if retry_after is not None:
                refusal = "too_many_requests"
                await place.api.ask("fault", refusal=refusal, retry_after=retry_after, chat=held, times=1)
            waits = []
            for number in range(2):
                began = await place.publish(place.courier, number)
                record = await place.told((number + 1) * (sizes.chats - (retry_after is not None)))
                waits += [_stood_at(call) - began for call in _telling(record, number) if _chat_of(call) != held]
            p95_s.append(percentile(waits, 0.95))
    return [
        Figure("others wait, p95, without a held chat, s", p95_s[0]),
        Figure("others wait, p95, with it, s", p95_s[1]),
        Figure("ratio", p95_s[1] / p95_s[0], "<= 1.1"),
    ]


async def overhead(sizes: Sizes) -> list[Figure]:
    """With everything but Telegram, its windows, and different texts: all messages say the same."""
    count = sizes.chats * 10
    with tempfile.TemporaryDirectory(prefix="dozor-delivery-") as folder:
        database = Path(folder) / "dozor.db"
        async with _told_of_one_article(database, count) as storage, Matching(Morphology()) as matching:
            clock, debts, telegram = SystemClock(), Bell(), _Nobody(count)
            await _fan_out(storage)
            renderer, pace = Renderer(Translations()), Pace(_OFF, clock)
            deliver = Deliver(
                storage,
                telegram,
                matching,
                renderer,
                pace,
                clock=clock,
                random=Random(1),
                boot=BootId("benchmark"),
                debts=debts,
            )
            began, cpu = time.monotonic(), time.process_time()
            running = asyncio.create_task(deliver.run())
            await telegram.all_are_told.wait()
            took_s, cpu_s = time.monotonic() - began, time.process_time() - cpu
            deliver.stop()
            await running
    return [
        Figure("messages a second without windows", count / took_s, ">= 1000"),
        Figure("the same, of CPU time", count / cpu_s),
    ]


async def popular(sizes: Sizes) -> list[Figure]:
    """The hold of the writer is measured in this process, the answers in the whole program."""
    with tempfile.TemporaryDirectory(prefix="dozor-delivery-") as folder:
        async with _told_of_one_article(Path(folder) / "dozor.db", sizes.subscriptions) as storage:
            began = time.monotonic()
            await _fan_out(storage)
            took_s, hold_s = time.monotonic() - began, storage.longest_hold_s
    async with open_scenario(Size(sizes.subscriptions)) as place:
        commanding = asyncio.create_task(place.command_on(0.1))
        await place.publish(place.courier, 0)
        await place.told(1)
        await asyncio.sleep(max(10.0, 2 * took_s))
        commanding.cancel()
        await asyncio.sleep(2.0)
        record = await place.record()
        waits_ms = [1000 * one.wait_s for one in place.answers(record)]
        return [
            Figure("subscriptions met by one article", sizes.subscriptions),
            Figure("fanned out in, s", took_s),
            Figure("longest hold of the writer, ms", 1000 * hold_s, "<= 50"),
            Figure("commands meanwhile", len(waits_ms), f">= {place.commands - 2}"),
            Figure("a command is answered, p50, ms", percentile(waits_ms, 0.5)),
            Figure("a command is answered, p95, ms", percentile(waits_ms, 0.95), "<= 300"),
        ]


async def migration(sizes: Sizes) -> list[Figure]:
    """Of five pieces of news for each chat, the first was told when the group moves."""
    articles = 5
    async with open_scenario(Size(sizes.chats // 10, groups=1)) as place:
        (group,) = place.chats(Kind.GROUP)
        for number in range(articles):
            await place.publish(place.courier, number)
        await place.api.ask("messages", chat=group, wait=60)
        moved = int((await place.api.ask("migrate", chat=group))["id"])
        record = await place.told(articles * (sizes.chats // 10 + 1), patience_s=30)
        told = [_numbers_of(call) for call in news(record) if _chat_of(call) in {group, moved}]
        order = [number for numbers in told for number in numbers]
        return [
            Figure("told to the group", len({*order}), f"= {articles}"),
            Figure("in the supergroup", sum(_chat_of(call) == moved for call in news(record)), ">= 1"),
            Figure("out of order", sum(a > b for a, b in pairwise(order)), "= 0"),
            Figure("told twice", len(order) - len({*order}), "= 0"),
        ]


SCENES: dict[str, Callable[[Sizes], Coroutine[None, None, list[Figure]]]] = {
    "load": load,
    "flood": flood,
    "overhead": overhead,
    "popular": popular,
    "migration": migration,
}


class _Nobody:
    """Takes every message at once. Implements `bot.ports.Messenger`."""

    def __init__(self, expected: int) -> None:
        self.all_are_told = asyncio.Event()
        self._expected = expected
        self._sent = 0

    async def send(self, chat_id: int, message: OutgoingMessage) -> int:
        assert chat_id
        assert message.html
        self._sent += 1
        if self._sent == self._expected:
            self.all_are_told.set()
        return self._sent

    async def edit(self, chat_id: int, message_id: int, message: OutgoingMessage) -> None:
        raise AssertionError(f"nothing is to be edited: {chat_id}, {message_id}, {message}")

    async def bring(self, chat_id: int, brought: BroughtMessage) -> tuple[int, ...]:
        raise AssertionError(f"nothing is to be copied: {chat_id}, {brought}")


@asynccontextmanager
async def _told_of_one_article(database: Path, subscriptions: int) -> AsyncIterator[SqliteStorage]:
    """A storage in which an article meets so many subscriptions, each of another chat."""
    url = "https://courier.example/feed"
    chats = [Chat(number, Kind.PRIVATE, f"Reader {number}") for number in range(1, subscriptions + 1)]
    await settle_down(database, chats, [url])
    async with SqliteStorage(str(database)) as storage:
        scene = Scene(storage, datetime.now(UTC))
        (article,) = await scene.publish("Новость о реке")
        await scene.record(article, QUERY)
        yield storage


async def _fan_out(storage: SqliteStorage) -> None:
    stage = FanOut(storage, SystemClock(), mentions=Bell(), reposts=Bell(), debts=Bell())
    while await stage.step():
        pass


def _edits(record: Record) -> list[Call]:
    return [call for call in record.of("editMessageText") if call.stored]


def _telling(record: Record, number: int) -> list[Call]:
    return [call for call in news(record) if number in _numbers_of(call)]


def _exceeded(record: Record) -> int:
    return sum(call.error_code == 429 and call.fault is None for call in record.calls)


def _sustained(record: Record, sent: list[Call]) -> float:
    """Messages a second while news are sent, without the first and the last tenth, when not all chats are owed some."""
    times = sorted(map(_stood_at, sent))
    tenth = len(times) // 10
    first, last = times[tenth], times[-tenth - 1]
    middle = [call for call in record.of("sendMessage") if call.stored and first < _stood_at(call) <= last]
    return len(middle) / (last - first)


def _busiest_second(record: Record) -> int:
    times = sorted(_stood_at(call) for call in record.calls if call.stored)
    return max(bisect_left(times, at + 1.0) - number for number, at in enumerate(times))


def _stood_at(call: Call) -> float:
    return call.answered_at or call.at


def _chat_of(call: Call) -> int:
    return int(call.params["chat_id"])


def _numbers_of(call: Call) -> list[int]:
    return stories_in(call.params["text"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=600, help="of full load (%(default)s)")
    parser.add_argument("--chats", type=int, default=500, help="in `flood`; a tenth in `migration` (%(default)s)")
    parser.add_argument("--subscriptions", type=int, default=100_000, help="met by one article (%(default)s)")
    parser.add_argument("--only", default=",".join(SCENES), help="scenes, separated by commas (%(default)s)")
    parser.add_argument("--json", action="store_true", help="one line of JSON a scene instead of a table")
    arguments = parser.parse_args()
    sizes = Sizes(arguments.seconds, arguments.chats, arguments.subscriptions)
    for name in arguments.only.split(","):
        figures = asyncio.run(SCENES[name](sizes))
        if arguments.json:
            print(json.dumps({name: [asdict(figure) for figure in figures]}))
        else:
            print(name)
            for figure in figures:
                print(f"  {figure.name:42}{figure.value:12,.4g}   {figure.bar}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
