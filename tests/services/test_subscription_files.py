"""A file of subscriptions says what was written, whatever the queries are."""

from hypothesis import given
from hypothesis import strategies as st

from bot.services.subscription_files import read_subscriptions, write_subscriptions

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Z", "C")), min_size=1, max_size=12)
_LINES = st.lists(_WORDS, min_size=1, max_size=5).map(" ".join)


@given(st.lists(_LINES))
def test_what_is_written_is_read_back(lines: list[str]) -> None:
    read = read_subscriptions(write_subscriptions(lines), "any.txt")
    assert read is not None
    assert read.splitlines() == lines


@given(st.text())
def test_a_query_of_several_lines_stays_one(text: str) -> None:
    read = read_subscriptions(write_subscriptions([f"a{text}b"]))
    assert read is not None
    assert len(read.splitlines()) == 1


@given(st.binary())
def test_any_other_file_is_none(body: bytes) -> None:
    assert read_subscriptions(body, "feeds.opml") is None
