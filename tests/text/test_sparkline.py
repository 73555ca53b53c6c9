import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sparkline import sparkline


@pytest.mark.parametrize(
    ("counts", "drawn"),
    [
        ([], ""),
        ([0, 0, 0], "▁▁▁"),
        ([1, 1], "▇▇"),
        ([0, 1, 4, 6, 2, 0, 1], "▁▂▅▇▃▁▂"),
        ([0, 1, 1_000_000], "▁▂▇"),
    ],
)
def test_days_are_drawn(counts: list[int], drawn: str) -> None:
    assert sparkline(counts) == drawn


@given(st.lists(st.integers(min_value=0, max_value=10**12), max_size=30))
def test_a_bar_is_higher_only_for_more_and_lowest_for_nothing_alone(counts: list[int]) -> None:
    bars = sparkline(counts)
    assert len(bars) == len(counts)
    for count, bar in zip(counts, bars, strict=True):
        assert (bar == "▁") == (count == 0)
        assert all(bar <= other for another, other in zip(counts, bars, strict=True) if another > count)
