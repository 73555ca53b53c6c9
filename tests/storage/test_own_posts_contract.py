"""Channels that the bot administers as sources: who reads them, and how their posts become articles."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.articles.own_posts import record_of
from bot.articles.retitling import is_retitled
from bot.errors import QuotaReached
from bot.model import (
    GATHERED_FOR,
    NO_QUOTAS,
    ChannelToRead,
    Chat,
    ChatKind,
    NewSource,
    Notice,
    OwnPost,
    Quotas,
    Sent,
    SourceId,
)
from tests.storage.scene import Scene, story_in

_CHANNEL = -1_001_234_567_890
_ADDRESS = "https://t.me/c/1234567890"


async def _channel(scene: Scene, *owners: Chat, telegram_id: int = _CHANNEL) -> Chat:
    """A channel that these people have connected."""
    channel = await scene.chat(telegram_id, ChatKind.CHANNEL)
    for owner in owners:
        await scene.storage.connect(owner.key, channel.key)
    return channel


async def _read(scene: Scene, owner: Chat, channel: Chat, quotas: Quotas = NO_QUOTAS) -> SourceId | None:
    wanted = ChannelToRead(channel.key, _ADDRESS)
    return await scene.storage.read_channel(owner.key, wanted, scene.now, scene.cause(), quotas)


def _post(scene: Scene, number: int, markup: str = "", **said: object) -> OwnPost:
    post = OwnPost(
        channel_id=_CHANNEL,
        channel_title="Оборона",
        address=_ADDRESS,
        message_id=number,
        album="",
        markup=markup,
        at=scene.now,
        changed_at=scene.now,
        is_protected=False,
    )
    return replace(post, **said)  # type: ignore[arg-type]


async def _keep(scene: Scene, *posts: OwnPost) -> None:
    for post in posts:
        assert await scene.storage.keep_own_post(post, scene.now)


async def _record(scene: Scene) -> int:
    """Record all posts that are gathered by now; how many there were."""
    posts = await scene.storage.gathered_posts(scene.now, 100)
    for post in posts:
        await scene.storage.record_own_post(record_of(post, scene.now), is_retitled)
    return len(posts)


async def _gather(scene: Scene, *posts: OwnPost) -> int:
    await _keep(scene, *posts)
    scene.now += GATHERED_FOR
    return await _record(scene)


async def _listed(scene: Scene, source: SourceId | None, chat: Chat) -> list[str]:
    return [one.title for one in await scene.storage.newest_items(source or SourceId(0), chat.key, 10)]


async def test_only_what_somebody_reads_is_kept(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna)
    assert not await scene.storage.keep_own_post(_post(scene, 5, "Раз."), scene.now)
    assert await _read(scene, boris, channel) is None
    source = await _read(scene, anna, channel)
    assert source is not None
    assert await _read(scene, anna, channel) == source
    assert [one.source for one in await scene.storage.own_channels(anna.key)] == [source]
    assert await scene.storage.own_channels(boris.key) == []
    (own,) = await scene.storage.watched_sources(anna.key)
    assert (own.url, own.title, own.is_own_channel) == (_ADDRESS, channel.title, True)
    assert await _gather(scene, _post(scene, 6, "Два.")) == 1
    assert await _listed(scene, source, anna) == ["Два."]
    assert await _listed(scene, source, boris) == []
    await scene.storage.drop_sources([source], anna.key, scene.now, scene.cause())
    assert not await scene.storage.keep_own_post(_post(scene, 7, "Три."), scene.now)


async def test_it_is_never_polled_and_nobody_else_comes_to_it(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    source = await _read(scene, anna, await _channel(scene, anna))
    await scene.storage.add_source(NewSource(_ADDRESS), boris.key, scene.now, scene.cause())
    assert source not in [one.id for one in await scene.storage.watched_sources(boris.key)]
    await scene.storage.share_sources([NewSource(_ADDRESS, pack="p")], scene.now)
    viktor = await scene.chat(3)
    assert [one.is_own_channel for one in await scene.storage.watched_sources(viktor.key)] == [False]
    scene.later(days=20)
    claimed = await scene.storage.claim_due_sources(scene.now, 10, scene.lease())
    assert source not in [one.id for one in claimed]
    assert source not in [one.id for one in await scene.storage.known_sources()]
    assert source not in [one.id for one in await scene.storage.known_sources(broken=True)]


async def test_it_counts_as_a_source_of_the_reader(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.source(anna)
    with pytest.raises(QuotaReached):
        await _read(scene, anna, channel, Quotas(sources=1))
    assert [one.source for one in await scene.storage.own_channels(anna.key)] == [None]


async def test_a_post_is_an_article_when_its_parts_had_time_to_come(scene: Scene) -> None:
    anna = await scene.chat(1)
    source = await _read(scene, anna, await _channel(scene, anna))
    await _keep(scene, _post(scene, 7, album="x"), _post(scene, 6, "Первое. Второе.", album="x"))
    scene.later(seconds=1)
    await _keep(scene, _post(scene, 8, album="x"))
    scene.later(seconds=1.5)
    assert await _record(scene) == 0
    scene.later(seconds=0.5)
    assert await _record(scene) == 1
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert (article.title, article.text, article.url) == ("Первое.", "Первое. Второе.", f"{_ADDRESS}/6")
    assert (article.is_news, article.source_title, article.source_id) == (True, "Оборона", source)
    assert await _record(scene) == 0


async def test_an_edit_of_a_part_edits_the_article(scene: Scene) -> None:
    anna = await scene.chat(1)
    source = await _read(scene, anna, await _channel(scene, anna))
    album = [_post(scene, 6, "Первое.", album="x"), _post(scene, 7, "Второе.", album="x")]
    await _gather(scene, *album)
    (first,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert first.text == "Первое.\nВторое."
    await scene.record(first)
    scene.later(minutes=5)
    edited = replace(album[1], markup="Третье.", changed_at=scene.now)
    await _gather(scene, edited)
    (again,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert (again.id, again.text) == (first.id, "Первое.\nТретье.")
    await scene.record(again)
    # The same once more, an older version, and one that looks otherwise but says the same.
    await _keep(scene, edited, album[1], replace(edited, markup="<b>Третье.</b>", changed_at=scene.now))
    scene.later(minutes=5)
    await _record(scene)
    assert await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()) == []
    # The text is gone: what was told stays.
    await _gather(scene, *(replace(one, markup="", changed_at=scene.now) for one in album))
    assert await _listed(scene, source, anna) == ["Первое."]


async def test_what_comes_while_a_post_is_being_recorded_is_not_lost(scene: Scene) -> None:
    anna = await scene.chat(1)
    await _read(scene, anna, await _channel(scene, anna))
    await _keep(scene, post := _post(scene, 6, "Раз."))
    scene.now += GATHERED_FOR
    (gathered,) = await scene.storage.gathered_posts(scene.now, 10)
    await _keep(scene, replace(post, markup="Два.", changed_at=scene.now))
    assert not await scene.storage.record_own_post(record_of(gathered, scene.now))
    scene.now += GATHERED_FOR
    await _record(scene)
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert article.title == "Два."


async def test_what_is_old_is_no_news(scene: Scene) -> None:
    anna = await scene.chat(1)
    before = scene.now - timedelta(minutes=1)
    source = await _read(scene, anna, await _channel(scene, anna))
    await _gather(scene, _post(scene, 3, "До подключения.", at=before), _post(scene, 4, "Потом."))
    scene.later(days=4)
    await _gather(scene, _post(scene, 5, "Подпись к старой картинке.", at=scene.now - timedelta(days=3.5)))
    waiting = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    assert {one.title: one.is_news for one in waiting} == {
        "До подключения.": False,
        "Потом.": True,
        "Подпись к старой картинке.": False,
    }
    assert len(await _listed(scene, source, anna)) == 3


async def test_what_dozor_has_posted_is_no_source_also_if_its_number_is_not_known_yet(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.source(anna)
    source = await _read(scene, anna, channel)
    await scene.subscribe(anna, target=channel)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (sending,) = await scene.dispatches()
    await _gather(scene, _post(scene, 77, "раз: пост, который ушёл сам"))
    assert await _listed(scene, source, anna) == []
    await scene.settle(sending, Sent(77))
    scene.now += GATHERED_FOR
    assert await _record(scene) == 1
    assert await _record(scene) == 0
    await _gather(scene, _post(scene, 77, "раз: его же изменили"), _post(scene, 78, "А это человек."))
    assert await _listed(scene, source, anna) == ["А это человек."]


async def test_a_send_that_never_ends_holds_a_post_up_for_a_minute(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.source(anna)
    source = await _read(scene, anna, channel)
    await scene.subscribe(anna, target=channel)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    await scene.dispatches()
    began = scene.now
    await _gather(scene, _post(scene, 78, "Это человек."))
    while not await _listed(scene, source, anna):
        scene.now += GATHERED_FOR
        await _record(scene)
    assert timedelta(seconds=55) < scene.now - began < timedelta(seconds=70)


async def test_it_is_told_who_reads_it_and_not_in_the_channel_itself(scene: Scene) -> None:
    anna, boris, viktor = await scene.chat(1), await scene.chat(2), await scene.chat(3)
    channel = await _channel(scene, anna, boris)
    for person in (anna, boris, viktor):
        await scene.subscribe(person)
    await scene.subscribe(anna, target=channel)
    await _read(scene, anna, channel)
    await _gather(scene, _post(scene, 5, "Коалиция."))
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (told,) = await scene.dispatches()
    assert (told.chat.key, story_in(told).url) == (anna.key, f"{_ADDRESS}/5")


async def test_who_is_no_longer_connected_hears_and_sees_nothing_more(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    channel = await _channel(scene, anna, boris)
    for person in (anna, boris):
        await scene.subscribe(person)
        await _read(scene, person, channel)
    (own,) = {one.source for one in await scene.storage.own_channels(anna.key)}
    await _gather(scene, _post(scene, 5, "Коалиция."), _post(scene, 6, "Другая коалиция."))
    first, second = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(first, "коалиция")
    await scene.fan_out()
    for dispatch in await scene.dispatches():
        await scene.settle(dispatch, Sent(dispatch.chat.telegram_id))
    await scene.record(second, "коалиция")
    await scene.fan_out()
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    scene.later(minutes=30)
    await scene.fan_out()
    (told,) = await scene.dispatches()
    assert told.chat.key == boris.key
    await scene.settle(told, Sent(9))
    assert [one.id for one in await scene.storage.watched_sources(anna.key)] == []
    # Neither the button that takes a removal back, nor the old message shows more.
    assert (await scene.storage.restore_sources(_ms(scene), anna.key, scene.now, scene.cause())).added == 0
    await _gather(scene, _post(scene, 5, "Отставка.", changed_at=scene.now))
    (again,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(again, story=again.story_id)
    scene.later(minutes=30)
    edits = await scene.storage.claim_edits(scene.now, 10, scene.lease())
    assert [one.chat.key for one in edits] == [boris.key]
    # It is still read by the other one, until the bot is removed.
    assert [one.source for one in await scene.storage.own_channels(boris.key)] == [own]
    await scene.storage.leave_channel(channel.key, Notice("own-channel-left", {"title": "X"}), scene.now)
    assert [one.source for one in await scene.storage.own_channels(boris.key)] == [None]
    assert not await scene.storage.keep_own_post(_post(scene, 9, "Девять."), scene.now)
    scene.later(minutes=30)
    notices = [one for one in await scene.dispatches() if isinstance(one.content, Notice)]
    assert [one.chat.key for one in notices] == [boris.key]


def _ms(scene: Scene) -> int:
    return int((scene.now - timedelta(minutes=30)).timestamp() * 1_000)


async def test_who_stops_and_reads_again_misses_nothing(scene: Scene) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await scene.subscribe(anna)
    source = await _read(scene, anna, channel)
    assert source is not None
    await _gather(scene, _post(scene, 5, "Коалиция."))
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(article, "коалиция")
    await scene.fan_out()
    await scene.storage.drop_sources([source], anna.key, scene.now, scene.cause())
    await scene.fan_out()
    assert await scene.dispatches() == []
    assert await _read(scene, anna, channel) == source
    await scene.fan_out()
    (told,) = await scene.dispatches()
    assert story_in(told).article.title == "Коалиция."


async def test_nothing_of_it_outlasts_its_articles(scene: Scene, database: Path) -> None:
    anna = await scene.chat(1)
    channel = await _channel(scene, anna)
    await _read(scene, anna, channel)
    await _gather(scene, _post(scene, 5, "Раз."), _post(scene, 6, album="x"))
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    await scene.record(article)
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    await scene.source(anna)  # the last row of a table stays
    for _ in range(3):
        scene.later(days=100)
        await scene.storage.tidy(scene.now)
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT count(*) FROM own_posts").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM sources WHERE channel_key IS NOT NULL").fetchone() == (0,)
