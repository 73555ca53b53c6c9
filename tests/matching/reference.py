"""The meaning of a query once more, as plainly and slowly as can be."""

import re
from copy import copy
from itertools import combinations, pairwise, product

from bot.matching import Query
from bot.matching.patterns import Pattern, Patterns
from bot.matching.tree import Both, Choice, Either, Field, From, Node, Not, Often, Phrase, Quoted, Tag, Zone
from bot.model import AllOf, AnyOf, Filter, ReadArticle, Term
from bot.text.tokens import Token, keys, tokenize

Run = tuple[int, int]
"""The first and the last token."""

_ADDRESSES = {
    "": "",
    "https://www.rbc.ru/Spring/%D0%BB%D0%B5%D0%B2": "rbc.ru/spring/лев",
    "http://xn--e1afmkfd.xn--p1ai/a_(b)": "пример.рф/a_(b)",
}
"""The addresses of made-up articles, as people read them."""


def reference(query: Query, article: ReadArticle, patterns: Patterns) -> bool:
    """Whether an article meets a query."""
    return _Meaning(article, patterns).is_met(query.root)


class _Meaning:
    def __init__(self, article: ReadArticle, patterns: Patterns) -> None:
        self.article = article
        self.patterns = patterns
        self.tokens = list(tokenize(f"{article.title}\n{article.text}"))
        lead = len(article.title) + 1 + len(article.text) - len(article.text.lstrip())
        lead = (f"{article.title}\n{article.text}\n").index("\n", lead)
        self.ends = {Zone.TITLE: len(article.title), Zone.LEAD: lead, Zone.ANYWHERE: 10**6}

    def is_met(self, node: Node) -> bool:  # noqa: PLR0911  # one for each kind of node
        match node:
            case Phrase() | Quoted():
                return self.is_there(node)
            case Tag():
                return bool(self.tags(node))
            case Often(part, times):
                return self.times(part) >= times
            case From(field, value):
                return self.comes_from(field, value)
            case Not(part):
                return not self.is_met(part)
            case Both(parts):
                return all(map(self.is_met, parts))
            case Either(parts):
                return any(map(self.is_met, parts))
        raise AssertionError(node)

    def comes_from(self, field: Field, value: str) -> bool:
        match field:
            case Field.SITE:
                return self.article.site == value or self.article.site.endswith("." + value)
            case Field.SOURCE:
                return value in self.article.source
            case Field.AUTHOR:
                written = [self.article.author, value]
                author, wanted = (set(re.findall(r"[\w-]+", text.lower().replace("ё", "е"))) for text in written)
                return wanted <= author
            case Field.URL:
                return value in _ADDRESSES[self.article.url]
            case Field.LANGUAGE:
                return self.article.language == value

    def is_there(self, part: Phrase | Quoted) -> bool:
        match part:
            case Phrase(near=None):
                return bool(self.runs(part))
            case Phrase():
                return any(
                    self.are_near([self.runs_of((one,), part) for one in variant], part.near or 0, in_order=False)
                    for variant in self.patterns.of(part)
                )
            case Quoted(near=None):
                return any(self.is_there(row) for row in part.rows())
            case Quoted():
                unwanted = [run for choice in part.without for run in self.of_choice(part, choice)]
                units = [
                    [run for run in self.of_choice(part, choice) if not self.is_beside(run, unwanted, part.near or 0)]
                    for choice in part.parts
                ]
                return self.are_near(units, part.near or 0, in_order=part.in_order)

    def times(self, part: Phrase | Quoted | Tag) -> int:
        """How often a thing is there: sentences that have words near one another, runs without a common word."""
        if isinstance(part, Tag):
            return len(self.tags(part))
        if part.near is not None:
            starts = {token.sentence: token.start for token in reversed(self.tokens)}
            return sum(self.in_sentence(number).is_there(part) for number in starts)
        rows = part.rows() if isinstance(part, Quoted) else [part]
        runs = {run for row in rows for run in self.runs(row)}
        return max(
            len(some)
            for size in range(len(runs) + 1)
            for some in combinations(sorted(runs), size)
            if all(one[1] < other[0] for one, other in pairwise(some))
        )

    def in_sentence(self, number: int) -> "_Meaning":
        """The same, with the words of one sentence alone."""
        other = copy(self)
        other.tokens = [token for token in self.tokens if token.sentence == number]
        return other

    def tags(self, tag: Tag) -> list[Token]:
        wanted = f"{tag.sign}{tag.word.text.lower()}"
        return [
            token
            for token in self.tokens
            if token.start < self.ends[tag.zone]
            and (token.text.lower() == wanted or (tag.word.prefix and token.text.lower().startswith(wanted)))
        ]

    def of_choice(self, quoted: Quoted, choice: Choice) -> list[Run]:
        return [run for phrase in quoted.alternatives(choice) for run in self.runs(phrase)]

    def runs(self, phrase: Phrase) -> list[Run]:
        return [run for variant in self.patterns.of(phrase) for run in self.runs_of(variant, phrase)]

    def runs_of(self, variant: tuple[Pattern, ...], phrase: Phrase) -> list[Run]:
        found = []
        for start in range(len(self.tokens) - len(variant) + 1):
            row = self.tokens[start : start + len(variant)]
            if all(map(_meets, row, variant)) and row[0].start < self.ends[phrase.zone]:
                found += [(start, start + len(row) - 1)] * (row[0].sentence == row[-1].sentence)
        return found

    def are_near(self, units: list[list[Run]], between: int, *, in_order: bool) -> bool:
        for runs in product(*units):
            first, last = min(runs)[0], max(run[1] for run in runs)
            others = last - first + 1 - sum(run[1] - run[0] + 1 for run in runs)
            is_ordered = all(one[1] < other[0] for one, other in pairwise(runs))
            are_apart = len({run[0] for run in runs}) == len(runs)
            is_one_sentence = self.tokens[first].sentence == self.tokens[last].sentence
            if is_one_sentence and others <= between and (is_ordered if in_order else are_apart):
                return True
        return False

    def is_beside(self, run: Run, unwanted: list[Run], between: int) -> bool:
        return any(
            max(run[0], other[0]) - min(run[1], other[1]) - 1 <= between
            and self.tokens[run[0]].sentence == self.tokens[other[0]].sentence
            for other in unwanted
        )


def _meets(token: Token, pattern: Pattern) -> bool:
    return any(key in pattern.keys or (pattern.prefix and key.startswith(pattern.prefix)) for key in keys(token.text))


def passes(needed: Filter, terms: frozenset[str]) -> bool:
    """Whether an article with these terms may be met."""
    match needed:
        case Term(text, is_prefix=True):
            return any(term.startswith(text) for term in terms)
        case Term(text):
            return text in terms
        case AllOf(parts):
            return all(passes(part, terms) for part in parts)
        case AnyOf(parts):
            return any(passes(part, terms) for part in parts)
