"""An update is confirmed only when its effect is stored, and repeated it has no second effect."""

import asyncio

from bot.model import Cause
from tests.botapi import Fault, Refusal
from tests.handlers.conftest import NOW, Talk


async def test_an_answer_that_fails_for_a_moment_is_given_all_the_same_and_the_effect_is_one(talk: Talk) -> None:
    talk.api.faults.add(Fault(page=502), methods={"sendMessage"}, times=1)
    assert "Слежу: «нефть»" in await talk.ask("/add нефть")
    assert len(await talk.storage.subscriptions((await talk.known()).key)) == 1


async def test_nothing_is_confirmed_before_it_is_answered(talk: Talk) -> None:
    talk.api.faults.add(Fault(delay_s=0.5), methods={"sendMessage"}, times=1)
    await talk.chat.say("/add нефть")
    await asyncio.sleep(0.2)
    assert [update["message"]["text"] for update in (await talk.api.record()).unconfirmed] == ["/add нефть"]
    await talk.chat.next_message()
    await talk.api.confirmed()
    assert (await talk.api.record()).unconfirmed == []


async def test_a_finished_update_that_is_repeated_is_not_answered_again(talk: Talk) -> None:
    await talk.ask("/start")
    update_id = (await talk.api.record()).updates[-1]["update_id"]
    bot_id = int(talk.api.token.partition(":")[0])
    await talk.storage.finish(Cause(f"{bot_id}:{update_id + 1}"), NOW)
    await talk.chat.say("/add нефть")
    assert "Такой команды нет" in await talk.ask("/нечто")
    assert await talk.storage.subscriptions((await talk.known()).key) == []


async def test_somebody_who_blocked_the_bot_meanwhile_holds_up_nobody(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    await boris.say("/add нефть")
    await boris.block()
    assert "Дозор" in await talk.ask("/start")


async def test_chats_do_not_wait_for_one_another_and_keep_their_own_order(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    talk.api.faults.add(Fault(delay_s=1.0), methods={"sendMessage"}, chat_id=talk.chat.id, times=1)
    await talk.chat.say("/add нефть")
    await talk.chat.say("/remove нефть")
    await boris.say("/start")
    assert "Дозор" in (await boris.next_message(timeout=0.9)).text
    assert "Слежу" in (await talk.chat.next_message()).text
    assert "Больше не слежу" in (await talk.chat.next_message()).text


async def test_an_answer_that_telegram_wants_later_is_given_later(talk: Talk) -> None:
    talk.api.faults.add(Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=1), methods={"sendMessage"}, times=3)
    assert "Слежу: «нефть»" in await talk.ask("/add нефть")
