"""Records `dozor demo` as an animated picture: from /start to an alert that grows.

    a pseudo-terminal ──► pyte: what stands on it ──► frames ──► an SVG, whose frames follow one another by CSS

`make bench NAME=recording` writes docs/LANGUAGE/pictures/demo.svg, which README.md shows. It needs no network.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise
from pathlib import Path

import pyte

from bot.model import Language

_LOCALES = {Language.RUSSIAN: "ru_RU.UTF-8", Language.UKRAINIAN: "uk_UA.UTF-8", Language.ENGLISH: "en_GB.UTF-8"}
_COLUMNS, _ROWS = 88, 36
_PATIENCE_S = 60.0
_TYPED_S = 0.12
"""Between two characters."""
_LOOKED_S = 1.5
"""How long a person looks at an answer."""
_GROWS_S = 1.5
"""How long it is watched after the first report has joined the alert."""
_EDITED = re.compile(r"✎ [\d:]+ #(\d+)")
_LONGEST_S, _LAST_S = 2.5, 5.0
"""How long a frame stands, at most, and how long the last one does."""
_SHORTEST_S = 0.04
_CELL, _LINE, _MARGIN, _HEAD = 8.4, 19, 16, 34
"""Pixels."""
_PAPER, _INK = "#1e222b", "#d8dbe2"
_COLOURS = {
    "green": "#8fce7e",
    "cyan": "#5cc5cf",
    "blue": "#6fb3f2",
    "brown": "#e3c678",
    "yellow": "#e3c678",
    "brightblack": "#697182",
}
_DIM, _GREY = b"\x1b[2m", b"\x1b[90m"
"""pyte knows no dim text."""
_AS_EMOJI = "\N{VARIATION SELECTOR-16}".encode()
"""pyte leaves out what follows it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in a row that look the same."""

    column: int
    cells: int
    text: str
    colour: str
    bold: bool


Row = tuple[Piece, ...]
Frame = tuple[Row, ...]


class Film:
    """The frames of a terminal, with the time of each."""

    def __init__(self) -> None:
        self.frames: list[tuple[float, Frame]] = []
        self._screen = pyte.Screen(_COLUMNS, _ROWS)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, output: bytes) -> None:
        self._stream.feed(output.replace(_DIM, _GREY).replace(_AS_EMOJI, b""))
        frame = tuple(self._row(number) for number in range(_ROWS))
        now = time.monotonic()
        if self.frames and now - self.frames[-1][0] < _SHORTEST_S:
            now = self.frames.pop()[0]
        if not self.frames or self.frames[-1][1] != frame:
            self.frames.append((now, frame))

    @property
    def text(self) -> str:
        return "\n".join(self._screen.display)

    def _row(self, number: int) -> Row:
        line = [(column, self._screen.buffer[number][column]) for column in range(_COLUMNS)]
        looks = groupby(line, key=lambda cell: (cell[1].fg, cell[1].bold))
        pieces = []
        for (colour, bold), same in looks:
            part = list(same)
            text = "".join(cell.data for _, cell in part)
            if text.strip():
                lead, tail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
                cells = len(part) - lead - tail
                pieces.append(Piece(part[lead][0], cells, text.strip(), _COLOURS.get(colour, _INK), bold))
        return tuple(pieces)


class Terminal:
    """`dozor demo` on a pseudo-terminal, filmed."""

    def __init__(self, language: Language) -> None:
        self.film = Film()
        self._process, self._end = pty.fork()
        if not self._process:
            environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
            environment |= {"LC_ALL": _LOCALES[language], "TERM": "xterm-256color"}
            os.execve(sys.executable, [sys.executable, "-m", "bot", "demo"], environment)  # noqa: S606  ourselves
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))

    def watch(self, seconds: float) -> None:
        """Film for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._end], [], [], left)[0]:
                self.film.feed(os.read(self._end, 1 << 16))

    @property
    def last_edited(self) -> int:
        """The highest number of a message that was edited; 0 for none."""
        return max(map(int, _EDITED.findall(self.film.text)), default=0)

    def watch_until(self, shown: str, times: int = 1) -> None:
        """Film until something is shown so many times. Raises TimeoutError."""
        self.watch_while(lambda: self.film.text.count(shown) < times)

    def watch_while(self, waits: Callable[[], bool]) -> None:
        """Film as long as something is waited for. Raises TimeoutError."""
        until = time.monotonic() + _PATIENCE_S
        while waits():
            if time.monotonic() > until:
                raise TimeoutError(f"it does not come:\n{self.film.text}")
            self.watch(0.1)

    def type(self, text: str) -> None:
        for sign in f"{text}\r":
            os.write(self._end, sign.encode())
            self.watch(_TYPED_S)

    def close(self) -> None:
        os.kill(self._process, signal.SIGINT)
        os.waitpid(self._process, 0)
        os.close(self._end)


def record(language: Language) -> list[tuple[float, Frame]]:
    """Subscribe with two presses, and see the alert grow."""
    terminal = Terminal(language)
    try:
        terminal.watch_until("/sources")
        terminal.watch(_LOOKED_S)
        terminal.type("/start")
        terminal.watch_until("[5]")
        terminal.watch(_LOOKED_S)
        asked = terminal.film.text.count("[1]")
        terminal.type("1")
        terminal.watch_until("[1]", asked + 1)
        terminal.watch(_LOOKED_S)
        terminal.type("1")
        terminal.watch(_LOOKED_S)
        subscribed = terminal.last_edited
        terminal.watch_while(lambda: terminal.last_edited == subscribed)
        terminal.watch(_GROWS_S)
    finally:
        terminal.close()
    return terminal.film.frames


def picture(frames: Sequence[tuple[float, Frame]]) -> str:
    """An SVG that shows the frames in turn; a viewer that moves nothing shows the last one."""
    rows = {row: f"r{number}" for number, row in enumerate(dict.fromkeys(row for _, frame in frames for row in frame))}
    width, height = round(_COLUMNS * _CELL + 2 * _MARGIN), _ROWS * _LINE + _HEAD + _MARGIN
    starts = list(_starts(frames))
    total = starts.pop()
    steps = "".join(
        f"{100 * start / total:.3f}%{{transform:translateY({-number * _ROWS * _LINE}px)}}"
        for number, start in enumerate(starts)
    )
    last = -(len(frames) - 1) * _ROWS * _LINE
    film = "".join(_frame(frame, number, rows) for number, (_, frame) in enumerate(frames))
    dots = "".join(
        f'<circle cx="{20 + 20 * number}" cy="17" r="6" fill="{colour}"/>'
        for number, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f"<style>text{{font:14px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}}"
        f".film{{transform:translateY({last}px);animation:film {total:.2f}s step-end infinite}}"
        f"@keyframes film{{{steps}}}</style>\n"
        f"<defs>{''.join(_line(row, name) for row, name in rows.items())}</defs>\n"
        f'<rect width="{width}" height="{height}" rx="10" fill="{_PAPER}"/>{dots}\n'
        f'<svg x="{_MARGIN}" y="{_HEAD}" width="{width - 2 * _MARGIN}" height="{_ROWS * _LINE}">'
        f'<g class="film">{film}</g></svg>\n</svg>\n'
    )


def _starts(frames: Sequence[tuple[float, Frame]]) -> Iterator[float]:
    """When each frame begins, in seconds, and when the last one ends."""
    at = 0.0
    yield at
    for (before, _), (after, _) in pairwise(frames):
        at += min(after - before, _LONGEST_S)
        yield at
    yield at + _LAST_S


def _frame(frame: Frame, number: int, rows: Mapping[Row, str]) -> str:
    top = number * _ROWS * _LINE
    return "".join(f'<use href="#{rows[row]}" y="{top + place * _LINE}"/>' for place, row in enumerate(frame) if row)


def _line(row: Row, name: str) -> str:
    return f'<g id="{name}">{"".join(map(_text, row))}</g>' if row else ""


def _text(piece: Piece) -> str:
    weight = ' font-weight="bold"' if piece.bold else ""
    place = f'x="{piece.column * _CELL:.1f}" y="{_LINE - 5}"'
    place += f' textLength="{piece.cells * _CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text {place} fill="{piece.colour}"{weight}>{escape(piece.text)}</text>'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("docs"))
    parser.add_argument("--language", type=Language, choices=list(Language), action="append")
    options = parser.parse_args()
    for language in options.language or Language:
        pictures = options.folder / language / "pictures"
        pictures.mkdir(parents=True, exist_ok=True)
        (pictures / "demo.svg").write_text(picture(record(language)), encoding="utf-8")


if __name__ == "__main__":
    main()
