import pytest

from tests.kept import morphology


@pytest.mark.parametrize(
    ("word", "language", "noun"),
    [
        ("футболу", "ru", "футбол"),
        ("Хоккей", "ru", "хоккей"),
        ("Трампом", "ru", "Трамп"),
        ("футболом", "uk", "футбол"),
        ("тарифів", "uk", "тариф"),
        ("РФ", "ru", "РФ"),
        ("Tennis", "en", "Tennis"),
        ("потребовала", "ru", None),
        ("Владимир", "ru", None),
        ("Кракозябру", "ru", "Кракозябру"),
    ],
)
def test_nouns_and_names_have_a_dictionary_form(word: str, language: str, noun: str | None) -> None:
    assert morphology().noun(word, language) == noun
