"""What an article that joins a story says that the story has not: a development, or more of the same.

Reports of one event differ in their words as much as a development differs from what was before, so that words are new
says little. What tells developments is that something has happened which nobody has said yet, by the words that news
has for it (`bot.stories.kinds`), or that a number in the title is new; and, since outlets report an event within the
hour, that the story had been silent for a while.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from bot.model import DevelopmentKind, Novelty, ReadArticle, Span
from bot.stories import numerals
from bot.stories.common_words import SAY_NOTHING
from bot.stories.frequencies import STEM, known_rarity
from bot.stories.kinds import is_turn, kinds, says
from bot.summaries.leaning import leans
from bot.text.sentences import split

_SILENT = timedelta(minutes=75)
"""A story that nothing joined for so long has been told by who tells it."""
_PAUSED = timedelta(minutes=30)
"""And after so long, what says that something has changed is no other way to say what has happened."""
_NEW = 0.35
"""The share of what an article begins with, by weight, that is new in one that goes on after a silence."""
_BEGINNING = 4
"""Letters of a word: 3 confuse words, and 5 tell forms of one apart (the number of false alarms doubles)."""
_SHORTEST = 3
_NUMBER_WEIGHS = 4.0
_NAME_WEIGHS = 1.3
_TELLING = 4.0
"""By how much more the words weigh in a sentence that say what the development is."""
_REMEMBERED = 128
"""Articles whose words are kept at hand, some 3 MB: whatever joins a story is compared with the same ones."""
_LOOKED_THROUGH = 2_500
"""Characters of a text: what stands further down is background."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*+")
_FOLDED = str.maketrans({"ё": "е", "’": "'", "ʼ": "'"})


@dataclass(frozen=True, slots=True)
class Development:
    """What an article brings that is new to its story."""

    kinds: tuple[DevelopmentKind, ...] = ()
    """In the order of the list; none of them if it is something else."""
    sentence: Span | None = None
    """The sentence of the article's text that says most of it; None if only its title says it."""
    words: tuple[Span, ...] = ()
    """The new words in that sentence: places in the text, ascending."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said before, at some length."""

    words: frozenset[str]
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _News:
    """What makes an article a development."""

    kinds: frozenset[str]
    numbers: frozenset[str]
    """Those of its title that are new."""


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    """By which words are the same: a number, or the beginning of a word."""
    text: str
    """In small letters."""
    weight: float
    is_number: bool
    is_name: bool
    span: Span


def development(
    article: ReadArticle, reported: Iterable[ReadArticle], silence: timedelta = timedelta(0)
) -> Development | None:
    """What an article brings that is new after what its story has `reported`; None if that is nothing substantial.

    `silence` is how long ago the last of these was found. Only what was told in the language of the article counts; an
    article that is the first in its language is the same story once more.
    """
    earlier = [
        _said(one.title, one.text[:_LOOKED_THROUGH], one.language)
        for one in reported
        if one.language == article.language
    ]
    if not earlier:
        return None
    said = _Said(frozenset().union(*(one.words for one in earlier)), frozenset().union(*(one.kinds for one in earlier)))
    text = article.text[:_LOOKED_THROUGH]
    sentences = split(text)
    title = list(_words(article.title, article.language))
    opening = list(_words(text[: sentences[0].end] if sentences else "", article.language))
    found = kinds([word.text for word in title]) - said.kinds
    numbers = [word for word in title if word.is_number and word.key not in said.words]
    is_late = silence >= _SILENT
    if is_late:
        found |= kinds([word.text for word in opening]) - said.kinds
    if silence < _PAUSED:
        found = frozenset(kind for kind in found if not is_turn(kind))
    share = _new_share([*title, *opening], said.words)
    if not (found or numbers or (is_late and share >= _NEW)):
        return None
    news = _News(found, frozenset(word.key for word in numbers))
    return Development(_kinds(title, news, said), *_telling(text, article.language, news, said))


def quoted(found: Development, text: str) -> Novelty:
    """What is new in an article of that text, with the sentence in its words, and the one that this leans on."""
    if found.sentence is None:
        return Novelty(found.kinds)
    start, end = found.sentence.start, found.sentence.end
    before = [sentence for sentence in split(text[:start]) if "\n" not in text[sentence.end : start]]
    if before and leans(text[start:end]):
        start = before[-1].start
    words = tuple(Span(word.start - start, word.end - start) for word in found.words)
    return Novelty(found.kinds, text[start:end], words)


def is_development(article: ReadArticle, reported: Iterable[ReadArticle], silence: timedelta = timedelta(0)) -> bool:
    """Whether an article says something substantially new after what its story has `reported`; see `development`."""
    return development(article, reported, silence) is not None


def _kinds(title: Sequence[_Word], news: _News, said: _Said) -> tuple[DevelopmentKind, ...]:
    named = {DevelopmentKind(kind) for kind in news.kinds if not is_turn(kind)}
    if news.numbers:
        counts_deaths = any(says(word.text, DevelopmentKind.DEATHS) for word in title)
        named.add(DevelopmentKind.DEATHS if counts_deaths else DevelopmentKind.FIGURES)
    if not named and any(word.is_name and word.key not in said.words for word in title[1:]):
        named.add(DevelopmentKind.NAME)
    return tuple(kind for kind in DevelopmentKind if kind in named)


def _telling(text: str, language: str, news: _News, said: _Said) -> tuple[Span | None, tuple[Span, ...]]:
    """The sentence that says most of the news, and the new words in it."""
    best, new, highest = None, tuple[Span, ...](), 0.0
    for sentence in split(text):
        words = list(_words(text[sentence.start : sentence.end], language))
        fresh = [word for word in words if _is_new(word, news, said)]
        value = sum(word.weight * (_TELLING if _tells(word, news) else 1.0) for word in fresh)
        if value > highest:
            highest, best = value, sentence
            new = tuple(Span(sentence.start + word.span.start, sentence.start + word.span.end) for word in fresh)
    return best, new


def _is_new(word: _Word, news: _News, said: _Said) -> bool:
    if word.key in said.words or word.text in SAY_NOTHING:
        return False
    is_name = word.is_name and word.span.start > 0
    return word.is_number or is_name or any(says(word.text, kind) for kind in news.kinds)


def _tells(word: _Word, news: _News) -> bool:
    """Whether a word says what makes the article a development."""
    return word.key in news.numbers or any(says(word.text, kind) for kind in news.kinds)


def _new_share(words: Iterable[_Word], said: frozenset[str]) -> float:
    weights: dict[str, float] = {}
    for word in words:
        weights[word.key] = max(weights.get(word.key, 0.0), word.weight)
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key not in said) / total if total else 0.0


@lru_cache(_REMEMBERED)
def _said(title: str, text: str, language: str) -> _Said:
    words = list(_words(f"{title}\n{text}", language))
    return _Said(frozenset(word.key for word in words), kinds([word.text for word in words]))


def _words(text: str, language: str) -> Iterator[_Word]:
    """The words of a text that may say something, those that deny among them."""
    number: _Word | None = None
    for match in _WORD.finditer(text):
        word = _word(match.group(), language, Span(*match.span()))
        if number is not None and numerals.is_thousands(word.text):
            figures = numerals.in_thousands(number.key)
            span = Span(number.span.start, word.span.end)
            number = _Word(figures, figures, number.weight, is_number=True, is_name=False, span=span)
            continue
        if number is not None:
            yield number
        number = word if word.is_number else None
        if number is None:
            yield word
    if number is not None:
        yield number


def _word(written: str, language: str, span: Span) -> _Word:
    folded = written.lower().translate(_FOLDED)
    figures = numerals.plain(written) if written[0].isdigit() else numerals.in_figures(folded)
    if figures is not None:
        return _Word(figures, figures, _NUMBER_WEIGHS, is_number=True, is_name=False, span=span)
    if len(folded) < _SHORTEST or folded in SAY_NOTHING:
        return _Word(folded, folded, 0.0, is_number=False, is_name=False, span=span)
    is_name = written[0].isupper()
    weight = known_rarity(folded[:STEM], language) * (_NAME_WEIGHS if is_name else 1.0)
    return _Word(folded[:_BEGINNING], folded, weight, is_number=False, is_name=is_name, span=span)
