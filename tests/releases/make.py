"""Makes a kept database: runs a program of any release with people and news around it, and kills it at work.

    python -m tests.releases.make 0.1.0                                    # the present program
    python -m tests.releases.make schema-33 --program ../dozor-of-then     # the one of another checkout

Everybody around it is today's: the Bot API server, the outlets, what people do. What a program does not know yet is
left out, by the number of its migrations. The words are made up, and the whole is small: it is kept for ever.
"""

import argparse
import asyncio
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tests.botapi import BotApi, ChatHandle, Fault, Message, Status
from tests.end_to_end.outlets import Outlet, Outlets, Piece
from tests.end_to_end.program import ROOT, clean_environment, session, until
from tests.end_to_end.scene import QUERY, SOON_S, links, matching
from tests.releases.hosts import BASE
from tests.releases.left import DATABASE, FOLDER, TELEGRAM, Manifest, pack, told_in

_EXCLUSIONS, _FORGETTING, _CHANNELS = 57, 61, 63
"""The numbers of migrations from which on a program knows these."""
_MARKETS, _MINES, _PORTS = "биржа", "шахта", "порт"
_ON_ITS_WAY_S = 3_600.0
_EDITED_AFTER_S = "20"
_MUTE = ("🔇", "Заглушить")


class Former:
    """A program of a checkout, with a folder of its own."""

    def __init__(self, checkout: Path, folder: Path, api: BotApi, outlets: Outlets) -> None:
        self.folder = folder
        self._checkout = checkout
        port = outlets.base.rpartition(":")[2]
        self._command = [sys.executable, str(Path(__file__).with_name("former.py")), port, "run"]
        self._settings = {**settings_of(api), "PYTHONPATH": str(checkout)}

    @property
    def schema(self) -> int:
        """How many migrations it knows."""
        written = (self._checkout / "storage" / "sqlite" / "migrations.py").read_text("utf-8")
        return len(re.findall(r"^@migrations\(\)", written, re.MULTILINE))

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self.folder, env=self._settings, stdout=log, stderr=log, start_new_session=True
            )

    async def kill(self) -> None:
        """`kill -9`, and wait until nothing is left of it."""
        self._process.send_signal(signal.SIGKILL)
        await asyncio.to_thread(self._process.wait)
        await until(lambda: not session(self._process.pid), 60.0, "its children stay")


def settings_of(api: BotApi, edits_after_s: str = _EDITED_AFTER_S) -> Mapping[str, str]:
    """Those of a program that polls every second; the ones that a release does not know do not hurt."""
    return clean_environment() | {
        "BOT_TOKEN": api.token,
        "TELEGRAM_API": api.url,
        "DATABASE": f"sqlite:///{DATABASE}",
        "DEFAULT_PACK": "false",
        "ALLOW_PRIVATE_NETWORKS": "true",
        "POLL_INTERVAL_FLOOR": "1",
        "POLL_INTERVAL_CEILING": "1",
        "EDIT_INTERVAL": edits_after_s,
        "PAGES": "false",
        "LOG_LEVEL": "DEBUG",
    }


class Story:
    """What happens around the program until it is killed."""

    def __init__(self, api: BotApi, outlets: Outlets, program: Former) -> None:
        self._api = api
        self._program = program
        self.courier, self.herald = (outlets.open(name) for name in ("courier", "herald"))
        self.people = {name: api.person(name, language_code="ru") for name in ("Anna", "Boris", "Clara", "Dmitri")}
        self.chats = {name: api.private(person) for name, person in self.people.items()}
        self.anna = self.chats["Anna"]
        self.never: dict[str, list[str]] = {"Anna": []}
        self.owed: dict[str, list[str]] = {}
        self.edited: list[str] = []
        self.cards = 0

    async def happen(self) -> None:
        """All of it; the program is killed at the end."""
        self._program.start()
        await self._api.polled(SOON_S)
        await self._subscribe()
        await self._hear_of_news()
        if self._program.schema >= _CHANNELS:
            await self._publish_in_a_channel()
        await self._leave()
        await self._owe_and_kill()

    async def _subscribe(self) -> None:
        for name, outlets in {
            "Anna": (self.courier, self.herald),
            "Boris": (self.courier,),
            "Clara": (self.courier,),
            "Dmitri": (self.courier,),
        }.items():
            chat = self.chats[name]
            await self._said(chat, "/sources " + " ".join(outlet.url for outlet in outlets), "читается", len(outlets))
            await self._said(chat, f"/add {QUERY}", "Слежу")
        for query in (_MARKETS, _PORTS):
            await self._said(self.anna, f"/add {query}", "Слежу")
        await self._said(self.anna, "/timezone Europe/Kyiv", "")
        await self._said(self.anna, "/remove 3", "")
        if self._program.schema >= _EXCLUSIONS:
            await self._said(self.anna, f"/except {_MINES}", "")
            await self._said(self.anna, "/list 2 в папку рынки", "")
        await self._said(self.chats["Boris"], "/digest раз в день", "")

    async def _said(self, chat: ChatHandle, text: str, answer: str, times: int = 1) -> None:
        """Say something, and wait for so many messages with that in them."""
        before = len(chat.messages)
        await chat.say(text)
        await until(
            lambda: sum(answer in one.text for one in chat.messages[before:]) >= times, SOON_S, f"no answer to {text}"
        )

    async def _hear_of_news(self) -> None:
        """One story that two outlets report, another that is muted, a third that is excluded."""
        self.courier.publish(first := matching(self.courier, "раз"))
        await self._told(self.anna, first)
        await self._told(self.chats["Clara"], first)
        self.courier.publish(muted := matching(self.courier, "два"))
        await self._told(self.anna, muted)
        await self._press(self.anna, muted, _MUTE)
        self.herald.publish(again := _again(self.herald, muted, "два-ещё"))
        self.never["Anna"].append(again.url)
        if self._program.schema >= _EXCLUSIONS:
            excluded = matching(self.herald, "три")
            excluded = self.herald.piece("три", f"{excluded.title}, {_MINES}", *excluded.paragraphs)
            self.herald.publish(excluded)
            self.never["Anna"].append(excluded.url)
        await self.herald.read()
        await self.herald.read()
        self.owed["Boris"] = [first.url, muted.url]

    async def _told(self, chat: ChatHandle, piece: Piece) -> None:
        await until(lambda: piece.url in links(chat), SOON_S, f"{piece.url} is not told")

    async def _press(self, chat: ChatHandle, piece: Piece, labels: tuple[str, ...]) -> None:
        """Press the first button with one of these labels under the message that tells of a piece."""
        (message,) = [one for one in chat.messages if (one.link_preview or {}).get("url") == piece.url]
        await _press(chat, message, lambda label: any(one in label for one in labels))

    async def _publish_in_a_channel(self) -> None:
        """Two stories are offered to a channel: one is approved, one waits at the desk."""
        anna = self.people["Anna"]
        channel = self.chats["Channel"] = self._api.channel("Оборона", anna, bot=Status.LEFT)
        before = len(self.anna.messages)
        await channel.set_bot(Status.ADMINISTRATOR, by=anna)
        await until(lambda: len(self.anna.messages) > before, SOON_S, "nobody asks what the channel publishes")
        question = self.anna.messages[-1]
        for label in (f"☐ {QUERY}", "После одобрения", "Здесь, в личке", "✅ Готово"):
            await _press(self.anna, question, lambda text, label=label: label in text)  # type: ignore[misc]
        approved, waits = matching(self.courier, "пост"), matching(self.courier, "карточка")
        for piece in (approved, waits):
            self.courier.publish(piece)
            await self._told(self.anna, piece)
            await until(lambda piece=piece: _card(self.anna, piece) is not None, SOON_S, "no card")  # type: ignore[misc]
            self.owed["Boris"].append(piece.url)
        card = _card(self.anna, approved)
        assert card is not None
        await self.anna.press(card, "✅ Опубликовать")
        await self._told(channel, approved)
        self.cards = 3  # with those of what comes later, once that is recorded

    async def _leave(self) -> None:
        """Clara has all deleted that is kept of her, Dmitri blocks the bot."""
        if self._program.schema >= _FORGETTING:
            await self._said(self.chats["Clara"], "/forget", "Удалить")
            question = self.chats["Clara"].messages[-1]
            await _press(self.chats["Clara"], question, lambda label: label == "🗑 Удалить всё")
        await self.chats["Dmitri"].block()

    async def _owe_and_kill(self) -> None:
        """Somebody else reports the first story, so that its message is due for an edit; another one is on its way."""
        await asyncio.sleep(2)  # what was told so far is recorded
        first = self.courier.pieces[-2]
        self.herald.publish(_again(self.herald, first, "раз-ещё"))
        self.edited.append(first.url)
        await self.herald.read()
        await self.herald.read()
        self._api.faults.add(Fault(delay_s=_ON_ITS_WAY_S), times=None)
        self.courier.publish(last := matching(self.courier, "последняя"))
        for name in ("Anna", "Boris", *(["Clara"] if self._program.schema < _FORGETTING else [])):
            self.owed.setdefault(name, []).append(last.url)
        await until(lambda: self._api.sends_in_flight > 0, SOON_S, "nothing is on its way")
        await self.courier.read()
        await asyncio.sleep(2)  # for what else is owed
        await self._program.kill()
        self._api.faults.clear()

    def manifest(self) -> Manifest:
        """What is so by now."""
        world = self._api.telegram.world
        follows = {"Anna": [QUERY, _MARKETS], "Boris": [QUERY], "Dmitri": [QUERY]}
        if self._program.schema < _FORGETTING:
            follows["Clara"] = [QUERY]
        return Manifest(
            datetime.now(UTC).isoformat(timespec="seconds"),
            self._program.schema,
            {name: chat.id for name, chat in self.chats.items()},
            follows,
            [_PORTS],
            told_in(world.chats, world.bot.id),
            self.owed,
            self.never,
            self.edited,
            self.cards,
        )


async def _press(chat: ChatHandle, message: Message, wanted: Callable[[str], bool]) -> None:
    """Press a button once the message has it, and wait for the answer. Raises TimeoutError."""

    def found() -> str | None:
        return next((str(one.data) for one in message.buttons if one.data and wanted(one.text)), None)

    await until(lambda: found() is not None, SOON_S, f"the button is not under {message.text!r}")
    await (await chat.press_data(message, str(found()))).answered(SOON_S)
    await asyncio.sleep(0.5)  # for the edit that follows


def _card(chat: ChatHandle, piece: Piece) -> Message | None:
    """The card of a piece at a desk."""
    of_it = [one for one in chat.messages if piece.title in one.text]
    return next((one for one in of_it if any("Опубликовать" in button.text for button in one.buttons)), None)


def _again(outlet: Outlet, piece: Piece, slug: str) -> Piece:
    """What another outlet reports in nearly the same words."""
    return outlet.piece(slug, piece.title, *piece.paragraphs, "Подробности уточняются.")


async def make(name: str, checkout: Path) -> Path:
    """Make it; the file that is kept."""
    with tempfile.TemporaryDirectory(prefix="dozor-release-") as made:
        folder = Path(made)
        async with Outlets() as outlets, BotApi(state=folder / TELEGRAM) as api:
            program = Former(checkout, folder, api, outlets)
            outlets.base, outlets_port = BASE, outlets.base
            story = Story(api, outlets, program)
            try:
                await story.happen()
            except BaseException:
                print((folder / "log").read_text("utf-8")[-3_000:], outlets_port, file=sys.stderr)  # noqa: T201
                raise
            finally:
                with suppress(AttributeError, ProcessLookupError):
                    await program.kill()
            manifest = story.manifest()
        target = FOLDER / f"{name}.tar.xz"
        pack(folder, (story.courier, story.herald), manifest, target)
        return target


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("name", help="of the release")
    parser.add_argument("--program", type=Path, default=ROOT, help="the folder of its checkout")
    options = parser.parse_args()
    made = asyncio.run(make(options.name, options.program.absolute()))
    print(f"{made}: {made.stat().st_size / 1e3:.0f} KB")  # noqa: T201


if __name__ == "__main__":
    main()
