"""What goes to a channel for a person's subscriptions, and what ends when the person loses the right."""

from datetime import timedelta

from bot.model import Cause, Chat, ChatKind, Notice, Sent, StoryUpdate, SubscribeIntent, TakenOver, Topic
from tests.storage.scene import Scene, story_in

_DAY = timedelta(days=1)


async def _channel(scene: Scene, *owners: Chat) -> Chat:
    """A channel that these people have connected, and watch a source for."""
    channel = await scene.chat(-1_000_000_000_005, ChatKind.CHANNEL)
    for owner in owners:
        await scene.source(owner)
        await scene.storage.connect(owner.key, channel.key)
    return channel


async def _publish(scene: Scene, *titles: str) -> None:
    for article in await scene.publish(*titles):
        await scene.record(article, "коалиция", "вторая")
    await scene.fan_out()


async def _told(scene: Scene, chat: Chat) -> list[str]:
    """Send all that is due; the titles of what went to a chat."""
    told = []
    while dispatches := await scene.dispatches():
        for one in dispatches:
            if one.chat.key == chat.key and isinstance(one.content, StoryUpdate):
                told.append(story_in(one).article.title)
            await scene.settle(one, Sent(len(told) + 1))
    return told


async def test_what_is_disconnected_hears_nothing_more_for_that_person(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.subscribe(anna, target=channel)
    await scene.subscribe(anna)
    await _publish(scene, "раз")
    assert await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    scene.later(minutes=20)
    await _publish(scene, "два")
    assert await _told(scene, channel) == []
    (own,) = [one for one in await scene.storage.subscriptions(anna.key) if not one.suspended]
    assert own.chat.key == anna.key
    assert await scene.storage.targets(anna.key) == []
    assert [one.key for one in await scene.storage.lost_targets(anna.key)] == [channel.key]


async def test_what_was_frozen_already_does_not_go_either_but_what_others_want_does(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna, boris)
    await scene.subscribe(anna, target=channel)
    await scene.subscribe(boris, "вторая", target=channel)
    await _publish(scene, "раз", "два")
    (frozen,) = await scene.dispatches()
    await scene.settle(frozen, Sent(1))
    (frozen,) = await scene.dispatches()
    scene.later(minutes=6)  # its lease ends: it is due again
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    assert await _told(scene, channel) == ["два"]
    await scene.storage.disconnect(boris.key, channel.key, scene.now, {})
    scene.later(minutes=20)
    await _publish(scene, "три")
    assert await _told(scene, channel) == []


async def test_people_are_told_once_and_strangers_not_at_all(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna)
    tell = {1: Notice("rights-lost", {"title": "x"}), 2: Notice("rights-lost-of"), 77: Notice("rights-lost-of")}
    assert await scene.storage.disconnect(anna.key, channel.key, scene.now, tell)
    assert not await scene.storage.disconnect(anna.key, channel.key, scene.now, tell)
    told = {one.chat.key: one.content for one in await scene.dispatches()}
    assert told == {anna.key: tell[1], boris.key: tell[2]}


async def test_who_connects_again_goes_on_without_what_was_missed(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.subscribe(anna, target=channel)
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    await _publish(scene, "раз")
    await scene.storage.connect(anna.key, channel.key)
    scene.later(minutes=20)
    await _publish(scene, "два")
    assert await _told(scene, channel) == ["два"]
    assert [one.key for one in await scene.storage.targets(anna.key)] == [channel.key]
    assert await scene.storage.lost_targets(anna.key) == []


async def test_somebody_else_takes_over_what_is_suspended_and_nothing_else(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna, boris)
    await scene.subscribe(anna, target=channel)
    assert await scene.storage.take_over(boris.key, channel.key) == TakenOver(0, 0)
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    assert await scene.storage.suspended(channel.key) == 1
    assert await scene.storage.take_over(boris.key, channel.key) == TakenOver(1, 0)
    await _publish(scene, "раз")
    assert await _told(scene, channel) == ["раз"]
    (taken,) = await scene.storage.subscriptions(boris.key)
    assert (taken.chat.key, taken.suspended) == (channel.key, False)
    assert await scene.storage.subscriptions(anna.key) == []


async def test_who_asks_for_what_is_suspended_has_it(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna, boris)
    await scene.subscribe(anna, target=channel)
    assert not (await scene.subscribe(boris, target=channel)).is_new
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    intent = SubscribeIntent(boris.key, channel.key, 0, "коалиция", "коалиция")
    assert (await scene.storage.subscribe(intent, scene.now, Cause("x"))).is_new
    await _publish(scene, "раз")
    assert await _told(scene, channel) == ["раз"]


async def test_a_suspended_subscription_goes_on_where_its_owner_moves_it(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    subscribed = await scene.subscribe(anna, target=channel)
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    await scene.storage.retarget(subscribed.id, anna.key, anna.key)
    await _publish(scene, "раз")
    assert await _told(scene, anna) == ["раз"]


async def test_who_is_kept_out_sends_nothing_to_channels_until_let_in_again(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna, boris)
    lost = await scene.chat(-1_000_000_000_006, ChatKind.CHANNEL)
    await scene.storage.connect(anna.key, lost.key)
    await scene.subscribe(anna, target=channel)
    await scene.subscribe(anna, target=lost)
    await scene.subscribe(anna, "вторая")
    await scene.storage.disconnect(anna.key, lost.key, scene.now, {})
    await scene.storage.suspend_owner(anna.key)
    await _publish(scene, "раз")
    assert await _told(scene, channel) == []
    await scene.storage.resume_owner(anna.key)
    scene.later(minutes=20)
    await _publish(scene, "два")
    assert await _told(scene, channel) == ["два"]
    suspended = [one.chat.key for one in await scene.storage.subscriptions(anna.key) if one.suspended]
    assert suspended == [lost.key], "whose connection is lost"


async def test_posts_of_what_is_suspended_are_not_edited_any_more(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.subscribe(anna, target=channel)
    await _publish(scene, "раз")
    assert await _told(scene, channel) == ["раз"]
    await scene.source(anna, "https://two.example/feed")
    (story,) = await scene.storage.candidate_stories(["title:раз"], scene.now - _DAY)
    for article in await scene.publish("и другие"):
        await scene.record(article, story=story.id)
    scene.later(minutes=2)
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []


async def test_connections_are_looked_at_the_longest_ago_first_and_not_again_at_once(scene: Scene) -> None:
    anna, boris, vera = await scene.chat(1), await scene.chat(2), await scene.chat(3)
    channel = await _channel(scene, anna, boris, vera)
    await scene.storage.note_checked(boris.key, channel.key, scene.now)
    scene.later(hours=1)
    await scene.storage.note_checked(anna.key, channel.key, scene.now)
    await scene.storage.disconnect(vera.key, channel.key, scene.now, {})

    async def unchecked() -> list[int]:
        return [one.owner.key for one in await scene.storage.unchecked_connections(scene.now - _DAY, 10)]

    assert await unchecked() == []
    scene.later(days=1, hours=1)
    assert await unchecked() == [boris.key, anna.key]
    await scene.storage.note_checked(boris.key, channel.key, scene.now)
    assert await unchecked() == [anna.key]
    assert {one.owner.key for one in await scene.storage.connections(channel.key)} == {anna.key, boris.key}


async def test_a_topic_has_the_name_that_it_got_last(scene: Scene) -> None:
    storage, anna, forum = scene.storage, await scene.chat(1), await scene.chat(-1001, ChatKind.SUPERGROUP)
    await storage.name_topic(forum.key, 5, "made", None)
    await storage.name_topic(forum.key, 5, "newer", scene.now)
    await storage.name_topic(forum.key, 5, "older", scene.now - _DAY)
    await storage.name_topic(forum.key, 5, "made", None)
    await storage.name_topic(forum.key, 9, "made", None)
    await scene.storage.subscribe(SubscribeIntent(anna.key, forum.key, 7, "x", "x"), scene.now, scene.cause())
    await scene.storage.subscribe(SubscribeIntent(anna.key, forum.key, 5, "x", "x"), scene.now, scene.cause())
    assert await storage.topics(forum.key) == [Topic(5, "newer"), Topic(7, None), Topic(9, "made")]
    assert [one.topic_name for one in await storage.subscriptions(anna.key)] == [None, "newer"]
    assert await storage.topics(anna.key) == []
