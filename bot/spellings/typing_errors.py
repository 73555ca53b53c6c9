"""Words that are one typing error away: a letter left out, put in, mistaken for another, or swapped with its neighbour.

What may have been meant is generated and looked up, so that the time depends on the word, not on the vocabulary.
"""

from collections.abc import Iterator, Mapping

from bot.text.folding import fold, is_cyrillic

_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"
_BOTH = "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя'"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
_ONLY_RUSSIAN, _ONLY_UKRAINIAN = frozenset("ъыэ"), frozenset("іїєґ'")
_SHORTEST, _LONGEST = 4, 30
"""Letters: nearly all shorter words are one letter away from another; longer ones are no words."""
MOST_NEAREST = 3


def one_error_away(word: str) -> frozenset[str]:
    """All that may have been meant, folded: some 600 strings, most of which are no words.

    Empty for words that are too short or too long to tell, or that have digits or signs.
    """
    folded = fold(word)
    if not _SHORTEST <= len(folded) <= _LONGEST or not folded.replace("'", "").isalpha():
        return frozenset()
    return frozenset(_edited(folded, _alphabet(folded))) - {folded}


def nearest_words(word: str, counts: Mapping[str, int]) -> list[str]:
    """Known words one typing error away from a word that nothing knows, commonest first, at most `MOST_NEAREST`.

    `counts` tells how often which folded words are known, of `one_error_away`; what is absent is unknown. The letter
    case of the typed word is kept.
    """
    found = [other for other in one_error_away(word) if counts.get(other, 0) > 0]
    found.sort(key=lambda other: (-counts[other], other))
    return [_in_case_of(word, other) for other in found[:MOST_NEAREST]]


def _alphabet(folded: str) -> str:
    if not any(map(is_cyrillic, folded)):
        return _ENGLISH
    if not _ONLY_UKRAINIAN.isdisjoint(folded):
        return _UKRAINIAN
    return _BOTH if _ONLY_RUSSIAN.isdisjoint(folded) else _RUSSIAN


def _edited(word: str, alphabet: str) -> Iterator[str]:
    """Every string within one edit, as Damerau counts them."""
    for index in range(len(word)):
        before, letter, after = word[:index], word[index], word[index + 1 :]
        yield before + after
        if after:
            yield before + after[0] + letter + after[1:]
        for other in alphabet:
            yield before + other + after
            yield before + other + letter + after
    yield from (word + other for other in alphabet)


def _in_case_of(word: str, other: str) -> str:
    if word.isupper():
        return other.upper()
    return other[:1].upper() + other[1:] if word[:1].isupper() else other
