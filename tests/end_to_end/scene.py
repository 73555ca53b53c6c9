"""The program with what is around it: a reader in a chat, outlets, and Telegram."""

import asyncio
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.botapi import BotApi, ChatHandle, Journal, Message, Person, Record
from tests.end_to_end.outlets import Outlet, Outlets, Piece
from tests.end_to_end.program import Program, until

QUERY = "коалиция желающих"
SOON_S = 60.0
"""Polls come every second, messages to a chat too; the rest is for a busy machine."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A program that may be started, and everybody whom it meets. `chat` is Anna's."""

    api: BotApi
    outlets: Outlets
    program: Program
    journal_path: Path
    anna: Person
    chat: ChatHandle

    async def start(self) -> None:
        """Start the program, and wait until it listens."""
        self.api.telegram.queue.abort_poll()  # of a run that was killed: the server has not noticed yet
        self.program.start()
        await self.api.polled(SOON_S)

    async def spoken_to(self) -> None:
        """Wait until the program has asked Telegram for something, if only for updates."""
        calls = self.api._wire.calls
        await until(lambda: self.api._wire.calls > calls, SOON_S, "the program asks for nothing")

    async def ask(self, text: str, chat: ChatHandle | None = None) -> str:
        """Say something, and read the answer."""
        chat = chat or self.chat
        await chat.say(text)
        return (await chat.next_message(SOON_S)).text

    async def watch(self, *outlets: Outlet, chat: ChatHandle | None = None) -> None:
        """Add outlets by a message, and wait until their baselines are taken."""
        chat = chat or self.chat
        assert "Добавляю" in await self.ask("/sources " + " ".join(outlet.url for outlet in outlets), chat)
        for _ in outlets:
            assert "читается" in (await chat.next_message(SOON_S)).text

    async def subscribe(self, query: str = QUERY, chat: ChatHandle | None = None) -> None:
        assert f"Слежу: {query}" in await self.ask(f"/add {query}", chat)

    async def journal(self) -> Record:
        return await asyncio.to_thread(Journal.read, self.journal_path)


def notifications(chat: ChatHandle) -> list[Message]:
    """The news that stand in a chat."""
    return [message for message in chat.messages if message.link_preview and "url" in message.link_preview]


def links(chat: ChatHandle) -> Counter[str]:
    """How often each address was told in a chat."""
    return Counter(str((message.link_preview or {})["url"]) for message in notifications(chat))


def reports(message: Message) -> tuple[int, list[str]]:
    """How many outlets a message says have joined, and whose reports it lists."""
    count = re.search(r"ещё (\d+) издан", message.text)
    return int(count[1]) if count else 0, re.findall(r"^\d\d:\d\d(?: UTC)? (\w+): ", message.text, re.MULTILINE)


def matching(outlet: Outlet, slug: str) -> Piece:
    """A piece of news that meets `QUERY`, in oblique forms alone; pieces with other slugs tell of other events."""
    random = Random(slug)
    words = ["".join(random.choices("бвгдзклмнпрстаоеиу", k=8)) for _ in range(12)]
    return outlet.piece(
        slug,
        f"{words[0].title()}: встреча {slug}, {' '.join(words[1:5])}",
        f"На встрече {slug} в {words[5].title()} речь шла о {' '.join(words[6:9])}.",
        f"Участники <i>коалиции желающих</i> обсудили {' '.join(words[9:])} ({slug}).",
    )


def passing(outlet: Outlet, slug: str) -> Piece:
    """One that does not, though its words look alike."""
    return outlet.piece(
        slug,
        f"Коалиция желает перемен: {slug}",
        f"Правящая коалиция желает изменить бюджет, сообщили {slug}. Коалиции пожелали удачи.",
    )
