"""Announcements go to everybody who can be reached, some at a time, and stop when they are cancelled."""

from bot.delivery.notices import lost_chat
from bot.model import Announced, ChatKind, Language, Notice, Sent
from tests.storage.scene import Scene

_TEXTS = {Language.ENGLISH: "<b>soon</b>", Language.RUSSIAN: "скоро"}


async def test_each_chat_is_told_once_in_its_language(scene: Scene) -> None:
    storage = scene.storage
    chats = [await scene.chat(number) for number in (1, 2, 3)]
    english = await storage.see_chat(4, ChatKind.GROUP, "x", Language.ENGLISH, scene.now)
    ukrainian = await storage.see_chat(5, ChatKind.PRIVATE, "x", Language.UKRAINIAN, scene.now)
    await scene.chat(-6, ChatKind.CHANNEL)
    await storage.mark_unreachable(chats[2].key, lost_chat("x", "blocked"), scene.now)
    assert await storage.reachable_chats() == 4
    cause = scene.cause()
    announcement = await storage.announce(chats[0].key, _TEXTS, scene.now, cause)
    assert await storage.announce(chats[0].key, _TEXTS, scene.now, cause) == announcement
    assert await storage.announced(announcement) == Announced(sent=0, waiting=0, failed=0, left=4)
    assert await storage.owe_announcements(scene.now, 3)
    assert await storage.announced(announcement) == Announced(sent=0, waiting=3, failed=0, left=1)
    while await storage.owe_announcements(scene.now, 3):
        pass
    told = {}
    for one in await scene.dispatches():
        assert isinstance(one.content, Notice)
        told[one.chat.key] = one.content.arguments["text"]
        await scene.settle(one, Sent(one.id))
    assert told == {
        chats[0].key: "скоро",
        chats[1].key: "скоро",
        english.key: "<b>soon</b>",
        ukrainian.key: "<b>soon</b>",
    }
    assert await storage.announced(announcement) == Announced(sent=4, waiting=0, failed=0, left=0)


async def test_what_is_cancelled_goes_to_nobody_else(scene: Scene) -> None:
    storage = scene.storage
    chats = [await scene.chat(number) for number in range(1, 7)]
    announcement = await storage.announce(chats[0].key, _TEXTS, scene.now, scene.cause())
    assert await storage.owe_announcements(scene.now, 4)
    first, *_ = await scene.dispatches()
    await scene.settle(first, Sent(1))
    on_their_way = (await storage.announced(announcement)).waiting
    assert on_their_way == 3
    other = await storage.announce(chats[0].key, _TEXTS, scene.now, scene.cause())
    assert not await storage.cancel_announcement(announcement, 10)
    assert (await storage.announced(announcement)).left == 0
    while await storage.owe_announcements(scene.now, 4):
        pass
    assert (await storage.announced(other)).waiting == 6, "the next one is not touched"
    await storage.cancel_announcement(other, 3)
    assert await storage.cancel_announcement(other, 3)
    assert not await storage.cancel_announcement(other, 3)
    assert (await storage.announced(other)).waiting == 0
