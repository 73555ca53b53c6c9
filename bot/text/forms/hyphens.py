"""The other ways to write words: with a hyphen, apart, or as one (`cease-fire`, `Нью Йорк`, `G-20`, `10 000`, `10M`).

Words are as texts are split, where `cease-fire` and `G-20` are two and `Нью-Йорк` is one. What nobody writes otherwise
has no other way, so that hardly any query costs more: two words only join if a dictionary has them joined, or if one is
hardly a word of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, product

from bot.text.common_words import FUNCTION_WORDS
from bot.text.folding import is_cyrillic
from bot.text.numbers import is_month, is_unit, money_units, ordinal_forms

Has = Callable[[str], bool]
"""Whether a dictionary has a word in lower case as it stands."""
Way = tuple[str, ...]

MOST = 6
"""The most other ways to write a phrase."""
_LONGEST = 3
"""The most words that join: «Ростов на Дону»."""
_LONGEST_LINK = 2
"""The most letters of a word between two that join."""
_DESIGNATION = re.compile(r"([^\W\d_]{1,5})(\d{1,4}[^\W\d_]{0,3})")
_NUMBER = re.compile(r"\d{1,4}[^\W\d_]{0,3}")
_SHORT_NAME = 3
_NUMBERED = frozenset("covid ковид ковід миг міг су ту ил іл".split())  # noqa: SIM905
"""Designations in small letters too."""
_SAME_LETTER = {"Ф": "F", "F": "Ф"}
"""Aircraft of the United States, in both alphabets."""
_JOINED_OR_NOT = tuple(
    # These stand before any word: with a hyphen by the rules or not, and often apart.
    "вице экс веб видео аудио теле медиа мини кибер онлайн нано авиа контр пресс топ бизнес"  # noqa: SIM905
    " віце екс відео аудіо медіа міні кібер авіа прес бізнес"
    " cyber anti counter micro mega multi super ultra hyper bio geo eco neo semi non mid crypto"
    " air web health child data".split()
)
_BEFORE_SOME = {"co": ("o", "worker"), "re": ("e",), "pre": ("e", "war"), "post": ("war",)}
"""Prefixes with what they have a hyphen before, or had one: `co-operation`, `re-election`, `post-war`."""
_JOINED = frozenset(
    {"co", "re", "pre", "post", "well", "inter", "trans", "para", "smart", "block", "bit", *_JOINED_OR_NOT}
)
"""Before a word, these are hardly words of their own."""
_AFTER = frozenset(
    "maker makers keeper keepers holder holders builder builders ship ships field fields".split()  # noqa: SIM905
)
"""So do words before these."""
_HYPHENATED = frozenset("интернет інтернет шоу ии ші it pr hr смс sms".split())  # noqa: SIM905
_BEGIN_NAMES = frozenset(
    "абу аль эль ель эс ас аш бен бин ибн ібн кара нур сан санта сент сен нью лос лас порт коста рио тель шри куала"  # noqa: SIM905
    " усть улан алма санкт форт вест ист ла ле де дю дель".split()
)
"""Names that begin so are written with a hyphen, or apart."""
_ARTICLES = frozenset({"аль", "эль", "ель", "al", "el"})
_SAME = {
    "онлайн": "он-лайн", "офлайн": "оффлайн", "оффлайн": "офлайн", "online": "on line", "offline": "off line",
    "on line": "online", "off line": "offline", "wifi": "wi fi", "wi fi": "wifi",
}  # fmt: skip
_ELECTRONIC = frozenset("mail book commerce learning sports voting reader bike scooter cigarette".split())  # noqa: SIM905
_ENCLITICS = frozenset("то либо нибудь таки ка небудь будь".split())  # noqa: SIM905
_PARTICLES = frozenset("off out down over away back".split())  # noqa: SIM905
"""After a verb, they are no noun: `signoff` is not «signed off»."""
_SHORTEST_REST = 4
_NO_FIRST = frozenset(
    "over under some every with fore there where when here more after ever what out off for per pre the not non sub mis"  # noqa: SIM905
    " pro con dis inter any all one are was has have".split()
)
_NO_LAST = frozenset("able ship less like hood wise ness ward wards self some ible ally fully ling ment ants".split())  # noqa: SIM905
_NO_SECOND = _NO_LAST | _PARTICLES
_NO_PART = FUNCTION_WORDS | _NO_FIRST | _NO_LAST
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
    lower = word.lower()
    if "-" in word:
        yield from _parted(word, has)
    elif _is_number(word):
        if _SHORTEST_GROUPED <= len(word) <= _LONGEST_GROUPED and int(word) not in _YEARS and word[0] != "0":
            yield tuple(f"{int(word):,}".split(","))
    elif found := _DESIGNATION.fullmatch(word):
        letters = found[1] if len(found[1]) > _SHORT_NAME else found[1][:1].upper() + found[1][1:]
        yield letters, found[2]
        yield from _in_other_alphabet(letters, found[2])
    elif lower in _SAME:
        yield tuple(_SAME[lower].split())
    elif not any(map(str.isdigit, word)):
        yield from _of_closed(word, has)


def _parted(word: str, has: Has) -> Iterator[Way]:
    """The ways to write a word that has a hyphen."""
    parts = word.split("-")
    if not all(parts) or parts[-1] in _ENCLITICS or ordinal_forms(word):
        return
    yield tuple(parts)
    joined = "".join(parts)
    first = parts[0].lower()
    if first in _JOINED | _ARTICLES or len(first) == 1 or has(joined.lower()):
        yield (parts[0] + "".join(parts[1:]).lower(),)


def _of_closed(word: str, has: Has) -> Iterator[Way]:
    """The ways to write one word without a hyphen in two."""
    lower = word.lower()
    if not is_cyrillic(lower[0]):
        if lower[0] == "e" and lower[1:] in _ELECTRONIC:
            yield (f"{word[0]}-{word[1:]}",)
            yield word[0], word[1:]
        elif word.islower() or (word[1:].islower() and has(lower)):
            yield from ((word[:at], word[at:]) for at in _seams(lower, has))
        return
    first = _prefix(lower, has)
    rest = lower[len(first) :]
    if not first or (first in {"экс", "екс"} and has(lower) and not has(f"{first}-{rest}")):
        return
    yield (f"{word[: len(first)]}-{rest}",)
    if not has(lower):
        yield word[: len(first)], rest


def _prefix(lower: str, has: Has) -> str:
    """What a word begins with that may stand before a hyphen; empty if nothing is, or the rest is no word."""
    return next(
        (
            one
            for one in _JOINED_OR_NOT
            if lower.startswith(one)
            and len(lower) >= len(one) + (_SHORTEST_REST if is_cyrillic(one[0]) else _SHORTEST_PART)
            and has(lower[len(one) :])
        ),
        "",
    )


def _seams(lower: str, has: Has) -> Iterator[int]:
    """Where an English compound may part; at one place at most."""
    prefixes = (one for one, some in _BEFORE_SOME.items() if lower.startswith(tuple(one + rest for rest in some)))
    first = _prefix(lower, has) or next(prefixes, "")
    if first and has(lower[len(first) :]):
        yield len(first)
        return
    is_known = has(lower)
    for at in range(_SHORTEST_PART, len(lower) - _SHORTEST_PART + 1):
        first, last = lower[:at], lower[at:]
        shorter, longer = sorted((at, len(last)))
        is_long = last in _AFTER or (shorter if is_known else longer) >= _SHORTEST_SPLIT
        if is_long and first not in _NO_FIRST and last not in _NO_SECOND and has(first) and has(last):
            yield at
            return


def _of_more(words: Sequence[str], has: Has) -> Iterator[Way]:
    """The ways to write several words as one."""
    first, last = words[0], words[-1]
    hyphenated = "-".join(words)
    if _groups(words) == len(words):
        yield ("".join(words),)
    elif len(words) > 2:
        if len(words[1]) <= _LONGEST_LINK and is_cyrillic(first[0]) and has(hyphenated.lower()):
            yield (hyphenated,)
    elif _NUMBER.fullmatch(last):
        if _is_designation(first):
            yield (first + last,)
            yield from _in_other_alphabet(first, last)
    elif first[0].isdigit() and last.istitle() and is_month(last):
        yield first, last.lower()
    elif _is_number(first):
        yield from ((first, unit) for unit in money_units(last))
        if is_unit(last) and not is_month(last):
            yield (first + last,)
    elif "-" not in hyphenated[: len(first)] + last:
        yield from _of_two(first, last, has)


def _of_two(first: str, last: str, has: Has) -> Iterator[Way]:
    lower, joined = first.lower(), first + last.lower()
    if not is_cyrillic(last[0]):
        yield from _of_two_latin(first, last, has)
        return
    is_name = lower in _BEGIN_NAMES and last[:1].isupper()
    if (
        is_name
        or lower in _HYPHENATED
        or lower in _JOINED
        or (last.islower() and _is_short(first))
        or has(f"{first}-{last}".lower())
    ):
        yield (f"{first}-{last}",)
    is_one = has(joined.lower()) and not (has(first.lower()) and has(last.lower()))
    if lower in _JOINED or (is_name and lower in _ARTICLES) or is_one:
        yield (joined,)


def _of_two_latin(first: str, last: str, has: Has) -> Iterator[Way]:
    lower, joined = first.lower(), first + last.lower()
    if pair := _SAME.get(f"{lower} {last.lower()}"):
        yield (pair,)
    elif len(first) == 1 and first.isalpha() and first.isascii() and len(last) >= _SHORTEST_PART:
        if lower not in FUNCTION_WORDS:
            yield (f"{first}-{last}",)
            yield (joined,)
    elif (
        lower in _JOINED
        or last.lower() in _AFTER
        or (lower in _ARTICLES and last[:1].isupper())
        or (_may_join(lower, last.lower()) and has(joined.lower()))
    ):
        yield (joined,)


def _may_join(first: str, last: str) -> bool:
    """Whether two Latin words may be one: a plural is never the first («sales men»)."""
    return (
        len(first) >= _SHORTEST_PART
        and not first.endswith("s")
        and (len(last) >= _SHORTEST_PART or last == "up")
        and first not in _NO_PART
        and (last in _PARTICLES or last not in _NO_PART)
    )


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
    if not words or not _is_number(words[0]) or len(words[0]) > _GROUP:
        return 0
    count = 1
    while count < len(words) and len(words[count]) == _GROUP and _is_number(words[count]):
        count += 1
    return count if count > 1 else 0


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()
