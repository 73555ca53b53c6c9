"""Who wants to be forgotten is, also when the program is killed meanwhile."""

from asyncio import sleep
from contextlib import closing
from sqlite3 import Connection, connect

import pytest

from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching


@pytest.mark.parametrize("after_s", [0.0, 0.05, 0.3])
async def test_a_kill_while_a_chat_is_forgotten_delays_that_alone(scene: Scene, after_s: float) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier", "Курьер")
    await scene.watch(outlet)
    await scene.subscribe()
    outlet.publish(piece := matching(outlet, "первая"))
    await until(lambda: links(scene.chat) == {piece.url: 1}, SOON_S, "the first piece")
    await scene.chat.say("/forget")
    question = await scene.chat.next_message(SOON_S)
    while "Удалить" not in question.text:  # the first piece comes before it
        question = await scene.chat.next_message(SOON_S)
    await scene.chat.press(question, "🗑 Удалить всё")
    await sleep(after_s)
    await scene.program.kill()
    await scene.start()
    edited = await scene.chat.next_edit(question, SOON_S)  # perhaps only the next run hears of the press
    outlet.publish(matching(outlet, "вторая"))
    while "✅" not in edited.text:
        edited = await scene.chat.next_edit(question, SOON_S)
    assert links(scene.chat) == {piece.url: 1}
    with closing(connect(scene.program.folder / "dozor.db")) as db:
        for table in ("forgotten_chats", "chats", "subscriptions", "articles", "dispatches", "posts", "chat_sources"):
            await until(lambda table=table: not _rows(db, table), SOON_S, table)  # type: ignore[misc]


def _rows(db: Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  names of ours
