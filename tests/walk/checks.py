"""What is wrong with what people see."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from bot.model import Language
from bot.spellings import other_spellings
from tests.botapi import Message
from tests.kept import morphology

NAMES = ("Wildberries", "Ozon", "NATO", "Ukraine", "Wildberriess")
"""What the walk subscribes to that has other spellings, the last one by mistake."""
_LETTERS: Mapping[Language, re.Pattern[str]] = {
    Language.RUSSIAN: re.compile(r"\w*[іїєґІЇЄҐ]\w*"),
    Language.UKRAINIAN: re.compile(r"\w*[ыэёъЫЭЁЪ]\w*"),
    Language.ENGLISH: re.compile(r"\w*[\u0400-\u04ff]\w*"),
}
"""Words that are of another language for certain."""
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|is|are|not|no|your|you|for|with|from|this|that|it|here|now|what|which|can|will|only)\b",
    re.IGNORECASE,
)
_OWN_NAMES = re.compile("Русский|Українська|English|Language|Мова · Язык|Язык · Мова")
"""Languages name themselves."""
_WIDTHS = {1: 36, 2: 17, 3: 10}
"""The most characters of a label by how many stand in its row; further buttons hold numbers."""
_NUMBERS, _OF_A_NUMBER = 5, 3


def of_another_language(text: str, language: Language) -> list[str]:
    """Words that do not belong to the language; what the test itself has written is in Latin letters and no words."""
    text = _OWN_NAMES.sub("", text)
    found = _LETTERS[language].findall(text)
    if language is not Language.ENGLISH:
        found += _ENGLISH.findall(text)
    return [word for word in found if not any(form.startswith(word.lower()) for form in offered_forms())]


@cache
def offered_forms() -> frozenset[str]:
    """All forms of the other spellings of what the walk subscribes to: they are in the letters of their language."""
    known = morphology()
    spellings = (one for name in NAMES for one in other_spellings([name], Language.ENGLISH, known))
    forms = (form for one in spellings for keys in known.forms(one.text.split()) for form in keys)
    return frozenset(form.removeprefix("!").lower() for form in forms)


def cut_labels(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows that a phone does not show whole."""
    return [" | ".join(row) for row in rows if not _fits(row)]


def _fits(row: Sequence[str]) -> bool:
    longest = max(map(_width, row))
    return longest <= _WIDTHS.get(len(row), 0) or (len(row) <= _NUMBERS and longest <= _OF_A_NUMBER)


def _width(label: str) -> int:
    """Its characters, emoji aside."""
    shown = "".join(c for c in label if unicodedata.category(c) not in {"So", "Sk", "Mn", "Me", "Cf"})
    return len(shown.strip())


def wrong_with(message: Message, language: Language) -> Iterator[str]:
    """All that is wrong with a message of the bot, for somebody of that language."""
    rows = [[str(button["text"]) for button in row] for row in (message.keyboard or {}).get("inline_keyboard", [])]
    for text in (_without_code(message, language), *(label for row in rows for label in row)):
        for word in of_another_language(text, language):
            yield f"{language}: {word!r} in {text[:120]!r}"
    for row in cut_labels(rows):
        yield f"{language}: cut: {row}"
    if not message.text.strip() and not message.attachment:
        yield f"{language}: nothing is said"


def wrong_with_answer(answer: Mapping[str, Any], language: Language) -> Iterator[str]:
    """As `wrong_with`, of the answer to a press."""
    for word in of_another_language(str(answer["text"]), language):
        yield f"{language}: {word!r} in the answer {answer['text']!r}"


def _without_code(message: Message, language: Language) -> str:
    """The text without what is to be typed as it stands, which may be in English."""
    if language is Language.ENGLISH:
        return message.text
    units = message.text.encode("utf-16-le")
    for one in message.entities:
        if one.type in {"code", "bot_command", "pre"}:
            blank = b" \0" * one.length
            units = units[: one.offset * 2] + blank + units[(one.offset + one.length) * 2 :]
    return units.decode("utf-16-le")
