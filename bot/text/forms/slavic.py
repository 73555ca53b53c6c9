"""Readings of Russian and Ukrainian words, by pymorphy3's dictionaries and predictions.

First a word is read: each reading is a part of a paradigm that the word may belong to. Then unlikely readings are
dropped (`readings.py`); the forms of the others are the forms of the word.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import pymorphy3
from pymorphy3.analyzer import Parse

from bot.model import Language
from bot.text.folding import clean, fold
from bot.text.forms.abbreviations import SHORT_FORMS, SHORT_FORMS_IN_PHRASES
from bot.text.forms.guesses import declined_as_a_man, plural_of_name
from bot.text.forms.readings import FINITE, FUNCTION, Analysis, Place
from bot.text.tokens import LONGEST_WORD

_ONLY_UKRAINIAN = re.compile("[іїєґ']")
_ONLY_RUSSIAN = re.compile("[ыэъё]")
_ADVERBS = frozenset(
    "разом враз ураз відразу зразу далі загалом повністю поруч миттю потроху потрохи слідом гуртом бігом боком"  # noqa: SIM905
    " поспіхом живцем верхи повік заміж тишком".split()
)
"""Ukrainian adverbs that are rarely the noun with the same spelling; the dictionary has no frequencies."""
_TIMES = frozenset("утро вечер ночь день весна лето осень зима время час часы".split())  # noqa: SIM905
"""Russian nouns whose adverbs mean the same: «утром», «вечером»."""
_DECLINED = frozenset({"NOUN", "ADJF", "PRTF"})
_PARTICIPLES = frozenset({"PRTF", "PRTS"})
_PERSONAL = frozenset({"Name", "Surn", "Patr"})
_FAMILIES = frozenset({"Pltm", "Surn"})
_LIKE_A_MAN = frozenset({"Surn", "plur", "datv"})
"""A form of a woman's name that is chiefly a man's: «Голиковым»."""
_MANS_SURNAME = frozenset({"Surn", "masc", "Sgtm"})
_OTHER_SEX = frozenset({"masc", "femn"})
_INDECLINABLE_WOMAN = frozenset({"Fixd", "femn", "anim"})
_SUBJECT = frozenset({"nomn", "accs"})
SUPERLATIVE = frozenset({"Supr"})
_BEGINNING = 4
"""Letters; superlatives of one adjective that share fewer are two words: «высший», «высочайший»."""
_CHIEFLY, _CHIEFLY_PLURAL = 0.5, 0.7
"""From these shares of its occurrences, a form is chiefly a function word, or a noun without a singular."""

_RARELY = 0.1
"""A noun with a smaller share of a form's occurrences lacks that form."""
_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF"})
_REMEMBERED = 1 << 10
"""Parts of paradigms that are cached, some 2 MB."""


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
        self._owned = lru_cache(_REMEMBERED)(self._owned_of)
        self._else = lru_cache(1 << 16)(self._is_something_else)
        self._parses = lru_cache(_REMEMBERED)(self._parse)

    @cached_property
    def _analyzer(self) -> pymorphy3.MorphAnalyzer:
        return pymorphy3.MorphAnalyzer(lang=self.language.value)

    def knows(self, word: str) -> bool:
        """Whether the dictionary has the word, or each part of a hyphenated word."""
        word = clean(word[:LONGEST_WORD]).lower()
        return self._analyzer.word_is_known(word) or (
            "-" in word and all(part and self._analyzer.word_is_known(part) for part in word.split("-"))
        )

    def has(self, lower: str) -> bool:
        """Whether the dictionary has a word in lower case as it stands, with its hyphens."""
        return bool(self._analyzer.word_is_known(lower[:LONGEST_WORD]))

    def parses(self, word: str) -> list[Parse]:
        """The readings of a word as the library has them, likeliest first; predicted if the dictionary lacks it."""
        return self._parses(clean(word[:LONGEST_WORD]).lower())

    def _parse(self, lower: str) -> list[Parse]:
        found: list[Parse] = self._analyzer.parse(lower)
        return found

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

    def is_surname(self, name: str, least: float) -> bool:
        """Whether a word in small letters is by its dictionary form a surname, not chiefly an adjective or a place.

        Its share among these must be `least`.
        """
        if not self.knows(name):
            return False
        parses = [parse for parse in self._parses(name) if parse.tag.case in _SUBJECT and "plur" not in parse.tag]
        surname: float = sum(parse.score for parse in parses if {"Surn", "nomn"} <= parse.tag.grammemes)
        other: float = sum(parse.score for parse in parses if parse.tag.POS == "ADJF" or "Geox" in parse.tag.grammemes)
        return surname > 0 and surname >= least * (surname + other)

    def in_case(self, word: str, case: str, *, after_name: bool = False) -> str | None:
        """A word that is written in the nominative, in another case; None if it is not, or has none.

        `after_name` takes names alone: «Иван Петров» is declined as a whole, «лидер партии» is not.
        """
        for parse in self._analyzer.parse(clean(word).lower()):
            is_name = not parse.tag.grammemes.isdisjoint(_PERSONAL)
            if "nomn" in parse.tag and parse.tag.POS in _DECLINED and (is_name or not after_name):
                other = parse.inflect({case})
                return None if other is None else str(other.word)
        return None

    def is_noun(self, word: str) -> bool:
        """Whether a word is chiefly a noun."""
        return any(parse.tag.POS == "NOUN" for parse in self._analyzer.parse(clean(word).lower())[:1])

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
        as_a_man = declined_as_a_man(lemma, self.language) if parse.tag.grammemes >= _INDECLINABLE_WOMAN else ()
        plural = plural_of_name(lemma, self.language) if parse.tag.grammemes >= _MANS_SURNAME else ()
        names = (*as_a_man, *(form for form in plural if not self._analyzer.word_is_known(form)))
        rest = (*short, *names, *self._beside_indeclinable(parse.word))
        return _Part(folded_form(lemma), frozenset((*(folded_form(form.word) for form in forms), *rest)))

    def _beside_indeclinable(self, compound: str) -> Iterator[str]:
        """The forms of a compound whose last part has none; the library only has the singular: «дронами-камикадзе»."""
        first, hyphen, last = compound.rpartition("-")
        if not hyphen or not any("Fixd" in parse.tag and parse.is_known for parse in self._analyzer.parse(last)):
            return
        for parse in self._analyzer.parse(first):
            if parse.is_known and parse.tag.POS == "NOUN" and parse.tag.grammemes.isdisjoint(_PERSONAL):
                yield from (folded_form(f"{form.word}-{last}") for form in parse.lexeme)

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
        if "Pltm" in reading.grammemes or reading.is_function or reading.lemma in _TIMES:
            return iter(())
        return (form for form in reading.forms if self._else(form, form == reading.lemma))

    def own_forms(self, reading: Analysis) -> frozenset[str]:
        """The forms of a word without those that are nearly always another noun: «политику» of «политик».

        All of them in Ukrainian, whose dictionary has no frequencies.
        """
        if self.language is Language.UKRAINIAN or not reading.is_noun or reading.is_name:
            return reading.forms
        return self._owned(reading.lemma, reading.forms)

    def _owned_of(self, lemma: str, forms: frozenset[str]) -> frozenset[str]:
        return frozenset(form for form in forms if not 0 < self._own_share(form, lemma) < _RARELY)

    def _own_share(self, form: str, lemma: str) -> float:
        """The share of a lemma in the occurrences of a form as a noun or an adjective."""
        parses = [parse for parse in self._parses(form) if parse.tag.POS in _NOMINAL]
        own: float = sum(parse.score for parse in parses if folded_form(parse.normal_form) == lemma)
        return own / (sum(parse.score for parse in parses) or 1)

    def is_closed(self, form: str) -> bool:
        """Whether a form is a function word or an adverb, in Russian chiefly."""
        if not (may_be(self.language, form) and self._analyzer.word_is_known(form)):
            return False
        share = sum(parse.score for parse in self._analyzer.parse(form) if _is_function(parse) or _is_adverb(parse))
        return bool(share > (0 if self.language is Language.UKRAINIAN else _CHIEFLY))

    def _is_something_else(self, form: str, is_lemma: bool) -> bool:
        """Whether a form is chiefly a function word, a noun without a singular, or (if inflected) an adverb.

        The Ukrainian dictionary has no frequencies; there, it is enough that the form may be a function word, and
        adverbs are listed.
        """
        parses = self._parses(form)
        closed: float = sum(parse.score for parse in parses if _is_function(parse))
        if self.language is Language.UKRAINIAN:
            return closed > 0 or (not is_lemma and form in _ADVERBS)
        closed += 0 if is_lemma else sum(parse.score for parse in parses if _is_adverb(parse))
        plural: float = sum(parse.score for parse in parses if parse.tag.grammemes & _FAMILIES == {"Pltm"})
        return closed > _CHIEFLY or plural > _CHIEFLY_PLURAL


Read = Callable[[str], tuple[tuple[Slavic, tuple[Analysis, ...]], ...]]
"""The readings of a word in small letters, by language."""


def may_be(language: Language, lower: str) -> bool:
    """Whether a word in small letters has no letter that the language lacks."""
    foreign = _ONLY_UKRAINIAN if language is Language.RUSSIAN else _ONLY_RUSSIAN
    return not foreign.search(lower)


def _is_function(parse: Parse) -> bool:
    return parse.tag.POS in FUNCTION or "Apro" in parse.tag.grammemes


def _is_adverb(parse: Parse) -> bool:
    return parse.tag.POS == "ADVB" and bool(parse.is_known)


def _paradigm(parse: Parse) -> tuple[str, ...]:
    """The identity of the part of a paradigm that a reading belongs to."""
    tag = parse.tag
    constant = str(tag).partition(" ")[0]
    if tag.grammemes.isdisjoint(_PERSONAL):
        return parse.normal_form, constant
    return parse.normal_form, constant, gender_of(tag)


def _inflection(parse: Parse) -> object:
    """The identity of variants that differ in some forms: «судна» and «суда» both belong to «судно»."""
    return parse.methods_stack[0][2] if len(parse.methods_stack[0]) > 2 else None


def folded_form(form: str) -> str:
    """`bot.text.folding.fold` for dictionary words, which are clean and in lower case."""
    return form.replace("ё", "е")


def _places(tag: pymorphy3.tagset.OpencorporaTag) -> frozenset[Place]:
    return frozenset({(str(tag.case), gender_of(tag))} if tag.case else ())


def gender_of(tag: pymorphy3.tagset.OpencorporaTag) -> str:
    """The gender or `plur`; empty if any agrees."""
    if "plur" in tag.grammemes:
        return "plur"
    return next((gender for gender in ("masc", "femn", "neut") if gender in tag.grammemes), "")


def _same_word(parse: Parse) -> Iterator[Parse]:
    """The forms of a paradigm that are the same word.

    Participles are separate from their verb, superlatives from their adjective, women's names from men's; given names
    have no plural.
    """
    tag = parse.tag
    lexeme = parse.lexeme
    if tag.POS in _PARTICIPLES:
        same = _PARTICIPLES
        lexeme = [form for form in lexeme if (form.tag.tense, form.tag.voice) == (tag.tense, tag.voice)]
    elif tag.POS in FINITE:
        same = FINITE
    else:
        same = None
    degree = tag.grammemes & SUPERLATIVE
    gender = gender_of(tag) if tag.POS == "NOUN" and not tag.grammemes.isdisjoint(_PERSONAL) else None
    for form in lexeme:
        grammemes = form.tag.grammemes
        if same and form.tag.POS not in same:
            continue
        if (grammemes & SUPERLATIVE) != degree or (degree and form.word[:_BEGINNING] != parse.word[:_BEGINNING]):
            continue
        if gender is not None and {gender, gender_of(form.tag)} == _OTHER_SEX:
            continue
        if gender == "femn" and grammemes >= _LIKE_A_MAN:
            continue
        if gender not in {None, "plur"} and "Name" in grammemes and "plur" in grammemes:
            continue
        if "inan" in grammemes and "voct" in grammemes:
            continue
        yield form
