"""Surnames that are one word for men and another for women («Зеленский» and «Зеленская»), by their endings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.model import Language
from bot.text.tokens import LONGEST_WORD

_VELAR, _HUSHING = frozenset("гкх"), frozenset("жчшщ")
_STEM = "([а-яёіїєґ']{2,}?)"
_RUSSIAN_ADJECTIVE = re.compile(_STEM + "(?<!ьк)(?:(?P<man>ый|ий|ой)|(?P<woman>ая|яя))")
_UKRAINIAN_ADJECTIVE = re.compile(_STEM + "(?<![сц]к)(?:(?P<man>ий|(?<=н)ій)|(?P<woman>(?<![ая])а|(?<=н)я))")
_RUSSIAN_POSSESSIVE = re.compile(_STEM + "(?P<suffix>ов|ев|ёв|ин|ын)(?P<woman>а?)")
_UKRAINIAN_POSSESSIVE = re.compile(_STEM + "(?P<suffix>ов|ев|єв|ін|їн|ин)(?P<woman>а?)")
_RUSSIAN_CASES = re.compile(_STEM + "(?<=[сц]к)(?:(?P<man>ого|ому|ом|им)|(?P<woman>ой|ою|ую)|(?P<both>ие|их|ими))")
_UKRAINIAN_CASES = re.compile(_STEM + "(?<=[сцз]ьк)(?:(?P<man>ого|ому|им|ім)|(?P<woman>ої|ій|у|ою)|(?P<both>і|их|ими))")
_RUSSIAN_ENDINGS = ("ая", "яя")
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
    """A surname of men and of women. Its dictionary forms are not folded."""

    man: str
    woman: str
    sexes: frozenset[Sex]
    """Whom the word that was read may name."""
    is_adjective: bool
    is_sure: bool
    """Whether its ending is hardly that of anything else."""
    cases: dict[Sex, tuple[str, ...]]
    """Forms in an order of cases that is the same for all families, so that double names can be joined."""
    plural: tuple[str, ...]
    """Likewise, without the dative, which is also a man's instrumental: «Зеленским»."""
    is_double: bool = False
    """Whether it has two parts that are both declined: hardly anything but a name."""

    def of(self, sexes: frozenset[Sex]) -> frozenset[str]:
        """The folded forms that name people of these sexes."""
        forms = (*self.plural, *(form for sex in sexes for form in self.cases[sex]))
        return frozenset(form.replace("ё", "е") for form in forms)


def families(lower: str, language: Language) -> Iterator[Family]:
    """The families that a word in small letters may name, by its ending, the likeliest first."""
    first, hyphen, last = lower.partition("-")
    if "-" in last or len(lower) > LONGEST_WORD:
        return
    if hyphen:
        for family in families(last, language):
            yield _joined(next((one for one in families(first, language) if one.sexes == family.sexes), first), family)
        return
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


def may_be_adjective(lower: str, language: Language) -> bool:
    """Whether adjectives of a language end so; its dictionary also has the long forms of old texts: «красная»."""
    return language is Language.RUSSIAN or not lower.endswith(_RUSSIAN_ENDINGS)


def _joined(first: Family | str, last: Family) -> Family:
    """A double name, of which both parts are declined, or the last one alone: «Бонч-Бруевич»."""
    if isinstance(first, Family):
        pairs = {sex: zip(first.cases[sex], last.cases[sex], strict=False) for sex in Sex}
        return replace(
            last,
            man=f"{first.man}-{last.man}",
            woman=f"{first.woman}-{last.woman}",
            cases={sex: tuple(map("-".join, pairs[sex])) for sex in Sex},
            plural=tuple(map("-".join, zip(first.plural, last.plural, strict=True))),
            is_double=True,
        )
    return replace(
        last,
        man=f"{first}-{last.man}",
        woman=f"{first}-{last.woman}",
        cases={sex: tuple(f"{first}-{form}" for form in last.cases[sex]) for sex in Sex},
        plural=tuple(f"{first}-{form}" for form in last.plural),
    )


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
        endings = "_ а у ым е", "а ой ой у ою", "ы ых ыми"
        foreign = " ом" if name.endswith(("ин", "ын")) else ""
    else:
        endings = "_ а у им і ові е", "а ої ій у ою о", "и их ими"
        foreign = " ом" if name.endswith(("ін", "їн", "ин")) else ""
    return _family(name, (endings[0] + foreign, *endings[1:]), sexes, language)


def _adjective(stem: str, ending: str, sexes: frozenset[Sex], language: Language) -> Family:
    if language is Language.UKRAINIAN:
        if ending == "ій":
            return _family(stem, ("ій ього ьому ім ім ьому", "я ьої ій ю ьою", "і іх іми"), sexes, language)
        return _family(stem, ("ий ого ому им ім ому", "а ої ій у ою", "і их ими"), sexes, language)
    is_light = ending == "ий" and (stem[-1] in _HUSHING or stem[-1] == "н")
    vowel = "и" if is_light or stem[-1] in _VELAR or stem[-1] in _HUSHING else "ы"
    men = f"{ending} его ему им ем" if is_light else f"{ending} ого ому {vowel}м ом"
    women = "ая ой ой ую ою" if not is_light else "яя ей ей юю ею" if stem[-1] == "н" else "ая ей ей ую ею"
    return _family(stem, (men, women, f"{vowel}е {vowel}х {vowel}ми"), sexes, language)


def _family(stem: str, endings: tuple[str, ...], sexes: frozenset[Sex], language: Language) -> Family:
    """`endings` are those of a man, of a woman, and of several of them; `_` is none."""
    men, women, plural = (tuple(stem + one.removeprefix("_") for one in some.split()) for some in endings)
    return Family(
        man=men[0],
        woman=women[0],
        sexes=sexes,
        is_adjective=men[0] != stem,
        is_sure=_SURE[language].fullmatch(men[0]) is not None,
        cases={Sex.MAN: men, Sex.WOMAN: women},
        plural=plural,
    )
