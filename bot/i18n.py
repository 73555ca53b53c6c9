"""The texts, in every language that the bot speaks: Fluent files under `locales/`, one folder a language.

In a text for Telegram the markup is the translator's and the arguments are the world's: `html` escapes every
argument but `Markup`, so no title or query can break a message or smuggle a link into it.
"""

from collections.abc import Mapping
from html import escape
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from bot.model import Language

Argument = str | int

_MOST_AT_ONCE = 2_000
"""Characters that Fluent surely takes as an argument: it refuses longer ones, and parts that become longer by them."""


class Markup(str):
    """An argument that is markup of our own making, and stays it."""

    __slots__ = ()


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
        return self._format(key, arguments)

    def html(self, key: str, **arguments: Argument) -> str:
        """The text of `key` for a message. Raises as `plain`."""
        return self._format(key, {name: _escaped(value) for name, value in arguments.items()})

    def _format(self, key: str, arguments: Mapping[str, Argument]) -> str:
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        long = {
            name: str(value)
            for name, value in arguments.items()
            if isinstance(value, str) and len(value) > _MOST_AT_ONCE
        }
        short = {**arguments, **{name: _stand_in(name) for name in long}}
        formatted, errors = self._bundle.format_pattern(pattern, short)
        if errors:
            raise ValueError(f"{self.language} {key}: {errors[0]}")
        text = str(formatted)
        for name, value in long.items():
            text = text.replace(_stand_in(name), value)
        return text


def _stand_in(name: str) -> str:
    """What stands where an argument will: no text has this, the code point being nobody's."""
    return f"\ue000{name}\ue000"


class Translations:
    """The texts of all languages."""

    def __init__(self) -> None:
        self._texts = {language: Texts(language, _bundle(language)) for language in Language}

    def __getitem__(self, language: Language) -> Texts:
        return self._texts[language]


def _bundle(language: Language) -> FluentBundle:
    # Isolating marks around arguments are invisible to readers of these languages, and break copying.
    bundle = FluentBundle([language], use_isolating=False)
    folder = files("bot") / "locales" / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def _escaped(value: Argument) -> Argument:
    return escape(value) if isinstance(value, str) and not isinstance(value, Markup) else value
