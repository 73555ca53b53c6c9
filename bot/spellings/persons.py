"""The spellings of a person's name, word by word: «Владимир Зеленский» as “Volodymyr Zelensky”."""

import re
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import product

from bot.model import Language
from bot.spellings.chinese import chinese_name
from bot.spellings.names import spellings_of_name
from bot.spellings.spelling import MOST

MOST_WORDS = 4
_OF_EACH = 5
"""Spellings of each word of a name of several words."""
_OF_A_UKRAINIAN = 0.4
"""The cost of a name in English as a Ukrainian bears it, above that of the likeliest."""
_PARTS = re.compile(r"([^-]+)(-?)")
_MOST_PARTS = 3


def spellings_of_person(
    typed: Sequence[str], folded: tuple[str, ...], language: Language, other: Language
) -> list[tuple[str, float]]:
    """Spellings of a name in another language with their costs, likeliest first, at most `MOST`.

    `typed` tells by its capitals which words have one («бен Ладен»), `folded` has the same words in the nominative.
    """
    if len(folded) > MOST_WORDS:
        return []
    ways = [_word(word, language, other, MOST if len(folded) == 1 else _OF_EACH) for word in folded]
    found = nsmallest(MOST, _joined(ways), key=lambda one: one[1])
    if found and len(folded) > 1 and (language, other) == (Language.RUSSIAN, Language.ENGLISH):
        found.append((_over_ukrainian(folded), found[0][1] + _OF_A_UKRAINIAN))
        found.sort(key=lambda one: one[1])
    if found and (chinese := chinese_name(folded, language, other)):
        found.insert(0, (chinese, found[0][1]))
    costs: dict[str, float] = {}
    for words, cost in found:
        costs.setdefault(" ".join(map(_in_case_of, typed, words)), cost)
    return list(costs.items())[:MOST]


def _over_ukrainian(folded: tuple[str, ...]) -> tuple[str, ...]:
    """A Russian name in English as a Ukrainian bears it: all of its words, for “Elena Zelenska” is nobody."""
    ukrainian = (spellings_of_name(word, Language.RUSSIAN, Language.UKRAINIAN) for word in folded)
    words = [found[0][0] if found else word for found, word in zip(ukrainian, folded, strict=True)]
    english = (spellings_of_name(word, Language.UKRAINIAN, Language.ENGLISH) for word in words)
    return tuple(found[0][0] if found else word for found, word in zip(english, words, strict=True))


def _joined(ways: Sequence[Sequence[tuple[str, float]]]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Each choice of a spelling of each word, and its cost."""
    for way in product(*ways):
        yield tuple(text for text, _ in way), sum(cost for _, cost in way)


def _word(word: str, language: Language, other: Language, most: int) -> list[tuple[str, float]]:
    """The spellings of a word, which may have several parts: «Аль-Асад»."""
    whole = spellings_of_name(word, language, other)
    parts = [found.groups() for found in _PARTS.finditer(word)]
    if len(parts) == 1 or len(parts) > _MOST_PARTS:
        return list(whole[:most])
    ways = [
        [(spelling + hyphen, cost) for spelling, cost in spellings_of_name(part, language, other)[:most]]
        for part, hyphen in parts
    ]
    return nsmallest(most, (("".join(texts), cost) for texts, cost in _joined(ways)), key=lambda one: one[1])


def _in_case_of(typed: str, spelt: str) -> str:
    """With capitals where the typed word has them: at the beginning of each part."""
    if typed.isupper() and len(typed) > 1:
        return spelt.upper()
    parts = list(_capitals(typed))
    if not parts[0]:
        return spelt
    marked = parts + parts[-1:] * spelt.count("-")
    return "-".join(
        part[:1].upper() + part[1:] if is_capital else part
        for part, is_capital in zip(spelt.split("-"), marked, strict=False)
    )


def _capitals(typed: str) -> Iterator[bool]:
    yield from (part[:1].isupper() for part in typed.split("-"))
