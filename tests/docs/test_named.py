"""What the pages name is there, and what is there is named."""

import argparse
import re
from importlib.resources import files

import pytest

from bot.cli.arguments import make_parser
from bot.model import Language
from handlers.commands import COMMANDS
from tests.docs.pages import DOCS, PAGES, page

_ROOT = DOCS.parent
_ASSIGNED = re.compile(r"^([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)
_SETTING = re.compile(r"`([A-Z]+(?:_[A-Z]+)+)\b[^`]*`|`([A-Z]{4,})=[^`]*`")
_SETTING_ROW = re.compile(r"^\| `([A-Z_]+)` \|.*\|([^|]*)\|$", re.MULTILINE)
_COMMAND = re.compile(r"`/([a-z]+)\b(?!/)")
_REGISTERED = re.compile(r"\bCommand\(([^)]*)\)")
_DOZOR = re.compile(r"(?:^|`)dozor ([a-z]+)", re.MULTILINE)
_ROW = re.compile(r"^\| (.+?) \|", re.MULTILINE)
_BUTTONS = re.compile(r"^\| (?:button|кнопка) \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", re.MULTILINE)
_NO_COMMANDS = frozenset({"healthz", "readyz", "metrics", "telegram", "newbot", "quit"})
"""What begins with a slash: paths, a command of @BotFather, one of the terminal."""
_OTHER_SETTINGS = frozenset({"LC_ALL"})
"""Settings of the system."""


def _settings() -> dict[str, str]:
    """Each setting with its default."""
    return dict(_ASSIGNED.findall((_ROOT / ".env.example").read_text(encoding="utf-8")))


def _of_operators() -> set[str]:
    """The commands that handlers register beyond those that /help shows."""
    sources = [file.read_text(encoding="utf-8") for file in (_ROOT / "handlers").glob("*.py")]
    registered = {
        name for text in sources for said in _REGISTERED.findall(text) for name in re.findall(r'"(\w+)"', said)
    }
    return registered - {*COMMANDS, "start"}


def _subcommands(parser: argparse.ArgumentParser, before: str = "") -> set[str]:
    """All subcommands, "sources set" among them."""
    choices = {
        f"{before}{name}": below
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
        for name, below in action.choices.items()
    }
    return set(choices).union(*(_subcommands(below, f"{name} ") for name, below in choices.items()))


@pytest.mark.parametrize("language", Language)
def test_every_setting_has_its_row_and_every_setting_named_is_one(language: Language) -> None:
    rows = dict(_SETTING_ROW.findall(page(language, "operating")))
    assert set(rows) == set(_settings())
    named = {name for one in PAGES for found in _SETTING.findall(page(language, one)) for name in found if name}
    assert named - _OTHER_SETTINGS <= set(rows)


@pytest.mark.parametrize("language", Language)
def test_the_row_of_a_setting_tells_its_default(language: Language) -> None:
    rows = dict(_SETTING_ROW.findall(page(language, "operating")))
    wrong = {
        name: default
        for name, default in _settings().items()
        if default and name != "TELEGRAM_API" and rows[name].strip().strip("`") != default
    }
    assert not wrong


@pytest.mark.parametrize("language", Language)
def test_every_command_of_the_bot_has_its_row_and_every_command_named_is_one(language: Language) -> None:
    for name, commands in (("reading", {*COMMANDS, "start"}), ("operating", _of_operators())):
        rows = {command for row in _ROW.findall(page(language, name)) for command in _COMMAND.findall(row)[:1]}
        assert rows - _NO_COMMANDS == commands
    named = {command for name in PAGES for command in _COMMAND.findall(page(language, name))}
    assert named - _NO_COMMANDS <= {*COMMANDS, "start", *_of_operators()}


@pytest.mark.parametrize("language", Language)
def test_every_command_of_dozor_is_told_and_every_command_told_is_one(language: Language) -> None:
    text = page(language, "operating")
    known = _subcommands(make_parser())
    assert not [name for name in known if f"dozor {name}" not in text]
    assert {name for one in PAGES for name in _DOZOR.findall(page(language, one))} <= known


@pytest.mark.parametrize("language", Language)
def test_a_button_is_called_as_it_is_labelled(language: Language) -> None:
    texts = "".join(file.read_text(encoding="utf-8") for file in (files("bot") / "locales" / language).iterdir())
    labels = [
        label.strip("* ")
        for name in ("reading", "channels")
        for table in _BUTTONS.findall(page(language, name))
        for label in _ROW.findall(table)
    ]
    assert labels
    assert not [label for label in labels if not re.search(rf"= {re.escape(label)}$", texts, re.MULTILINE)]
