import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.folding import clean, fold, straighten

LETTERS = st.text(
    st.sampled_from("аеёйopcХСTІії'’ʼ`-‐‑\u00ad\u0301\u0300\u0308\u0306İßǅé1+") | st.characters(), max_size=12
)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Ёлка", "елка"),
        ("за́мок", "замок"),
        ("согла\u00adшение", "соглашение"),
        ("обʼєднання", "об'єднання"),
        ("Санкт‑Петербург", "санкт-петербург"),
        ("Тpамп", "трамп"),
        ("Kиїв", "київ"),
        ("С++", "c++"),
        ("В2В", "b2b"),
        ("IT-компания", "it-компания"),
        ("СССР", "ссср"),
        ("и\u0306од", "йод"),
        ("cafe\u0301", "café"),
    ],
)
def test_spellings_of_a_word_fold_alike(word: str, folded: str) -> None:
    assert fold(word) == folded


@given(LETTERS)
def test_folding_is_idempotent(word: str) -> None:
    for folded in (clean, straighten, fold):
        assert folded(folded(word)) == folded(word)
