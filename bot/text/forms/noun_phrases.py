"""Noun phrases of Russian and Ukrainian headlines, brought to their dictionary form.

«О ключевой ставке» has «ключевая ставка» in it, «тарифів на світло» is «тарифи на світло». The head of a phrase and its
adjectives go to the nominative and keep their number; what depends on the head stays as it is. Only words that the
dictionary has are inflected.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pymorphy3.analyzer import Parse

from bot.text.forms.slavic import Slavic

_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_NAMES = frozenset({"Name", "Surn", "Patr"})
_VERBAL = frozenset(
    {"VERB", "INFN", "GRND", "PRTS", "ADJS", "ADVB", "PRED", "CONJ", "PREP", "PRCL", "NPRO", "NUMR", "INTJ"}
)
_FUNCTION = frozenset({"CONJ", "PREP", "PRCL", "NPRO", "INTJ"})
_WHERE, _WITH, _ABOUT = frozenset({"loct", "loc2"}), frozenset({"ablt"}), frozenset({"loct", "accs", "datv"})
_PREPOSITIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"в": _WHERE, "у": _WHERE, "с": _WITH, "со": _WITH, "з": _WITH, "із": _WITH}
    | dict.fromkeys(("на", "о", "об", "про", "по"), _ABOUT)
)
"""With the cases of nouns that describe a noun before them; others say where something goes: «газ в Австрию»."""
_MOST_ADJECTIVES = 2


def dictionary_forms(words: Sequence[str], slavic: Slavic) -> Iterator[str]:
    """The dictionary forms that words in a row may have, if they are one noun phrase of several words.

    «Забастовки авиадиспетчеров» may be one strike or several: then it is taken for one.
    """
    read = [slavic.parses(word) for word in words]
    for head in range(min(_MOST_ADJECTIVES + 1, len(words))):
        if (head == 0 and len(words) == 1) or not _depends(words, read, head + 1):
            continue
        for noun in _heads(words[head], read[head], slavic, has_adjectives=head > 0):
            inflected = [_nominative_adjective(parses, noun) for parses in read[:head]]
            nominative = noun.inflect({"nomn", *_said_number(noun)})
            if nominative is not None and _number(nominative) == _number(noun) and all(inflected):
                forms = [*(form for form in inflected if form), str(nominative.word), *words[head + 1 :]]
                yield " ".join(_as(word, form) for word, form in zip(words, forms, strict=True))


def is_nominative_name(word: str, slavic: Slavic) -> bool:
    """Whether a word with a capital may be a name in the nominative, and in no other case of a shorter name."""
    lower = word.lower()
    parses = slavic.parses(word)
    return not any(
        parse.tag.POS == "NOUN" and parse.tag.case != "nomn" and parse.normal_form != lower for parse in parses
    ) and any(parse.tag.POS == "NOUN" and parse.tag.case == "nomn" for parse in parses)


def is_common(word: str, slavic: Slavic) -> bool:
    """Whether the dictionary has a word as something else than a name."""
    return slavic.knows(word) and any(_NAMES.isdisjoint(parse.tag.grammemes) for parse in slavic.parses(word))


def _heads(word: str, parses: Sequence[Parse], slavic: Slavic, *, has_adjectives: bool) -> list[Parse]:
    """The readings of a word as a common noun."""
    if not slavic.knows(word) or (not has_adjectives and any(parse.tag.POS in _VERBAL for parse in parses)):
        return []
    found = [one for one in parses if one.tag.POS == "NOUN" and one.tag.case and _NAMES.isdisjoint(one.tag.grammemes)]
    return [one for one in found if _number(one) == "sing"] or found


def _nominative_adjective(parses: Sequence[Parse], noun: Parse) -> str | None:
    """An adjective that agrees with a noun, in the nominative of its gender and number; None if none does."""
    number = _number(noun)
    for parse in parses:
        if parse.tag.POS not in _ADJECTIVES or parse.tag.case != noun.tag.case or _number(parse) != number:
            continue
        gender = {noun.tag.gender} - {None} if number == "sing" else set()
        if gender and parse.tag.gender not in gender:
            continue
        inflected = parse.inflect({"nomn", *_said_number(parse), *gender})
        if inflected is not None:
            return str(inflected.word)
    return None


def _depends(words: Sequence[str], read: Sequence[Sequence[Parse]], start: int) -> bool:
    """Whether the words from there on depend on a noun before them: a genitive, or a preposition with its noun."""
    if start == len(words):
        return True
    cases = frozenset({"gent"})
    if words[start] in _PREPOSITIONS:
        start, cases = start + 1, _PREPOSITIONS[words[start]]
        if start == len(words):
            return False
    *adjectives, last = read[start:]
    return not any(parse.tag.POS in _FUNCTION for parse in last) and any(
        _is_nominal(parse)
        and parse.tag.case in cases
        and all(any(_agrees(one, parse) for one in parses) for parses in adjectives)
        for parse in last
    )


def _is_nominal(parse: Parse) -> bool:
    """A noun, or a plural that stands for people: «желающих»."""
    return parse.tag.POS == "NOUN" or (parse.tag.POS in _ADJECTIVES and parse.tag.number == "plur")


def _agrees(adjective: Parse, noun: Parse) -> bool:
    tag = adjective.tag
    return tag.POS in _ADJECTIVES and (tag.case, _number(adjective)) == (noun.tag.case, _number(noun))


def _number(parse: Parse) -> str:
    return "plur" if "plur" in parse.tag.grammemes else "sing"


def _said_number(parse: Parse) -> set[str]:
    """The number as the dictionary marks it; the Ukrainian one marks the plural alone."""
    return {"sing", "plur"}.intersection(parse.tag.grammemes)


def _as(word: str, form: str) -> str:
    """A form with the capitals that its word has."""
    if len(word) > 1 and word.isupper():
        return word
    return form[:1].upper() + form[1:] if word[:1].isupper() and form[:1].islower() else form
