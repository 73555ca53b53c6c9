"""What goes wrong on purpose, and too fast."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from hypothesis import given
from hypothesis import strategies as st

from tests.botapi import BotApi, Fault, Journal, Kind, Limits, ManualClock, Refusal, Window
from tests.botapi.faults import Faults
from tests.botapi.windows import Windows
from tests.botapi.world import Chat


async def test_a_refusal_strikes_the_nth_request_of_a_chat(api: BotApi, bot: Bot) -> None:
    one, other = api.private(api.person("One")), api.private(api.person("Other"))
    api.faults.add(Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=17), chat_id=one.id, nth=2)
    await bot.send_message(one.id, "раз")
    await bot.send_message(other.id, "раз")
    with pytest.raises(TelegramRetryAfter) as raised:
        await bot.send_message(one.id, "два")
    assert raised.value.retry_after == 17
    await bot.send_message(one.id, "три")
    assert [message.text for message in one.messages] == ["раз", "три"]
    api.faults.add(Fault(error=Refusal.INTERNAL.error()), times=None)
    api.faults.clear()
    await bot.send_message(one.id, "четыре")


@pytest.mark.parametrize("stored", [False, True])
async def test_a_connection_breaks_before_or_after_the_message_stands(
    api: BotApi, bot: Bot, tmp_path: Path, *, stored: bool
) -> None:
    chat = api.private(api.person("Anna"))
    api.faults.add(Fault(reset=True, stored=stored))
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(chat.id, "x")
    assert len(chat.messages) == int(stored)
    (call,) = (await asyncio.to_thread(Journal.read, tmp_path / "journal.jsonl")).of("sendMessage")
    assert (call.ok, call.fault) == (False, "reset")
    assert call.stored == ((chat.id, chat.messages[0].id) if stored else None)


@pytest.mark.parametrize("stored", [False, True])
async def test_a_server_error_comes_as_json_or_as_a_page(api: BotApi, bot: Bot, *, stored: bool) -> None:
    chat = api.private(api.person("Anna"))
    api.faults.add(Fault(error=Refusal.BAD_GATEWAY.error(), stored=stored))
    with pytest.raises(TelegramServerError, match="Bad Gateway"):
        await bot.send_message(chat.id, "x")
    api.faults.add(Fault(page=504, stored=stored))
    async with aiohttp.ClientSession() as session:
        address = f"{api.url}/bot{api.token}/sendMessage"
        async with session.post(address, json={"chat_id": chat.id, "text": "y"}) as response:
            assert (response.status, response.content_type) == (504, "text/html")
            assert "<h1>504</h1>" in await response.text()
    assert [message.text for message in chat.messages] == (["x", "y"] if stored else [])


async def test_slowness_is_waited_for_by_the_clock() -> None:
    clock = ManualClock()
    async with BotApi(clock=clock, latency_s=0.02) as api, aiohttp.ClientSession() as session:
        chat = api.private(api.person("Anna"))
        api.faults.add(Fault(delay_s=30))
        sending = asyncio.create_task(
            session.post(f"{api.url}/bot{api.token}/sendMessage", data={"chat_id": chat.id, "text": "x"})
        )
        for step, pass_s in enumerate((0.01, 30, 0.01)):
            await clock.slept()
            assert (len(chat.messages), sending.done()) == (int(step == 2), False)
            clock.move(pass_s)
        async with await sending as response:
            assert (await response.json())["result"]["text"] == "x"


async def test_a_restart_cuts_everything_and_loses_nothing(api: BotApi, bot: Bot) -> None:
    chat = api.private(api.person("Anna"))
    await chat.say("/start")
    url = api.url
    await api.restart()
    assert api.url == url
    (update,) = await bot.get_updates()

    poll = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=30))
    await api.polled()
    api.faults.add(Fault(restart_s=0.0, stored=True))
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(chat.id, "x")
    with pytest.raises(TelegramNetworkError):
        await poll
    await api.restarted()
    assert (await bot.send_message(chat.id, "y")).message_id == chat.messages[0].id + 1


def test_chance_repeats_with_its_seed() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.add(Fault(reset=True), times=None, probability=0.25)
        return [faults.pick("sendMessage", "1") is not None for _ in range(2000)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 400 < sum(struck(1)) < 600


async def test_windows_answer_429_with_the_time_to_wait() -> None:
    clock = ManualClock()
    async with BotApi(clock=clock, limits=Limits.telegram(burst=2)) as api, aiohttp.ClientSession() as session:
        chat, group = api.private(api.person("Anna")), api.group("Desk", api.person("Owner"))

        async def send(chat_id: int) -> int:
            form = {"chat_id": str(chat_id), "text": "x"}
            async with session.post(f"{api.url}/bot{api.token}/sendMessage", data=form) as response:
                answer = await response.json()
                retry_after = answer.get("parameters", {}).get("retry_after", 0)
                assert response.headers.get("Retry-After", "0") == str(retry_after)
                return int(retry_after)

        assert [await send(chat.id) for _ in range(3)] == [0, 0, 2]
        clock.move(1.5)
        assert await send(chat.id) == 1
        clock.move(1)
        assert await send(chat.id) == 0
        waits = []
        for _ in range(21):
            waits.append(await send(group.id))
            clock.move(1)
        assert waits == [0] * 20 + [40]
        assert api.windows.exceeded == 3


def test_all_chats_together_have_a_window_too() -> None:
    windows = Windows(Limits(overall=Window(30, 1.0)))
    chats = [Chat(number, Kind.PRIVATE, "") for number in range(31)]
    assert [windows.admit(chat, 100.0) for chat in chats] == [0] * 30 + [1]
    assert windows.admit(chats[0], 100.9) == 1
    assert windows.admit(chats[0], 102.0) == 0


eighths = st.integers(1, 80).map(lambda number: number / 8)  # exact as floats, so that borders are borders


@given(st.lists(st.just(0.0) | eighths, max_size=60), st.integers(1, 5), eighths)
def test_no_window_ever_lets_more_through(pauses: list[float], limit: int, period_s: float) -> None:
    windows = Windows(Limits(chat=Window(limit, period_s)))
    chat, now, admitted = Chat(1, Kind.PRIVATE, ""), 0.0, []
    for pause in pauses:
        now += pause
        wait_s = windows.admit(chat, now)
        if wait_s == 0:
            admitted.append(now)
        else:
            assert wait_s <= period_s + 1
    for start in admitted:
        assert sum(1 for at in admitted if start <= at < start + period_s) <= limit
