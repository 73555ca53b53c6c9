"""Times from a clock that was ahead delay nothing once it is corrected."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.delivery.outcome import after_sending
from bot.model import (
    AnyOf,
    Cause,
    Chat,
    ChatLost,
    Clue,
    DeliveryPreferences,
    HostShare,
    Notice,
    PollRecord,
    Postponed,
    QuietHours,
    Rhythm,
    Sent,
    SubscribeIntent,
    Term,
    Wait,
    Waiting,
    Written,
)
from bot.ports import Storage
from tests.storage.conftest import START
from tests.storage.scene import Scene, story_in

_MINUTE = timedelta(minutes=1)
_CLUE = Clue(7)
_AHEAD = [timedelta(minutes=30), timedelta(days=1), timedelta(days=400)]

ahead_by = pytest.mark.parametrize("ahead", _AHEAD, ids=str)


async def _set_right(scene: Scene, ahead: timedelta) -> None:
    """The clock is right again, and that is noticed at once."""
    scene.now -= ahead
    await scene.storage.bring_back(scene.now, ahead)


async def _chat_with_news(scene: Scene, *titles: str) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish(*titles):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    return chat


@ahead_by
async def test_a_source_is_polled_again_after_the_wait_that_was_left(scene: Scene, ahead: timedelta) -> None:
    scene.now += ahead
    await scene.source(await scene.chat())
    await scene.poll(await scene.claim_source())  # again in ten minutes
    scene.later(minutes=4)
    await _set_right(scene, ahead)
    assert await scene.storage.claim_due_sources(scene.now, 1, scene.lease()) == []
    scene.later(minutes=5)
    assert await scene.storage.claim_due_sources(scene.now, 1, scene.lease()) == []
    scene.later(minutes=1)
    assert len(await scene.storage.claim_due_sources(scene.now, 1, scene.lease())) == 1


@ahead_by
async def test_a_source_that_fails_is_tried_again_after_the_wait_that_was_left(scene: Scene, ahead: timedelta) -> None:
    scene.now += ahead
    await scene.source(await scene.chat())
    source = await scene.claim_source()
    state = replace(source.state, next_poll_at=scene.now + timedelta(hours=2), failures=3)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state))
    await _set_right(scene, ahead)
    scene.later(hours=1, minutes=59)
    assert await scene.storage.claim_due_sources(scene.now, 1, scene.lease()) == []
    scene.later(minutes=1)
    assert len(await scene.storage.claim_due_sources(scene.now, 1, scene.lease())) == 1


@ahead_by
async def test_a_host_is_left_alone_for_as_long_as_was_left(scene: Scene, ahead: timedelta) -> None:
    chat = await scene.chat()
    for number in range(2):
        await scene.source(chat, f"https://one.example/{number}")
    scene.now += ahead
    share = HostShare(spacing_s=10)
    assert len(await scene.storage.claim_due_sources(scene.now, 2, scene.lease(), share)) == 1
    await _set_right(scene, ahead)
    assert await scene.storage.claim_due_sources(scene.now, 2, scene.lease(), share) == []
    scene.later(seconds=10)
    assert len(await scene.storage.claim_due_sources(scene.now, 2, scene.lease(), share)) == 1


@ahead_by
async def test_a_chat_is_left_alone_for_as_long_as_was_left(scene: Scene, ahead: timedelta) -> None:
    await _chat_with_news(scene, "раз", "два")
    scene.now += ahead
    (first,) = await scene.dispatches()
    await scene.settle(first, Sent(1), seconds=3)
    await _set_right(scene, ahead)
    assert await scene.dispatches() == []
    scene.later(seconds=3)
    (second,) = await scene.dispatches()
    assert story_in(second).article.title == "два"


@ahead_by
async def test_what_is_tried_again_later_is_tried_again_after_the_wait_that_was_left(
    scene: Scene, ahead: timedelta
) -> None:
    chat = await scene.chat()
    scene.now += ahead
    await scene.storage.notify(chat.key, Notice("start"), scene.now)
    (first,) = await scene.dispatches()
    await scene.settle(first, Postponed(scene.now + 5 * _MINUTE, "502"))
    await _set_right(scene, ahead)
    assert await scene.storage.chats_left_alone(scene.now) == {100: scene.now + 5 * _MINUTE}
    assert await scene.dispatches() == []
    scene.later(minutes=5)
    assert [again.id for again in await scene.dispatches()] == [first.id]


@ahead_by
async def test_a_post_is_edited_after_the_wait_that_was_left(scene: Scene, ahead: timedelta) -> None:
    chat = await scene.chat()
    for site in ("one", "two"):
        await scene.source(chat, f"https://{site}.example/feed")
    await scene.subscribe(chat)
    scene.now += ahead
    (first,) = await scene.publish("раз")
    await scene.record(first, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    (second,) = await scene.publish("два")
    await scene.record(second, story=await scene.story_of(first))
    await _set_right(scene, ahead)
    assert await scene.storage.claim_edits(scene.now, 10, scene.lease()) == []
    scene.later(minutes=1)
    assert len(await scene.storage.claim_edits(scene.now, 10, scene.lease())) == 1


@ahead_by
async def test_what_is_owed_since_a_time_that_is_yet_to_come_goes_at_once(scene: Scene, ahead: timedelta) -> None:
    scene.now += ahead
    await _chat_with_news(scene, "раз")
    await _set_right(scene, ahead)
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).article.title == "раз"


@ahead_by
async def test_what_could_not_be_sent_goes_when_the_chat_is_back(scene: Scene, ahead: timedelta) -> None:
    scene.now += ahead
    await _chat_with_news(scene, "раз")
    (dispatch,) = await scene.dispatches()
    await _set_right(scene, ahead)
    await scene.settle(dispatch, ChatLost("blocked"))
    await scene.chat()
    (again,) = await scene.dispatches()
    assert story_in(again).article.title == "раз"


@ahead_by
async def test_what_waits_for_a_digest_is_looked_at_again(scene: Scene, ahead: timedelta) -> None:
    scene.now += ahead
    await _chat_with_news(scene, "раз")
    scene.plan = Wait(scene.now + timedelta(hours=1))
    assert await scene.dispatches() == []
    await _set_right(scene, ahead)
    asked: list[datetime] = []

    def plan(_: DeliveryPreferences, __: Waiting, now: datetime) -> Wait:
        asked.append(now)
        return Wait(now + timedelta(hours=1))

    assert await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan) == []
    assert asked == [scene.now]


@ahead_by
async def test_what_a_person_has_chosen_stays_as_it_is_written(scene: Scene, ahead: timedelta) -> None:
    chat = await scene.chat()
    scene.now += ahead
    chosen = DeliveryPreferences(
        zone="Europe/Kyiv",
        rhythm=Rhythm.DAILY,
        quiet=QuietHours(time(23), time(7)),
        paused_until=scene.now + timedelta(hours=3),
    )
    await scene.storage.set_preferences(chat.key, chosen)
    await _set_right(scene, ahead)
    await scene.storage.bring_back(scene.now)
    assert (await scene.chat()).preferences == chosen


@ahead_by
async def test_a_chat_is_not_taken_for_one_that_was_told_much_just_now(scene: Scene, ahead: timedelta) -> None:
    await _chat_with_news(scene, "раз", "два")
    scene.now += ahead
    (first,) = await scene.dispatches()
    await scene.settle(first, Sent(1))
    scene.later(minutes=7)
    await _set_right(scene, ahead)
    told: list[tuple[datetime, ...]] = []

    def plan(_: DeliveryPreferences, waiting: Waiting, now: datetime) -> Wait:
        told.append(waiting.sent_at)
        return Wait(now + _MINUTE)

    await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan)
    assert told == [(scene.now - 7 * _MINUTE,)]


@ahead_by
async def test_the_next_run_notices_that_the_clock_has_gone_back(
    open_again: Callable[[], Storage], ahead: timedelta
) -> None:
    async with open_again() as storage:
        scene = Scene(storage, START + ahead)
        await scene.source(await scene.chat())
        await scene.poll(await scene.claim_source())  # again in ten minutes
        await storage.notify((await scene.chat()).key, Notice("start"), scene.now)
        (notice,) = await scene.dispatches()
        await storage.settle(
            notice, after_sending(notice, Postponed(scene.now + 5 * _MINUTE, "502"), scene.now, scene.cooldown())
        )
    async with open_again() as storage:
        scene = Scene(storage, START)
        back = await storage.bring_back(START)
        assert back.by == ahead
        assert back.instants > 0
        assert len(await scene.dispatches()) == 1
        assert len(await storage.claim_due_sources(scene.now, 1, scene.lease())) == 1
    async with open_again() as storage:
        assert not (await storage.bring_back(scene.now)).by


async def test_what_no_wait_can_explain_is_brought_back_though_nobody_saw_the_clock_go_back(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    source = await scene.claim_source()
    far = scene.now + timedelta(days=500)
    state = replace(source.state, next_poll_at=far, failures=1)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, host_free_at=far))
    await scene.storage.leave_chat_alone(chat.telegram_id, far)
    back = await scene.storage.bring_back(scene.now)
    assert (back.by, back.instants) == (timedelta(0), 3)
    assert await scene.storage.chats_left_alone(scene.now) == {}
    assert len(await scene.storage.claim_due_sources(scene.now, 1, scene.lease())) == 1


async def test_a_clock_that_is_right_changes_nothing(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    source = await scene.claim_source()
    state = replace(source.state, next_poll_at=scene.now + timedelta(days=7), polled_at=scene.now)
    until = scene.now + timedelta(hours=1)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, state, host_free_at=until))
    await scene.storage.leave_chat_alone(chat.telegram_id, until)
    for _ in range(2):
        assert (await scene.storage.bring_back(scene.now)).instants == 0
        await scene.storage.tidy(scene.now)
        await scene.storage.cap_times(scene.now)
    assert await scene.storage.chats_left_alone(scene.now) == {chat.telegram_id: until}
    scene.later(days=6, hours=23)
    assert await scene.storage.claim_due_sources(scene.now, 1, scene.lease()) == []


async def test_what_was_under_way_when_the_clock_was_set_is_brought_back_a_little_later(scene: Scene) -> None:
    ahead = timedelta(days=1)
    for telegram_id in (1, 2):
        await scene.storage.notify((await scene.chat(telegram_id)).key, Notice("start"), scene.now)
    scene.now += ahead
    before = scene.now
    late, early = await scene.dispatches()
    await _set_right(scene, ahead)
    by_the_old_time = Postponed(before + _MINUTE, "502")
    await scene.storage.settle(late, after_sending(late, by_the_old_time, before, scene.cooldown()))
    await scene.settle(early, Postponed(scene.now + timedelta(hours=3), "429"))
    await scene.storage.bring_back(scene.now, ahead, before)
    scene.later(minutes=1)
    (again,) = await scene.dispatches()
    assert again.id == late.id
    await scene.settle(again, Sent(1))
    scene.later(hours=3)
    assert [again.id for again in await scene.dispatches()] == [early.id]


async def test_the_latest_articles_of_a_wrong_time_are_not_the_newest_for_ever(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    scene.now += timedelta(days=400)
    (wrong,) = await scene.publish("раз")
    await scene.record(wrong)
    scene.now -= timedelta(days=400)
    await scene.storage.bring_back(scene.now)
    scene.later(hours=1)
    await scene.storage.cap_times(scene.now)
    certain = scene.now
    scene.later(minutes=10)
    (right,) = await scene.publish("два")
    await scene.record(right)
    since = certain - timedelta(days=1)
    for wanted in (None, AnyOf((Term("раз"), Term("два")))):
        page = await scene.storage.search(wanted, chat.key, since, None, 10, within_s=10)
        found = [(one.article.title, one.published_at) for one in page.articles]
        assert found == [("два", scene.now), ("раз", certain)]


async def test_a_story_of_a_wrong_time_is_over_in_its_time(scene: Scene) -> None:
    await scene.source(await scene.chat())
    scene.now += timedelta(days=400)
    (article,) = await scene.publish("раз")
    await scene.record(article, clues=(_CLUE,), fingerprint=b"x")
    scene.now -= timedelta(days=400)
    await scene.storage.cap_times(scene.now)
    scene.later(days=2, minutes=1)
    window = scene.now - timedelta(days=2)
    assert await scene.storage.candidate_stories(["title:раз"], window) == []
    assert await scene.storage.articles_with([_CLUE], window.date(), 10) == {_CLUE: [article.id]}
    assert await scene.storage.articles_with([_CLUE], scene.now.date(), 10) == {}
    (known,) = await scene.storage.known_articles([article.id])
    assert known.found_at < window


async def test_what_was_seen_is_forgotten_by_the_age_mark_and_not_by_a_clock_that_is_ahead(
    open_again: Callable[[], Storage],
) -> None:
    async def subscribe(scene: Scene) -> bool:
        chat = await scene.chat()
        intent = SubscribeIntent(chat.key, chat.key, 0, "нефть", "нефть")
        return (await scene.storage.subscribe(intent, scene.now, Cause("a command"))).is_new

    async with open_again() as storage:
        scene = Scene(storage, START)
        assert await subscribe(scene)
        await scene.source(await scene.chat())
        source = await scene.claim_source()
        await scene.poll(source, "раз")
        assert await storage.age_mark() is None
        mark = START + timedelta(days=2)
        await storage.tidy(START + timedelta(days=400), mark)
        assert await subscribe(scene)  # what it returned at first
    async with open_again() as storage:
        assert await storage.age_mark() == mark
        assert set(await storage.sightings(source.id, ["guid:раз"])) == {"guid:раз"}
        await storage.tidy(START + timedelta(days=400), START + timedelta(days=91))
        assert await storage.sightings(source.id, ["guid:раз"]) == {}


async def test_a_mark_that_is_ahead_makes_nothing_old(scene: Scene) -> None:
    await scene.source(await scene.chat())
    source = await scene.claim_source()
    await scene.poll(source, "раз")
    await scene.storage.tidy(scene.now, scene.now + timedelta(days=400))
    assert set(await scene.storage.sightings(source.id, ["guid:раз"])) == {"guid:раз"}


async def test_writes_of_a_time_that_is_yet_to_come_count_as_of_now(scene: Scene) -> None:
    await scene.storage.note_write(Written(100, scene.now + timedelta(days=400)))
    assert await scene.storage.recall_writes(scene.now - _MINUTE, scene.now) == [Written(100, scene.now)]
