"""A muted story says nothing more until the chat follows it again."""

from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.model import Chat, Dispatch, MutedStory, Postponed, ReplyMode, Sent, StoryId, TellAll
from tests.storage.scene import Scene, story_in


@pytest.fixture
async def chat(scene: Scene) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    subscribed = await scene.subscribe(chat)
    await scene.storage.set_reply_mode(subscribed.id, chat.key, ReplyMode.ALL)
    return chat


async def _told(scene: Scene) -> tuple[Dispatch, StoryId]:
    (article,) = await scene.publish("первая")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(11))
    return dispatch, story_in(dispatch).story_id


async def _joins(scene: Scene, title: str, story: StoryId) -> None:
    scene.later(minutes=15)
    *_, article = await scene.publish(title)
    await scene.record(article, "коалиция", story=story)
    await scene.fan_out()


async def test_a_message_that_is_followed_again_is_up_to_date_at_once(scene: Scene, chat: Chat) -> None:
    dispatch, story = await _told(scene)
    assert await scene.storage.mute_story(dispatch.id, story, chat.key, scene.now)
    await _joins(scene, "вторая", story)
    assert await scene.dispatches() == []
    shown = await scene.storage.sent_story(dispatch.id, story, chat.key)
    assert shown is not None
    assert (shown.is_muted, shown.further.total) == (True, 0)
    assert await scene.storage.follow_story(dispatch.id, story, chat.key, is_shown=True)
    shown = await scene.storage.sent_story(dispatch.id, story, chat.key)
    assert shown is not None
    assert (shown.is_muted, shown.further.total) == (False, 1)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_away_from_its_message_it_is_edited_soon(scene: Scene, chat: Chat) -> None:
    dispatch, story = await _told(scene)
    await scene.storage.mute_story(dispatch.id, story, chat.key, scene.now)
    await _joins(scene, "вторая", story)
    await scene.storage.follow_story(dispatch.id, story, chat.key)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert story_in(edit).further.total == 1


async def test_a_reply_that_waits_for_its_next_attempt_is_not_sent(scene: Scene, chat: Chat) -> None:
    dispatch, story = await _told(scene)
    await _joins(scene, "вторая", story)
    (reply,) = await scene.dispatches()
    await scene.settle(reply, Postponed(scene.now + timedelta(seconds=1), "unreachable"))
    await scene.storage.mute_story(dispatch.id, story, chat.key, scene.now)
    scene.later(minutes=5)
    assert await scene.dispatches() == []


async def test_a_digest_that_waits_for_its_next_attempt_leaves_it_out(scene: Scene, chat: Chat) -> None:
    dispatch, story = await _told(scene)
    await _joins(scene, "вторая", story)
    scene.later(minutes=15)
    *_, article = await scene.publish("другое")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(15))
    (digest,) = await scene.dispatches()
    await scene.settle(digest, Postponed(scene.now + timedelta(seconds=1), "unreachable"))
    await scene.storage.mute_story(dispatch.id, story, chat.key, scene.now)
    scene.later(minutes=5)
    (left,) = await scene.dispatches()
    assert story_in(left).article.title == "другое"


async def test_what_a_chat_has_muted_is_listed_for_it_alone(scene: Scene, chat: Chat) -> None:
    dispatch, story = await _told(scene)
    await scene.storage.mute_story(dispatch.id, story, chat.key, scene.now)
    assert await scene.storage.muted_stories(chat.key, 10) == [MutedStory(dispatch.id, story, "первая")]
    stranger = await scene.chat(2)
    assert await scene.storage.muted_stories(stranger.key, 10) == []
    assert not await scene.storage.follow_story(dispatch.id, story, stranger.key)
    assert await scene.storage.follow_story(dispatch.id, story, chat.key)
    assert await scene.storage.muted_stories(chat.key, 10) == []
