from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.owing import owe
from bot.errors import ItemsKnown, LeaseLost
from bot.model import (
    ArticleEdited,
    Failure,
    NewSource,
    Notice,
    PollRecord,
    Sent,
    Sighting,
    SourceHealth,
    StoryId,
    Term,
)
from tests.storage.scene import Scene, story_in


async def test_a_source_is_due_at_once_and_then_when_its_state_says(scene: Scene) -> None:
    await scene.source(await scene.chat())
    source = await scene.claim_source()
    assert await scene.storage.claim_due_sources(scene.now, 10, scene.lease()) == []
    await scene.poll(source)
    scene.later(minutes=9)
    assert await scene.storage.claim_due_sources(scene.now, 10, scene.lease()) == []
    scene.later(minutes=1)
    assert (await scene.claim_source()).state.baseline_at is not None


async def test_what_was_not_recorded_in_time_can_be_claimed_again_and_not_recorded_late(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first = await scene.claim_source()
    scene.later(minutes=6)
    second = await scene.claim_source()
    with pytest.raises(LeaseLost):
        await scene.poll(first, "новость")
    await scene.poll(second, "новость")


async def test_what_a_poll_found_is_seen_and_waits(scene: Scene) -> None:
    chat = await scene.chat()
    source = await scene.source(chat)
    (article,) = await scene.publish("новость")
    assert (article.title, article.source_title, article.failures) == ("новость", "https://one.example/feed", 0)
    seen = await scene.storage.sightings(source, ["guid:новость", "guid:другая"])
    assert seen == {"guid:новость": Sighting("guid:новость", "новость", article.id)}


async def test_a_partial_reading_that_takes_what_was_seen_for_new_is_refused_and_the_poll_can_go_on(
    scene: Scene,
) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.poll(await scene.claim_source(), "новость")
    scene.later(minutes=10)
    source = await scene.claim_source()
    state = replace(source.state, item_hashes=b"12345678", next_poll_at=scene.now + timedelta(minutes=10))
    again = PollRecord(source.id, source.lease, scene.now, state, found=(scene.found("новость"),), is_partial=True)
    with pytest.raises(ItemsKnown):
        await scene.storage.record_poll(again)
    await scene.storage.record_poll(replace(again, found=(scene.found("свежая"),)))
    scene.later(minutes=10)
    assert (await scene.claim_source()).state.item_hashes == b"12345678"
    waiting = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert [one.title for one in waiting] == ["новость", "свежая"]


async def test_a_baseline_is_kept_for_searching_and_never_told(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    await scene.poll(await scene.claim_source(), "старое", is_news=False)
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert not article.is_news
    await scene.record(article, "коалиция")
    await scene.fan_out()
    assert await scene.dispatches() == []
    since = scene.now - timedelta(days=1)
    (found,) = (await scene.storage.search(Term("старое"), chat.key, since, None, 10, within_s=10)).articles
    assert found.id == article.id


async def test_an_edited_article_tells_only_the_queries_that_it_newly_meets(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat, "раз")
    await scene.subscribe(chat, "два")
    (article,) = await scene.publish("новость")
    await scene.record(article, "раз")
    await scene.fan_out()
    (told,) = await scene.dispatches()
    await scene.settle(told, Sent(31))
    scene.later(minutes=10)
    source = await scene.claim_source()
    edited = ArticleEdited(article.id, ("guid:новость",), "иначе", "новость, иначе", "Другой текст.")
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
    (again,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert (again.title, again.story_id) == ("новость, иначе", story_in(told).story_id)
    await scene.record(again, "раз", "два")
    await scene.fan_out()
    (reply,) = await scene.dispatches()
    assert (story_in(reply).subscriptions, story_in(reply).reply_to) == (("два",), 31)


async def test_stories_are_found_by_a_shared_key_while_they_are_fresh(scene: Scene) -> None:
    await scene.source(await scene.chat())
    (article,) = await scene.publish("новость")
    await scene.record(article)
    recent = scene.now - timedelta(hours=1)
    (found,) = await scene.storage.candidate_stories(["title:новость", "title:другая"], recent)
    assert found.keys == {"title:новость"}
    assert await scene.storage.candidate_stories(["title:новость"], scene.now + timedelta(hours=1)) == []


async def test_articles_of_one_story_are_one_message(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    first, second = await scene.publish("раз", "два")
    await scene.record(first, "коалиция")
    await scene.record(second, "коалиция", story=await scene.story_of(first))
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    assert await scene.dispatches() == []


async def test_an_article_is_recorded_once(scene: Scene) -> None:
    await scene.source(await scene.chat())
    (article,) = await scene.publish("раз")
    await scene.record(article)
    with pytest.raises(LeaseLost):
        await scene.record(article, story=StoryId(1))


async def test_fan_out_goes_in_chunks_and_lets_others_pass(scene: Scene) -> None:
    chats = [await scene.chat(number) for number in range(1, 8)]
    for chat in chats:
        await scene.source(chat)
        await scene.subscribe(chat, "популярно")
    await scene.subscribe(chats[0], "редко")
    popular, rare = await scene.publish("для всех", "для одного")
    await scene.record(popular, "популярно")
    await scene.record(rare, "редко")
    assert (await scene.storage.fan_out(scene.now, 3, owe)).pairs == 3
    assert (await scene.storage.fan_out(scene.now, 1, owe)).pairs == 1
    owed = {dispatch.chat.telegram_id for dispatch in await scene.dispatches()}
    assert owed == {1, 2, 3}
    assert (await scene.storage.fan_out(scene.now, 3, owe)).pairs == 3
    assert {dispatch.chat.telegram_id for dispatch in await scene.dispatches()} == {4, 5, 6}
    await scene.fan_out()
    assert {dispatch.chat.telegram_id for dispatch in await scene.dispatches()} == {7}


async def test_a_chat_hears_only_of_sources_that_it_watches(scene: Scene) -> None:
    watching, other = await scene.chat(1), await scene.chat(2)
    await scene.source(watching)
    await scene.subscribe(watching)
    await scene.subscribe(other)
    (article,) = await scene.publish("новость")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    assert dispatch.chat.telegram_id == 1


async def test_everybody_watches_a_pack_until_they_mute_a_source_of_it(scene: Scene) -> None:
    first, second = await scene.chat(1), await scene.chat(2)
    new = NewSource("https://pack.example/feed", "Издание", "ru", "ru/general")
    await scene.storage.load_pack([new], scene.now)
    (source,) = await scene.storage.watched_sources(first.key)
    assert (source.title, source.pack, source.health) == ("Издание", "ru/general", SourceHealth.NEW)
    dropped = await scene.storage.drop_sources([source.id], second.key, scene.now, scene.cause())
    assert dropped.titles == ("Издание",)
    assert await scene.storage.drop_sources([source.id], second.key, scene.now, scene.cause()) == dropped
    for chat in (first, second):
        await scene.subscribe(chat)
    (article,) = await scene.publish("новость")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    assert [dispatch.chat.telegram_id for dispatch in await scene.dispatches()] == [1]
    assert await scene.storage.add_source(NewSource(new.url), second.key, scene.now, scene.cause())
    assert not any(one.muted for one in await scene.storage.watched_sources(second.key))


async def test_a_source_that_nobody_watches_any_more_is_not_polled(scene: Scene) -> None:
    chat = await scene.chat()
    source = await scene.source(chat)
    assert (await scene.storage.drop_sources([source], chat.key, scene.now, scene.cause())).titles == (
        "https://one.example/feed",
    )
    await scene.end_removals()
    assert await scene.storage.claim_due_sources(scene.now, 10, scene.lease()) == []
    assert await scene.storage.watched_sources(chat.key) == []


async def test_a_failing_source_says_why_and_its_owners_are_told(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    source = await scene.claim_source()
    failure = Failure("html-page", "")
    state = replace(source.state, failures=1, failing_since=scene.now, failure=failure)
    notice = Notice("source-fails", {"address": source.url}, failure)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, welcome=notice))
    (watched,) = await scene.storage.watched_sources(chat.key)
    assert (watched.health, watched.failure) == (SourceHealth.FAILING, failure)
    (dispatch,) = await scene.dispatches()
    assert dispatch.content == notice
