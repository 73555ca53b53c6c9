import asyncio

from bot.runtime.turns import Turns


async def test_whatever_is_ready_goes_between_two_pieces() -> None:
    turns, happened = Turns(), []

    async def work(name: str) -> None:
        async with turns:
            happened.append(name)

    async def answer_a_person() -> None:
        happened.append("person")

    async with asyncio.TaskGroup() as tasks:
        for name in ("one", "two", "three"):
            tasks.create_task(work(name))
        tasks.create_task(answer_a_person())
    assert happened == ["person", "one", "two", "three"]


async def test_who_is_cancelled_while_waiting_holds_up_nobody() -> None:
    turns, happened = Turns(), []

    async def work(name: str) -> None:
        async with turns:
            happened.append(name)

    first, second = asyncio.ensure_future(work("first")), asyncio.ensure_future(work("second"))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    assert happened == ["second"]
