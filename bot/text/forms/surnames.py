"""Whose surname a word is: what dictionaries, endings and given names tell of it.

A surname that is one word for men and another for women («Зеленский» and «Зеленская») names people of the sex that was
typed, and their family. In a phrase, a given name decides: «Ангела Меркель» is not declined, «Саша Белый» is no woman.
"""

from collections.abc import Sequence
from functools import lru_cache

from bot.text.folding import clean, fold
from bot.text.forms.families import Family, Sex, families, family_of, may_be_adjective
from bot.text.forms.guesses import guessed
from bot.text.forms.readings import Analysis
from bot.text.forms.slavic import Read, Slavic, may_be

_PARTICLES = frozenset("фон дер ден ван де ди да дель ла ле эль аль бен бин ель".split())  # noqa: SIM905
"""Words between a given name and its surname: «Урсула фон дер Ляйен»."""
_GIVEN_NAMES = frozenset({"Name", "Patr"})
_PEOPLE_AND_PLACES = frozenset({"Surn", "Geox"})
_UNDECLINED_OF_WOMEN = frozenset("бвгґджзйклмнпрстфхцчшщьо")
"""Last letters of names that are not declined for women."""
_REMEMBERED = 1 << 11
"""Words of which it is cached whom they may name, some 1 MB."""
_SURNAME = 0.3
"""From this share of its occurrences, an adjective with a capital is a surname."""


class Surnames:
    """The forms of surnames by sex. Not thread-safe."""

    def __init__(self, slavic: Sequence[Slavic], read: Read) -> None:
        self._slavic = slavic
        self._read = read
        self._sexes = lru_cache(_REMEMBERED)(self._look_up_sexes)
        self._families = lru_cache(_REMEMBERED)(self._look_up_families)

    def alone(self, word: str) -> frozenset[str] | None:
        """The forms of a surname, of the sex that its ending tells, and of its namesakes; None if it tells none."""
        found = self._families(word, False)
        if not found:
            return None
        lower = clean(word).lower()
        forms = {fold(word)}.union(*(family.of(family.sexes) for _, family in found))
        for slavic, readings in self._read(lower):
            for reading in readings if slavic.knows(lower) else ():
                if reading.is_noun and reading.is_lemma and "Surn" not in reading.grammemes:
                    forms |= reading.forms
        for slavic, family in found:
            is_known = any(one.knows(lower) for one in self._slavic)
            if not is_known and not (family.is_sure if family.is_adjective else Sex.MAN not in family.sexes):
                forms.update(guessed(lower, slavic.language, named=True))
        return frozenset(forms)

    def in_phrase(self, words: Sequence[str]) -> dict[int, frozenset[str]]:
        """The forms of the surname in a phrase, by its index, if its ending or a given name beside it tells the sex.

        Also those of the given name, if the surname tells its sex.
        """
        if not any(_is_named(word) for word in words):
            return {}
        sexes = [self._sexes(word) if _is_named(word) else frozenset() for word in words]
        index = _beside(words, [bool(some) for some in sexes])
        if index is None:
            forms = self.alone(words[-1]) if _is_named(words[-1]) else None
            return {} if forms is None else {len(words) - 1: forms}
        told = frozenset(Sex).intersection(*(some for some in sexes if some))
        families = [family for _, family in self._families(words[index], True)]
        agreeing = [family for family in families if not told or family.sexes & told]
        surname = fold(words[index])
        if agreeing:
            found = [family.of(family.sexes & told or family.sexes) for family in agreeing]
            return {index: frozenset({surname}.union(*found))}
        if families:  # both are in another case: «Валерия Лановского»
            sexes_of = families[0].sexes
            given = {at: self._of_given_name(words[at], sexes_of) for at, some in enumerate(sexes) if some}
            return given | {index: frozenset({surname}.union(*(family.of(sexes_of) for family in families)))}
        if told == {Sex.WOMAN} and surname[-1] in _UNDECLINED_OF_WOMEN and self._may_be_lemma(words[index]):
            return {index: frozenset({surname})}
        return {}

    def _of_given_name(self, word: str, sexes: frozenset[Sex]) -> frozenset[str]:
        """The forms of given names and patronymics of these sexes that a word is a form of."""
        readings = [one for _, some in self._read(clean(word).lower()) for one in some]
        given = [one for one in readings if not _GIVEN_NAMES.isdisjoint(one.grammemes)]
        return frozenset({fold(word)}.union(*(one.forms for one in given if not sexes.isdisjoint(one.grammemes))))

    def _may_be_lemma(self, word: str) -> bool:
        lower = clean(word).lower()
        known = [one for slavic, some in self._read(lower) if slavic.knows(lower) for one in some]
        return not known or any(one.is_lemma for one in known)

    def of_other_sex(self, word: str) -> str | None:
        """A surname as it is for the other sex; None if it is no surname, the same for both, or also something else."""
        lower = clean(word).lower()
        if any(slavic.knows(lower) and any(map(_is_namesake, some)) for slavic, some in self._read(lower)):
            return None
        found = sorted(self._families(word, False), key=lambda family: not family[0].knows(lower))
        for _, family in found:
            if len(family.sexes) == 1 and (family.is_sure or self._is_known(family)):
                other = family.woman if Sex.MAN in family.sexes else family.man
                return other[:1].upper() + other[1:]
        return None

    def _look_up_sexes(self, word: str) -> frozenset[Sex]:
        """Who bears a given name or a patronymic; empty if the word is none, or not in its dictionary form.

        One that is not declined for women may be a man's too: «Эммануэль».
        """
        lower = clean(word).lower()
        found: set[Sex] = set()
        for slavic, readings in self._read(lower):
            for reading in readings if slavic.knows(lower) else ():
                if reading.is_lemma and not _GIVEN_NAMES.isdisjoint(reading.grammemes):
                    genders = {gender for _, gender in reading.places}
                    sexes = {sex for sex in Sex if genders == {sex}} if "Fixd" not in reading.grammemes else set()
                    found |= sexes or set(Sex)
        return frozenset(found)

    def _look_up_families(self, word: str, beside_name: bool) -> tuple[tuple[Slavic, Family], ...]:
        """The families that a word with a capital may name, with the languages that decline them so."""
        if not _is_named(word):
            return ()
        lower = clean(word).lower()
        able = [slavic for slavic in self._slavic if may_be(slavic.language, lower)]
        found = {slavic: self._of_language(lower, slavic, beside_name=beside_name) for slavic in able}
        is_known = any(slavic.knows(lower) for slavic in self._slavic)
        is_surname = any(
            slavic.knows(lower) or one.is_double or self._is_known(one)
            for slavic, some in found.items()
            for one in some
        )
        return tuple((slavic, some[0]) for slavic, some in found.items() if some and (is_surname or not is_known))

    def _of_language(self, lower: str, slavic: Slavic, *, beside_name: bool) -> list[Family]:
        """The families of one language; those that its dictionary has first, and none if it has something else."""
        found = list(families(lower, slavic.language))
        readings = slavic.read(lower) if slavic.knows(lower) else []
        for reading in readings:
            if reading.is_adjectival and not reading.is_lemma and may_be_adjective(lower, slavic.language):
                sexes = frozenset(sex for sex in Sex if any(gender == sex for _, gender in reading.places))
                family = family_of(reading.lemma, sexes or frozenset(Sex), slavic.language)
                found += [family] if family else []
            elif beside_name and "Surn" in reading.grammemes and not reading.is_lemma:
                found += families(reading.lemma, slavic.language)
        if found and found[0].is_double:
            return found
        known = [
            one for one in found if slavic.is_surname(_last(one.man) if one.is_adjective else _last(lower), _SURNAME)
        ]
        if known or not readings:
            return known or found
        is_adjective = any(reading.is_adjectival for reading in readings)
        return [family for family in found if family.is_adjective] if beside_name and is_adjective else []

    def _is_known(self, family: Family) -> bool:
        return any(slavic.is_surname(_last(family.man), _SURNAME) for slavic in self._slavic)


def _beside(words: Sequence[str], given: Sequence[bool]) -> int | None:
    """The index of the surname beside given names: after them, else before; None if there is none."""
    places = [index for index, is_given in enumerate(given) if is_given]
    if not places:
        return None
    after = places[-1] + 1
    while after < len(words) and words[after] in _PARTICLES:
        after += 1
    for index in (after, places[0] - 1):
        if 0 <= index < len(words) and _is_named(words[index]):
            return index
    return None


def _last(name: str) -> str:
    """The last part of a double name."""
    return name.rpartition("-")[2]


def _is_namesake(reading: Analysis) -> bool:
    """Whether a word is also a common noun or a given name. Villages look like nouns in the Ukrainian dictionary."""
    is_common = reading.is_noun and reading.is_lemma and _PEOPLE_AND_PLACES.isdisjoint(reading.grammemes)
    return is_common and not (reading.score >= 1 and "inan" in reading.grammemes)


def _is_named(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()
