"""Names that must carry a mark: found in any form, and asked for until the mark stands in the post."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.reposts.marks import Mark, Marks, load_marks, missing_marks, read_marks, with_marks
from tests.kept import morphology

_AGENT = "Признан «иностранным агентом»"
_LIST = (
    Mark("Иван Петров", _AGENT),
    Mark("Петров Иван", _AGENT),
    Mark("Левада-Центр", "* внесён в реестр"),
    Mark("Вільна хвиля", "Пам'ятка №5"),
    Mark("Acme Corporation", "Sponsored list"),
    Mark("!Рябина", "с пометкой"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Об этом сообщили Ивану Петрову.", ["Иван Петров"]),
        ("С Петровым Иваном, Иваном Петровым и «Левада-центром»", ["Иван Петров", "Левада-Центр"]),
        ("ИВАН ПЕТРОВ ВЫСТУПИЛ", ["Иван Петров"]),
        ("Иван Сидоров и Пётр Петров", []),
        ("За даними «Вільної хвилі»", ["Вільна хвиля"]),
        ("Acme Corporation's shares", ["Acme Corporation"]),
        ("Радио «Рябина»; на рябине снег", ["!Рябина"]),
        ("На рябине снег", []),
        ("", []),
    ],
)
def test_a_name_is_found_in_any_form_of_its_words(text: str, names: list[str]) -> None:
    marks = Marks(_LIST, morphology())
    assert [mark.name for mark in marks.needed("Заголовок", text)] == names


def test_what_was_kept_from_being_a_link_is_read_without_the_signs_for_that() -> None:
    marks = Marks([Mark("dev.ua", "М")], morphology())
    assert marks.needed("Пишет dev\u2060.ua")


@pytest.mark.parametrize(
    ("post", "is_missing"),
    [
        ("Текст. Признан «иностранным агентом».", False),
        ('Текст\n\n<i>ПРИЗНАН  "иностранным</i>\n<b>агентом"</b>', False),
        ("Текст. Признан “иностранным агентом”", False),
        ("Текст. Не признан иностранным агентством", True),
        ("Признан «иностранным", True),
        ("", True),
    ],
)
def test_a_mark_stands_there_in_whatever_quotes_spaces_and_letter_case(post: str, *, is_missing: bool) -> None:
    mark = Mark("Иван Петров", _AGENT)
    assert missing_marks(post, [mark]) == ((mark,) if is_missing else ())


def test_a_mark_that_is_a_sign_alone_is_looked_for_as_it_is() -> None:
    mark = Mark("Иван Петров", "*")
    assert missing_marks("Иван Петров* сказал", [mark]) == ()
    assert missing_marks("Иван Петров сказал", [mark]) == (mark,)


_listed = st.text("аб1*№&< «»", min_size=1, max_size=9).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.text(max_size=30).map(escape), st.lists(_listed, max_size=3))
def test_a_mark_that_was_put_there_is_not_missing_and_is_put_there_once(text: str, listed: list[str]) -> None:
    post = with_marks(text, listed)
    assert missing_marks(post, [Mark("", one) for one in listed]) == ()
    assert with_marks(post, listed) == post


def test_marks_stand_below_the_post_each_on_its_line() -> None:
    assert with_marks("<b>Текст</b>", ["А & Б", "В", "А & Б"]) == "<b>Текст</b>\n\nА &amp; Б\nВ"
    assert with_marks("<b>Текст</b>", []) == "<b>Текст</b>"


@pytest.mark.parametrize(
    "text",
    [
        "Иван Петров,Пометка\n",
        "# имя;пометка\n\nИван Петров;Пометка",
        "Иван Петров\tПометка\r\n",
        '"Иван   Петров", "Пометка"',
        "Иван Петров,Пометка\nИван Петров,Пометка",
    ],
)
def test_a_list_is_read_as_spreadsheets_write_it(text: str) -> None:
    assert read_marks(text) == (Mark("Иван Петров", "Пометка"),)


def test_commas_and_line_breaks_in_quotes_are_part_of_a_mark() -> None:
    assert read_marks('"Петров, Иван";"а, б\nв ""г"""') == (Mark("Петров, Иван", 'а, б в "г"'),)
    assert read_marks("") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Иван Петров,Пометка\n\nИван Петров\n", "line 3: a name and its mark are expected, not 1 columns"),
        ("А,Б,В", "line 1: a name and its mark are expected, not 3 columns"),
        ("Иван,Пометка\n ,Пометка", "line 2: the name is empty"),
        ("Иван, ", "line 1: the mark is empty"),
        ("«»,Пометка", "line 1: the name has no words"),
        (f"{'я' * 201},Пометка", "line 1: the name has more than 200 characters"),
        (f"Иван,{'я' * 501}", "line 1: the mark has more than 500 characters"),
        ('Иван,"Пометка', "line 1: unexpected end of data"),
    ],
)
def test_a_bad_line_is_named_with_its_number(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=f"^MARKS_FILE, {said}$"):
        read_marks(text)


def test_a_file_is_read_or_the_error_names_it(tmp_path: Path) -> None:
    listed = tmp_path / "marks.csv"
    assert load_marks(None) == ()
    for content, said in (
        (None, "No such file or directory"),
        ("Иван Петров".encode("cp1251"), "is not in UTF-8"),
        (b"\xef\xbb\xbfIvan", "line 1: a name and its mark"),
    ):
        if content is not None:
            listed.write_bytes(content)
        with pytest.raises(SettingsError, match=said):
            load_marks(listed)
    listed.write_text("\ufeffИван,Пометка", encoding="utf-8")
    assert load_marks(listed) == (Mark("Иван", "Пометка"),)
