import asyncio
from datetime import timedelta

import pytest

from bot.delivery.pace import NoRoom, Pace
from bot.delivery.throttle import Rates
from bot.model import Written
from tests.clock import SteppedClock

_SECOND = timedelta(seconds=1)


async def _news(pace: Pace, chat: int) -> None:
    async with pace.news(chat):
        pass


async def _answer(pace: Pace, chat: int) -> None:
    async with pace.turn(chat), pace.answer(chat):
        pass


async def test_an_answer_overtakes_all_news_that_wait() -> None:
    pace = Pace(Rates(per_second=1), SteppedClock())
    passed: list[str] = []

    async def news(number: int) -> None:
        async with pace.news(100 + number):
            passed.append(f"news {number}")

    async def answer() -> None:
        await asyncio.sleep(0)
        async with pace.answer(1):
            passed.append("answer")

    await asyncio.gather(*(news(number) for number in range(9)), answer())
    assert passed.index("answer") <= 2  # what had its slot already goes first
    assert [one for one in passed if one != "answer"] == [f"news {number}" for number in range(9)]


async def test_news_pass_now_and_then_however_many_answers_wait() -> None:
    pace = Pace(Rates(), SteppedClock())
    passed: list[str] = []

    async def give(kind: str, chat: int) -> None:
        async with pace.news(chat) if kind == "news" else pace.answer(chat):
            passed.append(kind)

    async def talk(chat: int) -> None:
        for number in range(10):
            await give("answer", chat * 10 + number)

    await asyncio.gather(*(talk(chat) for chat in range(1, 31)), *(give("news", 1000 + chat) for chat in range(5)))
    assert passed.count("answer") == 300
    assert passed.index("news", 60) < 200


async def test_answers_and_news_share_one_window() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(per_second=2), clock)
    began = clock.now()
    for chat in range(3):
        await _answer(pace, chat)
        await _news(pace, 10 + chat)
    assert clock.now() - began >= 2 * _SECOND


async def test_what_is_under_way_keeps_its_place_until_a_period_after_its_answer() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(per_second=1), clock)
    async with pace.news(1):
        waiting = asyncio.create_task(_news(pace, 2))
        clock.move(hours=1)
        await asyncio.sleep(0.01)
        assert not waiting.done()
        answered_at = clock.now()
    await waiting
    assert clock.now() >= answered_at + _SECOND


async def test_news_are_put_off_in_a_chat_that_was_answered_just_now_and_in_no_other() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(chat_burst=2), clock)
    for _ in range(2):
        await _answer(pace, 1)
    await _news(pace, 2)
    with pytest.raises(NoRoom) as full:
        await _news(pace, 1)
    assert full.value.until > clock.now()
    clock.move(seconds=(full.value.until - clock.now()).total_seconds())
    await _news(pace, 1)


async def test_when_telegram_refuses_several_chats_at_once_all_wait_as_long_as_it_says() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(), clock)
    for chat in range(3):
        began = clock.now()
        pace.refused(chat, 17)
    await _news(pace, 4)
    assert clock.now() >= began + 17 * _SECOND


async def test_one_chat_that_is_refused_again_and_again_is_held_and_nobody_else() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(), clock)
    for _ in range(9):
        pace.refused(1, 3600)
    began = clock.now()
    await _news(pace, 2)
    assert clock.now() - began < 5 * _SECOND
    with pytest.raises(NoRoom):
        await _news(pace, 1)
    await _answer(pace, 1)
    assert clock.now() - began >= 3600 * _SECOND


@pytest.mark.parametrize("days", [0, 1, -400])
async def test_a_run_goes_on_with_the_windows_of_the_one_before_however_far_its_clock_is_apart(days: int) -> None:
    clock = SteppedClock()
    pace = Pace(Rates(), clock)
    began = clock.now()
    apart = timedelta(days=days)
    written = [Written(-5, began + apart - 2 * _SECOND)] * 20
    pace.remember(written, left_alone={7: began + apart + 5 * _SECOND}, answered=[8, 8, 8], now=began + apart)
    for chat, free_at in ((7, began + 5 * _SECOND), (8, began + 3 * _SECOND)):
        with pytest.raises(NoRoom) as full:
            await _news(pace, chat)
        assert free_at <= full.value.until <= free_at + _SECOND
    await _answer(pace, -5)
    assert began + 58 * _SECOND <= clock.now() <= began + 62 * _SECOND
    await _answer(pace, -5)


async def test_answers_of_a_chat_go_in_the_order_in_which_they_were_asked_for() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(), clock)
    passed: list[int] = []

    async def answer(number: int) -> None:
        async with pace.turn(1):
            async with pace.answer(1):
                await asyncio.sleep(0.01 if number == 0 else 0)
            passed.append(number)

    await asyncio.gather(*(answer(number) for number in range(5)))
    assert passed == list(range(5))


async def test_at_a_desk_news_leave_room_for_the_answers_to_presses() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(chat_burst=100, chat_per_second=100), clock)
    began = clock.now()

    async def card() -> bool:
        try:
            async with pace.news(-1, is_card=True):
                return True
        except NoRoom:
            return False

    assert [await card() for _ in range(14)] == [True] * 12 + [False] * 2
    with pytest.raises(NoRoom):
        await _news(pace, -1)  # no card, and no answer either
    for _ in range(8):
        await _answer(pace, -1)
    assert clock.now() - began < timedelta(seconds=30), "an answer waits for no window of news"
    clock.move(minutes=1)
    assert await card()


async def test_at_a_desk_answers_leave_room_for_a_card_that_waits() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(chat_burst=100, chat_per_second=100), clock)
    async with pace.news(-1, is_card=True):
        pass
    for _ in range(19):
        await _answer(pace, -1)
    with pytest.raises(NoRoom):
        async with pace.news(-1, is_card=True):
            pass
    clock.move(seconds=60.1)
    answers = [asyncio.create_task(_answer(pace, -1)) for _ in range(20)]
    for _ in range(100):
        await asyncio.sleep(0)
    async with pace.news(-1, is_card=True):
        pass
    await asyncio.gather(*answers)


async def test_a_private_chat_with_cards_has_no_window_of_a_group() -> None:
    pace = Pace(Rates(chat_burst=100, chat_per_second=100), SteppedClock())
    for _ in range(20):
        async with pace.news(1, is_card=True):
            pass
