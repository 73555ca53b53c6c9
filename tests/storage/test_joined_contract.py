"""The report that joined the story of a message last, as far as its readers may see it."""

from bot.model import Chat, Dispatch, Scope, Sent, WaitingArticle
from tests.storage.scene import Scene, story_in


async def _find(scene: Scene, title: str, source: int) -> WaitingArticle:
    """An article comes out at that source, and nothing at the others; some time after the last one."""
    scene.later(minutes=15)
    for polled in await scene.storage.claim_due_sources(scene.now, 10, scene.lease()):
        await scene.poll(polled, *([title] if f"//{source}." in polled.url else []))
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    return article


async def _told(scene: Scene, chat: Chat) -> Dispatch:
    await scene.subscribe(chat)
    for number in (1, 2, 3):
        await scene.source(chat, f"https://{number}.example/feed")
    await scene.record(await _find(scene, "раз", 1), "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    return dispatch


async def test_it_is_the_newest_one(scene: Scene) -> None:
    chat = await scene.chat()
    dispatch = await _told(scene, chat)
    story = story_in(dispatch).story_id
    assert await scene.storage.joined_report(dispatch.id, story, chat.key) is None
    for number, title in ((2, "два"), (3, "три")):
        await scene.record(await _find(scene, title, number), story=story)
        joined = await scene.storage.joined_report(dispatch.id, story, chat.key)
        assert joined is not None
        assert joined.title == title


async def test_nobody_else_asks_for_it(scene: Scene) -> None:
    chat = await scene.chat()
    dispatch = await _told(scene, chat)
    story = story_in(dispatch).story_id
    await scene.record(await _find(scene, "два", 2), story=story)
    stranger = await scene.chat(666)
    assert await scene.storage.joined_report(dispatch.id, story, stranger.key) is None


async def test_what_its_readers_do_not_watch_has_not_joined_for_them(scene: Scene) -> None:
    chat, other = await scene.chat(), await scene.chat(7)
    dispatch = await _told(scene, chat)
    story = story_in(dispatch).story_id
    await scene.source(other, "https://4.example/feed")
    await scene.record(await _find(scene, "четыре", 4), story=story, scope=Scope(other.key))
    assert await scene.storage.joined_report(dispatch.id, story, chat.key) is None
