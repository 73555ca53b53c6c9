"""A stranger's feed with hostile texts keeps nothing of the others from going on."""

from itertools import islice

from aiohttp import web

from tests.end_to_end.outlets import Answer
from tests.end_to_end.scene import SOON_S, Scene, links, matching
from tests.hostile.feeds import FIELDS, hostile_feeds
from tests.hostile.shapes import shapes

_LENGTH = 1_000_000
_SHAPES = ("stops, then a letter", "different capitals", "tags begun")
_LIVE = {"url", "email", "mention", "hashtag", "cashtag", "bot_command", "phone_number"}


def hostile_answer() -> Answer:
    """A hostile document for each request."""
    texts = {name: shapes(_LENGTH)[name] for name in _SHAPES}
    documents = islice(hostile_feeds(texts), len(_SHAPES) * len(FIELDS))
    last = b""

    async def answer(_: web.Request) -> web.StreamResponse:
        nonlocal last
        last = next(documents, last)
        return web.Response(body=last, content_type="application/rss+xml")

    return answer


async def test_others_go_on_while_hostile_texts_are_read_and_the_program_ends_when_it_is_told(scene: Scene) -> None:
    await scene.start()
    boris = scene.api.private(scene.api.person("Boris", language_code="ru"))
    good, hostile = scene.outlets.open("good", "Хорошая"), scene.outlets.open("hostile", "Чужая")
    await scene.watch(good)
    await scene.subscribe()
    await scene.watch(hostile, chat=boris)
    await scene.subscribe(chat=boris)

    hostile.answer = hostile_answer()
    for number in range(5):
        good.publish(piece := matching(good, f"встреча-{number}"))
        while piece.url not in links(scene.chat):
            await scene.chat.next_message(SOON_S)
        assert "Слежу" in await scene.ask(f"/add команда {number}")
    await hostile.read(SOON_S)
    assert await scene.program.stop() == 0
    assert links(scene.chat) == {f"{good.site}встреча-{number}": 1 for number in range(5)}
    assert "Traceback" not in scene.program.said()


async def test_news_of_a_hostile_feed_can_be_read_and_hold_nothing_to_press(scene: Scene) -> None:
    await scene.start()
    evil = "Evil.ua @evil_name /evil #evil $EVIL +380441234567 \u202eevil \u2800\u2800 Z\u0301\u0302\u0303\u0304\u0305"
    outlet = scene.outlets.open("evil", f"Gazeta.ua {evil}")
    await scene.watch(outlet)
    await scene.subscribe()
    outlet.publish(outlet.piece("a", f"Коалиция желающих: {evil}", f"Коалиция желающих, сказал {evil}. {evil}."))
    message = await scene.chat.next_message(SOON_S)
    assert "Коалиция желающих: Evil.ua" in message.text
    assert "Gazeta.ua" in message.text
    assert not {entity.type for entity in message.entities} & _LIVE
    assert not set(message.text) & set("\u202e\u2800\u0304")
    press = await scene.chat.press(message, "Почему?")
    explained = (await press.answered(SOON_S))["text"]
    assert "коалиция желающих" in explained
    assert not set(explained) & set("\u202e\u2800\u0304")
