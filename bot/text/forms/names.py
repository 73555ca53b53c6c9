"""Forms that a word has, or has not, as a name."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from pymorphy3.analyzer import Parse

from bot.text.forms.slavic import SUPERLATIVE, Slavic, folded_form, gender_of

_THING = frozenset({"NOUN", "inan", "nomn"})
_OF_PLACES = ("ский", "цкий", "ський", "цький", "зький")


def called(slavic: Slavic, lower: str) -> Iterator[str]:
    """The folded forms in which a thing is called, as places are («Харкове»); other things rarely are."""
    for parse in slavic.parses(lower):
        if parse.tag.grammemes | {parse.tag.POS} >= _THING and parse.is_known and parse.normal_form == lower:
            forms = (form for form in parse.lexeme if "voct" in form.tag and "plur" not in form.tag)
            yield from (folded_form(form.word) for form in forms)


def not_of_name(slavic: Slavic, lower: str) -> set[str]:
    """The folded forms of an adjective that it has not as a surname or a title: the other sex's, degrees, short forms.

    A plural may be anybody's. An adjective of a place that no surname is spelt like has all its forms: «Курский».
    """
    found = set[str]()
    for parse in slavic.parses(lower):
        gender = gender_of(parse.tag)
        if {"ADJF", "nomn"} <= parse.tag.grammemes and gender != "plur" and not _is_of_place(slavic, parse):
            degree = parse.tag.grammemes & SUPERLATIVE
            has = {form.word for form in parse.lexeme if _is_of(form, {gender, "plur"}, degree)}
            found.update(folded_form(form.word) for form in parse.lexeme if form.word not in has)
    return found


def _is_of_place(slavic: Slavic, parse: Parse) -> bool:
    """Whether an adjective is hardly a surname: it tells a place, or what else a thing belongs to."""
    man = str(parse.normal_form)
    return man.endswith(_OF_PLACES) and not any("Surn" in other.tag for other in slavic.parses(man))


def _is_of(form: Parse, genders: AbstractSet[str], degree: AbstractSet[str]) -> bool:
    """Whether a form is an adjective of one of the genders and of that degree."""
    return form.tag.POS == "ADJF" and gender_of(form.tag) in genders and form.tag.grammemes & SUPERLATIVE == degree
