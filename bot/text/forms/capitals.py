"""The letter case that a text must have the forms of a word in.

«Магнит» is a shop, «магнит» holds a note on a fridge: a query of one word with a capital meets those of its forms that
are also common words only with a capital. «Стармера» and «Лаврову» are nothing else, so they meet small letters too. Of
English words, only known names need the capital.
"""

from collections.abc import Collection, Iterable, Sequence
from sys import intern

from bot.text.folding import clean, fold, is_cyrillic, straighten
from bot.text.forms.abbreviations import SHORT_FORMS
from bot.text.forms.common import CommonWords
from bot.text.forms.english import English
from bot.text.forms.english_names import ENGLISH_NAMES
from bot.text.forms.slavic import Read, Slavic

_ABBREVIATION = 6
"""Letters; a longer word in capitals is a shouted word."""
_SHORT_ABBREVIATION = 3
"""Letters; in a phrase all in capitals, a longer common word is no abbreviation."""
_SHORT_FORMS = frozenset(form for short in SHORT_FORMS.values() for forms in short.values() for form in forms)
_MANY = 3
"""If one in so many forms is a common word, the word is seen as one."""


class LetterCase:
    """Turns the forms of a word into keys, in the letter case that they need. Not thread-safe."""

    def __init__(self, slavic: Sequence[Slavic], english: English, read: Read) -> None:
        self._slavic = slavic
        self._english = english
        self._read = read
        self._common = CommonWords(slavic, english)

    def alone(self, word: str, forms: Iterable[str], *, as_written: bool) -> tuple[str, ...]:
        """The forms of a single word as keys, sorted."""
        if as_written or not self._may_be_name(word):
            return self.in_phrase(word, forms, as_written=as_written)
        short = _SHORT_FORMS if self._common.has(fold(word)) else frozenset[str]()
        return _sorted(_with_capital(form) if form in short or self._common.has(form) else form for form in forms)

    def in_phrase(self, word: str, forms: Iterable[str], *, as_written: bool) -> tuple[str, ...]:
        """The forms of a word of a phrase as keys, sorted. Its neighbours tell a name from most common words."""
        if as_written:
            return _sorted("!" + in_case_of(word, form) for form in forms)
        if self.is_abbreviation(word):
            return (intern(straighten(word).upper()),)
        return _sorted(map(_with_capital, forms) if self.is_name(word) else forms)

    def is_common(self, form: str) -> bool:
        """Whether a folded form is a common word in a language that it may belong to."""
        return self._common.has(form)

    def is_limited(self, word: str, forms: Collection[str]) -> bool:
        """Whether a single word needs its capital, since it is also a common word, or many of its forms are."""
        if not self._may_be_name(word):
            return False
        return self._common.has(fold(word)) or sum(map(self._common.has, forms)) * _MANY >= len(forms)

    def is_abbreviation(self, word: str) -> bool:
        """Whether a word in capitals is also a common word, and no name."""
        if not (1 < len(word) <= _ABBREVIATION and word.isupper() and word.isalpha()) or self.is_shouted_name(word):
            return False
        folded = fold(word)
        if any(map(is_cyrillic, folded)):
            return any(
                not reading.is_name and reading.grammemes.isdisjoint({"Abbr", "Fixd"})
                for slavic in self._slavic
                if slavic.knows(folded)
                for reading in slavic.read(folded)
            )
        return self._english.knows(folded)

    def is_shouted_name(self, word: str) -> bool:
        """Whether a word in capitals is a name rather than an abbreviation: «ПУТИН», «КИЕВ»."""
        if len(word) <= _SHORT_ABBREVIATION or not (word.isupper() and word.isalpha()):
            return False
        if not is_cyrillic(word[0]):
            return is_english_name(word)
        read = [reading for _, readings in self._read(clean(word).lower()) for reading in readings if reading.is_lemma]
        return any(reading.is_name for reading in read) and not any("Abbr" in reading.grammemes for reading in read)

    def is_shouted(self, words: Sequence[str]) -> bool:
        """Whether a phrase is in capitals like a headline: some common word is too long for an abbreviation."""
        return all(word.isupper() for word in words) and any(
            len(word) > _SHORT_ABBREVIATION and self.is_abbreviation(word) for word in words
        )

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital is both a name and a common noun."""
        if not (word[:1].isupper() and word[1:].islower() and is_cyrillic(word[0])):
            return False
        for slavic, readings in self._read(clean(word).lower()):
            is_name = any(reading.is_name and reading.is_lemma for reading in readings)
            if is_name and any(reading.is_noun and not reading.is_name for reading in readings) and slavic.knows(word):
                return True
        return False

    @staticmethod
    def _may_be_name(word: str) -> bool:
        """Whether a word has a capital at its beginning, is not all in capitals, and may be a name."""
        if not word[:1].isupper() or (len(word) > 1 and word.isupper()):
            return False
        return any(map(is_cyrillic, word)) or is_english_name(word)


def is_english_name(word: str) -> bool:
    """Whether an English word, typed with a capital, is first of all a name."""
    return word[:1].isupper() and fold(word).removesuffix("'s") in ENGLISH_NAMES


def in_case_of(word: str, form: str) -> str:
    """A form in the letter case of its word; extra letters are in lower case."""
    word = straighten(word)
    return "".join(letter.upper() if word[index : index + 1].isupper() else letter for index, letter in enumerate(form))


def _with_capital(form: str) -> str:
    """The key of a form that a text must have with a capital; `!пн` stays limited to its letter case."""
    mark = "!" if form.startswith("!") else ""
    form = form.removeprefix(mark)
    return mark + form[:1].upper() + form[1:]


def _sorted(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(map(intern, keys))))
