"""Telegram's HTML, on its way from a handler to a screen."""

import io
import re

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.demo.formatting import BadMarkup, Run, lines, parse_html, runs
from bot.demo.screen import Button, Card, PlainScreen, RichScreen, Screen

URL = "http://127.0.0.1:8080/meridian/most?a=1&b=2"


def plain(markup: str) -> str:
    out = io.StringIO()
    PlainScreen(out).card(Card("● 18:42", runs(*parse_html(markup)), ()))
    return out.getvalue().removeprefix("● 18:42\n").removesuffix("\n\n")


def coloured(screen_width: int, card: Card) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=screen_width, color_system="standard", legacy_windows=False)
    RichScreen(console).card(card)
    return out.getvalue()


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("просто текст", "просто текст"),
        ("a &lt;b&gt; &amp; &quot;c&quot;", 'a <b> & "c"'),
        ("<b>жирный</b> и <i>курсив</i>", "**жирный** и курсив"),
        ("2 * 2 = <b>4*</b>", "2 \\* 2 = **4\\***"),
        (f'<a href="{URL.replace("&", "&amp;")}">Мост открыт</a>', f"Мост открыт <{URL}>"),
        (f'<b><a href="{URL}">Мост открыт</a></b>', f"**Мост открыт** <{URL}>"),
        (f'<a href="{URL}">Мост <b>открыт</b> вчера</a>.', f"Мост **открыт** вчера <{URL}>."),
        (f'<b>а <a href="{URL}">б</a> в</b>', f"**а б** <{URL}>** в**"),
        (f'<a href="{URL}">{URL}</a>', URL),
        ("<b>две\nстроки</b>", "**две**\n**строки**"),
        (
            "до\n<blockquote>первая\nвторая <b>важное</b></blockquote>\nпосле",
            "до\n│ первая\n│ вторая **важное**\nпосле",
        ),
        ("<blockquote expandable>длинно</blockquote>", "│ длинно"),
        ("🔔 <b>🇺🇦 день</b> 👍", "🔔 **🇺🇦 день** 👍"),
        ("<b></b>пусто", "пусто"),
        ('<span class="tg-spoiler">тайна</span>', "тайна"),
    ],
)
def test_plain_output_loses_nothing(markup: str, shown: str) -> None:
    assert plain(markup) == shown


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1"'),
        ("<span>x</span>", 'Unsupported start tag "span"'),
        ("<b>x", 'start tag "b"'),
        ("<b><i>x</b></i>", 'Unexpected end tag "b"'),
        ("x</b>", 'Unexpected end tag "b"'),
    ],
)
def test_what_telegram_refuses_is_refused(markup: str, complaint: str) -> None:
    with pytest.raises(BadMarkup, match=complaint):
        parse_html(markup)


def test_entities_count_in_utf16_units() -> None:
    assert parse_html("🔔 <b>день</b>") == ("🔔 день", [MessageEntity(type="bold", offset=3, length=4)])


@given(st.text(alphabet="аб *🔔<&\n", max_size=30), st.text(alphabet='вг 🇺🇦>"\n', min_size=1, max_size=30))
def test_text_and_look_survive_a_round_trip(first: str, second: str) -> None:
    markup = f"{html_decoration.quote(first)}<b>{html_decoration.quote(second)}</b>"
    text, entities = parse_html(markup)
    assert text == first + second
    assert html_decoration.unparse(text, entities) == markup
    parts = runs(text, entities)
    assert "".join(run.text for run in parts) == text
    assert "\n".join("".join(run.text for run in line) for line in lines(parts)) == text


def test_a_terminal_shows_bold_links_and_quotes() -> None:
    card = Card(
        "● 18:42",
        runs(*parse_html(f'<a href="{URL}">Мост</a>\n<blockquote>раз <b>два</b> три четыре</blockquote>')),
        [[Button("1", "Почему?"), Button("↗", "Читать", URL)]],
    )
    shown = coloured(14, card)
    assert "\x1b[1mдва\x1b[0m" in shown
    assert f";{URL}\x1b\\" in shown.splitlines()[1]
    assert shown.count("┃ ") == 2
    assert "[1]" in shown
    assert coloured(200, card).count(URL) >= 3


@pytest.mark.parametrize("echo", [True, False])
def test_what_is_typed_is_echoed_only_where_nothing_else_does(echo: bool) -> None:
    out = io.StringIO()
    screen: Screen = RichScreen(Console(file=out, width=40), echo=echo)
    screen.typed("/start")
    screen.remark("[b]готово[/b]")
    assert out.getvalue() == ("> /start\n\n" if echo else "") + "[b]готово[/b]\n\n"


def _terminal(height: int = 20) -> tuple[io.StringIO, RichScreen]:
    out = io.StringIO()
    return out, RichScreen(Console(file=out, force_terminal=True, width=40, height=height))


def _rows(out: str) -> list[str]:
    """What stands on a terminal after it was told that."""
    rows = [""]
    for part in re.split(r"(\x1b\[[\d;]*[A-Za-z]|\n|\r)", out):
        if up := re.fullmatch(r"\x1b\[(\d+)A", part):
            rows[len(rows) - 1 - int(up[1]) :] = [""]
        elif part == "\n":
            rows.append("")
        elif part and not part.startswith("\x1b") and part != "\r":
            rows[-1] += part
    return rows


def test_a_message_that_is_edited_grows_where_it_stands() -> None:
    out, screen = _terminal()
    screen.card(Card("● 1", [Run("было")], [], message=1))
    out.write("/list\n")
    screen.typed("/list")
    screen.card(Card("● 2", [Run("другое")], [], message=2))
    screen.card(Card("✎ 1", [Run("было\nи стало больше")], [], message=1))
    screen.card(Card("✎ 2", [Run("и это")], [], message=2))
    assert _rows(out.getvalue()) == ["✎ 1", "было", "и стало больше", "", "/list", "✎ 2", "и это", "", ""]


def test_a_message_that_is_no_longer_on_the_screen_is_shown_again_below() -> None:
    out, screen = _terminal(height=6)
    screen.card(Card("● 1", [Run("было")], [], message=1))
    screen.remark("строка\n" * 5)
    screen.card(Card("✎ 1", [Run("стало")], [], message=1))
    assert _rows(out.getvalue())[:2] == ["● 1", "было"]
    assert _rows(out.getvalue())[-4:] == ["✎ 1", "стало", "", ""]
