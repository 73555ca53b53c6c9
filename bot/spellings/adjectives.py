"""The adjective of a place, and the place of an adjective: «Украина» and «украинский», «Київ» and «київський».

An adjective is made by the rules of the language, and counts only if the dictionary has it. Common nouns are left out:
what the same rules give for them is often another word («нефть» and «нефтяной», but «пол» and «польский»).
"""

from collections.abc import Iterator, Mapping
from functools import cache

from bot.model import Language
from bot.spellings.spelling import SpellingKind
from bot.spellings.tables import lines
from bot.spellings.things import place_in_table
from bot.text.folding import fold
from bot.text.forms.slavic import Slavic

_VOWELS = "аеиоуыэюяіїєь"
_SUFFIXES = {
    Language.RUSSIAN: (
        "ский",
        "йский",
        "ийский",
        "ейский",
        "анский",
        "янский",
        "инский",
        "овский",
        "евский",
        "енский",
        "ской",
    ),
    Language.UKRAINIAN: (
        "ський",
        "йський",
        "ійський",
        "їйський",
        "анський",
        "янський",
        "инський",
        "інський",
        "овський",
        "ївський",
        "енський",
    ),
}
_SOFTENED = {
    Language.RUSSIAN: (
        ("г", "жский"),
        ("к", "цкий"),
        ("ц", "цкий"),
        ("х", "шский"),
        ("ск", "ский"),
        ("цк", "цкий"),
        ("тк", "тский"),
        ("сс", "сский"),
        ("ж", "жский"),
    ),
    Language.UKRAINIAN: (
        ("г", "зький"),
        ("к", "цький"),
        ("ц", "цький"),
        ("х", "ський"),
        ("ськ", "ський"),
        ("цьк", "цький"),
        ("тк", "тський"),
        ("ж", "зький"),
    ),
}
"""The last consonant of a name, and what takes its place."""
_ENDINGS = {
    Language.RUSSIAN: ("", "а", "я", "ия", "о", "ы", "и", "ь", "е", "й", "ье", "ея", "ай"),
    Language.UKRAINIAN: ("", "а", "я", "ія", "о", "и", "і", "ь", "е", "й", "їя", "ея", "ай", "їна"),
}
"""Of places in the nominative."""
_SHORTEST_STEM = 2
_LARGE = 60_000
"""Characters of the table of places, in which the largest 1,300 cities are."""
_RANKED = (SpellingKind.COUNTRY, SpellingKind.PLACE)
MOST_OF_A_WORD = 2


def adjectives_of(place: str, slavic: Slavic) -> list[str]:
    """The adjectives of a folded place, likeliest first."""
    if irregular := _irregular(slavic.language)[0].get(place):
        return irregular[:MOST_OF_A_WORD]
    made = dict.fromkeys(_made(place, slavic.language))
    confirmed = [adjective for adjective in made if _is_adjective(adjective, slavic)]
    marked = [adjective for adjective in confirmed if _is_marked(adjective, slavic)]
    return (marked or confirmed)[:1]


def places_of(adjective: str, slavic: Slavic) -> list[str]:
    """The places whose adjective this folded word is, likeliest first: the way back from `adjectives_of`."""
    if irregular := _irregular(slavic.language)[1].get(adjective):
        return irregular[:MOST_OF_A_WORD]
    if not _is_adjective(adjective, slavic):
        return []
    made = dict.fromkeys(_places(adjective, slavic.language))
    confirmed = [place for place in made if is_place(place, slavic) and adjective in adjectives_of(place, slavic)]
    return sorted(confirmed, key=lambda place: _rank(place, slavic.language))[:1]


def is_of_well_known_place(adjective: str, slavic: Slavic) -> bool:
    """Whether a folded word is the adjective of a country or a large city: «московский» is rather that than a name."""
    return any(_rank(fold(place), slavic.language) < (1, _LARGE) for place in places_of(adjective, slavic))


def _rank(place: str, language: Language) -> tuple[int, int]:
    """Countries come first, then the cities and regions that a table has, the largest first; villages come last."""
    for rank, kind in enumerate(_RANKED):
        at = place_in_table(place, language, kind)
        if at is not None:
            return rank, at
    return len(_RANKED), 0


def _made(place: str, language: Language) -> Iterator[str]:
    """What may be the adjective of a place, by rule."""
    stem = place.rstrip(_VOWELS)
    if len(stem) < _SHORTEST_STEM:
        return
    ending = place[len(stem) :]
    if ending in {"ия", "ія", "їя"}:
        yield from (stem + suffix for suffix in _SUFFIXES[language] if suffix[0] in "иі")
    if ending in {"ея", "ей", "ая"}:
        yield from (stem + suffix for suffix in _SUFFIXES[language] if suffix[0] == "е")
    for last, changed in _SOFTENED[language]:
        if stem.endswith(last):
            yield stem.removesuffix(last) + changed
    yield from (stem + suffix for suffix in _SUFFIXES[language])
    if ending.startswith(("о", "а", "у", "и", "е", "і")) and len(ending) == 1:
        yield from (place + suffix for suffix in _SUFFIXES[language] if suffix[0] in "йс")
    if language is Language.RUSSIAN:
        yield stem + "ьский"


def _places(adjective: str, language: Language) -> Iterator[str]:
    """What may be the place of an adjective, by rule."""
    suffixes = [*_SUFFIXES[language], *(("ьский",) if language is Language.RUSSIAN else ())]
    stems = [adjective.removesuffix(suffix) for suffix in suffixes if adjective.endswith(suffix)]
    stems += [
        adjective.removesuffix(changed) + last for last, changed in _SOFTENED[language] if adjective.endswith(changed)
    ]
    for stem in dict.fromkeys(stems):
        if len(stem) >= _SHORTEST_STEM:
            yield from (stem + ending for ending in _ENDINGS[language])


def _is_adjective(word: str, slavic: Slavic) -> bool:
    return slavic.knows(word) and any(
        parse.tag.POS == "ADJF" and fold(parse.normal_form) == word and "Surn" not in parse.tag.grammemes
        for parse in slavic.parses(word)
    )


def _is_marked(word: str, slavic: Slavic) -> bool:
    """Whether the dictionary says that an adjective is that of a place; the Russian one says so of many."""
    return any("Geox" in parse.tag.grammemes for parse in slavic.parses(word))


def is_place(word: str, slavic: Slavic) -> bool:
    """Whether a folded word is a place in its dictionary form; the Ukrainian dictionary does not say so of all."""
    return _rank(word, slavic.language)[0] < len(_RANKED) or (
        slavic.knows(word)
        and any("Geox" in parse.tag.grammemes and fold(parse.normal_form) == word for parse in slavic.parses(word))
    )


@cache
def _irregular(language: Language) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Places with adjectives that no rule makes, and back."""
    there: dict[str, list[str]] = {}
    back: dict[str, list[str]] = {}
    for line in lines(f"adjectives-{language.value}"):
        place, *adjectives = line.split()
        there[fold(place)] = adjectives
        for adjective in adjectives:
            back.setdefault(adjective, []).append(place)
    return there, back
