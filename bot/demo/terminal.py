"""The person's side of the terminal: typed lines become updates, messages become lines on a screen."""

import asyncio
import io
import re
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, User
from rich.console import Console

from bot.demo.conversation import Conversation
from bot.demo.formatting import runs
from bot.demo.reader import typed_lines
from bot.demo.screen import Button, Card, PlainScreen, RichScreen, Screen
from bot.runtime.clock import Clock

TOKEN = "1000:terminal"  # noqa: S105  # of a bot that exists in this process alone
"""A `Bot` cannot be created without one; its first part is the bot's id."""

PERSON_ID = 1
"""The id of the person at the keyboard, and so of the chat."""

_NUMBER = re.compile(r"\[([0-9]{1,3})\]|([0-9]{1,3})")  # as a button shows it, or bare; "2026" is a message
_QUIT = "/quit"

_Shown = TypeVar("_Shown")


async def _at_once() -> None:
    """Confirmed is answered."""


class Terminal:
    """A chat of one person with the bot, on a screen and a stream of lines.

    A number presses that button of the last message with buttons, `/quit` ends, anything else is a message. The next
    line is taken when the bot has answered the last one, as a person would wait, so piped input can press a button
    of the answer.
    """

    def __init__(
        self,
        screen: Screen,
        lines: AsyncIterator[str],
        *,
        clock: Clock,
        text: Callable[..., str],
        language: str = "ru",
    ) -> None:
        """`text` gives the text for a key and its arguments; `language` is the language of the person's Telegram."""
        bot_id = int(TOKEN.partition(":")[0])
        self.me = User(id=bot_id, is_bot=True, first_name="Dozor", username="dozor_terminal_bot")
        self.person = User(id=PERSON_ID, is_bot=False, first_name="User", language_code=language)
        self.conversation = Conversation(self.person, self.me)
        self.clock = clock
        self.ended = asyncio.Event()
        """Set when the input has ended and the bot has handled all of it, or when the screen is gone."""
        self._screen = screen
        self._showing = asyncio.Lock()
        self._lines = lines
        self._text = text
        self._keyboard: tuple[Message, list[InlineKeyboardButton]] | None = None

    async def run(self, answered: Callable[[], Awaitable[None]] = _at_once) -> None:
        """Greet, then turn lines into updates until `ended`.

        `answered` returns when the bot has answered all that it confirmed.
        """
        await self._show(self._screen.remark, self._text("terminal-greeting"))
        async with asyncio.TaskGroup() as group:
            reading = group.create_task(self._read(answered))
            reading.add_done_callback(lambda _: self.ended.set())
            await self.ended.wait()
            reading.cancel()

    async def display(self, message: Message, sign: str = "●") -> None:
        """Show a message of the bot; from now on, numbers press its buttons, if it has any."""
        heading = f"{sign} {self.clock.now().astimezone():%H:%M:%S} #{message.message_id}"
        if message.reply_to_message:
            first_line = (message.reply_to_message.text or "").partition("\n")[0]
            heading += f" ↪ #{message.reply_to_message.message_id} {first_line}"
        rows, pressable = _numbered(message.reply_markup)
        if pressable:
            self._keyboard = message, pressable
        else:
            self._forget_keyboard(message.message_id)
        await self._show(
            self._screen.card, Card(heading, runs(message.text or "", message.entities or []), rows, message.message_id)
        )

    async def toast(self, text: str) -> None:
        """Show the short answer to a pressed button."""
        await self._show(self._screen.remark, f"✓ {text}")

    async def strike_out(self, message_id: int) -> None:
        """Show that a message was deleted."""
        self._forget_keyboard(message_id)
        await self._show(self._screen.remark, self._text("terminal-deleted", number=str(message_id)))

    async def _read(self, answered: Callable[[], Awaitable[None]]) -> None:
        async for line in self._lines:
            typed = line.strip()
            if typed == _QUIT:
                return
            if typed:
                await self._show(self._screen.typed, typed)
                await self._take(typed)
                await self.conversation.wait_until_confirmed()
                await answered()

    async def _take(self, typed: str) -> None:
        pressed = _NUMBER.fullmatch(typed)
        if self._keyboard is None or pressed is None:
            await self.conversation.write(typed, self.clock.now())
            return
        message, buttons = self._keyboard
        number = int(pressed[1] or pressed[2])
        if 1 <= number <= len(buttons):
            await self.conversation.press(message, buttons[number - 1])
        else:
            await self._show(self._screen.remark, self._text("terminal-no-button", count=len(buttons)))

    def _forget_keyboard(self, message_id: int) -> None:
        if self._keyboard and self._keyboard[0].message_id == message_id:
            self._keyboard = None

    async def _show(self, show: Callable[[_Shown], None], what: _Shown) -> None:
        """Show something, in a thread: a waiting pager must not delay the polling."""
        async with self._showing:
            try:
                await asyncio.to_thread(show, what)
            except BrokenPipeError:  # `… | head` has seen enough; it is the same each time
                self.ended.set()


def this_terminal(clock: Clock, text: Callable[..., str], language: str) -> Terminal:
    """A terminal on this process's standard input and output; in colours if the output is a terminal."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # an old console must not refuse a message because of one character
    if sys.stdout.isatty():
        screen: Screen = RichScreen(Console(file=sys.stdout), echo=not sys.stdin.isatty())
    else:
        screen = PlainScreen(sys.stdout)
    lines = typed_lines(sys.stdin.fileno(), sys.stdin.encoding)
    return Terminal(screen, lines, clock=clock, text=text, language=language)


def _numbered(keyboard: InlineKeyboardMarkup | None) -> tuple[list[list[Button]], list[InlineKeyboardButton]]:
    """The rows to show, and the buttons that can be pressed, counted from 1."""
    rows: list[list[Button]] = []
    pressable: list[InlineKeyboardButton] = []
    for row in keyboard.inline_keyboard if keyboard else ():
        shown = []
        for button in row:
            if button.callback_data is not None:
                pressable.append(button)
            key = "↗" if button.callback_data is None else str(len(pressable))
            shown.append(Button(key, button.text, button.url))
        rows.append(shown)
    return rows, pressable
