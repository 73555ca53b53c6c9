"""The spellings of single names in another language: known ones, then what the letters give.

Between Ukrainian and English the way leads over Russian, whose spellings of foreign names are known best. A name that
may be Ukrainian is also written as passports write it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from bot.model import Language
from bot.spellings.deromanization import deromanized
from bot.spellings.endings import Costly, by_ending_in_english, by_ending_in_russian
from bot.spellings.romanization import romanized, transliterated
from bot.spellings.tables import names_of_the_world, table
from bot.spellings.transliteration import transliteration
from bot.text.folding import normalised

MOST_OF_A_WORD = 8
_NAMES = ("given_names", "people")
_TRIED = 20
"""Spellings that a table of letters is asked for."""
_OVER_RUSSIAN = 4
"""Russian spellings that are pursued between Ukrainian and English."""
_AFTER_KNOWN = 0.7
"""The cost of what letters give, where a spelling is known."""
_EACH_KNOWN = 0.5
"""The cost of each further known spelling."""
_OF_NEWSPAPERS, _OF_A_PASSPORT = 0.3, 0.6
_OF_ANOTHER = 1.0
_OF_A_UKRAINIAN_PASSPORT = -0.1
_OF_A_SLAV = 0.2
_OF_KH = 1.2
_MAYBE_SLAVIC = re.compile("(?:[сц]ьк(?:ий|а)|ко|[уюя]к|[аи]к|ич|[іїи]в|[ії]й|ий|[оєе]ва?|[іїи]на?|ець|[ае]й|[шг]а)$")
"""Endings of Ukrainian names, and of Russian ones."""
_STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})
_REMEMBERED = 1 << 8


@lru_cache(_REMEMBERED)
def spellings_of_name(name: str, language: Language, other: Language) -> tuple[Costly, ...]:
    """Spellings of a folded word in another language, likeliest first, at most `MOST_OF_A_WORD`."""
    if language is Language.ENGLISH:
        name = _plain(name)
    listed = (table(names).others(name, language).get(other, ()) for names in _NAMES)
    known = [spelling.lower() for spellings in listed for spelling in spellings]
    if language is Language.UKRAINIAN and other is Language.ENGLISH:
        known = _ukrainian_first(name, known)
    found = _cheapest((*_known(known), *_ways[language, other](name)), after=_AFTER_KNOWN if known else 0)
    return tuple(found[:MOST_OF_A_WORD])


def is_known_name(name: str, language: Language) -> bool:
    """Whether a table has a folded word as a name, whatever else it may be."""
    if is_listed_name(name, language):
        return True
    return language is not Language.UKRAINIAN and names_of_the_world().knows(name, language)


def is_listed_name(name: str, language: Language) -> bool:
    """Whether a folded word is the given name or the surname of people in the news, or a particle of one."""
    return any(table(names).knows(name, language) for names in _NAMES)


def _known(spellings: Iterable[str]) -> Iterator[Costly]:
    for place, spelling in enumerate(spellings):
        yield spelling, place * _EACH_KNOWN - _AFTER_KNOWN


def _cheapest(found: Iterable[Costly], after: float = 0) -> list[Costly]:
    """Each spelling once, in the order of their costs; `after` is added to all of them."""
    costs: dict[str, float] = {}
    for spelling, cost in found:
        costs[spelling] = min(cost + after, costs.get(spelling, cost + after))
    return sorted(costs.items(), key=lambda one: one[1])


def _by_letters(name: str, letters: str, side: int, known: Iterable[str]) -> list[Costly]:
    """What is known, then what a table of letters gives."""
    listed = [(spelling, place * _EACH_KNOWN) for place, spelling in enumerate(known)]
    after = _AFTER_KNOWN if listed else 0
    return _cheapest((*listed, *((spelling, cost + after) for spelling, cost in _letters(name, letters, side))))


def _letters(name: str, letters: str, side: int) -> list[Costly]:
    """What a table of letters gives; the likeliest costs nothing."""
    spelt = transliteration(letters).spell(name, side, _TRIED)
    return [(spelling, (cost - spelt[0][1]) / 100) for spelling, cost in spelt]


def _russian_to_english(name: str) -> list[Costly]:
    known = names_of_the_world().others(name, Language.RUSSIAN).get(Language.ENGLISH, ())
    found = [
        *_by_letters(name, "ru-en", 0, known),
        *by_ending_in_english(name, lambda stem: _letters(stem, "ru-en", 0)),
    ]
    ukrainian = _russian_to_ukrainian(name)
    found += [*_as_in_newspapers(name), *(_as_in_a_passport(ukrainian[0][0]) if ukrainian else ())]
    return _cheapest(found)


def _english_to_russian(name: str) -> list[Costly]:
    known = names_of_the_world().others(name, Language.ENGLISH).get(Language.RUSSIAN, ())
    by_ending = by_ending_in_russian(name, lambda stem: _letters(stem, "ru-en", 1))
    return _cheapest((*_by_letters(name, "ru-en", 1, known), *by_ending, *_deromanized(name, Language.RUSSIAN)))


def _russian_to_ukrainian(name: str) -> list[Costly]:
    return _letters(name, "ru-uk", 0)


def _ukrainian_to_russian(name: str) -> list[Costly]:
    found = _letters(name, "ru-uk", 1)
    return _cheapest((*found, *_with_kh(found)))


def _with_kh(found: list[Costly]) -> Iterator[Costly]:
    """Also with «х» for each «г»: of foreign names with an h, Russian has the one and Ukrainian the other."""
    for spelling, cost in found[:1]:
        for place, letter in enumerate(spelling):
            if letter == "г":
                yield spelling[:place] + "х" + spelling[place + 1 :], cost + _OF_KH


def _ukrainian_to_english(name: str) -> list[Costly]:
    over = _over_russian(_ukrainian_to_russian(name), _russian_to_english)
    return _cheapest((*over, *_as_in_a_passport(name, _OF_A_UKRAINIAN_PASSPORT)))


def _english_to_ukrainian(name: str) -> list[Costly]:
    over = _over_russian(_english_to_russian(name), _russian_to_ukrainian)
    return _cheapest((*over, *_deromanized(name, Language.UKRAINIAN)))


def _over_russian(russian: list[Costly], onward: Callable[[str], list[Costly]]) -> list[Costly]:
    return _cheapest(
        (spelling, cost + more) for name, cost in russian[:_OVER_RUSSIAN] for spelling, more in onward(name)
    )


def _as_in_newspapers(russian: str) -> Iterator[Costly]:
    latin = transliterated(russian)
    if latin:
        yield latin, _OF_NEWSPAPERS


def _as_in_a_passport(ukrainian: str, cost: float = _OF_A_PASSPORT) -> Iterator[Costly]:
    latin = romanized(ukrainian)
    if latin:
        yield latin, cost if _MAYBE_SLAVIC.search(ukrainian) else _OF_ANOTHER


def _deromanized(english: str, language: Language) -> Iterator[Costly]:
    slavic = deromanized(english, language)
    if slavic:
        yield slavic, _OF_A_SLAV


def _ukrainian_first(name: str, known: list[str]) -> list[str]:
    """Of English spellings of a given name, first those that are like the Ukrainian one: Volodymyr, not Vladimir."""
    latin = romanized(name) or ""
    return sorted(known, key=lambda one: -_in_common(one, latin))


def _in_common(one: str, other: str) -> int:
    """How many letters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _plain(name: str) -> str:
    """A Latin word without accents."""
    return "".join(sign for sign in normalised("NFD", name.translate(_STROKES)) if not unicodedata.combining(sign))


_ways: Mapping[tuple[Language, Language], Callable[[str], list[Costly]]] = {
    (Language.RUSSIAN, Language.ENGLISH): _russian_to_english,
    (Language.RUSSIAN, Language.UKRAINIAN): _russian_to_ukrainian,
    (Language.UKRAINIAN, Language.RUSSIAN): _ukrainian_to_russian,
    (Language.UKRAINIAN, Language.ENGLISH): _ukrainian_to_english,
    (Language.ENGLISH, Language.RUSSIAN): _english_to_russian,
    (Language.ENGLISH, Language.UKRAINIAN): _english_to_ukrainian,
}
