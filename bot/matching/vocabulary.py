"""Numbers for words, so that a text becomes a run of numbers by one dictionary look-up a word.

A *term* is the number of a pattern. A *symbol* is the number of a set of terms: of those that a written word meets.
The *code* of a written word is its symbol, and in the lowest bit whether a stop after it may be a part of it. It is
worked out when the word is first seen, and kept until a term comes or goes that may change it.
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
"""The symbol of a word that nobody looks for."""
SOFT_STOP, STOP = 1, 2
"""The symbols of what ends a sentence: unless a short word stands before it, and in any case."""
SHORT = 1
"""The bit of a code that tells a short word, and those of a symbol begin after it."""

_HASH = (1 << 63) - 1
_UNKNOWN = -1
_REMEMBERED = 1 << 18
"""Written words whose codes are kept, some 60 MB; then all are worked out anew."""


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


class Codes:
    """The codes of written words, worked out as they are asked for.

    A word is known by its hash, so that those of a text are looked up all at once: three times as fast as one after
    another, each of which waits for the memory. That one word is taken for another can be left aside: a hash has 63
    bits, of which nobody can know beforehand which word has which, and 2^18 words are remembered; it happens once in
    3 · 10^13 words that are seen for the first time.
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
        """Work the code of a word out anew."""
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
    """What is kept for a language whose words are compared by stems; the empty one has none."""

    tag: str
    codes: Codes
    stems: dict[str, set[int]]
    written: dict[int, int | set[int]]
    """The hashes of the written words whose code hangs on a key or on a stem, by the hash of that (as `~stem`): what
    shares it with another is worked out once too often."""


class Vocabulary:
    """Terms, and the symbols of written words."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers
        self._terms: dict[Pattern, int] = {}
        self._patterns: dict[int, Pattern] = {}
        self._uses: dict[int, int] = {}
        self._forms: dict[str, int | tuple[int, ...]] = {}
        self._prefixes: dict[str, set[int]] = {}
        self._longest_prefix = 0
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

    def codes(self, language: str) -> Codes:
        """The codes of the words of a text in a language (a primary subtag, or an empty string)."""
        known = self._languages.get(language)
        if known is not None:
            return known.codes
        if not has_stems(language):
            return self._languages[""].codes
        return self._begin(language).codes

    def trim(self) -> None:
        """Forget the codes of written words if there are too many."""
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
            for end in range(3, min(len(key), self._longest_prefix) + 1):
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
        """Forget the codes of the written words that a pattern may meet."""
        if pattern.prefix:
            self._longest_prefix = max(map(len, self._prefixes), default=0)
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
