"""Numbers for words, so that a text becomes a run of numbers by one dictionary look-up a word.

A *term* is the number of a pattern. A *symbol* is the number of a set of terms: of those that a written word meets.
Which symbol a written word has is worked out when the word is first seen, and kept until a term comes or goes that may
change it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from bot.matching.lists import Lists
from bot.matching.patterns import Pattern
from bot.text.forms.stems import has_stems, stem
from bot.text.tokens import is_word, keys

NOTHING = 0
"""The symbol of a word that nobody looks for."""
STOP = 1
"""The symbol of what may end a sentence."""

_REMEMBERED = 1 << 18
"""Written words whose symbols are kept, some 60 MB; then all are worked out anew."""


class Numbers:
    """Gives out numbers, those that were given back before new ones."""

    def __init__(self) -> None:
        self.limit = 0
        """One above the largest number that was ever in use."""
        self._free: list[int] = []

    def take(self) -> int:
        """A number that is not in use."""
        if self._free:
            return self._free.pop()
        self.limit += 1
        return self.limit - 1

    def give_back(self, number: int) -> None:
        """The number is no longer in use."""
        self._free.append(number)


class Symbols(dict[str, int]):
    """The symbols of written words, worked out as they are asked for."""

    def __init__(self, work_out: Callable[[str], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, written: str) -> int:
        symbol = self[written] = self._work_out(written)
        return symbol


@dataclass(slots=True)
class _Language:
    """What is kept for a language whose words are compared by stems; the empty one has none."""

    tag: str
    symbols: Symbols
    stems: dict[str, set[int]]
    written: dict[str, list[str]]
    """The written words whose symbol hangs on a key or on a stem (as `~stem`)."""


class Vocabulary:
    """Terms, and the symbols of written words."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._terms: dict[Pattern, int] = {}
        self._patterns: dict[int, Pattern] = {}
        self._uses: dict[int, int] = {}
        self._forms: dict[str, int | tuple[int, ...]] = {}
        self._prefixes: dict[str, set[int]] = {}
        self._languages: dict[str, _Language] = {}
        self._signatures: dict[tuple[int, ...], int] = {}
        self.terms_of = Lists(np.int32)
        self._forget()

    def acquire(self, pattern: Pattern) -> int:
        """The term of a pattern, in use once more."""
        term = self._terms.get(pattern)
        if term is None:
            term = self._terms[pattern] = self._numbers.take()
            self._patterns[term] = pattern
            self._uses[term] = 0
            self._enter(term, pattern)
        self._uses[term] += 1
        return term

    def release(self, term: int) -> None:
        """The term is in use once less; when it is in use no more, its number may be given to another."""
        self._uses[term] -= 1
        if not self._uses[term]:
            pattern = self._patterns.pop(term)
            del self._terms[pattern], self._uses[term]
            self._withdraw(term, pattern)
            self._numbers.give_back(term)

    def symbols(self, language: str) -> Symbols:
        """The symbols of the words of a text in a language (a primary subtag, or an empty string)."""
        known = self._languages.get(language)
        if known is not None:
            return known.symbols
        if not has_stems(language):
            return self._languages[""].symbols
        return self._begin(language).symbols

    def trim(self) -> None:
        """Forget the symbols of written words if there are too many."""
        if sum(len(language.symbols) for language in self._languages.values()) > _REMEMBERED:
            self._forget()

    def _begin(self, tag: str) -> _Language:
        language = _Language(tag, Symbols(lambda written: self._work_out(written, language)), {}, {})
        if tag:
            for pattern, term in self._terms.items():
                if pattern.stem_of:
                    language.stems.setdefault(stem(tag, pattern.stem_of), set()).add(term)
        self._languages[tag] = language
        return language

    def _forget(self) -> None:
        tags = [tag for tag in self._languages if tag]
        self._languages = {}
        self._signatures.clear()
        self.terms_of = Lists(np.int32)
        self.terms_of.reserve(STOP)
        for tag in ["", *tags]:
            self._begin(tag)

    def _work_out(self, written: str, language: _Language) -> int:
        if not is_word(written):
            return STOP
        found: set[int] = set()
        for key in keys(written):
            found.update(_many(self._forms.get(key, ())))
            for end in range(3, len(key) + 1) if self._prefixes else ():
                found.update(self._prefixes.get(key[:end], ()))
            if not key.startswith("!"):
                _remember(language.written, key.lower(), written)
                if language.tag:
                    stemmed = stem(language.tag, key.lower())
                    found.update(language.stems.get(stemmed, ()))
                    _remember(language.written, "~" + stemmed, written)
        return self._symbol(tuple(sorted(found)))

    def _symbol(self, signature: tuple[int, ...]) -> int:
        if not signature:
            return NOTHING
        symbol = self._signatures.get(signature)
        if symbol is None:
            symbol = self._signatures[signature] = len(self._signatures) + STOP + 1
            for term in signature:
                self.terms_of.append(symbol, term)
        return symbol

    def _enter(self, term: int, pattern: Pattern) -> None:
        for key in pattern.keys:
            known = self._forms.get(key)
            self._forms[key] = term if known is None else (*_many(known), term)
        if pattern.prefix:
            self._prefixes.setdefault(pattern.prefix, set()).add(term)
        for language in self._languages.values():
            if language.tag and pattern.stem_of:
                language.stems.setdefault(stem(language.tag, pattern.stem_of), set()).add(term)
        self._changed(pattern)

    def _withdraw(self, term: int, pattern: Pattern) -> None:
        for key in pattern.keys:
            left = tuple(other for other in _many(self._forms[key]) if other != term)
            if left:
                self._forms[key] = left if len(left) > 1 else left[0]
            else:
                del self._forms[key]
        stores = [(self._prefixes, pattern.prefix)] if pattern.prefix else []
        if pattern.stem_of:
            stores += [(language.stems, stem(tag, pattern.stem_of)) for tag, language in self._languages.items() if tag]
        for store, key in stores:
            store[key].discard(term)
            if not store[key]:
                del store[key]
        self._changed(pattern)

    def _changed(self, pattern: Pattern) -> None:
        """Forget the symbols of the written words that a pattern may meet."""
        if pattern.prefix:
            self._forget()
            return
        for tag, language in self._languages.items():
            if not language.symbols:
                continue
            hooks = {key.lstrip("!").lower() for key in pattern.keys}
            if tag and pattern.stem_of:
                hooks.add("~" + stem(tag, pattern.stem_of))
            for hook in hooks:
                for written in language.written.pop(hook, ()):
                    language.symbols.pop(written, None)


def _many(terms: int | Iterable[int]) -> Iterable[int]:
    return (terms,) if isinstance(terms, int) else terms


def _remember(written_by: dict[str, list[str]], hook: str, written: str) -> None:
    known = written_by.setdefault(hook, [])
    if written not in known:
        known.append(written)
