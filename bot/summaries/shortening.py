"""A sentence made shorter: without brackets, without who reports it, and if it is long by itself, cut at a clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Span
from bot.summaries.quotes import left_open

ELLIPSIS = "…"
LONG = 300
"""Characters; only a longer sentence is cut at a clause."""
_BRACKET = re.compile(r"\s*+\([^()\n]{3,300}+\)|\s[—–]\s(?=[a-z])[^—–\n]{3,150}+[—–](?=\s[a-z])")
"""In English, dashes in pairs are brackets."""
_SAYING = (
    r"(?:сообща|сообщи|переда[её]т|переда(?:ли|л)\b|пиш[еу]т|отме[тч]|уточн|заяви|рассказа|говорится|следует|подчеркн|добави|информиру"
    r"|со ссылкой на|по (?:данным|информации|словам|сведениям)|об этом|свидетельству"
    r"|повідом|пиш(?:е|уть)\b|переда[єю]|заяви|розпов|зазнач|йдеться|з посиланням на|інформу|дода[влє]"
    r"|за (?:даними|словами|інформацією)"
    r"|про це|наголо[сш])"
)
_ATTRIBUTION = re.compile(
    rf",\s+(?:как |як |о чем |про що )?{_SAYING}[^«»\"“”\n]{{0,160}}+(?:«[^«»\n]{{1,60}}»[^«»\"“”\n]{{0,100}}+)?\Z"
    r"|,\s+(?:according to|citing)\s[^\"“”\n]{3,160}+\Z"
    r"|,\s+(?:[\w'’.-]+ ){1,7}(?:said|says|reported|reports|announced|wrote)\b[^,\"“”\n]{0,60}+\Z",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…]+\Z")
_LONGEST_TAIL = 300
_SHORTEST_LEFT = 40
_CLAUSE = re.compile(r"[,;:](?=\s)|\s(?=[—–-]\s)")
_STRONG = re.compile(
    r"[,;:]?\s*(?:[—–-]|а|но|и|котор\w+|что|где|когда|чтобы|поскольку|хотя|если|причем|при|однако|так как"
    r"|сообщ\w+|заяв\w+"
    r"|а|але|та|і|як\w*|що|де|коли|щоб|оскільки|хоча|якщо|повідом\w+"
    r"|but|and|which|who|where|when|while|after|before|because|although|as|with|if|said|saying|according)\b",
    re.IGNORECASE,
)
_STRONG_WORTH = 0.7
"""A clause that ends so early, as a share of the latest one, is taken before a part of one."""
_LEAST_CUT = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of an article, then what stands after them in the summary."""

    span: Span
    after: str = ""


Pieces = tuple[Piece, ...]


def length(pieces: Sequence[Piece]) -> int:
    return sum(piece.span.end - piece.span.start + len(piece.after) for piece in pieces)


def without_brackets(text: str, pieces: Pieces) -> Pieces:
    """The pieces of a text without what stands in brackets in them."""
    found: list[Piece] = []
    for piece in pieces:
        start = piece.span.start
        for bracket in _BRACKET.finditer(text, start, piece.span.end):
            if bracket.start() > start:
                found.append(Piece(Span(start, bracket.start())))
                start = bracket.end()
        found.append(Piece(Span(start, piece.span.end), piece.after))
    return tuple(piece for piece in found if piece.span.end > piece.span.start or piece.after)


def without_attribution(text: str, pieces: Pieces) -> Pieces:
    """The pieces without «, сообщает …» at their end; as they are if there is none, or direct speech is before it."""
    last = pieces[-1]
    begin = max(last.span.start, last.span.end - _LONGEST_TAIL)
    stop = _STOP.search(text[begin : last.span.end])
    if not stop:
        return pieces
    for comma in re.finditer(",", text[begin : last.span.end]):
        at = begin + comma.start()
        if at - last.span.start < _SHORTEST_LEFT or text[at - 1] in '»”"—–!?':
            continue
        if _ATTRIBUTION.match(text, at, begin + stop.start()) and not left_open(text[last.span.start : at]):
            return (*pieces[:-1], Piece(Span(last.span.start, at), "."))
    return pieces


def cut(text: str, span: Span, room: int, keep: Span | None) -> Pieces:
    """The sentence at `span` in at most `room` characters with `keep` in it, cut where a clause ends, with "…".

    Where no clause ends in time, it is cut at a word; where what is to be kept stands far from both ends, at both.
    """
    if span.end - span.start <= room:
        return (Piece(span),)
    if room <= len(ELLIPSIS):
        return (Piece(Span(span.start, span.start + room)),)
    room -= len(ELLIPSIS)
    if keep is None or keep.end <= span.start + room:
        end = _end(text, span.start, span.start + room, keep.end if keep else span.start)
        return (Piece(Span(span.start, end), ELLIPSIS),)
    earliest = span.end - room
    if keep.start >= earliest:
        return (Piece(Span(0, 0), ELLIPSIS), Piece(Span(_start(text, earliest, keep.start), span.end)))
    room = max(1, room - len(ELLIPSIS))
    start = _start(text, max(span.start + 1, keep.start - room // 3), keep.start)
    end = min(start + room, span.end)
    return (Piece(Span(0, 0), ELLIPSIS), Piece(Span(start, _end(text, start, end, keep.end)), ELLIPSIS))


def _end(text: str, start: int, latest: int, keep: int) -> int:
    """Where a clause, or else a word, ends by `latest`, not before `keep` if that can be."""
    whole = text[start:latest]
    clauses = [
        start + found.start()
        for found in _CLAUSE.finditer(whole)
        if found.start() >= min(_LEAST_CUT, len(whole) // 2) and start + found.start() >= keep
    ]
    balanced = list(_balanced(text, start, clauses))
    if balanced:
        strong = [end for end in balanced if _STRONG.match(text[end : end + 20])]
        return strong[-1] if strong and strong[-1] - start >= _STRONG_WORTH * (balanced[-1] - start) else balanced[-1]
    end = latest
    if not text[end : end + 1].isspace():
        while end > start and not text[end - 1].isspace():
            end -= 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "»”)%"):
        end -= 1
    return latest if end <= start or end < min(keep, latest) else end


def _balanced(text: str, start: int, ends: Sequence[int]) -> Iterator[int]:
    """Those of the places where no quote or bracket is open."""
    opened = ""
    for end in ends:
        opened = left_open(text[start:end], opened)
        start = end
        if not opened:
            yield end


def _start(text: str, earliest: int, latest: int) -> int:
    """The first beginning of a clause, or else of a word, from `earliest` on; `latest` if there is none before it."""
    found = _CLAUSE.search(text, max(0, earliest - 1), latest)
    start = found.end() if found else earliest
    while start < latest and not (text[start - 1].isspace() and not text[start].isspace()):
        start += 1
    return start
