from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.typed import search_request

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
_KYIV = ZoneInfo("Europe/Kyiv")


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=_KYIV).astimezone(UTC)


@pytest.mark.parametrize(
    ("typed", "query", "since", "until"),
    [
        ("нефть", "нефть", None, None),
        ("нефть с 20.02 по 25.02", "нефть", _day(2026, 2, 20), _day(2026, 2, 26)),
        ("нафта з 20.02 до 25.02", "нафта", _day(2026, 2, 20), _day(2026, 2, 26)),
        ("oil since 20.11", "oil", _day(2025, 11, 20), None),
        ("oil until 20.11.2024", "oil", None, _day(2024, 11, 21)),
        ("нефть с 1.3.26", "нефть", _day(2026, 3, 1), None),
        ("нефть с 40.02", "нефть с 40.02", None, None),
        ("нефть с Урала", "нефть с Урала", None, None),
        ("с 20.02", "с 20.02", None, None),
    ],
)
def test_days_are_taken_off_a_search(typed: str, query: str, since: datetime | None, until: datetime | None) -> None:
    found = search_request(typed, _NOW, _KYIV)
    assert (found.query, found.since, found.until) == (query, since, until)


@given(
    st.text(max_size=50), st.sampled_from(["", " с 20.02", " по 31.02", " с 1.1.0001", " с 29.02", " по 31.12.9999"])
)
def test_whatever_is_typed_is_a_search(text: str, days: str) -> None:
    search_request(text + days, _NOW, _KYIV)
