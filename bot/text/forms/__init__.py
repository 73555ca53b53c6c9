"""Word forms: all linguistics happens once, when a query is written.

A form is a key, as `bot.text.tokens.keys` returns for words of a text: `лев` matches any letter case, `Льва` a word
with a capital, `ВОЗ` a word in capitals, `!Льва` only that letter case.

slavic        readings of Russian and Ukrainian words; readings: which are likely; names: forms of names
surnames      whose surname a word is; families: men's and women's surnames by their endings
guesses       declensions of words that no dictionary has; initialisms: those of abbreviations in capitals
capitals      the letter case of forms; common: which forms are also common words
english       English words; british: their other spelling; stems: words of other languages
hyphens       the other ways to write the words of a phrase
noun_phrases  noun phrases of headlines in their dictionary form
version       what is raised when forms change; the other files are lists of words
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.model import Language
from bot.text.folding import clean, fold, is_cyrillic, straighten, without_accents
from bot.text.forms.capitals import LetterCase, in_case_of, is_english_name
from bot.text.forms.english import English
from bot.text.forms.english_names import forms_of_english_name
from bot.text.forms.guesses import guessed
from bot.text.forms.initialisms import Initialisms
from bot.text.forms.names import called, not_of_name
from bot.text.forms.plural_only import PLURAL_ONLY
from bot.text.forms.readings import Analysis, belong_together, likely_readings, meant, readings_after, readings_alone
from bot.text.forms.slavic import Slavic, may_be
from bot.text.forms.surnames import Surnames

_WHOLE_NAMES = frozenset({"Surn", "Geox"})
"""Grammemes of words that alone name a person or a place."""
_GIVEN_NAMES = frozenset({"Name", "Patr"})
_SHOWN_CASES = ("gent", "ablt")
"""In these, most words look least like their dictionary form."""
_REMEMBERED = 1 << 10
"""Words whose readings are cached, some 3 MB; eight times as many would save 3 % of the work and cost 20 MB."""
_REMEMBERED_FORMS = 1 << 14
"""Words whose forms are cached, which the index shares: some 3 MB."""


class Morphology:
    """The forms of words. Not thread-safe. Dictionaries load on first use."""

    def __init__(self) -> None:
        self._russian = Slavic(Language.RUSSIAN)
        self._slavic = (self._russian, Slavic(Language.UKRAINIAN))
        self._english = English()
        self._read = lru_cache(_REMEMBERED)(self._look_up)
        self._case = LetterCase(self._slavic, self._english, self._read)
        self._surnames = Surnames(self._slavic, self._read)
        self._initialisms = Initialisms(self._slavic, self._case.is_abbreviation)
        self._alone = lru_cache(_REMEMBERED)(self._forms_alone)
        self._anywhere = lru_cache(_REMEMBERED_FORMS)(self._forms_anywhere)

    def slavic(self, language: Language) -> Slavic | None:
        """The readings of that language; None if it is not Slavic."""
        return next((slavic for slavic in self._slavic if slavic.language is language), None)

    @property
    def english(self) -> English:
        """The lexicon of English."""
        return self._english

    def has(self, lower: str) -> bool:
        """Whether a dictionary has a word in lower case as it stands."""
        if is_cyrillic(lower[:1]):
            return any(slavic.has(lower) for slavic in self._slavic)
        return self._english.knows(lower)

    def forms(self, words: Sequence[str], *, as_written: bool = False) -> list[tuple[str, ...]]:
        """For each word of a phrase, its forms as sorted keys. `as_written` keeps the letter case.

        A single word lacks forms that are chiefly something else («тем» of «тема»); in a phrase, its neighbours decide.
        """
        words = list(map(_in_one_alphabet, words))
        if not as_written:
            words = [word.capitalize() if self._case.is_shouted_name(word) else word for word in words]
        if len(words) == 1:
            return [self._alone(words[0], as_written)]
        if not as_written and self._case.is_shouted(words):
            words = [word.lower() if self.is_abbreviation(word) else word for word in words]
        found = [self._anywhere(word, as_written) for word in words]
        for index, forms in self._surnames.in_phrase(words).items():
            found[index] = self._case.in_phrase(words[index], forms, as_written=as_written)
        if all(found):
            return found
        return [
            known or self._case.in_phrase(word, forms, as_written=as_written)
            for word, known, forms in zip(words, found, self._in_phrase(words), strict=True)
        ]

    def _forms_anywhere(self, word: str, as_written: bool) -> tuple[str, ...]:
        """The forms that a word has in every phrase; empty if they depend on the phrase."""
        abbreviation = self._initialisms.keys(word, as_written=as_written)
        if abbreviation:
            return abbreviation
        read = self._read(clean(word).lower())
        if any(len(readings) > 1 for _, readings in read):
            return ()
        forms = {fold(word), *self._guessed(word)}
        for _, (reading,) in read:
            forms.update(reading.forms, reading.in_phrases)
        return self._case.in_phrase(word, forms if read else self._latin(fold(word)), as_written=as_written)

    def _forms_alone(self, word: str, as_written: bool) -> tuple[str, ...]:
        abbreviation = self._initialisms.keys(word, as_written=as_written)
        if abbreviation:
            return abbreviation
        return self._case.alone(word, self._single(word), as_written=as_written)

    def _single(self, word: str) -> set[str]:
        """The folded forms of a word that stands alone."""
        folded = fold(word)
        if not any(map(is_cyrillic, folded)):
            forms = self._latin(folded)
            return forms_of_english_name(folded, forms) if is_english_name(word) else forms
        lower, named = clean(word).lower(), word[:1].isupper()
        read = self._read(lower)
        of_others = set[str]().union(*(not_of_name(slavic, lower) for slavic, _ in read)) if named else set()
        surname = self._surnames.alone(word)
        if surname is not None:
            return {*filter(self._is_open, surname - of_others if lower[-1] == "й" else surname), folded}
        forms = self._guessed_alone(word)
        doubtful, plural = set[str](), set[str]()
        for slavic, readings in read:
            likely = readings_alone(readings, named=named)
            doubtful.update(form for reading in likely for form in slavic.doubtful(reading))
            for reading in meant(likely, named=named):
                own = slavic.own_forms(reading)
                forms |= own - of_others if reading.is_adjectival else own
                if "Pltm" in reading.grammemes:
                    plural |= reading.forms
            if named:
                forms.update(called(slavic, lower))
        return forms - doubtful | plural | {folded}

    def _guessed_alone(self, word: str) -> set[str]:
        """Guessed declensions of a single word that are no function words or adverbs («тоді» of «Тод»).

        Nothing is guessed that is a common word, unless the word has a capital.
        """
        found = self._guessed(word)
        return {
            form for form in found if self._is_open(form) and (word[:1].isupper() or not self._case.is_common(form))
        }

    def _is_open(self, form: str) -> bool:
        """Whether a form is neither a function word nor an adverb."""
        return not any(slavic.is_closed(form) for slavic in self._slavic)

    def _in_phrase(self, words: Sequence[str]) -> Iterator[set[str]]:
        read = [dict(self._read(clean(word).lower())) for word in words]
        for index, word in enumerate(words):
            folded = fold(word)
            if not any(map(is_cyrillic, folded)):
                yield self._latin(folded)
                continue
            forms = {folded, *self._guessed(word)}
            for slavic, readings in read[index].items():
                before = read[index - 1].get(slavic, ()) if index else ()
                for reading in readings_after(before, readings, named=word[:1].isupper()):
                    forms.update(reading.forms, reading.in_phrases)
            yield forms

    def _look_up(self, lower: str) -> tuple[tuple[Slavic, tuple[Analysis, ...]], ...]:
        """The readings of a word in the languages that know it; if none does, in those that it may belong to.

        If it is a dictionary form in one language, a language where it is only an inflected verb is left out.
        """
        if not any(map(is_cyrillic, lower)):
            return ()
        languages = [slavic for slavic in self._slavic if may_be(slavic.language, lower)] or list(self._slavic)
        knowing = [slavic for slavic in languages if slavic.knows(lower)]
        read = [(slavic, tuple(slavic.read(lower))) for slavic in knowing or languages]
        is_name = all(reading.is_name for _, readings in read for reading in readings)
        if knowing and (is_name or self._russian not in knowing):
            # The other language also declines the word, though its dictionary lacks it: «Мерцем», «криптовалютой».
            # Russian has the larger dictionary: a word that only Russian has is not Ukrainian, unless it is a name.
            guesses = [(slavic, tuple(slavic.predicted_names(lower))) for slavic in languages if slavic not in knowing]
            read += [guess for guess in guesses if guess[1]]
        if any(reading.is_lemma for _, readings in read for reading in readings):
            is_likely = _is_lemma if lower in PLURAL_ONLY else _is_likely
            read = [(slavic, readings) for slavic, readings in read if any(map(is_likely, readings))]
        return tuple((slavic, readings) for slavic, readings in read if readings)

    def _guessed(self, word: str) -> set[str]:
        """Guessed declensions of a word in languages whose dictionaries lack it: «биткоином».

        With a capital, it may also be a name, unless it is a dictionary form of something else: «Токаев» is not only
        «токай».
        """
        lower = clean(word).lower()
        if not is_cyrillic(lower[:1]):
            return set()
        read = dict(self._read(lower))
        knowing = [slavic for slavic in self._slavic if slavic.knows(lower)]
        named = word[:1].isupper() and word[1:].islower()
        return {
            form
            for slavic in self._slavic
            if may_be(slavic.language, lower)
            and (
                not {slavic, self._russian}.intersection(knowing)
                or (named and not any(one.is_lemma and one.is_nominal for one in read.get(slavic, ())))
            )
            for form in guessed(lower, slavic.language, named=named)
        }

    def is_abbreviation(self, word: str) -> bool:
        """Whether a word in capitals is also a common word."""
        return self._case.is_abbreviation(word)

    def is_name(self, word: str) -> bool:
        """Whether a word with a capital is both a name and a common noun."""
        return self._case.is_name(word)

    def needs_capital(self, word: str) -> bool:
        """Whether a text must have a capital in some forms of a single word: these are common words too."""
        return self._case.is_limited(word, self._single(word))

    def of_other_sex(self, word: str) -> str | None:
        """A surname as it is for the other sex; None if it is no surname or the same for both."""
        return self._surnames.of_other_sex(word)

    def noun(self, word: str, language: str) -> str | None:
        """The dictionary form of a noun or a name in an article of that language; None if it is something else.

        Given names alone are something else. Of a name that no dictionary has, of an abbreviation and of an English
        word, it is the word itself.
        """
        lower, is_named = clean(word).lower(), word[:1].isupper()
        if not is_cyrillic(lower[:1]) or word.isupper():
            return word
        for slavic, readings in sorted(self._read(lower), key=lambda read: read[0].language != language):
            if not slavic.knows(lower):
                continue
            best = max(readings, key=lambda reading: (reading.score, reading.is_noun))
            if best.is_noun and best.grammemes.isdisjoint(_GIVEN_NAMES):
                return best.lemma[:1].upper() + best.lemma[1:] if best.is_name and is_named else best.lemma
            return None
        return word if is_named else None

    def belong_together(self, first: str, second: str) -> bool:
        """Whether one of two adjacent words may agree with or govern the other.

        True for unanalysed words; false for two surnames or two places («Путин Трамп», «Россия Китай»).
        """
        before, after = (dict(self._read(clean(word).lower())) for word in (first, second))
        languages = before.keys() & after.keys()
        if not languages:
            return True
        named = first[:1].isupper() and second[:1].isupper()
        known = [slavic for slavic in languages if slavic.knows(first) and slavic.knows(second)]
        if named and any(_are_two(before[slavic], after[slavic]) for slavic in known):
            return False
        return any(
            belong_together(one, other, named=named)
            for slavic in languages
            for one in likely_readings(before[slavic], named=first[:1].isupper())
            for other in likely_readings(after[slavic], named=second[:1].isupper())
        )

    def in_cases(self, words: Sequence[str], language: Language) -> list[str]:
        """A phrase that is written in the nominative, in two other cases; rather in `language` if it may be either.

        Its head is declined, with what agrees with it, and what depends on the head stays: «коалиции желающих». Empty
        if nothing is in the nominative. What no dictionary has is declined as it may be.
        """
        cyrillic = [word for word in words if any(map(is_cyrillic, word))]
        able = [one for one in self._slavic if all(may_be(one.language, clean(word).lower()) for word in cyrillic)]
        able.sort(key=lambda one: (not all(map(one.knows, cyrillic)), one.language is not language))
        if not cyrillic or not able:
            return []
        found = [_in_case(able[0], words, case) for case in _SHOWN_CASES]
        return [phrase for phrase in dict.fromkeys(found) if phrase and phrase != " ".join(words)]

    def by_language(self, forms: Iterable[str]) -> list[tuple[Language, tuple[str, ...]]]:
        """Forms by the languages that have them; empty if these have the same, or only one has any.

        What no dictionary has stands with each language that may have it.
        """
        listed = list(forms)
        known = {form for form in listed if any(slavic.knows(form) for slavic in self._slavic)}
        found = [
            (
                slavic.language,
                tuple(
                    form
                    for form in listed
                    if may_be(slavic.language, form.lower()) and (form not in known or slavic.knows(form))
                ),
            )
            for slavic in self._slavic
        ]
        have = {theirs for _, theirs in found}
        return found if len(have) == len(found) and () not in have else []

    def lemma(self, folded: str) -> str:
        """The dictionary form of a folded Latin word; the word itself if unknown."""
        return min(self._latin(folded), key=lambda form: (len(form), form)) if self._english.knows(folded) else folded

    def _latin(self, folded: str) -> set[str]:
        if folded.isascii():
            return set(self._english.forms(folded.removesuffix("'s")))
        return {folded}.union(*map(self._english.forms, without_accents(folded)))


def _in_case(slavic: Slavic, words: Sequence[str], case: str) -> str:
    """The phrase in another case; empty if nothing of it can be declined."""
    declined: list[str] = []
    is_headed, is_changed = False, False
    for word in words:
        form = slavic.in_case(word, case, after_name=is_headed) if any(map(is_cyrillic, word)) else None
        is_headed = is_headed or slavic.is_noun(word)
        is_changed = is_changed or form is not None
        declined.append(word if form is None else in_case_of(word, form))
    return " ".join(declined) if is_changed else ""


def _are_two(first: Sequence[Analysis], second: Sequence[Analysis]) -> bool:
    """Whether both words are surnames or both are places, and neither is a given name."""
    if any("Name" in reading.grammemes for reading in (*first, *second)):
        return False
    kinds = [
        {kind for reading in readings if reading.is_lemma for kind in _WHOLE_NAMES & reading.grammemes}
        for readings in (first, second)
    ]
    return not kinds[0].isdisjoint(kinds[1])


def _in_one_alphabet(word: str) -> str:
    """A word without Latin letters that look like Cyrillic ones: the dictionaries know «Россия» in one alphabet."""
    is_mixed = not word.isascii() and any(sign.isascii() and sign.isalpha() for sign in word)
    return straighten(word) if is_mixed and any(map(is_cyrillic, word)) else word


def _is_lemma(reading: Analysis) -> bool:
    return reading.is_lemma


def _is_likely(reading: Analysis) -> bool:
    return reading.is_lemma or reading.is_nominal


__all__ = ["Analysis", "Morphology"]
