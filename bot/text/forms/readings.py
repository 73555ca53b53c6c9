"""Which readings of a Russian or Ukrainian word its writer may have meant, alone and in phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text.forms.generic import GENERIC
from bot.text.forms.plural_only import PLURAL_ONLY, PLURAL_PLACES

FINITE = frozenset({"VERB", "INFN", "GRND"})
_PREDICATES = FINITE | {"ADJS", "PRTS", "COMP", "PRED", "ADVB"}
FUNCTION = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ"})
_NOMINAL = frozenset({"NOUN", "ADJF", "ADJS", "PRTF", "PRTS", "NUMR", "NPRO"})
_ADJECTIVAL = frozenset({"ADJF", "PRTF"})
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox"})
_GOVERNED = frozenset({"gent", "datv", "ablt"})
_POSSESSIVE = ("ів", "їв", "ин", "їн")
"""Endings of possessive adjectives in Ukrainian, whose dictionary does not mark them."""
_RARELY = 0.05
"""A reading with a smaller share of a form's occurrences is dropped, unless the form is the dictionary form."""

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
    def is_function(self) -> bool:
        """Whether the word is a function word, as pronouns are."""
        return self.part_of_speech in FUNCTION or "Apro" in self.grammemes

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


def likely_readings(readings: Sequence[Analysis], *, named: bool) -> list[Analysis]:
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
    if all(reading.part_of_speech in FINITE for reading in lemmas) or not any(one in often for one in lemmas):
        others = often
    elif all(reading.is_name for reading in lemmas):
        others = [] if named else [reading for reading in nominal if not reading.is_name]
    elif any(reading.is_possessive for reading in readings):
        others = [reading for reading in nominal if ("gent", "plur") in reading.places]
    else:
        others = []
    regular = [one for one in nominal if one not in others and _is_regular(one, lemmas, named=named)]
    return lemmas + [reading for reading in (*others, *regular) if reading not in lemmas]


def readings_alone(readings: Sequence[Analysis], *, named: bool) -> list[Analysis]:
    """The likely readings of a word that has no neighbours, so that an adjective is rather a noun made of it."""
    likely = likely_readings(readings, named=named)
    return [reading for reading in likely if reading.is_lemma or not _is_made_noun(reading, likely)]


def _is_made_noun(reading: Analysis, readings: Sequence[Analysis]) -> bool:
    """Whether an adjective that is not in its dictionary form is rather the noun that was made of it: «в будущем».

    The noun must be the likelier one: «средних» are not chiefly «среднее», nor «молодых» «молодая». The Ukrainian
    dictionary has no frequencies; there, only the neuter after a preposition counts («у цілому»), or «українську» would
    be a noun.
    """
    return reading.is_adjectival and any(
        noun.is_noun
        and not noun.is_name
        and noun.forms <= reading.forms
        and (noun.score > reading.score if noun.score < 1 else ("loct", "neut") in noun.places)
        for noun in readings
    )


def _is_regular(reading: Analysis, lemmas: Sequence[Analysis], *, named: bool) -> bool:
    """Whether a reading is the plural of a regular noun, and not rarer than those that are plural only.

    The Ukrainian dictionary has no frequencies, and villages look like common nouns there: «Вироби».
    """
    if not reading.is_noun or reading.is_name or ("nomn", "plur") not in reading.places:
        return False
    return all(
        "Pltm" in lemma.grammemes
        and not (named and lemma.is_name)
        and (
            lemma.score < reading.score
            if lemma.score < 1
            else lemma.lemma not in PLURAL_ONLY and not (named and lemma.lemma in PLURAL_PLACES)
        )
        for lemma in lemmas
    )


def meant(likely: Sequence[Analysis], *, named: bool) -> list[Analysis]:
    """The likely readings of a single word without function words, unless there are no others.

    With a capital (`named`), the word is rather a name, if a dictionary has that, and rather an unknown name than a
    function word, an inflected verb or a short adjective: «Сам», «Шел», «Нов».
    """
    if not named:
        return [reading for reading in likely if not reading.is_function] or list(likely)
    open_class = [
        reading
        for reading in likely
        if not reading.is_function and (reading.is_lemma or reading.part_of_speech not in _PREDICATES)
    ]
    return [reading for reading in open_class if reading.is_name and reading.is_lemma] or open_class


def readings_after(before: Sequence[Analysis], readings: Sequence[Analysis], *, named: bool) -> list[Analysis]:
    """The likely readings of a word after one with the readings `before` (empty at the start of a phrase).

    A noun that agrees with the adjective before it wins: «артиллерийского полка» is about a regiment, not a shelf.
    After a noun, a genitive is also possible: «глава банка».
    """
    chosen = likely_readings(readings, named=named)
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
