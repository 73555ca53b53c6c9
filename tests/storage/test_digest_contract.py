from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.delivery.digest_layout import in_pages_of
from bot.delivery.timing import FOREVER, plan
from bot.model import (
    AS_THE_CHAT,
    Chat,
    ChatKind,
    ChatLost,
    DeliveryPreferences,
    Digest,
    DigestPlace,
    Dispatch,
    DispatchId,
    Postponed,
    PreviewSize,
    QuietHours,
    Rhythm,
    Sent,
    TellAll,
    Wait,
    Waiting,
)
from tests.storage.scene import Scene, further_outlets, story_in


async def _owed(scene: Scene, *titles: str, kind: ChatKind = ChatKind.PRIVATE) -> Chat:
    chat = await scene.chat(kind=kind)
    await scene.source(chat)
    await scene.subscribe(chat)
    for article in await scene.publish(*titles):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    return chat


def _digest(dispatch: Dispatch) -> Digest:
    assert isinstance(dispatch.content, Digest)
    return dispatch.content


def _titles(dispatch: Dispatch) -> list[str]:
    return [story.article.title for story in _digest(dispatch).stories]


async def _settle(scene: Scene, dispatch: Dispatch) -> None:
    await scene.settle(dispatch, Sent(1))


@pytest.mark.parametrize(
    "preferences",
    [
        DeliveryPreferences(),
        DeliveryPreferences("Europe/Kyiv", Rhythm.DAILY, time(18, 30), QuietHours(time(23), time(7), holds_back=True)),
        DeliveryPreferences(paused_until=FOREVER, preview=PreviewSize.NONE, burst=30),
    ],
)
async def test_how_news_arrive_is_kept(scene: Scene, preferences: DeliveryPreferences) -> None:
    chat = await scene.chat()
    await scene.storage.set_preferences(chat.key, preferences)
    assert (await scene.chat()).preferences == preferences


async def test_what_waits_is_planned_by_what_it_is(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два")
    await scene.storage.set_preferences(chat.key, DeliveryPreferences("Europe/Kyiv"))
    (first,) = await scene.dispatches()
    await _settle(scene, first)
    seen: list[tuple[DeliveryPreferences, Waiting]] = []

    def look(preferences: DeliveryPreferences, waiting: Waiting, _: object) -> Wait:
        seen.append((preferences, waiting))
        return Wait(scene.now + timedelta(minutes=1))

    assert await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), look) == []
    assert seen == [
        (
            DeliveryPreferences("Europe/Kyiv"),
            Waiting(1, scene.now, had_to_wait=False, sent_at=(scene.now,), published_at=scene.now),
        )
    ]


async def test_what_has_to_wait_waits_until_its_time_and_hinders_nobody(scene: Scene) -> None:
    await _owed(scene, "раз")
    scene.plan = Wait(scene.now + timedelta(hours=1))
    assert await scene.dispatches() == []
    scene.plan = TellAll(in_pages_of(15))
    scene.later(minutes=59)
    assert await scene.dispatches() == []
    scene.later(minutes=1, seconds=1)
    (dispatch,) = await scene.dispatches()
    assert story_in(dispatch).article.title == "раз"


async def test_what_waits_is_planned_anew_when_the_chat_is_arranged_otherwise(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два")
    await scene.storage.set_preferences(chat.key, DeliveryPreferences(paused_until=FOREVER))
    assert await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan) == []
    scene.later(days=3)
    assert await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan) == []
    await scene.storage.set_preferences(chat.key, DeliveryPreferences())
    (dispatch,) = await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan)
    assert sorted(_titles(dispatch)) == ["два", "раз"]


async def test_a_digest_has_the_biggest_and_newest_first_and_several_messages(scene: Scene) -> None:
    chat = await _owed(scene, *[f"новость {number}" for number in range(6)], kind=ChatKind.SUPERGROUP)
    await scene.source(chat, "https://two.example/feed")
    (second,) = await scene.publish("и другие")
    (story,) = await scene.storage.candidate_stories(["title:новость 2"], scene.now - timedelta(days=2))
    await scene.record(second, "коалиция", story=story.id)
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(4))
    (first,) = await scene.dispatches()
    assert _titles(first) == ["новость 2", "новость 5", "новость 4", "новость 3"]
    assert (_digest(first).first, _digest(first).total) == (1, 6)
    assert further_outlets(_digest(first).stories[0]) == ("https://two.example/feed",)
    await _settle(scene, first)
    (rest,) = await scene.dispatches()
    assert _titles(rest) == ["новость 1", "новость 0"]
    assert (_digest(rest).first, _digest(rest).total) == (5, 6)
    await _settle(scene, rest)
    scene.later(days=1)
    assert await scene.dispatches() == []


async def test_the_messages_of_a_digest_go_in_their_order(scene: Scene) -> None:
    await _owed(scene, *[f"новость {number}" for number in range(6)], kind=ChatKind.SUPERGROUP)
    scene.plan = TellAll(in_pages_of(2))
    firsts = []
    while dispatches := await scene.dispatches():
        (dispatch,) = dispatches
        firsts.append(_digest(dispatch).first)
        await _settle(scene, dispatch)
    assert firsts == [1, 3, 5]


async def test_a_digest_says_the_same_when_it_is_tried_again(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два")
    scene.plan = TellAll(in_pages_of(15))
    (first,) = await scene.dispatches()
    await scene.source(chat, "https://two.example/feed")
    (later,) = await scene.publish("три")
    (story,) = await scene.storage.candidate_stories(["title:раз"], scene.now - timedelta(days=2))
    await scene.record(later, "коалиция", story=story.id)
    await scene.fan_out()
    await scene.settle(first, Postponed(scene.now, "502"))
    (again,) = await scene.dispatches()
    assert (again.id, again.content) == (first.id, first.content)


async def test_a_chat_that_comes_back_is_told_together(scene: Scene) -> None:
    await _owed(scene, "раз", "два", "три")
    (first,) = await scene.dispatches()
    await scene.settle(first, ChatLost("blocked"))
    scene.later(minutes=5)
    assert await scene.dispatches() == []
    await scene.chat()
    (digest,) = await scene.storage.claim_dispatches(scene.now, 10, scene.lease(), plan)
    assert sorted(_titles(digest)) == ["два", "раз", "три"]


async def test_each_story_of_a_digest_can_be_told_explained_and_muted(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два")
    scene.plan = TellAll(in_pages_of(15))
    (dispatch,) = await scene.dispatches()
    for story in _digest(dispatch).stories:
        shown = await scene.storage.sent_story(dispatch.id, story.story_id, chat.key)
        assert shown is not None
        assert replace(shown, place=None) == story
        (explanation,) = await scene.storage.explain(dispatch.id, story.story_id, chat.key)
        assert explanation.article == story.article
    stranger = await scene.chat(666)
    story = _digest(dispatch).stories[0]
    assert await scene.storage.sent_story(dispatch.id, story.story_id, stranger.key) is None
    assert await scene.storage.mute_story(dispatch.id, story.story_id, chat.key, scene.now)


async def test_a_digest_is_by_subscription_and_in_a_private_chat_one_message_with_pages(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    broad, _ = [await scene.subscribe(chat, query) for query in ("широкая", "узкая")]
    first, second, third, fourth = await scene.publish("раз", "два", "три", "четыре")
    for article in (first, second, third):
        await scene.record(article, "широкая")
    await scene.record(fourth, "широкая", "узкая")
    await scene.fan_out()
    begun_at = scene.now
    scene.later(hours=1)
    scene.plan = TellAll(in_pages_of(3))
    (dispatch,) = await scene.dispatches()
    digest = _digest(dispatch)
    assert _listed(digest) == [("узкая", 1, ["четыре"]), ("широкая", 3, ["три", "два"])]
    assert (digest.first, digest.total, digest.page, digest.following) == (1, 4, 0, 1)
    assert (digest.since, digest.until) == (begun_at, scene.now)
    await _settle(scene, dispatch)
    assert await scene.dispatches() == []
    last = await scene.storage.sent_digest(dispatch.id, chat.key, 7)
    assert last is not None
    assert _listed(last) == [("широкая", 3, ["раз"])]
    assert (last.first, last.total, last.page, last.following) == (4, 4, 1, 0)
    assert await scene.storage.sent_digest(dispatch.id, chat.key, -1) == digest
    await scene.storage.set_name(broad.id, chat.key, "Широта")
    named = await scene.storage.sent_digest(dispatch.id, chat.key, 1)
    assert named is not None
    assert _listed(named) == [("Широта", 3, ["раз"])]
    assert await scene.storage.sent_digest(dispatch.id, (await scene.chat(666)).key, 0) is None
    assert await scene.storage.sent_digest(DispatchId(99), chat.key, 0) is None


def _listed(digest: Digest) -> list[tuple[str, int, list[str]]]:
    return [
        (section.subscription, section.total, [story.article.title for story in section.stories])
        for section in digest.sections
    ]


async def test_a_story_of_a_digest_knows_its_place_and_is_shown_as_muted(scene: Scene) -> None:
    chat = await _owed(scene, "раз", "два", "три")
    scene.plan = TellAll(in_pages_of(2))
    (dispatch,) = await scene.dispatches()
    await _settle(scene, dispatch)
    last_page = await scene.storage.sent_digest(dispatch.id, chat.key, 1)
    assert last_page is not None
    first, second, last = (*_digest(dispatch).stories, *last_page.stories)
    places = []
    for story in (first, second, last):
        shown = await scene.storage.sent_story(dispatch.id, story.story_id, chat.key)
        assert shown is not None
        places.append(shown.place)
    assert places == [
        DigestPlace(1, 3, 0, second.story_id),
        DigestPlace(2, 3, 0, last.story_id),
        DigestPlace(3, 3, 1, None),
    ]
    assert await scene.storage.mute_story(dispatch.id, second.story_id, chat.key, scene.now)
    page = await scene.storage.sent_digest(dispatch.id, chat.key, 0)
    assert page is not None
    assert [story.is_muted for story in page.stories] == [False, True]


async def test_a_digest_is_silent_if_all_of_it_is(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.source(chat)
    loud, silent = [await scene.subscribe(chat, query) for query in ("громкая", "тихая")]
    await scene.storage.set_manner(silent.id, chat.key, AS_THE_CHAT, silent=True)
    first, second, third = await scene.publish("раз", "два", "три")
    await scene.record(first, "тихая")
    await scene.record(second, "тихая")
    await scene.record(third, "громкая", "тихая")
    await scene.fan_out()
    scene.plan = TellAll(in_pages_of(1))
    (dispatch,) = await scene.dispatches()
    assert not _digest(dispatch).silent, "what sounds stands on a later page"
    await scene.settle(dispatch, Postponed(scene.now, "502"))
    await scene.storage.set_manner(loud.id, chat.key, AS_THE_CHAT, silent=True)
    (again,) = await scene.dispatches()
    assert _digest(again).silent


async def test_many_chats_that_wait_do_not_hold_up_the_one_behind_them(scene: Scene) -> None:
    chats = [await scene.chat(number) for number in range(1, 40)]
    for chat in chats:
        await scene.source(chat)
        await scene.subscribe(chat)
        if chat is not chats[-1]:
            await scene.storage.set_preferences(chat.key, DeliveryPreferences(rhythm=Rhythm.DAILY))
    for article in await scene.publish("раз"):
        await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.storage.claim_dispatches(scene.now, 5, scene.lease(), plan)
    assert dispatch.chat.telegram_id == 39
    assert story_in(dispatch).article.title == "раз"


async def test_what_is_held_back_on_purpose_is_no_backlog(scene: Scene) -> None:
    await _owed(scene, "раз")
    assert (await scene.storage.backlog(scene.now, scene.now)).chats == 1
    scene.plan = Wait(scene.now + timedelta(hours=1))
    assert await scene.dispatches() == []
    assert (await scene.storage.backlog(scene.now, scene.now)).chats == 0
