"""Texts obey the rules of the house: signs, typography, and one word for one thing."""

import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files

import pytest
from fluent.runtime import FluentResource
from fluent.syntax import ast

from bot.model import Language

_SIGNS = frozenset("🔔↳🗞⚡🔎✅⏸🔇📣⚠🗑❗🔗✏🕐✖⌛")
"""What may begin a message, and says its kind."""
_NAMED = {"zone-what": "📎", "desk-time-prompt": "№", "import-failing": "⚠", "terminal-deleted": "✗"}
"""Texts that name a sign of Telegram's, or a button of ours."""
_LABEL = re.compile(r"(^|-)button(-|$)|^(offer|advice|load|start|wider)-")
"""Texts of buttons, where a sign may save a word."""
_LINE = re.compile(r"^\s*(?:\*?\[\w+\]\s*)?(?:<b>)?", re.MULTILINE)
"""What may stand before the first character of a line: the name of a variant, and markup."""
_NUMBERED = re.compile(r"[}\d] (?:МБ|MB|мс|ms|ч|год|h)\b")

_OUTWORN: dict[Language, dict[str, str]] = {
    Language.RUSSIAN: {
        r"\b[Тт]от, кто|\bкто-то из тех|\bесли он\b": "say it without sex: «её автор», «удалены данные»",
        r"\b(?:решил|закрыл|завёл|подключил|удалил|опубликовал) |\bадминистратор[а-я]* \{ \$name \} \w+л\b": "the same",
        r"\b[Дд]ополня": "«обновляется»",
        r"[Уу]бр(?:ать|ат|ан[аоы]?) (?:подписк|источник)|[Уу]берите ненужные в": "«удалить»",
        r"[Лл]авин": "«много новостей сразу»",
        r"[Кк]аждый час": "«раз в час»",
        r"\bТелеграм": "«Telegram»",
    },
    Language.UKRAINIAN: {
        r"\b[Тт]ой, хто|\bхтось із тих": "say it without sex: «її автор», «видалено дані»",
        r"\b(?:вирішив|закрив|завів|підключив|видалив|опублікував) ": "the same",
        r"’": "'",
        r"(?:[Пп]ід|[Вв]ід)'єдн": "«підключити», «відключити»",
        r"\b[Пп]оки\b(?! що| порожньо)": "«поки що»",
        r"[Пп]рийшл|[Пп]риход": "«надійшло», «надходить»",
        r"чекає?(?:ють)? (?!на\b)[а-яіїє]+ня\b": "«чекає на»",
        r"\{ \$place \}-": "«під номером»: the ending differs from 3 to 4",
        r"[Зз]мінити (?:підписку|запит)": "«редагувати», as Telegram says",
        r"\bстроку\b": "«безстроково»",
        r"\bТелеграм": "«Telegram»",
        r"\b[Пп]ост(?:и|ів|у|ом|ами|ах|і)?\b": "«допис»",
        r"\b[Вв]ідповідайте\b": "«дайте відповідь»",
    },
    Language.ENGLISH: {
        r"\b[Ss]hall\b": "“should”",
        r"\bI (?:will|cannot|do not|am|have)\b(?! no\b)": "“I'll”, “I can't” …",
        r"\b[Aa]dministrators?\b": "“admin”",
        r"\bI no longer ask\b": "“I've stopped checking”",
        r"\b[Ss]ilently completed\b": "“quietly updated”",
        r"\bAll right\b": "“OK”",
        r"[’‘]": "'",
    },
}


def _texts(language: Language) -> Iterator[tuple[str, str]]:
    """The keys of a language, each with its text as it stands in the file."""
    for file in (files("bot") / "locales" / language).iterdir():
        source = file.read_text(encoding="utf-8")
        for entry in FluentResource(source).body:
            if isinstance(entry, ast.Message) and entry.value is not None and entry.value.span is not None:
                yield entry.id.name, source[entry.value.span.start : entry.value.span.end]


@pytest.mark.parametrize("language", Language)
def test_a_text_says_one_thing_in_one_word(language: Language) -> None:
    found = [
        f"{key}: {found[0]!r}, better {instead}"
        for key, text in _texts(language)
        for pattern, instead in _OUTWORN[language].items()
        if (found := re.search(pattern, text))
    ]
    assert found == []


@pytest.mark.parametrize("language", Language)
def test_a_sign_begins_a_message_and_stands_nowhere_else_in_it(language: Language) -> None:
    for key, text in _texts(language):
        if _LABEL.search(key):
            continue
        begins = {found.end() for found in _LINE.finditer(text)}
        for place, character in enumerate(text):
            if unicodedata.category(character) == "So" and character not in _NAMED.get(key, ""):
                assert character in _SIGNS, f"{key}: {character}"
                assert place in begins, f"{key}: {character}"


@pytest.mark.parametrize("language", Language)
def test_no_line_breaks_before_a_dash_or_between_a_number_and_its_unit(language: Language) -> None:
    for key, text in _texts(language):
        assert not _NUMBERED.search(text), key
        assert language is Language.ENGLISH or " —" not in text, key
