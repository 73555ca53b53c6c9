"""What people may see, and with what articles are compared, depending on who watches their sources."""

from datetime import timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.errors import Refused
from bot.model import (
    EVERYBODY,
    ArticleRecord,
    CandidateStory,
    Chat,
    Digest,
    NewSource,
    Prominence,
    Scope,
    SourceId,
    StoryId,
    TellAll,
    WaitingArticle,
    in_scope,
    scope_of,
    without_scope,
)
from tests.storage.scene import Scene


async def _watch(scene: Scene, chat: Chat, name: str) -> SourceId:
    return await scene.source(chat, f"https://{name}.example/feed")


async def _scopes(scene: Scene, source: SourceId) -> tuple[Scope, ...]:
    return (await scene.storage.scopes([source]))[source]


async def test_articles_are_grouped_for_each_of_those_who_watch_their_source(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    own, shared = [await _watch(scene, anna, name) for name in ("own", "shared")]
    await _watch(scene, boris, "shared")
    assert await _scopes(scene, own) == (Scope(anna.key),)
    assert await _scopes(scene, shared) == (Scope(anna.key), Scope(boris.key))
    await scene.storage.drop_sources([shared], anna.key, scene.now, scene.cause())
    assert await _scopes(scene, shared) == (Scope(anna.key), Scope(boris.key)), "it may come back"
    await scene.end_removals()
    assert await _scopes(scene, shared) == (Scope(boris.key),)
    await scene.storage.share_sources([NewSource("https://shared.example/feed", pack="p")], scene.now)
    assert await _scopes(scene, shared) == (Scope(boris.key), Scope(-shared)), (
        "what was found before it was everybody's"
    )


async def test_what_nobody_watches_any_more_is_grouped_by_itself(scene: Scene) -> None:
    anna = await scene.chat(1)
    source, gone = await _watch(scene, anna, "one"), SourceId(99)
    await scene.storage.drop_sources([source], anna.key, scene.now, scene.cause())
    await scene.end_removals()
    assert await scene.storage.scopes([source, gone]) == {source: (-source,), gone: (-gone,)}


async def test_what_hundreds_watch_is_grouped_for_the_first_of_them_and_once_for_the_rest(scene: Scene) -> None:
    chats = [await scene.chat(number) for number in range(1, 60)]
    for chat in reversed(chats):
        source = await _watch(scene, chat, "one")
    scopes = await _scopes(scene, source)
    assert scopes == (*(chat.key for chat in chats[: len(scopes) - 1]), -source)
    assert len(scopes) == 21


async def _record(
    scene: Scene, article: WaitingArticle, scope: Scope, story: StoryId | None = None, query: str = ""
) -> None:
    keys = (in_scope(f"title:{article.title}", scope), in_scope("title:тема", scope))
    query = query or article.title.partition(" ")[0]
    record = ArticleRecord(
        article_id=article.id,
        lease=article.lease,
        at=scene.now,
        language="ru",
        story_id=story,
        story_keys=keys,
        generation=await scene.generation(),
        queries=dict.fromkeys(await scene.query_ids(query), Prominence.TITLE),
        terms=frozenset(),
        fingerprint=article.title.encode(),
        scope=scope,
    )
    (outcome,) = await scene.storage.record_articles([record])
    assert not isinstance(outcome, Refused)


async def test_a_story_is_found_in_a_scope_by_what_joined_it_there(scene: Scene) -> None:
    await scene.source(await scene.chat())
    narrow = Scope(-5)
    first, second, third = await scene.publish("раз", "два", "три")
    await _record(scene, first, EVERYBODY)
    story = await scene.story_of(first)
    await _record(scene, second, narrow, story)
    since = scene.now - timedelta(days=2)
    assert await scene.storage.candidate_stories(["title:тема", in_scope("title:тема", narrow)], since) == [
        CandidateStory(story, frozenset({in_scope("title:тема", narrow)}), scene.now, "два".encode()),
        CandidateStory(story, frozenset({"title:тема"}), scene.now, "раз".encode()),
    ]
    assert await scene.storage.candidate_stories(["title:два", in_scope("title:два", Scope(-6))], since) == []
    await _record(scene, third, Scope(8), story)
    told = [await scene.storage.articles_of(story, 9, scopes) for scopes in ([EVERYBODY], [EVERYBODY, narrow], [])]
    assert [[one.title for one in articles] for articles in told] == [["раз"], ["два", "раз"], []]


async def test_a_story_is_over_for_everybody_though_somebody_keeps_it_alive_for_himself(scene: Scene) -> None:
    await scene.source(await scene.chat())
    (first,) = await scene.publish("раз")
    await _record(scene, first, EVERYBODY)
    story, begun_at = await scene.story_of(first), scene.now
    scene.later(hours=30)
    (second,) = await scene.publish("два")
    await _record(scene, second, Scope(-5), story)
    assert await scene.storage.candidate_stories(["title:тема"], begun_at) == []
    assert len(await scene.storage.candidate_stories([in_scope("title:тема", Scope(-5))], begun_at)) == 1


@pytest.mark.parametrize("scope", [EVERYBODY, Scope(7), Scope(-7)])
@pytest.mark.parametrize("key", ["title:1/2", "address:https://one.example/1", "link:-1/2", ""])
def test_a_key_can_be_told_from_its_scope(key: str, scope: Scope) -> None:
    scoped = in_scope(key, scope)
    assert (scope_of(scoped), without_scope(scoped)) == (scope, key)


async def test_a_stranger_makes_no_story_bigger_or_newer_for_others(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    await scene.storage.share_sources([NewSource("https://pack.example/feed", pack="p")], scene.now)
    await scene.subscribe(anna, "раз")
    first, second, third, again, *strange = await scene.publish("раз", "два", "три", "три снова", "чужое", "ещё чужое")
    for article in (first, second, third):
        await _record(scene, article, EVERYBODY, query="раз")
    await _record(scene, again, EVERYBODY, await scene.story_of(third))
    for article in strange:
        await _record(scene, article, Scope(boris.key), await scene.story_of(first))
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(10))
    (dispatch,) = await scene.dispatches()
    assert isinstance(dispatch.content, Digest)
    assert [story.article.title for story in dispatch.content.stories] == ["три", "два", "раз"]
