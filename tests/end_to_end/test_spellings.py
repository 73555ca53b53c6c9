"""A spelling that was ticked brings news like what was typed."""

from tests.end_to_end.scene import SOON_S, Scene, links, notifications


async def test_an_article_with_a_ticked_spelling_alerts_also_after_a_kill(scene: Scene) -> None:
    outlet = scene.outlets.open("alpha", "ALPHA")
    await scene.start()
    await scene.watch(outlet)
    await scene.chat.say("/add Зеленский")
    added = await scene.chat.next_message(SOON_S)
    assert added.text.splitlines()[-1] == "Также пишут:"
    await scene.program.kill()
    await scene.start()
    await scene.chat.press(added, "☐ Zelensky")
    ticked = await scene.chat.next_edit(added, SOON_S)
    assert "☑ Zelensky" in [one.text for one in ticked.buttons]
    piece = outlet.piece("visit", "President arrives in Warsaw", "Talks begin today.", "Zelensky met the premier.")
    outlet.publish(outlet.piece("other", "Zelenskaya Street is closed", "Works begin today."), piece)
    while not (alert := await scene.chat.next_message(SOON_S)).text.startswith("🔔"):
        assert alert.text == added.text, "what was under way at the kill may be answered twice"
    assert alert.text.startswith("🔔 Зеленский | Zelensky\nPresident arrives in Warsaw\n")
    assert links(scene.chat) == {piece.url: 1}
    assert len(notifications(scene.chat)) == 1
