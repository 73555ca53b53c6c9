"""The server itself, and the way into its world."""

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from .actors import ChatHandle
from .clock import Clock, SystemClock
from .faults import Faults
from .journal import Journal, Record
from .people import DEFAULT_TIMEOUT_S, Person, Press
from .state import State, load, save
from .telegram import Telegram
from .updates import UpdateQueue
from .webhook import Courier
from .windows import Limits, Windows
from .wire import Conditions, Wire
from .world import Kind, Member, Message, Status, User, World

TOKEN = "4200000001:AAH-loopback-only_Bot-API-of-the-tests"
_HOST = "127.0.0.1"
_SHUTDOWN_S = 0.1
"""How long requests that are cut off may go on."""
_MAX_REQUEST = 60 * 1024**2
"""Bytes: what Telegram takes in an upload (50 MB) with room for the rest of the form."""


class BotApi:
    """A Bot API server on loopback, as an async context manager.

    >>> async with BotApi(journal=tmp_path / "journal.jsonl") as api:
    ...     anna = api.person("Anna", language_code="ru")
    ...     chat = api.private(anna)
    ...     await chat.say("/add коалиция желающих")
    ...     message = await chat.next_message(timeout=5)
    ...     await chat.press(message, "Удалить")
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "dozor_test_bot",
        port: int = 0,
        journal: Path | None = None,
        sync: bool = False,
        state: Path | None = None,
        clock: Clock | None = None,
        limits: Limits | None = None,
        latency_s: float = 0.0,
        seed: int = 0,
    ) -> None:
        """`sync` makes the journal outlive a power cut; `state` is a snapshot, read at the start if it is there and
        written at the end; `seed` decides on chance.
        """
        self.token = token
        self.faults = Faults(seed)
        self.windows = Windows(limits or Limits())
        self.conditions = Conditions(self.faults, self.windows, latency_s)
        self._port = port
        self._journal_path = journal
        self._journal_sync = sync
        self._journal: Journal | None = None
        self._state_path = state
        self._clock = clock or SystemClock()
        self._world = World(User(int(token.partition(":")[0]), "Dozor", username, is_bot=True))
        self._handles: dict[int, ChatHandle] = {}
        self._runner: web.AppRunner | None = None
        self._restarts: asyncio.Queue[float] = asyncio.Queue()
        self._restarts_due = 0
        self._further_routes: list[web.AbstractRouteDef] = []

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            if self._journal_path is not None:
                self._journal = Journal(self._journal_path, sync=self._journal_sync)
                opened.push_async_callback(self._journal.close)
            state = await self._begin()
            if self._state_path is not None:
                opened.push_async_callback(self._save)
            queue = UpdateQueue(state.backlog, self._clock)
            self.telegram = Telegram(self._world, queue, self._clock, state.webhook)
            self._wire = Wire(self.telegram, self.token, self._journal, self.conditions, self.restart_soon)
            self._wire.calls = state.calls
            opened.push_async_callback(self._hang_up)
            opened.callback(queue.close)
            await self._listen()
            self._wire.note("started", url=self.url)
            courier = Courier(state.webhook, queue, self._clock, self._wire.run_reply)
            for work in (courier.run(), self._restart_when_asked()):
                opened.push_async_callback(_stop, asyncio.create_task(work))
            self._opened = opened.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._opened.aclose()

    @property
    def url(self) -> str:
        """The base address, without a slash at its end: what `TelegramAPIServer.from_base` takes."""
        return f"http://{_HOST}:{self._port}"

    def person(self, name: str, *, username: str | None = None, language_code: str | None = None) -> Person:
        """A user of Telegram, who does not know the bot yet."""
        return Person(self._world.add_user(name, username, language_code))

    def private(self, person: Person) -> ChatHandle:
        """The chat of a person with the bot, which the person has started."""
        return self.chat(self._world.add_private(person.user).id)

    def group(self, title: str, *people: Person, bot: Status = Status.MEMBER) -> ChatHandle:
        """A basic group; the first of the people is its owner."""
        return self._shared(Kind.GROUP, title, people, bot)

    def supergroup(
        self,
        title: str,
        *people: Person,
        username: str | None = None,
        is_forum: bool = False,
        bot: Status = Status.MEMBER,
    ) -> ChatHandle:
        """A supergroup, with topics if it is a forum; the first of the people is its owner."""
        return self._shared(Kind.SUPERGROUP, title, people, bot, username=username, is_forum=is_forum)

    def channel(
        self, title: str, *people: Person, username: str | None = None, bot: Status = Status.ADMINISTRATOR
    ) -> ChatHandle:
        """A channel; the first of the people is its owner."""
        return self._shared(Kind.CHANNEL, title, people, bot, username=username)

    def chat(self, chat_id: int) -> ChatHandle:
        """The one handle of a chat."""
        return self._handles.setdefault(chat_id, ChatHandle(self.telegram, chat_id, self.chat))

    async def record(self) -> Record:
        """The journal so far; empty if none is kept."""
        if self._journal is None or self._journal_path is None:
            return Record()
        await self._journal.flush()
        return await asyncio.to_thread(Journal.read, self._journal_path)

    def content(self, message: Message) -> bytes:
        """What is in the file that a message carries. Raises LookupError."""
        described = (message.attachment or {}).get("document") or (message.attachment or {})["photo"][-1]
        return self.telegram.files[described["file_id"]].content

    def press(self, query_id: str) -> Press:
        """A button that was pressed, by the id of its query. Raises KeyError."""
        if query_id not in self._world.callbacks:
            raise KeyError(query_id)
        return Press(query_id, self.telegram)

    def extend(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve these too; before the start."""
        self._further_routes.extend(routes)

    @property
    def sends_in_flight(self) -> int:
        """How many sends and edits the bot has begun that are not yet answered."""
        return self._wire.sends_in_flight

    async def restarted(self, timeout: float = DEFAULT_TIMEOUT_S) -> None:  # noqa: ASYNC109  as tests say it
        """Return when no restart is due any more. Raises TimeoutError after `timeout` seconds."""
        await self.telegram.bell.until(lambda: self._restarts_due == 0 or None, timeout)

    async def polled(self, timeout: float = DEFAULT_TIMEOUT_S) -> None:  # noqa: ASYNC109  as tests say it
        """Return when the bot waits for updates. Raises TimeoutError after `timeout` seconds."""
        queue = self.telegram.queue
        await queue.bell.until(lambda: queue.is_polled or None, timeout)

    async def confirmed(self, timeout: float = DEFAULT_TIMEOUT_S) -> None:  # noqa: ASYNC109  as tests say it
        """Return when the bot is done with every update. Raises TimeoutError after `timeout` seconds."""
        queue = self.telegram.queue
        await queue.bell.until(lambda: not queue.backlog.pending or None, timeout)

    def _shared(
        self,
        kind: Kind,
        title: str,
        people: Iterable[Person],
        bot: Status,
        *,
        username: str | None = None,
        is_forum: bool = False,
    ) -> ChatHandle:
        chat = self._world.add_chat(kind, title, username, is_forum=is_forum)
        for number, person in enumerate(people):
            status = Status.MEMBER if number else Status.CREATOR
            chat.members[person.id] = Member(person.id, status)
        chat.members[self._world.bot.id] = Member(self._world.bot.id, bot)
        return self.chat(chat.id)

    async def restart(self, away_s: float = 0.0) -> None:
        """Cut every connection, and listen again on the same port after so many seconds, with everything as it was."""
        await self._hang_up()
        await self._clock.sleep(away_s)
        await self._listen()
        self._wire.note("restarted", away_s=away_s)

    def restart_soon(self, away_s: float = 0.0) -> None:
        """As `restart`, without waiting for it: for those who are connected themselves."""
        self._restarts_due += 1
        self._restarts.put_nowait(away_s)

    async def _restart_when_asked(self) -> None:
        while True:
            await self.restart(await self._restarts.get())
            self._restarts_due -= 1
            self.telegram.bell.ring()

    async def _begin(self) -> State:
        """The state to begin with: as it was left, or a new world."""
        found = await asyncio.to_thread(load, self._state_path) if self._state_path else None
        state = found or State(self._world)
        self._world = state.world
        return state

    async def _save(self) -> None:
        if self._state_path is not None:
            state = State(self._world, self.telegram.queue.backlog, self.telegram.webhook, self._wire.calls)
            await asyncio.to_thread(save, state, self._state_path)

    async def _listen(self) -> None:
        app = web.Application(client_max_size=_MAX_REQUEST)
        app.add_routes([*self._wire.routes(), *self._further_routes])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN_S)
        await self._runner.setup()
        await web.TCPSite(self._runner, _HOST, self._port, reuse_address=True).start()
        self._port = self._runner.addresses[0][1]

    async def _hang_up(self) -> None:
        """As if the process had died: connections are cut, whatever they are in the middle of."""
        runner, self._runner = self._runner, None
        if runner is None:
            return
        for connection in runner.server.connections if runner.server else []:
            if connection.transport is not None:
                connection.transport.abort()
        await runner.cleanup()


async def _stop(task: asyncio.Task[None]) -> None:
    """Cancel a task that runs for ever. Raises what it failed with, if it did."""
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled():
        task.result()
