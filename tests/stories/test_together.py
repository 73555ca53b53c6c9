"""What two reports have in common, as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import ReadArticle
from bot.stories.together import in_common

_TELEGRAPH = ReadArticle(
    "Вашингтон поможет «коалиции желающих» разведкой и снабжением",
    "США готовы помочь европейским силам разведкой, но не солдатами. Речь о поддержке 30 стран во главе с Лондоном.",
    "The Telegraph",
    "telegraph.example",
    "ru",
)


def _report(title: str, text: str, language: str = "ru") -> ReadArticle:
    return ReadArticle(title, text, "РБК", "rbc.example", language)


def test_names_numbers_and_words_are_named_as_they_stand() -> None:
    other = _report("США прикроют европейцев", "Вашингтон обещал разведку; в коалиции желающих 30 государств.")
    common = in_common(_TELEGRAPH, other)
    assert common == ("коалиции желающих", "разведкой", "Вашингтон", "30 стран")


def test_reports_in_two_languages_have_names_and_numbers_in_common() -> None:
    other = _report("Washington offers intelligence", "London leads 30 countries.", "en")
    common = in_common(_TELEGRAPH, other)
    assert {"Вашингтон", "30 стран"} <= set(common)


def test_nothing_in_common_is_nothing() -> None:
    assert in_common(_TELEGRAPH, _report("Погода в Риге", "Ожидается дождь.")) == ()
    assert in_common(_report("", ""), _report("", "")) == ()


@pytest.mark.parametrize("count", [1, 300])
def test_few_are_named(count: int) -> None:
    words = " ".join(f"Слово{chr(1072 + number % 32)}{number}" for number in range(40 * count))
    assert len(in_common(_report(words, words), _report(words, words))) <= 5


@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["ru", "en", "uk", "", "de"]))
def test_what_is_named_stands_there(title: str, text: str, language: str) -> None:
    one = _report(title, text, language)
    for word in in_common(one, _report(text, title, language)):
        assert word in f"{one.title}\n{one.text}"
        assert "\n" not in word
