"""Which front page is looked at next, and what is remembered of it."""

from dataclasses import replace

from bot.model import FrontPage, FrontPageWanted, PollRecord
from tests.storage.scene import Scene

_WANTED = FrontPageWanted("one.example", "https://one.example/", "feeds.example")


async def _poll(scene: Scene) -> FrontPage | None:
    """Poll the source, which would like its page to be looked at; what was known to link to it."""
    source = await scene.claim_source()
    state = replace(source.state, next_poll_at=scene.now)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, front_page=_WANTED))
    return source.front_page


async def test_a_page_is_looked_at_once_a_month_and_its_site_once_an_hour(scene: Scene) -> None:
    source = await scene.source(await scene.chat())
    assert await scene.storage.next_front_page(scene.now) is None
    assert await _poll(scene) is None
    lookup = await scene.storage.next_front_page(scene.now)
    assert lookup is not None
    assert (lookup.site, lookup.address, [*lookup.wanted]) == ("one.example", "https://one.example/", [source])
    await scene.storage.record_front_page(lookup, [source], scene.now)
    assert await scene.storage.next_front_page(scene.now) is None
    scene.later(minutes=10)
    assert await _poll(scene) == FrontPage("one.example", "feeds.example")
    scene.later(days=29)
    assert await scene.storage.next_front_page(scene.now) is None
    scene.later(days=1)
    assert await scene.storage.next_front_page(scene.now) is not None


async def test_a_page_that_could_not_be_read_is_looked_at_a_day_later(scene: Scene) -> None:
    await scene.source(await scene.chat())
    await _poll(scene)
    lookup = await scene.storage.next_front_page(scene.now)
    assert lookup is not None
    await scene.storage.record_front_page(lookup, None, scene.now)
    scene.later(hours=23)
    assert await scene.storage.next_front_page(scene.now) is None
    scene.later(hours=1, minutes=1)
    assert await scene.storage.next_front_page(scene.now) is not None
