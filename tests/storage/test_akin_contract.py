"""A story that is akin to one that the chat was told: a silent reply to its message, until somebody parts them."""

from dataclasses import replace

from bot.model import Chat, Dispatch, DispatchId, Sent, StoryId, WaitingArticle
from tests.storage.scene import Scene, story_in


async def _articles(scene: Scene) -> tuple[Chat, list[WaitingArticle]]:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    return chat, await scene.publish("раз", "два", "три")


async def _sent(scene: Scene, article: WaitingArticle, message: int, akin: StoryId | None = None) -> Dispatch | None:
    """Record an article that begins a story, and send what the chat is owed for it."""
    await scene.record(article, "коалиция", akin=akin)
    await scene.fan_out()
    for dispatch in (found := await scene.dispatches()):
        await scene.settle(dispatch, Sent(message))
    return found[0] if found else None


async def test_it_replies_to_the_message_of_the_first_one_without_a_sound(scene: Scene) -> None:
    _, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    assert not story_in(told).is_akin
    for article, message in ((second, 12), (third, 13)):
        akin = await _sent(scene, article, message, story_in(told).story_id)
        assert akin is not None
        assert (story_in(akin).reply_to, story_in(akin).is_akin, story_in(akin).silent) == (11, True, True)


async def test_who_was_not_told_the_first_one_hears_of_it_as_of_any_other(scene: Scene) -> None:
    _, (first, second, _) = await _articles(scene)
    await scene.record(first)
    akin = await _sent(scene, second, 12, await scene.story_of(first))
    assert akin is not None
    assert (story_in(akin).reply_to, story_in(akin).is_akin, story_in(akin).silent) == (None, False, False)


async def test_what_is_akin_to_a_muted_story_is_not_told(scene: Scene) -> None:
    chat, (first, second, _) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    assert await scene.storage.mute_story(told.id, story_in(told).story_id, chat.key, scene.now)
    assert await _sent(scene, second, 12, story_in(told).story_id) is None


async def test_parted_it_is_a_story_of_its_own_and_so_are_later_ones(scene: Scene) -> None:
    chat, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    story = story_in(told).story_id
    akin = await _sent(scene, second, 12, story)
    assert akin is not None
    theirs = (akin.id, story_in(akin).story_id, chat.key)
    stranger = await scene.chat(666)
    assert not await scene.storage.part_story(*theirs[:2], stranger.key)
    assert not await scene.storage.part_story(told.id, story, chat.key)
    assert not await scene.storage.part_story(DispatchId(99), story, chat.key)
    assert await scene.storage.part_story(*theirs)
    shown = await scene.storage.sent_story(*theirs)
    assert shown == replace(story_in(akin), is_akin=False, silent=False)
    later = await _sent(scene, third, 13, story)
    assert later is not None
    assert (story_in(later).reply_to, story_in(later).is_akin, story_in(later).silent) == (None, False, False)


async def test_muting_the_first_one_silences_nothing_that_was_parted_from_it(scene: Scene) -> None:
    chat, (first, second, third) = await _articles(scene)
    told = await _sent(scene, first, 11)
    assert told is not None
    story = story_in(told).story_id
    akin = await _sent(scene, second, 12, story)
    assert akin is not None
    assert await scene.storage.part_story(akin.id, story_in(akin).story_id, chat.key)
    assert await scene.storage.mute_story(told.id, story, chat.key, scene.now)
    later = await _sent(scene, third, 13, story)
    assert later is not None
    assert story_in(later).article.title == "три"
