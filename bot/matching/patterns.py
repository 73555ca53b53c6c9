"""Turns the words of a query into patterns, which say what words of a text match."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.matching.tree import Phrase
from bot.text.folding import fold, is_cyrillic, lookalikes, straighten
from bot.text.forms import Morphology
from bot.text.forms.hyphens import joined_and_parted
from bot.text.numbers import ordinal_forms
from bot.text.tokens import is_tag, tag_key, tokenize, without_stops

_DESIGNATION = 3
"""The most letters of a designation: «МиГ-31»."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a word of a text must match: any one of the three."""

    keys: tuple[str, ...] = ()
    """Keys, sorted, of which the word must have one (see `bot.text.tokens.keys`)."""
    prefix: str = ""
    """A prefix of one of its keys."""
    stem_of: str = ""
    """A folded word; in languages with stems only, the word must have the same stem."""


Variants = tuple[tuple[Pattern, ...], ...]
"""The ways to write a phrase, the typed one first: each has a pattern for each word of a text."""

PatternsOf = Callable[[Phrase], Variants]
"""Gives the variants of a phrase: from the dictionaries, or from what was kept."""

Otherwise = Callable[[Sequence[str]], Sequence[tuple[str, ...]]]
"""Finds the other ways to write words: with a hyphen, apart, or as one word."""


class _Word(NamedTuple):
    """A word of a phrase, as texts are split."""

    text: str
    is_prefix: bool = False
    """Whether any word with this beginning matches."""
    is_designation: bool = False
    """Whether these are letters before a number, or an initial: not inflected, with a capital."""


class Patterns:
    """Turns phrases into patterns. Not thread-safe, because the morphology is not."""

    def __init__(self, morphology: Morphology, otherwise: Otherwise | None = None) -> None:
        """`otherwise` must exclude the words that it is given; by default, it is `joined_and_parted`."""
        self._morphology = morphology
        self._otherwise = otherwise or (lambda words: joined_and_parted(words, morphology.has))

    def of(self, phrase: Phrase) -> Variants:
        """The ways to write the phrase, with a pattern for each word."""
        return tuple(self._patterns(phrase, words) for words in self._written(phrase))

    def words(self, phrase: Phrase) -> tuple[tuple[str, ...], ...]:
        """The words of each way to write the phrase, as texts are split: `Су-57` is two."""
        return tuple(tuple(word.text for word in words) for words in self._written(phrase))

    def _written(self, phrase: Phrase) -> Iterator[list[_Word]]:
        """The words as typed, then the other ways to write them; what is exact stays as it is."""
        words = list(_words(phrase))
        yield words
        if not phrase.exact and not any(word.is_prefix for word in words):
            for other in self._otherwise([word.text for word in words]):
                yield [*map(_reworded, other, (*other[1:], ""))]

    def _patterns(self, phrase: Phrase, words: Sequence[_Word]) -> tuple[Pattern, ...]:
        if phrase.exact:
            return tuple(_as_it_is(word, cased=phrase.cased) for word in words)
        forms = self._morphology.forms([word.text for word in words], as_written=phrase.cased)
        return tuple(self._pattern(word, keys, cased=phrase.cased) for word, keys in zip(words, forms, strict=True))

    def _pattern(self, word: _Word, keys: tuple[str, ...], *, cased: bool) -> Pattern:
        if word.is_prefix:
            return _as_it_is(word, cased=cased)
        if word.is_designation and not cased:
            return Pattern(tuple(sorted(lookalikes(straighten(word.text).capitalize()))))
        if not cased and (ordinal := ordinal_forms(straighten(word.text))):
            return Pattern(tuple(sorted(ordinal)))
        return Pattern(keys, stem_of="" if cased else self._stemmed(word.text))

    def _stemmed(self, word: str) -> str:
        """The word to compare by stems; empty for Cyrillic words, since languages with stems only mostly use Latin."""
        folded = fold(word)
        return "" if any(map(is_cyrillic, folded)) else self._morphology.lemma(folded)


def _as_it_is(word: _Word, *, cased: bool) -> Pattern:
    key = "!" + straighten(word.text) if cased else fold(word.text)
    if is_tag(word.text):
        key = tag_key(word.text)
    return Pattern(prefix=key) if word.is_prefix else Pattern((key,))


def _reworded(text: str, after: str) -> _Word:
    """A word of another way to write a phrase, and the text of the next one."""
    return _Word(text, is_designation=text[0].isupper() and len(text) <= _DESIGNATION and after[:1].isdigit())


def _words(phrase: Phrase) -> Iterator[_Word]:
    for word in phrase.words:
        tokens = list(tokenize(word.text))
        is_numbered = len(tokens) > 1 and any(token.text[0].isdigit() for token in tokens)
        for token in tokens:
            text = token.text if token.text.islower() else without_stops(token.text)
            is_initial = len(text) == 1 and word.text[token.start + 1 :].startswith(".")
            yield _Word(
                text,
                is_prefix=word.prefix and token.end == len(word.text),
                is_designation=text[0].isupper() and (is_initial or (is_numbered and len(text) <= _DESIGNATION)),
            )
