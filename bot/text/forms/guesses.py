"""Guessed declensions of words that no dictionary has, by their endings."""

from collections.abc import Iterator

from bot.model import Language

_CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")
_MALE_ENDINGS = {
    Language.RUSSIAN: (("а", "у", "ом", "ем", "е"), ("я", "ю", "ем", "е")),
    Language.UKRAINIAN: (("а", "у", "ові", "ом", "ем", "і"), ("я", "ю", "єві", "еві", "єм", "ем", "ї", "і")),
}
_ADJECTIVAL_NAMES = ("ов", "ев", "єв", "ин", "ын", "ін", "їн")
_PLURAL_ENDINGS = {
    Language.RUSSIAN: ("ы", "ов", "ам", "ами", "ах"),
    Language.UKRAINIAN: ("и", "ів", "ам", "ами", "ах"),
}
_ENDINGS_OF_A = {
    Language.RUSSIAN: {"а": ("ы", "и", "е", "у", "ой"), "я": ("и", "е", "ю", "ей")},
    Language.UKRAINIAN: {"а": ("и", "і", "у", "ою"), "я": ("і", "ї", "ю", "ею", "єю")},
}
"""For names in «-а» and «-я», of men and women."""
_ADJECTIVAL_ENDING = {Language.RUSSIAN: "ым", Language.UKRAINIAN: "им"}
_SOFTENED = {"г": "з", "к": "ц", "х": "с"}


def guessed(lower: str, language: Language, *, named: bool) -> Iterator[str]:
    """Forms of a word that the dictionary lacks, by its ending: as a masculine noun or as a name."""
    if lower[-1] in _CONSONANTS and (named or len(lower) > 2):
        yield from declined_as_a_man(lower, language)
        yield from (lower + ending for ending in _PLURAL_ENDINGS[language])
    if not named:
        return
    if lower[-1] in "йь":
        yield from declined_as_a_man(lower, language)
    if lower.endswith(_ADJECTIVAL_NAMES):
        yield lower + _ADJECTIVAL_ENDING[language]
    for ending in _ENDINGS_OF_A[language].get(lower[-1], ()):
        yield lower[:-1] + ending
    if language is Language.UKRAINIAN and lower[-1] == "а" and lower[-2:-1] in _SOFTENED:
        yield lower[:-2] + _SOFTENED[lower[-2]] + "і"


def plural_of_name(name: str, language: Language) -> Iterator[str]:
    """The plural of a name that ends in a consonant: «Клинтоны»; none of others, and of those in «-ов» and the like."""
    if name[-1] not in _CONSONANTS or name.endswith(_ADJECTIVAL_NAMES):
        return
    endings = _PLURAL_ENDINGS[language]
    if language is Language.RUSSIAN and name[-1] in "гкхжчшщ":
        endings = ("и", "ей" if name[-1] in "жчшщ" else "ов", *endings[2:])
    yield from (name + ending for ending in endings)


def declined_as_a_man(name: str, language: Language) -> Iterator[str]:
    """The cases of a name ending in a consonant that the dictionary has, undeclined, for women only.

    «Эммануэль» may also be a man: «Эммануэлем Макроном».
    """
    hard, soft = _MALE_ENDINGS[language]
    if name[-1] in "ьй":
        yield from (name[:-1] + ending for ending in soft)
    elif name[-1] in _CONSONANTS:
        yield from (name + ending for ending in hard)
