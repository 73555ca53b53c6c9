"""Reduces spellings of the same word to one form.

    clean       as typed, without soft hyphens, stress marks, and variants of apostrophes and dashes
    straighten  cleaned, with ё as е, and with lookalike letters put back into the word's alphabet
    fold        straightened, in lower case: for comparing without letter case

All three are idempotent.
"""

import re
import unicodedata
from typing import Literal

APOSTROPHES = "'’ʼ‘`´′ʹ＇"
HYPHENS = "-‐‑−"
"""Characters that join the parts of a word; longer dashes are between words."""
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphen, zero-width spaces and joiners, byte order mark."""
STRESS = "\u0300\u0301"
MARKS = "".join(letter for letter in map(chr, range(0x10000)) if unicodedata.category(letter)[0] == "M")
"""Characters that belong to the letter before: accents, and vowels of Hindi, Hebrew and Arabic."""

_VISIBLE = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-") | dict.fromkeys(INVISIBLE) | {"ѐ": "е", "ѝ": "и"}
)
_UNSTRESSED = str.maketrans(dict.fromkeys(STRESS))
_YO = str.maketrans("ёЁ", "еЕ")

_PLAIN = re.compile("[а-яА-ЯёЁіїєґІЇЄҐ]+")
"""Matches nearly all Cyrillic words: they need no cleaning, and have one alphabet."""

_STRAIGHT = re.compile("[а-яА-ЯіїєґІЇЄҐ]+")
"""Matches those that straightening does not change."""

_LATIN = "aceopxyiABCEHIKMOPTXY"
_CYRILLIC = "асеорхуіАВСЕНІКМОРТХУ"
"""Letters that look alike, in the same order."""
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_UMLAUTS = frozenset("äöü")
_STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d"})
_LOOKALIKES = frozenset(_LATIN + _CYRILLIC)
_MOST_MARKS = 30
"""The most marks on a letter, as in the Stream-Safe Text Format (Unicode Standard Annex 15)."""
_SORTED_AT_ONCE = 1_000
"""Characters of a text that may be normalised as it is: sorting marks takes quadratic time."""


def is_plain(word: str) -> bool:
    """Whether a word of any letter case is straight as it is, and has one part."""
    return (word.isascii() and word.isalnum()) or _STRAIGHT.fullmatch(word) is not None


def clean(word: str) -> str:
    """The word as typed, without what a reader does not see."""
    if word.isascii():
        return word.replace("`", "'")
    if _PLAIN.fullmatch(word):
        return word
    visible = normalised("NFC", word.translate(_VISIBLE))
    return normalised("NFC", visible.translate(_UNSTRESSED))


def normalised(form: Literal["NFC", "NFD", "NFKD"], text: str) -> str:
    """Like `unicodedata.normalize`, but drops most of a pile of marks, which would take quadratic time."""
    if len(text) > _SORTED_AT_ONCE and not text.isascii():
        text = _without_piles(text)
    return unicodedata.normalize(form, text)


def straighten(word: str) -> str:
    """The cleaned word with ё as е and each part in one alphabet; keeps letter case."""
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
    """A Latin word in lower case without its accents; empty if it has none.

    German words are left out: without umlauts they are spelt otherwise, or are other words.
    """
    if word.isascii() or any(map(is_cyrillic, word)) or not _UMLAUTS.isdisjoint(word):
        return ()
    plain = normalised("NFD", word.translate(_STROKES)).encode("ascii", "ignore").decode()
    return (plain,) if len(plain) > 1 else ()


def lookalikes(word: str) -> tuple[str, ...]:
    """A straightened word in each alphabet in which it looks the same."""
    if not all(letter in _LOOKALIKES for letter in word):
        return (word,)
    return word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)


def is_cyrillic(letter: str) -> bool:
    """Whether a letter is in the Cyrillic blocks (including the supplement)."""
    return "\u0400" <= letter <= "\u052f"


def _one_alphabet(part: str) -> str:
    """Convert lookalike letters to the alphabet of the unambiguous letters.

    If all letters are lookalikes (`С++`, `В2`), a word with a digit or sign counts as Latin, a mixed one as Cyrillic.
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
