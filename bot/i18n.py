"""The texts, in every language that the bot speaks: Fluent files under `locales/`, one folder a language.

In a text for Telegram the markup is the translator's and the arguments are the world's: `html` escapes every argument
but `Markup`, cleans it, and lets nothing in it become a link, so no title or query can break a message, smuggle a link
into it or turn its lines round.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType

from bot.model import Language
from bot.text.inert import clean, inert, inert_parts

Argument = str | int

_PLACE = "\ue000"
"""What stands where an argument will: no text has this, the code point being nobody's."""
_TAG_OR_PLACES = re.compile(rf"<(/?)([a-z-]+)[^>]*>|((?:{_PLACE}\d+{_PLACE})+)")
"""An element's end or beginning, or arguments that touch one another."""
_NUMBER = re.compile(r"\d+")
_NOT_SEARCHED = frozenset({"a", "code", "pre"})
"""Within these elements Telegram looks for no links, and people copy what is there."""


class Markup(str):
    """An argument that is markup of our own making, and stays it."""

    __slots__ = ()


def foreign(text: str) -> Markup:
    """A text from outside, or of a person's, as a part of a message."""
    return Markup(escape(inert(text)))


def within_link(text: str) -> Markup:
    """A text from outside as a part of a message that Telegram does not search: a link's, or code."""
    return Markup(escape(clean(text)))


class _Argument(FluentType):
    """Takes the place of a string, of whatever length, and is chosen by as if it were that."""

    def __init__(self, text: str, number: int) -> None:
        self._text = text
        self._number = number

    def __eq__(self, other: object) -> bool:
        return self._text == other

    def __hash__(self) -> int:
        return hash(self._text)

    def format(self, locale: Any) -> str:  # noqa: ANN401, ARG002  babel's, and not asked for
        return f"{_PLACE}{self._number}{_PLACE}"


class Texts:
    """The texts of one language."""

    def __init__(self, language: Language, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle

    def plain(self, key: str, **arguments: Argument) -> str:
        """The text of `key` where no markup is read: buttons, the pop-ups of buttons, a terminal.

        Raises KeyError for a key that does not exist, and ValueError for an argument that the text asks for and that
        is missing.
        """
        return self._format(key, arguments, lambda texts, _: "".join(map(clean, texts)))

    def html(self, key: str, **arguments: Argument) -> str:
        """The text of `key` for a message. Raises as `plain`."""
        return self._format(key, arguments, _in_message)

    def _format(self, key: str, arguments: Mapping[str, Argument], put: Callable[[Sequence[str], bool], str]) -> str:
        """`put` says how strings that touch are put, outside and inside of what is `_NOT_SEARCHED`."""
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
    """Parsed once in a process, which takes a tenth of a second: the files come with the program."""
    # Isolating marks around arguments are invisible to readers of these languages, and break copying.
    bundle = FluentBundle([language], use_isolating=False)
    folder = files("bot") / "locales" / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle
