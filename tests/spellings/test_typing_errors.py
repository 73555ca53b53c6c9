import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spellings import MOST_NEAREST, nearest_words, one_error_away
from bot.text.folding import fold

_COUNTS = {
    "зеленский": 900,
    "коалиция": 40,
    "ukraine": 500,
    "об'єднання": 7,
    "карта": 3,
    "парта": 3,
    "марта": 80,
    "кара": 1,
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Зеленскй", ["Зеленский"]),  # left out
        ("Зелленский", ["Зеленский"]),  # put in
        ("Зиленский", ["Зеленский"]),  # mistaken
        ("Зелнеский", ["Зеленский"]),  # swapped
        ("КОАЛИЦИ", ["КОАЛИЦИЯ"]),
        ("ukrain", ["ukraine"]),
        ("Ukarine", ["Ukraine"]),
        ("обєднання", ["об'єднання"]),
        ("тарта", ["марта", "карта", "парта"]),
        ("Зиленскй", []),  # two errors
        ("кар", []),  # too short to tell
        ("карт4", []),
        ("", []),
    ],
)
def test_words_one_error_away_are_found_commonest_first(typed: str, meant: list[str]) -> None:
    assert nearest_words(typed, _COUNTS) == meant


def test_what_is_counted_as_nothing_is_unknown() -> None:
    assert nearest_words("коалици", {"коалиция": 0}) == []


def test_few_strings_are_looked_up() -> None:
    assert len(one_error_away("зеленский")) < 800
    assert len(one_error_away("а" * 31)) == 0


@given(st.text(max_size=40))
def test_nothing_is_its_own_error(typed: str) -> None:
    away = one_error_away(typed)
    assert fold(typed) not in away
    assert all(abs(len(other) - len(fold(typed))) <= 1 for other in away)
    found = nearest_words(typed, dict.fromkeys(away, 1))
    assert len(found) <= MOST_NEAREST
    assert all(found)


@given(st.text(alphabet="абвгдежзик", min_size=4, max_size=12), st.text(alphabet="абвгдежзик", min_size=4, max_size=12))
def test_an_error_goes_both_ways(one: str, other: str) -> None:
    assert (other in one_error_away(one)) == (one in one_error_away(other))
