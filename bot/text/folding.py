"""What makes two spellings the same word.

    clean       as typed, without what a reader does not see: soft hyphens, stress marks, kinds of apostrophes and
    dashes straighten  cleaned, ё as е, and a foreign lookalike letter inside a word put back into the word's alphabet
    fold        straightened, in lower case: what is compared when letter case does not matter

All three are idempotent.
"""

import re
import unicodedata
from typing import Literal

APOSTROPHES = "'’ʼ‘`´′ʹ＇"
HYPHENS = "-‐‑−"
"""Signs that join the parts of a word; longer dashes stand between words."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width spaces and joiners, byte order mark."""
STRESS = "\u0300\u0301"
MARKS = "".join(letter for letter in map(chr, range(0x10000)) if unicodedata.category(letter)[0] == "M")
"""Signs that belong to the letter before: accents, the vowels of Hindi, Hebrew and Arabic."""

_VISIBLE = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(INVISIBLE) | {"ѐ": "е", "ѝ": "и"}
)
_UNSTRESSED = str.maketrans(dict.fromkeys(STRESS))
_YO = str.maketrans("ёЁ", "еЕ")

_PLAIN = re.compile("[а-яА-ЯёЁіїєґІЇЄҐ]+")
"""Nearly all Cyrillic words: there is nothing to clean, and one alphabet."""

_STRAIGHT = re.compile("[а-яА-ЯіїєґІЇЄҐ]+")
"""Those of them that are the same when they are straightened."""

_LATIN = "aceopxyiABCEHIKMOPTXY"
_CYRILLIC = "асеорхуіАВСЕНІКМОРТХУ"
"""Letters that look alike, in the same order."""
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_UMLAUTS = frozenset("äöü")
_STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d"})
_LOOKALIKES = frozenset(_LATIN + _CYRILLIC)
_MOST_MARKS = 30
"""On a letter, as in the Stream-Safe Text Format (Unicode Standard Annex 15)."""
_SORTED_AT_ONCE = 1_000
"""Characters: marks are put in order by comparing each with those before it."""


def is_plain(word: str) -> bool:
    """Whether a word, in small letters or not, is straight as it is, and made of one part."""
    return (word.isascii() and word.isalnum()) or _STRAIGHT.fullmatch(word) is not None


def clean(word: str) -> str:
    """The word as typed, less what a reader does not see."""
    if word.isascii():
        return word.replace("`", "'")
    if _PLAIN.fullmatch(word):
        return word
    visible = normalised("NFC", word.translate(_VISIBLE))
    return normalised("NFC", visible.translate(_UNSTRESSED))


def normalised(form: Literal["NFC", "NFD", "NFKD"], text: str) -> str:
    """As `unicodedata.normalize`, whose time grows with the square of a pile of marks: of one, most are left out."""
    if len(text) > _SORTED_AT_ONCE and not text.isascii():
        text = _without_piles(text)
    return unicodedata.normalize(form, text)


def straighten(word: str) -> str:
    """The cleaned word with ё as е, each part of it in one alphabet, its letter case kept."""
    word = clean(word)
    if word.isascii():
        return word
    word = word.translate(_YO)
    if _PLAIN.fullmatch(word):
        return word
    if "-" in word:
        return "-".join(map(_one_alphabet, word.split("-")))
    return _one_alphabet(word)


def fold(word: str) -> str:
    """The straightened word in lower case."""
    return straighten(straighten(word).lower())


def without_accents(word: str) -> tuple[str, ...]:
    """A Latin word in small letters as who has no accents at hand writes it; nothing if it is so already.

    German has other ways to write «ä», «ö» and «ü», and other words that look so.
    """
    if word.isascii() or any(map(is_cyrillic, word)) or not _UMLAUTS.isdisjoint(word):
        return ()
    plain = normalised("NFD", word.translate(_STROKES)).encode("ascii", "ignore").decode()
    return (plain,) if len(plain) > 1 else ()


def twins(word: str) -> tuple[str, ...]:
    """A straightened word as it looks, in each alphabet that has all its letters."""
    if not all(letter in _LOOKALIKES for letter in word):
        return (word,)
    return word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)


def is_cyrillic(letter: str) -> bool:
    """Whether a letter belongs to the Cyrillic blocks (with the supplement)."""
    return "\u0400" <= letter <= "\u052f"


def _one_alphabet(part: str) -> str:
    """Put lookalike letters into the alphabet of the letters that look like no other.

    Where every letter has a double (`С++`, `В2`), a word with a digit or a sign counts as Latin, a mixed one as
    Cyrillic.
    """
    cyrillic = sum(map(is_cyrillic, part))
    if not cyrillic:
        return part
    latin = sum(letter.isascii() and letter.isalpha() for letter in part)
    letters = [letter for letter in part if letter.isalpha()]
    if all(letter in _LOOKALIKES for letter in letters):
        if len(letters) < len(part) - part.count("."):
            return part.translate(_TO_LATIN)
        return part.translate(_TO_CYRILLIC) if latin else part
    if not latin:
        return part
    if any(is_cyrillic(letter) and letter not in _LOOKALIKES for letter in letters):
        return part.translate(_TO_CYRILLIC)
    return part.translate(_TO_LATIN)


def _without_piles(text: str) -> str:
    kept = []
    pile = 0
    for sign in text:
        pile = pile + 1 if unicodedata.combining(sign) else 0
        if pile <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
