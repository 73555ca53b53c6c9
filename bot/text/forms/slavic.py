"""Readings of Russian and Ukrainian words, by pymorphy3's dictionaries and its predictions.

A word is first read: each reading is a part of a paradigm that the word may belong to. Then the readings that a person
who wrote this word can hardly have meant are set aside; the forms of the others are the forms of the word.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse

from bot.model import Language
from bot.text.folding import clean, fold
from bot.text.forms.abbreviations import SHORT_FORMS, SHORT_FORMS_IN_PHRASES
from bot.text.forms.generic import GENERIC
from bot.text.tokens import LONGEST_WORD

_NOMINAL = frozenset({"NOUN", "ADJF", "ADJS", "PRTF", "PRTS", "NUMR", "NPRO"})
_ADJECTIVAL = frozenset({"ADJF", "PRTF"})
_FUNCTION = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_FINITE = frozenset({"VERB", "INFN", "GRND"})
_PARTICIPLES = frozenset({"PRTF", "PRTS"})
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
_PERSONAL = frozenset({"Name", "Surn", "Patr"})
_OTHER_SEX = frozenset({"masc", "femn"})
_INDECLINABLE_WOMAN = frozenset({"Fixd", "femn", "anim"})
_CONSONANTS = frozenset("бвгґджзклмнпрстфхцчшщ")
_MALE_ENDINGS = {
    Language.RUSSIAN: (("а", "у", "ом", "ем", "е"), ("я", "ю", "ем", "е")),
    Language.UKRAINIAN: (("а", "у", "ові", "ом", "ем", "і"), ("я", "ю", "єві", "еві", "єм", "ем", "ї", "і")),
}
_ADJECTIVAL_NAMES = ("ов", "ев", "єв", "ин", "ын", "ін", "їн")
_PLURAL_ENDINGS = {
    Language.RUSSIAN: ("ы", "ов", "ам", "ами", "ах"),
    Language.UKRAINIAN: ("и", "ів", "ам", "ами", "ах"),
}
_ENDINGS_OF_A = {
    Language.RUSSIAN: {"а": ("ы", "и", "е", "у", "ой"), "я": ("и", "е", "ю", "ей")},
    Language.UKRAINIAN: {"а": ("и", "і", "у", "ою"), "я": ("і", "ї", "ю", "ею", "єю")},
}
"""Of names in «-а» and «-я», whoever bears them."""
_ADJECTIVAL_ENDING = {Language.RUSSIAN: "ым", Language.UKRAINIAN: "им"}
_GOVERNED = frozenset({"gent", "datv", "ablt"})
_POSSESSIVE = ("ів", "їв", "ин", "їн")
"""How such adjectives end in Ukrainian, whose dictionary does not mark them."""
_RARELY = 0.05
"""The share of a form's occurrences up to which nobody means it so who does not write the dictionary form."""
_CHIEFLY, _CHIEFLY_PLURAL = 0.5, 0.7
"""The share of a form's occurrences from which it is chiefly a function word, or a noun that has a plural only."""

_REMEMBERED = 1 << 10
"""Parts of paradigms that are kept at hand, some 2 MB."""

Place = tuple[str, str]
"""A case, and a gender or `plur`: what agrees."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to read a word: the part of a paradigm that it stands for, in folded forms."""

    lemma: str
    part_of_speech: str
    grammemes: frozenset[str]
    places: frozenset[Place]
    """Where in the paradigm the word itself may stand; none if it is not declined."""
    forms: frozenset[str]
    """As keys, short ones («млн») among them."""
    in_phrases: tuple[str, ...]
    """Forms that count beside other words only: short ones, and what is mostly something else."""
    score: float
    """How often the word is read so, of all the times that it is read; 1 for each reading in Ukrainian."""
    is_lemma: bool

    @property
    def is_name(self) -> bool:
        """Whether the word is the name of somebody or of a place."""
        return not _NAMES.isdisjoint(self.grammemes)

    @property
    def is_noun(self) -> bool:
        return self.part_of_speech == "NOUN"

    @property
    def is_nominal(self) -> bool:
        return self.part_of_speech in _NOMINAL

    @property
    def is_adjectival(self) -> bool:
        return self.part_of_speech in _ADJECTIVAL

    @property
    def is_possessive(self) -> bool:
        """Whether the word is an adjective made of its owner («мамин», «професорів»)."""
        return "Poss" in self.grammemes or (
            self.part_of_speech == "ADJF" and self.is_lemma and any(map(self.lemma.endswith, _POSSESSIVE))
        )

    @property
    def is_declined(self) -> bool:
        return self.is_noun or self.is_adjectival

    @property
    def is_governed(self) -> bool:
        """Whether the word may stand in a case that a noun before it asks for."""
        return any(case in _GOVERNED for case, _ in self.places)

    @property
    def is_genitive(self) -> bool:
        return self.is_noun and any(case == "gent" for case, _ in self.places)

    def agrees(self, other: "Analysis") -> bool:
        """Whether an adjective and a noun may stand in the same case, gender and number."""
        return any(
            case == of_case and (gender == of_gender or "" in {gender, of_gender})
            for case, gender in self.places
            for of_case, of_gender in other.places
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a paradigm that is one word: its dictionary form, and all, folded."""

    lemma: str
    forms: frozenset[str]


class Slavic:
    """The readings of one language. Its dictionary is loaded when it is first asked for (0.1 s, 15 MB)."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._parts: dict[tuple[object, ...], _Part] = {}
        self._else = lru_cache(1 << 16)(self._is_something_else)

    @cached_property
    def _analyzer(self) -> pymorphy3.MorphAnalyzer:
        return pymorphy3.MorphAnalyzer(lang=self.language.value)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word, each part of it where it has hyphens."""
        word = clean(word[:LONGEST_WORD]).lower()
        return self._analyzer.word_is_known(word) or (
            "-" in word and all(part and self._analyzer.word_is_known(part) for part in word.split("-"))
        )

    def read(self, word: str) -> list[Analysis]:
        """Every reading of a word, likeliest first; predicted ones where the dictionary does not have it.

        None of what has a letter without a name, as ideographs of Tangut are: the analyzer asks letters for theirs.
        """
        word = word[:LONGEST_WORD]
        if not word.isascii() and any(sign.isalpha() and not unicodedata.name(sign, "") for sign in word):
            return []
        folded = fold(word)
        found: dict[tuple[str, ...], Analysis] = {}
        for parse in self._analyzer.parse(clean(word).lower()):
            paradigm = _paradigm(parse)
            part = self._part(paradigm, parse)
            known = found.get(paradigm)
            found[paradigm] = self._with(known, parse, part) if known else self._reading(part, parse, folded)
        return list(found.values())

    def guessed(self, lower: str, *, named: bool) -> Iterator[str]:
        """How a word that the dictionary lacks is declined by its ending: as what is masculine, or as a name."""
        if lower[-1] in _CONSONANTS and (named or len(lower) > 2):
            yield from _borne_by_a_man(lower, self.language)
            yield from (lower + ending for ending in _PLURAL_ENDINGS[self.language])
        if not named:
            return
        if lower[-1] in "йь":
            yield from _borne_by_a_man(lower, self.language)
        if lower.endswith(_ADJECTIVAL_NAMES):
            yield lower + _ADJECTIVAL_ENDING[self.language]
        for ending in _ENDINGS_OF_A[self.language].get(lower[-1], ()):
            yield lower[:-1] + ending

    def predicted_names(self, word: str) -> list[Analysis]:
        """How a name that the dictionary lacks may be declined."""
        return [reading for reading in self.read(word) if reading.is_noun and reading.is_lemma]

    def _reading(self, part: _Part, parse: Parse, folded: str) -> Analysis:
        return Analysis(
            lemma=part.lemma,
            part_of_speech=str(parse.tag.POS),
            grammemes=frozenset(parse.tag.grammemes),
            places=_places(parse.tag),
            forms=part.forms if folded in part.forms else part.forms | {folded},
            in_phrases=SHORT_FORMS_IN_PHRASES[self.language].get(part.lemma, ()),
            score=parse.score,
            is_lemma=part.lemma == folded,
        )

    def _part(self, paradigm: tuple[str, ...], parse: Parse) -> _Part:
        key = (*paradigm, _inflection(parse))
        part = self._parts.get(key)
        if part is None:
            if len(self._parts) >= _REMEMBERED:
                self._parts.clear()
            part = self._parts[key] = self._declined(parse)
        return part

    def _declined(self, parse: Parse) -> _Part:
        forms = list(_same_word(parse))
        lemma = next((form.word for form in forms if form.tag.POS != "PRTS"), parse.normal_form)
        short = SHORT_FORMS[self.language].get(lemma, ())
        borne = _borne_by_a_man(lemma, self.language) if parse.tag.grammemes >= _INDECLINABLE_WOMAN else ()
        return _Part(_fold(lemma), frozenset((*(_fold(form.word) for form in forms), *short, *borne)))

    def _with(self, reading: Analysis, parse: Parse, part: _Part) -> Analysis:
        """A reading, with another place in the same paradigm, or with what differs from it in some forms alone.

        Of such forms, those that are more often something else count in phrases: «суда» of «судно».
        """
        others = part.forms - reading.forms
        own = {form for form in others if self._share(form, parse.normal_form) >= _CHIEFLY}
        return replace(
            reading,
            grammemes=reading.grammemes | parse.tag.grammemes,
            places=reading.places | _places(parse.tag),
            forms=reading.forms | own,
            in_phrases=(*reading.in_phrases, *(others - own)),
            score=reading.score + parse.score,
        )

    def _share(self, form: str, lemma: str) -> float:
        """How often a form is of a lemma, of all the times that it is read."""
        shares: float = sum(parse.score for parse in self._analyzer.parse(form) if parse.normal_form == lemma)
        return shares

    def doubtful(self, reading: Analysis) -> Iterator[str]:
        """The forms of a word that are chiefly something else."""
        return filter(self._else, () if "Pltm" in reading.grammemes else reading.forms)

    def _is_something_else(self, form: str) -> bool:
        """Whether a form is chiefly a preposition, a conjunction, a particle or a pronoun, or a noun that has a plural
        only.

        The Ukrainian dictionary does not tell how often a form is what: there, it is enough that it may be of the
        first.
        """
        parses = self._analyzer.parse(form)
        function: float = sum(parse.score for parse in parses if _is_function(parse))
        if self.language is Language.UKRAINIAN:
            return function > 0
        plural: float = sum(parse.score for parse in parses if "Pltm" in parse.tag.grammemes)
        return function > _CHIEFLY or plural > _CHIEFLY_PLURAL


def meant(readings: Sequence[Analysis], *, named: bool) -> list[Analysis]:
    """The readings that a person who wrote the word by itself may have meant, with a capital (`named`) or without.

    If the word is the dictionary form of some, those; else the nominal ones, if there are any. An owner's adjective
    counts as an oblique form of the owner: «професорів» is more often «of the professors» than «the professor's». A
    name that was written without a capital may have been something else: «августа».
    """
    lemmas = [reading for reading in readings if reading.is_lemma and not reading.is_possessive]
    nominal = [reading for reading in readings if reading.is_nominal] or list(readings)
    least = _RARELY * sum(reading.score for reading in nominal)
    often = [reading for reading in nominal if reading.score >= least]
    if not lemmas:
        return often
    if all(reading.part_of_speech in _FINITE for reading in lemmas) or not any(one in often for one in lemmas):
        others = often
    elif all(reading.is_name for reading in lemmas):
        others = [] if named else [reading for reading in nominal if not reading.is_name]
    elif any(reading.is_possessive for reading in readings):
        others = [reading for reading in nominal if ("gent", "plur") in reading.places]
    else:
        others = []
    return lemmas + [reading for reading in others if reading not in lemmas]


def in_phrase(before: Sequence[Analysis], readings: Sequence[Analysis], *, named: bool) -> list[Analysis]:
    """The readings that may be meant after a word, of which the readings are given too (none at the beginning).

    A noun that agrees with the adjective before it is meant in preference to all else: «артиллерийского полка» is
    about a regiment, not a shelf. After a noun, a genitive may be meant as well: «глава банка».
    """
    chosen = meant(readings, named=named)
    adjectives = [reading for reading in before if reading.is_adjectival]
    agreeing = [reading for reading in readings if reading.is_noun and any(map(reading.agrees, adjectives))]
    if agreeing:
        return [reading for reading in agreeing if reading in chosen] or agreeing
    if any(reading.is_noun for reading in before):
        chosen += [reading for reading in readings if reading.is_genitive and reading not in chosen]
    return chosen


def belong_together(first: Analysis, second: Analysis, *, named: bool) -> bool:
    """Whether two words side by side, read so, may agree or the one govern the other; `named`: both have a capital.

    An adjective agrees with its noun, a noun with the name of whom it calls («президент Макрон»), and names with each
    other; a noun governs a genitive, a dative or an instrumental; a generic one stands with any («завод Уралмаш»), as
    do verbs, prepositions and numbers.
    """
    if not (first.is_declined and second.is_declined) or first.lemma in GENERIC:
        return True
    if first.is_adjectival or second.is_adjectival:
        return first.agrees(second) or second.is_governed
    if second.is_governed:
        return True
    calls = "anim" in first.grammemes and second.is_name
    return (named or calls) and any(case == other for case, _ in first.places for other, _ in second.places)


def _is_function(parse: Parse) -> bool:
    return parse.tag.POS in _FUNCTION or "Apro" in parse.tag.grammemes


def _paradigm(parse: Parse) -> tuple[str, ...]:
    """What tells the part of a paradigm that a word is read as from any other."""
    tag = parse.tag
    constant = str(tag).partition(" ")[0]
    if tag.grammemes.isdisjoint(_PERSONAL):
        return parse.normal_form, constant
    return parse.normal_form, constant, _gender(tag)


def _inflection(parse: Parse) -> object:
    """What tells words apart that differ in some of their forms alone: «судна» and «суда» are both of «судно»."""
    return parse.methods_stack[0][2] if len(parse.methods_stack[0]) > 2 else None


def _fold(form: str) -> str:
    """`bot.text.folding.fold` for what the dictionary says, which is clean and in small letters."""
    return form.replace("ё", "е")


def _places(tag: pymorphy3.tagset.OpencorporaTag) -> frozenset[Place]:
    return frozenset({(str(tag.case), _gender(tag))} if tag.case else ())


def _borne_by_a_man(name: str, language: Language) -> Iterator[str]:
    """The cases of a name in a consonant that the dictionary has for women only, who do not decline it.

    «Эммануэль» may be a man: «Эммануэлем Макроном».
    """
    hard, soft = _MALE_ENDINGS[language]
    if name[-1] in "ьй":
        yield from (name[:-1] + ending for ending in soft)
    elif name[-1] in _CONSONANTS:
        yield from (name + ending for ending in hard)


def _gender(tag: pymorphy3.tagset.OpencorporaTag) -> str:
    """The gender, `plur`, or nothing where any agrees."""
    if "plur" in tag.grammemes:
        return "plur"
    return next((gender for gender in ("masc", "femn", "neut") if gender in tag.grammemes), "")


def _same_word(parse: Parse) -> Iterator[Parse]:
    """The forms of a paradigm that are the same word.

    Participles are apart from their verb, women's names from men's; given names have no plural.
    """
    tag = parse.tag
    lexeme = parse.lexeme
    if tag.POS in _PARTICIPLES:
        same = _PARTICIPLES
        lexeme = [form for form in lexeme if (form.tag.tense, form.tag.voice) == (tag.tense, tag.voice)]
    elif tag.POS in _FINITE:
        same = _FINITE
    else:
        same = None
    gender = _gender(tag) if tag.POS == "NOUN" and not tag.grammemes.isdisjoint(_PERSONAL) else None
    for form in lexeme:
        grammemes = form.tag.grammemes
        if same and form.tag.POS not in same:
            continue
        if gender is not None and {gender, _gender(form.tag)} == _OTHER_SEX:
            continue
        if gender not in {None, "plur"} and "Name" in grammemes and "plur" in grammemes:
            continue
        if "inan" in grammemes and "voct" in grammemes:
            continue
        yield form
