"""The whole program, killed again and again under load, before a Bot API server that fails now and then.

    python -m benchmarks.chaos --kills 100 --messages 10000 --faults 0.05 --json

Every chat subscribes by a command; an outlet publishes articles that meet all subscriptions; `kill -9` strikes at
random moments, with commands under way. The judge reads what was published, what was commanded, and the server's
journal, and never the program's database. Without kills and faults it measures how fast messages go.
"""

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from tests.botapi import BotApi, ChatHandle, Fault, Journal, Limits, Record, Refusal
from tests.botapi.journal import Call
from tests.end_to_end.outlets import Outlet, Outlets, Piece
from tests.end_to_end.program import Launcher, Program

_LATENCY_S = 0.02
_RECORDED_S = 0.3
"""From an answer of Telegram's to when it is on disk: a kill in between makes a repetition too."""
_PATIENCE_S = 660.0
"""How long nothing may happen before what is missing counts as lost: longer than a burst is held back."""
_ADDRESS = re.compile(r'href="[^"]*/news-(\d+)"')
_WORDS = (
    "река",
    "мост",
    "завод",
    "школа",
    "театр",
    "порт",
    "рынок",
    "поезд",
    "врач",
    "музей",
    "остров",
    "берег",
    "город",
    "дорога",
    "зима",
    "лето",
)


@dataclass(frozen=True, slots=True)
class Options:
    kills: int
    messages: int
    faults: float
    chats: int
    groups: int
    seed: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it. The counts up to `reordered` are of stories told to chats."""

    owed: int
    lost: int
    repeated: int
    repeatable: int
    """Sends that were under way at a kill, or cut off after the message stood."""
    reordered: int
    commands_lost: int
    orphans: int
    kills: int
    in_flight: int
    """Kills that struck with a send under way."""
    refused: int
    """Requests that the server's windows answered with 429."""
    messages: int
    messages_per_s: float
    answer_p95_ms: float


async def run(options: Options) -> Verdict:
    """Play it, and judge."""
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-chaos-")))
        journal = folder / "journal.jsonl"
        api = await opened.enter_async_context(
            BotApi(journal=journal, limits=Limits.telegram(), latency_s=_LATENCY_S, seed=options.seed)
        )
        outlets = await opened.enter_async_context(Outlets())
        launcher = opened.enter_context(Launcher())
        settings = {
            "BOT_TOKEN": api.token,
            "TELEGRAM_API": api.url,
            "DATABASE": f"sqlite:///{folder / 'dozor.db'}",
            "DEFAULT_PACK": "false",
            "ALLOW_PRIVATE_NETWORKS": "true",
            "POLL_INTERVAL_FLOOR": "1",
            "POLL_INTERVAL_CEILING": "1",
        }
        program = Program(launcher, folder, settings)
        try:
            return await _Play(options, api, outlets.open("courier"), program, journal).run()
        finally:
            await program.end()


class _Play:
    def __init__(self, options: Options, api: BotApi, outlet: Outlet, program: Program, journal: Path) -> None:
        self._options = options
        self._api = api
        self._outlet = outlet
        self._program = program
        self._journal = journal
        self._random = Random(options.seed)
        self._kills: list[float] = []
        self._orphans = 0
        self._commands: dict[str, float] = {}
        people = [api.person(f"Reader {number}", language_code="ru") for number in range(options.chats)]
        self._private = [api.private(person) for person in people]
        self._groups = [api.supergroup(f"Group {number}", people[0]) for number in range(options.groups)]

    @property
    def _chats(self) -> list[ChatHandle]:
        return [*self._private, *self._groups]

    async def run(self) -> Verdict:
        self._program.start()
        for chat in self._chats:
            await self._command(chat, f"/sources {self._outlet.url}")
            await self._command(chat, "/add новость")
        await self._until_told(len(self._chats), lambda html: "читается" in html)
        articles = max(1, self._options.messages // len(self._chats))
        self._misbehave()
        began = time.time()
        await self._publish_and_kill(articles)
        self._api.faults.clear()
        await self._until_told(articles * len(self._chats), lambda html: len(set(_ADDRESS.findall(html))))
        await self._program.stop()
        record = await asyncio.to_thread(Journal.read, self._journal)
        return self._judge(record, articles, began)

    async def _command(self, chat: ChatHandle, text: str) -> None:
        name, _, rest = text.partition(" ")
        is_group = chat in self._groups
        self._commands[f"{chat.id} {rest}"] = time.time()
        await chat.say(f"{name}@dozor_test_bot {rest}" if is_group else text)

    def _misbehave(self) -> None:
        kinds = [
            Fault.refuse(Refusal.INTERNAL),
            Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=1),
            Fault(page=502),
            Fault(reset=True),
            Fault(reset=True, stored=True),
        ]
        for fault in kinds:
            self._api.faults.add(fault, times=None, probability=self._options.faults / len(kinds))

    async def _publish_and_kill(self, articles: int) -> None:
        """Publish one by one, and kill at moments that are spread evenly."""
        owed_s = articles * len(self._chats) / 28
        pause_s = owed_s / articles
        kills = sorted(self._random.uniform(0, owed_s) for _ in range(self._options.kills))
        began = time.monotonic()
        numbers = iter(range(articles))
        due = [(number * pause_s, None) for number in numbers] + [(at, number) for number, at in enumerate(kills)]
        published = 0
        for at, kill in sorted(due, key=lambda one: one[0]):
            await asyncio.sleep(max(0.0, began + at - time.monotonic()))
            if kill is None:
                self._outlet.publish(self._article(published))
                published += 1
            else:
                await self._command(self._random.choice(self._private), f"/add команда {kill}")
                await asyncio.sleep(self._random.uniform(0, 0.05))
                await self._kill()
            if not self._options.kills:
                await self._command(self._random.choice(self._private), f"/add команда {published}")

    def _article(self, number: int) -> Piece:
        words = self._random.sample(_WORDS, 6)
        return self._outlet.piece(
            f"news-{number}",
            f"Новость {number}: {' '.join(words[:3])}",
            f"Такова новость номер {number}: {' и '.join(words)}.",
        )

    async def _kill(self) -> None:
        self._kills.append(time.time())
        try:
            await self._program.kill()
        except TimeoutError:
            self._orphans += 1
        self._api.telegram.queue.abort_poll()
        self._program.start()

    async def _until_told(self, wanted: int, count: Callable[[str], int]) -> None:
        """Return when that much was told, or when nothing new was for long."""
        reached, since = -1, time.monotonic()
        while reached < wanted and time.monotonic() - since < _PATIENCE_S:
            await asyncio.sleep(0.5)
            found = sum(count(message.html) for chat in self._chats for message in chat.messages)
            if found != reached:
                reached, since = found, time.monotonic()

    def _judge(self, record: Record, articles: int, began: float) -> Verdict:
        sends = [call for call in record.of("sendMessage") if call.stored]
        told: dict[int, list[int]] = defaultdict(list)
        reordered = 0
        for call in sorted(sends, key=lambda call: call.stored or (0, 0)):
            chat, found = int(call.params["chat_id"]), [int(one) for one in _ADDRESS.findall(call.params["text"])]
            new = [one for one in found if one not in told[chat]]
            reordered += bool(new and told[chat] and min(new) < max(told[chat]))
            told[chat] += found
        owed = articles * len(self._chats)
        there = sum(len(set(found)) for found in told.values())
        news = [call for call in sends if _ADDRESS.search(call.params["text"])]
        took_s = max([call.at for call in news], default=began) - began
        under_way = [sum(_is_under_way(call, at) for call in record.of("sendMessage")) for at in self._kills]
        cut_off = sum(call.fault is not None and call.stored is not None for call in record.of("sendMessage"))
        answers = _answers(sends, self._commands)
        waits = sorted(
            at - self._commands[command] for command, at in answers.items() if self._commands[command] > began
        )
        return Verdict(
            owed=owed,
            lost=owed - there,
            repeated=sum(len(found) for found in told.values()) - there,
            repeatable=sum(under_way) + cut_off,
            reordered=reordered,
            commands_lost=len(self._commands.keys() - answers.keys()),
            orphans=self._orphans,
            kills=len(self._kills),
            in_flight=sum(count > 0 for count in under_way),
            refused=sum(call.error_code == 429 and call.fault is None for call in record.calls),
            messages=len(news),
            messages_per_s=round(len(news) / took_s, 2) if took_s else 0.0,
            answer_p95_ms=round(1000 * waits[int(len(waits) * 0.95)], 1) if waits else 0.0,
        )


def _is_under_way(call: Call, at: float) -> bool:
    return call.at <= at <= (call.answered_at or at) + _RECORDED_S


def _answers(sends: Sequence[Call], commands: Mapping[str, float]) -> dict[str, float]:
    """When each command was answered first."""
    answers: dict[str, float] = {}
    by_chat: dict[str, list[Call]] = defaultdict(list)
    for call in sends:
        by_chat[str(call.params["chat_id"])].append(call)
    for command, at in commands.items():
        chat, _, what = command.partition(" ")
        found = [call.at for call in by_chat[chat] if call.at >= at and what in call.params["text"]]
        if found:
            answers[command] = min(found)
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--faults", type=float, default=0.05, help="the share of requests that go wrong")
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--groups", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    arguments = vars(parser.parse_args())
    as_json = arguments.pop("json")
    verdict = asdict(asyncio.run(run(Options(**arguments))))
    print(json.dumps(verdict) if as_json else "\n".join(f"{name:16}{value}" for name, value in verdict.items()))
    sys.exit(1 if verdict["lost"] or verdict["commands_lost"] or verdict["orphans"] else 0)


if __name__ == "__main__":
    main()
