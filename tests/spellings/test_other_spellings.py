from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Language
from bot.spellings import MOST, SHOWN, Spelling, SpellingKind, knows, likeliest, other_spellings
from bot.text.folding import fold
from tests.kept import morphology

_RUSSIAN, _UKRAINIAN, _ENGLISH = Language


def _found(typed: str, language: Language = _RUSSIAN) -> list[Spelling]:
    return other_spellings(typed.split(" "), language, morphology())


def _shown(typed: str, language: Language = _RUSSIAN) -> dict[Language, list[str]]:
    shown: dict[Language, list[str]] = {}
    for spelling in likeliest(_found(typed, language), {}):
        shown.setdefault(spelling.language, []).append(spelling.text)
    return shown


@pytest.mark.parametrize(
    ("russian", "ukrainian", "english"),
    [
        ("Зеленский", "Зеленський", "Zelensky"),
        ("Путин", "Путін", "Putin"),
        ("Мишустин", "Мішустін", "Mishustin"),
        ("Стармер", "Стармер", "Starmer"),
        ("Макрон", "Макрон", "Macron"),
        ("Трамп", "Трамп", "Trump"),
        ("Маск", "Маск", "Musk"),
        ("Эммануэль Макрон", "Еммануель Макрон", "Emmanuel Macron"),
        ("Владимир Зеленский", "Володимир Зеленський", "Volodymyr Zelensky"),
        ("Елена Зеленская", "Олена Зеленська", "Olena Zelenska"),
        ("Хавьер Милей", "Хав'єр Мілей", "Javier Milei"),
        ("Си Цзиньпин", "Сі Цзіньпін", "Xi Jinping"),
        ("Ким Чен Ын", "Кім Чен Ин", "Kim Jong Un"),
        ("Харьков", "Харків", "Kharkiv"),
        ("Нью-Йорк", "Нью-Йорк", "New York"),
        ("Харьковская область", "Харківська область", "Kharkiv region"),
        ("Германия", "Німеччина", "Germany"),
        ("США", "США", "US"),
        ("НАТО", "НАТО", "NATO"),
        ("ВСУ", "ЗСУ", "Armed Forces of Ukraine"),
        ("ЕС", "ЄС", "EU"),
        ("рубль", "рубль", "ruble"),
    ],
)
def test_a_thing_is_found_in_the_other_languages(russian: str, ukrainian: str, english: str) -> None:
    assert russian == ukrainian or ukrainian in _shown(russian)[_UKRAINIAN]
    assert english in _shown(russian)[_ENGLISH]
    back = _shown(english, _ENGLISH)
    assert fold(russian) in {fold(text) for texts in back.values() for text in texts}


@pytest.mark.parametrize(
    ("typed", "english"),
    [
        ("Зеленского", "Zelensky"),
        ("Владимиром Путиным", "Vladimir Putin"),
        ("Харькове", "Kharkiv"),
        ("Харьковской области", "Kharkiv region"),
        ("Стармером", "Starmer"),
        ("Сальвини", "Salvini"),
        ("Илон Маск", "Elon Musk"),
    ],
)
def test_a_case_is_brought_back_to_the_nominative(typed: str, english: str) -> None:
    assert english in _shown(typed)[_ENGLISH]


@pytest.mark.parametrize(
    "typed",
    [
        "коалиция",
        "нефть подорожала",
        "Коалиция",
        "Банк",
        "Санкции",
        "Вибори",
        "Мост",
        "the",
        "Bank",
        "April",
        "Oil price",
        "The Guardian",
        "лев",
        "!",
        "C++",
    ],
)
def test_common_words_have_no_other_spelling(typed: str) -> None:
    assert _found(typed) == []


def test_a_name_in_small_letters_is_one_if_it_is_nothing_else() -> None:
    assert "Poroshenko" in _shown("порошенко")[_ENGLISH]
    assert "Росія" in _shown("россия")[_UKRAINIAN]
    assert "Зеленський" in _shown("зеленский")[_UKRAINIAN]
    assert _shown("зеленський", _UKRAINIAN)[_RUSSIAN] == ["Зеленский"]
    assert "Зеленский" in _shown("zelensky", _ENGLISH)[_RUSSIAN]
    assert _found("малий", _UKRAINIAN) == []
    assert _found("chair", _ENGLISH) == []
    assert "Lion" not in _shown("лев").get(_ENGLISH, [])


def test_the_language_is_told_by_the_letters_then_by_the_person() -> None:
    assert _shown("Київ", _RUSSIAN)[_RUSSIAN] == ["Киев"]
    assert "Київ" in _shown("Киев", _UKRAINIAN)[_UKRAINIAN]
    assert "ЗСУ" in _shown("ВСУ", _RUSSIAN)[_UKRAINIAN]


@pytest.mark.parametrize(
    ("noun", "adjective", "language"),
    [
        ("Украина", "украинский", _RUSSIAN),
        ("Киев", "киевский", _RUSSIAN),
        ("Европа", "европейский", _RUSSIAN),
        ("Москва", "московский", _RUSSIAN),
        ("Україна", "український", _UKRAINIAN),
        ("Одеса", "одеський", _UKRAINIAN),
    ],
)
def test_a_place_has_an_adjective_and_an_adjective_a_place(noun: str, adjective: str, language: Language) -> None:
    assert Spelling(adjective, language, SpellingKind.ADJECTIVE) in _found(noun, language)
    assert Spelling(noun, language, SpellingKind.NOUN) in _found(adjective, language)


@pytest.mark.parametrize("typed", ["пол", "нефть", "Дрон", "Суд", "Вера"])
def test_a_common_noun_has_none(typed: str) -> None:
    assert not [one for one in _found(typed) if one.kind in {SpellingKind.ADJECTIVE, SpellingKind.NOUN}]


def test_the_archive_says_which_spelling_comes_first() -> None:
    found = _found("Зеленский")
    counted = likeliest(found, {"Zelenskiy": 3, "Зеленський": 9})
    assert [spelling.text for spelling in counted][:2] == ["Зеленський", "Zelenskiy"]
    assert max(Counter(spelling.language for spelling in counted).values()) == SHOWN


def test_a_dictionary_word_is_known_in_all_its_forms() -> None:
    assert knows("коалицией", morphology())
    assert knows("уряду", morphology())
    assert knows("governments", morphology())
    assert not knows("rjfkbwbz", morphology())
    assert not knows("коалицыя", morphology())


@given(st.lists(st.text(min_size=1, max_size=40), max_size=8), st.sampled_from(Language))
@settings(max_examples=300)
def test_no_text_breaks_it(words: list[str], language: Language) -> None:
    _is_well_formed(words, language)


@given(
    st.lists(st.from_regex(r"[А-ЩЮЯІЇЄA-Z][а-яёіїєґa-z'-]{1,30}", fullmatch=True), min_size=1, max_size=5),
    st.sampled_from(Language),
)
@settings(max_examples=100)
def test_no_name_breaks_it(words: list[str], language: Language) -> None:
    _is_well_formed(words, language)


def _is_well_formed(words: list[str], language: Language) -> None:
    found = other_spellings(words, language, morphology())
    assert all(spelling.text.strip() == spelling.text != "" for spelling in found)
    assert fold(" ".join(words)) not in {fold(spelling.text) for spelling in found}
    assert len({fold(spelling.text) for spelling in found}) == len(found)
    assert all(count <= MOST for count in Counter(spelling.language for spelling in found).values())
