"""Surnames that are one word for men and another for women («Зеленский» and «Зеленская»), by their endings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.model import Language

_VELAR, _HUSHING = frozenset("гкх"), frozenset("жчшщ")
_STEM = "([а-яёіїєґ'-]{2,}?)"
_RUSSIAN_ADJECTIVE = re.compile(_STEM + "(?<!ьк)(?:(?P<man>ый|ий|ой)|(?P<woman>ая|яя))")
_UKRAINIAN_ADJECTIVE = re.compile(_STEM + "(?<![сц]к)(?:(?P<man>ий|(?<=н)ій)|(?P<woman>(?<![ая])а|(?<=н)я))")
_RUSSIAN_POSSESSIVE = re.compile(_STEM + "(?P<suffix>ов|ев|ёв|ин|ын)(?P<woman>а?)")
_UKRAINIAN_POSSESSIVE = re.compile(_STEM + "(?P<suffix>ов|ев|єв|ін|їн|ин)(?P<woman>а?)")
_RUSSIAN_CASES = re.compile(_STEM + "(?<=[сц]к)(?:(?P<man>ого|ому|ом|им)|(?P<woman>ой|ою|ую)|(?P<both>ие|их|ими))")
_UKRAINIAN_CASES = re.compile(_STEM + "(?<=[сцз]ьк)(?:(?P<man>ого|ому|им|ім)|(?P<woman>ої|ій|у|ою)|(?P<both>і|их|ими))")
_SURE = {
    Language.RUSSIAN: re.compile(".+(?:[сц]к(?:ий|ая)|[оеё]ва?)"),
    Language.UKRAINIAN: re.compile(".+(?:[сцз]ьк(?:ий|а)|[оеє]ва?)"),
}


class Sex(StrEnum):
    """Whose name it is; the values are grammemes."""

    MAN = "masc"
    WOMAN = "femn"


BOTH = frozenset(Sex)


@dataclass(frozen=True, slots=True)
class Family:
    """A surname of men and of women: its forms are folded, its dictionary forms are not."""

    man: str
    woman: str
    sexes: frozenset[Sex]
    """Whom the word that was read may name."""
    is_adjective: bool
    is_sure: bool
    """Whether its ending is hardly that of anything else."""
    forms: dict[Sex, frozenset[str]]
    """Those of the family as a whole are among both, except what is also a man's instrumental: «Зеленским»."""

    def of(self, sexes: frozenset[Sex]) -> frozenset[str]:
        """The forms that name people of these sexes."""
        return frozenset().union(*(self.forms[sex] for sex in sexes))


def families(lower: str, language: Language) -> Iterator[Family]:
    """The families that a word in small letters may name, by its ending, the likeliest first."""
    adjective, cases, possessive = (
        (_RUSSIAN_ADJECTIVE, _RUSSIAN_CASES, _RUSSIAN_POSSESSIVE)
        if language is Language.RUSSIAN
        else (_UKRAINIAN_ADJECTIVE, _UKRAINIAN_CASES, _UKRAINIAN_POSSESSIVE)
    )
    if found := possessive.fullmatch(lower):
        yield _possessive(found[1] + found["suffix"], _one_sex(is_man=not found["woman"]), language)
    if found := adjective.fullmatch(lower):
        endings = [found["man"]] if found["man"] else list(_endings_of_men(found[1], found["woman"], language))
        for ending in endings:
            yield _adjective(found[1], ending, _one_sex(is_man=bool(found["man"])), language)
    if found := cases.fullmatch(lower):
        sexes = BOTH if found["both"] else _one_sex(is_man=bool(found["man"]))
        yield _adjective(found[1], "ий", sexes, language)


def family_of(man: str, sexes: frozenset[Sex], language: Language) -> Family | None:
    """The family of a man whose surname is an adjective, in the nominative and small letters; None if it is none."""
    adjective = _RUSSIAN_ADJECTIVE if language is Language.RUSSIAN else _UKRAINIAN_ADJECTIVE
    found = adjective.fullmatch(man)
    return _adjective(found[1], found["man"], sexes, language) if found and found["man"] else None


def _one_sex(*, is_man: bool) -> frozenset[Sex]:
    return frozenset({Sex.MAN if is_man else Sex.WOMAN})


def _endings_of_men(stem: str, woman: str, language: Language) -> Iterator[str]:
    """The endings of a man's name that a woman's one with this ending may belong to."""
    if language is Language.UKRAINIAN:
        yield "ій" if woman == "я" else "ий"
    elif woman == "яя" or stem[-1] in _HUSHING:
        yield "ий"
    else:
        yield "ий" if stem[-1] in _VELAR else "ый"
        yield "ой"


def _possessive(name: str, sexes: frozenset[Sex], language: Language) -> Family:
    if language is Language.RUSSIAN:
        men, women, plural = "а у ым е", "а ой у ою", "ы ых ыми"
        foreign = "ом" if name.endswith(("ин", "ын")) else ""
    else:
        men, women, plural = "а у ові им і е", "а ої ій у ою о", "и их ими"
        foreign = "ом" if name.endswith(("ін", "їн", "ин")) else ""
    return _family(name, ("", name + "а"), (f"{men} {foreign}", women, plural), sexes, language, is_adjective=False)


def _adjective(stem: str, ending: str, sexes: frozenset[Sex], language: Language) -> Family:
    if language is Language.UKRAINIAN:
        soft = ending == "ій"
        men = "ій ього ьому ім" if soft else "ий ого ому им ім"
        women = "я ьої ій ю ьою" if soft else "а ої ій у ою"
        return _family(
            stem, (ending, stem + women[0]), (men, women, "і іх іми" if soft else "і их ими"), sexes, language
        )
    light = ending == "ий" and (stem[-1] in _HUSHING or stem[-1] == "н")
    front = light or stem[-1] in _VELAR or stem[-1] in _HUSHING
    woman = "яя" if light and stem[-1] == "н" else "ая"
    men = "его ему ем" if light else "ого ому ом"
    women = f"{woman} ей ею {'юю' if woman == 'яя' else 'ую'}" if light else "ая ой ою ую"
    plural = "ие их ими" if front else "ые ых ыми"
    return _family(
        stem, (ending, stem + woman), (f"{ending} {men} {'им' if front else 'ым'}", women, plural), sexes, language
    )


def _family(
    stem: str,
    names: tuple[str, str],
    endings: tuple[str, str, str],
    sexes: frozenset[Sex],
    language: Language,
    *,
    is_adjective: bool = True,
) -> Family:
    """`names` are a man's ending and a woman's name, `endings` those of a man, a woman and several of them."""
    ending, woman = names
    men, women, plural = ([(stem + one).replace("ё", "е") for one in some.split()] for some in endings)
    man = stem + ending
    return Family(
        man=man,
        woman=woman,
        sexes=sexes,
        is_adjective=is_adjective,
        is_sure=_SURE[language].fullmatch(man) is not None,
        forms={
            Sex.MAN: frozenset((man.replace("ё", "е"), *men, *plural)),
            Sex.WOMAN: frozenset((woman.replace("ё", "е"), *women, *plural)),
        },
    )
