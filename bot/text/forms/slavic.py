"""Readings of Russian and Ukrainian words, by pymorphy3's dictionaries and predictions.

First a word is read: each reading is a part of a paradigm that the word may belong to. Then unlikely readings are
dropped; the forms of the others are the forms of the word.
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
"""For names in «-а» and «-я», of men and women."""
_ADJECTIVAL_ENDING = {Language.RUSSIAN: "ым", Language.UKRAINIAN: "им"}
_GOVERNED = frozenset({"gent", "datv", "ablt"})
_POSSESSIVE = ("ів", "їв", "ин", "їн")
"""Endings of possessive adjectives in Ukrainian, whose dictionary does not mark them."""
_RARELY = 0.05
"""A reading with a smaller share of a form's occurrences is dropped, unless the form is the dictionary form."""
_CHIEFLY, _CHIEFLY_PLURAL = 0.5, 0.7
"""From these shares of its occurrences, a form is chiefly a function word, or a noun without a singular."""

_REMEMBERED = 1 << 10
"""Parts of paradigms that are cached, some 2 MB."""

Place = tuple[str, str]
"""A case, and a gender or `plur`: the features that agree."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading of a word: the part of a paradigm that it belongs to, in folded forms."""

    lemma: str
    part_of_speech: str
    grammemes: frozenset[str]
    places: frozenset[Place]
    """The possible places of the word in the paradigm; empty if it is not declined."""
    forms: frozenset[str]
    """As keys, including short forms («млн»)."""
    in_phrases: tuple[str, ...]
    """Forms that only count next to other words: short ones, and forms that are mostly something else."""
    score: float
    """The share of this reading among all occurrences of the word; 1 for each reading in Ukrainian."""
    is_lemma: bool

    @property
    def is_name(self) -> bool:
        """Whether the word is the name of a person or a place."""
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
        """Whether the word is a possessive adjective («мамин», «професорів»)."""
        return "Poss" in self.grammemes or (
            self.part_of_speech == "ADJF" and self.is_lemma and any(map(self.lemma.endswith, _POSSESSIVE))
        )

    @property
    def is_declined(self) -> bool:
        return self.is_noun or self.is_adjectival

    @property
    def is_governed(self) -> bool:
        """Whether the word may be in a case that a noun before it governs."""
        return any(case in _GOVERNED for case, _ in self.places)

    @property
    def is_genitive(self) -> bool:
        return self.is_noun and any(case == "gent" for case, _ in self.places)

    def agrees(self, other: "Analysis") -> bool:
        """Whether an adjective and a noun may have the same case, gender and number."""
        return any(
            case == of_case and (gender == of_gender or "" in {gender, of_gender})
            for case, gender in self.places
            for of_case, of_gender in other.places
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a paradigm that is one word: its dictionary form and all forms, folded."""

    lemma: str
    forms: frozenset[str]


class Slavic:
    """The readings of one language. Its dictionary loads on first use (0.1 s, 15 MB)."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._parts: dict[tuple[object, ...], _Part] = {}
        self._else = lru_cache(1 << 16)(self._is_something_else)

    @cached_property
    def _analyzer(self) -> pymorphy3.MorphAnalyzer:
        return pymorphy3.MorphAnalyzer(lang=self.language.value)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word, or each part of a hyphenated word."""
        word = clean(word[:LONGEST_WORD]).lower()
        return self._analyzer.word_is_known(word) or (
            "-" in word and all(part and self._analyzer.word_is_known(part) for part in word.split("-"))
        )

    def read(self, word: str) -> list[Analysis]:
        """Every reading of a word, likeliest first; predicted ones if the dictionary lacks it.

        Empty for words with a letter that has no Unicode name (Tangut ideographs), which the analyzer needs.
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
        """Forms of a word that the dictionary lacks, by its ending: as a masculine noun or as a name."""
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
        """Predicted readings of a name that the dictionary lacks."""
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
        """A reading extended by another place in its paradigm, or by a variant that differs in some forms.

        Forms that are more often something else only count in phrases: «суда» of «судно».
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
        """The share of a form's occurrences that belong to a lemma."""
        shares: float = sum(parse.score for parse in self._analyzer.parse(form) if parse.normal_form == lemma)
        return shares

    def doubtful(self, reading: Analysis) -> Iterator[str]:
        """The forms of a word that are chiefly something else."""
        return filter(self._else, () if "Pltm" in reading.grammemes else reading.forms)

    def _is_something_else(self, form: str) -> bool:
        """Whether a form is chiefly a function word, or a noun without a singular.

        The Ukrainian dictionary has no frequencies; there, it is enough that the form may be a function word.
        """
        parses = self._analyzer.parse(form)
        function: float = sum(parse.score for parse in parses if _is_function(parse))
        if self.language is Language.UKRAINIAN:
            return function > 0
        plural: float = sum(parse.score for parse in parses if "Pltm" in parse.tag.grammemes)
        return function > _CHIEFLY or plural > _CHIEFLY_PLURAL


def meant(readings: Sequence[Analysis], *, named: bool) -> list[Analysis]:
    """The likely readings of a single word, with a capital (`named`) or without.

    These are readings whose dictionary form it is, else nominal ones, if there are any. A possessive adjective counts
    as an inflected form of its owner: «професорів» is more often «of the professors» than «the professor's». A name
    without a capital may be something else: «августа».
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
    """The likely readings of a word after one with the readings `before` (empty at the start of a phrase).

    A noun that agrees with the adjective before it wins: «артиллерийского полка» is about a regiment, not a shelf.
    After a noun, a genitive is also possible: «глава банка».
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
    """Whether two adjacent words with these readings may agree, or one govern the other; `named`: both have a capital.

    An adjective agrees with its noun, a noun with the name of its person («президент Макрон»), and names with each
    other. A noun governs a genitive, a dative or an instrumental. Generic nouns («завод Уралмаш»), verbs, prepositions
    and numbers go with anything.
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
    """The identity of the part of a paradigm that a reading belongs to."""
    tag = parse.tag
    constant = str(tag).partition(" ")[0]
    if tag.grammemes.isdisjoint(_PERSONAL):
        return parse.normal_form, constant
    return parse.normal_form, constant, _gender(tag)


def _inflection(parse: Parse) -> object:
    """The identity of variants that differ in some forms: «судна» and «суда» both belong to «судно»."""
    return parse.methods_stack[0][2] if len(parse.methods_stack[0]) > 2 else None


def _fold(form: str) -> str:
    """`bot.text.folding.fold` for dictionary words, which are clean and in lower case."""
    return form.replace("ё", "е")


def _places(tag: pymorphy3.tagset.OpencorporaTag) -> frozenset[Place]:
    return frozenset({(str(tag.case), _gender(tag))} if tag.case else ())


def _borne_by_a_man(name: str, language: Language) -> Iterator[str]:
    """The cases of a name ending in a consonant that the dictionary has, undeclined, for women only.

    «Эммануэль» may also be a man: «Эммануэлем Макроном».
    """
    hard, soft = _MALE_ENDINGS[language]
    if name[-1] in "ьй":
        yield from (name[:-1] + ending for ending in soft)
    elif name[-1] in _CONSONANTS:
        yield from (name + ending for ending in hard)


def _gender(tag: pymorphy3.tagset.OpencorporaTag) -> str:
    """The gender or `plur`; empty if any agrees."""
    if "plur" in tag.grammemes:
        return "plur"
    return next((gender for gender in ("masc", "femn", "neut") if gender in tag.grammemes), "")


def _same_word(parse: Parse) -> Iterator[Parse]:
    """The forms of a paradigm that are the same word.

    Participles are separate from their verb, women's names from men's; given names have no plural.
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
