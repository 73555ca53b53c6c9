"""Brings words back to the case in which names are listed: «Зеленского» to «Зеленский»."""

from collections.abc import Iterator
from itertools import islice, product

from pymorphy3.analyzer import Parse

from bot.text.folding import fold, is_cyrillic
from bot.text.forms.slavic import Slavic

_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})
_PERSONAL = frozenset({"Name", "Surn", "Patr"})
_DECLINED = frozenset({"NOUN", "ADJF", "PRTF"})
_OBLIQUE = (
    "у",
    "ю",
    "е",
    "і",
    "ї",
    "ом",
    "ем",
    "ым",
    "им",
    "єм",
    "ой",
    "ої",
    "ою",
    "ей",
    "ею",
    "єю",
    "ого",
    "ому",
    "его",
    "ему",
    "ові",
    "еві",
    "єві",
)
_CLEARLY_OBLIQUE = ("ого", "ому", "ым", "ом", "ем", "єм", "ою", "ею", "ові", "еві", "єві")
"""Endings of a case of a name that no dictionary has."""
_LONG = 6
"""Letters of such a name; a shorter one is as it stands: «Том», «Солом»."""
_LONG_ENOUGH = 4
_OF_SURNAMES = ("ский", "цкий", "ський", "цький", "ская", "цкая", "ська", "цька")
_MOST_READINGS = 3
_MOST_PHRASES = 32


def phrases(words: tuple[str, ...], slavic: Slavic) -> Iterator[tuple[str, ...]]:
    """What a phrase may be in the nominative, in folded words; first as it stands."""
    yield from islice(product(*(_readings(word, slavic) for word in words)), _MOST_PHRASES)


def name(word: str, slavic: Slavic) -> str:
    """A folded word that may be a name, in the nominative; as it stands if it may be in it.

    Only what has the ending of a case in the singular is changed: «Илон» is no plural of «Илона». A name in «-а» is
    rather in the nominative: «Рама».
    """
    folded = fold(word)
    if not _is_plain(folded):
        return folded
    is_known = slavic.knows(word)
    if not folded.endswith(_OBLIQUE if is_known else _CLEARLY_OBLIQUE) or (not is_known and len(folded) < _LONG):
        return folded
    parses = slavic.parses(word)
    names = list(filter(_names, parses)) or ([] if is_known else parses)
    if any("nomn" in parse.tag and "plur" not in parse.tag for parse in names[:_MOST_READINGS]):
        return folded
    return next(filter(None, (_nominative(parse) for parse in names if "sing" in parse.tag)), folded)


def is_name(word: str, slavic: Slavic) -> bool:
    """Whether a word with a capital may be a name: the dictionary has it as one, or not at all, or only as a form of
    something else, and people type words in the nominative: «Песков», «Милей», not «Санкции».
    """
    folded = fold(word)
    parses = slavic.parses(word)
    return (
        not slavic.knows(word)
        or any(map(_names, parses))
        or (_is_plain(folded) and len(folded) >= _LONG_ENOUGH and not any(_is_listed(one, folded) for one in parses))
    )


def _is_listed(parse: Parse, folded: str) -> bool:
    """Whether a reading of a word is a dictionary form, or its plural."""
    return fold(parse.normal_form) == folded or ("nomn" in parse.tag and "plur" in parse.tag)


def is_name_in_small_letters(word: str, slavic: Slavic) -> bool:
    """Whether a word is a name however it is typed: it is nothing else in its dictionary form.

    A surname may look like an adjective that nobody uses: «зеленский», but not «киевский», nor «малий».
    """
    folded = fold(word)
    lemmas = [parse for parse in slavic.parses(word) if fold(parse.normal_form) == folded] if _is_plain(folded) else []
    if slavic.knows(word) and lemmas and all(_names(parse) or "Abbr" in parse.tag for parse in lemmas):
        return True
    return any("Surn" in parse.tag and "nomn" in parse.tag for parse in lemmas) and all(
        _names(parse) or (parse.tag.POS == "ADJF" and folded.endswith(_OF_SURNAMES)) for parse in lemmas
    )


def is_place(word: str, slavic: Slavic) -> bool:
    """Whether the dictionary has a word as the name of a place, and not of a person."""
    if not slavic.knows(word):
        return False
    grammemes = frozenset[str]().union(*(parse.tag.grammemes for parse in slavic.parses(word)))
    return "Geox" in grammemes and _PERSONAL.isdisjoint(grammemes)


def _names(parse: Parse) -> bool:
    """Whether a reading is a name; the dictionary marks adjectives of places too."""
    grammemes = parse.tag.grammemes
    return not _NAMES.isdisjoint(grammemes) and (parse.tag.POS != "ADJF" or "Surn" in grammemes)


def _readings(word: str, slavic: Slavic) -> list[str]:
    folded = fold(word)
    parses = slavic.parses(word)[:_MOST_READINGS] if _is_plain(folded) and slavic.knows(word) else []
    if any("Surn" in parse.tag and "nomn" in parse.tag and "sing" in parse.tag for parse in parses):
        return [folded]  # «Песков» is not of «Пески»
    return list(dict.fromkeys([folded, *(filter(None, map(_nominative, parses)))]))


def _nominative(parse: Parse) -> str | None:
    if parse.tag.POS not in _DECLINED:
        return None
    inflected = parse.inflect({"nomn"})
    return fold(inflected.word) if inflected is not None else None


def _is_plain(folded: str) -> bool:
    """Whether it has Cyrillic letters: others have no cases, and some have no names, which the analyzer needs."""
    return bool(folded) and all(is_cyrillic(letter) or letter in "-'" for letter in folded)
