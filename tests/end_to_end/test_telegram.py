"""What Telegram may answer: nothing is lost by it, and nothing is repeated but what cannot be known."""

import asyncio
from collections.abc import Mapping

from tests.botapi import ChatHandle, Fault, Refusal
from tests.end_to_end.outlets import Outlet
from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching, notifications

_NOT_NOW = {
    "429": Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=2),
    "429 for no time": Fault(answer=(429, '{"ok":false}')),
    "420": Fault(answer=(420, '{"ok":false,"description":"FLOOD_WAIT_1"}')),
    "500": Fault.refuse(Refusal.INTERNAL),
    "500 as 400": Fault(answer=(500, '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}')),
    "502": Fault(page=502),
    "502 in JSON": Fault(answer=(502, '{"ok":false,"error_code":502,"description":"Bad Gateway"}')),
    "503 of a proxy": Fault(answer=(503, '{"error":"chat not found"}')),
    "400 for no reason": Fault(answer=(400, '{"ok":false,"error_code":400}')),
    "403 of a proxy": Fault(answer=(403, "<html>Forbidden</html>")),
    "401": Fault(answer=(401, '{"ok":false,"error_code":401,"description":"Unauthorized"}')),
    "404": Fault(answer=(404, '{"ok":false,"error_code":404,"description":"Not Found"}')),
    "a page": Fault(page=200),
    "no result": Fault(answer=(200, '{"ok":true}')),
    "a list": Fault(answer=(200, "[]")),
    "nothing": Fault(answer=(200, "")),
    "half": Fault(answer=(200, '{"ok":true,"resu')),
    "cut": Fault(reset=True),
    "cut late": Fault(reset=True, stored=True),
    "failed late": Fault.refuse(Refusal.INTERNAL, stored=True),
}

_MEMBER = {"status": "administrator", "user": {"id": 1, "is_bot": True, "first_name": "Dozor"}}
_UNREADABLE: dict[str, dict[str, object]] = {
    "message without a chat": {"message_id": 1, "date": 0},
    "message without a date": {"message_id": 1, "chat": {"id": 5, "type": "private"}},
    "message from nowhere": {
        "message_id": 1,
        "date": 0,
        "chat": {"id": 5, "type": "private"},
        "forward_origin": {"type": "hologram"},
    },
    "my_chat_member of an older server": {
        "chat": {"id": -5, "type": "group", "title": "x"},
        "from": {"id": 5, "is_bot": False, "first_name": "x"},
        "date": 0,
        "old_chat_member": _MEMBER,
        "new_chat_member": _MEMBER,
    },
    "message of a chat that cannot be": {"message_id": 1, "date": 0, "chat": {"id": 10**30, "type": "private"}},
}


async def test_what_is_not_taken_now_is_taken_later_and_nobody_else_waits(scene: Scene) -> None:
    chats, outlet = await _readers(scene, *_NOT_NOW, "fine")
    for name, fault in _NOT_NOW.items():
        scene.api.faults.add(fault, chat_id=chats[name].id)
    outlet.publish(piece := matching(outlet, "встреча"))
    for name, chat in chats.items():
        # Telegram had taken what it then failed to say so of: that message, and no other, stands twice.
        expected = {piece.url: 2 if name.endswith("late") else 1}
        await until(lambda chat=chat, expected=expected: links(chat) == expected, SOON_S, name)  # type: ignore[misc]
    sends = [call for call in (await scene.journal()).of("sendMessage") if piece.title in call.params["text"]]
    at = {name: [call.at for call in sends if call.params["chat_id"] == str(chats[name].id)] for name in chats}
    assert at["429"][-1] - at["429"][0] >= 2
    assert at["fine"][-1] - min(call.at for call in sends) < 2


async def test_what_telegram_refuses_for_an_unknown_reason_lets_what_follows_pass(scene: Scene) -> None:
    chats, outlet = await _readers(scene, "strange", "fine")
    body = '{"ok":false,"error_code":400,"description":"Bad Request: SOMETHING_NEW"}'
    scene.api.faults.add(Fault(answer=(400, body)), chat_id=chats["strange"].id)
    outlet.publish(first := matching(outlet, "первая"))
    await until(lambda: links(chats["fine"]) == {first.url: 1}, SOON_S, "first")
    outlet.publish(second := matching(outlet, "вторая"))
    await until(lambda: links(chats["strange"]) == {second.url: 1}, SOON_S, "second")
    assert "SOMETHING_NEW: Postponed" in scene.program.said()


async def test_a_wait_of_ages_is_bounded_and_ends_no_stage(scene: Scene) -> None:
    chats, outlet = await _readers(scene, "slow", "fine")
    for seconds in ("1000000000000", '"1e300"', "-5", '"x"', "[]"):
        body = f'{{"ok":false,"error_code":429,"description":"?","parameters":{{"retry_after":{seconds}}}}}'
        scene.api.faults.add(Fault(answer=(429, body)), chat_id=chats["slow"].id)
    outlet.publish(first := matching(outlet, "первая"))
    await until(lambda: links(chats["fine"]) == {first.url: 1}, SOON_S, "first")
    outlet.publish(second := matching(outlet, "вторая"))
    await until(lambda: links(chats["fine"]) == {first.url: 1, second.url: 1}, SOON_S, "second")
    said = scene.program.said()
    assert "wants to be left alone for 1e+12 s, and is for 3600" in said
    assert "deliver failed" not in said


async def test_updates_that_nobody_can_read_make_the_bot_deaf_for_nothing(scene: Scene) -> None:
    scene.program.settings["ADMINS"] = str(scene.anna.id)
    await scene.start()
    for kind, body in _UNREADABLE.items():
        scene.api.telegram.queue.put(kind.partition(" ")[0], body)
    assert "Слежу" in await scene.ask("/add нефть")
    await scene.api.confirmed(SOON_S)
    assert "не удалось прочитать: 2" in await scene.ask("/status")
    await scene.program.kill()
    await scene.start()
    await scene.chat.say("/list")
    await until(lambda: any("1 подписка" in one.text for one in scene.chat.messages), SOON_S, "an answer")
    assert scene.program.said().count("are set aside: message: message.chat: missing") == 1


async def test_another_program_with_the_token_is_said_at_once_with_the_remedy(scene: Scene) -> None:
    await scene.start()
    scene.api.faults.add(Fault.refuse(Refusal.CONFLICT_POLL), methods={"getUpdates"}, times=3)
    assert "Слежу" in await scene.ask("/add нефть")
    await until(lambda: scene.api.faults.are_spent, SOON_S, "conflicts")
    assert "Слежу" in await scene.ask("/add газ")
    said = [line for line in scene.program.said().splitlines() if "another program is receiving" in line]
    assert len(said) == 1
    assert "a token of its own" in said[0]


async def test_who_blocks_the_bot_is_left_alone_and_told_what_was_owed_on_the_return(scene: Scene) -> None:
    chats, outlet = await _readers(scene, "fickle", "fine")
    fickle = chats["fickle"]
    # Telegram refuses before it says that the bot is blocked, so that the refusal is what the program learns it by.
    scene.api.faults.add(Fault.refuse(Refusal.BLOCKED), chat_id=fickle.id)
    outlet.publish(first := matching(outlet, "первая"))
    await until(lambda: links(chats["fine"]) == {first.url: 1}, SOON_S, "first")
    outlet.publish(second := matching(outlet, "вторая"))
    await until(lambda: links(chats["fine"]) == {first.url: 1, second.url: 1}, SOON_S, "second")
    assert not notifications(fickle)
    sends = [call for call in (await scene.journal()).of("sendMessage") if call.params["chat_id"] == str(fickle.id)]
    assert sends[-1].error_code == 403
    await fickle.say("/list")
    missed = (first.url, second.url)
    await until(lambda: any(all(url in told.html for url in missed) for told in fickle.messages), SOON_S, "a digest")
    assert not notifications(fickle)


async def test_a_group_that_becomes_a_supergroup_amid_a_delivery_gets_its_news_there(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier", "Курьер")
    group = scene.api.group("Редакция", scene.anna)
    await _read(scene, group, outlet)
    await group.next_message(SOON_S)
    # The messages that tell of the migration are held back until the refusal has told of it.
    scene.api.faults.add(Fault(page=502), methods={"getUpdates"}, times=4)
    supergroup = await group.migrate()
    outlet.publish(first := matching(outlet, "первая"))
    await until(lambda: links(supergroup) == {first.url: 1}, SOON_S, "the news of the group")
    await scene.api.confirmed(SOON_S)
    assert "коалиция желающих" in await scene.ask("/list", supergroup)
    assert not notifications(group)


async def test_a_command_is_done_although_telegram_fails_for_a_while_before_it(scene: Scene) -> None:
    """In a group, the bot has to ask who is an administrator before it does anything."""
    await scene.start()
    group = scene.api.group("Редакция", scene.anna)
    for fault in (Fault(page=502), Fault(reset=True), Fault.refuse(Refusal.INTERNAL)):
        scene.api.faults.add(fault, methods={"getChatAdministrators"})
    await group.say("/add коалиция желающих")
    assert "Слежу" in (await group.next_message(SOON_S)).text
    assert "1 подписка" in await scene.ask("/list", group)


async def test_a_member_who_floods_a_group_jams_neither_its_administrator_nor_its_news(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier", "Курьер")
    boris = scene.api.person("Boris", language_code="ru")
    group = scene.api.supergroup("Редакция", scene.anna, boris)
    await _read(scene, group, outlet)
    assert "читается" in (await group.next_message(SOON_S)).text
    for _ in range(40):
        await group.say("/list@dozor_test_bot", by=boris)
    await group.say("/help@dozor_test_bot", by=scene.anna)
    assert "только администраторы" in (await group.next_message(SOON_S)).text
    assert "Что я умею" in (await group.next_message(SOON_S)).text
    outlet.publish(piece := matching(outlet, "встреча"))
    await until(lambda: links(group) == {piece.url: 1}, SOON_S, "the news of the group")


async def _readers(scene: Scene, *names: str) -> tuple[Mapping[str, ChatHandle], Outlet]:
    """Start the program; chats that all watch one outlet and wait for the same news."""
    await scene.start()
    outlet = scene.outlets.open("courier", "Курьер")
    chats = {name: scene.api.private(scene.api.person(name, language_code="ru")) for name in names}
    await asyncio.gather(*(_read(scene, chat, outlet) for chat in chats.values()))
    await outlet.read()  # so that the baseline is taken before anything comes out
    await outlet.read()
    return chats, outlet


async def _read(scene: Scene, chat: ChatHandle, outlet: Outlet) -> None:
    await scene.subscribe(chat=chat)
    assert "Добавляю" in await scene.ask(f"/sources {outlet.url}", chat)
