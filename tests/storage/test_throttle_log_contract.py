from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.model import DeliveryOutcome, Notice, Postponed, PutBack, Sent, Written
from bot.ports import Storage
from tests.storage.conftest import START
from tests.storage.scene import Scene

_MINUTE = timedelta(minutes=1)


async def _chats_written_to(storage: Storage, scene: Scene) -> list[int]:
    return [one.chat_id for one in await storage.recall_writes(scene.now - _MINUTE, scene.now)]


async def test_answers_and_news_are_remembered_and_what_was_not_tried_is_not(scene: Scene) -> None:
    await scene.storage.note_write(Written(100, scene.now - 2 * _MINUTE))
    await scene.storage.note_write(Written(100, scene.now))
    outcomes: dict[int, DeliveryOutcome] = {1: Sent(7), 2: Postponed(scene.now, "502"), 3: PutBack(scene.now + _MINUTE)}
    for telegram_id, outcome in outcomes.items():
        await scene.storage.notify((await scene.chat(telegram_id)).key, Notice("start"), scene.now)
        (dispatch,) = await scene.dispatches()
        await scene.settle(dispatch, outcome, minutes=5)
    assert sorted(await _chats_written_to(scene.storage, scene)) == [1, 2, 100]


async def test_what_is_put_back_is_as_if_it_had_not_been_claimed(scene: Scene) -> None:
    await scene.storage.notify((await scene.chat()).key, Notice("start"), scene.now)
    (first,) = await scene.dispatches()
    await scene.settle(first, PutBack(scene.now + _MINUTE), minutes=5)
    assert await scene.dispatches() == []
    scene.later(minutes=1)
    (again,) = await scene.dispatches()
    assert (again.id, again.attempts) == (first.id, 1)


async def test_a_chat_that_an_answer_was_refused_for_gets_no_news_meanwhile(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.storage.leave_chat_alone(chat.telegram_id, scene.now + _MINUTE)
    await scene.storage.notify(chat.key, Notice("start"), scene.now)
    assert await scene.dispatches() == []
    assert await scene.storage.chats_left_alone(scene.now) == {chat.telegram_id: scene.now + _MINUTE}
    scene.later(minutes=1)
    assert len(await scene.dispatches()) == 1
    assert await scene.storage.chats_left_alone(scene.now) == {}


@pytest.mark.parametrize("later", [2 * _MINUTE, timedelta(days=400), timedelta(days=-1)], ids=str)
async def test_what_was_under_way_at_a_kill_counts_as_written_at_the_start(
    open_again: Callable[[], Storage], later: timedelta
) -> None:
    async with open_again() as storage:
        scene = Scene(storage, START)
        await storage.notify((await scene.chat()).key, Notice("start"), scene.now)
        assert len(await scene.dispatches()) == 1
    scene.now += later
    for _ in range(2):
        async with open_again() as storage:
            assert await storage.recall_writes(scene.now - _MINUTE, scene.now) == [Written(100, scene.now)]


@pytest.mark.parametrize("later", [timedelta(minutes=10), timedelta(days=400)], ids=str)
async def test_what_was_written_before_the_clock_was_set_ahead_is_not_taken_for_long_ago(
    scene: Scene, later: timedelta
) -> None:
    seconds = timedelta(seconds=1)
    for ago in (90, 20, 5):
        await scene.storage.note_write(Written(ago, scene.now - ago * seconds))
    now = scene.now + later
    recalled = await scene.storage.recall_writes(now - _MINUTE, now)
    assert [(one.chat_id, now - one.at) for one in recalled] == [(20, 15 * seconds), (5, 0 * seconds)]
