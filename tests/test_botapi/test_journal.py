"""The journal and the snapshot: what is known after a process died."""

import asyncio
import json
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest

from tests.botapi import BotApi, Fault, Journal, ManualClock, Record


async def read(path: Path) -> Record:
    return await asyncio.to_thread(Journal.read, path)


async def test_everything_is_written_before_it_is_answered(api: BotApi, bot: Bot, tmp_path: Path) -> None:
    chat = api.private(api.person("Anna"))
    await chat.say("/start")
    await chat.say("ещё")
    updates = await bot.get_updates(limit=1)
    await bot.send_message(chat.id, "<b>раз</b>", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(999, "два")
    await bot.get_updates(offset=updates[0].update_id + 1)

    record = await read(tmp_path / "journal.jsonl")
    sent, refused = record.of("sendMessage")
    assert sent.params == {"chat_id": str(chat.id), "text": "<b>раз</b>", "parse_mode": "HTML"}
    assert (sent.ok, sent.stored) == (True, (chat.id, chat.messages[0].id))
    assert sent.result["text"] == "раз"
    assert sent.answered_at is not None
    assert sent.answered_at >= sent.at
    assert (refused.ok, refused.error_code, refused.stored) == (False, 400, None)
    assert refused.description == "Bad Request: chat not found"
    assert [call.number for call in record.calls] == [1, 2, 3, 4]
    assert [update["message"]["text"] for update in record.updates] == ["/start", "ещё"]
    assert record.confirmed == {updates[0].update_id}
    assert [update["message"]["text"] for update in record.unconfirmed] == ["ещё"]


async def test_a_client_that_died_leaves_a_request_without_an_answer(tmp_path: Path) -> None:
    path, clock = tmp_path / "journal.jsonl", ManualClock()
    async with BotApi(journal=path, clock=clock) as api:
        chat = api.private(api.person("Anna"))
        api.faults.add(Fault(delay_s=60))
        session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
        sending = asyncio.create_task(Bot(api.token, session=session).send_message(chat.id, "x"))
        await clock.slept()
        (in_flight,) = (await api.record()).calls
        assert (in_flight.method, in_flight.ok, in_flight.answered_at) == ("sendMessage", None, None)

        sending.cancel()
        await asyncio.wait([sending])
        await (await session.create_session()).close()
        clock.move(60)
        assert (await chat.next_message()).text == "x"
    (call,) = (await read(path)).calls
    assert (call.ok, call.heard, call.fault) == (True, False, "slow")


def test_a_line_that_was_cut_off_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    request = {"event": "request", "at": 1.0, "call": 1, "method": "getMe", "params": {}}
    path.write_text(json.dumps(request) + "\n" + '{"event": "answer", "at": 2.0, "ca')
    (call,) = Journal.read(path).calls
    assert (call.method, call.ok) == ("getMe", None)


async def test_a_snapshot_brings_everything_back(tmp_path: Path) -> None:
    journal, state = tmp_path / "journal.jsonl", tmp_path / "state.json"
    async with BotApi(journal=journal, state=state) as api:
        owner = api.person("Owner", language_code="uk")
        forum = api.supergroup("Desk", owner, username="desk", is_forum=True)
        topic = await forum.open_topic("Санкции")
        session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
        bot = Bot(api.token, session=session)
        sent = await bot.send_message(forum.id, "<b>раз</b>", parse_mode="HTML", message_thread_id=topic.id)
        await sent.edit_text("два")
        await forum.say("/list", thread=topic)
        await (await session.create_session()).close()
        was = api.telegram.world
    async with BotApi(journal=journal, state=state) as api:
        assert api.telegram.world == was
        session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
        bot = Bot(api.token, session=session)
        updates = await bot.get_updates()
        assert [u.message.text for u in updates if u.message and u.message.text] == ["/list"]
        again = await bot.send_message("@desk", "три", message_thread_id=topic.id)
        assert again.message_id == sent.message_id + 2
        await (await session.create_session()).close()
    record = await read(journal)
    assert [call.method for call in record.calls] == ["sendMessage", "editMessageText", "getUpdates", "sendMessage"]
    assert [call.number for call in record.calls] == [1, 2, 3, 4]
