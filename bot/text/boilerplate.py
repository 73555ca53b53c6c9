"""Removes what sites put around and into an article's text: credits, captions, calls to subscribe, tickers, buttons.

Each rule looks at one line. A line goes only if it says little else: a sentence of the article that uses such words
stays. The words are in `boilerplate_words`.
"""

import re

from bot.text.boilerplate_words import (
    APPEAL,
    BYLINE,
    CALL_STARTS,
    CONTAINED,
    CREDIT,
    CREDIT_AT_END,
    CREDIT_STARTS,
    DATE_WORDS,
    DISCLOSURE,
    HINTED,
    HINTS_OF_CALLS,
    HINTS_OF_LONG_LINES,
    INVITATION,
    NAMES_CREDIT,
    NETWORK,
    OUR_CHANNEL,
    REPORTED,
    TICKER_SIGN,
    TICKER_WORD,
    WHOLE,
    WHOLE_STARTS,
)
from bot.text.lines import Line

_LONGEST = 420
"""Characters. Cookie notices and notes on foreign agents are the longest."""
_LONGEST_CALL = 300
_SHORT = 70
_LONGEST_CAPTION = 160
_CREDIT_WITHIN = 110
"""Characters at the end of a line where a credit may stand."""
_LONGEST_APPEAL = 180
_NUMBER = re.compile(r"\d[\d\s.,]*")
_WORD = re.compile(r"[^\W\d_]+")
_STOP_WITHIN = re.compile(r"[.!?…]\s+[A-ZА-ЯЁІЇЄҐ«\"„“(]")
_JUNK_BEFORE = re.compile(r"[^\w(«„“\"'©#*$€₽₴£¥₿°▲▼↑↓+\-−–]+|[-–—•*]+\s+")
_STARTS = CALL_STARTS | CREDIT_STARTS
_SPEECH = re.compile(r"^[«“„\"]|[»”\"],? [—–-] ")
_SENTENCE_START = re.compile(r"(?<=[.!?…»\")])\s+(?=[^\W\d_])")


def without_boilerplate(lines: list[Line]) -> list[Line]:
    """The lines without those that are no part of an article, and without credits and calls at the ends of others."""
    kept = []
    for line in lines:
        shorter = _without_credit(line)
        if shorter is not None and not is_boilerplate(shorter.text):
            kept.append(_without_call(shorter))
    return kept


def is_boilerplate(text: str) -> bool:
    """Whether a line is no part of an article, whatever stands around it."""
    if len(text) > _LONGEST:
        return False
    lower = text.lower()
    word = _WORD.search(text, 0, 40)
    first = lower[word.start() : word.end()] if word else ""
    if not (
        len(text) <= _SHORT
        or first in WHOLE_STARTS
        or first[:4] in _STARTS
        or any(map(lower.__contains__, HINTS_OF_LONG_LINES))
    ):
        return False
    if _says_nothing(text, lower, first):
        return True
    parts = _SENTENCE_START.split(text) if len(text) <= _LONGEST_CALL else []
    answers = [part for part in parts if not part.endswith("?")]  # «Что происходит? Объясняем в нашем канале.»
    return len(parts) > 1 and bool(answers) and all(map(is_boilerplate, answers))


def is_disclosure(text: str) -> bool:
    """Whether a line says of something that it is an advertisement.

    In a feed, that is the article: such a line stays, as people must not miss it. On a page it may be a banner.
    """
    return len(text) <= _LONGEST and DISCLOSURE.fullmatch(_bare(_without_signs(text))) is not None


def _without_signs(text: str) -> str:
    """A line without signs before and behind it."""
    junk = _JUNK_BEFORE.match(text)
    return text[junk.end() if junk else 0 :].rstrip(" \t:→»›>.!…|•·-—–")


def _bare(said: str) -> str:
    return said.strip("[]()*_ ")


def _says_nothing(text: str, lower: str, first: str) -> bool:
    """Whether a line as a whole is no part of an article; `first` is its first word in lower case."""
    said = _without_signs(text)
    bare = _bare(said)
    return bare != "" and (
        ((first in WHOLE_STARTS or not bare[0].isalpha()) and WHOLE.fullmatch(bare) is not None)
        or (len(text) <= 240 and CONTAINED.search(lower) is not None)
        or _is_call(said, first)
        or _is_appeal(said)
        or (first[:4] in CREDIT_STARTS and _is_credit(bare, text))
        or BYLINE.fullmatch(bare) is not None
        or _is_timestamp(text)
        or _is_ticker(text)
        or _names_networks(bare)
    )


def _is_call(said: str, first: str) -> bool:
    """Whether readers are called to follow the outlet somewhere; `first` is the first word."""
    if len(said) > _LONGEST_CALL:
        return False
    may_call = first[:4] in CALL_STARTS
    if may_call and INVITATION.match(said) is not None:
        return len(said) <= 200 or OUR_CHANNEL.search(said) is not None
    if len(said) > 140 or _SPEECH.search(said) is not None or _STOP_WITHIN.search(said) is not None:
        return False
    return (may_call and HINTED.match(said) is not None) or OUR_CHANNEL.search(said) is not None


def _is_appeal(said: str) -> bool:
    """Whether readers are asked to support the outlet, unless somebody is quoted."""
    if len(said) > _LONGEST_APPEAL or APPEAL.search(said) is None:
        return False
    return _SPEECH.search(said) is None and REPORTED.search(said) is None


def _is_credit(said: str, whole: str) -> bool:
    credit = CREDIT.fullmatch(said) if len(said) <= _LONGEST_CAPTION else None
    if credit is None:
        return False
    rest = credit["rest"] or credit["loose"] or credit["byline"] or ""
    words = len(_WORD.findall(rest))
    is_sentence = whole.rstrip()[-1:] in ".!?…" and words > 6
    if credit["byline"]:
        return words <= 6 and not is_sentence and all(word[0].isupper() for word in _WORD.findall(rest)[:2])
    return words <= 4 or (words <= 14 and not is_sentence and _STOP_WITHIN.search(rest) is None)


def _is_timestamp(said: str) -> bool:
    if len(said) > 70 or said.endswith((".", "года", "року")) or not any(sign.isdigit() for sign in said):
        return False
    words = said.split()
    return sum(
        DATE_WORDS.fullmatch(word.strip("()[]|,;")) is not None or not any(map(str.isalnum, word)) for word in words
    ) == len(words) and (len(words) > 1 or ":" in said or said.count(".") == 2)


def _is_ticker(text: str) -> bool:
    """Whether a line lists rates or the weather: little but numbers and what they measure."""
    if len(text) > 300 or (text[-1] in ".;!?:»" and len(text) > 40):
        return False
    if _NUMBER.search(text) is None or TICKER_SIGN.search(text) is None:
        return False
    words = _WORD.findall(text)
    others = [word for word in words if TICKER_WORD.fullmatch(word) is None and not (word.isupper() and len(word) <= 5)]
    numbers = len(_NUMBER.findall(text))
    if numbers < 2 and len(others) == len(words):
        return False
    return (
        len(others) <= min(numbers, 2)
        if len(words) <= 4
        else len(others) * 3 <= len(words) and numbers * 2 >= len(words) - 2
    )


def _names_networks(said: str) -> bool:
    at = 0
    if len(said) < 2:
        return False
    while (name := NETWORK.match(said, at)) is not None:
        at = name.end()
    return at == len(said)


def _without_credit(line: Line) -> Line | None:
    """The line without the credit of a picture at its end; None if it is the picture's caption."""
    text = line.text
    start = max(0, len(text) - _CREDIT_WITHIN)
    if not any(map(text[start:].lower().__contains__, NAMES_CREDIT)):
        return line
    credit = CREDIT_AT_END.search(text, start)
    if credit is None:
        return line
    before = text[: credit.start()].rstrip(" (/[|—–")
    if len(before) <= _LONGEST_CAPTION and _STOP_WITHIN.search(before) is None:
        return None
    return line._replace(text=before, linked=min(line.linked, len(before)))


def _is_last_call(said: str) -> bool:
    return INVITATION.match(said) is not None and is_boilerplate(said)


def _without_call(line: Line) -> Line:
    """The line without a call to subscribe after its last sentence."""
    text = line.text
    if not any(map(text[-300:].lower().__contains__, HINTS_OF_CALLS)):
        return line
    for stop in _SENTENCE_START.finditer(text, max(0, len(text) - 300)):
        if text[stop.end() : stop.end() + 4].strip().lower() in CALL_STARTS and _is_last_call(text[stop.end() :]):
            return line._replace(text=text[: stop.start()], linked=min(line.linked, stop.start()))
    return line
