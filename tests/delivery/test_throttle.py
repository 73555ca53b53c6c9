from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.throttle import ChatWindows, Rates, Throttle
from bot.model import ChatKind

_START = datetime(2026, 3, 1, 12, tzinfo=UTC)
_RATES = Rates(per_second=5, window=timedelta(seconds=1.03))


@given(st.lists(st.floats(0, 3), max_size=60))
def test_no_window_ever_holds_more_than_allowed_and_order_is_kept(pauses: list[float]) -> None:
    throttle = Throttle(_RATES, _START)
    now, slots = _START, [_START] * _RATES.per_second
    for pause in pauses:
        now += timedelta(seconds=pause)
        slot = throttle.take(now)
        assert slot >= now
        now = slot
        slots.append(slot)
    assert slots == sorted(slots)
    for first, sixth in zip(slots, slots[_RATES.per_second :], strict=False):
        assert sixth - first >= _RATES.window


def test_nothing_waits_longer_than_an_even_spread_needs() -> None:
    throttle = Throttle(_RATES, _START)
    later = _START + timedelta(seconds=2)
    spacing = _RATES.window / _RATES.per_second
    assert [throttle.take(later) for _ in range(9)] == [later + number * spacing for number in range(9)]


def test_a_run_begins_as_if_the_one_before_had_just_sent_its_fill() -> None:
    assert Throttle(_RATES, _START).take(_START) == _START + _RATES.window


def test_groups_and_channels_are_left_alone_longer_than_people() -> None:
    rates = Rates()
    assert rates.respite(ChatKind.PRIVATE, _START).chat_until >= _START + timedelta(seconds=1)
    for kind in (ChatKind.GROUP, ChatKind.SUPERGROUP, ChatKind.CHANNEL):
        assert rates.respite(kind, _START).chat_until >= _START + timedelta(seconds=3)


@given(st.sampled_from([5, -5]), st.lists(st.floats(0, 8), max_size=80))
def test_no_window_of_a_chat_ever_holds_more_than_allowed(chat: int, pauses: list[float]) -> None:
    rates = Rates()
    windows, now, slots = ChatWindows(rates), _START, list[datetime]()
    for pause in pauses:
        now += timedelta(seconds=pause)
        slots.append(windows.take(chat, now))
    for first, following in zip(slots, slots[rates.chat_run :], strict=False):
        assert following - first >= rates.chat_window
    if chat < 0:
        for first, following in zip(slots, slots[rates.group_run :], strict=False):
            assert following - first >= rates.group_window
