"""Splits a text into words and ends of sentences.

One regular expression finds both. It is possessive throughout, and looks ahead only a few characters, so that no text
makes it slow. Words are runs of letters and digits, and more. Apostrophes, `&`, `@` and invisible characters join
(`об'єднання`, `AT&T`). A hyphen joins before a Cyrillic letter (`премьер-министр`, `IT-компания`) and after a single
Latin one (`e-mail`). Latin compounds and designations are several words (`cease-fire`, `Су-57`), since people write
both with and without a hyphen; so are a number and its unit (`10млн`). Stops belong to abbreviations (`U.S.`, `т.е.`)
and addresses (`bbc.com`), which are one word each; `#` and `@` to hashtags and mentions; two pluses or a sharp to names
of languages (`C++`).
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bot.text.addresses import ADDRESS, ADDRESS_BEGINS, PATH, is_address
from bot.text.folding import APOSTROPHES, HYPHENS, INVISIBLE, MARKS, clean, fold, is_plain, straighten, without_accents
from bot.text.numbers import UNIT, number_of

_UNSEEN = INVISIBLE + MARKS
_LOWER = "a-zа-яёіїєґà-öø-ÿ"
_FIRST_INITIAL = r"(?<![\w.])[А-ЯЁІЇЄҐ](?=\.[А-ЯЁІЇЄҐ]\.(?!\w))"
"""The first of two initials: «А.С. Пушкин» is also written «А. С. Пушкин»."""
_ABBREVIATION = r"(?:[^\W\d_]\.){2,10}+(?!\w)|[абвгдежзклмнопрстучшщєіA-Z]\.(?!\w)"
_LOOKS_AHEAD = 32
"""The most characters between a stop and the next word; without a limit, many stops would take quadratic time."""
_STOPS_AT_ONCE = 4
"""The most stops in one match; in a longer run, the last ones end the sentence."""
LONGEST_WORD = 200
"""The most characters of a word that count; longer ones lack blanks between words."""
MOST_WORDS = 25_000
"""The most words and ends of sentences that are read; `bot.model.READ` characters have some 18,000."""
_STOPS = frozenset("\n.!?…")
TAG_SIGNS = {"#": "#", "＃": "#", "@": "@", "＠": "@"}
"""What hashtags and mentions begin with, and as keys."""
_TAG = rf"[{''.join(TAG_SIGNS)}](?<![\w&].)[\w{_UNSEEN}]++(?!\.[a-z\d]|@\w|[{APOSTROPHES}][а-яіїєґ])"
"""A longer address is no mention (`@name.com`), nor a word with an apostrophe a hashtag («#об'єднання»)."""
_SHARP = r"(?<=\b[A-Za-z])#"


def _word(hyphen: str, initials: str) -> str:
    """The regular expression of a word; `hyphen` says where a hyphen joins, `initials` how initials are written."""
    joint = rf"[&@{_UNSEEN}{APOSTROPHES}]++|{hyphen}"
    word = rf"\w+(?:(?:{joint})\w+|[{_UNSEEN}]++)*+"
    return rf"{initials}|{_ABBREVIATION}|{word}(?:(?={ADDRESS_BEGINS})(?:\+\+|{ADDRESS})|{_SHARP})?"


WORDS = re.compile(
    rf"[0-9]\d*+(?={UNIT})|\w++ |"
    + _word(rf"[{HYPHENS}](?=[\u0400-\u052f])|(?<=\b[A-Za-z])[{HYPHENS}](?=[A-Za-z])", _FIRST_INITIAL)
    + rf"|[.!?…]{{1,{_STOPS_AT_ONCE}}}+(?=[\s»”“\"'’)\]]|\Z)[^\w\n#@＃＠]{{0,{_LOOKS_AHEAD}}}+(?![{_LOWER}])|\n"
    + rf"|(?=[#@＃＠/~])(?:{_TAG}|{PATH})",
)
"""Matches a word (with the space after it, if it is a plain word), or a possible end of a sentence.

That space makes it twice as fast: most words then match without a look-ahead. Before, only numbers part from their
units.
"""

COMPOUND = re.compile(_word(rf"[{HYPHENS}]", r"[А-ЯЁІЇЄҐ]\.(?!\w)"))
"""Matches a word as people see it, with all its hyphens: one word of a query."""

_SMALL = (
    # Russian and Ukrainian: before a name, a place or a number.
    "акад арх бул буд бульв вид вул г гг гл гр губ д дер доц др ж зав зам им ім инж исп к канд кв корп"  # noqa: SIM905
    " м мкр млн млрд н напр нар нач наст о обл оз оп отв п пер пл пос пр преп проф просп р ред респ рис род рр руб"
    " с св сек см смт соавт соч ср ст стр т тел тис тов трлн тыс у ул упр уч х ч чл шт эт"
    # English: titles, offices, and words before a number.
    " adm al approx apt assn ave blvd capt cf cmdr co col corp dept dist dr ed est etc fig fr gen gov hon inc jr lt"
    " ltd maj messrs mr mrs ms mt pp pres prof rep reps rev sen sens sgt sr st vol vs"
    " jan feb mar apr jun jul aug sep sept oct nov dec".split()
)


_NUMBERED = {"No", "Nos"}
"""Only with a capital: «no» may be a sentence."""
_ABBREVIATIONS = (
    _NUMBERED | frozenset(_SMALL) | frozenset(map(str.capitalize, _SMALL)) | frozenset(map(str.upper, _SMALL))
)
_SHORTEST_PART = 2
_LONGEST_ENDING = 3
"""Letters after the apostrophe of an abbreviation: «МРОТ'а»."""
_BOUND = frozenset(
    # Staffs and deputies, saints and new places, adverbs.
    "штаб штабс вице віце унтер обер лейб сен сент сан санта нью вест ист ост по во в из кое а e".split()  # noqa: SIM905
)
"""Beginnings of compounds that are one word: its parts mean something else."""
_RANK = "генерал"
_CLITICS = frozenset({"s", "d", "m", "ll", "re", "ve"})
_WRITTEN_TOGETHER = {"cannot": "can", "cant": "can"}
_NEGATED = {"can": "can", "won": "will", "shan": "shall"}
"""Auxiliaries that change before «n't», with their shared n."""


class Token(NamedTuple):
    """A word of a text, as written, and its sentence."""

    text: str
    """At most `LONGEST_WORD` characters."""
    start: int
    end: int
    sentence: int


def is_word(match: str) -> bool:
    """Whether a match of `WORDS` is a word, and not the end of a sentence."""
    return match[0] not in _STOPS


def ends_sentence(stop: str, before: str) -> bool:
    """Whether a stop after the match `before` ends a sentence; one after an abbreviation does not."""
    return not (is_soft(stop) and is_short(before))


def is_soft(stop: str) -> bool:
    """Whether a stop may be a part of the word before it."""
    return stop[0] == "." and not stop.startswith("..")


def is_short(word: str) -> bool:
    """Whether a stop after the word may be a part of it."""
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of `WORDS` in a text, at most `MOST_WORDS`."""
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
    """The keys that find a word of a text.

    A key in lower case finds any letter case. `Льва` finds words with a capital, `ВОЗ` words in capitals: the first is
    also found in «ЛЬВА», and neither in lower case. `!Льва` finds that very letter case. Words with stops also have the
    key without stops (`US`). Possessives also have their owner's («Trump's», «Facebook'а»), addresses that of their
    name («Booking.com»), and words with accents that without accents («Erdoğan»).
    """
    word = word.rstrip(" ")[:LONGEST_WORD]
    if word[0] in TAG_SIGNS:
        return (*keys(word[1:]), tag_key(word))
    number = number_of(word)
    if is_plain(word):
        within = number or _WRITTEN_TOGETHER.get(word.lower())
        return (*_plain_keys(word), within) if within else _plain_keys(word)
    cleaned = clean(word)
    if not cleaned:
        return ()
    whole = straighten(cleaned)
    if is_address(whole):
        return whole.lower(), "!" + whole
    found = [straighten(whole.lower())] if whole[-1] == "." and (len(whole) > 2 or whole.islower()) else []
    whole = without_stops(whole)
    for base in (whole, straighten(_owner(cleaned)), whole.rpartition(".")[0], number, *_parts(whole)):
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


def tag_key(tag: str) -> str:
    """The key of a hashtag or mention as such: its sign, and the folded rest."""
    return TAG_SIGNS[tag[0]] + fold(tag[1:])


def is_tag(word: str) -> bool:
    """Whether a word is a hashtag or a mention, with its sign."""
    return word[0] in TAG_SIGNS


def _plain_keys(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower == word:
        return lower, "!" + word
    capitalised = word[0] + lower[1:]
    if capitalised == word or word[0] == lower[0]:
        return lower, "!" + word, word
    return lower, "!" + word, word, capitalised


def without_stops(word: str) -> str:
    """A straightened word without its stops, if it ends with one: «U.S.» is «US»."""
    return word.replace(".", "") if word[-1] == "." else word


def _parts(word: str) -> list[str]:
    """The words of a compound (`шоу-бизнес`), except those linked by a vowel (`чёрно-белый`).

    None of one that begins with what is no word: «штаб-квартира», «Сен-Санс», «по-новому», `e-mail`.
    None of a number with its word or ending («18-летний»); of a general's rank, only the general.
    """
    if "-" not in word:
        return []
    *first, last = word.split("-")
    start = first[0].lower()
    if start in _BOUND or start.isdigit():
        return []
    parts = [part for part in first if part[-1:] not in {"о", "е"}]
    if start != _RANK:
        parts.append(last)
    return list(filter(_is_part, parts))


def _is_part(part: str) -> bool:
    """Whether a part of a compound is a word of its own: one of two characters if in capitals or with a digit."""
    return len(part) > _SHORTEST_PART or (len(part) == _SHORTEST_PART and (part.isupper() or not part.isalpha()))


def _owner(word: str) -> str:
    """The word before a clitic, a possessive, or (if Latin or in capitals) a Cyrillic ending; else empty."""
    owner, apostrophe, ending = word.rpartition("'")
    if not (apostrophe and owner and owner[-1].isascii()):
        return owner if _is_declined(owner, ending) else ""
    if ending.lower() == "t" and owner[-1:].lower() == "n":
        return _NEGATED.get(owner.lower(), owner[:-1])
    return owner if ending.lower() in _CLITICS or not ending.isascii() else ""


def _is_declined(abbreviation: str, ending: str) -> bool:
    """Whether a word is an abbreviation with an ending: «МРОТ'а»."""
    return len(abbreviation) > 1 and abbreviation.isupper() and len(ending) <= _LONGEST_ENDING and ending.islower()
