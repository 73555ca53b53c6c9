"""What the words of a query match: the forms that a word of a text must have."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching.tree import Phrase
from bot.text.folding import fold, is_cyrillic, straighten
from bot.text.forms import Morphology
from bot.text.tokens import tokenize


@dataclass(frozen=True, slots=True)
class Pattern:
    """What one word of a text must be like. It is met by any of the three."""

    keys: tuple[str, ...] = ()
    """Keys of which the word must have one (see `bot.text.tokens.keys`), sorted."""
    prefix: str = ""
    """What one of its keys must begin with."""
    stem_of: str = ""
    """A folded word; in languages that have stems only, the word must have the same."""


class Patterns:
    """Turns phrases into patterns. Not thread-safe, as the morphology is not."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology

    def of(self, phrase: Phrase) -> tuple[Pattern, ...]:
        """A pattern for each word that the phrase has in a text."""
        words = list(_words(phrase))
        if phrase.exact:
            return tuple(_as_it_is(word, prefix=prefix, cased=phrase.cased) for word, prefix in words)
        forms = self._morphology.forms([word for word, _ in words], as_written=phrase.cased)
        return tuple(
            _as_it_is(word, prefix=True, cased=phrase.cased)
            if prefix
            else Pattern(keys, stem_of="" if phrase.cased else self._stemmed(word))
            for (word, prefix), keys in zip(words, forms, strict=True)
        )

    def _stemmed(self, word: str) -> str:
        """What of a word is compared by stems: Cyrillic words are not, as what has stems only is mostly written in
        Latin.
        """
        folded = fold(word)
        return "" if any(map(is_cyrillic, folded)) else self._morphology.lemma(folded)

    @staticmethod
    def words(phrase: Phrase) -> tuple[str, ...]:
        """The words that the phrase has in a text, as written: `Су-57` is two."""
        return tuple(word for word, _ in _words(phrase))


def _as_it_is(word: str, *, prefix: bool, cased: bool) -> Pattern:
    key = "!" + straighten(word) if cased else fold(word)
    return Pattern(prefix=key) if prefix else Pattern((key,))


def _words(phrase: Phrase) -> Iterator[tuple[str, bool]]:
    """The words that a phrase has in a text, and whether each stands for any that begins so."""
    for word in phrase.words:
        for token in tokenize(word.text):
            yield token.text, word.prefix and token.end == len(word.text)
