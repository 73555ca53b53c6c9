"""A database that a former program has left at a kill: today's program resumes its work."""

import os
import re
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.text.forms.version import forms_version
from tests.botapi import BotApi, ChatHandle, Message
from tests.botapi.clock import SystemClock
from tests.end_to_end.outlets import Outlet, Outlets
from tests.end_to_end.program import Launcher, Program, until
from tests.end_to_end.scene import SOON_S, matching
from tests.releases.hosts import BASE
from tests.releases.left import DATABASE, FOLDER, TELEGRAM, Manifest, pieces_of, unpack
from tests.releases.make import settings_of

_ALL = sorted(FOLDER.glob("*.tar.xz"))
_RUN = _ALL if os.environ.get("RELEASES") == "all" else _ALL[:1] + _ALL[-1:]
"""Each takes seconds: the oldest and the newest run; `RELEASES=all` runs the others as well, and those in between are
opened by `tests/storage/test_sqlite_releases.py` anyway.
"""
_AFTER = timedelta(seconds=5)
"""How long after the kill the program is started again, by its clock."""
_PUBLISH = "✅ Опубликовать"
_LEFT_TO_LAST = ("remove", "drop", "end", "forget")


class _Ahead(SystemClock):
    """The time of the machine, and so much more."""

    def __init__(self, ahead: timedelta) -> None:
        self._ahead_s = ahead.total_seconds()

    def now(self) -> float:
        return time.time() + self._ahead_s


@dataclass(frozen=True, slots=True)
class Upgraded:
    """Today's program on what a former one has left."""

    left: Manifest
    api: BotApi
    outlets: dict[str, Outlet]
    program: Program
    now: timedelta
    """How far its clock is ahead."""

    def chat(self, name: str) -> ChatHandle:
        return self.api.chat(self.left.chats[name])

    async def ask(self, name: str, text: str) -> str:
        """All that is said within the answer to a command."""
        chat = self.chat(name)
        known = {one.id for one in chat.messages}
        await chat.say(text)
        await until(lambda: any(one.id not in known for one in chat.messages), SOON_S, f"no answer to {text}")
        await self.api.confirmed(SOON_S)
        return "\n".join(one.text for one in chat.messages if one.id not in known)


@asynccontextmanager
async def upgraded(packed: Path, folder: Path, launcher: Launcher) -> AsyncIterator[Upgraded]:
    """Everybody is where they were; the program is not started yet."""
    left = unpack(packed, folder)
    ahead = left.left + _AFTER - datetime.now(UTC)
    async with Outlets() as serving, BotApi(state=folder / TELEGRAM, clock=_Ahead(ahead)) as api:
        port, serving.base = serving.base.rpartition(":")[2], BASE
        (folder / "hosts.port").write_text(port, "ascii")
        outlets = {}
        for name, pieces in pieces_of(folder).items():
            outlets[name] = serving.open(name)
            outlets[name].pieces[:] = pieces
        program = Program(launcher, folder, settings_of(api, edits_after_s="1"))
        program.set_clock(ahead)
        yield Upgraded(left, api, outlets, program, ahead)
        await program.end()


@pytest.mark.parametrize("packed", _RUN, ids=lambda path: path.name.removesuffix(".tar.xz"))
async def test_it_goes_on_where_a_former_program_was_killed(packed: Path, tmp_path: Path, launcher: Launcher) -> None:
    async with upgraded(packed, tmp_path / "program", launcher) as scene:
        cards = {one.id for one in scene.chat("Anna").messages if _waits(one)}
        before = _told(scene, cards)
        old = {chat.id: list(chat.messages) for chat in map(scene.chat, scene.left.chats)}
        scene.program.start()
        await scene.api.polled(SOON_S)

        await _pays_what_was_owed(scene)
        await _shows_what_people_had(scene)
        await _goes_on_at_the_desk(scene)
        await _tells_what_comes_now(scene)
        for outlet in scene.outlets.values():
            await outlet.read()
        assert _repeated(before, _told(scene, cards)) == {}
        for name, addresses in scene.left.never.items():
            told = " ".join(one.html for one in scene.chat(name).messages)
            assert not [address for address in addresses if address in told]

        await _answers_old_buttons(scene, old)
        assert await scene.program.stop() == 0
        assert not re.search(r" ERROR |Traceback", scene.program.said()), scene.program.said()[-3_000:]
        _is_sound(scene.program.folder / DATABASE)


async def _pays_what_was_owed(scene: Upgraded) -> None:
    """What was on its way at the kill, what waited for a digest, and an edit that was due."""
    await scene.ask("Boris", "/digest сразу")
    for name, addresses in scene.left.owed.items():

        def missing(name: str = name, addresses: Sequence[str] = addresses) -> list[str]:
            return [one for one in addresses if _times(scene, name, one) != 1]

        await until(lambda: not missing(), SOON_S, f"{name} is not told once of {addresses}")
    for address in scene.left.edited:
        (message,) = [one for one in scene.chat("Anna").messages if (one.link_preview or {}).get("url") == address]
        await until(lambda message=message: "Herald" in message.text, SOON_S, f"no edit: {message.text}")  # type: ignore[misc]


async def _shows_what_people_had(scene: Upgraded) -> None:
    for name, queries in scene.left.subscriptions.items():
        if name != "Dmitri":  # he has blocked the bot
            listed = await scene.ask(name, "/list")
            assert [query for query in queries if query not in listed] == []
            assert not [query for query in scene.left.removed if query in listed]
    settings = await scene.ask("Anna", "/settings")
    assert "Киев" in settings or "Kyiv" in settings, settings


async def _goes_on_at_the_desk(scene: Upgraded) -> None:
    """A card from before the upgrade is approved by its old button."""

    def cards() -> list[Message]:
        return [one for one in scene.chat("Anna").messages if _waits(one)]

    await until(lambda: len(cards()) == scene.left.cards, SOON_S, "cards are lost, or too many")
    if scene.left.cards:
        channel = scene.chat("Channel")
        standing = len(channel.messages)
        (card, *_), anna = cards(), scene.chat("Anna")
        shown = card.button(_PUBLISH).data
        await (await anna.press(card, _PUBLISH)).answered(SOON_S)
        # What is akin to a post that stands is asked about: the card has another button then.
        await until(lambda: card not in cards() or card.button(_PUBLISH).data != shown, SOON_S, "nothing is done")
        if card in cards():
            await (await anna.press(card, _PUBLISH)).answered(SOON_S)
        await until(lambda: len(channel.messages) == standing + 1, SOON_S, "the approved card is not posted")


async def _tells_what_comes_now(scene: Upgraded) -> None:
    outlet = scene.outlets["courier"]
    piece = matching(outlet, "сегодня")
    outlet.publish(type(piece)(piece.title, piece.paragraphs, piece.url, piece.guid, piece.at + scene.now))
    await until(lambda: _times(scene, "Anna", piece.url) == 1, SOON_S, "news are not told")


async def _answers_old_buttons(scene: Upgraded, old: dict[int, list[Message]]) -> None:
    """One of each kind of button under messages of the former program; what removes something comes last."""
    kinds: dict[str, tuple[ChatHandle, Message, str]] = {}
    for chat_id, messages in old.items():
        for message in messages:
            for button in message.buttons:
                if button.data:
                    kinds.setdefault(button.data.partition(":")[0], (scene.api.chat(chat_id), message, button.data))
    assert kinds
    for kind in sorted(kinds, key=lambda kind: any(word in kind for word in _LEFT_TO_LAST)):
        chat, message, data = kinds[kind]
        if chat.id != scene.left.chats["Dmitri"]:
            await (await chat.forge(message, data)).answered(SOON_S)


def _told(scene: Upgraded, cards: set[int]) -> dict[int, Counter[str]]:
    """How often each address is told in each chat; not counted are Anna's cards, which were there, or wait."""
    return {
        chat.id: Counter(
            str((one.link_preview or {}).get("url"))
            for one in chat.messages
            if not _waits(one) and (name != "Anna" or one.id not in cards)
        )
        for name, chat in ((name, scene.chat(name)) for name in scene.left.chats)
    }


def _tells(message: Message, address: str) -> bool:
    return f'"{address}"' in message.html


def _times(scene: Upgraded, name: str, address: str) -> int:
    """How often it is told there; a card that waits for a decision does not count."""
    return sum(_tells(one, address) and not _waits(one) for one in scene.chat(name).messages)


def _waits(message: Message) -> bool:
    return any(button.text == _PUBLISH for button in message.buttons)


def _repeated(before: dict[int, Counter[str]], now: dict[int, Counter[str]]) -> dict[int, Counter[str]]:
    """What was told before the upgrade, and stands once more."""
    more = {chat: now[chat] - counts for chat, counts in before.items()}
    return {
        chat: again
        for chat, counts in more.items()
        if (again := Counter({url: n for url, n in counts.items() if before[chat][url] and url != "None"}))
    }


def _is_sound(database: Path) -> None:
    """Nothing points to nothing, and all forms are those of today."""
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        older: Iterable[tuple[str]] = db.execute(
            "SELECT text FROM queries WHERE live AND (expansion IS NULL OR forms IS NOT ?)", (forms_version(),)
        )
        assert list(older) == []


async def test_a_database_of_a_later_program_is_refused_with_the_remedy_and_left_as_it_is(program: Program) -> None:
    database = program.folder / DATABASE
    with closing(sqlite3.connect(database)) as db, db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " SELECT migration_set, 'of_a_later_program', applied_at FROM _sqlite_migrations LIMIT 1"
        )
    before = _dump(database)
    program.start()
    assert await program.ended() == 1
    assert "was changed by a newer version: start that one, or restore an older copy" in program.said()
    assert _dump(database) == before


def _dump(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as db:
        return list(db.iterdump())
