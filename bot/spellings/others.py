"""The other spellings of a phrase, by all that is known of it."""

from calendar import day_name, month_name
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.model import Language
from bot.spellings import nominative
from bot.spellings.adjectives import adjectives_of, is_of_well_known_place, is_place, places_of
from bot.spellings.deromanization import deromanized
from bot.spellings.names import is_known_name, is_listed_name
from bot.spellings.persons import spellings_of_person
from bot.spellings.spelling import MOST, Spelling, SpellingKind
from bot.spellings.tables import LANGUAGES
from bot.spellings.things import named
from bot.text.folding import clean, fold, is_cyrillic
from bot.text.forms import Morphology
from bot.text.forms.slavic import Slavic

_MOST_WORDS = 6
_UNLIKELY, _NEARLY = 5.0, 3.0
"""Costs above that of the likeliest spelling: e to that power times less likely."""
_IN_CALENDARS = frozenset(name.lower() for name in (*month_name, *day_name) if name)
"""In English, since nothing here sets another locale; names of months and days have capitals."""
_ONLY_RUSSIAN, _ONLY_UKRAINIAN = frozenset("ыэъё"), frozenset("іїєґ'")


def other_spellings(words: Sequence[str], language: Language, morphology: Morphology) -> list[Spelling]:
    """Other spellings of a phrase in all languages, likeliest first, at most `MOST` of each language.

    `language` is the one that it is likely written in, if its letters do not tell. Never the phrase itself; empty if
    it names nothing that is known. Takes milliseconds; the first call some tenths of a second, since it loads tables.
    """
    typed = [clean(word) for word in words]
    written = _written_in(typed, language, morphology) if 0 < len(typed) <= _MOST_WORDS and all(typed) else None
    if written is None:
        return []
    slavic = morphology.slavic(written)
    found = list(_english(typed, morphology)) if slavic is None else list(_slavic(typed, slavic))
    return _chosen(fold(" ".join(typed)), found)


def knows(word: str, morphology: Morphology) -> bool:
    """Whether a dictionary has a word in one of its forms, so that it is no typing error."""
    folded = fold(word)
    if any(map(is_cyrillic, folded)):
        return any(
            slavic.knows(folded)
            for slavic in map(morphology.slavic, (Language.RUSSIAN, Language.UKRAINIAN))
            if slavic is not None
        )
    return morphology.english.knows(folded)


def _written_in(typed: Sequence[str], language: Language, morphology: Morphology) -> Language | None:
    """The language of a phrase: by its letters, else by the dictionaries, else as it is likely; None if it is mixed."""
    folded = " ".join(map(fold, typed))
    cyrillic = [is_cyrillic(letter) for letter in folded if letter.isalpha()]
    if not cyrillic or (any(cyrillic) and not all(cyrillic)):
        return None
    if not any(cyrillic):
        return Language.ENGLISH
    marked = "".join(typed).lower()
    if not _ONLY_UKRAINIAN.isdisjoint(marked):
        return Language.UKRAINIAN
    if not _ONLY_RUSSIAN.isdisjoint(marked):
        return Language.RUSSIAN
    return _known_in(typed, Language.UKRAINIAN if language is Language.UKRAINIAN else Language.RUSSIAN, morphology)


def _known_in(typed: Sequence[str], likely: Language, morphology: Morphology) -> Language:
    """Russian or Ukrainian: the one whose dictionary has a Cyrillic phrase, rather as names; else the likely one."""
    if named(fold(" ".join(typed)), likely):
        return likely
    other = Language.RUSSIAN if likely is Language.UKRAINIAN else Language.UKRAINIAN
    knowing = [
        language
        for knows_all in (_knows_as_names, _knows_all)
        for language in (likely, other)
        if knows_all(typed, morphology.slavic(language))
    ]
    return knowing[0] if knowing else likely


def _knows_all(typed: Sequence[str], slavic: Slavic | None) -> bool:
    """Whether a dictionary has all the words."""
    return slavic is not None and all(map(slavic.knows, typed))


def _knows_as_names(typed: Sequence[str], slavic: Slavic | None) -> bool:
    """Whether a dictionary has all the words, those with a capital as names."""
    return (
        slavic is not None
        and _knows_all(typed, slavic)
        and all(nominative.is_name(word, slavic) for word in typed if word[:1].isupper())
    )


def _slavic(typed: Sequence[str], slavic: Slavic) -> Iterator[Spelling]:
    is_capital = any(word[:1].isupper() for word in typed) or all(_is_name_anyhow(word, slavic) for word in typed)
    folded = tuple(map(fold, typed))
    for phrase in nominative.phrases(folded, slavic):
        meant = named(" ".join(phrase), slavic.language)
        if meant and (is_capital or meant[0] is SpellingKind.CURRENCY):
            yield from _listed(*meant)
            break
    else:
        meant = None
    if is_capital and (not meant or _may_be_somebody(meant[0], typed, slavic)) and _is_slavic_name(typed, slavic):
        kind = _kind_of_name(typed, slavic)
        phrase = tuple(_nominative(word, slavic) for word in typed)
        yield from _spelt(_capitalised(typed), phrase, slavic.language, kind)
    if len(typed) == 1:
        yield from _derived(typed[0], slavic)


def _may_be_somebody(kind: SpellingKind, typed: Sequence[str], slavic: Slavic) -> bool:
    """Whether a place may be a person as well: a place that no dictionary has is small, like Sandu in Moldova."""
    return kind is SpellingKind.PLACE and len(typed) == 1 and not nominative.is_place(typed[0], slavic)


def _nominative(word: str, slavic: Slavic) -> str:
    """A known name as it stands: «Шакира» is also of «Шакир»."""
    folded = fold(word)
    return folded if is_known_name(folded, slavic.language) else nominative.name(word, slavic)


def _is_name_anyhow(word: str, slavic: Slavic) -> bool:
    """Whether a word is a name in small letters too."""
    return nominative.is_name_in_small_letters(word, slavic) and not is_of_well_known_place(fold(word), slavic)


def _is_slavic_name(typed: Sequence[str], slavic: Slavic) -> bool:
    """Whether a phrase may be a name: a word is one, or several have capitals, and one of them is no common word.

    «Дуда» is also a common word, «Анджей Дуда» is not; «фон» belongs to names in small letters.
    """
    if len(typed) == 1:
        return nominative.is_name(typed[0], slavic) or is_known_name(fold(typed[0]), slavic.language)
    named = [word for word in typed if word[:1].isupper()] or typed
    others = [word for word in typed if word not in named]
    return any(nominative.is_name(word, slavic) for word in named) and all(
        is_known_name(fold(word), slavic.language) for word in others
    )


def _english(typed: Sequence[str], morphology: Morphology) -> Iterator[Spelling]:
    folded = tuple(map(fold, typed))
    meant = named(" ".join(folded), Language.ENGLISH)
    is_name = _has_capital(typed) or not any(map(morphology.english.knows, folded))
    if meant and (is_name or meant[0] is SpellingKind.CURRENCY):
        yield from _listed(*meant)
    elif _is_english_name(typed, morphology):
        yield from _spelt(_capitalised(typed), folded, Language.ENGLISH, SpellingKind.PERSON)


def _is_english_name(typed: Sequence[str], morphology: Morphology) -> bool:
    """Whether an English phrase may be a name: its words have capitals, and none is a common word, unless it follows
    a given name: “Taylor Swift”, not “The Guardian”. In small letters, only what looks like a surname is one.
    """
    folded = [fold(word) for word in typed]
    if len(typed) == 1 and not _has_capital(typed):
        is_surname = deromanized(folded[0], Language.RUSSIAN) or is_listed_name(folded[0], Language.ENGLISH)
        return bool(is_surname) and not morphology.english.knows(folded[0])
    if not all(word[:1].isupper() or is_listed_name(fold(word), Language.ENGLISH) for word in typed):
        return False
    if not _has_capital(typed) or (len(typed) == 1 and folded[0] in _IN_CALENDARS):
        return False
    if len(typed) == 1 and is_known_name(folded[0], Language.ENGLISH):
        return True
    return is_listed_name(folded[0], Language.ENGLISH) or not any(map(morphology.english.knows, folded))


def _kind_of_name(typed: Sequence[str], slavic: Slavic) -> SpellingKind:
    return SpellingKind.PLACE if all(nominative.is_place(word, slavic) for word in typed) else SpellingKind.PERSON


def _capitalised(typed: Sequence[str]) -> list[str]:
    """As a name is written: «зеленский» with a capital, «бен Ладен» as it is."""
    if _has_capital(typed):
        return list(typed)
    return [word[:1].upper() + word[1:] for word in typed]


def _has_capital(typed: Sequence[str]) -> bool:
    return any(word[:1].isupper() for word in typed)


def _listed(kind: SpellingKind, names: dict[Language, list[str]]) -> Iterator[Spelling]:
    for other, spellings in names.items():
        yield from (Spelling(text, other, kind) for text in spellings[:MOST])


def _spelt(typed: Sequence[str], folded: tuple[str, ...], language: Language, kind: SpellingKind) -> Iterator[Spelling]:
    """Spellings by the letters; if the likeliest one is the name as it is, only those that are nearly as likely."""
    same = " ".join(folded)
    for other in LANGUAGES:
        if other is not language and (found := spellings_of_person(typed, folded, language, other)):
            least = found[0][1]
            dearest = least + (_NEARLY if fold(found[0][0]) == same else _UNLIKELY)
            yield from (Spelling(text, other, kind) for text, cost in found if cost <= dearest)


def _derived(word: str, slavic: Slavic) -> Iterator[Spelling]:
    """The adjective of a place, or the place of an adjective, in the language of the word."""
    folded = fold(word)
    if word[:1].isupper() or _is_name_anyhow(word, slavic):
        place = nominative.name(word, slavic)
        for adjective in adjectives_of(place, slavic) if is_place(place, slavic) else ():
            yield Spelling(adjective, slavic.language, SpellingKind.ADJECTIVE)
    else:
        for place in places_of(folded, slavic):
            yield Spelling(place[:1].upper() + place[1:], slavic.language, SpellingKind.NOUN)


def _chosen(typed: str, found: Iterable[Spelling]) -> list[Spelling]:
    """Each text once, in the language where it is likelier, without the one typed; at most `MOST` of a language."""
    places: dict[str, tuple[int, int]] = {}
    counted: Counter[Language] = Counter()
    kept: dict[tuple[int, int], Spelling] = {}
    for number, spelling in enumerate(found):
        folded = fold(spelling.text)
        place = (counted[spelling.language], number)
        counted[spelling.language] += 1
        if folded != typed and place < places.get(folded, (MOST, 0)):
            if folded in places:
                del kept[places[folded]]
            places[folded] = place
            kept[place] = spelling
    return [kept[place] for place in sorted(kept, key=lambda place: place[1])]
