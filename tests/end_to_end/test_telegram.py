"""What Telegram may answer: nothing is lost by it, and nothing is repeated but what cannot be known."""

import asyncio
from collections.abc import Mapping

from tests.botapi import ChatHandle, Fault, Refusal
from tests.end_to_end.outlets import Outlet
from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching, notifications

_NOT_NOW = {
    "429": Fault.refuse(Refusal.TOO_MANY_REQUESTS, retry_after=2),
    "500": Fault.refuse(Refusal.INTERNAL),
    "502": Fault(page=502),
    "cut": Fault(reset=True),
    "cut late": Fault(reset=True, stored=True),
    "failed late": Fault.refuse(Refusal.INTERNAL, stored=True),
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
    last = {name: max(call.at for call in sends if call.params["chat_id"] == str(chats[name].id)) for name in chats}
    assert last["429"] - min(last.values()) >= 2
    assert last["fine"] - min(call.at for call in sends) < 2


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
        scene.api.faults.add(fault, methods={"getChatMember"})
    await group.say("/add коалиция желающих")
    assert "Слежу" in (await group.next_message(SOON_S)).text
    assert "1 подписка" in await scene.ask("/list", group)


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
