"""What is removed by a tap comes back by another, with the news in between, whatever happens to the program."""

import pytest

from tests.end_to_end.scene import SOON_S, Scene, links, matching


@pytest.mark.parametrize("removal", ["/remove 1", "/sources убрать 1"])
async def test_a_removal_is_undone_with_the_news_in_between_also_after_a_kill(scene: Scene, removal: str) -> None:
    outlet, other = (scene.outlets.open(name, name.upper()) for name in ("alpha", "beta"))
    await scene.start()
    await scene.watch(outlet)
    await scene.subscribe()
    await scene.chat.say(removal)
    removed = await scene.chat.next_message(SOON_S)
    outlet.publish(between := matching(outlet, "между"))
    await outlet.read(SOON_S)
    await scene.program.kill()
    await scene.start()
    await scene.watch(other)  # whatever was to be sent would have come before the answer
    assert links(scene.chat) == {}
    await scene.chat.press(removed, "↩ Вернуть")
    assert "между" in (await scene.chat.next_message(SOON_S)).text
    assert links(scene.chat) == {between.url: 1}
