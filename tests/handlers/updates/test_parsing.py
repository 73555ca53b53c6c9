"""Unreadable updates: set aside one by one, shown to the operators, and in the way of no other."""

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from aiogram import Bot
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Cause, Received
from handlers.updates.parsing import Unreadable, number_of, read_update
from tests.botapi import TOKEN, Fault, Status
from tests.handlers.conftest import NOW, Talk

_BOT = Bot(TOKEN)
_USER = {"id": 7, "is_bot": False, "first_name": "Anna"}
_CHAT = {"id": 7, "type": "private", "first_name": "Anna"}
_MESSAGE: dict[str, Any] = {
    "message_id": 5,
    "date": 1_772_366_400,
    "chat": _CHAT,
    "from": _USER,
    "text": "/add нефть",
    "entities": [{"type": "bot_command", "offset": 0, "length": 4}],
    "forward_origin": {"type": "channel", "date": 1, "chat": {"id": -100, "type": "channel"}, "message_id": 3},
    "reply_to_message": {"message_id": 4, "date": 1_772_366_400, "chat": _CHAT},
}
_MEMBERS: dict[str, Any] = {
    "chat": {"id": -1_000_000_000_007, "type": "channel", "title": "Лента"},
    "from": _USER,
    "date": 1_772_366_400,
    "old_chat_member": {"status": "left", "user": {"id": 9, "is_bot": True, "first_name": "Dozor"}},
    "new_chat_member": {
        "status": "administrator",
        "user": {"id": 9, "is_bot": True, "first_name": "Dozor"},
        "can_be_edited": False,
        "can_post_messages": True,
    },
}
_PRESS = {"id": "1", "from": _USER, "chat_instance": "2", "data": "x", "message": _MESSAGE}
_UPDATES = {"message": _MESSAGE, "my_chat_member": _MEMBERS, "chat_member": _MEMBERS, "callback_query": _PRESS}


def _without(value: dict[str, Any], *path: str) -> dict[str, Any]:
    copy = deepcopy(value)
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    return copy


@pytest.mark.parametrize(
    "message",
    [
        _without(_MESSAGE, "date"),
        _MESSAGE | {"forward_origin": {"type": "alien", "date": 1}},
        _MESSAGE | {"forward_origin": {"type": "hidden_user", "date": 1}},
        _MESSAGE | {"forward_origin": None, "entities": None},
        _MESSAGE | {"from": {"id": 7}},
        _MESSAGE | {"entities": [{"offset": 0}, {"type": "shiny", "offset": 0, "length": 1, "glow": {}}]},
        _MESSAGE | {"reply_to_message": 5, "document": {"file_id": 5}, "poll": "?"},
        _MESSAGE | {"a_new_field": {"x": [1]}},
    ],
)
def test_a_command_is_read_whatever_else_of_its_message_cannot_be(message: dict[str, Any]) -> None:
    update = read_update({"update_id": 1, "message": message}, _BOT)
    assert update.message is not None
    assert (update.message.text, update.message.chat.id) == ("/add нефть", 7)


def test_a_member_without_the_rights_of_newer_servers_is_read() -> None:
    update = read_update({"update_id": 1, "my_chat_member": _MEMBERS}, _BOT)
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "administrator"
    assert update.my_chat_member.new_chat_member.model_dump()["can_post_messages"] is True


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({}, "nothing"),
        ({"message": None}, "message"),
        ({"message": []}, "message"),
        ({"message": _without(_MESSAGE, "chat")}, "message"),
        ({"message": _without(_MESSAGE, "message_id")}, "message"),
        ({"message": _MESSAGE | {"chat": {"id": 10**30, "type": "private"}}}, "message"),
        ({"my_chat_member": _without(_MEMBERS, "new_chat_member", "status")}, "my_chat_member"),
        ({"my_chat_member": _MEMBERS | {"new_chat_member": {"status": "emperor", "user": _USER}}}, "my_chat_member"),
        ({"hologram": {"chat": _CHAT}}, "hologram"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_kind_and_not_quoted(update: dict[str, Any], kind: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_update({"update_id": 1} | update, _BOT)
    assert raised.value.kind == kind
    assert "Anna" not in raised.value.reason


@pytest.mark.parametrize("raw", [None, [], "x", 5, {}, {"update_id": None}, {"update_id": "5"}, {"update_id": True}])
def test_what_has_no_number_cannot_be_confirmed(raw: object) -> None:
    assert number_of(raw) is None


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**30, 1.5])
def test_a_number_that_would_confirm_what_is_still_to_come_is_none(number: float) -> None:
    assert number_of({"update_id": number}) is None


@pytest.mark.parametrize("depth", [50, 400, 900])
@pytest.mark.parametrize("part", ["a_new_field", "reply_to_message"])
def test_an_update_of_any_depth_is_read_or_set_aside(depth: int, part: str) -> None:
    beginning = json.dumps(_without(_MESSAGE, "reply_to_message"))[:-1]
    body = f'{beginning}, "{part}": ' * depth + "null" + "}" * depth
    with suppress(Unreadable):
        read_update({"update_id": 1, "message": json.loads(body)}, _BOT)


_JUNK: st.SearchStrategy[object] = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just({}) | st.just([]) | st.just([None])
)


@settings(max_examples=300)
@given(st.data())
def test_however_an_update_is_mutilated_it_is_read_or_set_aside(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(_UPDATES)))
    update: dict[str, Any] = {"update_id": 1, kind: deepcopy(_UPDATES[kind])}
    for _ in range(data.draw(st.integers(1, 4))):
        holder: Any = update[kind]
        while isinstance(holder, dict) and holder:
            key = data.draw(st.sampled_from(sorted(holder)))
            if data.draw(st.booleans()) or not isinstance(holder[key], dict) or not holder[key]:
                if data.draw(st.booleans()):
                    del holder[key]
                else:
                    holder[key] = data.draw(_JUNK)
                break
            holder = holder[key]
        if not isinstance(update[kind], dict):
            break
    try:
        read = read_update(json.loads(json.dumps(update)), _BOT)
    except Unreadable:
        return
    member = update[kind].get("new_chat_member")
    if member is not None:
        assert getattr(read, kind).new_chat_member.status == member["status"]


async def test_updates_that_cannot_be_read_hide_no_other_and_are_shown_once(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    queue = talk.api.telegram.queue
    for _ in range(3):
        queue.put("message", {"message_id": 1, "text": "/start"})
    queue.put("my_chat_member", {"chat": _CHAT, "from": _USER, "date": 0})
    queue.backlog.allowed = None
    queue.put("hologram", {"chat": _CHAT})
    assert "Слежу: нефть" in await talk.ask("/add нефть")
    await talk.api.confirmed()
    await talk.chat.say("/status")
    summary = await talk.chat.next_message()
    assert "Обновлений Telegram не удалось прочитать: 5" in summary.text
    await talk.chat.press(summary, "Непонятные обновления · 5")
    status = (await talk.chat.next_edit(summary)).text
    assert "message: message.date: missing" in status
    assert "hologram: of an unknown kind" in status
    said = [record.getMessage() for record in caplog.records if "set aside" in record.getMessage()]
    assert len(said) == len(set(said)) == 3
    await talk.restart()
    assert "не удалось прочитать: 5" in await talk.ask("/status")


async def test_answers_that_are_no_updates_are_borne(talk: Talk) -> None:
    bodies = ("null", "[]", "{}", '{"ok":true}', '{"ok":true,"result":{}}', '{"ok":true,"result":[null,5,{}]}', "<p>")
    for body in bodies:
        talk.api.faults.add(Fault(answer=(200, body)), methods={"getUpdates"})
    await talk.restart()
    assert "Слежу: нефть" in await talk.ask("/add нефть")


async def test_a_command_of_an_older_server_is_obeyed(talk: Talk) -> None:
    message = {"message_id": 1, "text": "/add нефть", "from": {"id": talk.anna.id}}
    talk.api.telegram.queue.put("message", message | {"chat": {"id": talk.chat.id, "type": "private"}})
    assert "Слежу: нефть" in (await talk.chat.next_message()).text


async def test_what_an_earlier_version_has_kept_and_nobody_can_read_is_set_aside(talk: Talk) -> None:
    cause = Cause(f"{talk.api.token.partition(':')[0]}:5")
    await talk.storage.receive([Received(cause, 7, '{"update_id":5,"hologram":{}}')], NOW)
    await talk.restart()
    assert "не удалось прочитать: 1" in await talk.ask("/status")
    assert cause not in {one.cause for one in await talk.storage.unfinished_updates()}


async def test_a_half_of_a_character_is_kept_out_of_the_database(talk: Talk) -> None:
    chat = {"id": talk.chat.id, "type": "private"}
    update = {"update_id": 5, "message": {"message_id": 1, "date": 0, "chat": chat, "text": "/add неф\ud83dть"}}
    body = json.dumps({"ok": True, "result": [update]})
    talk.api.faults.add(Fault(answer=(200, body)), methods={"getUpdates"})
    await talk.restart()
    assert "Слежу: неф\ufffdть" in (await talk.chat.next_message()).text


@pytest.mark.parametrize("body", ['{"ok":true}', "[]", "", '{"ok":true,"result":{"status":"emperor"}}'])
async def test_an_administrator_is_obeyed_once_telegram_says_who_is_one(talk: Talk, body: str) -> None:
    group = talk.api.group("Редакция", talk.anna)
    talk.api.faults.add(Fault(answer=(200, body)), methods={"getChatAdministrators"}, times=2)
    await group.say("/add@dozor_test_bot нефть", by=talk.anna)
    assert "Слежу: нефть" in (await group.next_message()).text


async def test_a_token_that_is_not_known_for_a_moment_ends_nothing(talk: Talk) -> None:
    await talk.ask("/start")
    body = '{"ok":false,"error_code":401,"description":"Unauthorized"}'
    talk.api.faults.add(Fault(answer=(401, body)), methods={"getUpdates"}, times=2)
    assert "Слежу: нефть" in await talk.ask("/add нефть")
    await talk.api.confirmed()


async def test_a_group_of_an_older_server_is_known_again(talk: Talk) -> None:
    """It says of a member less than aiogram wants."""
    channel = talk.api.channel("Лента", talk.anna, bot=Status.LEFT)
    old = {"status": "left", "user": {"id": 42, "is_bot": True, "first_name": "Dozor"}}
    new = old | {"status": "administrator", "can_post_messages": True}
    event = {"chat": channel.chat.to_json(), "from": _USER, "date": 0, "old_chat_member": old, "new_chat_member": new}
    talk.api.telegram.queue.put("my_chat_member", event)
    await talk.api.confirmed()
    assert "Всё работает" in await talk.ask("/status")
