"""Feeds that misbehave hurt only themselves, and `/sources` says how."""

from aiohttp import web

from tests.end_to_end import outlets as ways
from tests.end_to_end.scene import SOON_S, Scene, links, matching

_FIRST_BYTE_S = 20.0
"""What a feed that says nothing is given."""
_BAD = {
    "failing": (ways.fail, "ошибка на сайте"),
    "page": (ways.answer_a_page, "вместо ленты там страница"),
    "endless": (ways.answer_nothing_at_length, "ответ слишком большой"),
    "hanging": (ways.hang, "сайт не ответил вовремя"),
}


async def test_news_of_a_good_feed_come_while_others_hang_fail_and_flood(scene: Scene) -> None:
    await scene.start()
    good = scene.outlets.open("good", "Хорошая")
    await scene.watch(good)
    await scene.subscribe()
    bad = {name: scene.outlets.open(name) for name in _BAD}
    for name, (answer, _) in _BAD.items():
        bad[name].answer = answer
    dripping, returning = scene.outlets.open("dripping"), scene.outlets.open("returning", "Вернувшаяся")
    dripping.answer, returning.answer = ways.drip, ways.hang_up
    addresses = " ".join(outlet.url for outlet in (*bad.values(), dripping, returning))
    hung: list[int] = []

    async def hang(request: web.Request) -> web.StreamResponse:
        before = good.asked
        try:
            return await ways.hang(request)
        finally:
            hung.append(good.asked - before)

    bad["hanging"].answer = hang
    await scene.chat.say(f"/sources {addresses}")

    told = []
    for number in range(3):
        told.append(piece := matching(good, f"встреча-{number}"))
        good.publish(piece)
        await _wait_for(scene, piece.url)

    # A feed that comes back is read again; what it lists then is its baseline.
    returning.answer = None
    await returning.read(SOON_S)
    await returning.read(SOON_S)
    told.append(piece := matching(returning, "возвращение"))
    returning.publish(piece)
    await _wait_for(scene, piece.url)

    given_up = f"⚠️ {bad['hanging'].url} пока не читается: {_BAD['hanging'][1]}"
    while all(given_up not in message.text for message in scene.chat.messages):
        await scene.chat.next_message(_FIRST_BYTE_S + SOON_S)
    assert hung[0] > 0, "the good feed waits until the bad ones are given up"
    lines = (await _sources(scene)).splitlines()
    for name, (_, reason) in _BAD.items():
        assert any(f"⚠️ {bad[name].url}: {reason}" in line for line in lines), (name, lines)
    assert any(f"⏳ {dripping.url}" in line for line in lines)
    assert any("✅ Хорошая" in line for line in lines)
    assert any("✅ Вернувшаяся" in line for line in lines)
    assert links(scene.chat) == {piece.url: 1 for piece in told}


async def _wait_for(scene: Scene, address: str) -> None:
    while address not in links(scene.chat):
        await scene.chat.next_message(SOON_S)


async def _sources(scene: Scene) -> str:
    await scene.chat.say("/sources")
    while True:
        message = await scene.chat.next_message(SOON_S)
        if "источник" in message.text.splitlines()[0]:
            return message.text
