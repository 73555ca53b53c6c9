"""What a chat has removed is kept for a day: out of sight, but with all that comes meanwhile."""

from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.errors import QuotaReached
from bot.model import (
    AS_THE_CHAT,
    Cause,
    Chat,
    ChatKind,
    Digest,
    EditOutcome,
    Generation,
    Limit,
    NewSource,
    Novelty,
    Postponed,
    Prominence,
    Quotas,
    ReplyMode,
    Sent,
    SourceId,
    Subscribed,
    SubscribeIntent,
    TellAll,
)
from tests.storage.scene import Scene, story_in


async def _told(scene: Scene) -> list[tuple[str, tuple[str, ...]]]:
    """Sends what is due; the titles, each with the subscriptions that it names."""
    told = []
    while dispatches := await scene.dispatches():
        for dispatch in dispatches:
            stories = dispatch.content.stories if isinstance(dispatch.content, Digest) else [story_in(dispatch)]
            told += [(story.article.title, story.subscriptions) for story in stories]
            await scene.settle(dispatch, Sent(dispatch.id))
        scene.later(minutes=1)
    return told


@pytest.fixture
async def chat(scene: Scene) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    return chat


async def _record(scene: Scene, title: str, *queries: str) -> None:
    scene.later(minutes=15)
    *_, article = await scene.publish(title)
    await scene.record(article, *queries)
    await scene.fan_out()


async def test_a_removed_subscription_is_out_of_sight(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await scene.unsubscribe(removed, chat)
    assert await scene.storage.subscriptions(chat.key) == []
    kept = await scene.storage.removed_subscription(removed.id, chat.key)
    assert kept is not None
    assert kept.text == "коалиция"
    quotas = Quotas(subscriptions=1)
    intent = SubscribeIntent(chat.key, chat.key, 0, "нефть", "нефть")
    assert (await scene.storage.subscribe(intent, scene.now, scene.cause(), quotas)).is_new
    with pytest.raises(QuotaReached):
        await scene.storage.restore(removed.id, chat.key, scene.now, scene.cause(), quotas)
    stranger = await scene.chat(2)
    assert await scene.storage.removed_subscription(removed.id, stranger.key) is None
    assert not await scene.restore(removed, stranger)
    await scene.storage.pause(removed.id, chat.key, paused=True)
    assert (await scene.storage.removed_subscription(removed.id, chat.key)) == kept


async def test_what_waited_and_what_came_meanwhile_is_told_when_it_is_back(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await _record(scene, "до", "коалиция")
    await scene.unsubscribe(removed, chat)
    await _record(scene, "после", "коалиция")
    assert await _told(scene) == []
    assert await scene.restore(removed, chat)
    assert await scene.restore(removed, chat)
    assert await _told(scene) == [("до", ("коалиция",)), ("после", ("коалиция",))]


async def test_much_of_it_comes_as_a_digest(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await scene.unsubscribe(removed, chat)
    for title in ("раз", "два", "три"):
        await _record(scene, title, "коалиция")
    await scene.restore(removed, chat)
    scene.plan = TellAll(in_pages_of(15))
    (dispatch,) = await scene.dispatches()
    assert isinstance(dispatch.content, Digest)
    assert len(dispatch.content.stories) == 3


async def test_it_comes_back_with_its_settings(scene: Scene, chat: Chat) -> None:
    intent = SubscribeIntent(chat.key, chat.key, 0, "коалиция", "коалиция", main_only=True, replies=ReplyMode.ALL)
    removed = await scene.storage.subscribe(intent, scene.now, scene.cause())
    await scene.storage.set_manner(removed.id, chat.key, AS_THE_CHAT, silent=True)
    before = await scene.storage.subscriptions(chat.key)
    await scene.unsubscribe(removed, chat)
    await scene.restore(removed, chat)
    assert await scene.storage.subscriptions(chat.key) == before


async def test_subscribing_again_restores_it(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await scene.storage.set_manner(removed.id, chat.key, AS_THE_CHAT, silent=True)
    await scene.unsubscribe(removed, chat)
    await _record(scene, "между", "коалиция")
    back = await scene.subscribe(chat)
    await scene.fan_out()
    assert (back.id, back.is_new, back.is_restored, back.since) == (removed.id, True, True, removed.since)
    (restored,) = await scene.storage.subscriptions(chat.key)
    assert restored.silent
    assert await _told(scene) == [("между", ("коалиция",))]


async def test_its_query_is_looked_for_until_it_ends(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    seen = await scene.generation()
    await scene.unsubscribe(removed, chat)
    assert await scene.generation() == seen
    await _record(scene, "между", "коалиция")
    scene.later(hours=23)
    await scene.storage.tidy(scene.now)
    assert await scene.storage.removed_subscription(removed.id, chat.key) is not None
    scene.later(hours=2)
    await scene.storage.tidy(scene.now)
    assert (await scene.storage.index_changes(Generation(0))).added == {}
    assert not await scene.restore(removed, chat)
    back = await scene.subscribe(chat)
    assert (back.id == removed.id, back.is_restored) == (False, False)
    assert await _told(scene) == []


async def test_others_are_told_what_they_are_owed_meanwhile(scene: Scene, chat: Chat) -> None:
    removed, kept = await scene.subscribe(chat, "раз"), await scene.subscribe(chat, "два")
    await _record(scene, "до", "раз", "два")
    await scene.unsubscribe(removed, chat)
    await _record(scene, "после", "раз", "два")
    await _record(scene, "одному", "раз")
    assert await _told(scene) == [("до", ("два",)), ("после", ("два",))]
    await scene.restore(removed, chat)
    assert await _told(scene) == [("одному", ("раз",))]
    assert [one.id for one in await scene.storage.subscriptions(chat.key)] == [removed.id, kept.id]


async def test_what_a_story_tells_for_others_is_about_their_articles(scene: Scene, chat: Chat) -> None:
    """One story, of which each subscription meets another article."""
    removed, _ = await scene.subscribe(chat, "раз"), await scene.subscribe(chat, "два")
    scene.later(minutes=15)
    first, second = await scene.publish("первая", "вторая")
    await scene.record(first, "раз")
    story = await scene.story_of(first)
    await scene.record(second, "два", story=story)
    await scene.fan_out()
    await scene.unsubscribe(removed, chat)
    assert await _told(scene) == [("вторая", ("два",))]
    await scene.restore(removed, chat)
    (dispatch,) = await scene.dispatches()
    assert (story_in(dispatch).article.title, story_in(dispatch).subscriptions) == ("первая", ("раз",))
    assert story_in(dispatch).reply_to is not None


async def test_a_message_that_waits_for_its_next_attempt_goes_back_to_the_shelf(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await _record(scene, "новость", "коалиция")
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Postponed(scene.now + timedelta(seconds=1), "unreachable"))
    await scene.unsubscribe(removed, chat)
    scene.later(minutes=5)
    assert await scene.dispatches() == []
    await scene.restore(removed, chat)
    assert await _told(scene) == [("новость", ("коалиция",))]


async def test_a_message_under_way_is_not_tried_again(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await _record(scene, "новость", "коалиция")
    (dispatch,) = await scene.dispatches()
    await scene.unsubscribe(removed, chat)
    await scene.settle(dispatch, Postponed(scene.now + timedelta(seconds=1), "unreachable"))
    scene.later(minutes=5)
    assert await scene.dispatches() == []
    await scene.fan_out()
    assert await scene.dispatches() == []
    await scene.restore(removed, chat)
    assert await _told(scene) == [("новость", ("коалиция",))]


@pytest.mark.parametrize("is_under_way", [False, True])
async def test_a_digest_that_is_tried_again_leaves_out_what_was_removed_meanwhile(
    scene: Scene, chat: Chat, *, is_under_way: bool
) -> None:
    removed, _ = await scene.subscribe(chat, "раз"), await scene.subscribe(chat, "два")
    for title, queries in (("один", ["раз"]), ("оба", ["раз", "два"]), ("другой", ["два"])):
        await _record(scene, title, *queries)
    scene.plan = TellAll(in_pages_of(15))
    (digest,) = await scene.dispatches()
    if is_under_way:
        await scene.unsubscribe(removed, chat)
    await scene.settle(digest, Postponed(scene.now, "unreachable"))
    if not is_under_way:
        await scene.unsubscribe(removed, chat)
    await scene.fan_out()
    assert await _told(scene) == [("другой", ("два",)), ("оба", ("два",))]
    await scene.restore(removed, chat)
    assert await _told(scene) == [("один", ("раз",))]


async def test_its_messages_are_not_edited_until_it_is_back(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    scene.later(minutes=15)
    (first,) = await scene.publish("первая")
    await scene.record(first, "коалиция")
    await scene.fan_out()
    assert len(await _told(scene)) == 1
    await scene.unsubscribe(removed, chat)
    scene.later(minutes=15)
    *_, second = await scene.publish("вторая")
    await scene.record(second, "коалиция", story=await scene.story_of(first), novelty=Novelty())
    await scene.fan_out()
    scene.later(minutes=2)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    assert await scene.dispatches() == []
    await scene.restore(removed, chat)
    (reply,) = await scene.dispatches()
    assert story_in(reply).novelty is not None
    await scene.settle(reply, Sent(77))
    scene.later(minutes=2)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert story_in(edit).further.total == 1


async def test_a_removed_subscription_to_the_main_things_is_owed_no_others(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    await scene.storage.set_main_only(removed.id, chat.key, main_only=True)
    await scene.unsubscribe(removed, chat)
    scene.later(minutes=15)
    *_, article = await scene.publish("вскользь")
    await scene.record(article, "коалиция", prominence=Prominence.PASSING)
    await scene.fan_out()
    await scene.restore(removed, chat)
    assert await _told(scene) == []


async def test_what_a_subscription_took_the_place_of_is_gone(scene: Scene, chat: Chat) -> None:
    removed, kept = await scene.subscribe(chat, "раз"), await scene.subscribe(chat, "два")
    await scene.unsubscribe(removed, chat)
    edit = scene.storage.edit(kept.id, chat.key, scene.now, scene.cause(), text="раз", query="раз")
    assert await edit is EditOutcome.EDITED
    assert await scene.storage.removed_subscription(removed.id, chat.key) is None
    (now,) = await scene.storage.subscriptions(chat.key)
    assert (now.id, now.query) == (kept.id, "раз")


async def test_a_removal_repeated_has_one_effect(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    first = await scene.storage.unsubscribe(removed.id, chat.key, scene.now, Cause("x"))
    await scene.restore(removed, chat)
    assert await scene.storage.unsubscribe(removed.id, chat.key, scene.now, Cause("x")) == first
    assert len(await scene.storage.subscriptions(chat.key)) == 1


async def test_another_person_takes_the_place_of_what_somebody_removed(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await scene.chat(-1001, ChatKind.CHANNEL)
    removed: Subscribed = await scene.subscribe(anna, target=channel)
    await scene.unsubscribe(removed, anna)
    theirs = await scene.subscribe(boris, target=channel)
    assert (theirs.is_new, theirs.is_restored) == (True, False)
    assert not await scene.restore(removed, anna)


@pytest.mark.parametrize("removes_first", [True, False])
async def test_a_group_that_moves_keeps_what_only_one_of_its_copies_has_removed(
    scene: Scene, *, removes_first: bool
) -> None:
    group, stranger = await scene.chat(-1, ChatKind.GROUP), await scene.chat(-1001, ChatKind.SUPERGROUP)
    for one in (group, stranger):
        await scene.source(one)
    subscribed, again = await scene.subscribe(group), await scene.subscribe(stranger)
    if removes_first:
        await scene.unsubscribe(subscribed, group)
    else:
        await scene.unsubscribe(again, stranger)
    await _record(scene, "раз", "коалиция")
    await scene.storage.move_chat(-1, -1001)
    (kept,) = await scene.storage.subscriptions(group.key)
    assert kept.id == (again if removes_first else subscribed).id
    await scene.fan_out()
    assert ("раз", ("коалиция",)) in await _told(scene)


async def test_what_leaves_is_not_sent_before_it_is_sorted(scene: Scene, chat: Chat) -> None:
    removed, _ = await scene.subscribe(chat, "раз"), await scene.subscribe(chat, "два")
    await _record(scene, "оба", "раз", "два")
    await _record(scene, "одному", "раз")
    await scene.storage.unsubscribe(removed.id, chat.key, scene.now, scene.cause())
    assert await scene.dispatches() == []
    await scene.storage.restore(removed.id, chat.key, scene.now, scene.cause())
    assert await scene.dispatches() == []
    await scene.fan_out()
    assert await _told(scene) == [("оба", ("раз", "два")), ("одному", ("раз",))]


async def _source(scene: Scene, chat: Chat) -> SourceId:
    (source,) = await scene.storage.watched_sources(chat.key)
    return source.id


async def _drop(scene: Scene, source: SourceId, chat: Chat) -> int:
    dropped = await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause())
    await scene.fan_out()
    return dropped.removal


async def _bring_back(scene: Scene, removal: int, chat: Chat) -> int:
    came = await scene.storage.restore_sources(removal, chat.key, scene.now, scene.cause())
    await scene.fan_out()
    return came.added


async def test_a_removed_source_is_polled_and_what_came_is_told_when_it_is_back(scene: Scene, chat: Chat) -> None:
    await scene.subscribe(chat)
    await _record(scene, "до", "коалиция")
    removal = await _drop(scene, await _source(scene, chat), chat)
    assert await scene.storage.watched_sources(chat.key) == []
    await _record(scene, "между", "коалиция")
    assert await _told(scene) == []
    assert await _bring_back(scene, removal, await scene.chat(2)) == 0
    assert await _bring_back(scene, removal, chat) == 1
    assert await _bring_back(scene, removal, chat) == 0
    assert await _told(scene) == [("до", ("коалиция",)), ("между", ("коалиция",))]


async def test_adding_a_removed_source_again_restores_it(scene: Scene, chat: Chat) -> None:
    await scene.subscribe(chat)
    source = await _source(scene, chat)
    await _drop(scene, source, chat)
    await _record(scene, "между", "коалиция")
    assert await scene.source(chat) == source
    await scene.fan_out()
    assert await _told(scene) == [("между", ("коалиция",))]


async def test_a_removed_source_of_a_pack_comes_back_with_what_came(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.storage.load_pack([NewSource("https://one.example/feed", "Вестник", pack="ru")], scene.now)
    await scene.subscribe(chat)
    source = await _source(scene, chat)
    removal = await _drop(scene, source, chat)
    assert [one.muted for one in await scene.storage.watched_sources(chat.key)] == [True]
    await _record(scene, "между", "коалиция")
    assert await _told(scene) == []
    assert await _bring_back(scene, removal, chat) == 1
    assert [one.muted for one in await scene.storage.watched_sources(chat.key)] == [False]
    assert await _told(scene) == [("между", ("коалиция",))]


@pytest.mark.parametrize("of_pack", [False, True])
async def test_a_removal_of_a_source_ends_after_a_day(scene: Scene, *, of_pack: bool) -> None:
    chat = await scene.chat()
    if of_pack:
        await scene.storage.load_pack([NewSource("https://one.example/feed", "Вестник", pack="ru")], scene.now)
    else:
        await scene.source(chat)
    await scene.subscribe(chat)
    source = await _source(scene, chat)
    removal = await _drop(scene, source, chat)
    await _record(scene, "между", "коалиция")
    scene.later(hours=25)
    await scene.storage.tidy(scene.now)
    assert await _bring_back(scene, removal, chat) == 0
    assert [one.muted for one in await scene.storage.watched_sources(chat.key)] == [True] * of_pack
    await scene.source(chat)
    await scene.fan_out()
    assert await _told(scene) == []


async def test_removed_sources_count_in_no_quota_until_they_are_back(scene: Scene, chat: Chat) -> None:
    removal = await _drop(scene, await _source(scene, chat), chat)
    quotas, other = Quotas(sources=1), NewSource("https://two.example/feed")
    assert await scene.storage.add_source(other, chat.key, scene.now, scene.cause(), quotas)
    came = await scene.storage.restore_sources(removal, chat.key, scene.now, scene.cause(), quotas)
    assert (came.added, came.left_out) == (0, {Limit.SOURCES: 1})
    assert [one.url for one in await scene.storage.watched_sources(chat.key)] == [other.url]


async def test_what_another_source_told_is_not_repeated_when_one_is_back(scene: Scene, chat: Chat) -> None:
    await scene.subscribe(chat)
    first = await _source(scene, chat)
    removal = await _drop(scene, first, chat)
    scene.later(minutes=15)
    (article,) = await scene.publish("между")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    second = await scene.source(chat, "https://two.example/feed")
    claimed = await scene.claim_source()
    assert claimed.id == second
    await scene.poll(claimed, "она же")
    (other,) = await scene.storage.claim_waiting_articles(scene.now, 1, scene.lease())
    await scene.record(other, "коалиция", story=await scene.story_of(article))
    await scene.fan_out()
    assert await _told(scene) == [("она же", ("коалиция",))]
    await _bring_back(scene, removal, chat)
    assert await _told(scene) == []


async def test_a_removed_subscription_and_a_removed_source_come_back_in_any_order(scene: Scene, chat: Chat) -> None:
    removed = await scene.subscribe(chat)
    removal = await _drop(scene, await _source(scene, chat), chat)
    await scene.unsubscribe(removed, chat)
    await _record(scene, "между", "коалиция")
    await scene.restore(removed, chat)
    assert await _told(scene) == []
    await _bring_back(scene, removal, chat)
    assert await _told(scene) == [("между", ("коалиция",))]


async def test_an_import_names_what_it_added(scene: Scene, chat: Chat) -> None:
    there, cause = await _source(scene, chat), scene.cause()
    new = [NewSource("https://one.example/feed"), NewSource("https://two.example/feed")]
    added = await scene.storage.add_sources(new, chat.key, scene.now, cause)
    (source,) = added.sources
    assert source != there
    assert (await scene.storage.add_sources(new, chat.key, scene.now, cause)).sources == added.sources


async def test_what_returns_before_what_leaves_is_sorted_is_told_with_it(scene: Scene, chat: Chat) -> None:
    (source,) = [one.id for one in await scene.storage.watched_sources(chat.key)]
    removed = await scene.subscribe(chat)
    await scene.subscribe(chat, "нефть")
    await scene.unsubscribe(removed, chat)
    await _record(scene, "новость", "коалиция", "нефть")
    dropped = await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause())
    await scene.storage.restore_sources(dropped.removal, chat.key, scene.now, scene.cause())
    assert await scene.restore(removed, chat)
    assert [title for title, _ in await _told(scene)] == ["новость"]


async def test_a_second_removal_names_the_first_one(scene: Scene, chat: Chat) -> None:
    (source,) = [one.id for one in await scene.storage.watched_sources(chat.key)]
    dropped = await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause())
    scene.later(minutes=1)
    assert await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause()) == dropped
    await scene.end_removals()
    gone = await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause())
    assert gone.titles == (None,)


async def test_what_waits_when_a_subscription_is_paused_is_told_when_it_resumes(scene: Scene, chat: Chat) -> None:
    paused = await scene.subscribe(chat)
    await scene.subscribe(chat, "нефть")
    await _record(scene, "до", "коалиция")
    await _record(scene, "для обоих", "коалиция", "нефть")
    (begun,) = await scene.dispatches()
    await scene.storage.pause(paused.id, chat.key, paused=True)
    await scene.settle(begun, Postponed(scene.now, "502"))
    await scene.fan_out()
    await _record(scene, "во время", "коалиция")
    await scene.end_removals()
    assert [title for title, _ in await _told(scene)] == ["для обоих"]
    await scene.storage.pause(paused.id, chat.key, paused=False)
    await scene.fan_out()
    assert await _told(scene) == [("до", ("коалиция",))]
