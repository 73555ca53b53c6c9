"""The other ways to write words: with a hyphen, apart, or as one (`cease-fire`, `Нью Йорк`, `G-20`, `10 000`, `10M`).

Words are as texts are split, where `cease-fire` and `G-20` are two and `Нью-Йорк` is one. What nobody writes otherwise
has no other way, so that hardly any query costs more: two words only join if a dictionary has them joined, or if one is
hardly a word of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from bot.text.common_words import FUNCTION_WORDS
from bot.text.folding import fold, is_cyrillic
from bot.text.numbers import is_month, is_unit, money_units, ordinal_forms

Has = Callable[[str], bool]
"""Whether a dictionary has a folded word as it stands."""
Way = tuple[str, ...]

MOST = 6
"""The most other ways to write a phrase."""
_LONGEST = 3
"""The most words that join: «Ростов на Дону»."""
_DESIGNATION = re.compile(r"([^\W\d_]{1,5})(\d{1,4}[^\W\d_]{0,3})")
_NUMBER = re.compile(r"\d{1,4}[^\W\d_]{0,3}")
_SHORT_NAME = 3
_NUMBERED = frozenset("covid ковид ковід миг міг су ту ил іл".split())  # noqa: SIM905
"""Designations in small letters too."""
_SAME_LETTER = {"Ф": "F", "F": "Ф"}
"""Aircraft of the United States, in both alphabets."""
_JOINED_OR_NOT = tuple(
    # These stand before any word: with a hyphen by the rules or not, and often apart.
    "вице экс веб видео аудио теле медиа мини кибер онлайн нано авиа"  # noqa: SIM905
    " віце екс відео аудіо медіа міні кібер авіа"
    " cyber anti micro mega multi super ultra bio geo eco air web health child data".split()
)
_HYPHENATED = frozenset("пресс прес бизнес бізнес интернет інтернет топ шоу ии ші it pr hr смс sms".split())  # noqa: SIM905
_SAME = {"онлайн": "он-лайн", "офлайн": "оффлайн", "оффлайн": "офлайн"}
_ELECTRONIC = frozenset("mail book commerce learning sports voting reader bike scooter cigarette".split())  # noqa: SIM905
_PARTICLES = frozenset("то либо нибудь таки ка небудь будь".split())  # noqa: SIM905
_SHORTEST_REST = 4
_NO_FIRST = frozenset(
    "over under some every with fore there where when here more after ever what out off for per pre the not non sub mis"  # noqa: SIM905
    " pro con dis any all one are was has have".split()
)
_NO_LAST = frozenset("able ship less like hood wise ness ward wards self some ible ally fully ling ment ants".split())  # noqa: SIM905
_SHORTEST_PART = 3
_SHORTEST_SPLIT = 4
_GROUP = 3
_MOST_GROUPS = 4
_SHORTEST_GROUPED = 4
_YEARS = range(1000, 2200)
_LONGEST_GROUPED = 9


def joined_and_parted(words: Sequence[str], has: Has) -> list[Way]:
    """The other ways to write the same words, at most `MOST`; none of them is the given one."""
    found = [_ways(words[start:end], has) for start, end in _segments(words, has)]
    if not any(len(ways) > 1 for ways in found):
        return []
    written = (tuple(word for way in choice for word in way) for choice in product(*found))
    return [way for way in dict.fromkeys(islice(written, MOST + 1)) if way != tuple(words)]


def _segments(words: Sequence[str], has: Has) -> Iterator[tuple[int, int]]:
    """Where the words begin and end that are written otherwise together, the longest first."""
    start = 0
    while start < len(words):
        groups = _groups(words[start : start + _MOST_GROUPS])
        lengths = range(min(groups or _LONGEST, len(words) - start), 1, -1)
        length = next((length for length in lengths if len(_ways(words[start : start + length], has)) > 1), 1)
        yield start, start + length
        start += length


def _ways(words: Sequence[str], has: Has) -> list[Way]:
    """All ways to write some words, the given one first."""
    others = _of_one(words[0], has) if len(words) == 1 else _of_more(words, has)
    return list(dict.fromkeys([tuple(words), *others]))


def _of_one(word: str, has: Has) -> Iterator[Way]:
    lower = fold(word)
    if "-" in word:
        yield from _parted(word, has)
    elif word.isdigit():
        if _SHORTEST_GROUPED <= len(word) <= _LONGEST_GROUPED and int(word) not in _YEARS and word[0] != "0":
            yield tuple(f"{int(word):,}".split(","))
    elif found := _DESIGNATION.fullmatch(word):
        letters = found[1] if len(found[1]) > _SHORT_NAME else found[1][:1].upper() + found[1][1:]
        yield letters, found[2]
        yield from _in_other_alphabet(letters, found[2])
    elif lower in _SAME:
        yield (_SAME[lower],)
    elif word.isalpha():
        yield from _of_closed(word, has)


def _parted(word: str, has: Has) -> Iterator[Way]:
    """The ways to write a word that has a hyphen."""
    parts = word.split("-")
    if not all(parts) or parts[-1] in _PARTICLES or ordinal_forms(word):
        return
    yield tuple(parts)
    joined = "".join(parts)
    first = parts[0].lower()
    if joined.isalpha() and (first in _JOINED_OR_NOT or len(first) == 1 or has(fold(joined))):
        yield (parts[0] + "".join(parts[1:]).lower(),)


def _of_closed(word: str, has: Has) -> Iterator[Way]:
    """The ways to write one word without a hyphen in two."""
    lower = fold(word)
    if not is_cyrillic(lower[0]):
        if lower[0] == "e" and lower[1:] in _ELECTRONIC:
            yield (f"{word[0]}-{word[1:]}",)
            yield word[0], word[1:]
        elif word.islower():
            yield from ((lower[:at], lower[at:]) for at in _seams(lower, has))
        return
    first = next((first for first in _JOINED_OR_NOT if lower.startswith(first)), "")
    rest = lower[len(first) :]
    if first and len(rest) >= _SHORTEST_REST and has(rest) and not (first in {"экс", "екс"} and has(lower)):
        yield (f"{word[: len(first)]}-{rest}",)
        if not has(lower):
            yield word[: len(first)], rest


def _seams(word: str, has: Has) -> Iterator[int]:
    """Where an English compound may part; at one place at most."""
    shortest = _SHORTEST_SPLIT if has(word) else _SHORTEST_PART
    for at in range(shortest, len(word) - shortest + 1):
        first, last = word[:at], word[at:]
        is_likely = max(at, len(last)) >= _SHORTEST_SPLIT and first not in _NO_FIRST and last not in _NO_LAST
        if is_likely and has(first) and has(last):
            yield at
            return


def _of_more(words: Sequence[str], has: Has) -> Iterator[Way]:
    """The ways to write several words as one."""
    first, last = words[0], words[-1]
    hyphenated = "-".join(words)
    if _groups(words) == len(words):
        yield ("".join(words),)
    elif len(words) > 2 or not first or not last:
        if is_cyrillic(first[0]) and has(fold(hyphenated)):
            yield (hyphenated,)
    elif _NUMBER.fullmatch(last):
        if _is_designation(first):
            yield (first + last,)
            yield from _in_other_alphabet(first, last)
    elif first[0].isdigit() and last.istitle() and is_month(last):
        yield first, last.lower()
    elif first.isdigit():
        yield from ((first, unit) for unit in money_units(last))
        if is_unit(last):
            yield (first + last,)
    elif "-" not in hyphenated[: len(first)] + last:
        yield from _of_two(first, last, has)


def _of_two(first: str, last: str, has: Has) -> Iterator[Way]:
    lower, joined = first.lower(), first + last.lower()
    if is_cyrillic(last[0]):
        if (lower in _JOINED_OR_NOT or lower in _HYPHENATED or has(fold(f"{first}-{last}"))) or (
            last.islower() and _is_short(first)
        ):
            yield (f"{first}-{last}",)
        if lower in _JOINED_OR_NOT or (has(fold(joined)) and not (has(fold(first)) and has(fold(last)))):
            yield (joined,)
        return
    if len(first) == 1 and first.isalpha() and first.isascii() and len(last) >= _SHORTEST_PART:
        if lower not in FUNCTION_WORDS:
            yield (f"{first}-{last}",)
            yield (joined,)
    elif lower in _JOINED_OR_NOT or (
        min(len(first), len(last)) >= _SHORTEST_PART
        and not lower.endswith("s")
        and {lower, last.lower()}.isdisjoint(FUNCTION_WORDS | _NO_FIRST | _NO_LAST)
        and has(fold(joined))
    ):
        yield (joined,)


def _is_short(word: str) -> bool:
    """Whether a word is an abbreviation that stands before a noun with or without a hyphen: `ИИ`, `IT`, `5G`."""
    return 1 < len(word) <= _SHORTEST_SPLIT and word.isupper()


def _is_designation(word: str) -> bool:
    """Whether a word before a number is its letters: `МиГ`, `G`, `т`."""
    if not word.isalpha() or word in FUNCTION_WORDS:
        return False
    if word.lower() in _NUMBERED or len(word) == 1:
        return True
    return (word.isupper() and len(word) <= _SHORTEST_SPLIT) or (len(word) <= _SHORT_NAME and not word.islower())


def _in_other_alphabet(letters: str, number: str) -> Iterator[Way]:
    if other := _SAME_LETTER.get(letters):
        yield other, number
        yield (other + number,)


def _groups(words: Sequence[str]) -> int:
    """How many words are one number, in groups of three digits; 0 if only one is."""
    if not words or not words[0].isdigit() or len(words[0]) > _GROUP:
        return 0
    count = 1
    while count < len(words) and len(words[count]) == _GROUP and words[count].isdigit():
        count += 1
    return count if count > 1 else 0
