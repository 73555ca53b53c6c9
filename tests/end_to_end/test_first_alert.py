"""The first alert of a subscription comes at once, from the archive, and is followed like any other."""

from dataclasses import replace

from tests.end_to_end.outlets import Outlet, Piece
from tests.end_to_end.scene import QUERY, SOON_S, Scene, links, reports
from tests.end_to_end.test_stories import REPORTS


def _report(outlet: Outlet, number: int) -> Piece:
    piece = outlet.piece("flood", *REPORTS[number])
    return replace(piece, url=f"https://{outlet.title.lower()}.example/flood")


async def test_the_first_alert_comes_at_once_grows_and_is_told_once(scene: Scene) -> None:
    """What an outlet lists at first is no news, and still shows how news will look; also after a kill."""
    scene.program.settings["EDIT_INTERVAL"] = "1"
    alpha, beta = (scene.outlets.open(name, name.upper()) for name in ("alpha", "beta"))
    alpha.publish(_report(alpha, 0))
    await scene.start()
    await scene.watch(alpha, beta)
    await scene.chat.say("Рыбкино")
    offer = await scene.chat.next_message(SOON_S)
    assert "подходит 1 сюжет." in offer.text
    await scene.chat.press(offer, "✅ Подписаться")
    subscribed = await scene.chat.next_edit(offer, SOON_S)
    assert subscribed.text == "✅ Слежу: Рыбкино\nТакже пишут:"
    assert [one.text for one in subscribed.buttons][-2:] == ["⚙️ Настроить", "↩ Отменить"]
    await scene.program.kill()
    await scene.start()
    first = await scene.chat.next_message(SOON_S)
    assert first.text.startswith("🔔 Так это будет выглядеть\nДамбу прорвало у села Рыбкино под Оренбургом\n")
    assert first.is_silent
    beta.publish(_report(beta, 1))
    assert reports(await scene.chat.next_edit(first, SOON_S)) == (1, ["BETA"])
    assert links(scene.chat) == {"https://alpha.example/flood": 1}


async def test_nothing_on_file_is_said_and_can_be_widened(scene: Scene) -> None:
    outlet = scene.outlets.open("alpha", "ALPHA")
    outlet.publish(outlet.piece("рядом", "Желающих помочь всё больше", "Новая коалиция обсудила бюджет."))
    await scene.start()
    await scene.watch(outlet)
    await scene.chat.say(f"/add {QUERY}")
    answer = await scene.chat.next_message(SOON_S)
    assert "Пока пусто: архиву меньше минуты, читаю 1 издание. Как только выйдет, пришлю." in answer.text
    await scene.chat.press(answer, "Шире")
    wider = await scene.chat.next_edit(answer, SOON_S)
    assert [one.text for one in wider.buttons][:3] == [
        "🔗 Слова не обязательно рядом · 1",
        "желающих · 1",
        "коалиция · 1",
    ]
    await scene.chat.press(wider, "🔗")
    assert "✅ Теперь слежу: коалиция + желающих" in (await scene.chat.next_edit(wider, SOON_S)).text
