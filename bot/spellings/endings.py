"""Endings of surnames that tell where a name is from, and so how all of it is spelt: «Левандовский», Lewandowski."""

from collections.abc import Callable, Iterable, Iterator

_ENDINGS = (
    ("швили", "shvili", 0.0),
    ("дзе", "dze", 0.0),
    ("еску", "escu", 0.0),
    ("ич", "ic", 0.9),
    ("вский", "wski", 0.9),
    ("цкий", "cki", 0.9),
)
"""In Russian and in English, and how unlikely the name is from there."""
_POLISH = ("wski", "cki")
_MOST = 3

Costly = tuple[str, float]
"""A spelling in small letters, and how unlikely it is: 0 is the likeliest, and each 1 is e times less likely."""


def by_ending_in_english(russian: str, spell: Callable[[str], Iterable[Costly]]) -> Iterator[Costly]:
    """Spellings of a Russian name, given those of what is before its ending."""
    for ending, english, cost in _ENDINGS:
        if russian.endswith(ending) and russian != ending:
            for stem, more in list(spell(russian.removesuffix(ending)))[:_MOST]:
                yield (stem.replace("v", "w") if english in _POLISH else stem) + english, cost + more


def by_ending_in_russian(english: str, spell: Callable[[str], Iterable[Costly]]) -> Iterator[Costly]:
    """Spellings of an English name, given those of what is before its ending."""
    for russian, ending, _ in _ENDINGS:
        if english.endswith(ending) and english != ending:
            stem = english.removesuffix(ending)
            for spelt, more in list(spell(stem.replace("w", "v") if ending in _POLISH else stem))[:_MOST]:
                yield spelt + russian, more
