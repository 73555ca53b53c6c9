"""Makes text from outside harmless: without invisible characters, and without anything clickable.

Telegram turns parts of a message's text into links: names with an @, commands, hashtags, cashtags, e-mails, bare hosts
(«Gazeta.ua»), numbers of telephones and bank cards. The rules are in tdlib's MessageEntity.cpp. An invisible WORD
JOINER breaks these patterns; other joiners do not help, since Telegram takes them for letters of a host name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from heapq import merge

WORD_JOINER = "\u2060"
_JOINERS = "\u200c\u200d"
_NOT_SEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls other than white space
    "\u00ad\u034f\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # fillers and hints
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # reverse a line
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"  # surrogates and private use
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U0010ffff"  # tags and private use
    "]+"
)
_BLANK = re.compile("[^\\S\n]|[\u115f\u1160\u2800\u3164\uffa0]")
"""White space on a line, and letters without a glyph."""
_BLANKS = re.compile("[ \n]+")
_NEEDLESS_JOINERS = re.compile(f"(?<![\u0590-\U0010ffff])[{_JOINERS}]+|[{_JOINERS}]+(?=\\s|\\Z)")
"""Joiners only matter within emoji, and in the scripts from Hebrew on."""
_MARKS = "".join(letter for letter in map(chr, range(0x300, 0x10000)) if unicodedata.category(letter) in {"Mn", "Me"})
_PILED_UP = re.compile(f"[{_MARKS}{_JOINERS}]{{4,}}")
_MOST_MARKS = 3
"""Marks on a letter; Hebrew, Arabic, Hindi, Thai and Vietnamese have no more."""
_STACKED = re.compile("[\u0f00-\u0fff\u1000-\u109f\u200c\u200d]+")
_MOST_STACKED = 6
"""For Tibetan and Burmese, whose letters stack."""

_WORD = "0-9A-Za-z_\u0400-\u052f"
"""Characters that certainly belong to the same word as what follows; Telegram ignores some other letters."""
_NO_HOST = "\x00-\x2c/:-?[-^`{-}\x7f-\xbf\u2000-\u200b\u200e\u200f\u2016-\u206f"
_LIVE = re.compile(
    rf"(?P<before>(?<![{_NO_HOST}])\.(?=[^\W\d_][^\x00-@[-`{{-\xbf\u2000-\u206f])"  # a host: «dev.ua»
    r"|(?<=[0-9])\.(?=[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(?![0-9])))"
    rf"|(?<![{_WORD}])@(?=[0-9A-Za-z_]|\Z)"
    rf"|(?<![{_WORD}/<>])/(?=[0-9A-Za-z_]{{1,64}}(?![0-9A-Za-z_/<>])|\Z)"
    r"|\#(?=[\w\u200c\xb7\u0d80-\u0dff]|\Z)"
    r"|\$(?=[A-Z1]|\Z)"
    r"|:(?=//)"
    r"|\+(?=(?:[ ().-]{0,3}[0-9]){7})"  # a telephone
    r"|\+(?=(?:[ ().-]{0,3}[0-9]){1,6}[ ().-]{0,3}\Z)"  # the start of one, which the text after it may complete
)
_LONG_NUMBER = re.compile(r"[0-9](?:[ -]*+[0-9]){12,}+")
_DIGIT = re.compile("[0-9]")
_TOO_SHORT_FOR_A_CARD = 8
"""Digits; cards have 13 or more."""


def clean(text: str) -> str:
    """The visible text: one space or line break for each run of blanks, and nothing invisible.

    Letters keep at most three marks, or six if they stack; nothing reverses the line.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    text = _NOT_SEEN.sub("", text)
    text = _NEEDLESS_JOINERS.sub("", _BLANK.sub(" ", text))
    return without_piles(_BLANKS.sub(lambda blanks: "\n" if "\n" in blanks[0] else " ", text))


def without_piles(text: str) -> str:
    """The text with no more marks on a letter than any language has."""
    return _PILED_UP.sub(_fewer, text)


def _fewer(marks: re.Match[str]) -> str:
    return marks[0][: _MOST_STACKED if _STACKED.fullmatch(marks[0]) else _MOST_MARKS]


def inert(text: str) -> str:
    """The cleaned text, with nothing that Telegram would turn into a link."""
    return inert_parts([text])[0]


def inert_parts(parts: Sequence[str]) -> list[str]:
    """The cleaned parts of one text, with nothing in or across them that would become a link."""
    cleaned = [clean(part) for part in parts]
    text = "".join(cleaned)
    live = (found.start() if found["before"] else found.end() for found in _LIVE.finditer(text))
    places = [*merge(live, _within_numbers(text))]
    broken, start, at = [], 0, 0
    for part in cleaned:
        end = start + len(part)
        pieces, from_ = [], start
        while at < len(places) and places[at] < end:
            pieces += [text[from_ : places[at]], WORD_JOINER]
            from_ = places[at]
            at += 1
        broken.append("".join((*pieces, text[from_:end])))
        start = end
    if at < len(places):
        broken[-1] += WORD_JOINER
    return broken


def _within_numbers(text: str) -> Iterator[int]:
    """The places where numbers that may be bank cards must be broken."""
    for number in _LONG_NUMBER.finditer(text):
        for count, digit in enumerate(_DIGIT.finditer(text, *number.span())):
            if count and count % _TOO_SHORT_FOR_A_CARD == 0:
                yield digit.start()
