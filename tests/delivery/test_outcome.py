from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.outcome import LIFE, outcome_of
from bot.errors import (
    AnswerUnclear,
    ChatMigrated,
    ChatUnreachable,
    DeliveryError,
    MessageRefused,
    RateLimited,
    RefusalUnknown,
    TelegramUnavailable,
    TopicClosed,
)
from bot.model import ChatLost, ChatMoved, Dead, Postponed, TopicLost

_NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_429_is_waited_out_to_the_second() -> None:
    outcome = outcome_of(RateLimited(17), 1, _NOW, _NOW, Random(0))
    assert isinstance(outcome, Postponed)
    assert (outcome.until, outcome.holds_chat) == (_NOW + timedelta(seconds=17), True)


@given(st.integers(1, 10_000), st.integers())
def test_pauses_grow_and_stay_bounded(attempts: int, seed: int) -> None:
    outcome = outcome_of(TelegramUnavailable("502"), attempts, _NOW, _NOW, Random(seed))
    assert isinstance(outcome, Postponed)
    pause = outcome.until - _NOW
    assert timedelta(seconds=0.5) <= pause <= timedelta(minutes=10)
    if attempts >= 5:
        assert pause >= timedelta(seconds=8)


@pytest.mark.parametrize("error", [RateLimited(5), TelegramUnavailable("no route")])
def test_a_message_is_given_up_when_it_is_no_news_any_more(error: DeliveryError) -> None:
    created = _NOW - LIFE - timedelta(seconds=1)
    assert isinstance(outcome_of(error, 50, created, _NOW, Random(0)), Dead)


def test_a_bot_that_was_away_for_long_tries_a_message_all_the_same() -> None:
    created = _NOW - 3 * LIFE
    assert isinstance(outcome_of(TelegramUnavailable("502"), 1, created, _NOW, Random(0)), Postponed)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ChatUnreachable("bot was blocked by the user"), ChatLost("bot was blocked by the user")),
        (ChatMigrated(-1005), ChatMoved(-1005)),
        (MessageRefused("message is too long"), Dead("message is too long")),
        (TopicClosed("TOPIC_CLOSED"), TopicLost("TOPIC_CLOSED")),
    ],
)
def test_refusals_have_each_their_own_consequence(error: DeliveryError, expected: object) -> None:
    assert outcome_of(error, 1, _NOW, _NOW, Random(0)) == expected


def test_an_unknown_refusal_steps_aside_for_hours_and_is_final_the_third_time() -> None:
    refused, waited = RefusalUnknown("Bad Request: something new"), []
    for refusals in (0, 1):
        outcome = outcome_of(refused, 1, _NOW, _NOW, Random(0), refusals=refusals)
        assert isinstance(outcome, Postponed)
        assert (outcome.holds_chat, outcome.refusals) == (False, refusals + 1)
        waited.append(outcome.until - _NOW)
    assert waited == [timedelta(hours=1), timedelta(hours=3)]
    assert outcome_of(refused, 1, _NOW, _NOW, Random(0), refusals=2) == Dead("Bad Request: something new")


def test_failures_of_another_kind_do_not_count_as_refusals() -> None:
    outcome = outcome_of(RefusalUnknown("something new"), 40, _NOW - 2 * LIFE, _NOW, Random(0))
    assert isinstance(outcome, Postponed)


def test_an_answer_that_nobody_understands_holds_up_the_chat_for_seconds_then_steps_aside() -> None:
    outcomes = [outcome_of(AnswerUnclear("[]"), attempts, _NOW, _NOW, Random(0)) for attempts in range(1, 30)]
    waits = [outcome.until - _NOW for outcome in outcomes if isinstance(outcome, Postponed)]
    had_to_wait = [outcome.holds_chat for outcome in outcomes if isinstance(outcome, Postponed)]
    assert had_to_wait == [True] * 4 + [False] * 25
    assert sum(waits[:4], timedelta()) < timedelta(seconds=16)
    assert timedelta(minutes=30) < waits[-1] <= timedelta(hours=1)


@pytest.mark.parametrize("seconds", [10**12, float("inf"), 3601])
def test_nobody_is_left_alone_for_longer_than_an_hour(seconds: float) -> None:
    outcome = outcome_of(RateLimited(seconds), 1, _NOW, _NOW, Random(0))
    assert isinstance(outcome, Postponed)
    assert outcome.until == _NOW + timedelta(hours=1)
