"""Stems by Snowball, for languages without a morphology here."""

from functools import cache

import snowballstemmer

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "et": "estonian",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nb": "norwegian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@cache
def _algorithms() -> frozenset[str]:
    return frozenset(snowballstemmer.algorithms())


def languages() -> list[str]:
    """The primary subtags of all languages with stems."""
    return [language for language in _ALGORITHMS if has_stems(language)]


def has_stems(language: str) -> bool:
    """Whether words of a language (a primary subtag) can be compared by stems."""
    return _ALGORITHMS.get(language) in _algorithms()


def stem(language: str, word: str) -> str:
    """The stem of a folded word. Raises KeyError for a language without stems."""
    return str(_stemmer(_ALGORITHMS[language]).stemWord(word))


@cache
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(algorithm)
