"""What storage remembers of a poll."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import ArticleEdited, ArticleId, PollRecord, SeenArticle, Withheld
from tests.storage.scene import Scene


async def test_what_tells_old_items_from_news_is_kept(scene: Scene) -> None:
    await scene.source(await scene.chat())
    source = await scene.claim_source()
    state = replace(
        source.state,
        changed_at=scene.now,
        newest_at=scene.now + timedelta(days=900),
        dating=-2,
        highest_post=41,
        item_hashes=b"12345678",
    )
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state))
    assert (await scene.claim_source()).state == state


@pytest.mark.parametrize("why", list(Withheld))
async def test_what_is_no_news_waits_to_be_archived(scene: Scene, why: Withheld) -> None:
    await scene.source(await scene.chat())
    source = await scene.claim_source()
    found = replace(scene.found("старое"), withheld=why)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, found=(found,)))
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert not article.is_news


async def test_an_item_is_known_by_its_name_as_the_last_one_that_had_it(scene: Scene) -> None:
    await scene.source(await scene.chat())
    for title in ("первое", "второе"):
        scene.later(minutes=10)
        source = await scene.claim_source()
        found = replace(scene.found(title), name="name:a")
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, found=(found,)))
    seen = await scene.storage.sightings(source.id, ["name:a", "name:b", "guid:первое"])
    assert {key: one.content_hash for key, one in seen.items()} == {"name:a": "второе", "guid:первое": "первое"}


async def test_articles_are_compared_as_they_read_last(scene: Scene) -> None:
    await scene.source(await scene.chat())
    source = await scene.claim_source()
    found = [
        replace(scene.found("с датой"), published_at=scene.now - timedelta(hours=1)),
        replace(scene.found("без даты"), text="Слово. " * 1_000),
    ]
    record = PollRecord(source.id, source.lease, scene.now, source.state, found=tuple(found))
    await scene.storage.record_poll(record)
    ids = [one.id for one in await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())]
    scene.later(minutes=10)
    source = await scene.claim_source()
    edited = ArticleEdited(ids[0], ("guid:с датой",), "2", "Иначе", "Другое.")
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
    seen = await scene.storage.seen_articles([*ids, ArticleId(77)])
    assert seen.keys() == set(ids)
    assert seen[ids[0]] == SeenArticle("Иначе", "Другое.", found[0].published_at)
    assert seen[ids[1]].published_at is None
    assert found[1].text.startswith(seen[ids[1]].lead)
    assert len(seen[ids[1]].lead) == 1_000
