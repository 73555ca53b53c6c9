"""How much one chat may have and add."""

from datetime import timedelta

import pytest

from bot.errors import QuotaReached
from bot.model import AddedSources, Chat, ChatKind, Limit, NewSource, Quotas, SubscribeIntent, TakenOver
from tests.storage.scene import Scene

_OF_SUBSCRIPTIONS = Quotas(subscriptions=2)
_OF_SOURCES = Quotas(sources=3)
_OF_A_DAY = Quotas(new_sources=3)
_OF_A_SITE = Quotas(new_sources=100, new_of_site=2)


async def _add(scene: Scene, chat: Chat, quotas: Quotas, *names: str) -> AddedSources:
    new = [NewSource(f"https://{name}.example/feed", site=name.split(".")[-1]) for name in names]
    return await scene.storage.add_sources(new, chat.key, scene.now, scene.cause(), quotas)


async def _drop_all(scene: Scene, chat: Chat) -> None:
    watched = [one.id for one in await scene.storage.watched_sources(chat.key)]
    await scene.storage.drop_sources(watched, chat.key, scene.now, scene.cause())


async def _subscribe(scene: Scene, owner: Chat, query: str, target: Chat | None = None) -> bool:
    intent = SubscribeIntent(owner.key, (target or owner).key, 0, query, query)
    return (await scene.storage.subscribe(intent, scene.now, scene.cause(), _OF_SUBSCRIPTIONS)).is_new


async def test_a_chat_has_so_many_sources_and_packs_do_not_count(scene: Scene) -> None:
    chat = await scene.chat()
    pack = [NewSource(f"https://p{number}.example/feed", pack="ru/one") for number in range(5)]
    await scene.storage.share_sources(pack, scene.now)
    await scene.storage.mute_pack("ru/one", chat.key, muted=True)
    await scene.storage.add_sources(pack, chat.key, scene.now, scene.cause(), _OF_SOURCES)
    assert await _add(scene, chat, _OF_SOURCES, "a", "b", "c", "d", "e") == AddedSources(3, {Limit.SOURCES: 2})
    assert await _add(scene, chat, _OF_SOURCES, "a", "p1") == AddedSources(0, {}), "what it watches already"
    with pytest.raises(QuotaReached) as reached:
        await scene.storage.add_source(
            NewSource("https://d.example/feed"), chat.key, scene.now, scene.cause(), _OF_SOURCES
        )
    assert reached.value.limit == Limit.SOURCES
    assert len(await scene.storage.watched_sources(chat.key)) == 5 + 3
    await scene.storage.drop_sources(["https://a.example/feed"], chat.key, scene.now, scene.cause())
    assert await _add(scene, chat, _OF_SOURCES, "d") == AddedSources(1, {})


async def test_who_is_above_keeps_what_there_is(scene: Scene) -> None:
    chat = await scene.chat()
    await _add(scene, chat, Quotas(), "a", "b", "c", "d")
    assert await _add(scene, chat, _OF_SOURCES, "a", "e") == AddedSources(0, {Limit.SOURCES: 1})
    assert len(await scene.storage.watched_sources(chat.key)) == 4


async def test_what_is_removed_again_counts_still_for_a_day(scene: Scene) -> None:
    chat, another = await scene.chat(1), await scene.chat(2)
    assert await _add(scene, chat, _OF_A_DAY, "a", "b") == AddedSources(2, {})
    await _drop_all(scene, chat)
    scene.later(hours=12)
    assert await _add(scene, chat, _OF_A_DAY, "c", "d") == AddedSources(1, {Limit.NEW_SOURCES: 1})
    assert await _add(scene, chat, _OF_A_DAY, "a") == AddedSources(1, {}), "it is none that is new"
    assert await _add(scene, another, _OF_A_DAY, "d") == AddedSources(1, {})
    scene.later(hours=12)
    assert await _add(scene, chat, _OF_A_DAY, "d", "e", "f") == AddedSources(2, {Limit.NEW_SOURCES: 1})


async def test_so_many_of_one_site_are_new_in_a_day(scene: Scene) -> None:
    chat = await scene.chat()
    named = ("a.one", "b.one", "c.one", "a.two")
    assert await _add(scene, chat, _OF_A_SITE, *named) == AddedSources(3, {Limit.NEW_OF_SITE: 1})
    await _drop_all(scene, chat)
    assert await _add(scene, chat, _OF_A_SITE, "d.one") == AddedSources(0, {Limit.NEW_OF_SITE: 1})
    scene.later(days=1)
    await scene.storage.tidy(scene.now)
    assert await _add(scene, chat, _OF_A_SITE, "d.one") == AddedSources(1, {})


async def test_the_count_of_a_day_outlives_a_move_of_the_group_and_a_restart(scene: Scene) -> None:
    group, stranger = await scene.chat(-1, ChatKind.GROUP), await scene.chat(-1001, ChatKind.SUPERGROUP)
    await _add(scene, group, _OF_A_DAY, "a", "b")
    await _add(scene, stranger, _OF_A_DAY, "b", "c")
    await scene.storage.move_chat(-1, -1001)
    await _drop_all(scene, group)
    await scene.storage.__aexit__(None, None, None)
    await scene.storage.__aenter__()
    assert await _add(scene, group, _OF_A_DAY, "d") == AddedSources(0, {Limit.NEW_SOURCES: 1})


async def test_a_clock_that_was_wrong_does_not_make_a_day_longer(scene: Scene) -> None:
    chat = await scene.chat()
    scene.later(days=400)
    await _add(scene, chat, _OF_A_DAY, "a", "b", "c")
    scene.later(days=-400)
    await scene.storage.bring_back(scene.now, timedelta(days=400))
    assert await _add(scene, chat, _OF_A_DAY, "d") == AddedSources(0, {Limit.NEW_SOURCES: 1})
    scene.later(days=1)
    assert await _add(scene, chat, _OF_A_DAY, "d") == AddedSources(1, {})


async def test_a_chat_has_so_many_subscriptions_wherever_they_are_told(scene: Scene) -> None:
    anna, boris, channel = await scene.chat(1), await scene.chat(2), await scene.chat(-3, ChatKind.CHANNEL)
    assert await _subscribe(scene, anna, "один")
    assert await _subscribe(scene, anna, "два", channel)
    for target in (anna, channel):
        with pytest.raises(QuotaReached) as reached:
            await _subscribe(scene, anna, "три", target)
        assert reached.value.limit == Limit.SUBSCRIPTIONS
    assert not await _subscribe(scene, anna, "два", channel), "it is there"
    assert await _subscribe(scene, boris, "три")
    (one, _) = await scene.storage.subscriptions(anna.key)
    await scene.storage.unsubscribe(one.id, anna.key, scene.now, scene.cause())
    assert await _subscribe(scene, anna, "три")


async def test_so_many_subscriptions_are_taken_over_as_there_is_room_for(scene: Scene) -> None:
    anna, boris, channel = await scene.chat(1), await scene.chat(2), await scene.chat(-3, ChatKind.CHANNEL)
    for owner in (anna, boris):
        await scene.storage.connect(owner.key, channel.key)
    for query in ("один", "два", "три"):
        await scene.subscribe(anna, query, target=channel)
    await scene.subscribe(boris, "четыре")
    await scene.storage.disconnect(anna.key, channel.key, scene.now, {})
    assert await _subscribe(scene, boris, "один", channel), "it is suspended, and his now"
    with pytest.raises(QuotaReached):
        await _subscribe(scene, boris, "два", channel)
    assert await scene.storage.take_over(boris.key, channel.key, Quotas(subscriptions=3)) == TakenOver(1, 1)
    assert await scene.storage.take_over(boris.key, channel.key) == TakenOver(1, 0)
    assert len(await scene.storage.subscriptions(boris.key)) == 4
