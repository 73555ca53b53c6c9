import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spellings import in_other_layouts, other_layout

_KNOWN = frozenset({"коалиция", "hello", "буданов", "київ", "їжак", "газ", "мир", "привет", "the"})


def _knows(word: str) -> bool:
    return word.lower() in _KNOWN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rjfkbwbz", "коалиция"),
        ("Rjfkbwbz", "Коалиция"),
        ("руддщ", "hello"),
        ("rbїd", None),
        ("rb]d", "київ"),
        (",elfyjd", "буданов"),
        ("ghbdtn  vbh", "привет мир"),
        ("ыфпшщ", None),
        ("їжак", None),
        ("ъжак", "їжак"),
        ("ufp", "газ"),
        ("the", None),
        ("the rjfkbwbz", None),
        ("qwerty", None),
        ("", None),
        (",,,", None),
    ],
)
def test_what_was_typed_with_another_layout_is_told(typed: str, meant: str | None) -> None:
    assert other_layout(typed, _knows) == meant


def test_a_word_that_is_known_as_it_stands_was_meant() -> None:
    assert other_layout("ufp", lambda word: word in {"ufp", "газ"}) is None
    assert other_layout("ufp rjfkbwbz", lambda word: word in {"ufp", "газ", "коалиция"}) is None


def test_nothing_is_changed_if_what_comes_out_is_unknown() -> None:
    assert other_layout("rjfkbwbz vbh", lambda word: word == "мир") is None


@given(st.text(max_size=200))
def test_every_candidate_has_only_words_and_is_another_text(typed: str) -> None:
    for other in in_other_layouts(typed):
        assert other
        assert other != typed
        assert all(word.replace("-", "").replace("'", "").isalpha() for word in other.split(" "))


@given(st.text(max_size=200))
def test_a_text_is_taken_for_another_only_if_all_of_that_is_known(typed: str) -> None:
    other = other_layout(typed, lambda word: len(word) % 2 == 0)
    assert other is None or all(len(word) % 2 == 0 for word in other.split(" "))
