"""Draws how the bot's messages look in Telegram: those of `dozor demo`, from /start to a story that grows.

    the real bot ──► cards with text, entities and buttons ──► HTML ──► Chromium lays it out ──► an SVG

`make bench NAME=chat` writes docs/LANGUAGE/pictures/chat-light.svg and chat-dark.svg. It needs Chromium and no network.
Telegram shows a time in the reader's own zone; the pictures leave out the zone.
"""

import argparse
import asyncio
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from html import escape, unescape
from itertools import groupby
from pathlib import Path

from aiogram.enums import MessageEntityType as Kind

from bot.cli.in_terminal import converse
from bot.config import Settings
from bot.demo.formatting import Run
from bot.demo.screen import Card
from bot.demo.terminal import Terminal
from bot.i18n import Translations
from bot.model import Language
from bot.runtime.clock import SystemClock

_PATIENCE_S = 90.0
_REPLY_S = 25.0
"""How long a reply to the alert is waited for, after it has grown: in some languages the demo has none."""
_LOOK_S = 0.2
_LOOKED_S = 1.0
"""How long a person looks at an answer."""
_SCRIPT = Path(__file__).with_name("chat_layout.js")
_SVG = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_ZONE = re.compile(r"\s*UTC$")
_THEMES: Mapping[str, Mapping[str, str]] = {
    "light": {
        "wall": "#d9e4ea", "bubble": "#ffffff", "mine": "#e1fcd0", "ink": "#111111", "link": "#1c78b8",
        "faint": "#7d8b96", "quote": "#eaf3fa", "bar": "#3a91cf", "button": "#6a8596", "label": "#ffffff",
    },
    "dark": {
        "wall": "#0e1621", "bubble": "#182533", "mine": "#2b5278", "ink": "#f2f5f7", "link": "#6ab2f2",
        "faint": "#7f8f9d", "quote": "#1f3347", "bar": "#5aa5e3", "button": "#22384d", "label": "#e9f1f8",
    },
}  # fmt: skip
_STYLE = """
body { margin: 0; font: 15px/20px 'Liberation Sans', Arial, sans-serif; color: $ink }
#chat { display: flex; gap: 14px; width: 874px; background: $wall; padding: 14px; border-radius: 12px }
#chat, #chat * { box-sizing: border-box }
.phone { width: 416px }
.message { margin-bottom: 10px }
.bubble { background: $bubble; border-radius: 12px; padding: 8px 11px 6px; white-space: pre-wrap }
.mine .bubble { background: $mine; width: 150px; margin-left: auto }
.at { color: $faint; font-size: 12px; line-height: 16px; text-align: right }
.quote, .replied { display: flex; background: $quote; border-radius: 5px; margin: 3px 0 }
.bar { width: 3px; background: $bar; border-radius: 2px; flex: none }
.quoted { padding: 2px 7px; min-width: 0 }
.replied .quoted { font-size: 14px; white-space: nowrap; overflow: hidden }
.link { color: $link }
.bold { font-weight: 700 }
.sign { display: inline-block; width: 20px; text-align: center }
.row { display: flex; gap: 4px; margin-top: 4px }
.button { flex: 1; background: $button; color: $label; border-radius: 8px; padding: 7px 4px; text-align: center;
  font-size: 14px; font-weight: 600; line-height: 18px }
"""


class Album:
    """A screen that keeps the states of each message, in the order in which they came."""

    def __init__(self) -> None:
        self.states: dict[int, list[Card]] = {}

    def card(self, card: Card) -> None:
        self.states.setdefault(card.message, []).append(card)

    def remark(self, text: str) -> None:
        """What the terminal itself says is not in Telegram."""

    def typed(self, line: str) -> None:
        """It is the same each time."""

    @property
    def alerts(self) -> list[int]:
        """The messages after the greeting and the offer."""
        return list(self.states)[2:]


async def record(language: Language) -> tuple[list[str], list[str]]:
    """The bubbles of two phones: a person subscribes; an alert comes and grows. Raises TimeoutError."""
    album, clock = Album(), SystemClock()

    async def until(holds: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
        async with asyncio.timeout(patience_s):
            while not holds():
                await clock.sleep(_LOOK_S)
        await clock.sleep(_LOOKED_S)

    async def lines() -> AsyncIterator[str]:
        yield "/start"
        await until(lambda: len(album.states) == 1)
        yield "1"
        await until(lambda: len(album.states) == 2)
        yield "1"
        await until(lambda: any(len(album.states[message]) > 1 for message in album.alerts))
        with suppress(TimeoutError):
            await until(lambda: any(map(replied, album.alerts)), _REPLY_S)

    terminal = Terminal(album, lines(), clock=clock, text=Translations()[language].plain, language=language)

    def replied(message: int) -> int:
        """Which message it replies to; 0 for none."""
        found = terminal.conversation.message(message)
        return found.reply_to_message.message_id if found and found.reply_to_message else 0

    settings = Settings(_env_file=None, default_language=language)
    await converse(settings, terminal, clock, asyncio.Event())
    greeting, offer = list(album.states)[:2]
    first = [_mine("/start"), _bubble(album.states[greeting][0]), _bubble(album.states[offer][0])]
    reply = next((message for message in album.alerts if replied(message)), None)
    alert = (reply and replied(reply)) or max(album.alerts, key=lambda message: len(album.states[message]))
    grown = album.states[alert][-1]
    second = [_bubble(album.states[offer][-1]), _bubble(grown)]
    return first, [*second, _bubble(album.states[reply][-1], grown)] if reply else second


def _bubble(card: Card, replied: Card | None = None) -> str:
    """A message of the bot, below it its buttons."""
    time = card.heading.split()[1][:5]
    rows = "".join(
        f'<div class="row">{"".join(f"<div class=button>{_signs(button.label)}</div>" for button in row)}</div>'
        for row in card.keyboard
    )
    text = (_replied(replied) if replied else "") + _markup(card.body)
    return f'<div class="message"><div class="bubble">{text}<div class="at">{time}</div></div>{rows}</div>'


def _mine(text: str) -> str:
    return f'<div class="message mine"><div class="bubble"><span class="link">{escape(text)}</span></div></div>'


def _replied(card: Card) -> str:
    line = "".join(run.text for run in card.body).partition("\n")[0]
    quoted = f'<div class="quoted"><div class="link bold">Dozor</div>{_signs(line)}</div>'
    return f'<div class="replied"><div class="bar"></div>{quoted}</div>'


def _markup(body: Sequence[Run]) -> str:
    """The text as HTML; a quote is a box, so the line breaks around it go."""
    parts = [("".join(map(_run, same)), quoted) for quoted, same in groupby(body, key=lambda run: run.quoted)]
    boxed = '<div class="quote"><div class="bar"></div><div class="quoted">{}</div></div>'
    return "".join(boxed.format(text) if quoted else text.strip("\n") for text, quoted in parts)


def _run(run: Run) -> str:
    text = _ZONE.sub("", run.text) if Kind.DATE_TIME in run.kinds else run.text
    looks = [name for name, kinds in (("bold", {Kind.BOLD}), ("link", {Kind.TEXT_LINK})) if run.kinds & kinds]
    return f'<span class="{" ".join(looks)}">{_signs(text)}</span>' if looks else _signs(text)


def _signs(text: str) -> str:
    """Escaped text, each emoji in a box of its own: its width differs from phone to phone."""
    return "".join(
        f'<span class="sign">{"".join(same)}</span>' if is_sign else escape("".join(same))
        for is_sign, same in groupby(text, key=lambda one: unicodedata.category(one) == "So" or one == "\ufe0f")
    )


def draw(phones: Sequence[Sequence[str]], theme: Mapping[str, str], chromium: str) -> str:
    """The SVG. Raises CalledProcessError."""
    style = re.sub(r"\$(\w+)", lambda found: theme[found[1]], _STYLE)
    chat = "".join(f'<div class="phone">{"".join(bubbles)}</div>' for bubbles in phones)
    script = _SCRIPT.read_text(encoding="utf-8")
    page = f'<!doctype html><meta charset="utf-8"><style>{style}</style><div id="chat">{chat}</div>'
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "chat.html"
        file.write_text(f"{page}<script>{script}</script>", encoding="utf-8")
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1000,2000", "--dump-dom"]
        dumped = subprocess.run([*command, file.as_uri()], capture_output=True, text=True, check=True).stdout
    found = _SVG.search(dumped)
    assert found is not None, "the page is drawn by its script"
    return unescape(found[1]).strip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("docs"))
    parser.add_argument("--language", type=Language, choices=list(Language), action="append")
    parser.add_argument("--chromium", default="chromium", help="the program")
    options = parser.parse_args()
    for language in options.language or Language:
        phones = asyncio.run(record(language))
        pictures = options.folder / language / "pictures"
        pictures.mkdir(parents=True, exist_ok=True)
        for name, theme in _THEMES.items():
            (pictures / f"chat-{name}.svg").write_text(draw(phones, theme, options.chromium), encoding="utf-8")


if __name__ == "__main__":
    main()
