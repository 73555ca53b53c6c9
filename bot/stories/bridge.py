"""What reports in different languages share: names brought to one skeleton, and words that mean the same.

A name is written as it sounds, so its consonants are much the same in all alphabets: «Харьков», «Харків», "Kharkiv".
Where languages have words of their own, for countries and for what news is mostly about, `bridge.txt` says which mean
the same.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

_LANGUAGES = ("ru", "uk", "en")
_WHOLE = "."
"""Behind a beginning that is a whole word."""
_REMEMBERED = 1 << 14
_LONGEST = 24
"""Letters of a word that are looked at."""
_INFLECTED = 5
"""Letters that a Cyrillic word has at least if it ends otherwise in other cases."""
_ENDING = re.compile(
    "(?:ами|ями|ого|его|ому|ему|ыми|ими|ым|им|ом|ем|єм|ам|ям|ах|ях|ой|ей|ою|ею|єю|ий|ый|ій|их|ых|іх|ої|ові|еві)$"
)
_SOUNDS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ж": "s", "з": "s", "и": "i",
    "і": "i", "ї": "i", "й": "", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "g", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "u", "я": "a",
}  # fmt: skip
_TO_SOUNDS = str.maketrans(_SOUNDS)
_DIGRAPHS = (
    *(("shch", "ŝĉ"), ("sch", "ŝ"), ("kh", "ĥ"), ("sh", "ŝ"), ("ch", "ĉ"), ("zh", "ŝ"), ("ts", "ĉ"), ("tz", "ĉ")),
    *(("ph", "f"), ("th", "t"), ("ck", "k"), ("gh", "g"), ("x", "ks"), ("qu", "kv"), ("dj", "j"), ("дж", "j")),
)
_SOFT_C = re.compile("c(?=[eiy])")
_SPELLINGS = str.maketrans({"ŝ": "s", "ĉ": "c", "ĥ": "g", "c": "k", "q": "k", "w": "v", "h": "g", "z": "s", "y": ""})
_VOWELS = re.compile("[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")


def meaning(word: str, language: str) -> str | None:
    """What a word in small letters means that other languages have a word for; None if that is not known."""
    known = _meanings().get(language)
    return None if known is None else _longest(word, language)


@lru_cache(_REMEMBERED)
def skeleton(word: str) -> str:
    """The consonants of a word in small letters as they sound, and an `a` for a vowel that it begins with."""
    word = word[:_LONGEST].replace("'", "")
    if len(word) >= _INFLECTED and word[-1] > "z":
        word = _ENDING.sub("", word)
    for spelling, sound in _DIGRAPHS:
        word = word.replace(spelling, sound)
    word = _SOFT_C.sub("s", word).translate(_SPELLINGS).translate(_TO_SOUNDS)
    begins_open = _VOWELS.match(word) is not None
    consonants = _DOUBLED.sub(r"\1", _VOWELS.sub("", word))
    return f"a{consonants}" if begins_open else consonants


@lru_cache(_REMEMBERED)
def _longest(word: str, language: str) -> str | None:
    known = _meanings()[language]
    if whole := known.get(word + _WHOLE):
        return whole
    return next((known[word[:end]] for end in range(len(word), 2, -1) if word[:end] in known), None)


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """For each language, its beginnings of words with the meaning that each has."""
    meanings: dict[str, dict[str, str]] = {language: {} for language in _LANGUAGES}
    for line in files(__package__).joinpath("bridge.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        columns = [column.split() for column in line.split("|")]
        for language, beginnings in zip(_LANGUAGES, columns, strict=True):
            for beginning in beginnings:
                meanings[language].setdefault(beginning, columns[-1][0])
    return meanings
