from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.throttle import Alarm, ChatWindows, Rates, Throttle, Window
from bot.model import ChatKind

_START = datetime(2026, 3, 1, 12, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_RATES = Rates(per_second=5)
_STEPS = st.lists(st.tuples(st.floats(0, 3), st.floats(0, 4), st.floats(0, 1)), max_size=80)
"""Pauses between messages, how long each is under way, and when in that time Telegram counts it."""


def _most(counted: Sequence[datetime], period: timedelta) -> int:
    """How many there are in the fullest period."""
    counted = sorted(counted)
    return max((sum(first <= at < first + period for at in counted) for first in counted), default=0)


@given(_STEPS)
def test_whenever_telegram_counts_a_message_no_period_holds_too_many(steps: list[tuple[float, float, float]]) -> None:
    window, now = Window(5, _SECOND), _START
    under_way: list[datetime] = []
    counted = []
    for pause_s, way_s, share in steps:
        now += timedelta(seconds=pause_s)
        while (room_at := window.room_at(now)) is None or room_at > now:
            # Time passes to when there is room, or to the next answer.
            now = max(now, min([*under_way, *([room_at] if room_at else [])]))
            for answered_at in [at for at in under_way if at <= now]:
                under_way.remove(answered_at)
                window.end(answered_at)
        window.take()
        under_way.append(now + timedelta(seconds=way_s))
        counted.append(now + timedelta(seconds=way_s * share))
    assert _most(counted, _SECOND) <= 5


def test_messages_are_spread_and_the_window_is_used_to_the_full() -> None:
    throttle, now, slots = Throttle(_RATES, _START), _START, list[datetime]()
    while len(slots) < 51:
        room_at = throttle.room_at(now)
        assert room_at is not None
        now = room_at
        throttle.take(now)
        throttle.end(now)
        slots.append(now)
    gaps = [later - earlier for earlier, later in pairwise(slots)]
    assert min(gaps) >= 0.9 * _SECOND / 5
    assert slots[-1] - slots[0] <= 10 * 1.01 * _SECOND


def test_what_an_earlier_run_has_sent_to_all_counts() -> None:
    throttle = Throttle(_RATES, _START)
    assert throttle.room_at(_START) == _START
    for _ in range(_RATES.per_second):
        throttle.remember(_START)
    room_at = throttle.room_at(_START)
    assert room_at is not None
    assert room_at >= _START + _SECOND


def test_nothing_passes_while_all_are_held() -> None:
    throttle = Throttle(_RATES, _START)
    throttle.hold(_START + 17 * _SECOND)
    assert throttle.room_at(_START + 2 * _SECOND) == _START + 17 * _SECOND


def test_groups_and_channels_are_left_alone_longer_than_people() -> None:
    rates = Rates()
    assert rates.cooldown(ChatKind.PRIVATE, _START).chat_until >= _START + _SECOND
    for kind in (ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL):
        assert rates.cooldown(kind, _START).chat_until >= _START + 3 * _SECOND


@pytest.mark.parametrize("chat", [5, -5])
@given(pauses=st.lists(st.floats(0, 8), max_size=80))
def test_no_window_of_a_chat_ever_holds_more_than_allowed(chat: int, pauses: list[float]) -> None:
    windows, now, slots = ChatWindows(Rates()), _START, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        room_at = windows.room_at(chat, now)
        assert room_at is not None
        now = room_at
        windows.take(chat, now)
        windows.end(chat, now)
        slots.append(now)
    assert _most(slots, 3 * _SECOND) <= 3
    if chat < 0:
        assert _most(slots, 60 * _SECOND) <= 20


def test_what_an_earlier_run_has_written_counts() -> None:
    windows = ChatWindows(Rates())
    for _ in range(20):
        windows.remember(-5, _START)
    room_at = windows.room_at(-5, _START + 4 * _SECOND)
    assert room_at is not None
    assert room_at >= _START + 60 * _SECOND


def test_a_chat_that_is_held_holds_up_no_other() -> None:
    windows = ChatWindows(Rates())
    windows.hold(1, _START + 3600 * _SECOND)
    assert windows.room_at(1, _START) == _START + 3600 * _SECOND
    assert windows.room_at(2, _START) == _START


def test_refusals_of_a_chat_that_comes_again_do_not_hide_those_of_others() -> None:
    alarm = Alarm()
    assert [alarm.refused(chat, _START) for chat in (1, 1, 2, 1, 2, 2)] == [False] * 6
    assert alarm.refused(3, _START + _SECOND)
    assert not alarm.refused(4, _START + 60 * _SECOND)
