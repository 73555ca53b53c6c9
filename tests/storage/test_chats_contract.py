"""What storage knows of a chat, and of its updates."""

from datetime import timedelta

from bot.model import Cause, Language, UnreadUpdate
from tests.storage.scene import Scene


async def test_a_chat_is_known_by_its_id_with_its_language(scene: Scene) -> None:
    assert await scene.storage.known_chat(100) is None
    chat = await scene.chat()
    await scene.storage.set_language(chat.key, Language.UKRAINIAN)
    known = await scene.storage.known_chat(100)
    assert known is not None
    assert (known.key, known.language) == (chat.key, Language.UKRAINIAN)


async def test_updates_that_cannot_be_read_are_kept_for_a_month(scene: Scene) -> None:
    updates = [UnreadUpdate(Cause(f"update {number}"), "message", "no date") for number in range(3)]
    await scene.storage.set_aside(updates, scene.now)
    count, latest = await scene.storage.unread_updates(10)
    assert (count, len(latest)) == (3, 1)
    scene.later(days=31)
    await scene.storage.tidy(scene.now)
    assert await scene.storage.unread_updates(10) == (0, [])


async def test_a_time_that_was_noted_tells_the_next_run_that_the_clock_went_back(scene: Scene) -> None:
    await scene.storage.note_time(scene.now)
    back = await scene.storage.bring_back(scene.now - timedelta(hours=3))
    assert back.by == timedelta(hours=3)
