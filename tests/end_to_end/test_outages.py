"""A database that fails for a while delays, and neither loses nor repeats; operators hear of it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from tests.botapi import ChatHandle
from tests.end_to_end.database import DatabaseFaults
from tests.end_to_end.outlets import Outlet
from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching

_READERS = 4
_LATENCY_S = 1.5
_LOCKED_S = 7.0
"""A write waits for 5 s for another program's lock."""
_BACK_S = 60.0
"""After its end, an outage is felt for 30 s at the most; the rest is for a busy machine."""
_TOLD_S = 60.0
"""Operators hear of what lasts 10 s; the rest is for a busy machine."""


@pytest.fixture
async def faults(scene: Scene) -> AsyncIterator[DatabaseFaults]:
    faults = DatabaseFaults(scene.program)
    yield faults
    faults.mend()


async def _readers(scene: Scene) -> tuple[Outlet, list[ChatHandle]]:
    """Chats that have heard of one article."""
    await scene.start()
    outlet = scene.outlets.open("courier")
    chats = [
        scene.chat,
        *(
            scene.api.private(scene.api.person(f"Reader {number}", language_code="ru"))
            for number in range(_READERS - 1)
        ),
    ]
    for chat in chats:
        await scene.watch(outlet, chat=chat)
        await scene.subscribe(chat=chat)
    return outlet, chats


async def _begin_to_tell(scene: Scene, outlet: Outlet, slug: str) -> None:
    """Return when it is being sent to some of the readers."""
    scene.api.conditions.latency_s = _LATENCY_S
    outlet.publish(matching(outlet, slug))
    await until(lambda: scene.api.sends_in_flight > 1, SOON_S, f"{slug} is not being told")


async def _all_hear(scene: Scene, outlet: Outlet, chats: list[ChatHandle]) -> None:
    """Every reader is told every piece, once."""
    scene.api.conditions.latency_s = 0.0
    expected = Counter(piece.url for piece in outlet.pieces if not piece.url.endswith("/old"))
    for chat in chats:
        await until(lambda chat=chat: links(chat).keys() == expected.keys(), _BACK_S, f"{links(chat)}")  # type: ignore[misc]
    await scene.ask("/list")
    assert [links(chat) for chat in chats] == [expected] * len(chats)


def _answers(chat: ChatHandle, words: str) -> int:
    return sum(words in message.text for message in chat.messages)


async def test_another_programs_lock_is_waited_for_beside_what_is_being_sent(
    scene: Scene, faults: DatabaseFaults
) -> None:
    outlet, chats = await _readers(scene)
    await _begin_to_tell(scene, outlet, "первая")
    await asyncio.to_thread(faults.lock)
    await chats[1].say("/add запрос")
    outlet.publish(matching(outlet, "вторая"))
    await asyncio.sleep(_LOCKED_S)
    faults.mend()
    await _all_hear(scene, outlet, chats)
    await until(lambda: _answers(chats[1], "Слежу: запрос") == 1, _BACK_S, "the command is not answered")
    said = scene.program.said()
    assert said.count("the database fails") == 1
    assert "database is locked" in said
    assert "Traceback" not in said


async def test_a_disk_that_fails_is_told_to_the_operators_and_waited_for(scene: Scene, faults: DatabaseFaults) -> None:
    scene.program.settings["ADMINS"] = str(scene.anna.id)
    outlet, chats = await _readers(scene)
    await _begin_to_tell(scene, outlet, "первая")
    faults.break_disk()
    await chats[1].say("/add запрос")
    outlet.publish(matching(outlet, "вторая"))
    await until(lambda: _answers(scene.chat, "База данных не работает") == 1, _TOLD_S, "the operator hears nothing")
    faults.mend()
    await _all_hear(scene, outlet, chats)
    await until(lambda: _answers(scene.chat, "База данных снова работает") == 1, _TOLD_S, "it is not over")
    assert _answers(chats[1], "Слежу: запрос") == 1
    assert all(not _answers(chat, "База данных") for chat in chats[1:])


async def test_a_full_disk_is_called_so(scene: Scene, faults: DatabaseFaults) -> None:
    scene.program.settings["ADMINS"] = str(scene.anna.id)
    outlet, chats = await _readers(scene)
    faults.fill_disk()
    for number in range(30):
        outlet.publish(outlet.piece(f"ballast-{number}", f"Балласт {number}", "слово " * 2_000))
    outlet.publish(matching(outlet, "вторая"))
    await until(lambda: _answers(scene.chat, "На диске кончилось место") == 1, _TOLD_S, "the operator hears nothing")
    faults.mend()
    for chat in chats:
        await until(lambda chat=chat: len(links(chat)) == 1, _BACK_S, "the news")  # type: ignore[misc]
