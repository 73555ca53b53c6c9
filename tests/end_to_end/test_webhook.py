"""The program with its updates brought to it."""

import socket

from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching


def _free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


async def test_commands_and_news_pass_a_kill_and_a_change_to_long_polling(scene: Scene) -> None:
    port = _free_port()
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_PORT": port, "WEBHOOK_SECRET": "s3cr3t-of-the-hook"}
    scene.program.settings |= hook
    scene.program.start()
    await until(lambda: bool(scene.api.telegram.webhook.url), SOON_S, "no webhook is set")
    assert scene.api.telegram.webhook.url == f"http://127.0.0.1:{port}/telegram"
    outlet = scene.outlets.open("courier", "Курьер")
    await scene.watch(outlet)
    await scene.program.kill()

    await scene.chat.say("/add коалиция желающих")
    scene.program.start()
    # What was being said when the program was killed may be said again.
    await until(lambda: any("Слежу" in message.text for message in scene.chat.unread), SOON_S, "no answer")
    while "Слежу" not in (await scene.chat.next_message(SOON_S)).text:
        pass
    outlet.publish(piece := matching(outlet, "встреча"))
    await scene.chat.next_message(SOON_S)
    assert await scene.program.stop() == 0

    for name in hook:
        del scene.program.settings[name]
    await scene.start()
    assert scene.api.telegram.webhook.url == ""
    assert "1 подписка" in await scene.ask("/list")
    assert links(scene.chat) == {piece.url: 1}
    assert "s3cr3t" not in scene.program.said()


async def test_a_port_that_somebody_else_listens_on_stops_it_with_a_line(scene: Scene) -> None:
    port = str(scene.api._port)
    scene.program.settings |= {"WEBHOOK_URL": "https://bot.example.org", "WEBHOOK_PORT": port, "LOG_LEVEL": "WARNING"}
    scene.program.start()
    assert await scene.program.ended() == 1
    assert (
        scene.program.said().splitlines()[-1].startswith(f"dozor: WEBHOOK_PORT: nobody can listen at 127.0.0.1:{port}")
    )
    assert "Traceback" not in scene.program.said()
