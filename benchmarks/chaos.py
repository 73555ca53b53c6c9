"""The whole program, killed again and again under load, before a Bot API server that fails now and then.

    python -m benchmarks.chaos --kills 100 --messages 10000 --faults 0.05 --leaps 9 --outages 12 --json

Every chat subscribes by a command; an outlet publishes articles that meet all subscriptions; `kill -9` strikes the
program or a child of it at moments that are spread evenly, with commands under way. Requests fail in every way, people
block the bot and come back, groups become supergroups, the server restarts, the clock leaps and is set right again, the
database fails in several ways, backups take its place. See `chaos_judge.py` for what counts.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from functools import partial
from math import ceil
from pathlib import Path
from random import Random

from benchmarks.chaos_backups import Backups
from benchmarks.chaos_clock import ClockSteps
from benchmarks.chaos_database import DatabaseOutages
from benchmarks.chaos_judge import Command, Played, Verdict, is_unknown, judge, stories_in
from benchmarks.chaos_runs import Runs
from benchmarks.loopback import settings_of
from tests.botapi import BotApi, ChatHandle, Fault, Journal, Limits, Refusal
from tests.end_to_end.outlets import Outlet, Outlets
from tests.end_to_end.program import Launcher, Program

_RUN_S = 2.0
"""How long the program runs between two kills at least, on average: it is to be at work when it is struck."""
_CARD = "⚡"
"""Begins the message that counts the stories of a burst."""
_AWAY_S = 15.0
"""How long somebody blocks the bot."""
_GATEWAY = (
    (502, '{"ok":false,"error_code":502,"description":"Bad Gateway"}'),
    (503, '{"ok":false}'),
    (502, "[]"),
    (500, '{"ok":tr'),
)
"""What stands before Telegram answers with when that fails."""
_Event = tuple[float, Callable[[], Awaitable[None]]]
"""When it happens, in seconds, and what."""
_WORDS = ("река", "мост", "завод", "школа", "театр", "порт", "рынок", "поезд", "врач", "музей", "остров", "берег")


@dataclass(frozen=True, slots=True)
class Options:
    kills: int
    messages: int
    """Stories owed to chats."""
    faults: float
    """The share of the sends that go wrong."""
    chats: int
    groups: int
    seed: int
    leaps: int = 0
    """How often the clock is set wrong, and right again."""
    outages: int = 0
    """How often the database fails for a while."""
    restores: int = 0
    """How often a backup takes the place of the database, some time after it was made.

    What is owed again comes as a digest, which shows 15 stories in private: more articles seem lost to the judge.
    """
    rate: float = 28.0
    """How many messages a second there is time for."""
    latency_s: float = 0.02
    patience_s: float = 420.0
    """How long nothing may happen before what is missing counts as lost."""
    keep: Path | None = None
    """Where the journal, what was done, the log of the program and its database are left."""


async def run(options: Options) -> Verdict:
    """Play it, and judge."""
    async with AsyncExitStack() as opened:
        folder = options.keep or Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-chaos-")))
        journal = folder / "journal.jsonl"
        api = await opened.enter_async_context(
            BotApi(journal=journal, limits=Limits.telegram(), latency_s=options.latency_s, seed=options.seed)
        )
        outlets = await opened.enter_async_context(Outlets())
        launcher = opened.enter_context(Launcher())
        settings = settings_of(folder / "dozor.db", api.url, api.token, SUBSCRIPTIONS_PER_CHAT="0")
        program = Program(launcher, folder, settings)
        try:
            played = await _Play(options, api, outlets.open("courier"), program).run()
        finally:
            await program.end()
        (folder / "played.json").write_text(json.dumps(asdict(played), default=sorted), "utf-8")
        record = await asyncio.to_thread(Journal.read, journal)
        return judge(record, played)


class _Play:
    def __init__(self, options: Options, api: BotApi, outlet: Outlet, program: Program) -> None:
        self._options = options
        self._api = api
        self._outlet = outlet
        self._program = program
        self._random = Random(options.seed)
        self._commands: list[Command] = []
        self._before_kills: list[Command] = []
        """Each command that was followed by a kill."""
        self._moved: dict[int, ChatHandle] = {}
        """By the id of a group: the supergroup that it has become."""
        self._away: set[int] = set()
        self._were_away: list[tuple[int, float, float]] = []
        self._read: Counter[int] = Counter()
        """How many messages of a chat were looked at, by its id."""
        self._cards: defaultdict[int, set[int]] = defaultdict(set)
        """The places of messages that count the stories of a burst."""
        self._stories: defaultdict[int, set[int]] = defaultdict(set)
        """What they told."""
        self._clock = ClockSteps(program, self._random)
        self._database = DatabaseOutages(program, self._random)
        self._runs = Runs(program, api, self._database, self._random)
        self._backups = Backups(program, self._runs, self._database, self._random)
        self._published: list[float] = []
        """When each article was."""
        people = [api.person(f"Reader {number}", language_code="ru") for number in range(options.chats)]
        self._private = [api.private(person) for person in people]
        # Every other group is a basic one, and will become a supergroup.
        self._groups = [
            (api.group if number % 2 else api.supergroup)(f"Group {number}", people[0])
            for number in range(options.groups)
        ]

    async def run(self) -> Played:
        self._runs.start()
        for chat in (*self._private, *self._groups):
            await self._command(chat, "sources", self._outlet.url, "Добавляю")
            await self._command(chat, "add", "новость", "Слежу: новость")
        await self._until(self._all_are_read)
        articles = ceil(self._options.messages / len(self._chats()))
        async with asyncio.TaskGroup() as beside:
            self._beside = beside
            keeping = beside.create_task(self._runs.keep_going())
            self._misbehave()
            await self._publish_and_hurt(articles)
            await self._backups.over()
            self._api.faults.clear()
            owed = articles * len(self._chats())
            await self._until(lambda: sum(len(self._told(chat)) for chat in self._chats()), owed)
            await self._until(lambda: -len(self._api.telegram.queue.backlog.pending), 0)
            await self._until(lambda: -self._unanswered(), 0)
            keeping.cancel()
        await self._program.stop()
        moved = {new.id: old for old, new in self._moved.items()}
        chats = [moved.get(chat.id, chat.id) for chat in self._chats()]
        return Played(
            chats,
            articles,
            self._commands,
            moved,
            self._runs.kills,
            self._runs.orphans,
            published=self._published,
            clock_set_right=self._clock.cap_times,
            outages=self._database.outages,
            away=self._were_away,
            restores=self._backups.restores,
        )

    def _chats(self) -> list[ChatHandle]:
        return [*self._private, *(self._moved.get(group.id, group) for group in self._groups)]

    def _told(self, chat: ChatHandle) -> set[int]:
        before = [old for old, new in self._moved.items() if new is chat]
        for handle in [chat, *map(self._api.chat, before)]:
            messages, cards = handle.messages, self._cards[handle.id]
            # Looking at all of them holds up the server for seconds; the card of a burst becomes the digest by an edit.
            for number in (*cards, *range(self._read[handle.id], len(messages))):
                told = set(stories_in(messages[number].html))
                self._stories[handle.id] |= told
                (cards.discard if told or not messages[number].html.startswith(_CARD) else cards.add)(number)
            self._read[handle.id] = len(messages)
        return set().union(*(self._stories[one] for one in [chat.id, *before]))

    def _all_are_read(self) -> int:
        """0 when every person was told that the outlet is read; groups are told only that it is added."""

        def is_told(chat: ChatHandle) -> bool:
            words = "читается" if chat in self._private else "Добавляю"
            return any(words in message.html for message in chat.messages)

        return -sum(not is_told(chat) for chat in self._chats())

    def _unanswered(self) -> int:
        """How many commands before a kill have no answer yet: what was accepted may wait for the next run."""
        return sum(
            not any(one.answer in message.html for message in self._api.chat(one.chat).messages)
            for one in self._before_kills
            if not is_unknown(one, self._backups.restores)
        )

    async def _command(self, chat: ChatHandle, name: str, words: str, answer: str) -> None:
        self._commands.append(Command(chat.id, time.time(), answer))
        addressee = "" if chat in self._private else "@dozor_test_bot"
        await chat.say(f"/{name}{addressee} {words}")

    def _misbehave(self) -> None:
        kinds = [
            Fault.refuse(Refusal.INTERNAL),
            Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=1),
            Fault(page=502),
            Fault(page=502, stored=True),
            *(Fault(answer=answer) for answer in _GATEWAY),
            Fault(reset=True),
            Fault(reset=True, stored=True),
            Fault(delay_s=1.5),
        ]
        for fault in kinds:
            self._api.faults.add(fault, times=None, probability=self._options.faults / len(kinds))

    async def _publish_and_hurt(self, articles: int) -> None:
        """Publish one after another as fast as they can be told, and hurt the program meanwhile."""
        options = self._options
        length_s = max(articles * len(self._chats()) / options.rate, options.kills * _RUN_S)

        def sometime(happen: Callable[[], Awaitable[None]]) -> _Event:
            return self._random.uniform(0, length_s), happen

        rare = 10 if options.kills >= 10 else 1
        events: list[_Event] = [
            *((number * length_s / articles, partial(self._publish, number)) for number in range(articles)),
            *(sometime(partial(self._command_and_kill, number)) for number in range(options.kills)),
            *self._clock.events(options.leaps, length_s),
            *self._database.events(options.outages, length_s),
            *self._backups.events(options.restores, length_s),
            *(sometime(self._block) for _ in range(rare)),
            *(sometime(self._restart_server) for _ in range(max(1, rare // 3))),
            *(sometime(partial(self._migrate, group)) for group in self._groups[1::2]),
        ]
        began = time.monotonic()
        for at, happen in sorted(events, key=lambda event: event[0]):
            await asyncio.sleep(max(0.0, began + at - time.monotonic()))
            await happen()

    async def _publish(self, number: int) -> None:
        words = self._random.sample(_WORDS, 6)
        title = f"Новость {number}: {' '.join(words[:3])}"
        text = f"Такова новость номер {number}: {' и '.join(words)}."
        self._published.append(time.time())
        self._outlet.publish(self._outlet.piece(f"news-{number}", title, text))

    async def _command_and_kill(self, number: int) -> None:
        chat = self._random.choice(self._private[::2])  # those who never block the bot, before it has answered
        await self._command(chat, "add", words := f"команда {number:04}", f"Слежу: {words}")
        self._before_kills.append(self._commands[-1])
        await asyncio.sleep(self._random.uniform(0, 0.1))
        await self._runs.kill()

    async def _block(self) -> None:
        """Somebody blocks the bot, and comes back."""
        chat = self._random.choice([chat for chat in self._private[1::2] if chat.id not in self._away])
        self._away.add(chat.id)
        began = time.time()
        await chat.block()

        async def come_back() -> None:
            await asyncio.sleep(self._random.uniform(0, _AWAY_S))
            await chat.unblock()
            self._away.discard(chat.id)
            self._were_away.append((chat.id, began, time.time()))

        self._beside.create_task(come_back())

    async def _migrate(self, group: ChatHandle) -> None:
        self._moved[group.id] = await group.migrate()

    async def _restart_server(self) -> None:
        await self._api.restart(away_s=self._random.uniform(0, 2))

    async def _until(self, reached: Callable[[], int], wanted: int = 0) -> None:
        """Return when so much is reached, or when nothing came nearer to it for long."""
        best, since = reached(), time.monotonic()
        while best < wanted and time.monotonic() - since < self._options.patience_s:
            await asyncio.sleep(0.5)
            if (now := reached()) > best:
                best, since = now, time.monotonic()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--messages", type=int, default=10_000, help="stories owed to chats, at least (%(default)s)")
    parser.add_argument("--faults", type=float, default=0.05, help="the share of sends that go wrong (%(default)s)")
    parser.add_argument("--leaps", type=int, default=9, help="of the clock (%(default)s)")
    parser.add_argument("--outages", type=int, default=12, help="of the database (%(default)s)")
    parser.add_argument("--restores", type=int, default=0, help="of backups; with up to 15 articles (%(default)s)")
    parser.add_argument("--chats", type=int, default=500)
    parser.add_argument("--groups", type=int, default=50)
    parser.add_argument("--rate", type=float, default=28.0, help="messages a second (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="an empty folder for what is left: journal, log, database")
    parser.add_argument("--json", action="store_true", help="one line of JSON instead of a table")
    arguments = vars(parser.parse_args())
    as_json = arguments.pop("json")
    verdict = asdict(asyncio.run(run(Options(**arguments))))
    print(json.dumps(verdict) if as_json else "\n".join(f"{name:16}{value}" for name, value in verdict.items()))
    wrong = ("lost", "unexcused", "reordered", "commands_lost", "answered_twice", "orphans")
    sys.exit(1 if any(verdict[name] for name in wrong) else 0)


if __name__ == "__main__":
    main()
