"""Reports of one event by several outlets, each in its own words: what people see of them."""

import asyncio
from dataclasses import replace

import pytest

from tests.botapi import ChatHandle, Message
from tests.end_to_end.outlets import Outlet, Piece
from tests.end_to_end.scene import SOON_S, Scene, links, matching, reports

REPORTS = (
    (
        "Дамбу прорвало у села Рыбкино под Оренбургом",
        "Дамба разрушена у села Рыбкино Оренбургской области, подтоплены 43 дома. МЧС вывезло 112 человек.",
    ),
    (
        "Село Рыбкино под Оренбургом затопило после прорыва дамбы",
        "43 дома подтоплены в селе Рыбкино Оренбургской области, где прорвало дамбу. МЧС эвакуировало 112 жителей.",
    ),
    (
        "Под Оренбургом из-за прорыва дамбы вывозят жителей села Рыбкино",
        "Из села Рыбкино Оренбургской области, где прорвало дамбу, вывезли 112 человек. Помогает Бузулукский район.",
    ),
)


_RECORDED_S = 1.0
"""From a message to when it is on disk: killed before that, the program may say it once more."""


def _report(outlet: Outlet, number: int) -> Piece:
    piece = outlet.piece("flood", *REPORTS[number])
    return replace(piece, url=f"https://{outlet.title.lower()}.example/flood")  # of outlets at one host, less is alike


@pytest.fixture
def outlets_of(scene: Scene) -> tuple[Outlet, ...]:
    scene.program.settings["EDIT_INTERVAL"] = "1"
    return tuple(scene.outlets.open(name, name.upper()) for name in ("alpha", "beta", "gamma"))


async def _first(scene: Scene, outlet: Outlet, query: str = "Рыбкино") -> Message:
    await scene.subscribe(query)
    outlet.publish(_report(outlet, 0))
    return await scene.chat.next_message(SOON_S)


async def test_all_join_one_message_whatever_kills_the_program_between_them(
    scene: Scene, outlets_of: tuple[Outlet, ...]
) -> None:
    alpha, beta, gamma = outlets_of
    await scene.start()
    await scene.watch(*outlets_of)
    message = await _first(scene, alpha)
    told = message.text.splitlines()[:3]
    for number, outlet, others in ((1, beta, ["BETA"]), (2, gamma, ["GAMMA", "BETA"])):
        await asyncio.sleep(_RECORDED_S)
        await scene.program.kill()
        outlet.publish(_report(outlet, number))
        await scene.start()
        message = await scene.chat.next_edit(message, SOON_S)
        assert reports(message) == (number, others)
        assert message.text.splitlines()[:3] == told
    assert len(links(scene.chat)) == 1
    assert not scene.chat.unread


async def test_who_watches_one_outlet_hears_of_the_story_from_it_and_of_no_other(
    scene: Scene, outlets_of: tuple[Outlet, ...]
) -> None:
    alpha, beta, gamma = outlets_of
    boris: ChatHandle = scene.api.private(scene.api.person("Boris", language_code="ru"))
    await scene.start()
    await scene.watch(*outlets_of)
    await scene.watch(gamma, chat=boris)
    await scene.subscribe("Рыбкино", chat=boris)
    message = await _first(scene, alpha)
    beta.publish(_report(beta, 1))
    message = await scene.chat.next_edit(message, SOON_S)
    assert not boris.unread
    gamma.publish(third := _report(gamma, 2))
    own = await boris.next_message(SOON_S)
    assert links(boris) == {third.url: 1}
    assert reports(await scene.chat.next_edit(message, SOON_S)) == (2, ["GAMMA", "BETA"])
    alpha.publish(alpha.piece("again", REPORTS[0][0] + ": подробности", REPORTS[0][1]))
    alpha.publish(matching(alpha, "после"))
    await alpha.read()
    await alpha.read()
    assert "ещё" not in own.text
    assert "ещё" not in boris.messages[-1].text
    assert not boris.unread


async def test_another_subscription_that_a_later_report_meets_is_a_reply_and_a_muted_story_says_no_more(
    scene: Scene, outlets_of: tuple[Outlet, ...]
) -> None:
    alpha, beta, gamma = outlets_of
    await scene.start()
    await scene.watch(*outlets_of)
    await scene.subscribe("Бузулукский район")
    message = await _first(scene, alpha)
    gamma.publish(third := _report(gamma, 2))
    reply = await scene.chat.next_message(SOON_S)
    assert reply.reply_to == message.id
    assert reply.text.startswith("🔔 Бузулукский район\n")
    assert "ещё" not in reply.text
    assert third.url in links(scene.chat)
    edited = await scene.chat.next_edit(message, SOON_S)
    assert reports(edited) == (1, ["GAMMA"])
    await (await scene.chat.press(edited, "🔇 Хватит")).answered(SOON_S)
    beta.publish(_report(beta, 1))
    await scene.subscribe("коалиция желающих")
    await beta.read()
    beta.publish(matching(beta, "потом"))
    assert "потом" in (await scene.chat.next_message(SOON_S)).text
    assert "BETA" not in scene.chat.messages[scene.chat.messages.index(edited)].text
