"""A source that moves to another site: who reads what from then on."""

from dataclasses import replace

import pytest

from bot.model import AddedSources, Limit, NewSource, PollRecord, Quotas, Sighting, SourceForPoll, SourceId, Successor
from tests.storage.scene import Scene

_OLD, _NEW = "https://old.example/feed", "https://new.example/feed"


async def _move(scene: Scene, source: SourceForPoll, *listed: str, to: str = _NEW) -> None:
    state = replace(source.state, next_poll_at=scene.now, baseline_at=scene.now, polled_at=scene.now)
    successor = Successor(to, "Новый", tuple(Sighting(key, key) for key in listed))
    record = PollRecord(source.id, source.lease, scene.now, state, found=(scene.found("раз"),), successor=successor)
    await scene.storage.record_poll(record)


async def _known(scene: Scene) -> dict[str, SourceId]:
    return {one.url: one.id for one in await scene.storage.known_sources()}


async def test_readers_and_addresses_go_on_and_what_was_seen_and_told_stays(scene: Scene) -> None:
    anna = await scene.chat()
    old = await scene.source(anna, _OLD)
    await _move(scene, await scene.claim_source(), "guid:две")
    known = await _known(scene)
    assert [*known] == [_NEW]
    new = known[_NEW]
    assert new != old
    assert [one.title for one in await scene.storage.watched_sources(anna.key)] == [_OLD], "as the chat calls it"
    assert [one.title for one in await scene.storage.known_sources()] == ["Новый"]
    assert await scene.storage.sightings(new, ["guid:раз", "guid:две"]) == {
        "guid:две": Sighting("guid:две", "guid:две")
    }
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 9, scene.lease())
    assert article.source_id == old
    source = await scene.claim_source()
    assert (source.id, source.url, source.state.baseline_at) == (new, _NEW, scene.now)
    assert (await scene.storage.drop_sources([_OLD], anna.key, scene.now, scene.cause())).titles == (_OLD,)
    assert await scene.storage.watched_sources(anna.key) == []


async def test_where_a_source_is_read_already_it_stays_as_it_is(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    new = await scene.source(anna, _NEW)
    await scene.poll(await scene.claim_source(), "два")
    await scene.source(boris, _OLD)
    await _move(scene, await scene.claim_source(), "guid:три", "guid:два")
    assert await _known(scene) == {_NEW: new}
    assert [one.id for one in await scene.storage.watched_sources(boris.key)] == [new]
    assert [*await scene.storage.sightings(new, ["guid:раз", "guid:два", "guid:три"])] == ["guid:два"]


async def test_what_goes_there_and_back_begins_anew_each_time(scene: Scene) -> None:
    anna = await scene.chat()
    first = await scene.source(anna, _OLD)
    await _move(scene, await scene.claim_source(), to=_NEW)
    scene.later(days=2)
    second = await scene.claim_source()
    await _move(scene, second, to=_OLD)
    known = await _known(scene)
    assert [*known] == [_OLD]
    assert len({first, second.id, known[_OLD]}) == 3
    assert not await scene.storage.add_source(NewSource(_OLD), anna.key, scene.now, scene.cause())


@pytest.mark.parametrize("by", ["chat", "import", "pack"])
async def test_who_adds_an_address_that_led_elsewhere_means_what_is_there_now(scene: Scene, by: str) -> None:
    anna = await scene.chat()
    await scene.source(anna, _OLD)
    await _move(scene, await scene.claim_source())
    new = (await _known(scene))[_NEW]
    match by:
        case "chat":
            assert await scene.storage.add_source(NewSource(_OLD), anna.key, scene.now, scene.cause())
        case "import":
            assert await scene.storage.add_sources(
                [NewSource(_OLD)], anna.key, scene.now, scene.cause()
            ) == AddedSources(1, {})
        case _:
            await scene.storage.load_pack([NewSource(_OLD, pack="p")], scene.now)
    assert {source.url: source.pack for source in await scene.storage.known_sources()} == {
        _NEW: None,
        _OLD: "p" if by == "pack" else None,
    }
    assert (await _known(scene))[_NEW] == new
    assert (await scene.storage.drop_sources([_OLD], anna.key, scene.now, scene.cause())).titles == (_OLD,)
    assert [one.url for one in await scene.storage.watched_sources(anna.key) if not one.muted] == [_NEW]


async def test_an_address_that_led_elsewhere_and_cannot_be_added_means_what_it_did(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    await scene.source(anna, _OLD)
    await _move(scene, await scene.claim_source())
    await scene.source(boris, "https://third.example/feed")
    added = await scene.storage.add_sources([NewSource(_OLD)], boris.key, scene.now, scene.cause(), Quotas(sources=1))
    assert added == AddedSources(0, {Limit.SOURCES: 1})
    assert (await scene.storage.drop_sources([_OLD], anna.key, scene.now, scene.cause())).titles == (_OLD,)
    assert await scene.storage.watched_sources(anna.key) == []


async def test_what_nobody_has_read_there_yet_is_read_from_the_beginning(scene: Scene) -> None:
    await scene.source(await scene.chat(), _OLD)
    source = await scene.claim_source()
    state = replace(source.state, next_poll_at=scene.now, polled_at=scene.now)
    successor = Successor(_NEW, "Новый", listed=None)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, successor=successor))
    assert [*await _known(scene)] == [_NEW]
    assert (await scene.claim_source()).state.baseline_at is None


@pytest.mark.parametrize("is_watched", [True, False])
async def test_what_was_seen_of_a_source_ends_with_it(scene: Scene, *, is_watched: bool) -> None:
    anna = await scene.chat()
    await scene.source(anna, _OLD)
    await _move(scene, await scene.claim_source())
    if not is_watched:
        await scene.storage.drop_sources([_NEW], anna.key, scene.now, scene.cause())
    for _ in range(3):
        scene.later(days=200)
        await scene.storage.tidy(scene.now)
    assert [*await _known(scene)] == ([_NEW] if is_watched else [])
