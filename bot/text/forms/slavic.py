"""Forms of Russian and Ukrainian words, by pymorphy3's dictionaries and its predictions.

A word is first read: each reading is a part of a paradigm that the word may belong to. Then the readings that a person
who wrote this word can hardly have meant are set aside, and the forms of the others are the forms of the word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pymorphy3
from pymorphy3.analyzer import Parse

from bot.model import Language
from bot.text.folding import clean, fold

_NOMINAL = frozenset({"NOUN", "ADJF", "ADJS", "PRTF", "PRTS", "NUMR", "NPRO"})
_CLOSED = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_FINITE = frozenset({"VERB", "INFN", "GRND"})
_PARTICIPLES = frozenset({"PRTF", "PRTS"})
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: the part of a paradigm that it stands for, in folded forms."""

    lemma: str
    part_of_speech: str
    grammemes: frozenset[str]
    forms: frozenset[str]
    score: float
    is_lemma: bool

    @property
    def is_name(self) -> bool:
        """Whether the word is the name of somebody or of a place."""
        return not _NAMES.isdisjoint(self.grammemes)


class Slavic:
    """The morphology of one language. Its dictionary is loaded when it is first asked for (0.1 s, 15 MB)."""

    def __init__(self, language: Language) -> None:
        self.language = language

    @cached_property
    def _analyzer(self) -> pymorphy3.MorphAnalyzer:
        return pymorphy3.MorphAnalyzer(lang=self.language.value)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word, each part of it where it has hyphens."""
        word = clean(word).lower()
        return self._analyzer.word_is_known(word) or (
            "-" in word and all(part and self._analyzer.word_is_known(part) for part in word.split("-"))
        )

    def read(self, word: str) -> list[Reading]:
        """Every reading of a word, likeliest first; predicted ones where the dictionary does not have it."""
        folded = fold(word)
        readings = {}
        for parse in self._analyzer.parse(clean(word).lower()):
            reading = _reading(parse, folded)
            readings.setdefault((reading.part_of_speech, reading.forms, reading.is_lemma), reading)
        return list(readings.values())

    def is_closed_class(self, form: str) -> bool:
        """Whether a form is chiefly a preposition, a conjunction, a particle or a pronoun."""
        parses = self._analyzer.parse(form)
        if self.language is Language.RUSSIAN:
            return _is_closed(parses[0])
        return any(map(_is_closed, parses))


def meant(readings: list[Reading]) -> list[Reading]:
    """The readings that a person who wrote the word may have meant.

    If the word is the dictionary form of some, those; else the nominal ones, if there are any.
    """
    return (
        [reading for reading in readings if reading.is_lemma]
        or [reading for reading in readings if reading.part_of_speech in _NOMINAL]
        or readings
    )


def _is_closed(parse: Parse) -> bool:
    return parse.tag.POS in _CLOSED or "Apro" in parse.tag.grammemes


def _reading(parse: Parse, folded: str) -> Reading:
    tag = parse.tag
    part = [form for form in _part(parse)]
    lemma = _lemma(part, parse)
    return Reading(
        lemma=lemma,
        part_of_speech=str(tag.POS),
        grammemes=frozenset(tag.grammemes),
        forms=frozenset(fold(form.word) for form in part) | {folded},
        score=parse.score,
        is_lemma=fold(lemma) == folded,
    )


def _part(parse: Parse) -> Iterator[Parse]:
    """The forms of a paradigm that are the same word: participles are apart from their verb, women from men."""
    tag = parse.tag
    for form in parse.lexeme:
        other = form.tag
        if tag.POS in _PARTICIPLES:
            same = other.POS in _PARTICIPLES and other.tense == tag.tense and other.voice == tag.voice
        elif tag.POS in _FINITE:
            same = other.POS in _FINITE
        elif tag.POS == "NOUN" and not tag.grammemes.isdisjoint({"Patr", "Surn"}):
            same = (
                tag.gender == other.gender or other.gender not in {"masc", "femn"} or tag.gender not in {"masc", "femn"}
            )
        else:
            same = True
        if same:
            yield form


def _lemma(part: Iterable[Parse], parse: Parse) -> str:
    """The dictionary form: masculine for adjectives and participles, the singular's first form for nouns."""
    wanted = {"PRTF"} if parse.tag.POS in _PARTICIPLES else {str(form.tag.POS) for form in part}
    for form in part:
        if form.tag.POS in wanted:
            return str(form.word)
    return str(parse.normal_form)
