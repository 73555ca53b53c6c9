"""What the words of a query match: the forms that a word of a text must have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bot.matching.tree import Phrase
from bot.text.folding import fold, is_cyrillic, straighten, twins
from bot.text.forms import Morphology
from bot.text.tokens import tokenize, unstopped

_DESIGNATION = 3
"""Letters of one, at most: «МиГ-31»."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one word of a text must be like. It is met by any of the three."""

    keys: tuple[str, ...] = ()
    """Keys of which the word must have one (see `bot.text.tokens.keys`), sorted."""
    prefix: str = ""
    """What one of its keys must begin with."""
    stem_of: str = ""
    """A folded word; in languages that have stems only, the word must have the same."""


class _Word(NamedTuple):
    """A word that a phrase has in a text."""

    text: str
    is_prefix: bool = False
    """Any word that begins so is meant."""
    is_designation: bool = False
    """The letters before a number, or an initial: they are not inflected, and have a capital."""


class Patterns:
    """Turns phrases into patterns. Not thread-safe, as the morphology is not."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology

    def of(self, phrase: Phrase) -> tuple[Pattern, ...]:
        """A pattern for each word that the phrase has in a text."""
        words = list(_words(phrase))
        if phrase.exact:
            return tuple(_as_it_is(word, cased=phrase.cased) for word in words)
        forms = self._morphology.forms([word.text for word in words], as_written=phrase.cased)
        return tuple(self._pattern(word, keys, cased=phrase.cased) for word, keys in zip(words, forms, strict=True))

    def _pattern(self, word: _Word, keys: tuple[str, ...], *, cased: bool) -> Pattern:
        if word.is_prefix:
            return _as_it_is(word, cased=cased)
        if word.is_designation and not cased:
            return Pattern(tuple(sorted(twins(straighten(word.text).capitalize()))))
        return Pattern(keys, stem_of="" if cased else self._stemmed(word.text))

    def _stemmed(self, word: str) -> str:
        """What of a word is compared by stems: Cyrillic words are not, as what has stems only is mostly written in
        Latin.
        """
        folded = fold(word)
        return "" if any(map(is_cyrillic, folded)) else self._morphology.lemma(folded)

    @staticmethod
    def words(phrase: Phrase) -> tuple[str, ...]:
        """The words that the phrase has in a text, as written: `Су-57` is two."""
        return tuple(word.text for word in _words(phrase))


def _as_it_is(word: _Word, *, cased: bool) -> Pattern:
    key = "!" + straighten(word.text) if cased else fold(word.text)
    return Pattern(prefix=key) if word.is_prefix else Pattern((key,))


def _words(phrase: Phrase) -> Iterator[_Word]:
    for word in phrase.words:
        tokens = list(tokenize(word.text))
        is_numbered = len(tokens) > 1 and any(token.text[0].isdigit() for token in tokens)
        for token in tokens:
            text = token.text if token.text.islower() else unstopped(token.text)
            is_initial = len(text) == 1 and word.text[token.start + 1 :].startswith(".")
            yield _Word(
                text,
                is_prefix=word.prefix and token.end == len(word.text),
                is_designation=text[0].isupper() and (is_initial or (is_numbered and len(text) <= _DESIGNATION)),
            )
