"""Leases go by their run's own clock: changes to the time of day neither end nor extend them."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from bot.model import BootId, Lease, Notice, Sent, TellOne
from tests.storage.conftest import START
from tests.storage.scene import Scene

_LASTS = timedelta(minutes=5)
_BOOT = BootId("this run")

Claim = Callable[[Scene, datetime, Lease], Awaitable[int]]
"""How many were claimed at a time of day, with a lease."""


async def _sources(scene: Scene, now: datetime, lease: Lease) -> int:
    return len(await scene.storage.claim_due_sources(now, 10, lease))


async def _articles(scene: Scene, now: datetime, lease: Lease) -> int:
    return len(await scene.storage.claim_waiting_articles(now, 10, lease))


async def _dispatches(scene: Scene, now: datetime, lease: Lease) -> int:
    return len(await scene.storage.claim_dispatches(now, 10, lease, lambda *_: TellOne()))


async def _edits(scene: Scene, now: datetime, lease: Lease) -> int:
    return len(await scene.storage.claim_edits(now, 10, lease))


async def _source_is_due(scene: Scene) -> None:
    await scene.source(await scene.chat())


async def _article_waits(scene: Scene) -> None:
    await _source_is_due(scene)
    await scene.poll(await scene.claim_source(), "раз")


async def _dispatch_is_due(scene: Scene) -> None:
    await scene.storage.notify((await scene.chat()).key, Notice("start"), scene.now)


async def _post_is_behind(scene: Scene) -> None:
    chat = await scene.chat()
    for site in ("one", "two"):
        await scene.source(chat, f"https://{site}.example/feed")
    await scene.subscribe(chat)
    (first,) = await scene.publish("раз")
    await scene.record(first, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    (second,) = await scene.publish("два")
    await scene.record(second, story=await scene.story_of(first))
    scene.later(minutes=2)


_WORK = pytest.mark.parametrize(
    ("make_due", "claim"),
    [
        (_source_is_due, _sources),
        (_article_waits, _articles),
        (_dispatch_is_due, _dispatches),
        (_post_is_behind, _edits),
    ],
)


@_WORK
@pytest.mark.parametrize("leap", [timedelta(days=400), timedelta(hours=1), timedelta(minutes=-1)])
async def test_what_is_worked_on_is_claimed_by_nobody_else_when_the_time_of_day_leaps(
    scene: Scene, make_due: Callable[[Scene], Awaitable[None]], claim: Claim, leap: timedelta
) -> None:
    await make_due(scene)
    steady = START
    assert await claim(scene, scene.now, Lease.taken(_BOOT, steady, _LASTS)) == 1
    steady += timedelta(minutes=4)
    assert await claim(scene, scene.now + leap, Lease.taken(_BOOT, steady, _LASTS)) == 0


@_WORK
async def test_what_was_left_lying_is_claimed_again_in_time_though_the_time_of_day_leapt(
    scene: Scene, make_due: Callable[[Scene], Awaitable[None]], claim: Claim
) -> None:
    await make_due(scene)
    steady = START + timedelta(days=1)  # that is what time it was when the run began; the clock was set right since
    assert await claim(scene, scene.now, Lease.taken(_BOOT, steady, _LASTS)) == 1
    assert await claim(scene, scene.now + _LASTS, Lease.taken(_BOOT, steady + _LASTS, _LASTS)) == 1


async def test_what_was_sent_under_a_lease_is_settled_by_it_however_the_time_of_day_leapt(scene: Scene) -> None:
    await _dispatch_is_due(scene)
    lease = Lease.taken(_BOOT, START, _LASTS)
    (dispatch,) = await scene.storage.claim_dispatches(scene.now, 10, lease, lambda *_: TellOne())
    scene.later(days=400)
    assert await _dispatches(scene, scene.now, Lease.taken(_BOOT, START + _LASTS / 2, _LASTS)) == 0
    await scene.settle(dispatch, Sent(1))
    assert await _dispatches(scene, scene.now, Lease.taken(_BOOT, START + 2 * _LASTS, _LASTS)) == 0


async def test_a_host_with_all_its_share_taken_is_asked_again_when_one_lease_lapses(scene: Scene) -> None:
    chat = await scene.chat()
    for number in range(6):
        await scene.source(chat, f"https://one.example/{number}")
    assert await _sources(scene, scene.now, Lease.taken(_BOOT, START, _LASTS)) == 4
    later = START + timedelta(minutes=1)
    assert await _sources(scene, scene.now + timedelta(days=400), Lease.taken(_BOOT, later, _LASTS)) == 0
    assert await _sources(scene, scene.now, Lease.taken(_BOOT, START + _LASTS, _LASTS)) == 4
