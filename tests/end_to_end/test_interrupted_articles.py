"""Runs that end while they read an article take it from nobody, and no other article waits behind it for ever."""

from datetime import UTC, datetime, timedelta

from bot.model import ArticleFound, BootId, Lease, PollRecord
from storage.sqlite import SqliteStorage
from tests.end_to_end.program import until
from tests.end_to_end.scene import SOON_S, Scene, links, matching

_KILLS = 6


async def _end_runs_over(scene: Scene, url: str) -> None:
    """Leave behind what so many runs do that were killed when they had just claimed an article."""
    path, now = str(scene.program.folder / "dozor.db"), datetime.now(UTC)
    lease = Lease(BootId("killed"), now + timedelta(days=3))
    text = "Участники коалиции желающих обсудили, кто и чем поможет."
    found = ArticleFound((url,), url, "Лондон собирает союзников", text, url, url, "one.example", "ru", now)
    async with SqliteStorage(path) as storage:
        (source,) = await storage.claim_due_sources(now + timedelta(days=1), 1, lease)
        await storage.record_poll(PollRecord(source.id, source.lease, now, source.state, found=(found,)))
        await storage.claim_waiting_articles(now, 1, lease)
    for _ in range(_KILLS - 1):
        async with SqliteStorage(path) as storage:
            await storage.claim_waiting_articles(now, 1, lease)


async def test_an_article_over_which_many_runs_have_ended_is_told(scene: Scene) -> None:
    await scene.start()
    outlet = scene.outlets.open("courier")
    await scene.watch(outlet)
    await scene.subscribe()
    assert await scene.program.stop() == 0
    await _end_runs_over(scene, "https://one.example/1")
    await scene.start()
    await until(lambda: "https://one.example/1" in links(scene.chat), SOON_S, "the article")
    outlet.publish(piece := matching(outlet, "встреча"))
    await until(lambda: piece.url in links(scene.chat), SOON_S, "another article")
    assert f"was being read when the program ended, {_KILLS} times" in scene.program.said()
    assert max(links(scene.chat).values()) == 1
