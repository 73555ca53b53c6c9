"""The terminal on a pseudo-terminal, as a process of its own: colours, typing, leaving."""

import asyncio
import os
import pty
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.i18n import Translations
from bot.model import Language

PROGRAM = """
import asyncio, sys
from bot.runtime.lazy_aiogram import import_aiogram
import_aiogram()  # as the program does
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from bot.runtime.clock import SystemClock
from bot.demo.session import TerminalSession
from bot.demo.terminal import TOKEN, this_terminal
from bot.i18n import Translations
from bot.model import Language

async def main():
    terminal = this_terminal(SystemClock(), Translations()[Language.RUSSIAN].plain, "ru")
    bot = Bot(TOKEN, session=TerminalSession(terminal), default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher()
    @dispatcher.message()
    async def answer(message):
        await message.answer(f'Вот: <b>{message.text}</b> <a href="http://127.0.0.1/page">ссылка</a>')
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, handle_as_tasks=False, close_bot_session=False)
    )
    await terminal.run()
    await dispatcher.stop_polling()
    await polling

try:
    asyncio.run(main())
except KeyboardInterrupt:
    sys.exit(0)
"""


class Session:
    """A program on a pseudo-terminal."""

    def __init__(self, process: asyncio.subprocess.Process, master: int) -> None:
        self.process = process
        self.master = master
        self.shown = b""

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    async def sees(self, text: str) -> None:
        async with asyncio.timeout(120):
            while text.encode() not in self.shown:
                self.shown += await asyncio.to_thread(os.read, self.master, 4096)


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROGRAM, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
    )
    os.close(slave)
    yield Session(process, master)
    if process.returncode is None:
        process.kill()
        await process.wait()
    os.close(master)


async def test_a_person_types_and_leaves(session: Session) -> None:
    await session.sees("Ctrl-D")
    session.type("мост\n")
    await session.sees("\x1b[1mмост\x1b[0m")
    await session.sees("http://127.0.0.1/page")
    session.type("\x04")
    async with asyncio.timeout(120):
        assert await session.process.wait() == 0


async def test_an_interrupt_leaves_at_once(session: Session) -> None:
    await session.sees("Ctrl-D")
    session.process.send_signal(signal.SIGINT)
    async with asyncio.timeout(120):
        assert await session.process.wait() == 0
    assert b"Traceback" not in session.shown


@pytest.mark.parametrize(("typed", "answer"), [("мост", "Вот: **мост** ссылка <http://127.0.0.1/page>\n"), ("", None)])
async def test_a_file_can_be_the_input_and_a_pipe_the_output(typed: str, answer: str | None, tmp_path: Path) -> None:
    file = Path(os.devnull)
    if typed:
        file = tmp_path / "typed"
        file.write_text(typed, encoding="utf-8")
    with file.open("rb") as source:  # nothing else runs on this loop
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, stdin=source, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
    async with asyncio.timeout(120):
        shown, complaints = await process.communicate()
    assert (process.returncode, complaints) == (0, b"")
    assert "/quit" in shown.decode()
    assert ("Вот" in shown.decode()) == (answer is not None)
    assert (answer or "") in shown.decode()


@pytest.mark.parametrize("language", list(Language))
def test_the_terminal_has_its_words_in_every_language(language: Language) -> None:
    texts = Translations()[language]
    assert "/quit" in texts.plain("terminal-greeting")
    assert "7" in texts.plain("terminal-no-button", count=7)
    assert "7" not in texts.plain("terminal-no-button", count=1)
    assert "#12 " in texts.plain("terminal-deleted", number="12")
