"""Shows a chat: in colours on a terminal, as plain lines in a file or a pipe.

Plain output marks bold as **bold** and a quote as "│ ", and gives every link's address in full after its text, in angle
brackets; an asterisk of the text itself has a backslash before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from aiogram.enums import MessageEntityType as Kind
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


class RichScreen:
    """A terminal: bold is bold, links can be clicked, a quote has a bar."""

    def __init__(self, console: Console, *, echo: bool = False) -> None:
        """With `echo`, what is typed is shown; a terminal usually does that itself."""
        self._console = console
        self._echo = echo

    def card(self, card: Card) -> None:
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

    def remark(self, text: str) -> None:
        self._show(Text(text, style="dim"))
        self._console.print()

    def typed(self, line: str) -> None:
        if self._echo:
            self._show(Text(f"> {line}", style="yellow"))
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
