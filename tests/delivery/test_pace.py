import asyncio

from bot.delivery.pace import Pace
from bot.delivery.throttle import Rates
from tests.clock import SteppedClock


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
        await pace.answer()
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
        await pace.answer()
        await pace.news()
    assert clock.now() - began >= 2 * rates.window
