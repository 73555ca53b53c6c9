"""Chooses the sentences of an article to show, and locates the matches in them."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.model import Hit, ReadArticle, Span
from bot.summaries.cutting import ELLIPSIS, cut
from bot.summaries.outline import Kind, Sentence, outline, words

_FEWEST = 2
_MOST = 3
_MATCHES = 300
"""How many matches are looked at: an article that matches more often has named the thing before."""
_NEARBY = 200
"""How many sentences are searched for the lead, and for a sentence that continues another."""
_WORD_STEM = 4
"""Matched words with so many letters in common at the start count as forms of one."""

_STOPS = tuple(".!?…:;,。！？")
_CLOSING = "\"'»”“’)]"

_LEANING = frozenset(
    """
    он она оно они его ее ему ей их им это этот эта эти этого этому там тогда так такой такая такие такое поэтому
    однако также причем тот та те того последний последняя
    він вона воно вони його її йому їй їх їм це цей ця ці цього цьому там тоді так такий така такі таке тому однак також
    he she it they his her its their him them this that these those there then so such however but
    """.split()  # noqa: SIM905  # words read better than a list of strings
)
"""Folded words that, as first or second word, refer to the sentence before («по его словам»)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Whole sentences of an article, in order."""

    text: str = ""
    spans: tuple[Span, ...] = ()
    """The matches, ascending, as positions in the summary."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    place: int
    """Its index among the sentences of the text."""
    matches: tuple[Span, ...]
    """Positions in the sentence."""
    matched: frozenset[str]
    """The matched words, each once in all its forms."""


def summarise(article: ReadArticle, hit: Hit, *, limit: int) -> Summary:
    """Two or three whole sentences of the article, in at most `limit` characters (1 or more).

    They are the lead (the first proper sentence); the earliest sentence with the most matched words; and, if needed,
    one more: with the words still missing, or the one that the match refers to («По его словам…»). "…" marks gaps. Only
    a sentence that is longer than `limit` is cut. Empty if the article has no text besides its title and labels.
    """
    if limit < 1:
        raise ValueError(f"a limit is positive: {limit}")
    candidates = list(_candidates(outline(article), hit.text[:_MATCHES]))
    essential = list(dict.fromkeys(_essential(candidates)))
    if not essential:
        return Summary()
    if len(essential[0].sentence.text) > limit:
        return _cut(essential[0], limit)
    chosen: list[_Candidate] = []
    for candidate in essential:
        if len(chosen) < _MOST:
            chosen = _with(chosen, candidate, candidates, limit)
    for candidate in essential[:2]:
        if len(chosen) < _FEWEST:
            chosen = _with(chosen, _following(candidates, candidate), candidates, limit)
    return _joined(chosen, candidates)


def _candidates(sentences: Sequence[Sentence], matches: Sequence[Span]) -> Iterator[_Candidate]:
    """The sentences with their matches; both are in order and do not overlap."""
    ahead = deque(matches)
    for place, sentence in enumerate(sentences):
        begin, end = sentence.span.start, sentence.span.end
        within = []
        while ahead and ahead[0].start < end:
            span = ahead.popleft()
            if span.end > begin:
                within.append(Span(max(span.start, begin) - begin, min(span.end, end) - begin))
            if span.end > end:  # it continues in the next sentence
                ahead.appendleft(span)
                break
        matched = frozenset(word[:_WORD_STEM] for one in within for word in words(sentence.text[one.start : one.end]))
        yield _Candidate(sentence, place, tuple(within), matched)


def _essential(candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The sentences of the summary, the most important first."""
    matching = [one for one in candidates if one.matches and one.sentence.kind is not Kind.TITLE]
    best = max(matching, key=_worth, default=None)
    if best:
        yield best
    first = candidates[:_NEARBY]
    lead = next((one for one in first if one.sentence.kind is Kind.REAL), None)
    lead = lead or next((one for one in first if one.sentence.kind is Kind.FRAGMENT), None)
    if lead:
        yield lead
    if best is None:
        return
    shown = best.matched | (lead.matched if lead else frozenset())
    missing = [replace(one, matched=one.matched - shown) for one in matching if one.matched - shown]
    if missing:
        yield candidates[max(missing, key=_worth).place]
    opening = words(best.sentence.text)[:2]
    nearby = candidates[max(0, best.place - _NEARBY) : best.place]
    before = next((one for one in reversed(nearby) if not one.sentence.is_noise), None)
    if before and not _LEANING.isdisjoint(opening):
        yield before


def _worth(candidate: _Candidate) -> tuple[int, int, int]:
    """Ranks matching sentences: by kind, by number of matched words, by place."""
    kinds = (Kind.LABEL, Kind.CREDIT, Kind.FRAGMENT, Kind.REAL)
    return kinds.index(candidate.sentence.kind), len(candidate.matched), -candidate.place


def _following(candidates: Sequence[_Candidate], candidate: _Candidate) -> _Candidate | None:
    """The sentence that continues this one: the next in its paragraph, or the next proper one."""
    for one in candidates[candidate.place + 1 :][:_NEARBY]:
        same_paragraph = one.sentence.line == candidate.sentence.line
        if one.sentence.kind is Kind.REAL or (same_paragraph and one.sentence.kind is Kind.FRAGMENT):
            return one
    return None


def _with(
    chosen: list[_Candidate], candidate: _Candidate | None, candidates: Sequence[_Candidate], limit: int
) -> list[_Candidate]:
    """The chosen sentences with this one, if they fit together."""
    if candidate is None or candidate in chosen:
        return chosen
    more = sorted([*chosen, candidate], key=lambda one: one.place)
    return more if len(_joined(more, candidates).text) <= limit else chosen


def _joined(chosen: Sequence[_Candidate], candidates: Sequence[_Candidate]) -> Summary:
    text = ""
    spans: list[Span] = []
    for index, one in enumerate(chosen):
        if index:
            between = candidates[chosen[index - 1].place + 1 : one.place]
            adjacent = len(between) < _NEARBY and all(left_out.sentence.is_noise for left_out in between)
            text += _joint(text, adjacent=adjacent)
        spans += (Span(span.start + len(text), span.end + len(text)) for span in one.matches)
        text += one.sentence.text
    return Summary(text, tuple(spans))


def _joint(text: str, *, adjacent: bool) -> str:
    if not adjacent:
        return f" {ELLIPSIS} "
    return " " if text.rstrip(_CLOSING).endswith(_STOPS) else ". "


def _cut(candidate: _Candidate, limit: int) -> Summary:
    piece = cut(candidate.sentence.text, candidate.matches[0] if candidate.matches else None, limit)
    spans = (
        Span(max(span.start, piece.start) - piece.start, min(span.end, piece.end) - piece.start)
        for span in candidate.matches
        if span.start < piece.end and span.end > piece.start
    )
    return Summary(piece.text, tuple(Span(span.start + piece.shift, span.end + piece.shift) for span in spans))
