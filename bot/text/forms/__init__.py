"""Word forms: all the linguistics, done once when a query is written.

A form is a key as `bot.text.tokens.keys` gives them for the words of a text: `лев` is met however it is written, `Льва`
by a word with a capital, `ВОЗ` by one in capitals, `!Льва` by that letter case alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from bot.model import Language
from bot.text.folding import clean, fold, is_cyrillic, straighten
from bot.text.forms.english import English
from bot.text.forms.slavic import Reading, Slavic, meant

_ONLY_UKRAINIAN = re.compile("[іїєґ']")
_ONLY_RUSSIAN = re.compile("[ыэъё]")
_ABBREVIATION = 6
"""Letters: a longer word in capitals is a word that was shouted."""
_REMEMBERED = 1 << 17
"""Words whose forms are kept at hand: as many as a million subscriptions have, some 100 MB."""


@dataclass(frozen=True, slots=True)
class Case:
    """How letter case limits the forms of a word."""

    as_written: bool = False
    """Only that of the word: `!Магнит`."""
    free: bool = False
    """Not at all, whatever the word suggests."""


class Morphology:
    """The forms of words. Not thread-safe: one thread at a time. Dictionaries load when first needed."""

    def __init__(self) -> None:
        self._slavic = (Slavic(Language.RUSSIAN), Slavic(Language.UKRAINIAN))
        self._english = English()
        self.forms = lru_cache(_REMEMBERED)(self._forms)

    def _forms(self, word: str, *, alone: bool, as_written: bool = False) -> tuple[str, ...]:
        """The forms of a word as keys, sorted.

        `alone` says that the word is a whole query, where forms that are chiefly closed-class words are dropped.
        `as_written` keeps the letter case of the word.
        """
        folded = fold(word)
        forms = {folded} | (self._cyrillic(word, alone=alone) if any(map(is_cyrillic, folded)) else self._latin(folded))
        if as_written:
            forms = {"!" + _in_case_of(word, form) for form in forms}
        elif self.is_abbreviation(word):
            forms = {straighten(word).upper()}
        elif self.is_name(word):
            forms = {form[:1].upper() + form[1:] for form in forms}
        return tuple(sorted(map(intern, forms)))

    def is_abbreviation(self, word: str) -> bool:
        """Whether a word in capitals is otherwise a common word."""
        if not (1 < len(word) <= _ABBREVIATION and word.isupper() and word.isalpha()):
            return False
        folded = fold(word)
        if any(map(is_cyrillic, folded)):
            return any(
                not reading.is_name and "Abbr" not in reading.grammemes
                for slavic in self._slavic
                if slavic.knows(folded)
                for reading in slavic.read(folded)
            )
        return self._english.knows(folded)

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital is both a name and a common noun."""
        if not (word[:1].isupper() and word[1:].islower() and is_cyrillic(word[0])):
            return False
        readings = [
            reading
            for slavic in self._slavic
            if slavic.knows(word)
            for reading in meant(slavic.read(word))
            if reading.part_of_speech == "NOUN"
        ]
        return any(reading.is_name for reading in readings) and not all(reading.is_name for reading in readings)

    def _cyrillic(self, word: str, *, alone: bool) -> set[str]:
        lower = clean(word).lower()
        languages = [slavic for slavic in self._slavic if _may_be(slavic.language, lower)] or list(self._slavic)
        knowing = [slavic for slavic in languages if slavic.knows(lower)]
        folded = fold(word)
        forms: set[str] = set()
        for slavic in knowing or languages:
            found = set().union(*(reading.forms for reading in meant(slavic.read(lower))))
            if alone:
                found = {form for form in found if form == folded or not slavic.is_closed_class(form)}
            forms |= found
        return forms

    def _latin(self, folded: str) -> set[str]:
        return set(self._english.forms(folded)) if folded.isascii() and folded.isalpha() else {folded}


def _may_be(language: Language, lower: str) -> bool:
    foreign = _ONLY_UKRAINIAN if language is Language.RUSSIAN else _ONLY_RUSSIAN
    return not foreign.search(lower)


def _in_case_of(word: str, form: str) -> str:
    """A form in the letter case of the word that it is of, beyond it in small letters."""
    word = straighten(word)
    return "".join(letter.upper() if word[index : index + 1].isupper() else letter for index, letter in enumerate(form))


__all__ = ["Morphology", "Reading"]
