"""The scenario for `benchmarks.delivery`: subscribed chats, a Bot API server in a process of its own, the program."""

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.loopback import settings_of
from bot.model import Cause, ChatKind, Language, NewSource, SubscribeIntent
from storage.sqlite import SqliteStorage
from tests.botapi import TOKEN, Journal, Record, Status
from tests.botapi.journal import Call
from tests.botapi.state import State, save
from tests.botapi.world import Chat, Kind, Member, User, World
from tests.end_to_end.outlets import Outlet, Outlets
from tests.end_to_end.program import ROOT, Launcher, Program, clean_environment

QUERY = "новость"
LATENCY_S = 0.02
_AT_ONCE = 2_000
_COMMANDERS = 50
"""People who are subscribed to nothing, and give commands."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many chats are subscribed."""

    private: int
    supergroups: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A command: when it was given, and after how many seconds its answer stood."""

    at: float
    wait_s: float


class Scenario:
    """A program that runs, with what is around it."""

    def __init__(self, folder: Path, api: "Api", outlets: Outlets, program: Program, world: World) -> None:
        self.api = api
        self.program = program
        self.courier, self.echo = outlets.open("courier"), outlets.open("echo")
        self._folder = folder
        self._world = world
        self._commands: list[tuple[int, float, str]] = []
        self._read = 0
        self._standing: Counter[str] = Counter()

    def chats(self, kind: Kind) -> list[int]:
        return [chat.id for chat in self._world.chats.values() if chat.kind is kind and chat.title != "Commander"]

    async def publish(self, outlet: Outlet, number: int) -> float:
        """The same article wherever it is published; when that was."""
        title = f"Новость {number}: {_words(number)}"
        outlet.publish(outlet.piece(f"news-{number}", title, f"Такова новость {number}. {_words(number + 7)}."))
        return time.time()

    async def command(self, chat: int) -> None:
        """A person writes something that is stored, and is to be answered."""
        text = f"команда {len(self._commands):06}"
        self._commands.append((chat, time.time(), text))
        await self.api.ask("say", chat=chat, text=f"/add {text}")

    async def command_on(self, every_s: float) -> None:
        """Commands at a steady rate, each from another person, until cancelled."""
        commanders = [chat.id for chat in self._world.chats.values() if chat.title == "Commander"]
        while True:
            await self.command(commanders[len(self._commands) % len(commanders)])
            await asyncio.sleep(every_s)

    async def record(self) -> Record:
        return await asyncio.to_thread(Journal.read, self._folder / "journal.jsonl")

    async def told(self, wanted: int, patience_s: float = 60.0) -> Record:
        """The journal when so many news messages stand, or when no more came for `patience_s` seconds."""
        return await self._stand("sendMessage", wanted, patience_s)

    async def edited(self, wanted: int, patience_s: float = 90.0) -> Record:
        """The same of edits of news."""
        return await self._stand("editMessageText", wanted, patience_s)

    async def _stand(self, method: str, wanted: int, patience_s: float) -> Record:
        since = time.monotonic()
        while self._standing[method] < wanted and time.monotonic() - since < patience_s:
            await asyncio.sleep(1.0)
            if self._read_on()[method]:
                since = time.monotonic()
        return await self.record()

    def _read_on(self) -> Counter[str]:
        """Read only the new lines of the journal, so that reading takes no time from what is measured."""
        with (self._folder / "journal.jsonl").open("rb") as journal:
            journal.seek(self._read)
            lines = journal.read().rpartition(b"\n")[0] + b"\n"
        self._read += len(lines) if lines != b"\n" else 0
        new = Counter(
            method
            for line in lines.splitlines()
            for method in ("sendMessage", "editMessageText")
            if b'"answer"' in line and b"/news-" in line and b'"stored": [' in line and method.encode() in line
        )
        self._standing += new
        return new

    def answers(self, record: Record) -> list[Answered]:
        """How long people waited; those who were not answered are left out, and can be counted."""
        stood: dict[str, float] = {}
        for call in record.of("sendMessage"):
            if call.stored and "Слежу: команда" in call.params["text"]:
                text = call.params["text"].partition("Слежу: ")[2].partition("\n")[0]
                stood.setdefault(text, call.answered_at or call.at)
        return [Answered(at, stood[text] - at) for _, at, text in self._commands if text in stood]

    def count(self, query: str) -> int:
        """What a query about numbers says of the program's database."""
        with closing(sqlite3.connect(f"file:{self._folder / 'dozor.db'}?mode=ro", uri=True)) as db:
            return int(db.execute(query).fetchone()[0])

    @property
    def commands(self) -> int:
        return len(self._commands)


class Api:
    """The server in a process of its own."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def ask(self, action: str, **fields: object) -> dict[str, Any]:
        async with self._session.post(f"{self.url}/control/{action}", json=fields) as response:
            answer: dict[str, Any] = await response.json()
            if not response.ok:
                raise RuntimeError(answer["error"])
            return answer


@asynccontextmanager
async def open_scenario(
    size: Size, further: Sequence[Outlet] = (), changed: Mapping[str, str] | None = None
) -> AsyncIterator[Scenario]:
    """Everybody is subscribed to `QUERY`, and watches two outlets and `further` ones; the program has read them.

    `changed` are settings of the program.
    """
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-delivery-")))
        outlets = await opened.enter_async_context(Outlets())
        world = make_world(size)
        save(State(world), folder / "state.json")
        api = await opened.enter_async_context(serve_api(folder))
        launcher = opened.enter_context(Launcher())
        unlimited = {"SUBSCRIPTIONS_PER_CHAT": "0"}
        settings = settings_of(folder / "dozor.db", api.url, TOKEN, **unlimited | dict(changed or {}))
        program = Program(launcher, folder, settings)
        built = Scenario(folder, api, outlets, program, world)
        chats = [chat for chat in world.chats.values() if chat.title != "Commander"]
        read = (built.courier, built.echo, *further)
        await settle_down(folder / "dozor.db", chats, [outlet.url for outlet in read])
        program.start()
        opened.push_async_callback(program.end)
        await api.ask("polled", timeout=120)
        for outlet in read:
            await outlet.read()
            await outlet.read()
        yield built


async def settle_down(database: Path, chats: Sequence[Chat], sources: Sequence[str]) -> None:
    """Let chats be known and subscribed, as if they had asked for it one after another."""
    now = datetime.now(UTC)
    async with SqliteStorage(str(database)) as storage:
        await storage.share_sources([NewSource(url, url, Language.RUSSIAN, "all") for url in sources], now)

        async def settle(chat: Chat) -> None:
            known = await storage.see_chat(chat.id, ChatKind(chat.kind), chat.title, Language.RUSSIAN, now)
            intent = SubscribeIntent(known.key, known.key, 0, QUERY, QUERY)
            await storage.subscribe(intent, now, Cause(f"0:{chat.id}"))

        for first in range(0, len(chats), _AT_ONCE):
            await asyncio.gather(*map(settle, chats[first : first + _AT_ONCE]))


def news(record: Record) -> list[Call]:
    """The messages that tell news, as they stand."""
    return [call for call in record.of("sendMessage") if call.stored and "/news-" in call.params["text"]]


def percentile(values: Sequence[float], share: float) -> float:
    """NaN for none."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


@asynccontextmanager
async def serve_api(folder: Path) -> AsyncIterator[Api]:
    """The server, with the world that `state.json` in the folder describes, and a journal there."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.botapi", "--limits", f"--latency={LATENCY_S}"),
        *(f"--state={folder / 'state.json'}", f"--journal={folder / 'journal.jsonl'}"),
        cwd=ROOT,
        env=clean_environment(),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession() as session:
            yield Api(url, session)
    finally:
        process.terminate()
        await process.wait()


def make_world(size: Size) -> World:
    """Chats that wait for the bot."""
    world = World(User(int(TOKEN.partition(":")[0]), "Dozor", "dozor_test_bot", is_bot=True))
    for number in range(size.private):
        world.add_private(world.add_user(f"Reader {number}", None, "ru"))
    for _ in range(_COMMANDERS):
        world.add_private(world.add_user("Commander", None, "ru"))
    owner = world.add_user("Owner", None, "ru")
    for kind, count in ((Kind.SUPERGROUP, size.supergroups), (Kind.GROUP, size.groups)):
        for number in range(count):
            chat = world.add_chat(kind, f"Group {number}")
            chat.members[owner.id] = Member(owner.id, Status.CREATOR)
            chat.members[world.bot.id] = Member(world.bot.id, Status.MEMBER)
    return world


def _words(number: int) -> str:
    """Words that tell one story from another."""
    alphabet = ("река", "мост", "завод", "школа", "театр", "порт", "рынок", "поезд", "врач", "музей", "остров")
    return " ".join(f"{alphabet[(number * step) % len(alphabet)]}{number}" for step in (1, 3, 5, 7))
