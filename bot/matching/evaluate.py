"""Evaluates a query against an article, straight from the query's meaning.

This is the reference: the index, full-text search and previews only find candidates; what is shown comes from here.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property, lru_cache

from bot.matching.near import near, nearby, occurrences
from bot.matching.origins import comes_from
from bot.matching.patterns import Pattern, PatternsOf
from bot.matching.prominence import Ends, Placing, Runs
from bot.matching.tree import Both, Either, From, InText, Node, Not, Often, Phrase, Query, Quoted, Tag, Zone, is_near
from bot.model import Hit, Prominence, ReadArticle, Span
from bot.text.forms.stems import has_stems, stem
from bot.text.tokens import keys, tokenize

_SHORT = 500
"""Characters of a text that has no body: a feed's few sentences are all lead."""

_REMEMBERED = 1 << 8
"""Patterns whose places in an article are kept at hand: rows of brackets ask for the same ones again and again."""

_keys = lru_cache(1 << 14)(keys)


class Reading:
    """The words of an article, prepared once for all queries."""

    def __init__(self, article: ReadArticle) -> None:
        self.article = article
        self._text_at = len(article.title) + 1
        self._tokens = list(tokenize(f"{article.title}\n{article.text}"))
        self.sentences = [token.sentence for token in self._tokens]
        written: dict[str, list[int]] = {}
        for place, token in enumerate(self._tokens):
            written.setdefault(token.text, []).append(place)
        self._places: dict[str, list[int]] = {}
        for word, places in written.items():
            for key in _keys(word):
                self._places.setdefault(key, []).extend(places)
        self._found: dict[Pattern, AbstractSet[int]] = {}

    @cached_property
    def ends(self) -> dict[Zone, int]:
        """The first place after each zone."""
        title = self._text_at - 1
        lead = lead_end(self.article)
        return {
            Zone.TITLE: sum(token.start < title for token in self._tokens),
            Zone.LEAD: sum(token.start < lead for token in self._tokens),
            Zone.ANYWHERE: len(self._tokens),
        }

    @cached_property
    def main_ends(self) -> Ends:
        """Where title and lead end, for how prominent a hit is."""
        is_short = len(self.article.text) <= _SHORT
        return Ends(self.ends[Zone.TITLE], self.ends[Zone.ANYWHERE if is_short else Zone.LEAD])

    @cached_property
    def _stems(self) -> dict[str, list[int]]:
        language = self.article.language
        found: dict[str, list[int]] = {}
        if has_stems(language):
            for key, places in self._places.items():
                if not key.startswith("!"):
                    found.setdefault(stem(language, key), []).extend(places)
        return found

    @cached_property
    def _sorted_keys(self) -> list[str]:
        return sorted(self._places)

    def terms(self) -> frozenset[str]:
        """The terms of the article: its folded words, and their stems if its language has no morphology here."""
        return frozenset(key for key in self._places if not key.startswith("!")) | self._stems.keys()

    def places(self, pattern: Pattern) -> AbstractSet[int]:
        """The places where a pattern matches."""
        found = self._found.get(pattern)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[pattern] = self._find(pattern)
        return found

    def _find(self, pattern: Pattern) -> set[int]:
        found: set[int] = set()
        for key in pattern.keys:
            found.update(self._places.get(key, ()))
        if pattern.prefix:
            keys = self._sorted_keys
            for place in range(bisect_left(keys, pattern.prefix), len(keys)):
                if not keys[place].startswith(pattern.prefix):
                    break
                found.update(self._places[keys[place]])
        if pattern.stem_of and self._stems:
            found.update(self._stems.get(stem(self.article.language, pattern.stem_of), ()))
        return found

    def hit(self, runs: Iterable[tuple[int, int]]) -> Hit:
        """Turn runs of places (first to last) into spans of characters in title and text."""
        title: list[Span] = []
        text: list[Span] = []
        for first, last in sorted(runs):
            start, end = self._tokens[first].start, self._tokens[last].end
            spans, offset = (title, 0) if start < self._text_at else (text, self._text_at)
            if spans and start - offset < spans[-1].end:
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, end - offset))
            else:
                spans.append(Span(start - offset, end - offset))
        return Hit(tuple(title), tuple(text))


def lead_end(article: ReadArticle) -> int:
    """The end of the first paragraph in characters, in title and text joined by a line break."""
    joined = len(article.title) + 1
    blank = len(article.text) - len(article.text.lstrip())
    end = article.text.find("\n", blank)
    return joined + (len(article.text) if end < 0 else end)


class Evaluator:
    """Evaluates queries. Not thread-safe, because the morphology is not."""

    def __init__(self, patterns_of: PatternsOf) -> None:
        self._patterns_of = patterns_of

    def evaluate(self, query: Query, reading: Reading) -> Hit | None:
        """The places that meet the query; None if it is not met. Exclusions and fields have no places."""
        things = self._things(query.root, reading)
        if things is None:
            return None
        each = [reading.hit(runs) for runs in things]
        every_run = (run for runs in things for run in runs)
        return replace(
            reading.hit(every_run),
            wanted=tuple(one.text for one in each if not one.title),
            prominence=self.prominence(query, reading) or Prominence.TITLE,
        )

    def prominence(self, query: Query, reading: Reading) -> Prominence | None:
        """Where the query is met, as `evaluate` says it, without the places; None if it is not met."""
        placing = Placing(
            reading.main_ends,
            reading.sentences,
            runs_of=lambda part: self._runs(part, reading),
            comes_from=lambda part: comes_from(reading.article, part.field, part.value),
        )
        return placing.prominence(query.root)

    def _things(self, node: Node, reading: Reading) -> list[Runs] | None:
        """The runs of each thing that a node requires; None if the node is not met."""
        match node:
            case Phrase() | Quoted() | Tag() | Often():
                runs = self._runs(node, reading)
                return [runs] if runs else None
            case From(field, value):
                return [] if comes_from(reading.article, field, value) else None
            case Not(part):
                return [] if self._things(part, reading) is None else None
            case Both(parts):
                found = [self._things(part, reading) for part in parts]
                return None if None in found else [runs for things in found for runs in things or ()]
            case Either(parts):
                met = [things for part in parts if (things := self._things(part, reading)) is not None]
                runs = [run for things in met for runs in things for run in runs]
                return ([runs] if runs else []) if met else None

    def _runs(self, part: InText, reading: Reading) -> Runs:
        """Where a part of a query stands in the text, sorted."""
        match part:
            case Phrase():
                return self._phrase(part, reading)
            case Quoted(near=None):
                return self._any(part.rows(), reading)
            case Quoted():
                units = [self._any(part.alternatives(choice), reading) for choice in part.parts]
                return self._near(part, units, reading)
            case Tag():
                return self._phrase(part.phrase, reading)
            case Often(wanted, times):
                runs = self._runs(wanted, reading)
                return runs if occurrences(runs, reading.sentences if is_near(wanted) else None) >= times else []

    def _near(self, quoted: Quoted, units: list[Runs], reading: Reading) -> Runs:
        unwanted = [run for choice in quoted.without for run in self._any(quoted.alternatives(choice), reading)]
        return nearby(units, unwanted, quoted.near or 0, in_order=quoted.in_order, sentences=reading.sentences)

    def _any(self, phrases: Iterable[Phrase], reading: Reading) -> Runs:
        return sorted({run for phrase in phrases for run in self._phrase(phrase, reading)})

    def _phrase(self, phrase: Phrase, reading: Reading) -> Runs:
        first, *others = self._patterns_of(phrase)
        runs = _runs_of(phrase, first, reading)
        if others:
            return sorted({*runs, *(run for other in others for run in _runs_of(phrase, other, reading))})
        return runs


def _runs_of(phrase: Phrase, patterns: Sequence[Pattern], reading: Reading) -> Runs:
    """The runs of one variant of a phrase."""
    places = [reading.places(pattern) for pattern in patterns]
    if phrase.zone:
        end = reading.ends[phrase.zone]
        places = [{place for place in some if place < end} for some in places]
    sentences = reading.sentences
    if phrase.near is not None:
        return [(place, place) for place in near(places, phrase.near, sentences)]
    return [
        (first, first + len(places) - 1)
        for first in sorted(places[0])
        if all(first + n in places[n] and sentences[first + n] == sentences[first] for n in range(1, len(places)))
    ]
