from datetime import timedelta

import pytest

from bot.errors import LeaseLost
from bot.model import AS_THE_CHAT, Chat, ChatKind, ChatLost, ChatMoved, Dead, Notice, Postponed, Sent
from tests.storage.scene import Scene, further_outlets, story_in

_SECOND = timedelta(seconds=1)


async def _owed(scene: Scene, *titles: str) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish(*titles):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    return chat


async def _send(scene: Scene, message_id: int) -> None:
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(message_id))


async def test_a_debt_becomes_one_dispatch_and_is_paid_once(scene: Scene) -> None:
    await _owed(scene, "раз")
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).article.title == "раз"
    assert await scene.dispatches() == []
    await scene.settle(dispatch, Sent(7))
    scene.later(days=1)
    assert await scene.dispatches() == []


async def test_order_is_kept_and_one_message_at_a_time_goes_to_a_chat(scene: Scene) -> None:
    await _owed(scene, "раз", "два", "три")
    titles = []
    for message_id in (1, 2, 3):
        (dispatch,) = await scene.dispatches()
        titles.append(story_in(dispatch).article.title)
        await scene.settle(dispatch, Sent(message_id))
    assert titles == ["раз", "два", "три"]
    assert await scene.dispatches() == []


async def test_a_chat_is_left_alone_until_it_is_free(scene: Scene) -> None:
    await _owed(scene, "раз", "два")
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1), seconds=1)
    assert await scene.dispatches() == []
    scene.later(seconds=1)
    assert len(await scene.dispatches()) == 1


async def test_what_is_postponed_is_tried_again_as_the_same_message_and_before_the_next(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два")
    (first,) = await scene.dispatches()
    await scene.subscribe(chat, "вторая")
    await scene.settle(first, Postponed(scene.now + 30 * _SECOND, "5xx"))
    scene.later(seconds=29)
    assert await scene.dispatches() == []
    scene.later(seconds=1)
    (again,) = await scene.dispatches()
    assert (again.id, again.content, again.attempts) == (first.id, first.content, 2)


async def test_what_is_dead_lets_the_next_one_pass(scene: Scene) -> None:
    await _owed(scene, "раз", "два")
    (first,) = await scene.dispatches()
    await scene.settle(first, Dead("can't parse entities"))
    (second,) = await scene.dispatches()
    assert story_in(second).article.title == "два"


async def test_a_lost_chat_sleeps_with_its_debts_until_it_is_met_again(scene: Scene) -> None:
    await _owed(scene, "раз")
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, ChatLost("bot was blocked by the user"))
    scene.later(days=3)
    assert await scene.dispatches() == []
    await scene.chat()
    (again,) = await scene.dispatches()
    assert again.content == dispatch.content


async def test_a_group_that_becomes_a_supergroup_takes_everything_along(scene: Scene) -> None:
    group = await scene.chat(-5, ChatKind.GROUP)
    await scene.source(group)
    await scene.subscribe(group)
    for article in await scene.publish("раз", "два"):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    (first,) = await scene.dispatches()
    stranger = await scene.chat(-1005, ChatKind.SUPERGROUP)
    assert stranger.key != group.key
    await scene.settle(first, ChatMoved(-1005))
    (again,) = await scene.dispatches()
    assert (again.id, again.chat.telegram_id, again.chat.kind) == (first.id, -1005, ChatKind.SUPERGROUP)
    assert (await scene.chat(-1005, ChatKind.SUPERGROUP)).key == group.key
    assert len(await scene.storage.subscriptions(group.key)) == 1


async def test_a_message_that_was_moved_before_by_an_update_is_moved_once(scene: Scene) -> None:
    group = await scene.chat(-5, ChatKind.GROUP)
    await scene.subscribe(group)
    await scene.storage.move_chat(-5, -1005)
    await scene.storage.move_chat(-5, -1005)
    assert (await scene.chat(-1005, ChatKind.SUPERGROUP)).key == group.key


async def test_a_dispatch_that_is_not_settled_in_time_can_be_claimed_again_and_not_settled_late(scene: Scene) -> None:
    await _owed(scene, "раз")
    (first,) = await scene.dispatches()
    scene.later(minutes=6)
    (again,) = await scene.dispatches()
    assert again.id == first.id
    with pytest.raises(LeaseLost):
        await scene.settle(first, Sent(1))
    await scene.settle(again, Sent(2))


async def test_chats_do_not_wait_for_one_another(scene: Scene) -> None:
    chats = [await scene.chat(number) for number in (1, 2, 3)]
    for chat in chats:
        await scene.source(chat)
        await scene.subscribe(chat)
    for article in await scene.publish("раз", "два"):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    assert {dispatch.chat.telegram_id for dispatch in await scene.dispatches()} == {1, 2, 3}


async def test_the_chat_that_has_waited_longest_is_told_first(scene: Scene) -> None:
    for telegram_id in (1, 2, 3):
        scene.later(seconds=1)
        await scene.storage.notify((await scene.chat(telegram_id)).key, Notice("start"), scene.now)
    told = []
    for _ in range(3):
        (dispatch,) = await scene.dispatches(1)
        told.append(dispatch.chat.telegram_id)
    assert told == [1, 2, 3]


async def test_a_notice_is_delivered_like_news(scene: Scene) -> None:
    chat = await scene.chat()
    notice = Notice("source-works", {"title": "Издание", "items": 3})
    await scene.storage.notify(chat.key, notice, scene.now)
    (dispatch,) = await scene.dispatches()
    assert dispatch.content == notice
    await scene.settle(dispatch, Sent(1))
    assert await scene.dispatches() == []


async def test_a_post_that_is_behind_its_story_is_edited_at_most_once_a_minute(scene: Scene) -> None:
    chat = await _owed(scene, "раз")
    await scene.source(chat, "https://two.example/feed")
    await _send(scene, 11)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    (second,) = await scene.publish("и другие")
    (story,) = await scene.storage.candidate_stories(["title:раз"], scene.now - timedelta(days=2))
    await scene.record(second, "коалиция", story=story.id)
    await scene.fan_out()
    assert await scene.dispatches() == []
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    scene.later(minutes=1)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert (edit.message_id, further_outlets(story_in(edit))) == (11, ("https://two.example/feed",))
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    await scene.settle_edit(edit, Sent(11))
    scene.later(hours=1)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_a_muted_story_says_no_more(scene: Scene) -> None:
    chat = await _owed(scene, "раз")
    await scene.source(chat, "https://two.example/feed")
    await scene.subscribe(chat, "вторая")
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    assert await scene.storage.mute_story(dispatch.id, story_in(dispatch).story_id, chat.key, scene.now)
    (second,) = await scene.publish("и другие")
    (story,) = await scene.storage.candidate_stories(["title:раз"], scene.now - timedelta(days=2))
    await scene.record(second, "коалиция", "вторая", story=story.id)
    await scene.fan_out()
    scene.later(minutes=2)
    assert await scene.dispatches() == []
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_nobody_mutes_or_learns_what_another_chat_was_told(scene: Scene) -> None:
    await _owed(scene, "раз")
    (dispatch,) = await scene.dispatches()
    stranger = await scene.chat(666)
    assert not await scene.storage.mute_story(dispatch.id, story_in(dispatch).story_id, stranger.key, scene.now)
    assert await scene.storage.explain(dispatch.id, story_in(dispatch).story_id, stranger.key) == []
    (explanation,) = await scene.storage.explain(dispatch.id, story_in(dispatch).story_id, dispatch.chat.key)
    assert explanation.query == "коалиция"


async def test_a_story_met_by_another_subscription_later_is_a_reply(scene: Scene) -> None:
    chat = await _owed(scene, "раз")
    await scene.source(chat, "https://two.example/feed")
    await scene.subscribe(chat, "вторая")
    await _send(scene, 21)
    (second,) = await scene.publish("два")
    (story,) = await scene.storage.candidate_stories(["title:раз"], scene.now - timedelta(days=2))
    await scene.record(second, "коалиция", "вторая", story=story.id)
    await scene.fan_out()
    (reply,) = await scene.dispatches()
    content = story_in(reply)
    assert (content.reply_to, content.subscriptions, content.article.title) == (21, ("вторая",), "два")


async def test_subscriptions_met_at_once_share_one_message(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat, "раз")
    await scene.subscribe(chat, "два")
    (article,) = await scene.publish("новость")
    await scene.record(article, "раз", "два")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).subscriptions == ("раз", "два")


async def test_a_silent_subscription_makes_a_silent_message(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    subscribed = await scene.subscribe(chat)
    await scene.storage.set_manner(subscribed.id, chat.key, AS_THE_CHAT, silent=True)
    (article,) = await scene.publish("новость")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).silent
