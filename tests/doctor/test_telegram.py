"""What Telegram's answers mean."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doctor.findings import State
from bot.doctor.telegram import (
    Answers,
    ClockReading,
    Hook,
    Rival,
    check_clock,
    check_hook,
    check_rival,
    check_token,
    clock_reading,
    is_conflict_of_polls,
)
from bot.model import KINDS_OF_UPDATES
from tests.doctor.findings import texts

_NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
_OURS = "https://bot.example.org/telegram"
_THEIRS = "https://user:pa55word@other.example/s3cret-path"
_SERVED = Answers(name="dozor_bot", hook=Hook(), clock=ClockReading(0.0, 0.5), rival=Rival.NONE)


def test_a_token_is_told_by_what_came_of_asking() -> None:
    assert check_token(_SERVED, is_set=True).state is State.OK
    for answers, is_set, word in (
        (Answers(), False, "BOT_TOKEN"),
        (Answers(away="TimeoutError"), True, "reached: TimeoutError"),
        (Answers(away="refused", is_proxied=True), True, "TELEGRAM_PROXY"),
        (Answers(refusal="401 Unauthorized"), True, "401"),
    ):
        found = check_token(answers, is_set=is_set)
        assert found.state is State.FAILURE
        assert word in found.what
        assert found.remedy


@pytest.mark.parametrize(
    ("hook", "ours", "is_running", "state"),
    [
        (Hook(), None, True, State.OK),
        (Hook(_THEIRS), None, True, State.FAILURE),
        (Hook(_THEIRS), None, False, State.WARNING),
        (Hook(_OURS), _OURS, True, State.OK),
        (Hook(), _OURS, False, State.OK),
        (Hook(), _OURS, True, State.FAILURE),
        (Hook(_THEIRS), _OURS, True, State.FAILURE),
        (Hook(_THEIRS), _OURS, False, State.WARNING),
        (Hook(pending=99), None, True, State.OK),
        (Hook(pending=100), None, True, State.WARNING),
        (Hook(pending=100), None, False, State.OK),
        (Hook(_OURS, last_error="down", last_error_at=_NOW - timedelta(minutes=59)), _OURS, True, State.WARNING),
        (Hook(_OURS, last_error="down", last_error_at=_NOW - timedelta(minutes=61)), _OURS, True, State.OK),
        (Hook(kinds=frozenset(KINDS_OF_UPDATES)), None, True, State.OK),
        (Hook(kinds=frozenset(KINDS_OF_UPDATES[1:])), None, True, State.WARNING),
        (Hook(kinds=frozenset({"message"})), None, False, State.OK),
    ],
)
def test_a_webhook_is_told_by_whose_it_is(hook: Hook, ours: str | None, is_running: bool, state: State) -> None:
    (found,) = check_hook(replace(_SERVED, hook=hook), ours, _NOW, is_running=is_running)
    assert found.state is state
    assert bool(found.remedy) is (state is not State.OK)
    assert "s3cret" not in texts([found])
    assert "pa55word" not in texts([found])


def test_the_bot_itself_is_no_rival() -> None:
    asked = replace(_SERVED, rival=Rival.ONE)
    assert check_rival(asked, is_running=False).state is State.FAILURE
    unasked = replace(_SERVED, rival=Rival.NOT_ASKED)
    assert check_rival(unasked, is_running=True).state is State.SKIPPED
    assert "the bot runs" in check_rival(unasked, is_running=True).what
    assert check_rival(Answers(), is_running=False).state is State.SKIPPED


def test_only_another_request_is_a_rival() -> None:
    assert is_conflict_of_polls(409, "Conflict: terminated by other getUpdates request; make sure that only one runs")
    assert not is_conflict_of_polls(409, "Conflict: can't use getUpdates method while webhook is active")
    assert not is_conflict_of_polls(429, "Too Many Requests")


@pytest.mark.parametrize(
    ("lead_s", "state"),
    [(0, State.OK), (5, State.OK), (-5, State.OK), (20, State.WARNING), (-20, State.WARNING), (300, State.FAILURE)],
)
def test_a_clock_is_judged_by_how_far_it_is_off_for_certain(lead_s: float, state: State) -> None:
    assert check_clock(ClockReading(lead_s, 0.6)).state is state
    assert check_clock(ClockReading(lead_s, 400.0)).state is State.OK, "the answer took too long to say so"
    assert check_clock(None).state is State.SKIPPED


@given(st.floats(-1e6, 1e6), st.floats(0, 60), st.floats(0, 60), st.floats(-1e8, 1e8))
def test_a_reading_is_right_within_its_tolerance(lead_s: float, there_s: float, back_s: float, at_s: float) -> None:
    """Whatever the ways to and fro take, and whichever part of a second the header leaves out."""
    answered = _NOW + timedelta(seconds=at_s)
    ours = answered + timedelta(seconds=lead_s)
    reading = clock_reading(
        answered.replace(microsecond=0), ours - timedelta(seconds=there_s), ours + timedelta(seconds=back_s)
    )
    assert abs(reading.lead_s - lead_s) <= reading.tolerance_s + 1e-4
