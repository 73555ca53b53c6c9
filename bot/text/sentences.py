"""Splits a text into sentences.

`bot.text.tokens` says where one may end; what stands on both sides of that place says whether it does. A stop belongs
to an abbreviation («г. Москва», "Dr. Voss"), unless it is one that closes («на 40 м. Работы», «и т. д. Затем»,
"at 5 p.m. Police") or the word after it only opens sentences; to the number of a list; or to what stands in brackets.
"""

import re
from collections.abc import Iterator, Sequence

from bot.model import Span
from bot.text import openers
from bot.text.tokens import ends_sentence, is_soft, is_word, matches

_UNITS = frozenset(
    "м км см мм кг т га л с сек мин ч хв год руб коп тыс тис млн млрд трлн грн кв чел шт эт экз об мск".split()  # noqa: SIM905
)
"""After a number, they close."""
_YEARS = frozenset({"г", "гг", "р", "рр", "в", "вв", "ст"})
"""After a year or a century: what follows may as well be the subject («В 2010 г. Россия…»)."""
_WORDS_BEFORE_YEAR = 6
"""Fewer words, and a year, are the beginning of a sentence."""
_THOUSANDS = frozenset({"тыс", "тис", "млн", "млрд", "трлн"})
_OTHERS = frozenset({"др", "пр", "проч", "ін"})
"""Close after «и»; before a name, the second is an avenue."""
_AND = frozenset({"и", "і", "й", "та"})
_CLOSING = frozenset({"etc", "etc.", "т.д.", "т.п.", "т.ін.", "н.э.", "н.е."})
_HOURS = frozenset({"a.m.", "p.m.", "a.m", "p.m"})
_AFTER_HOURS = frozenset(
    """
    ET EST EDT PT PST PDT CT CST GMT BST UTC CET EET Eastern Pacific Central Monday Tuesday Wednesday Thursday Friday
    Saturday Sunday January February March April May June July August September October November December
    """.split()  # noqa: SIM905
)
_HEADS = frozenset(
    "мал рис див грец ісп англ фр нім нем лат итал італ реєстр прим іл табл приб бл ім вул просп пл".split()  # noqa: SIM905
)
"""Abbreviations beside those of the tokens: what they belong to follows."""
_TITLES = frozenset(
    "mr mrs ms messrs dr st prof gen sen sens rep reps lt col cmdr capt gov sgt sr rev hon pres mt adm maj".split()  # noqa: SIM905
)
"""No word that opens a sentence follows them, but a name that looks so may («Mr. So»)."""
_ROMAN = re.compile(r"[IVX]+\Z")
_WITHOUT_SPACE = re.compile(r"(([.!?…]{1,3}[»”)]?)\"*)[«“„\"(]*\Z")
_STRAIGHT = re.compile(r"\"++")
_HOSTS = frozenset({"Ру", "Ком", "Рф", "Юа", "Орг"})
_LONGEST_BRACKET = 60
_IN_BRACKET = re.compile(rf"[^().!?\n]{{0,{_LONGEST_BRACKET}}}+[.]?\)")
_REPLY = re.compile(r"[!?…]+[»”\"]\s*[—–-]")
"""Direct speech, then who said it."""
_SAID = re.compile(
    r"(?:[A-Z][\w'’.-]*+ ){1,4}(?:said|says|asked|asks|added|wrote|told|replied|answered|shouted|cried|wondered)\b"
)
_ASKED = re.compile(r"[!?][”\"’']")
_LOOKED_AT = 80
"""Characters after a stop."""
_CLOSING_SIGNS = "»”\"')]°"
_QUOTES = frozenset('«“„"')
_GOING_ON = frozenset(",;:/")
"""Signs after an abbreviation within a sentence."""
_LONGEST_STOP = 6
_LETTER_AND_STOP = 2
_FEWEST = 3


def split(text: str) -> list[Span]:
    """The sentences of a text in order, without surrounding space; each is within a line, and has a word."""
    return list(_Splitter(text).spans())


class _Splitter:
    """Reads a text once, from its beginning."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = tuple(matches(text))
        self._opening = 0
        """Where the next sentence may begin."""
        self._start = -1
        """Where the sentence begins that is read; -1 before its first word."""
        self._end = 0
        """Where its last word ends."""
        self._words = 0

    def spans(self) -> Iterator[Span]:
        for at, match in enumerate(self._found):
            sign = match.group()
            if is_word(sign):
                yield from self._word(at, match)
            elif sign == "\n":
                yield from self._stop(self._end + len(self._text[self._end : match.start()].rstrip()), match.end())
            elif _ends(self._text, self._found, at, self._words):
                closing = match.start() + _closed(sign if self._is_closed(match.end()) else sign.rstrip('"'))
                yield from self._stop(closing, closing)
        yield from self._stop(len(self._text.rstrip()), len(self._text))

    def _word(self, at: int, match: re.Match[str]) -> Iterator[Span]:
        if self._start >= 0 and (stop := _without_space(self._text, self._start, self._end, match)):
            yield from self._stop(stop, stop)
        if self._start < 0:
            self._start = _after_space(self._text, self._opening, match.start())
        self._words += 1
        self._end = match.start() + len(match.group().rstrip())
        if self._text[self._end - 1] == "." and _closes(self._text, self._found, at, self._end, self._words):
            yield from self._stop(self._end, self._end)

    def _is_closed(self, place: int) -> bool:
        """Whether straight quotes that end at a place close: before a space, or if one is open."""
        if not self._text[place : place + 1].isalnum():
            return True
        return len(_STRAIGHT.findall(self._text, max(0, self._start), place)) % 2 == 0

    def _stop(self, end: int, opening: int) -> Iterator[Span]:
        if self._start >= 0:
            yield Span(self._start, end)
        self._start, self._words, self._opening = -1, 0, opening


def _is_in_bracket(text: str, place: int) -> bool:
    """Whether a place of a text stands in brackets that open and close nearby."""
    before = text[max(0, place - _LONGEST_BRACKET) : place]
    return before.rfind("(") > before.rfind(")") and _IN_BRACKET.match(text, place + 1) is not None


def _ends(text: str, found: Sequence[re.Match[str]], at: int, words: int) -> bool:
    """Whether the stop `found[at]` ends a sentence that has so many words by then."""
    stop = found[at]
    sign = stop.group()
    before = _word(found, at - 1)
    if not is_soft(sign):
        return not _REPLY.match(sign) and not (
            _ASKED.match(sign) and _SAID.match(text[stop.end() : stop.end() + _LOOKED_AT])
        )
    if not before or text[stop.start() - 1] in _CLOSING_SIGNS:
        return True
    if (words == 1 and before.isdigit()) or _is_in_bracket(text, stop.start()):
        return False
    if ends_sentence(sign, before) and before not in _HEADS:
        return True
    return _closes(text, found, at, stop.start() + 1, words)


def _closes(text: str, found: Sequence[re.Match[str]], at: int, end: int, words: int) -> bool:
    """Whether the abbreviation at or before `found[at]`, whose stop ends at `end`, is the last word of a sentence."""
    following = _following(text, found, at, end)
    if not following or not following[0].isupper():
        return False
    begin = found[at + 1].start()
    at -= not is_word(found[at].group())
    before = _word(found, at)
    folded = before.lower()
    if folded in _HOURS:
        return following not in _AFTER_HOURS
    if folded in _CLOSING or _is_and_so_on(found, at, folded):
        return True
    if folded in _TITLES or words == 1 or (words < _FEWEST and _is_initial(before)):
        return False
    is_quoted = not _QUOTES.isdisjoint(text[end - 1 : begin])
    if following.lower() in openers.ALL or (is_quoted and len(before) == 1):
        return True
    return _closes_number(before, _word(found, at - 1), words)


def _closes_number(word: str, number: str, words: int) -> bool:
    """Whether a unit, or a Roman number after a name, closes a sentence of so many words."""
    if word.lower() in _YEARS:
        return words >= _WORDS_BEFORE_YEAR and (number[-1:].isdigit() or _ROMAN.match(number) is not None)
    if word.lower() in _UNITS:
        return number.lower() in _THOUSANDS or number[-1:].isdigit()
    return _ROMAN.match(word) is not None and not number.isascii()


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper() and not word.isascii()


def _is_and_so_on(found: Sequence[re.Match[str]], at: int, word: str) -> bool:
    """«и т. д.», «и др.», «і т. ін.»; and «мм рт. ст.»."""
    before = _word(found, at - 1).lower()
    if (word in _OTHERS and before in _AND) or (word == "ст" and "рт" in {before, _word(found, at - 2).lower()}):
        return True
    return word in {"д", "п", "ін"} and "т" in {before, _word(found, at - 2).lower()}


def _word(found: Sequence[re.Match[str]], at: int) -> str:
    """The word at a place, a letter without its stop («т. д.»); empty if there is another thing."""
    sign = found[at].group().rstrip() if at >= 0 else ""
    if not sign or not is_word(sign):
        return ""
    return sign[:-1] if sign[-1] == "." and len(sign) == _LETTER_AND_STOP else sign


def _following(text: str, found: Sequence[re.Match[str]], at: int, end: int) -> str:
    """The word after a stop, if it stands on the line, after a space, and is not an initial."""
    if at + 1 == len(found) or not is_word(found[at + 1].group()):
        return ""
    following, start = found[at + 1].group().rstrip(), found[at + 1].start()
    is_initial = following[-1] == "." or (len(following) == 1 and text[start + 1 : start + 2] == ".")
    return "" if is_initial or not _GOING_ON.isdisjoint(text[end:start]) else following


def _without_space(text: str, start: int, end: int, word: re.Match[str]) -> int:
    """Where a sentence from `start` ends whose stop, at `end`, has no space after it: «млрд.У Михаила»; 0 if it does
    not.
    """
    begin = word.start()
    if not end < begin <= end + _LONGEST_STOP or text[begin - 1].isspace() or not text[begin].isupper():
        return 0
    before, following = text[end - 3 : end], word.group().rstrip()
    stop = _WITHOUT_SPACE.match(text[end:begin])
    if not stop or following in _HOSTS or before.isascii() or following.isascii():
        return 0
    if not (before.isalpha() and before.islower()) and before[-1:] not in _CLOSING_SIGNS:
        return 0
    is_open = len(_STRAIGHT.findall(text, start, end)) % 2 == 1
    return end + stop.end(1 if is_open else 2)


def _after_space(text: str, start: int, end: int) -> int:
    """Where the quotes and dashes before a first word begin."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _closed(stop: str) -> int:
    """How much of a sentence's end belongs to it: the stops, and the quotes and brackets closed right after them."""
    length = len(stop.rstrip())
    for index, sign in enumerate(stop):
        if sign.isspace() or sign in "«„(“[—–":
            length = index
            break
    return length
