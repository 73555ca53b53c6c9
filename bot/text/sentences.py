"""Splits a text into sentences."""

from bot.model import Span
from bot.text.tokens import ends_sentence, is_word, matches


def split(text: str) -> list[Span]:
    """The sentences of a text in order, without surrounding space; each is within a line, and has a word."""
    spans: list[Span] = []
    start, end, before = -1, 0, ""
    opening = 0
    for match in matches(text):
        found = match.group()
        if is_word(found):
            if start < 0:
                start = _after_space(text, opening, match.start())
            end = match.start() + len(found.rstrip())
        elif ends_sentence(found, before):
            closing = match.start() + _closed(found)
            if start >= 0:
                between = text[end : match.start()].rstrip() if found == "\n" else ""
                spans.append(Span(start, end + len(between) if found == "\n" else closing))
            start, opening = -1, closing
        before = found
    if start >= 0:
        spans.append(Span(start, len(text.rstrip())))
    return spans


def _after_space(text: str, start: int, end: int) -> int:
    """Where the quotes and dashes before the first word begin."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _closed(stop: str) -> int:
    """How much of a stop belongs to the sentence: the stops, and the quotes and brackets closed right after them."""
    length = len(stop.rstrip())
    for index, sign in enumerate(stop):
        if sign.isspace() or sign in "«„(“[—–":
            length = index
            break
    return length
