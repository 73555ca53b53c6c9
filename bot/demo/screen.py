"""Shows a chat: in colours on a terminal, as plain lines in a file or a pipe.

On a terminal, a message that is edited changes where it stands, as long as that is on the screen.

Plain output marks bold as **bold** and a quote as "│ ", and gives every link's address in full after its text, in angle
brackets; an asterisk of the text itself has a backslash before it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from aiogram.enums import MessageEntityType as Kind
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.demo.formatting import Run, lines

_LOOKS = {
    Kind.BOLD: Style(bold=True),
    Kind.ITALIC: Style(italic=True),
    Kind.UNDERLINE: Style(underline=True),
    Kind.STRIKETHROUGH: Style(strike=True),
    Kind.CODE: Style(color="cyan"),
    Kind.PRE: Style(color="cyan"),
    Kind.TEXT_LINK: Style(color="blue"),
}

_UP = "\x1b[{rows}A\r\x1b[J"
"""Goes up so many rows, and clears the terminal from there on."""
_REMEMBERED = 200
"""Blocks: more than a terminal has rows."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message. `key` is what presses it: a number, or a sign that it is a link."""

    key: str
    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A message, ready to be shown."""

    heading: str
    body: Sequence[Run]
    keyboard: Sequence[Sequence[Button]]
    """Rows of buttons."""
    message: int = 0
    """The id of the message: another card with the same one is a later state of it."""


class Screen(Protocol):
    """Where the chat is shown. Its methods may block; they are called one at a time."""

    def card(self, card: Card) -> None:
        """Show a message of the bot."""
        ...

    def remark(self, text: str) -> None:
        """Show a line from the terminal itself."""
        ...

    def typed(self, line: str) -> None:
        """Show what the person typed, where nobody can have seen it being typed."""
        ...


class PlainScreen:
    """Lines for files, pipes and tests; each is written at once."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def card(self, card: Card) -> None:
        shown = [card.heading, *(_plain_line(line) for line in lines(card.body))]
        shown += (
            "  ".join(_addressed(f"[{button.key}] {button.label}", button.url) for button in row)
            for row in card.keyboard
        )
        self._write([*shown, ""])

    def remark(self, text: str) -> None:
        self._write([*text.splitlines(), ""])

    def typed(self, line: str) -> None:
        self._write([f"> {line}", ""])

    def _write(self, shown: Iterable[str]) -> None:
        self._out.write("".join(f"{line}\n" for line in shown))
        self._out.flush()


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that stand on the terminal."""

    text: str
    rows: int
    width: int
    """Of the terminal, as they were written."""
    message: int | None = None


class RichScreen:
    """A terminal: bold is bold, links can be clicked, a quote has a bar."""

    def __init__(self, console: Console, *, echo: bool = False) -> None:
        """With `echo`, what is typed is shown; a terminal usually does that itself."""
        self._console = console
        self._echo = echo
        self._standing: deque[_Block] = deque(maxlen=_REMEMBERED)

    def card(self, card: Card) -> None:
        block = self._block(lambda: self._card(card), card.message)
        below = self._below(card.message)
        if below is None:
            self._write([block])
            return
        rows = sum(one.rows for one in below)
        for _ in below:
            self._standing.pop()
        self._console.file.write(_UP.format(rows=rows))
        self._write([block, *below[1:]])

    def remark(self, text: str) -> None:
        self._write([self._block(lambda: self._remark(text))])

    def typed(self, line: str) -> None:
        if self._echo:
            self._write([self._block(lambda: self._remark(f"> {line}", "yellow"))])
        else:  # it stands there already, and so does the line break
            width = self._console.width
            self._standing.append(_Block(f"{line}\n", 1 + cell_len(line) // width, width))

    def _below(self, message: int) -> list[_Block] | None:
        """What is to be written again to change a message where it stands, itself first; None if it cannot be."""
        standing = list(self._standing)
        places = [place for place, block in enumerate(standing) if block.message == message]
        if not places or not self._console.is_terminal or self._console.is_dumb_terminal:
            return None
        below, size = standing[places[-1] :], self._console.size
        fits = sum(block.rows for block in below) < size.height and all(block.width == size.width for block in below)
        return below if fits else None

    def _block(self, show: Callable[[], None], message: int | None = None) -> _Block:
        with self._console.capture() as captured:
            show()
        text = captured.get()
        return _Block(text, text.count("\n"), self._console.width, message)

    def _write(self, blocks: Iterable[_Block]) -> None:
        for block in blocks:
            self._standing.append(block)
            self._console.file.write(block.text)
        self._console.file.flush()

    def _card(self, card: Card) -> None:
        self._show(Text(card.heading, style="green"))
        for line in lines(card.body):
            self._line(line)
        for row in card.keyboard:
            shown = Text()
            for button in row:
                shown.append(f"[{button.key}]", style="bold cyan").append(f" {button.label}")
                if button.url:
                    shown.append(f" {button.url}", style="dim")
                shown.append("   ")
            self._show(shown)
        self._console.print()

    def _remark(self, text: str, style: str = "dim") -> None:
        self._show(Text(text, style=style))
        self._console.print()

    def _line(self, line: Sequence[Run]) -> None:
        shown = Text()
        for index, run in enumerate(line):
            style = Style.combine([Style(), *(look for kind, look in _LOOKS.items() if kind in run.kinds)])
            shown.append(run.text, style=style + Style(link=run.url) if run.url else style)
            if _link_ends(line, index):
                shown.append(f" {run.url}", style="dim")
        if any(run.quoted for run in line):
            for piece in shown.wrap(self._console, max(10, self._console.width - 2)):
                self._show(Text.assemble(("┃ ", "blue"), piece))
        else:
            self._show(shown)

    def _show(self, text: Text) -> None:
        self._console.print(text, highlight=False, emoji=False, overflow="fold")


def _plain_line(line: Sequence[Run]) -> str:
    shown = "│ " if any(run.quoted for run in line) else ""
    bold = False
    for index, run in enumerate(line):
        if (Kind.BOLD in run.kinds) is not bold:
            bold = not bold
            shown += "**"
        shown += run.text.replace("*", "\\*")
        last = index == len(line) - 1
        if bold and (last or Kind.BOLD not in line[index + 1].kinds or _link_ends(line, index)):
            bold = False
            shown += "**"
        if _link_ends(line, index):
            shown = _addressed(shown, run.url)
    return shown


def _addressed(text: str, url: str | None) -> str:
    return f"{text} <{url}>" if url else text


def _link_ends(line: Sequence[Run], index: int) -> bool:
    """Whether a link ends with this run, and its text is not its address."""
    url = line[index].url
    if url is None or (index + 1 < len(line) and line[index + 1].url == url):
        return False
    label = ""
    while index >= 0 and line[index].url == url:
        label = line[index].text + label
        index -= 1
    return label != url
