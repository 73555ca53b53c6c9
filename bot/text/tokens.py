"""A text as words and the ends of its sentences.

One expression finds both. It is possessive throughout, and where it may fail it has looked at some signs only: no text
makes it slow.
What a word is, beyond a run of letters and digits: apostrophes, `&`, `@` and invisible signs join (`об'єднання`,
`AT&T`); a hyphen joins before a Cyrillic letter (`премьер-министр`, `IT-компания`) and after a single Latin one
(`e-mail`), while Latin compounds and designations are words side by side (`cease-fire`, `Су-57`), as both are written
with and without it; stops belong to abbreviations (`U.S.`, `т.е.`) and addresses (`bbc.com`); and two pluses or a
sharp to the names of languages (`C++`).
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bot.text.folding import APOSTROPHES, HYPHENS, INVISIBLE, MARKS, clean, is_plain, straighten, without_accents

_UNSEEN = INVISIBLE + MARKS
_LOWER = "a-zа-яёіїєґà-öø-ÿ"
_FIRST_INITIAL = r"(?<![\w.])[А-ЯЁІЇЄҐ](?=\.[А-ЯЁІЇЄҐ]\.(?!\w))"
"""The first of two: «А.С. Пушкин» is written «А. С. Пушкин» as well."""
_ABBREVIATION = r"(?:[^\W\d_]\.){2,10}+(?!\w)|[абвгдежзклмнопрстучшщєіA-Z]\.(?!\w)"
_PATH = r"(?:[\w/%~#=&?+@-]|[.:,](?=\w))"
_ADDRESS = rf"(?<=[A-Za-z0-9])(?:://{_PATH}++|(?:\.[a-z][a-z0-9-]++)++(?:/{_PATH}*+)?)"
_LOOKS_AHEAD = 32
"""Signs between a stop and the word after it: all of them from each of many stops would take for ever."""
_STOPS_AT_ONCE = 4
"""Stops that are looked at from one place: of a longer run, the last ones end the sentence."""
LONGEST_WORD = 200
"""Letters and signs of a word that tell it from others; what is longer has no blanks where there should be some."""
MOST_WORDS = 25_000
"""Words and ends of sentences of a text that are read: `bot.model.READ` characters have some 18,000 of them."""
_SIGNS = r"\+\+|(?<=\b[A-Za-z])#"


def _word(hyphen: str, initials: str) -> str:
    """The expression of a word whose parts a hyphen joins where `hyphen` says so, and how initials are written."""
    joint = rf"[&@{_UNSEEN}{APOSTROPHES}]++|{hyphen}"
    return rf"{initials}|{_ABBREVIATION}|\w+(?:(?:{joint})\w+|[{_UNSEEN}]++)*+(?:(?=[+#:.])(?:{_SIGNS}|{_ADDRESS}))?"


WORDS = re.compile(
    r"\w++ |"
    + _word(rf"[{HYPHENS}](?=[\u0400-\u052f])|(?<=\b[A-Za-z])[{HYPHENS}](?=[A-Za-z])", _FIRST_INITIAL)
    + r"|\n"
    + rf"|[.!?…]{{1,{_STOPS_AT_ONCE}}}+(?=[\s»”“\"'’)\]]|\Z)[^\w\n]{{0,{_LOOKS_AHEAD}}}+(?![{_LOWER}])",
)
"""Matches a word, with the space after it if it is as plain as most, or what may end a sentence.

That space makes it twice as fast: most words are then matched by the first alternative, without a look ahead.
"""

COMPOUND = re.compile(_word(rf"[{HYPHENS}]", r"[А-ЯЁІЇЄҐ]\.(?!\w)"))
"""Matches a word as people think of it, whatever its hyphens join: one word of a query."""

_SMALL = (
    # Russian and Ukrainian: what stands before a name, a place or a number.
    "акад арх бул буд бульв вид вул г гг гл гр губ д дер доц др ж зав зам им ім инж исп к канд кв корп"  # noqa: SIM905
    " м мкр млн млрд н напр нар нач наст о обл оз оп отв п пер пл пос пр преп проф просп р ред респ рис род рр руб"
    " с св сек см смт соавт соч ср ст стр т тел тис тов трлн тыс у ул упр уч х ч чл шт эт"
    # English: titles, offices and what stands before a number.
    " adm al approx apt assn ave blvd capt cf cmdr co col corp dept dist dr ed est etc fig fr gen gov hon inc jr lt"
    " ltd maj messrs mr mrs ms mt pp pres prof rep reps rev sen sens sgt sr st vol vs"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


_NUMBERED = {"No", "Nos"}
"""With a capital alone: «no» may well be a sentence."""
_ABBREVIATIONS = (
    _NUMBERED | frozenset(_SMALL) | frozenset(map(str.capitalize, _SMALL)) | frozenset(map(str.upper, _SMALL))
)
_CLITICS = frozenset({"s", "d", "m", "ll", "re", "ve"})
_NEGATED = {"can": "can", "won": "will", "shan": "shall"}
"""Auxiliaries that change before «n't», with the n that they share with it."""


class Token(NamedTuple):
    """A word of a text, as written, and the sentence that it stands in."""

    text: str
    """The beginning of one that is longer than `LONGEST_WORD`."""
    start: int
    end: int
    sentence: int


def is_word(match: str) -> bool:
    """Whether what `WORDS` matched is a word, and not the end of a sentence."""
    return match[0].isalnum() or match[0] == "_"


def ends_sentence(stop: str, before: str) -> bool:
    """Whether a match that is no word ends a sentence after the match `before`; a stop after an abbreviation does
    not.
    """
    return not (is_soft(stop) and is_short(before))


def is_soft(stop: str) -> bool:
    """Whether a match that is no word may be a part of the word before it."""
    return stop[0] == "." and not stop.startswith("..")


def is_short(word: str) -> bool:
    """Whether a stop after a match may be a part of it."""
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def matches(text: str) -> Iterator[re.Match[str]]:
    """What `WORDS` matches in a text, as far as it is read."""
    return islice(WORDS.finditer(text), MOST_WORDS)


def tokenize(text: str) -> Iterator[Token]:
    """The words of a text in order."""
    sentence = 0
    before = ""
    for match in matches(text):
        found = match.group()
        if is_word(found):
            word = found.rstrip(" ")
            start = match.start()
            yield Token(word[:LONGEST_WORD], start, start + len(word), sentence)
        elif ends_sentence(found, before):
            sentence += 1
        before = found


def keys(word: str) -> tuple[str, ...]:
    """What a word of a text can be found by.

    In lower case it stands for itself however it is written. `Льва` stands for a word with a capital, `ВОЗ` for one in
    capitals, so that the first is also met by «ЛЬВА» and neither by lower case. `!Льва` is that very letter case.
    Words with stops stand for themselves and, as `US`, for what they are without. Possessives stand for their owner as
    well («Trump's», «Facebook'а»), addresses for what bears them («Booking.com»), and names for what they are without
    their accents («Erdoğan»).
    """
    word = word.rstrip(" ")[:LONGEST_WORD]
    if is_plain(word):
        return _plain_keys(word)
    cleaned = clean(word)
    if not cleaned:
        return ()
    whole = straighten(cleaned)
    found = [straighten(whole.lower())] if whole[-1] == "." and (len(whole) > 2 or whole.islower()) else []
    whole = unstopped(whole)
    for base in (whole, straighten(_owner(cleaned)), whole.rpartition(".")[0], *_parts(whole)):
        if not base:
            continue
        found += without_accents(base.lower())
        lower = straighten(base.lower())
        found += (lower, "!" + base)
        if lower != base:
            found.append(base)
            if base[0] != lower[0]:
                found.append(base[0] + lower[1:])
    return tuple(dict.fromkeys(found))


def _plain_keys(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower == word:
        return lower, "!" + word
    capitalised = word[0] + lower[1:]
    if capitalised == word or word[0] == lower[0]:
        return lower, "!" + word, word
    return lower, "!" + word, word, capitalised


def unstopped(word: str) -> str:
    """A straightened word that ends with a stop, without its stops: «U.S.» is «US»."""
    return word.replace(".", "") if word[-1] == "." else word


def _parts(word: str) -> list[str]:
    """The words that a compound is made of (`шоу-бизнес`), less those that a vowel links to the next
    (`чёрно-белый`).
    """
    if "-" not in word:
        return []
    *first, last = word.split("-")
    return [part for part in (*(part for part in first if part[-1:] not in {"о", "е"}), last) if len(part) > 2]


def _owner(word: str) -> str:
    """What a clitic or a possessive ending is attached to, and a Latin name with a Cyrillic ending; else nothing."""
    owner, apostrophe, ending = word.rpartition("'")
    if not (apostrophe and owner and owner[-1].isascii()):
        return ""
    if ending.lower() == "t" and owner[-1:].lower() == "n":
        return _NEGATED.get(owner.lower(), owner[:-1])
    return owner if ending.lower() in _CLITICS or not ending.isascii() else ""
