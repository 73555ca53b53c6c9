"""How soon each story goes: by the soonest rhythm of the subscriptions that ask for it, and once."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random
from typing import TypeVar

import pytest

from bot.delivery.owing import owe
from bot.delivery.timing import FOREVER, next_at, next_hour, plan
from bot.model import (
    ChatKey,
    Delivery,
    DeliveryPreferences,
    Digest,
    Dispatch,
    Haste,
    Manner,
    NewSource,
    ReplyMode,
    Rhythm,
    Sent,
    StoryId,
    StoryUpdate,
    haste_of,
)
from tests.storage.reader import Reader
from tests.storage.scene import Scene, further_outlets, story_in

T = TypeVar("T")
_HOURLY, _DAILY = Manner(Rhythm.HOURLY), Manner(Rhythm.DAILY)
_AT_ONCE, _URGENT = Manner(Rhythm.AT_ONCE), Manner(is_urgent=True)


@pytest.fixture
async def reader(scene: Scene) -> Reader:
    """At noon."""
    return Reader(scene, await scene.chat())


def test_the_innermost_that_says_something_decides() -> None:
    assert haste_of(Rhythm.DAILY) is Haste.DAILY
    assert haste_of(Rhythm.DAILY, Manner(), _HOURLY) is Haste.HOURLY
    assert haste_of(Rhythm.DAILY, _AT_ONCE, _HOURLY) is Haste.AT_ONCE
    assert haste_of(Rhythm.DAILY, _HOURLY, _URGENT) is Haste.HOURLY
    assert haste_of(Rhythm.DAILY, Manner(), _URGENT) is Haste.URGENT
    assert haste_of(Rhythm.DAILY, Manner(Rhythm.HOURLY, is_urgent=True)) is Haste.URGENT
    assert haste_of(Rhythm.DAILY, Manner(is_urgent=False), _URGENT) is Haste.DAILY
    assert haste_of(Rhythm.DAILY, Manner(Rhythm.HOURLY, is_urgent=False), _URGENT) is Haste.HOURLY


async def test_each_subscription_has_its_rhythm(reader: Reader) -> None:
    await reader.says(DeliveryPreferences(daily_at=time(18)))
    await reader.wants(сразу=_AT_ONCE, час=_HOURLY, день=_DAILY, чат=Manner())
    reader.scene.later(minutes=10)
    for query in reader.subscriptions:
        await reader.hears(f"о {query}", query)
        await reader.hears(f"и о {query}", query)
    assert await reader.titles() == [["о сразу"], ["и о сразу"], ["о чат"], ["и о чат"]]
    reader.scene.later(minutes=49)
    assert await reader.titles() == []
    reader.scene.later(minutes=2)
    assert await reader.titles() == [["и о час", "о час"]]
    reader.scene.later(hours=5)
    assert await reader.titles() == [["и о день", "о день"]]


async def test_digests_that_are_due_together_are_one(reader: Reader) -> None:
    await reader.says(DeliveryPreferences(daily_at=time(13)))
    await reader.wants(час=_HOURLY, день=_DAILY)
    await reader.hears("о час", "час")
    await reader.hears("о день", "день")
    assert await reader.titles() == []
    reader.scene.later(hours=1, seconds=1)
    assert await reader.titles() == [["о день", "о час"]]


@pytest.mark.parametrize("hasty", [_AT_ONCE, _URGENT])
async def test_the_hastiest_takes_a_story_out_of_the_waiting_digest(reader: Reader, hasty: Manner) -> None:
    await reader.wants(скоро=hasty, час=_HOURLY, день=_DAILY)
    story = await reader.hears("раз", "день")
    await reader.hears("другое", "день")
    assert await reader.titles() == []
    reader.scene.later(minutes=20)
    await reader.hears("два", "час", of=story)
    assert await reader.titles() == []
    reader.scene.later(minutes=20)
    await reader.hears("три", "скоро", of=story)
    (told,) = await reader.gets()
    assert story_in(told).article.title == "раз"
    assert story_in(told).subscriptions == ("день", "час", "скоро")
    assert story_in(told).is_urgent == (hasty is _URGENT)
    reader.scene.later(days=1)
    assert await reader.titles() == [["другое"]]


async def test_what_an_hourly_subscription_joins_waits_for_its_hour(reader: Reader) -> None:
    await reader.wants(час=_HOURLY, день=_DAILY)
    story = await reader.hears("раз", "день")
    await reader.titles()
    reader.scene.later(hours=3, minutes=10)
    await reader.hears("два", "час", of=story)
    assert await reader.titles() == []
    reader.scene.later(minutes=51)
    assert await reader.titles() == [["раз"]]


async def test_a_digest_leaves_out_what_has_come_and_its_message_names_who_asked_for_it(reader: Reader) -> None:
    await reader.wants(сразу=_AT_ONCE, час=_HOURLY)
    story = await reader.hears("раз", "сразу")
    assert await reader.titles() == [["раз"]]
    reader.scene.later(minutes=10)
    await reader.hears("два", "час", of=story)
    (edit,) = await reader.scene.storage.claim_edits(reader.scene.now, 10, reader.scene.lease())
    assert story_in(edit).subscriptions == ("сразу", "час")
    assert further_outlets(story_in(edit)) == ("https://1.example/feed",)
    reader.scene.later(hours=2)
    assert await reader.titles() == []


async def test_a_development_comes_in_the_digest_of_who_has_no_other_rhythm(reader: Reader) -> None:
    await reader.wants(час=_HOURLY)
    for subscription in reader.subscriptions.values():
        await reader.scene.storage.set_reply_mode(subscription, reader.chat.key, ReplyMode.ALL)
    story = await reader.hears("раз", "час")
    reader.scene.later(hours=1)
    assert await reader.titles() == [["раз"]]
    await reader.hears("два", "час", of=story)
    reader.scene.later(hours=2)
    assert await reader.titles() == []  # the message of the story lists it


async def test_another_rhythm_counts_for_what_waits_already(reader: Reader) -> None:
    await reader.wants(день=_DAILY, час=_HOURLY)
    for title in ("раз", "два"):
        await reader.hears(title, "день")
    await reader.hears("три", "час")
    assert await reader.titles() == []
    await reader.scene.storage.set_manner(reader.subscriptions["день"], reader.chat.key, _AT_ONCE, silent=True)
    assert await reader.titles() == [["два", "раз"]]
    await reader.says(DeliveryPreferences(rhythm=Rhythm.DAILY))
    assert await reader.titles() == []
    (daily, hourly) = await reader.scene.storage.subscriptions(reader.chat.key)
    assert (daily.manner, daily.haste, daily.silent) == (_AT_ONCE, Haste.AT_ONCE, True)
    assert (hourly.manner, hourly.haste, hourly.silent) == (_HOURLY, Haste.HOURLY, False)


async def test_a_folder_counts_before_the_chat_and_after_the_subscription(reader: Reader) -> None:
    storage, owner = reader.scene.storage, reader.chat.key
    await reader.wants(раз=Manner(), два=_AT_ONCE, три=Manner())
    raz, dva, tri = reader.subscriptions.values()
    for one in (raz, dva):
        await storage.set_folder(one, owner, "клиент")
    said = Delivery(_DAILY, silent=True, main_only=True)
    await storage.set_folder_delivery("клиент", owner, said)

    async def come() -> list[tuple[Haste, bool, bool]]:
        return [(one.haste, one.silent, one.main_only) for one in await storage.subscriptions(owner)]

    in_it, plain = (Haste.DAILY, True, True), (Haste.AT_ONCE, False, False)
    assert await come() == [in_it, (Haste.AT_ONCE, True, True), plain]
    assert [one.of_folder for one in await storage.subscriptions(owner)] == [said, said, Delivery()]
    await reader.hears("новость", "раз")
    assert await reader.titles() == []
    await storage.set_manner(dva, owner, _AT_ONCE, silent=False)
    await storage.set_main_only(dva, owner, main_only=False)
    await storage.set_folder(tri, owner, "клиент")
    assert await come() == [in_it, plain, in_it]
    await storage.set_folder_delivery("клиент", owner, Delivery(_URGENT))
    assert await reader.titles() == [["новость"]]
    urgent = (Haste.URGENT, False, False)
    assert await come() == [urgent, plain, urgent]
    await storage.set_folder(raz, owner, "клиент")  # where it is
    await storage.set_folder(tri, ChatKey(999), "")
    assert {one.folder for one in await storage.subscriptions(owner)} == {"клиент"}
    await storage.set_folder(tri, owner, "")
    assert (await come())[2] == plain


async def test_what_is_restored_goes_by_what_its_folder_says_by_then(reader: Reader) -> None:
    scene, owner = reader.scene, reader.chat.key
    await reader.wants(раз=Manner(), два=Manner())
    for one in reader.subscriptions.values():
        await scene.storage.set_folder(one, owner, "клиент")
        assert await scene.storage.unsubscribe(one, owner, scene.now, scene.cause())
    await scene.storage.set_folder_delivery("клиент", owner, Delivery(_HOURLY))
    for one in reader.subscriptions.values():
        assert await scene.storage.restore(one, owner, scene.now, scene.cause())
    assert [one.haste for one in await scene.storage.subscriptions(owner)] == [Haste.HOURLY] * 2
    removed, left = reader.subscriptions.values()
    assert await scene.storage.unsubscribe(removed, owner, scene.now, scene.cause())
    for folder in ("", "клиент"):  # another one of that name
        await scene.storage.set_folder(left, owner, folder)
    assert await scene.storage.restore(removed, owner, scene.now, scene.cause())
    assert [one.haste for one in await scene.storage.subscriptions(owner)] == [Haste.AT_ONCE] * 2


async def test_the_rhythm_of_the_chat_counts_for_who_says_nothing(reader: Reader) -> None:
    await reader.says(DeliveryPreferences(rhythm=Rhythm.DAILY))
    await reader.wants(чат=Manner(), час=_HOURLY)
    await reader.hears("раз", "чат")
    await reader.hears("два", "час")
    assert await reader.titles() == []
    await reader.says(DeliveryPreferences())
    assert await reader.titles() == [["раз"]]


async def test_a_pause_holds_everything_and_what_waited_goes_together(reader: Reader) -> None:
    await reader.says(DeliveryPreferences(paused_until=FOREVER))
    await reader.wants(срочно=_URGENT, сразу=_AT_ONCE, час=_HOURLY)
    for query in reader.subscriptions:
        await reader.hears(query, query)
    assert await reader.titles() == []
    reader.scene.later(hours=5)
    assert await reader.titles() == []
    await reader.says(DeliveryPreferences())
    assert await reader.titles() == [["сразу", "срочно", "час"]]


async def test_an_at_once_story_passes_a_digest_that_waits(reader: Reader) -> None:
    await reader.wants(час=_HOURLY, сразу=_AT_ONCE)
    await reader.hears("раз", "час")
    await reader.hears("два", "час")
    assert await reader.titles() == []
    await reader.hears("три", "сразу")
    await reader.hears("четыре", "сразу")
    assert await reader.titles() == [["три"], ["четыре"]]


async def test_a_removed_subscription_hastens_nothing(reader: Reader) -> None:
    await reader.wants(сразу=_AT_ONCE, час=_HOURLY)
    story = await reader.hears("раз", "сразу", "час")
    removed, storage = reader.subscriptions["сразу"], reader.scene.storage
    assert await storage.unsubscribe(removed, reader.chat.key, reader.scene.now, reader.scene.cause())
    await reader.scene.fan_out()
    assert await reader.titles() == []
    await reader.hears("два", "сразу", of=story)
    assert await reader.titles() == []
    reader.scene.later(hours=1, seconds=1)
    assert await reader.titles() == [["раз"]]


async def test_what_waits_on_purpose_holds_up_no_edit(reader: Reader) -> None:
    await reader.wants(сразу=_AT_ONCE, час=_HOURLY)
    story = await reader.hears("раз", "сразу")
    await reader.titles()
    await reader.hears("другое", "час")
    reader.scene.later(minutes=10)
    await reader.hears("два", "сразу", of=story)
    assert await reader.titles() == []
    assert await reader.scene.storage.claim_edits(reader.scene.now, 10, reader.scene.lease())


class _Kill(Exception):
    """A transaction ends in the middle."""


class _Feed:
    """Random reports for random subscriptions, while transactions are killed at random."""

    def __init__(self, scene: Scene, random: Random) -> None:
        self.scene = scene
        self.random = random
        self.manners: dict[tuple[ChatKey, int, str], Haste] = {}
        self.stories: list[StoryId] = []
        self.met: dict[tuple[ChatKey, int, StoryId], list[tuple[Haste, datetime]]] = {}
        self.told: dict[tuple[ChatKey, int, StoryId], datetime] = {}
        self.tellings: Counter[tuple[ChatKey, int, StoryId]] = Counter()

    def killed(self, rule: Callable[..., T]) -> Callable[..., T]:
        def other(*arguments: object) -> T:
            if self.random.random() < 0.2:
                raise _Kill
            return rule(*arguments)

        return other

    async def report(self) -> None:
        scene, random = self.scene, self.random
        for chat in {chat for chat, _, _ in self.manners}:
            await scene.storage.add_source(
                NewSource(f"https://{scene.now:%H-%M}.example/feed"), chat, scene.now, scene.cause()
            )
        (article,) = await scene.publish(f"новость {scene.now:%d %H:%M}")
        story = random.choice(self.stories) if self.stories and random.random() < 0.6 else None
        queries = random.sample(sorted({query for _, _, query in self.manners}), random.randint(1, 3))
        await scene.record(article, *queries, story=story)
        story = story or await scene.story_of(article)
        self.stories = [*self.stories[-3:], *[story] * (story not in self.stories)]
        for (chat, topic, query), haste in self.manners.items():
            if query in queries:
                self.met.setdefault((chat, topic, story), []).append((haste, scene.now))

    async def fan_out(self) -> None:
        while True:
            try:
                if not await self.scene.storage.fan_out(self.scene.now, 3, self.killed(owe)):
                    return
            except _Kill:
                continue

    async def deliver(self) -> None:
        while True:
            try:
                claimed = await self.scene.storage.claim_dispatches(
                    self.scene.now, 10, self.scene.lease(), self.killed(plan)
                )
            except _Kill:
                continue
            if not claimed:
                return
            for dispatch in claimed:
                self._note(dispatch)
                await self.scene.settle(dispatch, Sent(dispatch.id))

    def _note(self, dispatch: Dispatch) -> None:
        content = dispatch.content
        assert isinstance(content, StoryUpdate | Digest)
        for one in content.stories if isinstance(content, Digest) else (content,):
            if one.reply_to is None:
                key = (dispatch.chat.key, dispatch.topic, one.story_id)
                self.tellings[key] += 1
                self.told[key] = self.scene.now


def _due(preferences: DeliveryPreferences, haste: Haste, at: datetime) -> datetime:
    match haste:
        case Haste.HOURLY:
            return next_hour(at.tzinfo, at)  # type: ignore[arg-type]
        case Haste.DAILY:
            return next_at(preferences.daily_at, at.tzinfo, at)  # type: ignore[arg-type]
        case _:
            return at


_TICK = timedelta(minutes=7)


@pytest.mark.parametrize("seed", range(6))
async def test_each_story_comes_once_and_by_the_soonest_of_its_rhythms(scene: Scene, seed: int) -> None:
    random = Random(seed)
    feed, preferences = _Feed(scene, random), {}
    for number in range(2):
        chat = await scene.chat(100 + number)
        chosen = DeliveryPreferences(rhythm=random.choice(list(Rhythm)), daily_at=time(15), burst=100)
        await scene.storage.set_preferences(chat.key, chosen)
        preferences[chat.key] = chosen
        said = Manner(random.choice([None, *Rhythm]), random.choice([None, None, True]))
        folders = {"": Delivery(), "клиент": Delivery(said), "дом": Delivery(_HOURLY)}
        for query in ("а", "б", "в", "г"):
            manner = Manner(random.choice([None, None, *Rhythm]), random.choice([None, None, None, True]))
            topic = random.randint(0, 1)
            replies = ReplyMode.NONE
            one = await scene.subscribe(chat, query, topic=topic, manner=manner, replies=replies)
            within = random.choice(list(folders))
            await scene.storage.set_folder(one.id, chat.key, within)
            feed.manners[chat.key, topic, query] = haste_of(chosen.rhythm, manner, folders[within].manner)
        for folder, delivery in folders.items():
            await scene.storage.set_folder_delivery(folder, chat.key, delivery)
    for number in range(40):
        await feed.deliver()
        if number < 25:
            await feed.report()
        await feed.fan_out()
        await feed.deliver()
        scene.later(seconds=_TICK.total_seconds())
    scene.later(days=1)
    await feed.deliver()
    assert feed.tellings == Counter(dict.fromkeys(feed.met, 1))
    for key, met in feed.met.items():
        soonest = min(_due(preferences[key[0]], haste, at) for haste, at in met)
        assert soonest <= feed.told[key] <= soonest + _TICK + timedelta(seconds=1)


async def test_what_comes_back_hastens_what_others_are_owed_with_it(scene: Scene, reader: Reader) -> None:
    await reader.wants(газ=_DAILY, мост=_URGENT)
    mine = reader.subscriptions["мост"]
    assert await scene.storage.unsubscribe(mine, reader.chat.key, scene.now, scene.cause())
    await reader.hears("раз", "мост", "газ")
    assert await reader.titles() == []
    assert await scene.storage.restore(mine, reader.chat.key, scene.now, scene.cause())
    await scene.fan_out()
    assert await reader.titles() == [["раз"]]
