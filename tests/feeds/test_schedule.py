"""The schedule, as a table."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.schedule import Hints, Outcome, PollPlan, Schedule, is_silent, usual_gap_s
from bot.model import PollState

MONDAY = datetime(2025, 11, 17, 12, 30, tzinfo=UTC)
SCHEDULE = Schedule(floor_s=300, ceiling_s=7200)
HOUR = 3600.0


def seeded(seed: int) -> Random:
    return Random(seed)


class NoJitter(Random):
    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def plan(
    outcome: Outcome, interval_s: float = 1000, hints: Hints | None = None, failures: int = 0
) -> tuple[float, float]:
    """The interval, and the seconds until the next poll."""
    state = PollState(interval_s=interval_s, next_poll_at=MONDAY, failures=failures)
    made = SCHEDULE.plan(state, outcome, hints or Hints(), MONDAY, NoJitter())
    return round(made.interval_s, 3), round((made.next_poll_at - MONDAY).total_seconds(), 3)


@pytest.mark.parametrize(
    ("outcome", "interval_s", "hints", "failures", "expected"),
    [
        # it adapts, within bounds
        (Outcome.NEWS, 1000, Hints(), 0, (600, 600)),
        (Outcome.NEWS, 300, Hints(), 0, (300, 300)),
        (Outcome.UNCHANGED, 1000, Hints(), 0, (1200, 1200)),
        (Outcome.UNCHANGED, 7000, Hints(), 0, (7200, 7200)),
        (Outcome.UNCHANGED, 1, Hints(), 0, (300, 300)),
        (Outcome.NEWS, 1e9, Hints(), 0, (7200, 7200)),
        # success after failures continues where it was
        (Outcome.UNCHANGED, 1000, Hints(), 9, (1200, 1200)),
        # hints are lower bounds
        (Outcome.NEWS, 1000, Hints(ttl_s=900), 0, (600, 900)),
        (Outcome.NEWS, 1000, Hints(ttl_s=60), 0, (600, 600)),
        (Outcome.NEWS, 1000, Hints(fresh_for_s=1800), 0, (600, 1800)),
        (Outcome.NEWS, 1000, Hints(fresh_for_s=0), 0, (600, 600)),
        (Outcome.NEWS, 1000, Hints(fresh_for_s=31_536_000), 0, (600, 7200)),
        (Outcome.NEWS, 1000, Hints(ttl_s=31_536_000), 0, (600, 7200)),
        (Outcome.UNCHANGED, 1000, Hints(retry_after_s=4 * HOUR), 0, (1200, 4 * HOUR)),
        (Outcome.UNCHANGED, 1000, Hints(retry_after_s=1e10), 0, (1200, 24 * HOUR)),
        (Outcome.NEWS, 1000, Hints(retry_after_s=700, fresh_for_s=800, ttl_s=900), 0, (600, 900)),
        # it backs off, and keeps the interval
        (Outcome.FAILED, 1000, Hints(), 0, (1000, 300)),
        (Outcome.FAILED, 1000, Hints(), 1, (1000, 600)),
        (Outcome.FAILED, 1000, Hints(), 4, (1000, 4800)),
        (Outcome.FAILED, 1000, Hints(), 7, (1000, 6 * HOUR)),
        (Outcome.FAILED, 1000, Hints(), 100_000, (1000, 6 * HOUR)),
        (Outcome.FAILED, 1000, Hints(retry_after_s=900), 0, (1000, 900)),
        (Outcome.FAILED, 1000, Hints(retry_after_s=10), 3, (1000, 2400)),
        (Outcome.FAILED, 1000, Hints(fresh_for_s=7000, ttl_s=7000), 0, (1000, 300)),
        # skipped hours and days, on a Monday at 12:30
        (Outcome.NEWS, 1000, Hints(skip_hours=frozenset({12})), 0, (600, 1800)),
        (Outcome.NEWS, 1000, Hints(skip_hours=frozenset({12, 13, 14})), 0, (600, 2.5 * HOUR)),
        (Outcome.NEWS, 1000, Hints(skip_hours=frozenset(range(24)) - {11}), 0, (600, 22.5 * HOUR)),
        (Outcome.NEWS, 1000, Hints(skip_hours=frozenset(range(24))), 0, (600, 600)),
        (Outcome.NEWS, 1000, Hints(skip_days=frozenset({0})), 0, (600, 11.5 * HOUR)),
        (Outcome.NEWS, 1000, Hints(skip_days=frozenset(range(7)) - {6}), 0, (600, 5 * 24 * HOUR + 11.5 * HOUR)),
        (Outcome.NEWS, 1000, Hints(skip_days=frozenset(range(7))), 0, (600, 600)),
        (Outcome.FAILED, 1000, Hints(skip_hours=frozenset({12})), 0, (1000, 1800)),
        (Outcome.NEWS, 1000, Hints(skip_hours=frozenset({0, 1}), skip_days=frozenset({0})), 0, (600, 13.5 * HOUR)),
    ],
)
def test_table(outcome: Outcome, interval_s: float, hints: Hints, failures: int, expected: tuple[float, float]) -> None:
    assert plan(outcome, interval_s, hints, failures) == expected


@pytest.mark.parametrize(("gap_s", "least_s", "most_s"), [(HOUR, 600, 1500), (4 * HOUR, 2400, 7200), (60, 300, 330)])
def test_it_settles_near_a_quarter_of_the_gap_between_news(gap_s: float, least_s: float, most_s: float) -> None:
    random, now, news_at = seeded(1), 0.0, 0.0
    state = PollState(interval_s=300, next_poll_at=MONDAY)
    intervals = []
    for _ in range(3000):
        has_news = now // gap_s > news_at // gap_s
        news_at = now if has_news else news_at
        at = MONDAY + timedelta(seconds=now)
        made = SCHEDULE.plan(state, Outcome.NEWS if has_news else Outcome.UNCHANGED, Hints(), at, random)
        state = PollState(interval_s=made.interval_s, next_poll_at=made.next_poll_at)
        now = (made.next_poll_at - MONDAY).total_seconds()
        intervals.append(made.interval_s)
    average = sum(intervals[500:]) / len(intervals[500:])
    assert least_s <= average <= most_s


@given(
    outcome=st.sampled_from(Outcome),
    interval_s=st.floats(1, 1e7),
    failures=st.integers(0, 10_000),
    hints=st.builds(
        Hints,
        st.none() | st.floats(0, 1e10),
        st.none() | st.floats(0, 1e10),
        st.none() | st.floats(0, 1e10),
        st.frozensets(st.integers(0, 23)),
        st.frozensets(st.integers(0, 6)),
    ),
    seed=st.integers(0, 100),
)
def test_no_source_is_hurried_or_forgotten(
    outcome: Outcome, interval_s: float, failures: int, hints: Hints, seed: int
) -> None:
    state = PollState(interval_s=interval_s, next_poll_at=MONDAY, failures=failures)
    made = SCHEDULE.plan(state, outcome, hints, MONDAY, seeded(seed))
    wait_s = (made.next_poll_at - MONDAY).total_seconds()
    assert 0.9 * 300 <= wait_s <= 8 * 24 * HOUR
    assert 300 <= made.interval_s <= 7200
    assert made == SCHEDULE.plan(state, outcome, hints, MONDAY, seeded(seed))


def test_jitter_spreads_sources_that_march_in_step() -> None:
    state = PollState(interval_s=1000, next_poll_at=MONDAY)
    plans = {SCHEDULE.plan(state, Outcome.UNCHANGED, Hints(), MONDAY, seeded(seed)) for seed in range(100)}
    waits = sorted((made.next_poll_at - MONDAY).total_seconds() for made in plans)
    assert len(waits) == 100
    assert waits[0] >= 1080
    assert waits[-1] <= 1320
    assert waits[-1] - waits[0] > 150


def test_many_sources_start_spread() -> None:
    random = seeded(1)
    starts = [SCHEDULE.first(MONDAY, random) for _ in range(1000)]
    assert all(MONDAY <= start.next_poll_at <= MONDAY + timedelta(seconds=300) for start in starts)
    in_the_first_tenth = sum(start.next_poll_at < MONDAY + timedelta(seconds=30) for start in starts)
    assert 60 < in_the_first_tenth < 140
    assert PollPlan(300, MONDAY).interval_s == starts[0].interval_s


def test_silence_against_its_habit() -> None:
    gap_s: float | None = None
    at = MONDAY
    for _ in range(10):
        gap_s = usual_gap_s(gap_s, at, at + timedelta(hours=12))
        at += timedelta(hours=12)
    assert gap_s == pytest.approx(12 * HOUR)
    assert not is_silent(gap_s, at, at + timedelta(hours=119))
    assert is_silent(gap_s, at, at + timedelta(hours=121))
    friday_evening, tuesday_morning = MONDAY.replace(day=21, hour=18), MONDAY.replace(day=25, hour=9)
    assert not is_silent(60.0, friday_evening, tuesday_morning), "offices keep hours"
    assert is_silent(60.0, at, at + timedelta(hours=97))
    assert not is_silent(None, at, at + timedelta(days=400))
    assert usual_gap_s(None, None, at) is None
