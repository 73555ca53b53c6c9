"""How much a subscription brings is looked at, and what many outlets report does not wait for the digest."""

from datetime import datetime, timedelta

import pytest

from bot.delivery.breadth import GATHERED
from bot.model import AS_THE_CHAT, Haste, Load, LoadVerdict, Manner, Notice, Rhythm
from tests.storage.reader import Reader
from tests.storage.scene import Scene


@pytest.fixture
async def reader(scene: Scene) -> Reader:
    return Reader(scene, await scene.chat())


async def _looked(reader: Reader, verdict: LoadVerdict) -> list[Load]:
    """What is looked at now."""
    loads: list[Load] = []

    def judge(load: Load, _: datetime) -> LoadVerdict:
        loads.append(load)
        return verdict

    while await reader.scene.storage.judge_loads(reader.scene.now, 1, judge):
        pass
    return loads


async def test_five_outlets_within_the_hour_take_a_story_out_of_the_digest(reader: Reader) -> None:
    await reader.wants(много=GATHERED)
    story = await reader.hears("раз", "много")
    await reader.hears("другое", "много")
    for number in range(3):
        await reader.hears(f"ещё {number}", "много", of=story)
    assert await reader.titles() == []
    await reader.hears("пятое", "много", of=story)
    assert await reader.titles() == [["раз"]]
    reader.scene.later(hours=2)
    assert await reader.titles() == [["другое"]]


async def test_reports_of_other_hours_and_for_who_chose_a_digest_do_not_count(reader: Reader) -> None:
    await reader.wants(много=Manner(Rhythm.DAILY, lifts=True), час=Manner(Rhythm.DAILY))
    story = await reader.hears("раз", "много")
    chosen = await reader.hears("два", "час")
    for number in range(3):
        await reader.hears(f"ещё {number}", "много", of=story)
    for number in range(6):
        await reader.hears(f"и ещё {number}", "час", of=chosen)
    reader.scene.later(hours=1, minutes=1)
    await reader.hears("пятое", "много", of=story)
    assert await reader.titles() == []


async def test_what_a_subscription_has_brought_is_looked_at_when_it_is_due(reader: Reader) -> None:
    await reader.wants(нефть=AS_THE_CHAT)
    for title in ("раз", "два"):
        await reader.hears(title, "нефть")
    await reader.titles()
    await reader.hears("три", "нефть")
    reader.scene.later(minutes=5)
    again = LoadVerdict(reader.scene.now + timedelta(days=7))
    load = Load("нефть", 3, 2, timedelta(minutes=5), AS_THE_CHAT, Haste.AT_ONCE, silent=False)
    assert await _looked(reader, again) == [load]
    reader.scene.later(days=6)
    assert await _looked(reader, again) == []
    reader.scene.later(days=1)
    (later,) = await _looked(reader, LoadVerdict(reader.scene.now + timedelta(days=1)))
    assert (later.stories, later.messages) == (0, 0)


async def test_a_verdict_is_carried_out_and_its_owner_hears_of_it(reader: Reader) -> None:
    await reader.wants(нефть=AS_THE_CHAT)
    await reader.hears("раз", "нефть")
    told = Notice("load-gathered", {"text": "нефть"}, answers=("load-main",))
    await _looked(reader, LoadVerdict(reader.scene.now + timedelta(days=7), told, GATHERED))
    (one,) = await reader.scene.storage.subscriptions(reader.chat.key)
    assert (one.manner, one.haste, one.silent) == (GATHERED, Haste.HOURLY, True)
    (dispatch,) = await reader.scene.dispatches()
    assert dispatch.content == Notice("load-gathered", {"text": "нефть"}, answers=("load-main",), about=one.id)


async def test_nobody_is_told_of_what_is_removed(reader: Reader) -> None:
    await reader.wants(нефть=AS_THE_CHAT)
    removed = reader.subscriptions["нефть"]
    assert await reader.scene.storage.unsubscribe(removed, reader.chat.key, reader.scene.now, reader.scene.cause())
    await _looked(reader, LoadVerdict(reader.scene.now + timedelta(days=7), Notice("load-gathered"), GATHERED))
    assert await reader.scene.dispatches() == []
