"""A text as words and the ends of its sentences.

One expression finds both. It is possessive throughout: it never backtracks, so that no text makes it slow.
What a word is, beyond a run of letters and digits: apostrophes, `&` and invisible signs join (`об'єднання`, `AT&T`); a
hyphen joins before a Cyrillic letter (`премьер-министр`, `IT-компания`), while Latin compounds and designations are
words side by side (`cease-fire`, `Су-57`), as both are written with and without it; stops belong to abbreviations
(`U.S.`, `т.е.`); and two pluses or a sharp to the names of languages (`C++`, `C#`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.text.folding import APOSTROPHES, HYPHENS, INVISIBLE, STRESS, straighten

_UNSEEN = INVISIBLE + "\u0300-\u036f"
_LOWER = "a-zа-яёіїєґà-öø-ÿ"

WORDS = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}+(?!\w)"
    rf"|\w+(?:(?:[&{_UNSEEN}{APOSTROPHES}]++|[{HYPHENS}](?=[\u0400-\u052f]))\w+|[{_UNSEEN}]++)*+(?:\+\+|(?<=\b[A-Za-z])#)?"
    rf"|\n"
    rf"|[.!?…]++(?=[\s»”“\"'’)\]]|\Z)[^\w\n]*+(?![{_LOWER}])",
)
"""Matches a word or what may end a sentence; `ends_sentence` tells the two apart."""

_ABBREVIATIONS = frozenset(
    # Russian and Ukrainian: what stands before a name, a place or a number.
    "акад арх бул буд бульв вид вул г гг гл гр губ д дер доц др ж зав зам им ім инж исп к канд кв корп"  # noqa: SIM905
    " м мкр млн млрд н напр нар нач наст о обл оз оп отв п пер пл пос пр преп проф просп р ред респ рис род рр руб"
    " с св сек см смт соавт соч ср ст стр т тел тис тов трлн тыс у ул упр уч х ч чл шт эт"
    # English: titles, offices and what stands before a number.
    " adm al approx apt assn ave blvd capt cf cmdr co col corp dept dist dr ed est etc fig fr gen gov hon inc jr lt"
    " ltd maj messrs mr mrs ms mt no nos pp pres prof rep reps rev sen sens sgt sr st vol vs"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, as written, and the sentence that it stands in."""

    text: str
    start: int
    end: int
    sentence: int


def is_word(match: str) -> bool:
    """Whether what `WORDS` matched is a word, and not the end of a sentence."""
    return match[0].isalnum() or match[0] == "_"


def ends_sentence(stop: str, word: str) -> bool:
    """Whether a match that is no word ends a sentence after `word`; a stop after an abbreviation does not."""
    if stop[0] != "." or stop.startswith(".."):
        return True
    if len(word) == 1:
        return not word.isupper() and word not in _ABBREVIATIONS
    return word not in _ABBREVIATIONS and word.lower() not in _ABBREVIATIONS


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text in order."""
    sentence = 0
    before = ""
    for match in WORDS.finditer(text):
        found = match.group()
        if is_word(found):
            yield Token(found, match.start(), match.end(), sentence)
            before = found
        elif ends_sentence(found, before):
            sentence += 1


def keys(word: str) -> tuple[str, ...]:
    """What a word of a text can be found by.

    In lower case it stands for itself however it is written. `Льва` stands for a word with a capital, `ВОЗ` for one in
    capitals, so that the first is also met by «ЛЬВА» and neither by lower case. `!Льва` is that very letter case.
    Possessives stand for their owner as well: «Trump's», «Facebook'а».
    """
    whole = straighten(word)
    if "." in whole:
        whole = whole.replace(".", "")
    found: list[str] = []
    for base in (whole, _owner(whole)):
        if not base:
            continue
        lower = straighten(base.lower())
        found += (lower, "!" + base)
        if lower != base:
            found.append(base)
            if base[0] != lower[0]:
                found.append(base[0] + lower[1:])
    return tuple(dict.fromkeys(found))


def _owner(word: str) -> str:
    """The owner of a possessive, or a Latin name with a Cyrillic ending; else nothing."""
    owner, apostrophe, ending = word.rpartition("'")
    if apostrophe and owner and owner[-1].isascii() and (ending in {"s", "S"} or (ending and not ending.isascii())):
        return owner
    return ""
