"""Posts that are behind their stories: which are edited, and when."""

import pytest

from bot.delivery.notices import lost_chat
from bot.model import Chat, DispatchId, PostEdit, Scope, Sent, StoryId, WaitingArticle
from tests.storage.scene import Scene, further_outlets, story_in


async def _find(scene: Scene, title: str, source: int) -> WaitingArticle:
    """An article comes out at that source, and nothing at the others; some time after the last one."""
    scene.later(minutes=15)
    for polled in await scene.storage.claim_due_sources(scene.now, 10, scene.lease()):
        await scene.poll(polled, *([title] if f"//{source}." in polled.url else []))
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    return article


async def _tell(scene: Scene, title: str, chats: list[Chat]) -> StoryId:
    """Tell the chats of an article of the first source, as message 1 of each."""
    article = await _find(scene, title, 1)
    await scene.record(article, "коалиция")
    await scene.fan_out()
    dispatches = await scene.dispatches(len(chats))
    assert [one.chat.key for one in dispatches] == [chat.key for chat in chats]
    for dispatch in dispatches:
        await scene.settle(dispatch, Sent(1))
    return story_in(dispatches[0]).story_id


async def _audience(scene: Scene, size: int) -> list[Chat]:
    """Chats that look for the same at three sources."""
    chats = [await scene.chat(100 + number) for number in range(size)]
    for chat in chats:
        await scene.subscribe(chat)
        for number in (1, 2, 3):
            await scene.source(chat, f"https://{number}.example/feed")
    return chats


async def _join(scene: Scene, story: StoryId, source: int = 2) -> None:
    """Let an article of another source join the story."""
    await scene.record(await _find(scene, f"и {scene.now}", source), story=story)


async def _edits(scene: Scene, limit: int = 100) -> list[PostEdit]:
    return await scene.storage.claim_edits(scene.now, limit, scene.lease())


async def _all_edits(scene: Scene) -> list[PostEdit]:
    """Whatever is edited from now on, in an hour."""
    edits = []
    for _ in range(30):
        scene.later(minutes=2)
        for edit in await _edits(scene):
            edits.append(edit)
            await scene.settle_edit(edit, Sent(1))
    return edits


@pytest.mark.parametrize("chunk", [1, 3, 500])
async def test_a_story_that_was_told_to_many_is_followed_by_all_of_them(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("storage.sqlite.posts._MARKED_AT_ONCE", chunk)
    chats = await _audience(scene, 8)
    story = await _tell(scene, "раз", chats)
    await _join(scene, story)
    assert (await scene.storage.backlog(scene.now, scene.now)).edits > 0
    edits = await _all_edits(scene)
    assert sorted(edit.chat.key for edit in edits) == sorted(chat.key for chat in chats)
    assert {further_outlets(story_in(edit)) for edit in edits} == {("https://2.example/feed",)}
    assert (await scene.storage.backlog(scene.now, scene.now)).edits == 0


async def test_what_joins_while_posts_are_looked_at_is_shown_by_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.posts._MARKED_AT_ONCE", 3)
    chats = await _audience(scene, 8)
    story = await _tell(scene, "раз", chats)
    await _join(scene, story)
    scene.later(minutes=2)
    early = await _edits(scene)
    assert 0 < len(early) < 8
    for edit in early:
        await scene.settle_edit(edit, Sent(1))
    await _join(scene, story, 3)
    last = {edit.chat.key: further_outlets(story_in(edit)) for edit in await _all_edits(scene)}
    assert last == dict.fromkeys([chat.key for chat in chats], ("https://3.example/feed", "https://2.example/feed"))


async def test_a_popular_story_holds_no_other_up(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.posts._MARKED_AT_ONCE", 2)
    chats = await _audience(scene, 8)
    popular = await _tell(scene, "раз", chats)
    await _join(scene, popular)
    lone = await scene.chat(1)
    await scene.source(lone, "https://4.example/feed")
    await scene.subscribe(lone, "вторая")
    await scene.source(lone, "https://5.example/feed")
    await scene.record(await _find(scene, "два", 4), "вторая")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    await _join(scene, story_in(dispatch).story_id, 5)
    scene.later(minutes=2)
    assert lone.key in {edit.chat.key for _ in range(3) for edit in await _edits(scene)}


async def test_what_joins_while_a_message_is_on_its_way_is_added(scene: Scene) -> None:
    chats = await _audience(scene, 1)
    await scene.record(await _find(scene, "раз", 1), "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await _join(scene, story_in(dispatch).story_id)
    assert await _edits(scene) == []
    await scene.settle(dispatch, Sent(1))
    assert [edit.chat.key for edit in await _all_edits(scene)] == [chats[0].key]


async def test_the_posts_of_a_chat_are_edited_in_the_order_in_which_they_were_sent(scene: Scene) -> None:
    chats = await _audience(scene, 1)
    stories = [await _tell(scene, title, chats) for title in ("раз", "два", "три")]
    for story in reversed(stories):
        await _join(scene, story)
    scene.later(minutes=2)
    order: list[DispatchId] = []
    while edits := await _edits(scene):
        order += [edit.id for edit in edits]
    assert len(order) == 3
    assert order == sorted(order)


async def test_a_chat_that_comes_back_within_a_day_sees_what_has_joined(scene: Scene) -> None:
    (chat,) = await _audience(scene, 1)
    story = await _tell(scene, "раз", [chat])
    await scene.storage.mark_unreachable(chat.key, lost_chat(chat.title, "kicked"), scene.now)
    await _join(scene, story)
    assert await _all_edits(scene) == []
    await scene.chat(100)
    assert len(await _all_edits(scene)) == 1


async def test_an_edit_that_a_run_did_not_come_to_is_left_to_the_next(
    scene: Scene,
) -> None:
    chats = await _audience(scene, 2)
    story = await _tell(scene, "раз", chats)
    await _join(scene, story)
    scene.later(minutes=2)
    assert len(await _edits(scene)) == 2
    assert await _edits(scene) == []
    scene.later(minutes=6)  # the lease has ended
    assert len(await _edits(scene)) == 2


async def test_what_grows_for_one_chat_alone_costs_nothing_that_others_have(scene: Scene) -> None:
    anna, boris = await scene.chat(100), await scene.chat(101)
    for chat in (anna, boris):
        await scene.subscribe(chat)
        await scene.source(chat, "https://1.example/feed")
    await scene.source(boris, "https://2.example/feed")
    story = await _tell(scene, "раз", [anna, boris])
    await scene.record(await _find(scene, "два", 2), story=story, scope=Scope(boris.key))
    assert (await scene.storage.backlog(scene.now, scene.now)).edits == 1
    (edit,) = await _all_edits(scene)
    assert (edit.chat.key, further_outlets(story_in(edit))) == (boris.key, ("https://2.example/feed",))
