"""Cuts a sentence that is too long, between words, so that the match stays visible."""

from dataclasses import dataclass

from bot.model import Span

ELLIPSIS = "…"
_BEFORE_MATCH = 3
"""One part in so many of the room around the match goes before it, since the text after it tells more."""


@dataclass(frozen=True, slots=True)
class Cut:
    """`text` shows the sentence from `start` to `end`; the character at `start` is at `shift` in `text`."""

    text: str
    start: int
    end: int
    shift: int


def cut(sentence: str, match: Span | None, limit: int) -> Cut:
    """The sentence in at most `limit` characters (1 or more); whole if it fits, otherwise with ellipses at the cuts."""
    if len(sentence) <= limit:
        return Cut(sentence, 0, len(sentence), 0)
    start = 0
    if match is not None and match.end > limit - len(ELLIPSIS):
        room = max(0, limit - 2 * len(ELLIPSIS) - (match.end - match.start))
        earliest = min(match.start - room // _BEFORE_MATCH, len(sentence) - limit + len(ELLIPSIS))
        start = _word_start(sentence, earliest, match.start)
    prefix = ELLIPSIS if start and limit > 2 * len(ELLIPSIS) else ""
    end = start + limit - len(prefix)
    suffix = ""
    if end < len(sentence):
        suffix = ELLIPSIS
        keep = match.end if match is not None else 0
        end = _word_end(sentence, start, end - len(suffix), keep)
    return Cut(prefix + sentence[start:end] + suffix, start, end, len(prefix))


def _word_start(sentence: str, earliest: int, latest: int) -> int:
    """The first start of a word from `earliest` on; at most `latest`."""
    for index in range(max(1, earliest), latest):
        if sentence[index - 1].isspace() and not sentence[index].isspace():
            return index
    return latest


def _word_end(sentence: str, start: int, latest: int, keep: int) -> int:
    """Where to end by `latest`: after a word, without punctuation, and if possible not before `keep`."""
    end = latest
    if not sentence[end].isspace():
        while end > start and not sentence[end - 1].isspace():
            end -= 1
    while end > start and not (sentence[end - 1].isalnum() or sentence[end - 1] in "»”)%"):
        end -= 1
    if end <= start or end < min(keep, latest):
        return latest
    return end
