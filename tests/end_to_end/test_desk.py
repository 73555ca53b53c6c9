"""The way of a story over a desk into its channel, killed on it."""

import asyncio
from datetime import UTC, datetime

from bot.model import Cause, ChannelSettings, ChatKind, Desk, Language, Publishing, SubscribeIntent
from storage.sqlite import SqliteStorage
from tests.botapi import ChatHandle, Message
from tests.end_to_end.outlets import Outlet
from tests.end_to_end.program import until
from tests.end_to_end.scene import QUERY, SOON_S, Scene, links, matching


async def _set_up(scene: Scene, outlet: Outlet, channel: ChatHandle) -> None:
    """Anna decides in private what the channel publishes of an outlet."""
    await scene.start()
    await scene.watch(outlet)
    await scene.program.kill()
    now = datetime.now(UTC)
    async with SqliteStorage(str(scene.program.folder / "dozor.db")) as storage:
        anna = await storage.see_chat(scene.chat.id, ChatKind.PRIVATE, "Анна", Language.RUSSIAN, now)
        target = await storage.see_chat(channel.id, ChatKind.CHANNEL, "Оборона", Language.RUSSIAN, now)
        await storage.connect(anna.key, target.key)
        ticked = {one.id for one in await storage.watched_sources(anna.key)}
        settings = ChannelSettings(Publishing.APPROVED, Desk(anna.key))
        await storage.set_up_channel(target.key, settings, now, ticked)
        await storage.subscribe(SubscribeIntent(anna.key, target.key, 0, QUERY, QUERY), now, Cause("set up"))


def _offered(scene: Scene) -> str:
    """The labels of all buttons in Anna's chat."""
    return " ".join(button.text for message in scene.chat.messages for button in message.buttons)


async def test_what_is_approved_stands_in_the_channel_once_though_the_program_is_killed_all_the_way(
    scene: Scene,
) -> None:
    channel, outlet = scene.api.channel("Оборона", scene.anna), scene.outlets.open("courier")
    await _set_up(scene, outlet, channel)
    await scene.start()
    await outlet.read()
    outlet.publish(piece := matching(outlet, "встреча"))

    def cards() -> list[Message]:
        return [one for one in scene.chat.messages if any("Опубликовать" in button.text for button in one.buttons)]

    await until(lambda: bool(cards()), SOON_S, "the card")
    assert not channel.messages
    (card,) = cards()
    await asyncio.sleep(2)  # else the card itself is on its way at the kill, and may come twice
    await scene.program.kill()
    await scene.chat.press(card, "✅ Опубликовать")
    await scene.start()
    await until(lambda: not cards(), SOON_S, "it is approved")
    for _ in range(3):
        await scene.program.kill()
        await scene.start()
        await asyncio.sleep(3)
    await until(lambda: links(channel) == {piece.url: 1}, SOON_S, "the post")
    await until(lambda: "Удалить" in _offered(scene), SOON_S, "the card says so")
    await scene.program.kill()
    await scene.start()
    await outlet.read()
    await outlet.read()
    assert links(channel) == {piece.url: 1}
    assert len(cards()) == 0
