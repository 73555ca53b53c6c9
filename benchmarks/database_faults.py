"""The whole program on a database whose n-th statement fails, for each n until nothing fails.

    python -m benchmarks.database_faults --json

As SQLite tests itself (https://www.sqlite.org/testing.html): a round publishes an article and sends a command while the
n-th statement from then on fails, once or for a while, with an error of the disk, a full disk, or a lock. The judge of
the chaos benchmark then says what was lost, repeated or put out of order. Nothing is killed here, so nothing excuses a
repetition.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, astuple, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self
from unittest.mock import patch

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from benchmarks.chaos_judge import Command, Played, Verdict, judge, stories_in
from bot.app import Outside
from bot.config import Settings
from bot.delivery.throttle import Rates
from bot.lifecycle import serve
from bot.runtime.clock import SystemClock
from bot.runtime.lazy_aiogram import import_aiogram
from storage.sqlite import SqliteStorage
from tests.botapi import BotApi, ChatHandle, Journal
from tests.end_to_end.outlets import Outlet, Outlets
from tests.faulty_sqlite import Failure, Faults

_FOR_A_WHILE = 12
"""Statements in a row that fail."""
_ROUNDS = 60
"""Of one run of the program; more news in a chat would be told as a digest."""
_PATIENCE_S = 30.0
_RATES = Rates(1_000, chat_per_second=100, chat_burst=100, group_per_minute=6_000, edit_interval=timedelta(seconds=1))
_INTERVAL_S = 0.1
_MOST = 10_000
"""Far more statements than a round has."""


@dataclass(frozen=True, slots=True)
class Round:
    """What fails while an article is published and a command is sent."""

    failure: Failure
    nth: int
    times: int

    @property
    def only(self) -> str:
        """What begins with this; another program's lock is met where a transaction begins."""
        return "BEGIN" if self.failure is Failure.LOCKED else ""


class Stage:
    """The program in this process, with two readers of one outlet. An async context manager."""

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as opened:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="dozor-faults-")))
            self._journal = folder / "journal.jsonl"
            self._api = await opened.enter_async_context(BotApi(journal=self._journal))
            outlets = await opened.enter_async_context(Outlets())
            self._outlet: Outlet = outlets.open("courier")
            self._faults = Faults()
            self._rounds = 0
            self._commands: list[Command] = []
            anna = self._api.person("Anna", language_code="ru")
            self._chats = [self._api.private(anna), self._api.supergroup("Group", anna)]
            people, news = [await opened.enter_async_context(self._bot().context()) for _ in range(2)]
            settings = Settings(
                bot_token=self._api.token,
                database=f"sqlite:///{folder / 'dozor.db'}",
                default_pack=False,
                allow_private_networks=True,
            ).model_copy(update={"poll_interval_floor": _INTERVAL_S, "poll_interval_ceiling": _INTERVAL_S})
            opened.enter_context(
                patch(
                    "bot.lifecycle.open_storage",
                    lambda _, meter: SqliteStorage(str(folder / "dozor.db"), self._faults.factory(), meter=meter),
                )
            )
            self._stop = asyncio.Event()
            outside = Outside(settings, people, news, SystemClock(), rates=_RATES)
            self._running = asyncio.create_task(serve(outside, lambda _: _is_set(self._stop)))
            for chat in self._chats:
                await self._command(chat, "sources", self._outlet.url, "Добавляю")
                await self._command(chat, "settings", "лавина 100", "больше 100 сообщений")
                await self._command(chat, "add", "новость", "Слежу: новость")
            await self._until(lambda: all(self._is_read(chat) for chat in self._chats), "the outlet is not read")
            self._opened = opened.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop.set()
        await self._running
        await self._opened.aclose()

    def _bot(self) -> Bot:
        session = AiohttpSession(api=TelegramAPIServer.from_base(self._api.url))
        return Bot(self._api.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))

    async def play(self, round_: Round) -> bool:
        """Whether anything failed in it. Raises TimeoutError if something does not come."""
        number = self._rounds
        self._rounds += 1
        self._faults.arm(round_.failure, nth=round_.nth, times=round_.times, only=round_.only)
        self._publish(number)
        words = f"команда {number:04}"
        await self._command(self._chats[0], "add", words, f"Слежу: {words}")
        await self._until(lambda: self._are_told(number) and self._is_answered(words), f"{round_}: nothing comes")
        failed = self._faults.struck > 0
        self._faults.disarm()
        return failed

    async def verdict(self) -> Verdict:
        record = await asyncio.to_thread(Journal.read, self._journal)
        chats = [chat.id for chat in self._chats]
        return judge(record, Played(chats, self._rounds, self._commands, {}, {}, 0))

    def _publish(self, number: int) -> None:
        title = f"Новость {number}: событие {number} в городе {number}"
        self._outlet.publish(self._outlet.piece(f"news-{number}", title, f"Такова новость номер {number}."))

    async def _command(self, chat: ChatHandle, name: str, words: str, answer: str) -> None:
        self._commands.append(Command(chat.id, time.time(), answer))
        addressee = "" if chat is self._chats[0] else "@dozor_test_bot"
        await chat.say(f"/{name}{addressee} {words}")

    def _is_read(self, chat: ChatHandle) -> bool:
        """Groups are told only that the outlet is added."""
        words = "читается" if chat is self._chats[0] else "Добавляю"
        return any(words in message.html for message in chat.messages) and self._hears(chat, "Слежу: новость")

    def _are_told(self, number: int) -> bool:
        return all(any(number in stories_in(one.html) for one in chat.messages[-9:]) for chat in self._chats)

    def _is_answered(self, words: str) -> bool:
        return self._hears(self._chats[0], f"Слежу: {words}")

    def _hears(self, chat: ChatHandle, words: str) -> bool:
        return any(words in message.html for message in chat.messages[-9:])

    async def _until(self, condition: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + _PATIENCE_S
        while not condition():
            if self._running.done():
                await self._running
            if time.monotonic() > until:
                latest = {chat.id: [message.html for message in chat.messages[-5:]] for chat in self._chats}
                raise TimeoutError(f"{otherwise}; the chats read {latest}")
            await asyncio.sleep(0.01)


async def _is_set(event: asyncio.Event) -> None:
    await event.wait()


async def play(rounds: Sequence[Round]) -> tuple[Verdict, int]:
    """One run of the program with these rounds; and in how many of them something failed."""
    async with Stage() as stage:
        failed = sum([await stage.play(one) for one in rounds])
        return await stage.verdict(), failed


@dataclass(frozen=True, slots=True)
class Sweep:
    """What came of one kind of failure, for all n."""

    kind: str
    rounds: int
    failed: int
    """In how many rounds a statement failed."""
    verdict: Verdict


async def sweep(failure: Failure, times: int, step: int) -> Sweep:
    """Every `step`-th n until nothing fails any more."""
    verdicts: list[Verdict] = []
    failed, rounds = 0, [Round(failure, nth, times) for nth in range(1, _MOST, step)]
    for first in range(0, len(rounds), _ROUNDS):
        verdict, struck = await play(part := rounds[first : first + _ROUNDS])
        verdicts.append(verdict)
        failed += struck
        if struck < len(part):
            break
    total = Verdict(*map(sum, zip(*map(astuple, verdicts), strict=True)))
    return Sweep(f"{failure.name.lower()} x {times}", len(verdicts) * _ROUNDS, failed, total)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--step", type=int, default=1, help="look at every so many-th statement (%(default)s)")
    parser.add_argument("--json", action="store_true", help="a line of JSON each instead of a table")
    arguments = parser.parse_args()
    import_aiogram()
    wrong = 0
    for failure in (Failure.DISK, Failure.FULL, Failure.LOCKED):
        for times in (1, _FOR_A_WHILE):
            found = asyncio.run(sweep(failure, times, arguments.step))
            told = found.verdict
            wrong += told.lost + told.repeated + told.reordered + told.commands_lost + told.answered_twice
            print(
                json.dumps(asdict(found))
                if arguments.json
                else f"{found.kind:12} rounds {found.rounds:4}, failed {found.failed:4}; owed {told.owed:4}, lost"
                f" {told.lost}, repeated {told.repeated}, reordered {told.reordered}; commands {told.commands:4},"
                f" lost {told.commands_lost}, answered twice {told.answered_twice}",
                flush=True,
            )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
