"""Abbreviations in capitals that are read as words («ЗАГС», «ФОП»), which are declined: «в ЗАГСе», «ФОПи», «БОМЖей».

Those that are spelt out («ДТП») or end in a vowel («НАТО») are not.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from sys import intern

from bot.model import Language
from bot.text.folding import fold, is_cyrillic, straighten
from bot.text.forms.readings import Analysis
from bot.text.forms.slavic import Slavic, may_be

_LONGEST = 6
"""Letters; a longer word in capitals is a shouted word."""
_SHORTEST = 3
"""Letters; a shorter one is only declined if it was typed so."""
_WORD = re.compile("([А-ЯІЇЄҐ]{2,6})('?|-)([а-яіїє]{0,3})")
_READ = re.compile(".*[аеиоуыэюяіїє][бвгґджзйклмнпрстфхчшщ]{1,2}")
"""What is read as a word ends in one or two consonants after a vowel; «ТЭЦ» is a station."""
_DECLINABLE = re.compile("а$|[аеиоуыэюяіїє].*[^аеиоуыэюяіїє]$")
_ENDINGS = {
    Language.RUSSIAN: "а у ом е ы ов ам ами ах",
    Language.UKRAINIAN: "а у ові ом і и ів ам ами ах",
}
_AFTER_HUSHING = {
    Language.RUSSIAN: "а у ем е и ей ам ами ах",
    Language.UKRAINIAN: "а у еві ем і и ів ам ами ах",
}
_AFTER_VELAR = {
    Language.RUSSIAN: "а у ом е и ов ам ами ах",
    Language.UKRAINIAN: "а у ові ом у и ів ам ами ах",
}


class Initialisms:
    """The forms of abbreviations in capitals. Not thread-safe."""

    def __init__(
        self,
        slavic: Sequence[Slavic],
        is_common: Callable[[str], bool],
    ) -> None:
        """`is_common` tells whether a word in capitals is also a common word."""
        self._slavic = slavic
        self._is_common = is_common

    def keys(self, word: str, *, as_written: bool) -> tuple[str, ...]:
        """The forms of an abbreviation as sorted keys; empty if the word is none.

        A form that is also another word counts only with the capitals of the abbreviation: «ОПЕКе», not «опеке».
        """
        return tuple(sorted(map(intern, self._keys(word, as_written=as_written))))

    def _keys(self, word: str, *, as_written: bool) -> set[str]:
        base, endings = self._declined(word)
        if not endings:
            return {fold(word)} if not as_written and self._is_rigid(word) else set()
        capitals = base.upper()
        if as_written:
            return {"!" + capitals + ending for ending in ("", *endings)}
        if self._is_common(capitals) and not self._is_declined_in_dictionary(base):
            found = {capitals, *(capitals + ending for ending in endings)}
            return found | {(base + ending).upper() for ending in endings if not self._is_other(base, ending)}
        return {base} | {capitals + ending if self._is_other(base, ending) else base + ending for ending in endings}

    def _declined(self, word: str) -> tuple[str, tuple[str, ...]]:
        """The abbreviation in small letters and its endings; none if it is not declined, or no abbreviation."""
        found = _WORD.fullmatch(straighten(word))
        if found is not None:
            base, ending = found[1].lower(), found[3]
        elif (
            len(word) <= _LONGEST
            and word.islower()
            and _READ.fullmatch(word)
            and self._is_only_abbreviation(fold(word))
        ):
            base, ending = fold(word), ""
        else:
            return "", ()
        is_person = self._is_name(base) and not self._is_common(base.upper())
        if not _READ.fullmatch(base) or (not ending and (len(base) < _SHORTEST or is_person)):
            return "", ()
        endings = tuple(dict.fromkeys(self._endings(base)))
        return (base, endings) if not ending or ending in endings else ("", ())

    def _endings(self, base: str) -> Iterator[str]:
        table = _AFTER_HUSHING if base[-1] in "жчшщ" else _AFTER_VELAR if base[-1] in "гґкх" else _ENDINGS
        for slavic in self._slavic:
            if may_be(slavic.language, base):
                yield from table[slavic.language].split()

    def _is_other(self, base: str, ending: str) -> bool:
        """Whether a form in small letters is a form of another word."""
        form = base + ending
        return any(
            reading.lemma != base for slavic in self._slavic if slavic.knows(form) for reading in slavic.read(form)
        )

    def _is_only_abbreviation(self, folded: str) -> bool:
        """Whether a word in small letters is only known as an abbreviation."""
        parses = [parse for slavic in self._slavic if slavic.knows(folded) for parse in slavic.parses(folded)]
        return bool(parses) and all("Abbr" in parse.tag.grammemes for parse in parses)

    def _is_declined_in_dictionary(self, folded: str) -> bool:
        """Whether the common word is the abbreviation itself: «вуз»."""
        return any("Abbr" in one.grammemes and "Fixd" not in one.grammemes for one in self._lemmas(folded))

    def _is_name(self, folded: str) -> bool:
        return any(one.is_name for one in self._lemmas(folded))

    def _lemmas(self, folded: str) -> list[Analysis]:
        """The readings whose dictionary form a word is, in all dictionaries that have it."""
        return [one for slavic in self._slavic if slavic.knows(folded) for one in slavic.read(folded) if one.is_lemma]

    def _is_rigid(self, word: str) -> bool:
        """Whether a word in capitals is an abbreviation without cases, or in no dictionary: «НАБУ»."""
        if not (1 < len(word) <= _LONGEST and word.isupper() and word.isalpha() and is_cyrillic(word[0])):
            return False
        base = fold(word)
        lemmas = self._lemmas(base)
        return all({"Abbr", "Fixd"} <= one.grammemes for one in lemmas) and (
            bool(lemmas) or (not _DECLINABLE.search(base) and not any(slavic.knows(base) for slavic in self._slavic))
        )
