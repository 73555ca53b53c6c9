"""Told to stop, the program ends in every state, and what was under way is neither lost nor told more than promised.

An exit code of 0 says that it ended in good order; 1 that what hung was cut off.
"""

import asyncio
import signal
import socket
from collections import Counter

from tests.botapi import Fault
from tests.end_to_end.database import DatabaseFaults
from tests.end_to_end.outlets import hang
from tests.end_to_end.program import until
from tests.end_to_end.scene import QUERY, SOON_S, Scene, links, matching
from tests.end_to_end.test_hostile import hostile_answer
from tests.end_to_end.test_kills import subscriptions

_AT_ONCE = 128 + signal.SIGTERM
_TWO_REQUESTS_S = 0.7
"""Signals that come sooner are one request."""
_IN_THE_MIDDLE_OF_A_START_S = (0.0, 0.1, 0.3, 0.6, 1.0)


async def test_interrupted_in_a_terminal_while_telegram_sites_and_parsers_hang(scene: Scene) -> None:
    scene.program.settings["PAGES"] = "true"
    await scene.start()
    outlet, slow, hostile = (scene.outlets.open(name) for name in ("courier", "slow", "hostile"))
    await scene.watch(outlet, slow, hostile)
    await scene.subscribe()
    slow.answer, hostile.answer = hang, hostile_answer()
    outlet.pages["page"] = hang
    never = asyncio.Event()
    scene.api.faults.add(Fault(until=never, stored=True))
    outlet.publish(outlet.piece("page", "Коротко"), piece := matching(outlet, "встреча"))
    await until(lambda: scene.api.sends_in_flight == 1, SOON_S, "news are being sent")
    scene.api.faults.add(Fault(until=never))
    await scene.chat.say("/add запрос")
    await until(lambda: scene.api.sends_in_flight == 2, SOON_S, "an answer is being sent, too")
    await hostile.read(SOON_S)

    scene.program.signal(signal.SIGINT, everybody=True)
    assert await scene.program.ended() == 0
    said = scene.program.said()
    assert "goes again at the next start" in said
    assert "Traceback" not in said
    assert "KeyboardInterrupt" not in said

    never.set()
    scene.api.faults.clear()
    slow.answer = hostile.answer = None
    await scene.start()
    await scene.api.confirmed(SOON_S)
    await until(lambda: links(scene.chat)[piece.url] == 2, SOON_S, "what Telegram had stored is told once more")
    await until(lambda: any("Слежу: запрос" in one.text for one in scene.chat.unread), SOON_S, "the answer comes")
    assert subscriptions(scene) == Counter({QUERY: 1, "запрос": 1})
    assert await scene.program.stop() == 0
    assert links(scene.chat)[piece.url] == 2


async def test_a_second_signal_ends_it_at_once(scene: Scene) -> None:
    await scene.start()
    scene.api.faults.add(Fault(until=asyncio.Event()))
    await scene.chat.say("/add запрос")
    await until(lambda: scene.api.sends_in_flight == 1, SOON_S, "an answer is being sent")
    scene.program.signal(signal.SIGTERM)
    scene.program.signal(signal.SIGTERM)  # as some launchers do
    await asyncio.sleep(_TWO_REQUESTS_S)
    assert scene.program.is_running
    scene.program.signal(signal.SIGTERM)
    assert await scene.program.ended() == _AT_ONCE


async def test_a_disk_that_hangs_is_cut_off_and_what_was_asked_is_done_at_the_next_start(scene: Scene) -> None:
    faults = DatabaseFaults(scene.program)
    await scene.start()
    faults.stall_disk()
    await scene.chat.say("/add запрос")
    await until(lambda: not scene.api.telegram.queue.is_polled, SOON_S, "the update is taken")
    assert await scene.program.stop() == 1
    assert "something hangs" in scene.program.said()
    faults.mend()
    await scene.start()
    assert "Слежу: запрос" in (await scene.chat.next_message(SOON_S)).text
    assert subscriptions(scene) == Counter({"запрос": 1})


async def test_requests_to_the_webhook_that_never_end_hold_up_nothing(scene: Scene) -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    secret = "s3cr3t-of-the-hook"
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_PORT": str(port), "WEBHOOK_SECRET": secret}
    scene.program.settings |= hook
    scene.program.start()
    await until(lambda: bool(scene.api.telegram.webhook.url), SOON_S, "no webhook is set")
    head = (
        f"POST /telegram HTTP/1.1\r\nHost: bot\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: 99\r\n"
    )
    writers = []
    for begun in (head + "\r\n{", head):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun.encode())
        await writer.drain()
        writers.append(writer)
    assert "Слежу" in await scene.ask("/add запрос")
    assert await scene.program.stop() == 0
    for writer in writers:
        writer.close()


async def test_a_stop_ends_the_start(scene: Scene) -> None:
    for moment_s in _IN_THE_MIDDLE_OF_A_START_S:
        scene.program.start()
        await asyncio.sleep(moment_s)
        # Before the loop runs, there is nothing to be finished.
        assert await scene.program.stop() in {0, _AT_ONCE, -signal.SIGTERM}
    await scene.start()
    assert "Слежу" in await scene.ask("/add запрос")
    assert "Traceback" not in scene.program.said()
