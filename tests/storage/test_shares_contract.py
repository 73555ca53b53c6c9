"""Whose sources of a host are polled when the host has more than its limit allows."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Chat, HostShare, NewSource, PollRecord
from tests.storage.scene import Scene

_SPACING_S = 1
_DUE_AGAIN_S = 5


async def _add(scene: Scene, chat: Chat, name: str, count: int = 1, host: str = "one.example") -> None:
    new = [NewSource(f"https://{host}/{name}/{number}") for number in range(count)]
    await scene.storage.add_sources(new, chat.key, scene.now, scene.cause())


async def _share(scene: Scene, name: str) -> None:
    await scene.storage.share_sources([NewSource(f"https://one.example/{name}/0", pack="ru/one")], scene.now)


async def _polled(scene: Scene, seconds: int) -> Counter[str]:
    """How often sources were polled, by the parts of their paths that stand for who has added them."""
    polled: Counter[str] = Counter()
    for _ in range(seconds):
        for source in await scene.storage.claim_due_sources(
            scene.now, 10, scene.lease(), HostShare(spacing_s=_SPACING_S)
        ):
            polled[source.url.split("/")[3]] += 1
            state = replace(source.state, next_poll_at=scene.now + timedelta(seconds=_DUE_AGAIN_S))
            await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state))
        scene.later(seconds=_SPACING_S)
    return polled


async def test_two_polls_in_three_are_of_what_is_shared(scene: Scene) -> None:
    anna, boris, vera = [await scene.chat(number) for number in (1, 2, 3)]
    await _add(scene, anna, "anna", 200)
    for chat in (boris, vera):
        await _add(scene, chat, "both", 10)
    await _share(scene, "pack")
    polled = await _polled(scene, 60)
    assert polled["both"] + polled["pack"] == 40
    assert polled["pack"] >= 1
    assert polled["anna"] == 20


async def test_who_adds_very_many_has_one_share_of_what_is_left(scene: Scene) -> None:
    crowd = [await scene.chat(number) for number in range(1, 5)]
    for chat, name, count in zip(crowd, "abcd", (300, 10, 10, 10), strict=True):
        await _add(scene, chat, name, count)
    polled = await _polled(scene, 40)
    assert polled.total() == 40
    assert all(9 <= polled[name] <= 11 for name in "abcd"), polled


async def test_a_single_source_is_polled_when_it_is_due_beside_very_many(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    await _add(scene, anna, "anna", 300)
    await _add(scene, boris, "boris")
    polled = await _polled(scene, 120)
    assert polled["boris"] >= 120 / _DUE_AGAIN_S / 2
    assert polled.total() == 120


@pytest.mark.parametrize("shared", [True, False])
async def test_what_one_kind_has_no_use_for_is_the_others(scene: Scene, shared: bool) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    for chat in (anna, boris) if shared else (anna,):
        await _add(scene, chat, "these", 100)
    assert await _polled(scene, 20) == {"these": 20}


async def test_whose_a_source_is_follows_whoever_watches_it(scene: Scene) -> None:
    """It is shared as long as several chats watch it, or a pack has it."""
    anna, boris, vera = [await scene.chat(number) for number in (1, 2, 3)]
    await _add(scene, vera, "vera", 100)
    await _add(scene, anna, "some", 100)
    assert 9 <= (await _polled(scene, 20))["some"] <= 11
    await _add(scene, boris, "some", 100)
    assert (await _polled(scene, 30))["some"] == 20
    named = [f"https://one.example/some/{number}" for number in range(100)]
    await scene.storage.drop_sources(named, anna.key, scene.now, scene.cause())
    await scene.end_removals()
    assert 9 <= (await _polled(scene, 20))["some"] <= 11
    await scene.storage.share_sources([NewSource(url, pack="ru/one") for url in named], scene.now)
    assert (await _polled(scene, 30))["some"] == 20
    for url in named:
        await scene.storage.unshare_source(url)
    assert 9 <= (await _polled(scene, 20))["some"] <= 11
    await scene.storage.move_chat(boris.telegram_id, 4)
    await scene.storage.drop_sources(named, boris.key, scene.now, scene.cause())
    await scene.end_removals()
    assert await _polled(scene, 20) == {"vera": 20}


async def test_a_turn_that_was_had_in_the_future_keeps_nobody_waiting(scene: Scene) -> None:
    anna, boris = await scene.chat(1), await scene.chat(2)
    scene.later(days=1)
    await _add(scene, anna, "anna", 100)
    await _polled(scene, 1)
    scene.later(days=-1)
    await scene.storage.bring_back(scene.now, timedelta(days=1))
    await _add(scene, boris, "boris", 100)
    assert 9 <= (await _polled(scene, 20))["anna"] <= 11
