"""Forms of English words, by lemminflect's lexicon, or by rules for words that it lacks."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

from bot.text.forms.abbreviations import SHORT_FORMS
from bot.text.forms.british import transatlantic_spellings

_VOWELS = frozenset("aeiou")
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_GRADES = frozenset({"best", "better", "worse", "worst"})
"""Forms of `good` and `bad` rather than words of their own."""
_WELL = "well"
"""Typed, it has no grades; `good` has them."""
_OTHER_WORDS = frozenset({"bit", "could", "feed", "ground", "might", "should", "would"})
"""Irregular forms that are chiefly other words."""
_UNINFLECTED = frozenset(
    "a an and against at because but during for from how if into nor of than the until where while why with".split()  # noqa: SIM905
)
"""Function words that the lexicon lacks or takes for nouns."""
_SHORT = SHORT_FORMS["en"]
_PLURAL_ONLY = frozenset({"arms", "customs", "greens", "spirits", "thanks"})
"""Plurals with a meaning of their own that the lexicon lacks as words."""
_ITSELF = ("ing", "ed")
"""Endings of forms that are typed for their own sake: «spending», «limited»."""


class English:
    """The morphology of English. Its lexicon loads on first use (0.4 s, 40 MB)."""

    def knows(self, word: str) -> bool:
        """Whether the lexicon has a folded word."""
        return bool(_lemmas(word))

    def has(self, word: str) -> bool:
        """Whether a folded word is English: in the lexicon, or a function word that it lacks."""
        return word in _UNINFLECTED or self.knows(word)

    def parts_of_speech(self, word: str) -> frozenset[str]:
        """What a folded word may be, as the lexicon has it: NOUN, VERB, ADJ and others."""
        return frozenset(_lemmas(word))

    def forms(self, word: str) -> frozenset[str]:
        """The forms of a folded word as keys: its own if it is a dictionary form, else those of its lemmas.

        Nouns in their own right («meeting», «building») are not forms of the verb; what ends with -ing or -ed has no
        forms of the verb either. British and American spellings are one word.
        """
        if word in _UNINFLECTED:
            return frozenset({word})
        known = _lemmas(word)
        if word in _PLURAL_ONLY or _is_itself(word, known):
            own = {word, word + "s"} if word.endswith("ing") else {word}
            return frozenset(own.union(*(transatlantic_spellings(form, _lemmas) for form in own)))
        lemmas = {lemma for part, some in known.items() for lemma in some if word not in _GRADES or part == "ADJ"}
        if word in lemmas:
            lemmas = {word}
        lemmas |= {other for lemma in lemmas for other in transatlantic_spellings(lemma, _lemmas)}
        found = {word, *lemmas, *_SHORT.get(word, ())}
        for lemma in lemmas:
            found.update(form for form in _inflected(lemma) if form in lemmas or not _is_other_word(form))
        if _WELL in lemmas and word not in _GRADES:
            found -= _GRADES
        if "." not in word and known.keys() <= {"ADJ"}:
            found.update(_regular(word))
        return frozenset(found)


def _is_itself(word: str, known: dict[str, tuple[str, ...]]) -> bool:
    """Whether a word is a form that is typed for its own sake, and no dictionary form."""
    return bool(known) and word.endswith(_ITSELF) and not any(word in lemmas for lemmas in known.values())


def _lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """The possible dictionary forms of a folded word, by part of speech."""
    found: dict[str, tuple[str, ...]] = _lexicon().getAllLemmas(word)
    return found


def _inflected(lemma: str) -> Iterator[str]:
    for forms in _lexicon().getAllInflections(lemma).values():
        yield from (form.lower() for form in forms)


def _is_other_word(form: str) -> bool:
    if form in _OTHER_WORDS:
        return True
    return form.endswith("ing") and form in _lemmas(form).get("NOUN", ())


@cache
def _lexicon() -> ModuleType:
    """The library, imported on first use, since importing it loads the lexicon."""
    return import_module("lemminflect")


def _regular(word: str) -> Iterator[str]:
    """The plural of a word that the lexicon lacks as a noun, and the singular if it may be a plural."""
    if word.endswith(_SIBILANTS):
        yield word + "es"
    elif word.endswith("y") and word[-2:-1] not in _VOWELS:
        yield word[:-1] + "ies"
    else:
        yield word + "s"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        elif word[:-2].endswith(_SIBILANTS) and word.endswith("es"):
            yield word[:-2]
