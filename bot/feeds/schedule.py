"""Computes, purely, when a source is polled next, from its history and its hints.

The interval shrinks with every poll that brings news and grows with every other one. It settles where about one poll in
four brings news: a source with hourly news is polled every quarter of an hour. A source's hints set a lower bound: they
can slow polling down, but not stop it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from random import Random

from bot.model import OtherHosts, PollState

_SHRINK, _GROW = 0.6, 1.2
"""The balance is where p·ln 0.6 + (1 − p)·ln 1.2 = 0, at p = 0.26."""
_JITTER = 0.1
"""The share of the interval by which a poll may come earlier or later, so that polls spread out."""
_LONGEST_FAILING_S = 6 * 3600.0
_LONGEST_RETRY_AFTER_S = 24 * 3600.0
"""A server that asks for a longer wait is still polled once a day, so that no source is forgotten."""
_HOURS, _DAYS = 24, 7
_HABIT_WEIGHT = 0.2
_LONGEST_GAP_S = 30 * 24 * 3600.0
"""A longer gap is an absence or a wrong clock, not a habit."""
_SILENT_AFTER_GAPS = 10
_SILENT_AT_LEAST = timedelta(days=4)
"""Longer than a weekend with a holiday next to it: Friday evening to Tuesday morning is 87 hours."""
_MANY_HOSTS = OtherHosts.COUNTED
"""They fall silent together only by chance, or because of our own network."""


class Outcome(StrEnum):
    """The result of a poll."""

    NEWS = "news"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Hints:
    """When the answer asks for the next poll: seconds from now; hours and days in UTC (Monday is 0)."""

    retry_after_s: float | None = None
    """From the Retry-After of any answer."""
    fresh_for_s: float | None = None
    """From Cache-Control or Expires."""
    ttl_s: float | None = None
    """From the feed."""
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PollPlan:
    """The next poll."""

    interval_s: float
    """The interval before hints and jitter, from which the next plan starts."""
    next_poll_at: datetime


@dataclass(frozen=True, slots=True)
class Schedule:
    """Intervals between `floor_s` and `ceiling_s` seconds."""

    floor_s: float
    ceiling_s: float

    def first(self, now: datetime, random: Random) -> PollPlan:
        """The first poll of a source added with many others: a random time within the shortest interval."""
        return PollPlan(self.floor_s, now + timedelta(seconds=random.uniform(0, self.floor_s)))

    def plan(self, state: PollState, outcome: Outcome, hints: Hints, now: datetime, random: Random) -> PollPlan:
        """The poll after one with this `outcome`; `state` is the source's state before that poll."""
        if outcome is Outcome.FAILED:
            return self._after_failure(state, hints, now, random)
        factor = _SHRINK if outcome is Outcome.NEWS else _GROW
        interval_s = self._bounded(state.interval_s * factor)
        asked_s = max(
            self._at_most_ceiling(hints.fresh_for_s), self._at_most_ceiling(hints.ttl_s), _retry_after_s(hints)
        )
        at = now + timedelta(seconds=max(_jittered(interval_s, random), asked_s))
        return PollPlan(interval_s, _outside_skipped(at, hints))

    def _after_failure(self, state: PollState, hints: Hints, now: datetime, random: Random) -> PollPlan:
        """Double the wait with every failure in a row; the interval itself is kept."""
        doubled_s = self.floor_s * 2.0 ** min(state.failures, 30)
        wait_s = min(doubled_s, max(self.ceiling_s, _LONGEST_FAILING_S))
        at = now + timedelta(seconds=max(_jittered(wait_s, random), _retry_after_s(hints)))
        return PollPlan(self._bounded(state.interval_s), _outside_skipped(at, hints))

    def _bounded(self, interval_s: float) -> float:
        return min(max(interval_s, self.floor_s), self.ceiling_s)

    def _at_most_ceiling(self, asked_s: float | None) -> float:
        """Cap a hint: pages that change by the minute say "max-age=31536000"."""
        return min(asked_s or 0.0, self.ceiling_s)


def _retry_after_s(hints: Hints) -> float:
    return min(hints.retry_after_s or 0.0, _LONGEST_RETRY_AFTER_S)


def _jittered(interval_s: float, random: Random) -> float:
    return interval_s * random.uniform(1 - _JITTER, 1 + _JITTER)


def _outside_skipped(at: datetime, hints: Hints) -> datetime:
    """The first time from `at` on outside the hours and days that the source skips; skipping all of them is ignored."""
    hours = hints.skip_hours if len(hints.skip_hours) < _HOURS else frozenset()
    days = hints.skip_days if len(hints.skip_days) < _DAYS else frozenset()
    at = at.astimezone(UTC)
    for _ in range(_DAYS * _HOURS):
        if at.weekday() not in days and at.hour not in hours:
            break
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at


def usual_gap_s(gap_s: float | None, news_at: datetime | None, now: datetime) -> float | None:
    """The source's usual gap after a poll with news: a moving average of the gaps, in seconds."""
    if news_at is None:
        return gap_s
    latest_s = min(max(0.0, (now - news_at).total_seconds()), _LONGEST_GAP_S)
    return latest_s if gap_s is None else gap_s + _HABIT_WEIGHT * (latest_s - gap_s)


def is_silent(gap_s: float | None, news_at: datetime | None, now: datetime) -> bool:
    """Whether a source has been without news for much longer than its usual gap."""
    if gap_s is None or news_at is None:
        return False
    return now - news_at > max(timedelta(seconds=gap_s * _SILENT_AFTER_GAPS), _SILENT_AT_LEAST)


def is_our_own(others: OtherHosts) -> bool:
    """Whether a trouble is none of the source's: many other hosts did answer before, and none has done since.

    A network that was down for two days is no news about each of a hundred sources, and again when it is back.
    """
    return not others.have_answered and others.answered_before >= _MANY_HOSTS
