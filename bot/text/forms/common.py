"""Which words are common words: a dictionary has them with a meaning that is no name.

The Ukrainian dictionary does not mark places, and has adjectives and possessives of any name. So there, these do not
count: countries, other nouns of one number with an adjective in «-ський» («Бахмут»), possessives («Сергієві»), and
surnames in «-ський» that Russian does not have as adjectives («Зеленський»).
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from babel import Locale
from pymorphy3.analyzer import Parse

from bot.model import Language
from bot.text.folding import is_cyrillic, straighten
from bot.text.forms.english import English
from bot.text.forms.english_names import ENGLISH_NAMES
from bot.text.forms.slavic import Slavic, may_be

_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr"})
_NUMBERED = frozenset({"masc", "femn", "neut", "Pltm", "Fixd"})
"""Grammemes that are constant in nouns without a plural, or without a singular: nearly all places are such."""
_ENDINGS = "аяоеєіиїьй"
_SOFTENED = "сшзжгкчцхт"
_ADJECTIVES = ("ський", "зький", "цький")
_POSSESSIVE = ("ів", "їв", "ин", "їн")
_RUSSIAN_ENDINGS = {"ський": "ский", "цький": "цкий", "зький": "зкий"}
_SURNAMES = ("ов", "ев", "єв")
_CASES = frozenset("ау")
_WORLD = "001"
_MORE_PLACES = frozenset({"америка", "европа", "москва"})
_REMEMBERED = 1 << 12
"""Forms that are cached, some 400 kB."""


class CommonWords:
    """Tells common words from names. Not thread-safe."""

    def __init__(self, slavic: Sequence[Slavic], english: English) -> None:
        self._slavic = slavic
        self._english = english
        self._known = lru_cache(_REMEMBERED)(self._look_up)

    def has(self, form: str) -> bool:
        """Whether a folded form is a common word in a language that it may belong to."""
        return self._known(form)

    def _look_up(self, form: str) -> bool:
        if not any(map(is_cyrillic, form)):
            return form in ENGLISH_NAMES or self._english.has(form)
        return any(
            parse.is_known and self._is_common(slavic, parse)
            for slavic in self._slavic
            if may_be(slavic.language, form) and slavic.knows(form)
            for parse in slavic.parses(form)
        )

    def _is_common(self, slavic: Slavic, parse: Parse) -> bool:
        if not parse.tag.grammemes.isdisjoint(_NAMES):
            return False
        if slavic.language is not Language.UKRAINIAN:
            return True
        lemma = str(parse.normal_form)
        if parse.tag.POS == "NOUN":
            return not _is_place(slavic, lemma, str(parse.tag).partition(" ")[0].split(","))
        if parse.tag.POS != "ADJF":
            return True
        return not (lemma.endswith(_POSSESSIVE) or self._is_surname(slavic, lemma) or self._is_case(parse, lemma))

    def _is_case(self, parse: Parse, lemma: str) -> bool:
        """Whether a Ukrainian adjective in «-овий» is rather a case of a surname in «-ов»: «Лаврова», «Лаврову»."""
        surname = lemma[:-2]
        return (
            surname.endswith(_SURNAMES)
            and parse.word[len(surname) :] in _CASES
            and any(
                slavic.knows(surname) and any({"Surn", "nomn"} <= one.tag.grammemes for one in slavic.parses(surname))
                for slavic in self._slavic
            )
        )

    def _is_surname(self, ukrainian: Slavic, lemma: str) -> bool:
        """Whether a Ukrainian adjective is also a surname, and Russian has no such adjective."""
        ending = lemma[-5:]
        if ending not in _RUSSIAN_ENDINGS or not any("Surn" in parse.tag for parse in ukrainian.parses(lemma)):
            return False
        russian = lemma[:-5] + _RUSSIAN_ENDINGS[ending]
        return not any(
            slavic.knows(russian) and any(parse.tag.POS == "ADJF" for parse in slavic.parses(russian))
            for slavic in self._slavic
            if slavic is not ukrainian
        )


def _is_place(slavic: Slavic, lemma: str, constant: Sequence[str]) -> bool:
    """Whether a Ukrainian noun with these constant grammemes is a place."""
    if "inan" not in constant:
        return False
    if lemma in _countries():
        return True
    if _NUMBERED.isdisjoint(constant):
        return False
    stem = lemma[:-1] if lemma[-1:] in _ENDINGS else lemma
    adjectives = [stem + _ADJECTIVES[0], stem + "й" + _ADJECTIVES[0]]
    if stem[-1:] in _SOFTENED:
        adjectives += [stem[:-1] + ending for ending in _ADJECTIVES]
    return any(map(slavic.knows, adjectives))


@cache
def _countries() -> frozenset[str]:
    """Countries and continents in Ukrainian, folded."""
    names = Locale("uk").territories
    return _MORE_PLACES.union(straighten(names[code]).lower() for code in names if code != _WORLD)
