"""The content of an article in a form that is small and quick to compare: its names, numbers and words.

The news of an article is in its title and first part, so only these are used. Words count by their beginnings, which
most forms of a word share. Names and numbers, which tell similar events apart, count three times; words of the title
count twice.
"""

import re
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from zlib import crc32

from bot.model import EVERYBODY, Clue, Language, ReadArticle, Scope
from bot.stories.common_words import SAY_NOTHING

_LEAD = 1_000
"""Characters of a text; the rest is background, which other stories share."""
_LETTERS = 5
"""Letters of a word; 4 confuse words, and 6 separate forms of one."""
_SHORTEST = 3
_BARE = 12
"""Terms; an article with fewer (a title alone) has so few words that any word with a capital counts as a name."""
_TITLE_CASE = 0.6
"""If a larger share of a title's words have capitals, its capitals do not count."""
_CLUES_OF = 4
"""So many of the weightiest terms form clues, in pairs: 97 % of similar articles share one."""
_REMEMBERED = 1 << 14
"""Words whose terms are cached, some 3 MB."""
_KNOWN_LANGUAGES = frozenset(Language)
_SHARED_SITES = frozenset({"t.me"})
"""Sites that many outlets share."""

TITLE, OPENING, HEAVY, NUMBER, NAMED = 1, 2, 4, 8, 16
"""The marks of a term: it is in the title; in the first sentence; a name or number; a number; a name in the title."""
MARKS = 32

_RANKS = tuple(
    ((2 if mark & TITLE else 1) * (3 if mark & HEAVY else 1) << 2 | bool(mark & NAMED) << 1 | bool(mark & OPENING))
    << 32
    for mark in range(MARKS)
)
"""The rank of a term among an article's terms, by its marks; equal terms are ordered by hash."""

_DATELINE = re.compile(
    r"[^.:;!?«»\"]{0,60}\((?:Reuters|AP|AFP|Рейтер|УНІАН|УНН)\) ?[-–—]+ "
    r"|[A-ZА-ЯЁІЇЄҐ -]{3,40}, \d{1,2} [^\W\d_]{3,9}\.?(?: ?[-–—,]? ?/?(?:РИА Новости|ТАСС|Интерфакс|Прайм)\b/?)?"
    r"(?:\.| ?[-–—]| ?/)+ "
)
"""An agency's place and date: all its reports from there on that day begin so."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*+|[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*+|[.!?…:\n]")
_OPENING = re.compile(r".{40,298}?[.!?…](?=\s)|.{1,300}(?!\S)", re.DOTALL)
_32_BITS = 0xFFFFFFFF
_SCOPE_BITS = 30
_SCOPED = 1 << 62
_SPREAD = 0x9E3779B1
"""Odd, and without a pattern: multiplication by it spreads numbers evenly over 32 bits."""
_HEAD = struct.Struct("<IBH")
_PLAIN, _CAPITAL, _NUMBER, _STOP = range(4)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The terms of an article: hashes with their marks."""

    outlet: int
    has_common_words: bool
    """Whether the common words of its language are known, and so left out."""
    terms: Mapping[int, int]

    def is_bare(self) -> bool:
        return len(self.terms) < _BARE


def fingerprint(article: ReadArticle) -> Fingerprint:
    dateline = _DATELINE.match(article.text)
    news = dateline.end() if dateline else 0
    lead = article.text[news : news + _LEAD]
    opening = _OPENING.match(lead)
    end = opening.end() if opening else 0
    terms: dict[int, int] = {}
    names: set[int] = set()
    for part, mark in ((lead[:end], OPENING), (lead[end:], 0)):
        for term, kind, begins in _terms(part):
            if kind == _CAPITAL and not begins:
                names.add(term)
                terms[term] = terms.get(term, 0) | mark | HEAVY
            else:
                terms[term] = terms.get(term, 0) | mark | (HEAVY | NUMBER if kind == _NUMBER else 0)
    title = list(_terms(article.title))
    is_title_case = sum(kind == _CAPITAL for _, kind, _ in title) > _TITLE_CASE * len(title)
    is_bare = len(terms) < _BARE and len({*terms, *(term for term, _, _ in title)}) < _BARE
    for term, kind, begins in title:
        mark = HEAVY | NUMBER if kind == _NUMBER else 0
        if kind == _CAPITAL:
            is_name = is_bare or term in names or not (begins or is_title_case)
            mark = HEAVY | NAMED if is_name else 0
        terms[term] = terms.get(term, 0) | mark | TITLE
    return Fingerprint(
        outlet=crc32((article.source if article.site in _SHARED_SITES else article.site).encode()),
        has_common_words=article.language in _KNOWN_LANGUAGES,
        terms=terms,
    )


def clues(article: Fingerprint, language: str) -> tuple[Clue, ...]:
    """The clues of an article, one of which most similar articles share: pairs of its weightiest terms."""
    ranked = sorted([_RANKS[mark] | term for term, mark in article.terms.items()], reverse=True)
    weightiest = sorted([rank & _32_BITS for rank in ranked[:_CLUES_OF]])
    salt = crc32(language.encode())
    return tuple(Clue((first * _SPREAD + second + salt) & _32_BITS) for first, second in combinations(weightiest, 2))


def clue_in_scope(clue: Clue, scope: Scope) -> Clue:
    """The clue within a scope. No two scoped clues collide, and those of one clue are adjacent."""
    return clue if scope == EVERYBODY else Clue(_SCOPED | clue << _SCOPE_BITS | (2 * abs(scope) + (scope < 0)))


def bare_clue(clue: Clue) -> Clue:
    """The clue without its scope."""
    return Clue(clue >> _SCOPE_BITS & _32_BITS) if clue & _SCOPED else clue


def hashes(words: Iterable[str]) -> frozenset[int]:
    """The terms of words, as in fingerprints."""
    return frozenset(_term(word)[0] for word in words)


def pack(article: Fingerprint) -> bytes:
    head = _HEAD.pack(article.outlet, article.has_common_words, len(article.terms))
    return head + array("I", article.terms).tobytes() + bytes(article.terms.values())


def unpack(packed: bytes) -> Fingerprint:
    outlet, has_common_words, count = _HEAD.unpack_from(packed)
    terms = array("I")
    marks = _HEAD.size + count * terms.itemsize
    terms.frombytes(packed[_HEAD.size : marks])
    return Fingerprint(outlet, bool(has_common_words), dict(zip(terms, packed[marks:], strict=True)))


def _terms(text: str) -> Iterator[tuple[int, int, bool]]:
    """The terms of a text, each with its kind, and whether it begins a sentence."""
    begins = True
    for term, kind in map(_term, _WORD.findall(text)):
        if term:
            yield term, kind, begins
        begins = kind == _STOP


@lru_cache(_REMEMBERED)
def _term(word: str) -> tuple[int, int]:
    """The hash of a word (0 for a common one), and its kind."""
    if not word[0].isalnum():
        return 0, _STOP
    if word[0].isdigit():
        return crc32(word.replace(",", ".").encode()), _NUMBER
    folded = word.lower().replace("ё", "е")
    if len(folded) < _SHORTEST or folded in SAY_NOTHING:
        return 0, _PLAIN
    return crc32(folded[:_LETTERS].encode()), _CAPITAL if word[0].isupper() else _PLAIN
