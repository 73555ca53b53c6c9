"""Every text exists in every language, asks for the same arguments, and is markup that Telegram accepts."""

import re
from collections import Counter
from html import escape, unescape
from importlib.resources import files

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor
from hypothesis import example, given, settings

from bot.fetching.reasons import FailureReason
from bot.i18n import Translations
from bot.matching import parse
from bot.matching.expected import Expected
from bot.matching.tree import Field
from bot.model import Language
from handlers.commands import COMMANDS
from tests.botapi.formatting import format_text
from tests.text.test_inert import texts

_OPEN_OR_CLOSE = re.compile(r"</?([a-z]+)")


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  fluent's
        self.names.add(node.id.name)


def _messages(language: Language) -> dict[str, set[str]]:
    """The keys of a language, with the arguments that each asks for."""
    found = {}
    for file in (files("bot") / "locales" / language).iterdir():
        for entry in FluentResource(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                variables = _Variables()
                variables.visit(entry)
                assert entry.id.name not in found, f"{entry.id.name} twice"
                found[entry.id.name] = variables.names
    return found


_RUSSIAN = _messages(Language.RUSSIAN)
_TRANSLATIONS = Translations()


@pytest.mark.parametrize("language", Language)
def test_all_languages_have_the_same_texts_with_the_same_arguments(language: Language) -> None:
    assert _messages(language) == _RUSSIAN


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("number", [0, 1, 2, 5, 21])
def test_every_text_can_be_said_and_is_good_markup(language: Language, number: int) -> None:
    texts = _TRANSLATIONS[language]
    numbers = {"count", "items", "lines", "days", "more", "place", "number"}
    for key, names in _RUSSIAN.items():
        arguments = {name: number if name in numbers else "<слово> & «так»" for name in names}
        format_text(texts.html(key, **arguments), "HTML")
        assert texts.plain(key, **arguments)


@pytest.mark.parametrize("language", Language)
def test_every_query_that_help_shows_is_one(language: Language) -> None:
    shown = re.findall("<code>(.*?)</code>", _TRANSLATIONS[language].html("help-queries"))
    queries = [unescape(text) for text in shown]
    assert [str(parse(text)) for text in queries] == [
        re.sub(r"(author:)(\w+)", r'\1"\2"', text.replace(", ", " | ").replace(" -U", " + -U")) for text in queries
    ]
    assert {field for field in Field if any(f"{field}:" in text for text in queries)} == set(Field)


@pytest.mark.parametrize("language", Language)
def test_every_error_has_its_text(language: Language) -> None:
    keys = {*Expected, *(f"source-failure-{reason}" for reason in FailureReason)}
    assert keys - set(_messages(language)) == set()


@pytest.mark.parametrize("language", Language)
def test_every_command_is_described(language: Language) -> None:
    assert {f"command-{name}" for name in COMMANDS} <= set(_messages(language))


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        (Language.RUSSIAN, 1, "1 подписка"),
        (Language.RUSSIAN, 3, "3 подписки"),
        (Language.RUSSIAN, 11, "11 подписок"),
        (Language.RUSSIAN, 21, "21 подписка"),
        (Language.UKRAINIAN, 2, "2 підписки"),
        (Language.UKRAINIAN, 12, "12 підписок"),
        (Language.ENGLISH, 1, "1 subscription"),
        (Language.ENGLISH, 2, "2 subscriptions"),
    ],
)
def test_plurals_are_right(language: Language, count: int, expected: str) -> None:
    assert expected in _TRANSLATIONS[language].plain("list", count=count)


def test_arguments_are_escaped_in_markup_and_nowhere_else() -> None:
    texts = _TRANSLATIONS[Language.ENGLISH]
    assert texts.html("quoted", text="<b>&") == "“&lt;b&gt;&amp;”"
    assert texts.plain("quoted", text="<b>&") == "“<b>&”"


@pytest.mark.parametrize("language", Language)
@given(argument=texts)
@example("dev.ua@name.")
@example("2 3+112345")
@example("4111 1111 1111 1111+1")
@settings(max_examples=30, deadline=None)
def test_no_argument_of_any_text_becomes_a_link(language: Language, argument: str) -> None:
    said = _TRANSLATIONS[language]
    for key, names in _RUSSIAN.items():
        plain, odd = (
            format_text("!" + said.html(key, **dict.fromkeys(names, word)), "HTML").entities
            for word in ("слово", argument)
        )
        assert Counter(one.type for one in odd) <= Counter(one.type for one in plain), key


def test_what_is_within_code_is_left_to_be_copied() -> None:
    said = _TRANSLATIONS[Language.ENGLISH]
    assert said.html("edit-how", number=1, text="dev.ua & \u202e@name").endswith(
        "<code>/edit 1 dev.ua &amp; @name</code>"
    )


def test_a_text_that_does_not_exist_or_lacks_an_argument_is_an_error() -> None:
    texts = _TRANSLATIONS[Language.ENGLISH]
    with pytest.raises(KeyError):
        texts.plain("no-such-text")
    with pytest.raises(ValueError):
        texts.plain("quoted")


def test_an_argument_may_be_long() -> None:
    texts = Translations()[Language.RUSSIAN]
    word = "я<" * 3_000
    assert texts.plain("quoted", text=word) == f"«{word}»"
    assert texts.html("explain-forms", word=word, forms="б" * 9_000, more=3) == (
        f"<i>{escape(word)}</i>: {'б' * 9_000} и ещё 3"
    )
