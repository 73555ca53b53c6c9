"""From «made administrator» to the first post of a channel: three taps, and nothing that was published before."""

from tests.botapi import Status
from tests.end_to_end.program import until
from tests.end_to_end.scene import QUERY, SOON_S, Scene, links, matching


async def test_three_taps_lead_to_the_first_post_and_the_private_alert_stays(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier")
    await scene.watch(outlet)
    await scene.subscribe()
    channel = scene.api.channel("Оборона", scene.anna, bot=Status.LEFT)
    await channel.set_bot(Status.ADMINISTRATOR, by=scene.anna)
    message = await scene.chat.next_message(SOON_S)
    assert message.text == "📣 Меня добавили в «Оборона». Что публиковать?"
    for label in (f"☐ {QUERY}", "Автоматически", "✅ Готово"):
        await scene.chat.press(message, label)
        message = await scene.chat.next_edit(message, SOON_S)
    assert message.text.startswith("📣 Оборона · автоматически\n1 подписка · 1 источник")
    outlet.publish(piece := matching(outlet, "встреча"))
    await until(lambda: links(channel) == {piece.url: 1}, SOON_S, "the post")
    await until(lambda: links(scene.chat) == {piece.url: 1}, SOON_S, "the private alert")
    (post,) = channel.messages
    assert not post.buttons
