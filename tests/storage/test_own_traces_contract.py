"""What a chat may know of an article: of its own sources, and for its own subscriptions."""

from dataclasses import replace
from datetime import timedelta

from bot.articles.identity import item_address_key
from bot.delivery.fates import Fate, Held, Hold, fate_of, held
from bot.delivery.timing import plan
from bot.model import (
    Chat,
    ChatKind,
    Dead,
    DeliveryPreferences,
    Haste,
    NewSource,
    OwnTrace,
    OwnTraces,
    Prominence,
    QuietHours,
    Sent,
    SourceStanding,
)
from tests.storage.scene import Scene


async def _traces(scene: Scene, chat: Chat, title: str = "раз", key: str | None = None) -> OwnTraces:
    return await scene.storage.own_traces(key or f"guid:{title}", f"https://one.example/{title}", chat.key)


async def _trace(scene: Scene, chat: Chat, title: str = "раз") -> OwnTrace:
    (one,) = (await _traces(scene, chat, title)).articles
    return one


async def _fates(scene: Scene, chat: Chat, title: str = "раз") -> list[Fate]:
    return [fate_of(one) for one in (await _trace(scene, chat, title)).subscriptions]


async def _chat(scene: Scene) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    return chat


async def test_an_article_that_is_told_goes_through_its_fates(scene: Scene) -> None:
    chat = await _chat(scene)
    (article,) = await scene.publish("раз")
    trace = await _trace(scene, chat)
    assert (trace.is_waiting, trace.story, [fate_of(one) for one in trace.subscriptions]) == (True, None, [Fate.UNMET])
    await scene.record(article, "коалиция")
    assert await _fates(scene, chat) == [Fate.HANDING_OUT]
    await scene.fan_out()
    assert await _fates(scene, chat) == [Fate.WAITING]
    (dispatch,) = await scene.dispatches()
    assert await _fates(scene, chat) == [Fate.SENDING]
    await scene.settle(dispatch, Sent(77))
    (one,) = (await _trace(scene, chat)).subscriptions
    assert fate_of(one) is Fate.TOLD
    assert one.own is not None
    assert (one.own.message_id, one.own.settled_at, one.own.dispatch) == (77, scene.now, dispatch.id)


async def test_a_further_report_is_in_the_story_of_its_message(scene: Scene) -> None:
    chat = await _chat(scene)
    first, second = await scene.publish("раз", "два")
    await scene.record(first, "коалиция")
    await scene.record(second, "коалиция", story=await scene.story_of(first))
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(77))
    (one,) = (await _trace(scene, chat, "два")).subscriptions
    assert (fate_of(one), one.own, one.told and one.told.message_id) == (Fate.IN_STORY, None, 77)


async def test_what_kept_a_subscription_from_it_is_named(scene: Scene) -> None:
    chat = await _chat(scene)
    subscribed = await scene.subscribe(chat, "мост")
    await scene.storage.set_main_only(subscribed.id, chat.key, main_only=True)
    paused = await scene.subscribe(chat, "газ")
    await scene.storage.pause(paused.id, chat.key, paused=True)
    removed = await scene.subscribe(chat, "нефть")
    (article,) = await scene.publish("раз")
    await scene.record(article, "мост", "газ", "нефть", prominence=Prominence.BODY)
    await scene.subscribe(chat, "уголь")
    await scene.fan_out()
    await scene.unsubscribe(removed, chat)
    assert await _fates(scene, chat) == [Fate.UNMET, Fate.FURTHER_DOWN, Fate.PAUSED, Fate.REMOVED, Fate.UNMET]
    await scene.storage.pause(paused.id, chat.key, paused=False)
    assert (await _fates(scene, chat))[2] is Fate.LATER


async def test_what_waits_for_the_end_of_a_pause_says_so(scene: Scene) -> None:
    chat = await _chat(scene)
    (subscription,) = await scene.storage.subscriptions(chat.key)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    await scene.storage.pause(subscription.id, chat.key, paused=True)
    await scene.fan_out()
    assert await _fates(scene, chat) == [Fate.PAUSED]


async def test_a_muted_story_and_a_refused_message_say_so(scene: Scene) -> None:
    chat = await _chat(scene)
    first, second, third = await scene.publish("раз", "два", "три")
    await scene.record(first, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(77))
    story = await scene.story_of(first)
    await scene.storage.mute_story(dispatch.id, story, chat.key, scene.now)
    await scene.record(second, "коалиция", story=story)
    await scene.record(third, "коалиция")
    await scene.fan_out()
    assert await _fates(scene, chat, "два") == [Fate.MUTED]
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Dead("can't parse entities"))
    assert await _fates(scene, chat, "три") == [Fate.GIVEN_UP]


async def test_what_is_excluded_is_named(scene: Scene) -> None:
    chat = await _chat(scene)
    await scene.storage.exclude(chat.key, "футбол", scene.now, scene.cause())
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция", "футбол")
    await scene.fan_out()
    (one,) = (await _trace(scene, chat)).subscriptions
    assert (fate_of(one), one.excluded) == (Fate.EXCLUDED, "футбол")


async def test_only_what_the_chat_may_see_is_there(scene: Scene) -> None:
    chat, stranger = await _chat(scene), await scene.chat(200)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.subscribe(stranger)
    assert await _traces(scene, stranger) == OwnTraces((), ())
    by_address = await _traces(scene, stranger, key="guid:другое")
    assert by_address.articles == ()
    (mine,) = (await _traces(scene, chat)).sources
    assert (mine.standing, mine.article, mine.failure) == (SourceStanding.WATCHED, article.id, None)
    assert [one.chat.key for one in (await _trace(scene, chat)).subscriptions] == [chat.key]


async def test_a_source_that_was_removed_or_turned_off_is_named_as_such(scene: Scene) -> None:
    chat = await _chat(scene)
    await scene.storage.load_pack([NewSource("https://two.example/feed", pack="ru/general")], scene.now)
    await scene.storage.mute_pack("ru/general", chat.key, muted=True)
    await scene.storage.drop_sources(["https://one.example/feed"], chat.key, scene.now, scene.cause())
    found = {one.url: one.standing for one in (await _traces(scene, chat)).sources}
    assert found == {
        "https://one.example/feed": SourceStanding.REMOVED,
        "https://two.example/feed": SourceStanding.MUTED,
    }


async def test_an_article_is_found_by_the_address_that_its_page_gave(scene: Scene) -> None:
    chat = await _chat(scene)
    found = replace(scene.found("раз"), keys=("guid:x",), speaks_for_site=True)
    await scene.poll_found(await scene.claim_source(), found)
    (article,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
    record = await scene.made(article, "коалиция")
    keys = (f"address:{found.canonical_url}\x1f{chat.key}", f"address:{found.canonical_url}")
    await scene.storage.record_articles([replace(record, story_keys=keys)])
    asked = await _traces(scene, chat, key=item_address_key(found.canonical_url))
    assert [one.id for one in asked.articles] == [article.id]


async def test_what_waits_can_be_sent_now_by_its_chat_alone(scene: Scene) -> None:
    chat, stranger = await _chat(scene), await scene.chat(200)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    paused = DeliveryPreferences(paused_until=scene.now + timedelta(hours=1))
    await scene.storage.set_preferences(chat.key, paused)
    assert await scene.storage.claim_dispatches(scene.now, 1, scene.lease(), plan) == []
    (one,) = (await _trace(scene, chat)).subscriptions
    assert one.own is not None
    assert held(one, one.own, scene.now) == Held(Hold.PAUSE, scene.now + timedelta(hours=1))
    assert not await scene.storage.send_now(one.own.id, stranger.key, scene.now)
    assert await scene.storage.send_now(one.own.id, chat.key, scene.now)
    assert not await scene.storage.send_now(one.own.id, chat.key, scene.now)
    (dispatch,) = await scene.storage.claim_dispatches(scene.now, 1, scene.lease(), plan)
    await scene.settle(dispatch, Sent(77))
    assert await _fates(scene, chat) == [Fate.TOLD]


async def test_what_holds_a_message_back_is_named(scene: Scene) -> None:
    chat = await scene.chat(-1001, ChatKind.CHANNEL)
    await scene.source(chat)
    await scene.subscribe(chat)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (one,) = (await _trace(scene, chat)).subscriptions
    debt = one.own
    assert debt is not None
    later = scene.now + timedelta(hours=1)
    quiet = DeliveryPreferences(quiet=QuietHours(scene.now.time(), later.time(), holds_back=True))

    def in_(preferences: DeliveryPreferences, haste: Haste = Haste.AT_ONCE, *, dormant: bool = False) -> Held:
        chat = replace(one.chat, preferences=preferences, dormant=dormant)
        return held(replace(one, chat=chat), replace(debt, haste=haste), scene.now)

    assert in_(DeliveryPreferences()) == Held(Hold.TURN)
    assert in_(DeliveryPreferences(), dormant=True) == Held(Hold.BLOCKED)
    assert in_(DeliveryPreferences(), Haste.HOURLY) == Held(Hold.RHYTHM)
    assert in_(quiet) == Held(Hold.QUIET)
    assert in_(quiet, Haste.URGENT) == Held(Hold.TURN)
    assert held(replace(one, is_topic_closed=True), debt, scene.now) == Held(Hold.TOPIC)
    assert held(one, replace(debt, held_until=later), scene.now) == Held(Hold.BURST, later)
