"""What is deleted, and what is not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.delivery.notices import lost_chat
from bot.errors import ItemsKnown
from bot.model import (
    ArchivePage,
    ArticleEdited,
    Chat,
    ChatKey,
    ChatKind,
    Digest,
    DispatchId,
    PollRecord,
    Retention,
    Sent,
    StoryId,
    TellAll,
    Term,
    Wait,
)
from tests.storage.scene import Scene, further_outlets, story_in

_RETENTION = Retention(articles=timedelta(days=90), told=timedelta(days=365))


async def _told(scene: Scene, *titles: str) -> list[tuple[DispatchId, StoryId, ChatKey]]:
    """A chat was told of articles with those titles."""
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish(*titles):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    told = []
    while dispatches := await scene.dispatches():
        for dispatch in dispatches:
            await scene.settle(dispatch, Sent(dispatch.id + 1_000))
            told.append((dispatch.id, story_in(dispatch).story_id, chat.key))
    return told


async def _found(scene: Scene, chat: Chat) -> list[str]:
    page = await scene.storage.search(None, chat.key, scene.now - timedelta(days=800), None, 50, within_s=10)
    return [one.article.title for one in page.articles]


async def _later(scene: Scene, days: float, retention: Retention = _RETENTION) -> None:
    """Let days go by in which a source lists nothing of what there was, and one more article comes out."""
    scene.later(days=days)
    for article in await scene.publish(f"позже {scene.now:%Y-%m-%d}"):
        await scene.record(article)
    await scene.storage.tidy(scene.now, retention=retention)


async def test_an_article_that_nobody_was_told_of_goes_when_it_is_old(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    for article in await scene.publish("нефть"):
        await scene.record(article)
    await _later(scene, 89)
    assert "нефть" in await _found(scene, chat)
    await _later(scene, 2)
    assert "нефть" not in await _found(scene, chat)
    story = await scene.storage.candidate_stories(["title:нефть"], scene.now - timedelta(days=800))
    assert story == []


async def test_what_was_told_is_explained_without_a_text_for_as_long_as_it_is_kept(scene: Scene) -> None:
    ((dispatch, story, chat),) = await _told(scene, "нефть")
    told, after = await scene.storage.sent_articles(scene.now + timedelta(seconds=1), 0, 10)
    assert [one.article.title for one in told] == ["нефть"]
    await scene.storage.keep_words({mention: ["коалицией"] for mention in told[0].queries})
    assert after is not None
    assert await scene.storage.sent_articles(scene.now, after, 10) == ([], None)
    (explained,) = await scene.storage.explain(dispatch, story, chat)
    assert explained.article.text
    assert explained.words is None
    await _later(scene, 91)
    (explained,) = await scene.storage.explain(dispatch, story, chat)
    assert (explained.query, explained.article.title, explained.article.text) == ("коалиция", "нефть", "")
    assert explained.words == ("коалицией",)
    shown = await scene.storage.sent_story(dispatch, story, chat)
    assert shown is not None
    assert (shown.article.title, shown.url) == ("нефть", "https://one.example/нефть")
    assert "нефть" not in await _found(scene, await scene.chat())
    await _later(scene, 364 - 91)
    assert await scene.storage.explain(dispatch, story, chat)
    await _later(scene, 2)
    assert await scene.storage.explain(dispatch, story, chat) == []


async def test_a_message_may_end_before_its_article_which_then_goes_as_if_nobody_was_told(scene: Scene) -> None:
    ((dispatch, story, chat),) = await _told(scene, "нефть")
    retention = Retention(articles=timedelta(days=90), told=timedelta(days=30))
    await _later(scene, 31, retention)
    assert await scene.storage.explain(dispatch, story, chat) == []
    assert "нефть" in await _found(scene, await scene.chat())
    await _later(scene, 60, retention)
    assert "нефть" not in await _found(scene, await scene.chat())


async def test_what_is_owed_is_told_whole_however_old_it_is(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish("нефть"):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    await scene.storage.mark_unreachable(chat.key, lost_chat(chat.title, "bot was blocked by the user"), scene.now)
    for _ in range(5):
        await _later(scene, 100)
    await scene.chat()
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).article.text == "Текст о том, что нефть."


async def test_a_message_that_follows_its_story_keeps_its_text_however_old_that_is(scene: Scene) -> None:
    chat = await scene.chat()
    for name in ("one", "two"):
        await scene.source(chat, f"https://{name}.example/feed")
    await scene.subscribe(chat)
    await _publish_at(scene, "one", "нефть", "коалиция")
    await scene.fan_out()
    await scene.storage.mark_unreachable(chat.key, lost_chat(chat.title, "bot was blocked by the user"), scene.now)
    scene.later(days=100)
    await scene.storage.tidy(scene.now, retention=_RETENTION)
    await scene.chat()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    for hours in (1, 22):
        scene.later(hours=hours)
        await scene.storage.tidy(scene.now, retention=_RETENTION)
    await _publish_at(scene, "two", "нефть дорожает", story=story_in(dispatch).story_id)
    (edit,) = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert further_outlets(story_in(edit)) == ("https://two.example/feed",)
    assert story_in(edit).article == story_in(dispatch).article
    await scene.settle_edit(edit, Sent(1))
    scene.later(hours=2)
    await scene.storage.tidy(scene.now, retention=_RETENTION)
    shown = await scene.storage.sent_story(dispatch.id, story_in(dispatch).story_id, chat.key)
    assert shown is not None
    assert shown.article.text == ""


async def _publish_at(scene: Scene, name: str, title: str, *queries: str, story: StoryId | None = None) -> None:
    """Let an article come out at one of the sources, and nothing at the others."""
    for source in await scene.storage.claim_due_sources(scene.now, 10, scene.lease()):
        await scene.poll(source, *([title] if f"//{name}." in source.url else []))
    for article in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()):
        await scene.record(article, *queries, story=story)


async def test_what_is_to_be_handed_out_yet_is_not_forgotten(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish("нефть"):
        await scene.record(article, "коалиция")
    await _later(scene, 100)
    await scene.fan_out()
    assert [story_in(dispatch).article.title for dispatch in await scene.dispatches()] == ["нефть"]


async def test_a_digest_tells_all_that_was_held_for_longer_than_articles_are_kept(scene: Scene) -> None:
    chat = await scene.chat(kind=ChatKind.SUPERGROUP)
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish("нефть", "газ", "уголь"):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    scene.plan = Wait(scene.now + timedelta(days=190))
    assert await scene.dispatches() == []
    for _ in range(2):
        await _later(scene, 100)
    scene.plan = TellAll(in_pages_of(2))
    told: list[str] = []
    while dispatches := await scene.dispatches():
        for dispatch in dispatches:
            assert isinstance(dispatch.content, Digest)
            told += [story.article.text for story in dispatch.content.stories]
            await scene.settle(dispatch, Sent(1))
        await scene.storage.tidy(scene.now, retention=_RETENTION)
    assert sorted(told) == sorted(f"Текст о том, что {title}." for title in ("нефть", "газ", "уголь"))


async def test_a_search_goes_on_where_it_was_though_all_that_was_left_is_forgotten(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    for article in await scene.publish("нефть"):
        await scene.record(article)
    scene.later(days=60)
    for article in await scene.publish("нефть снова", "нефть опять"):
        await scene.record(article)
    since = scene.now - timedelta(days=800)
    page = await scene.storage.search(Term("нефть"), chat.key, since, None, 2, within_s=10)
    assert {one.article.title for one in page.articles} == {"нефть снова", "нефть опять"}
    assert page.reached is not None
    await _later(scene, 60)
    page = await scene.storage.search(Term("нефть"), chat.key, since, page.reached, 2, within_s=10)
    assert page == ArchivePage(())


async def test_an_article_is_as_old_as_its_last_change(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    for article in await scene.publish("нефть"):
        await scene.record(article)
    scene.later(days=80)
    source = await scene.claim_source()
    edited = ArticleEdited(article.id, ("guid:нефть",), "иначе", "газ", "Другой текст.")
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
    for article in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()):
        await scene.record(article)
    await _later(scene, 20)
    assert "газ" in await _found(scene, chat)
    await _later(scene, 71)
    assert "газ" not in await _found(scene, chat)


async def test_what_was_seen_is_known_for_ninety_days_after_it_was_listed_last_whatever_is_kept(scene: Scene) -> None:
    chat = await scene.chat()
    source_id = await scene.source(chat)
    for article in await scene.publish("нефть"):
        await scene.record(article)
    for _ in range(8):
        await _later(scene, 11, Retention(articles=timedelta(days=1), told=timedelta(days=1)))
    (seen,) = (await scene.storage.sightings(source_id, ["guid:нефть"])).values()
    assert seen.content_hash == "нефть"
    assert seen.article_id is None
    await _later(scene, 3)
    assert not await scene.storage.sightings(source_id, ["guid:нефть"])


async def test_an_article_that_only_a_message_keeps_is_no_article_any_more_for_its_source(scene: Scene) -> None:
    ((dispatch, story, chat),) = await _told(scene, "нефть")
    source_id = next(one.id for one in await scene.storage.watched_sources(chat))
    for days, is_article in ((20, True), (11, False)):
        await _later(scene, days, Retention(articles=timedelta(days=30)))
        (seen,) = (await scene.storage.sightings(source_id, ["guid:нефть"])).values()
        assert (seen.article_id is not None) == is_article
    assert await scene.storage.explain(dispatch, story, chat)


async def test_an_edit_of_what_is_forgotten_meanwhile_is_refused_and_tells_nothing(scene: Scene) -> None:
    await _told(scene, "нефть")
    scene.later(days=80)
    (article,) = await scene.publish("газ")
    await scene.record(article)
    scene.later(days=11)
    source = await scene.claim_source()
    known = await scene.storage.sightings(source.id, ["guid:нефть", "guid:газ"])
    edited = [
        ArticleEdited(seen.article_id, (key,), "иначе", key, "") for key, seen in known.items() if seen.article_id
    ]
    assert len(edited) == 2
    await scene.storage.tidy(scene.now)
    record = PollRecord(source.id, source.lease, scene.now, source.state, edited=tuple(edited))
    with pytest.raises(ItemsKnown):
        await scene.storage.record_poll(record)
    assert await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()) == []
    kept = tuple(one for one in edited if one.article_id == article.id)
    await scene.storage.record_poll(replace(record, edited=kept))
    assert len(await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())) == 1


async def test_a_story_that_may_be_joined_yet_is_known_as_told_whatever_is_kept(scene: Scene) -> None:
    ((_, story, _),) = await _told(scene, "нефть")
    scene.later(days=2)
    await scene.storage.tidy(scene.now, retention=Retention(articles=timedelta(days=1), told=timedelta(days=1)))
    for article in await scene.publish("нефть снова"):
        await scene.record(article, "коалиция", story=story)
    await scene.fan_out()
    assert await scene.dispatches() == []


async def test_numbers_are_not_given_twice_when_all_is_forgotten(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    for article in await scene.publish("один", "два", "три"):
        await scene.record(article)
    await scene.subscribe(chat)
    scene.later(days=400)
    await scene.storage.tidy(scene.now)
    for new in await scene.publish("четыре"):
        assert new.id > article.id
        await scene.record(new, "коалиция")
    await scene.fan_out()
    assert [story_in(dispatch).article.title for dispatch in await scene.dispatches()] == ["четыре"]


async def test_a_muted_story_is_muted_for_as_long_as_it_may_be_joined(scene: Scene) -> None:
    ((dispatch, story, chat),) = await _told(scene, "нефть")
    other = await scene.chat(200)
    assert await scene.storage.mute_story(dispatch, story, chat, scene.now)
    await scene.subscribe(await scene.chat(), "газ")
    await scene.subscribe(other, "газ")
    for days in range(1, 9):
        scene.later(days=1)
        for article in await scene.publish(f"нефть {days}"):
            await scene.record(article, "газ", story=story)
        await scene.storage.tidy(scene.now, retention=Retention(articles=timedelta(days=2), told=timedelta(days=2)))
    await scene.fan_out()
    assert await scene.dispatches() == []


async def test_a_source_that_nobody_watches_goes_with_the_last_that_was_seen_there(scene: Scene) -> None:
    chat = await scene.chat()
    source_id = await scene.source(chat, "https://gone.example/feed")
    await scene.poll(await scene.claim_source(), "нефть")
    for article in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()):
        await scene.record(article)
    await scene.source(chat)
    assert (await scene.storage.drop_sources([source_id], chat.key, scene.now, scene.cause())).titles == (
        "https://gone.example/feed",
    )
    await _later(scene, 89)
    assert await scene.storage.sightings(source_id, ["guid:нефть"])
    await _later(scene, 2)
    again = await scene.source(chat, "https://gone.example/feed")
    assert again != source_id
    assert "нефть" not in await _found(scene, chat)
