"""The bot's texts: Fluent files under `locales/`, one folder a language.

In a text for Telegram, markup comes from translators and arguments come from outside. `html` escapes and cleans every
argument except `Markup`, and keeps links from forming in it. So no title or query can break a message, smuggle a link
into it or reverse its lines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle
from fluent.runtime.types import FluentType
from fluent.syntax import FluentParser

from bot.model import Language
from bot.text.inert import clean, inert, inert_parts

Argument = str | int

_PLACE = "\ue000"
"""Marks an argument's place; no text contains this code point, which is for private use."""
_TAG_OR_PLACES = re.compile(rf"<(/?)([a-z-]+)[^>]*>|((?:{_PLACE}\d+{_PLACE})+)")
"""An element's end or start, or a run of adjacent arguments."""
_NUMBER = re.compile(r"\d+")
_PARSER = FluentParser(with_spans=False)
"""Where each part stands in its file is a quarter of the memory that the texts take: 4 of 16 MB."""
_NOT_SEARCHED = frozenset({"a", "code", "pre"})
"""Elements in which Telegram finds no links, and whose content people copy."""


class Markup(str):
    """An argument that is Dozor's own markup, and is not escaped."""

    __slots__ = ()


def foreign(text: str) -> Markup:
    """Text from outside or from a person, made safe for a message."""
    return Markup(escape(inert(text)))


def within_link(text: str) -> Markup:
    """Text from outside, made safe for a part of a message in which Telegram finds no links: link text or code."""
    return Markup(escape(clean(text)))


class _Argument(FluentType):
    """Stands in for a string of any length; selectors in a text compare it like that string."""

    def __init__(self, text: str, number: int) -> None:
        self._text = text
        self._number = number

    def __eq__(self, other: object) -> bool:
        return self._text == other

    def __hash__(self) -> int:
        return hash(self._text)

    def format(self, locale: Any) -> str:  # noqa: ANN401, ARG002  babel's type; unused
        return f"{_PLACE}{self._number}{_PLACE}"


class Texts:
    """The texts of one language."""

    def __init__(self, language: Language, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle

    def of(self, language: Language) -> "Texts":
        """The texts of another language, or these."""
        return self if language is self.language else Texts(language, _bundle(language))

    def plain(self, key: str, **arguments: Argument) -> str:
        """The text of `key` for places without markup: buttons, their pop-ups, a terminal.

        Raises KeyError for an unknown key, and ValueError if the text needs an argument that is missing.
        """
        return self._format(key, arguments, lambda texts, _: "".join(map(clean, texts)))

    def html(self, key: str, **arguments: Argument) -> str:
        """The text of `key` for a message. Raises the same as `plain`."""
        return self._format(key, arguments, _in_message)

    def _format(self, key: str, arguments: Mapping[str, Argument], put: Callable[[Sequence[str], bool], str]) -> str:
        """`put` renders a run of adjacent strings; its flag says whether they are inside `_NOT_SEARCHED`."""
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        strings = [value for value in arguments.values() if isinstance(value, str)]
        places = iter(range(len(strings)))
        formatted, errors = self._bundle.format_pattern(
            pattern,
            {
                name: _Argument(value, next(places)) if isinstance(value, str) else value
                for name, value in arguments.items()
            },
        )
        if errors:
            raise ValueError(f"{self.language} {key}: {errors[0]}")
        depth = 0

        def replaced(found: re.Match[str]) -> str:
            nonlocal depth
            if found[3] is not None:
                return put([strings[int(number)] for number in _NUMBER.findall(found[3])], depth > 0)
            if found[2] in _NOT_SEARCHED:
                depth += -1 if found[1] else 1
            return found[0]

        return _TAG_OR_PLACES.sub(replaced, str(formatted))


def _in_message(texts: Sequence[str], is_not_searched: bool) -> str:
    strange = [text for text in texts if not isinstance(text, Markup)]
    shown = map(escape, map(clean, strange) if is_not_searched else inert_parts(strange))
    return "".join(text if isinstance(text, Markup) else next(shown) for text in texts)


class Translations:
    """The texts of all languages."""

    def __init__(self) -> None:
        self._texts = {language: Texts(language, _bundle(language)) for language in Language}

    def __getitem__(self, language: Language) -> Texts:
        return self._texts[language]


@cache
def _bundle(language: Language) -> FluentBundle:
    """Parse the files once a process, since that takes a tenth of a second."""
    # Readers of these languages need no isolating marks around arguments, and the marks break copying.
    bundle = FluentBundle([language], use_isolating=False)
    folder = files("bot") / "locales" / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        bundle.add_resource(_PARSER.parse(file.read_text(encoding="utf-8")))
    return bundle
