"""Numbers for words: one look-up a word turns a text into numbers.

A *term* is the number of a pattern. A *symbol* is the number of a set of terms: those that a written word meets. The
*code* of a written word is its symbol and, in the lowest bit, whether a stop after it may be a part of it. Codes are
computed when a word is first seen, and cached until a term that may change them is added or removed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.lists import Integers, Lists
from bot.matching.pairs import Pairs
from bot.matching.patterns import Pattern
from bot.text.forms.stems import has_stems, stem
from bot.text.tokens import is_short, is_soft, is_word, keys

NOTHING = 0
"""The symbol of a word that no query wants."""
SOFT_STOP, STOP = 1, 2
"""The symbols of stops: one ends a sentence unless a short word precedes it, the other always."""
SHORT = 1
"""The bit of a code that marks a short word; the symbol's bits begin after it."""

_HASH = (1 << 63) - 1
_UNKNOWN = -1
_REMEMBERED = 1 << 18
"""Written words whose codes are cached, some 60 MB; at more, the cache is cleared."""


class Numbers:
    """Hands out numbers, returned ones first."""

    def __init__(self) -> None:
        self.limit = 0
        """One more than the largest number ever in use."""
        self._free: list[int] = []

    def take(self) -> int:
        """A number that is not in use."""
        if self._free:
            return self._free.pop()
        self.limit += 1
        return self.limit - 1

    def give_back(self, number: int) -> None:
        """Return a number that is no longer in use."""
        self._free.append(number)


class Codes:
    """The codes of written words, computed on demand.

    Words are keyed by hash, so that all words of a text are looked up at once: three times as fast as one by one, when
    each look-up waits for memory. Collisions can be ignored: hashes have 63 bits, nobody can predict them, and 2^18
    words are cached; one happens in 3 · 10^13 new words.
    """

    def __init__(self, work_out: Callable[[str, int], int]) -> None:
        self._work_out = work_out
        self._known = Pairs()

    def __len__(self) -> int:
        return len(self._known)

    def of(self, written: Sequence[str]) -> Integers:
        """The code of each word."""
        hashes = np.fromiter(map(hash, written), np.int64, len(written)) & _HASH
        codes: Integers = np.full(len(written), _UNKNOWN, np.int64)
        at, known = self._known.find(hashes)
        codes[at] = known
        if len(at) < len(written):
            for place in (codes == _UNKNOWN).nonzero()[0].tolist():
                codes[place] = self._new(written[place], int(hashes[place]))
        return codes

    def forget(self, hashed: int) -> None:
        """Drop the cached code of a word."""
        if self._known.get(hashed) is not None:
            self._known.remove(hashed)

    def _new(self, written: str, hashed: int) -> int:
        code = self._known.get(hashed)
        if code is None:
            code = self._work_out(written, hashed)
            self._known.put(hashed, code)
        return code


@dataclass(slots=True)
class _Language:
    """The caches for a language whose words are compared by stems; the empty tag is for all others."""

    tag: str
    codes: Codes
    stems: dict[str, set[int]]
    written: dict[int, int | set[int]]
    """By the hash of a key or stem (as `~stem`): the hashes of the written words whose code depends on it. A collision
    only means a needless recomputation.
    """


class Vocabulary:
    """Terms, and the symbols of written words."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._terms: dict[Pattern, int] = {}
        self._patterns: dict[int, Pattern] = {}
        self._uses: dict[int, int] = {}
        self._forms: dict[str, int | tuple[int, ...]] = {}
        self._prefixes: dict[str, set[int]] = {}
        self._lengths_of_prefixes = range(0)
        self._languages: dict[str, _Language] = {}
        self._signatures: dict[tuple[int, ...], int] = {}
        self.terms_of = Lists(np.int32)
        self._forget()

    def acquire(self, pattern: Pattern) -> int:
        """The term of a pattern; counts one more use."""
        term = self._terms.get(pattern)
        if term is None:
            term = self._terms[pattern] = self._numbers.take()
            self._patterns[term] = pattern
            self._uses[term] = 0
            self._enter(term, pattern)
        self._uses[term] += 1
        return term

    def release(self, term: int) -> None:
        """Count one use less of a term; without any, its number may go to another pattern."""
        self._uses[term] -= 1
        if not self._uses[term]:
            pattern = self._patterns.pop(term)
            del self._terms[pattern], self._uses[term]
            self._withdraw(term, pattern)
            self._numbers.give_back(term)

    def codes(self, language: str) -> Codes:
        """The codes for texts in a language (a primary subtag or an empty string)."""
        known = self._languages.get(language)
        if known is not None:
            return known.codes
        if not has_stems(language):
            return self._languages[""].codes
        return self._begin(language).codes

    def trim(self) -> None:
        """Clear the cache of codes if it is too large."""
        if sum(len(language.codes) for language in self._languages.values()) > _REMEMBERED:
            self._forget()

    def _begin(self, tag: str) -> _Language:
        language = _Language(tag, Codes(lambda written, hashed: self._work_out(written, hashed, language)), {}, {})
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

    def _work_out(self, written: str, hashed: int, language: _Language) -> int:
        if not is_word(written):
            return (SOFT_STOP if is_soft(written) else STOP) << SHORT
        found: set[int] = set()
        folded: set[str] = set()
        for key in keys(written):
            if key in self._forms:
                found.update(_many(self._forms[key]))
            for end in self._lengths_of_prefixes:
                if end > len(key):
                    break
                found.update(self._prefixes.get(key[:end], ()))
            if not key.startswith("!"):
                folded.add(key.lower())
        for key in folded:
            _remember(language.written, hash(key), hashed)
            if language.tag:
                stemmed = stem(language.tag, key)
                found.update(language.stems.get(stemmed, ()))
                _remember(language.written, hash("~" + stemmed), hashed)
        return self._symbol(tuple(sorted(found))) << SHORT | is_short(written)

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
        """Drop the codes of written words that a pattern may match."""
        if pattern.prefix:
            lengths = set(map(len, self._prefixes)) or {0}
            self._lengths_of_prefixes = range(min(lengths), max(lengths) + 1)
            self._forget()
            return
        for tag, language in self._languages.items():
            if not language.codes:
                continue
            hooks = {key.lstrip("!").lower() for key in pattern.keys}
            if tag and pattern.stem_of:
                hooks.add("~" + stem(tag, pattern.stem_of))
            for hook in hooks:
                for hashed in _many(language.written.pop(hash(hook), ())):
                    language.codes.forget(hashed)


def _many(terms: int | Iterable[int]) -> Iterable[int]:
    return (terms,) if isinstance(terms, int) else terms


def _remember(written_by: dict[int, int | set[int]], hook: int, hashed: int) -> None:
    known = written_by.get(hook, hashed)
    if isinstance(known, set):
        known.add(hashed)
    else:
        written_by[hook] = hashed if known == hashed else {known, hashed}
