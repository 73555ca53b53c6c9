import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.text.pointing import pointed_at


@pytest.mark.parametrize(
    ("text", "shown", "column"),
    [
        ("нефть + ^(газ", "нефть + (газ", 8),
        ("нефть\n\n  \t^(газ", "нефть     (газ", 10),
        ("нефть\r\n^(газ", "нефть  (газ", 7),
        ("😀😀 ^(газ", "😀😀 (газ", 5),
        ("中文 ^(газ", "中文 (газ", 5),
        ("за\u0301мок ^(газ", "за\u0301мок (газ", 6),
        ("а\u00ad\u200b\u202eб ^(газ", "аб (газ", 3),
        ("^", "", 0),
        ("0123456789 123456789 123456789^0123456789 123456789", "…123456789 123456789012345678…", 20),
        ("中中中中中中中中中中中^中中中中中中", "… 中中中中中中中中中中中中中 …", 20),
    ],
)
def test_a_place_is_pointed_at_however_wide_what_is_before(text: str, shown: str, column: int) -> None:
    assert pointed_at(text.replace("^", ""), text.index("^"), 20, 10) == (shown, column)


@given(st.text(max_size=60), st.integers(0, 60))
def test_no_text_takes_more_than_its_line(text: str, place: int) -> None:
    shown, column = pointed_at(text, min(place, len(text)), 20, 10)
    assert len(shown.splitlines()) <= 1
    assert column <= 20
    assert cell_len(shown) <= 30
