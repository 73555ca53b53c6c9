"""What `benchmarks.costs` concludes from what it counts."""

import pytest

from benchmarks.costs import Counts, Measured, rates

_SECONDS = 20.0
_IDLE_S, _POLL_S, _ARTICLE_S = 0.4, 0.002, 0.005


def measured(sources: int) -> Measured:
    polls = 2.0 * sources
    unchanged = Counts(_IDLE_S + polls * _POLL_S, polls, 0)
    new = Counts(_IDLE_S + polls * _POLL_S + sources * _ARTICLE_S, polls, sources)
    return Measured(sources, unchanged, new, memory_mb=100)


def test_what_a_poll_and_an_article_take_is_told_from_what_the_program_takes_for_itself() -> None:
    found = rates(measured(10), measured(1_000), _SECONDS)
    assert found.poll_s == pytest.approx(_POLL_S)
    assert found.article_s == pytest.approx(_ARTICLE_S)
    assert found.idle_share == pytest.approx(_IDLE_S / _SECONDS)
    assert found.of_day(100) == pytest.approx(0.02 + 100 * (288 * _POLL_S + 30 * _ARTICLE_S) / 86_400)
