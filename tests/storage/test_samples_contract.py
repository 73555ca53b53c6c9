"""A sample shows how the news of a new subscription will look, and counts as told from then on."""

from datetime import datetime, timedelta

from bot.model import (
    ArticleId,
    Chat,
    ChatLost,
    Membership,
    Prominence,
    Sample,
    Sent,
    Subscribed,
    TellOne,
    Waiting,
    in_scope,
)
from tests.storage.scene import Scene, further_outlets, story_in


async def _archived(scene: Scene, title: str = "коалиция", *, is_news: bool = True) -> tuple[Chat, ArticleId]:
    """A chat, and an article that was recorded before the chat subscribed."""
    chat = await scene.chat()
    await scene.source(chat)
    await scene.poll(await scene.claim_source(), title, is_news=is_news)
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(article)
    return chat, article.id


async def _send(scene: Scene, chat: Chat, subscribed: Subscribed, article: ArticleId, **begun: object) -> bool:
    sample = Sample(subscribed.id, article, Prominence.TITLE, **begun)  # type: ignore[arg-type]
    return await scene.storage.send_sample(sample, chat.key, scene.now, scene.cause())


async def test_a_sample_comes_once_in_silence_a_moment_later(scene: Scene) -> None:
    chat, article = await _archived(scene)
    subscribed = await scene.subscribe(chat)
    cause = scene.cause()
    sample = Sample(subscribed.id, article, Prominence.TITLE)
    for _ in range(2):
        assert await scene.storage.send_sample(sample, chat.key, scene.now, cause), "repeated, it answers as before"
    assert not await _send(scene, chat, subscribed, article), "asked anew, it was told"
    assert await scene.dispatches() == [], "the answer comes first"
    scene.later(seconds=1)
    (dispatch,) = await scene.dispatches()
    story = story_in(dispatch)
    assert (story.is_sample, story.silent, story.article.title) == (True, True, "коалиция")
    await scene.settle(dispatch, Sent(5))
    assert await scene.dispatches() == []


async def test_a_story_that_was_shown_grows_and_is_not_told_anew(scene: Scene) -> None:
    chat, shown = await _archived(scene)
    await scene.source(chat, "https://two.example/feed")
    subscribed = await scene.subscribe(chat)
    assert await _send(scene, chat, subscribed, shown)
    scene.later(seconds=1)
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(5))
    scene.later(minutes=5)
    (later,) = await scene.publish("коалиция снова")
    await scene.record(later, "коалиция", story=story_in(dispatch).story_id)
    await scene.fan_out()
    assert await scene.dispatches() == [], "the chat has the story"
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert (edit.message_id, story_in(edit).is_sample) == (5, True)
    assert further_outlets(story_in(edit)) == ("https://two.example/feed",)


async def test_what_was_no_news_begins_a_story_that_others_join(scene: Scene) -> None:
    chat, shown = await _archived(scene, is_news=False)
    subscribed = await scene.subscribe(chat)
    assert not await _send(scene, chat, subscribed, shown), "it is in no story"
    ungrouped = await scene.storage.ungrouped_article(shown)
    assert ungrouped is not None
    assert ungrouped.article.title == "коалиция"
    begun = tuple(Membership(scope, None, (in_scope("title:коалиция", scope),), ()) for scope in ungrouped.scopes)
    assert await _send(scene, chat, subscribed, shown, begun=begun)
    assert await scene.storage.ungrouped_article(shown) is None
    scene.later(seconds=1)
    (dispatch,) = await scene.dispatches()
    keys = [in_scope("title:коалиция", scope) for scope in ungrouped.scopes]
    (found,) = await scene.storage.candidate_stories(keys, scene.now - timedelta(days=2))
    assert found.id == story_in(dispatch).story_id


async def test_nothing_is_shown_that_is_news_anyway_or_not_the_chats(scene: Scene) -> None:
    chat, shown = await _archived(scene)
    other = await scene.chat(2)
    theirs = await scene.subscribe(other)
    assert not await _send(scene, other, theirs, shown), "it watches another source"
    subscribed = await scene.subscribe(chat)
    assert not await _send(scene, other, subscribed, shown), "it is another chat's"
    scene.later(minutes=10)
    (later,) = await scene.publish("коалиция снова")
    await scene.record(later, "коалиция")
    assert not await _send(scene, chat, subscribed, later.id), "it is told by itself"
    assert not await _send(scene, chat, subscribed, ArticleId(999))
    await scene.unsubscribe(subscribed, chat)
    assert not await _send(scene, chat, subscribed, shown)


async def test_a_sample_that_was_not_sent_is_owed_to_nobody(scene: Scene) -> None:
    """Neither to somebody who has taken the subscription back, nor to a chat that is lost and returns."""
    chat, shown = await _archived(scene)
    subscribed = await scene.subscribe(chat)
    assert await _send(scene, chat, subscribed, shown)
    await scene.unsubscribe(subscribed, chat)
    scene.later(seconds=1)
    assert await scene.dispatches() == []
    assert await scene.restore(subscribed, chat)
    assert await scene.dispatches() == []
    assert await _send(scene, chat, subscribed, shown)
    scene.later(seconds=1)
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, ChatLost("blocked"))
    await scene.chat()
    assert await scene.dispatches() == []


async def test_a_pause_does_not_hold_it_and_it_is_no_part_of_a_burst(scene: Scene) -> None:
    chat, shown = await _archived(scene)
    subscribed = await scene.subscribe(chat)
    assert await _send(scene, chat, subscribed, shown)
    scene.later(seconds=1)
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(5))
    scene.later(minutes=10)
    (later,) = await scene.publish("коалиция снова")
    await scene.record(later, "коалиция")
    await scene.fan_out()
    counted: list[tuple[datetime, ...]] = []

    def plan(_: object, waiting: Waiting, __: object) -> TellOne:
        counted.append(waiting.sent_at)
        return TellOne()

    await scene.storage.claim_dispatches(scene.now, 1, scene.lease(), plan)
    assert counted == [()]
