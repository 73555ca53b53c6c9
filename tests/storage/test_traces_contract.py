"""What operators are told of an article: where it was seen, what it met, and who was told."""

from typing import cast

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.model import EVERYBODY, Chat, Digest, Novelty, Prominence, Sent, TellAll, Trace, Withheld
from bot.ports import TraceStorage
from tests.storage.scene import Scene


async def _trace(scene: Scene, title: str, key: str | None = None) -> Trace:
    traces = cast("TraceStorage", scene.storage)
    return await traces.trace(key or f"guid:{title}", f"https://one.example/{title}")


async def _chat(scene: Scene) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    return chat


async def test_the_life_of_an_article_that_was_told(scene: Scene) -> None:
    chat = await _chat(scene)
    first, second = await scene.publish("раз", "два")
    await scene.record(first)
    story = await scene.story_of(first)
    await scene.record(second, "коалиция", story=story, novelty=Novelty(), prominence=Prominence.PASSING)
    (traced,) = (await _trace(scene, "два")).articles
    assert [(one.query, one.prominence, one.is_handed_out) for one in traced.mentions] == [
        ("коалиция", Prominence.PASSING, False)
    ]
    await scene.fan_out()
    (owed,) = (await _trace(scene, "два")).articles
    assert [(one.chat_id, one.state, one.message_id) for one in owed.messages] == [(chat.telegram_id, "waiting", None)]
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(77))
    found = await _trace(scene, "два")
    (traced,) = found.articles
    (sighting,) = found.sightings
    assert (sighting.source_url, sighting.key, sighting.article) == ("https://one.example/feed", "guid:два", second.id)
    assert (traced.article.title, traced.from_feed, traced.from_page) == ("два", len(second.text), None)
    (told,) = traced.messages
    assert (told.state, told.message_id, told.settled_at, told.is_digest) == ("sent", 77, scene.now, False)
    (joined,) = traced.stories
    assert (joined.id, joined.scope, joined.is_development) == (story, EVERYBODY, True)
    assert [(url, one.title) for url, one in joined.earlier] == [("https://one.example/раз", "раз")]
    (began,) = (await _trace(scene, "раз")).articles
    assert began.stories[0].earlier == ()
    assert (began.messages, began.mentions) == ((), ())


async def test_a_digest_is_named_as_such(scene: Scene) -> None:
    await _chat(scene)
    for article in await scene.publish("раз", "два"):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(15))
    (dispatch,) = await scene.dispatches()
    assert isinstance(dispatch.content, Digest)
    await scene.settle(dispatch, Sent(5))
    (traced,) = (await _trace(scene, "раз")).articles
    assert [(one.is_digest, one.message_id) for one in traced.messages] == [(True, 5)]


@pytest.mark.parametrize("is_news", [False, True])
async def test_what_is_withheld_has_its_reason(scene: Scene, *, is_news: bool) -> None:
    await _chat(scene)
    await scene.poll(await scene.claim_source(), "раз", is_news=is_news)
    (traced,) = (await _trace(scene, "раз")).articles
    assert (traced.is_news, traced.withheld) == (is_news, None if is_news else Withheld.BASELINE)
    assert traced.is_waiting


async def test_what_no_source_lists_any_longer_is_found_by_its_address(scene: Scene) -> None:
    await _chat(scene)
    (article,) = await scene.publish("раз")
    found = await _trace(scene, "раз", key="guid:другое")
    assert found.sightings == ()
    assert [one.id for one in found.articles] == [article.id]


async def test_what_nobody_has_seen_is_not_there(scene: Scene) -> None:
    await _chat(scene)
    assert await _trace(scene, "нигде") == Trace((), ())
