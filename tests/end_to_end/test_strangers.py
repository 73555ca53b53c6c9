"""What a stranger adds takes no news away from who watches an outlet, and is seen by nobody else."""

from dataclasses import replace

from aiohttp import web

from tests.end_to_end.outlets import Outlets
from tests.end_to_end.scene import SOON_S, Scene, links, matching, notifications


async def test_a_stranger_who_lists_what_an_outlet_will_and_then_leads_to_it_takes_nothing(scene: Scene) -> None:
    await scene.start()
    boris = scene.api.private(scene.api.person("Boris", language_code="ru"))
    outlet = scene.outlets.open("outlet", "Вестник")
    async with Outlets() as elsewhere:
        stranger = elsewhere.open("stranger", "Самозванец")
        await scene.watch(outlet)
        await scene.subscribe()
        outlet.publish(first := matching(outlet, "первая"))
        await scene.chat.next_message(SOON_S)
        await scene.watch(stranger, chat=boris)

        following = [matching(outlet, f"дальше-{number}") for number in range(3)]
        stranger.publish(*(replace(piece, title=f"{first.title} ({piece.guid})") for piece in following))
        stranger.publish(*(replace(first, url=piece.url, guid=f"их {piece.guid}") for piece in following))
        await stranger.read(SOON_S)
        assert "Больше не слежу" in await scene.ask("/sources remove 1", boris)

        async def lead(_: web.Request) -> web.StreamResponse:
            raise web.HTTPMovedPermanently(outlet.url)

        stranger.answer = lead
        await scene.watch(stranger, chat=boris)
        for piece in following:
            outlet.publish(piece)
            message = await scene.chat.next_message(SOON_S)
            assert message.text.splitlines()[-1].startswith("Вестник · ")
        assert links(scene.chat) == dict.fromkeys((piece.url for piece in (first, *following)), 1)
        assert not any("Самозванец" in message.text for message in notifications(scene.chat))
        assert "Самозванец" not in await scene.ask("/search встреча")
