"""Which page may link to a source, when it is checked, and how long the result holds."""

from dataclasses import replace
from datetime import timedelta

from bot.model import FrontPage, FrontPageLookup, FrontPageWanted, PollRecord, SourceForPoll
from tests.storage.scene import Scene

_OUTLET = FrontPageWanted("outlet.example", "https://outlet.example/", "feeds.example")
_OTHER = FrontPageWanted("other.example", "https://other.example/", "feeds.example")


async def _poll(scene: Scene, wanted: FrontPageWanted | None) -> SourceForPoll:
    """Poll the source that is due next, and find that a page may link to it."""
    scene.later(seconds=2)
    source = await scene.claim_source()
    state = replace(source.state, next_poll_at=scene.now + timedelta(seconds=1), baseline_at=scene.now)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, front_page=wanted))
    return source


async def _next(scene: Scene) -> FrontPageLookup | None:
    return await scene.storage.next_front_page(scene.now)


async def _look(scene: Scene, *, links: bool | None) -> str:
    """Look at the page that is due; its address."""
    page = await _next(scene)
    assert page is not None
    await scene.storage.record_front_page(page, None if links is None else page.wanted if links else (), scene.now)
    return page.address


async def test_what_links_to_a_source_speaks_for_it_for_a_month(scene: Scene) -> None:
    await scene.source(await scene.chat(), "https://feeds.example/one")
    source = await _poll(scene, _OUTLET)
    assert source.front_page is None
    assert await _next(scene) == FrontPageLookup(
        "outlet.example", "https://outlet.example/", {source.id: ("https://feeds.example/one",)}
    )
    await _look(scene, links=True)
    assert await _next(scene) is None
    assert (await _poll(scene, _OUTLET)).front_page == FrontPage("outlet.example", "feeds.example")
    scene.later(days=31)
    await _look(scene, links=False)
    assert (await _poll(scene, None)).front_page is None


async def test_one_look_tells_of_all_sources_that_want_it_and_none_is_due_again_within_the_hour(scene: Scene) -> None:
    chat = await scene.chat()
    for number in range(3):
        await scene.source(chat, f"https://feeds.example/{number}")
    for _ in range(3):
        await _poll(scene, _OUTLET)
    page = await _next(scene)
    assert page is not None
    assert len(page.wanted) == 3
    await _look(scene, links=True)
    await scene.source(chat, "https://feeds.example/late")
    for _ in range(4):
        await _poll(scene, _OUTLET)
    assert await _next(scene) is None
    scene.later(hours=2)
    late = await _next(scene)
    assert late is not None
    assert len(late.wanted) == 1


async def test_a_page_that_could_not_be_read_is_looked_at_again_and_takes_nothing_back(scene: Scene) -> None:
    await scene.source(await scene.chat(), "https://feeds.example/one")
    await _poll(scene, _OUTLET)
    await _look(scene, links=True)
    scene.later(days=31)
    await _look(scene, links=None)
    assert (await _poll(scene, None)).front_page == FrontPage("outlet.example", "feeds.example")
    assert await _next(scene) is None
    scene.later(hours=25)
    await _look(scene, links=False)


async def test_another_page_is_looked_at_a_day_later_unless_one_links(scene: Scene) -> None:
    await scene.source(await scene.chat(), "https://feeds.example/one")
    await _poll(scene, _OUTLET)
    await _look(scene, links=False)
    await _poll(scene, _OTHER)
    assert await _next(scene) is None
    scene.later(days=2)
    await _poll(scene, _OTHER)
    assert await _look(scene, links=True) == "https://other.example/"
    scene.later(days=2)
    await _poll(scene, _OUTLET)
    assert await _next(scene) is None
    elsewhere = replace(_OUTLET, answered_from="evil.example")
    await _poll(scene, elsewhere)
    assert await _look(scene, links=False) == "https://outlet.example/"
    assert (await _poll(scene, None)).front_page is None
