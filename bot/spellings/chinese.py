"""Chinese names between pinyin and Cyrillic, where a syllable is written by a rule of its own: «Цзиньпин», “Jinping”.

The Russian rules are those of Palladius; the Ukrainian ones write the same syllables with Ukrainian letters.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from bot.model import Language
from bot.spellings.tables import lines

_TO_UKRAINIAN = str.maketrans("иыэе", "іиеє")
_MOST_SYLLABLES = 2
"""Of a given name; a family name has one, in nearly all cases."""


def chinese_name(words: tuple[str, ...], language: Language, other: Language) -> tuple[str, ...] | None:
    """A Chinese name of two or three folded words in another language, family name first; None if it is none."""
    if not 2 <= len(words) <= 3:
        return None
    spelt = [_spelt(word, language, other, 1 if not place else _MOST_SYLLABLES) for place, word in enumerate(words)]
    return tuple(word for word in spelt if word is not None) if None not in spelt else None


def _spelt(word: str, language: Language, other: Language, most: int) -> str | None:
    found = _syllables(language)
    for parts in _parts(word.replace("-", ""), found, most):
        return "".join(_syllables_in(other, found[part]) for part in parts)
    return None


def _parts(word: str, known: dict[str, str], most: int) -> Iterator[list[str]]:
    if word in known:
        yield [word]
    if most > 1:
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in known:
                yield from ([word[:end], *rest] for rest in _parts(word[end:], known, most - 1))


def _syllables_in(language: Language, pinyin: str) -> str:
    if language is Language.ENGLISH:
        return pinyin
    cyrillic = _pinyin()[pinyin]
    return cyrillic if language is Language.RUSSIAN else _ukrainian(cyrillic)


@cache
def _syllables(language: Language) -> dict[str, str]:
    """The syllables of a language, with their pinyin."""
    if language is Language.ENGLISH:
        return {pinyin: pinyin for pinyin in _pinyin()}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for pinyin, cyrillic in _pinyin().items():
        found[cyrillic if language is Language.RUSSIAN else _ukrainian(cyrillic)].append(pinyin)
    return {cyrillic: min(several, key=_unlikely) for cyrillic, several in found.items()}


def _unlikely(pinyin: str) -> tuple[bool, str]:
    """Of two that are written alike in Cyrillic, the one with j, q or x is commoner in names."""
    return pinyin[0] not in "jqx", pinyin


@cache
def _pinyin() -> dict[str, str]:
    """Each syllable in Russian."""
    return dict(line.split() for line in lines("pinyin"))


def _ukrainian(cyrillic: str) -> str:
    return cyrillic.replace("йе", "є").translate(_TO_UKRAINIAN)
