"""An update is confirmed only when its effect is stored, and repeated it has no second effect."""

import asyncio

from bot.model import Cause, Generation
from tests.botapi import Fault, Refusal
from tests.end_to_end.program import until
from tests.handlers.conftest import NOW, Talk


async def test_an_answer_that_fails_for_a_moment_is_given_all_the_same_and_the_effect_is_one(talk: Talk) -> None:
    talk.api.faults.add(Fault(page=502), methods={"sendMessage"}, times=1)
    assert "Слежу: нефть" in await talk.ask("/add нефть")
    assert len(await talk.storage.subscriptions((await talk.known()).key)) == 1


async def _say_in_a_group(talk: Talk, until: asyncio.Event) -> None:
    """A command that has no effect before Telegram has said who is an administrator."""
    group = talk.api.group("Group", talk.anna)
    talk.api.faults.add(Fault(until=until), methods={"getChatAdministrators"}, times=1)
    await group.say("/add нефть")
    await talk.chat.say("/start")
    assert "Дозор" in (await talk.chat.next_message()).text


async def test_nothing_is_confirmed_before_its_effect_is_stored_and_nobody_waits_for_that(talk: Talk) -> None:
    known = asyncio.Event()
    await _say_in_a_group(talk, known)
    assert "/add нефть" in {update["message"]["text"] for update in (await talk.api.record()).unconfirmed}
    known.set()
    await talk.api.confirmed()
    assert len((await talk.storage.index_changes(Generation(0))).added) == 1


async def test_nobody_waits_for_an_answer_that_telegram_wants_in_an_hour(talk: Talk) -> None:
    boris = talk.api.private(talk.api.person("Boris", language_code="ru"))
    fault = Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=3600)
    talk.api.faults.add(fault, methods={"sendMessage"}, chat_id=boris.id, times=1)
    for number in range(150):
        await boris.say(f"/add нефть {number}")
    assert "Дозор" in await talk.ask("/start")
    await talk.api.confirmed()
    (refused,) = [call for call in (await talk.api.record()).of("sendMessage") if not call.ok]
    assert refused.params["chat_id"] == str(boris.id)
    assert len(await talk.storage.unfinished_updates()) == 150


async def test_what_was_not_answered_is_answered_by_the_next_run_with_one_effect(talk: Talk) -> None:
    talk.api.faults.add(Fault(until=asyncio.Event()), methods={"sendMessage"}, times=1)
    await talk.chat.say("/add нефть")
    await talk.api.confirmed()
    await until(lambda: talk.api.sends_in_flight == 1, 30, "nothing is answered")
    await talk.restart()
    assert "Слежу: нефть" in (await talk.chat.next_message()).text
    assert len(await talk.storage.subscriptions((await talk.known()).key)) == 1


async def test_what_an_earlier_run_has_kept_is_not_confirmed_before_its_effect_is_stored_either(talk: Talk) -> None:
    group = talk.api.group("Group", talk.anna)
    talk.api.faults.add(Fault(until=asyncio.Event()), methods={"getChatAdministrators"}, times=1)
    await group.say("/add нефть")
    await talk.ask("/start")
    await until(lambda: talk.api.faults.are_spent, 30.0, "Telegram is asked who is an administrator")
    known = asyncio.Event()
    talk.api.faults.add(Fault(until=known), methods={"getChatAdministrators"}, times=1)
    await talk.restart()
    await talk.ask("/start")
    assert len(talk.api.telegram.queue.backlog.pending) >= 1
    known.set()
    await talk.api.confirmed()
    assert len((await talk.storage.index_changes(Generation(0))).added) == 1


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
    answered = asyncio.Event()
    talk.api.faults.add(Fault(until=answered), methods={"sendMessage"}, chat_id=talk.chat.id, times=1)
    await talk.chat.say("/add нефть")
    await talk.chat.say("/remove нефть")
    await boris.say("/start")
    assert "Дозор" in (await boris.next_message()).text
    answered.set()
    assert "Слежу" in (await talk.chat.next_message()).text
    assert "🗑 Удалено" in (await talk.chat.next_message()).text


async def test_an_answer_that_telegram_wants_later_is_given_later(talk: Talk) -> None:
    talk.api.faults.add(Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=1), methods={"sendMessage"}, times=3)
    assert "Слежу: нефть" in await talk.ask("/add нефть")
