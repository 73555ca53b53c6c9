import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.delivery.pace import Pace
from bot.delivery.throttle import Rates
from bot.model import Chat, ChatKey, ChatKind, Language
from tests.clock import SteppedClock

_CHAT = Chat(ChatKey(1), 1, ChatKind.PRIVATE, "чат", Language.RUSSIAN)


async def test_an_answer_overtakes_all_news_that_wait() -> None:
    pace = Pace(Rates(per_second=1), SteppedClock())
    passed: list[str] = []

    async def news(number: int) -> None:
        await pace.news()
        passed.append(f"news {number}")

    async def deliver() -> None:
        for number in range(9):
            await news(number)

    async def answer() -> None:
        await asyncio.sleep(0)
        await pace.answer(1)
        passed.append("answer")

    await asyncio.gather(deliver(), answer())
    assert passed.index("answer") <= 2  # what had its slot already goes first
    assert [one for one in passed if one != "answer"] == [f"news {number}" for number in range(9)]


async def test_answers_and_news_share_one_window() -> None:
    clock = SteppedClock()
    rates = Rates(per_second=2)
    pace = Pace(rates, clock)
    began = clock.now()
    for _ in range(2):
        await pace.answer(1)
        await pace.news()
    assert clock.now() - began >= 2 * rates.window


async def test_news_wait_for_a_chat_that_was_answered_just_now_and_other_chats_do_not() -> None:
    clock = SteppedClock()
    rates = Rates(chat_run=2)
    pace = Pace(rates, clock)
    began = clock.now()
    for _ in range(2):
        await pace.answer(_CHAT.telegram_id)
    assert pace.admit(replace(_CHAT, telegram_id=2)) is None
    room_at = pace.admit(_CHAT)
    assert room_at is not None
    assert room_at >= began + rates.chat_window
    clock.move(seconds=(room_at - clock.now()).total_seconds())
    assert pace.admit(_CHAT) is None


async def test_when_telegram_refuses_several_chats_at_once_all_wait_as_long_as_it_says() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(), clock)
    for number in range(3):
        began = clock.now()
        pace.refused(replace(_CHAT, telegram_id=number), 17)
    await pace.news()
    assert clock.now() >= began + timedelta(seconds=17)


async def test_one_chat_that_is_refused_again_and_again_holds_up_nobody_else() -> None:
    clock = SteppedClock()
    pace = Pace(Rates(), clock)
    for _ in range(9):
        pace.refused(_CHAT, 3600)
    began = clock.now()
    await pace.news()
    assert clock.now() - began < timedelta(seconds=5)
