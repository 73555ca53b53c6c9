"""The biggest stories of a day, by the reports of packs in a language."""

from datetime import timedelta

from bot.model import BigStory, Language, NewSource
from tests.storage.scene import Scene

_PACKS = ("ru/business", "ru/general")


async def _big(
    scene: Scene, *, packs: tuple[str, ...] = _PACKS, language: Language = Language.RUSSIAN
) -> list[BigStory]:
    return await scene.storage.big_stories(language, packs, scene.now - timedelta(days=1), 10)


async def test_the_biggest_stories_of_packs_come_first_with_their_titles(scene: Scene) -> None:
    await scene.storage.load_pack([NewSource("https://one.example/feed", "Один", "ru", "ru/general")], scene.now)
    await scene.tell(("a1", "a2", "a3"), ("b1", "b2", "b3", "b4"), ("c1", "c2"))
    assert await _big(scene) == [BigStory(("b1", "b2", "b3", "b4"), 1), BigStory(("a1", "a2", "a3"), 1)]
    assert await _big(scene, packs=("uk/general",)) == []
    assert await _big(scene, language=Language.UKRAINIAN) == []


async def test_a_story_of_yesterday_or_of_a_source_that_a_chat_added_is_none(scene: Scene) -> None:
    await scene.source(await scene.chat())
    await scene.tell(("a1", "a2", "a3"))
    assert await _big(scene) == []
    await scene.storage.load_pack([NewSource("https://two.example/feed", "Два", "ru", "ru/general")], scene.now)
    scene.later(minutes=1)
    await scene.tell(("b1", "b2", "b3"))
    assert len(await _big(scene)) == 1
    scene.later(hours=25)
    assert await _big(scene) == []
