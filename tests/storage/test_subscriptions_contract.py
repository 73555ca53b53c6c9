import pytest

from bot.errors import StaleIndex
from bot.model import (
    AS_THE_CHAT,
    Cause,
    ChatKind,
    EditOutcome,
    Generation,
    Received,
    Removed,
    Sent,
    SubscribeIntent,
    SubscriptionId,
)
from tests.storage.scene import Scene, story_in


async def test_a_repeated_command_has_its_effect_once_and_answers_the_same(scene: Scene) -> None:
    chat = await scene.chat()
    intent = SubscribeIntent(chat.key, chat.key, 0, "Коалиция", "коалиция")
    first = await scene.storage.subscribe(intent, scene.now, Cause("1"))
    again = await scene.storage.subscribe(intent, scene.now, Cause("1"))
    another = await scene.storage.subscribe(intent, scene.now, Cause("2"))
    assert first.is_new
    assert again == first
    assert (another.id, another.is_new) == (first.id, False)


async def test_a_repeated_removal_answers_the_same_also_when_the_subscription_is_back(scene: Scene) -> None:
    chat = await scene.chat()
    subscribed = await scene.subscribe(chat)
    assert await scene.storage.unsubscribe(subscribed.id, chat.key, scene.now, Cause("x")) == Removed(
        subscribed.id, "коалиция"
    )
    back = await scene.subscribe(chat)
    assert await scene.storage.unsubscribe(subscribed.id, chat.key, scene.now, Cause("x")) == Removed(
        subscribed.id, "коалиция"
    )
    assert [one.id for one in await scene.storage.subscriptions(chat.key)] == [back.id]


async def test_nobody_removes_or_changes_the_subscription_of_another(scene: Scene) -> None:
    chat, stranger = await scene.chat(1), await scene.chat(2)
    subscribed = await scene.subscribe(chat)
    assert await scene.storage.unsubscribe(subscribed.id, stranger.key, scene.now, scene.cause()) is None
    await scene.storage.pause(subscribed.id, stranger.key, paused=True)
    await scene.storage.set_manner(subscribed.id, stranger.key, AS_THE_CHAT, silent=True)
    await scene.storage.retarget(subscribed.id, stranger.key, stranger.key)
    (kept,) = await scene.storage.subscriptions(chat.key)
    assert (kept.paused, kept.silent, kept.chat.key) == (False, False, chat.key)


async def test_identical_queries_are_one(scene: Scene) -> None:
    await scene.subscribe(await scene.chat(1))
    await scene.subscribe(await scene.chat(2))
    changes = await scene.storage.index_changes(Generation(0))
    assert list(changes.added.values()) == ["коалиция"]


async def test_changes_are_told_since_a_generation(scene: Scene) -> None:
    chat = await scene.chat()
    first = await scene.subscribe(chat, "раз")
    seen = await scene.storage.index_changes(Generation(0))
    await scene.subscribe(chat, "два")
    await scene.unsubscribe(first, chat)
    await scene.end_removals()
    changes = await scene.storage.index_changes(seen.generation)
    assert list(changes.added.values()) == ["два"]
    assert changes.removed == set(seen.added)
    assert (await scene.storage.index_changes(changes.generation)).added == {}


async def test_a_query_that_comes_back_is_told_as_added(scene: Scene) -> None:
    chat = await scene.chat()
    subscribed = await scene.subscribe(chat)
    await scene.unsubscribe(subscribed, chat)
    await scene.end_removals()
    seen = (await scene.storage.index_changes(Generation(0))).generation
    await scene.subscribe(chat)
    assert list((await scene.storage.index_changes(seen)).added.values()) == ["коалиция"]


async def test_an_article_is_not_recorded_with_an_index_that_lacks_a_query(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    (article,) = await scene.publish("новость")
    generation = await scene.generation()
    await scene.subscribe(chat)
    with pytest.raises(StaleIndex):
        await scene.record(article, generation=generation)
    await scene.record(article)


async def test_what_was_recorded_before_a_subscription_is_not_told_to_it(scene: Scene) -> None:
    first, second = await scene.chat(1), await scene.chat(2)
    await scene.source(first)
    await scene.source(second)
    await scene.subscribe(first)
    earlier, later = await scene.publish("раньше", "позже")
    await scene.record(earlier, "коалиция")
    await scene.subscribe(second)
    await scene.record(later, "коалиция")
    await scene.fan_out()
    told = {dispatch.chat.telegram_id: story_in(dispatch).article.title for dispatch in await scene.dispatches()}
    assert told == {1: "раньше", 2: "позже"}


async def test_what_was_recorded_during_a_pause_is_not_told(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    subscribed = await scene.subscribe(chat)
    await scene.storage.pause(subscribed.id, chat.key, paused=True)
    during, after = await scene.publish("во время", "после")
    await scene.record(during, "коалиция")
    await scene.storage.pause(subscribed.id, chat.key, paused=False)
    await scene.record(after, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).article.title == "после"


async def test_removing_a_subscription_cancels_what_is_owed_for_it_alone(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    removed, kept = await scene.subscribe(chat, "раз"), await scene.subscribe(chat, "два")
    only, both = await scene.publish("только раз", "раз и два")
    await scene.record(only, "раз")
    await scene.record(both, "раз", "два")
    await scene.fan_out()
    await scene.unsubscribe(removed, chat)
    (dispatch,) = await scene.dispatches()
    assert (story_in(dispatch).article.title, story_in(dispatch).subscriptions) == ("раз и два", ("два",))
    await scene.settle(dispatch, Sent(1))
    assert await scene.dispatches() == []
    assert [one.id for one in await scene.storage.subscriptions(chat.key)] == [kept.id]


async def test_a_subscription_is_told_to_its_target_by_the_sources_of_its_owner(scene: Scene) -> None:
    person, channel = await scene.chat(1), await scene.chat(-1001)
    await scene.source(person)
    await scene.storage.connect(person.key, channel.key)
    subscribed = await scene.subscribe(person)
    assert [one.key for one in await scene.storage.targets(person.key)] == [channel.key]
    await scene.storage.retarget(subscribed.id, person.key, channel.key)
    (article,) = await scene.publish("новость")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    assert dispatch.chat.telegram_id == -1001


async def test_a_subscription_moves_to_a_topic_with_what_is_told_from_then_on(scene: Scene) -> None:
    forum = await scene.chat(-1001)
    await scene.source(forum)
    subscribed = await scene.subscribe(forum)
    before, after = await scene.publish("прежде", "потом")
    await scene.record(before, "коалиция")
    await scene.fan_out()
    await scene.storage.retarget(subscribed.id, forum.key, forum.key, 7)
    await scene.record(after, "коалиция")
    await scene.fan_out()
    told = []
    while dispatches := await scene.dispatches():
        told += [(one.topic, story_in(one).article.title) for one in dispatches]
        await scene.settle(dispatches[0], Sent(len(told)))
    assert told == [(0, "прежде"), (7, "потом")]


async def test_a_channel_is_told_nothing_of_a_subscription_that_has_moved_away(scene: Scene) -> None:
    person, channel = await scene.chat(1), await scene.chat(-1001, ChatKind.CHANNEL)
    await scene.source(person)
    subscribed = await scene.subscribe(person, target=channel)
    (article,) = await scene.publish("новость")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    await scene.storage.retarget(subscribed.id, person.key, person.key)
    assert await scene.dispatches() == []


async def test_an_update_is_finished_once_and_for_all(scene: Scene) -> None:
    five, six = (Received(Cause(number), 100, f'{{"update_id": {number}}}') for number in ("5", "6"))
    assert await scene.storage.receive([five], scene.now) == [five]
    assert await scene.storage.receive([five, six], scene.now) == [six]
    assert await scene.storage.unfinished_updates() == [five, six]
    await scene.storage.finish(five.cause, scene.now)
    assert await scene.storage.receive([five], scene.now) == []
    assert await scene.storage.unfinished_updates() == [six]


async def test_an_offer_is_kept_for_its_chat(scene: Scene) -> None:
    chat, stranger = await scene.chat(1), await scene.chat(2)
    cause = scene.cause()
    offer = await scene.storage.keep_text(chat.key, "коалиция", scene.now, cause)
    assert await scene.storage.keep_text(chat.key, "коалиция", scene.now, cause) == offer
    assert await scene.storage.kept_text(offer, chat.key) == "коалиция"
    assert await scene.storage.kept_text(offer, stranger.key) is None


async def test_an_edited_subscription_looks_for_something_else_and_keeps_its_history(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    subscribed = await scene.subscribe(chat, "раз")
    (first, second) = await scene.publish("первая", "вторая")
    await scene.record(first, "раз")
    await scene.fan_out()
    (told,) = await scene.dispatches()
    await scene.settle(told, Sent(1))
    edit = scene.storage.edit(subscribed.id, chat.key, scene.now, scene.cause(), text="Два", query="два")
    assert await edit is EditOutcome.EDITED
    (kept,) = await scene.storage.subscriptions(chat.key)
    assert (kept.id, kept.text, kept.query) == (subscribed.id, "Два", "два")
    assert list((await scene.storage.index_changes(Generation(0))).added.values()) == ["два"]
    await scene.record(second, "два", story=story_in(told).story_id)
    await scene.fan_out()
    assert await scene.dispatches() == []


async def test_an_edit_that_would_make_two_equal_ones_is_refused(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.subscribe(chat, "раз")
    second = await scene.subscribe(chat, "два")
    edit = scene.storage.edit(second.id, chat.key, scene.now, scene.cause(), text="раз", query="раз")
    assert await edit is EditOutcome.EXISTS
    gone = scene.storage.edit(SubscriptionId(99), chat.key, scene.now, scene.cause(), text="раз", query="раз")
    assert await gone is EditOutcome.GONE
    assert {one.query for one in await scene.storage.subscriptions(chat.key)} == {"раз", "два"}
    assert set((await scene.storage.index_changes(Generation(0))).added.values()) == {"раз", "два"}
