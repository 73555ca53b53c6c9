"""Who administers a channel no longer sends nothing there any more."""

from tests.botapi import Status
from tests.end_to_end.program import until
from tests.end_to_end.scene import QUERY, SOON_S, Scene, links, matching


async def test_who_is_dismissed_sends_nothing_to_the_channel_any_more_and_all_hear_of_it(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier", "Курьер")
    boris = scene.api.person("Boris", language_code="ru")
    other = scene.api.private(boris)
    assert "Дозор" in await scene.ask("/start", other)
    channel = scene.api.channel("Лента", boris, scene.anna, username="lenta_kanal")
    await channel.set_member(scene.anna, Status.ADMINISTRATOR)
    await scene.watch(outlet)
    assert "→ Лента" in await scene.ask(f"/channel @lenta_kanal {QUERY}")
    outlet.publish(first := matching(outlet, "первая"))
    await until(lambda: links(channel) == {first.url: 1}, SOON_S, "the first piece")

    await channel.set_member(scene.anna, Status.MEMBER)
    assert "больше не администратор «Лента»" in (await scene.chat.next_message(SOON_S)).text
    assert "Anna больше не администратор «Лента»" in (await other.next_message(SOON_S)).text
    assert "вы не администратор" in await scene.ask("/digest 9:00 в Лента")
    await scene.subscribe()
    outlet.publish(second := matching(outlet, "вторая"))
    await until(
        lambda: links(scene.chat) == {first.url: 1, second.url: 1},
        SOON_S,
        "the second piece, after the first alert, in private",
    )
    assert links(channel) == {first.url: 1}

    assert "Подключено" in await scene.ask("/channel @lenta_kanal", other)
    await other.say("/settings в Лента")
    page = await other.next_message(SOON_S)
    await other.press(page, "Взять подписки себе: 1")
    assert "теперь ваша" in (await other.next_edit(page, SOON_S)).text
    assert "Добавляю" in await scene.ask(f"/sources {outlet.url}", other)
    await outlet.read()
    outlet.publish(third := matching(outlet, "третья"))
    await until(lambda: links(channel) == {first.url: 1, third.url: 1}, SOON_S, "the third piece")
