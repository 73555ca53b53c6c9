import pytest

from bot.text.numbers import money_units, number_of, ordinal_forms


@pytest.mark.parametrize(
    ("word", "number"),
    [("9-го", "9"), ("2024-й", "2024"), ("1-я", "1"), ("5-ти", "5"), ("3rd", "3"), ("9", ""), ("90-х", ""), ("Б9", "")],
)
def test_the_number_of_an_ordinal(word: str, number: str) -> None:
    assert number_of(word) == number


def test_an_ordinal_is_found_by_its_number() -> None:
    assert ordinal_forms("9-го") == {"9-го", "9"}
    assert ordinal_forms("21st") == {"21st", "21"}


def test_a_decade_is_found_in_its_cases_and_not_by_its_number() -> None:
    assert {"90-е", "90-х", "90-м", "90-ми", "90х"} <= ordinal_forms("90-х")
    assert "90" not in ordinal_forms("90-х")
    assert ordinal_forms("90-е") == ordinal_forms("90-х")


@pytest.mark.parametrize("word", ["9", "слово", "1" * 100 + "-й", "9-летний"])
def test_what_is_no_ordinal_has_no_such_forms(word: str) -> None:
    assert ordinal_forms(word) == frozenset()


def test_money_has_its_units() -> None:
    assert money_units("M") == ("million", "m", "mn", "mln")
    assert money_units("кг") == ()
