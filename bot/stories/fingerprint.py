"""What an article tells, small enough to be kept and quick to compare: its names, numbers and words.

The news of an article stands in its title and at its beginning, so that is what is looked at. Words count by their
beginnings, which most forms of a word share, and by how rare these are.

Terms are hashes of words in one language, so reports in different languages share none but those of the bridge
(`bot.stories.bridge`): skeletons of names, numbers, and words whose meaning is known.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.model import EVERYBODY, Clue, Language, ReadArticle, Scope, Span
from bot.stories import numerals
from bot.stories.bridge import meaning, skeleton
from bot.stories.common_words import RISEN, SAY_NOTHING, TOLLS
from bot.stories.frequencies import STEPS, Terms, known_rarity, stem_of

_LEAD = 1_000
"""Characters of a text: what stands further down is background, which other stories share."""
_SHORTEST = 3
_BARE = 12
"""Terms: an article of fewer, a title alone, says so little that any capital has to be taken for a name's."""
_TITLE_CASE = 0.6
"""The share of its words with a capital above which a title's capitals say nothing."""
_CLUES = 24
"""The weightiest terms, by which an article is found."""
_BRIDGE_CLUES = 10
"""The like, of what it shares with reports in other languages."""
_MOST_TERMS = 400
_REMEMBERED = 1 << 14
"""Words whose terms are kept at hand, some 5 MB."""
_KNOWN_LANGUAGES = frozenset(Language)

TITLE, NAME, NUMBER, NAMED, OFTEN, BRIDGE = 1, 2, 4, 8, 16, 32
"""The marks of a term: it stands in the title; it is a name; it is a number; it is a name that the title has; it stands
there several times; it is one that other languages share."""

_DATELINE = re.compile(
    r"[^.:;!?«»\"]{0,60}\((?:Reuters|AP|AFP|Рейтер|УНІАН|УНН)\) ?[-–—]+ "
    r"|[A-ZА-ЯЁІЇЄҐ -]{3,40}, \d{1,2} [^\W\d_]{3,9}\.?(?: ?[-–—,]? ?/?(?:РИА Новости|ТАСС|Интерфакс|Прайм)\b/?)?"
    r"(?:\.| ?[-–—]| ?/)+ "
)
"""Where and when an agency wrote: it begins so whatever it tells from there on that day."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*+|[.!?…:\n]")
_FOLDED = str.maketrans({"ё": "е", "’": "'", "ʼ": "'"})
_SCOPE_BITS = 30
_SCOPED = 1 << 62
_32_BITS = 0xFFFFFFFF
_VERSION = 2
_HEAD = struct.Struct("<BIBH")
_HAS_COMMON_WORDS, _COUNTS_VICTIMS, _HAS_RISEN = 1, 2, 4
_PLAIN, _CAPITAL, _NUMBER, _STOP = range(4)
_YEARS = range(1990, 2060)
_NUMBER_RARITY = {1: 52, 2: 98}
"""By the count of digits; in steps, as all of these."""
_LONGER_NUMBER_RARITY = 138
_YEAR_RARITY = 75
_SKELETON_RARITY = {0: 0, 1: 0, 2: 75, 3: 125}
_LONGER_SKELETON_RARITY = 175
_MEANING_RARITY = 88
_COGNATE = 6
"""Letters of a word that is no name, and may sound alike in another language."""
_COGNATE_CONSONANTS = 4
_COGNATE_RARITY = 88


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The terms of an article as hashes, ascending, with the marks and the rarity of each."""

    language: int
    has_common_words: bool
    """Whether the words of its language that say nothing are known, and left out."""
    counts_victims: bool
    """Whether its title or lead says of how many people it tells that they died or were hurt."""
    has_risen: bool
    """Whether its title says that a number has changed."""
    terms: Terms
    marks: NDArray[np.uint8]
    rarities: NDArray[np.uint8]
    """In the language at large, in steps of `bot.stories.frequencies.STEPS` to a unit."""

    @property
    def length(self) -> int:
        """How many terms of its language it has."""
        return int(np.count_nonzero(self.marks & BRIDGE == 0))

    def is_bare(self) -> bool:
        return self.length < _BARE


_Said = tuple[tuple[int, int, int], ...]
"""Terms with the rarity of each, in steps, and `BRIDGE` for those that other languages share."""


@dataclass(frozen=True, slots=True)
class _Word:
    kind: int
    term: int = 0
    """What the word is hashed to, 0 if it says nothing."""
    said: _Said = ()
    """The terms that are met with it, as with any word."""
    named: _Said = ()
    """And as with a name."""
    stem: str = ""


class _Terms:
    """Terms as they are met, with their marks and rarities."""

    def __init__(self) -> None:
        self.marks: dict[int, int] = {}
        self.rarities: dict[int, int] = {}

    def meet(self, said: _Said, mark: int) -> None:
        marks, rarities = self.marks, self.rarities
        for term, rarity, bridge in said:
            if term not in marks:
                marks[term], rarities[term] = mark | bridge, rarity
                continue
            marks[term] |= mark | bridge | OFTEN
            rarities[term] = max(rarities[term], rarity)


def fingerprint(article: ReadArticle) -> Fingerprint:
    dateline = _DATELINE.match(article.text)
    news = dateline.end() if dateline else 0
    language = article.language
    body = list(_words(article.text[news : news + _LEAD], language))
    title = list(_words(article.title, language))
    names = {word.term for word, begins in body if word.kind == _CAPITAL and not begins}
    is_title_case = sum(word.kind == _CAPITAL for word, _ in title) > _TITLE_CASE * len(title)
    is_bare = len({word.term for word, _ in (*body, *title)}) < _BARE
    met = _Terms()
    for word, _ in body:
        if word.term in names:
            met.meet(word.named, NAME)
        else:
            met.meet(word.said, NUMBER if word.kind == _NUMBER else 0)
    for word, begins in title:
        if word.kind == _CAPITAL and (is_bare or word.term in names or not (begins or is_title_case)):
            met.meet(word.named, TITLE | NAME | NAMED)
        else:
            mark = NAME if word.term in names else NUMBER if word.kind == _NUMBER else 0
            met.meet(word.named if word.term in names else word.said, TITLE | mark)
    terms = np.array(list(met.marks), np.uint32)
    order = np.argsort(terms)[:_MOST_TERMS]
    said = {word.stem for word, _ in (*title, *body)}
    return Fingerprint(
        language=crc32(language.encode()),
        has_common_words=language in _KNOWN_LANGUAGES,
        counts_victims=not said.isdisjoint(_TOLLS),
        has_risen=not _RISEN.isdisjoint(word.stem for word, _ in title),
        terms=terms[order],
        marks=np.array(list(met.marks.values()), np.uint8)[order],
        rarities=np.array(list(met.rarities.values()), np.uint8)[order],
    )


def clues(article: Fingerprint, rarities: NDArray[np.float64]) -> dict[Clue, float]:
    """The clues to an article with their weights: its weightiest terms, and apart from these the weightiest that other
    languages share.
    """
    bridge = article.marks & BRIDGE > 0
    weights = rarities * np.where(article.marks & (TITLE | NAME | NUMBER), 1.3, 1.0)
    found = []
    for of_kind, most in ((~bridge, _CLUES), (bridge, _BRIDGE_CLUES)):
        at = np.flatnonzero(of_kind)
        found += at[np.lexsort((article.terms[at], -weights[at]))[:most]].tolist()
    return {Clue(int(article.terms[one])): float(weights[one]) for one in found}


def clue_in_scope(clue: Clue, scope: Scope) -> Clue:
    """The clue as it is known in a scope: no other one can be made to be the same, and those of a clue lie together."""
    return clue if scope == EVERYBODY else Clue(_SCOPED | clue << _SCOPE_BITS | (2 * abs(scope) + (scope < 0)))


def private_clue(clue: Clue) -> Clue:
    """The clue as it finds articles in any scope but everybody's."""
    return Clue(_SCOPED | clue << _SCOPE_BITS | 1)  # a number that no scope has


def bare_clue(clue: Clue) -> Clue:
    """The clue without its scope."""
    return Clue(clue >> _SCOPE_BITS & _32_BITS) if clue & _SCOPED else clue


def pack(article: Fingerprint) -> bytes:
    flags = (
        article.has_common_words * _HAS_COMMON_WORDS
        | article.counts_victims * _COUNTS_VICTIMS
        | article.has_risen * _HAS_RISEN
    )
    head = _HEAD.pack(_VERSION, article.language, flags, len(article.terms))
    return head + article.terms.astype("<u4").tobytes() + article.marks.tobytes() + article.rarities.tobytes()


def unpack(packed: bytes) -> Fingerprint:
    _, language, flags, count = _HEAD.unpack_from(packed)
    at = _HEAD.size
    return Fingerprint(
        language,
        bool(flags & _HAS_COMMON_WORDS),
        bool(flags & _COUNTS_VICTIMS),
        bool(flags & _HAS_RISEN),
        np.frombuffer(packed, "<u4", count, at),
        np.frombuffer(packed, np.uint8, count, at + 4 * count),
        np.frombuffer(packed, np.uint8, count, at + 5 * count),
    )


def looked_at(article: ReadArticle) -> str:
    """What of an article is looked at, its title first."""
    return f"{article.title}\n{article.text[:_LEAD]}"


def first_places(article: ReadArticle) -> dict[int, Span]:
    """Where each term stands first in what is looked at."""
    places: dict[int, Span] = {}
    for match in _WORD.finditer(looked_at(article)):
        word = _word(match.group(), article.language)
        for term, *_ in (*word.said, *word.named):
            places.setdefault(term, Span(*match.span()))
    return places


def _words(text: str, language: str) -> Iterator[tuple[_Word, bool]]:
    """The words of a text that say something, and whether a sentence begins with them."""
    begins = True
    number: _Word | None = None
    for match in _WORD.finditer(text):
        written = match.group()
        if number is not None:
            is_thousands = numerals.is_thousands(written.lower())
            yield (_number(numerals.in_thousands(number.stem), language) if is_thousands else number), begins
            number = None
            if is_thousands:
                begins = False
                continue
        word = _word(written, language)
        if word.kind == _NUMBER:
            number = word
            continue
        if word.term:
            yield word, begins
        begins = word.kind == _STOP
    if number is not None:
        yield number, begins


_STOPPED, _SILENT = _Word(_STOP), _Word(_PLAIN)


@lru_cache(_REMEMBERED)
def _word(written: str, language: str) -> _Word:
    if not written[0].isalnum():
        return _STOPPED
    if written[0].isdigit():
        return _number(numerals.plain(written), language)
    folded = written.lower().translate(_FOLDED)
    if figures := numerals.in_figures(folded):
        return _number(figures, language)
    folded = folded.removesuffix("'s")
    is_short_name = len(folded) < _SHORTEST and len(written) > 1 and written.isupper()
    if folded in SAY_NOTHING or (len(folded) < _SHORTEST and not is_short_name):
        return _SILENT
    stem = stem_of(folded)
    kind = _CAPITAL if written[0].isupper() else _PLAIN
    own = (_hash(f"{language}:{stem}"), round(known_rarity(stem, language) * STEPS), 0)
    meant = meaning(folded, language)
    if meant is not None:
        said: _Said = (own, (_hash(f"={meant}"), _MEANING_RARITY, BRIDGE))
        return _Word(kind, own[0], said, said, stem)
    sound = skeleton(folded)
    key = _hash(f"~{sound}")
    rarity = _SKELETON_RARITY.get(len(sound), _LONGER_SKELETON_RARITY)
    named: _Said = (own, (key, rarity, BRIDGE)) if rarity else (own,)
    is_cognate = len(folded) >= _COGNATE and len(sound) >= _COGNATE_CONSONANTS
    return _Word(kind, own[0], (own, (key, _COGNATE_RARITY, BRIDGE)) if is_cognate else (own,), named, stem)


def _number(figures: str, language: str) -> _Word:
    digits = len(figures.replace(".", ""))
    rarity = _NUMBER_RARITY.get(digits, _LONGER_NUMBER_RARITY)
    if figures.isdecimal() and int(figures) in _YEARS:
        rarity = _YEAR_RARITY
    own = (_hash(f"{language}:{figures}"), rarity, 0)
    said = (own, (_hash(f"#{figures}"), rarity, BRIDGE))
    return _Word(_NUMBER, own[0], said, said, figures)


def _hash(text: str) -> int:
    return crc32(text.encode()) or 1


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words)


_TOLLS, _RISEN = _stems(TOLLS), _stems(RISEN)
