import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Language
from bot.spellings.tables import LANGUAGES, Table, lines, names_of_the_world, rows, table
from bot.spellings.things import things

_FILES = ("bodies", "countries", "currencies", "given_names", "people", "places", "regions")
_CYRILLIC = re.compile(r"[а-яёіїєґ0-9A-ZІV' .+-]+", re.IGNORECASE)


@pytest.mark.parametrize("name", _FILES)
def test_every_line_has_a_name_in_each_language(name: str) -> None:
    for row in rows(name):
        assert len(row) == len(LANGUAGES), row
        assert all(spelling and spelling == spelling.strip() for column in row for spelling in column), row
        assert all(len(set(column)) == len(column) for column in row), row
        assert all(_CYRILLIC.fullmatch(spelling) for column in row[:2] for spelling in column), row
        assert all("ы" not in spelling.lower() for spelling in row[1]), row


def test_the_names_of_the_world_have_two_columns() -> None:
    assert all(re.fullmatch(r"[а-я]+\t[a-z]+(\|[a-z]+){0,2}", line) for line in lines("names-en"))


def test_a_table_in_small_letters_is_as_long_as_it_is() -> None:
    for listed in (*(listed for _, listed in things()), names_of_the_world(), table("given_names")):
        assert len(listed._folded) == len(listed._text)


def test_the_origin_of_what_is_not_ours_is_told() -> None:
    for name, origin in (("places", "GeoNames"), ("names-en", "wordfreq"), ("ru-en", "wordfreq"), ("ru-uk", "MIT")):
        head = files("bot.spellings").joinpath("data", f"{name}.txt").read_text("utf-8")[:600]
        assert origin in head


def test_of_things_with_one_name_the_likelier_come_first() -> None:
    listed = Table([(("Анна",), ("Ганна", "Анна"), ("Hanna",)), (("Анна",), ("Анна",), ("Anna", "Anne"))])
    assert listed.others("анна", Language.UKRAINIAN)[Language.ENGLISH] == ["Anna", "Hanna", "Anne"]
    assert listed.others("ганна", Language.UKRAINIAN) == {Language.RUSSIAN: ["Анна"], Language.ENGLISH: ["Hanna"]}
    assert listed.others("анн", Language.RUSSIAN) == {}
    assert listed.knows("anne", Language.ENGLISH)
    assert not listed.knows("anne", Language.RUSSIAN)


@given(st.text(max_size=20), st.sampled_from(Language))
def test_nothing_but_whole_names_are_found(text: str, language: Language) -> None:
    folded = {name.lower().replace("ё", "е") for row in rows("regions") for name in row[LANGUAGES.index(language)]}
    assert table("regions").knows(text, language) == (text in folded)
