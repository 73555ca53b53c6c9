"""What a subscription, or all of a chat, must not bring is kept from it, and from nobody else."""

import asyncio
from datetime import timedelta

import pytest

from bot.model import MOST_EXCLUSIONS, Cause, Chat, Exclusion, Generation, NotExcluded, Sent, SubscriptionId
from tests.storage.scene import Scene, story_in


@pytest.fixture
async def chat(scene: Scene) -> Chat:
    chat = await scene.chat()
    await scene.source(chat)
    return chat


async def _told(scene: Scene, title: str, *queries: str) -> list[tuple[int, str]]:
    """What an article that meets these queries leads to: the chats that are told, and why."""
    scene.later(minutes=15)
    *_, article = await scene.publish(title)
    await scene.record(article, *queries)
    await scene.fan_out()
    dispatches = await scene.dispatches()
    for dispatch in dispatches:
        await scene.settle(dispatch, Sent(dispatch.id))
    return sorted((one.chat.telegram_id, name) for one in dispatches for name in story_in(one).subscriptions)


async def _exclude(scene: Scene, chat: Chat, query: str, subscription: SubscriptionId | None = None) -> Exclusion:
    added = await scene.storage.exclude(chat.key, query, scene.now, scene.cause(), subscription=subscription)
    assert isinstance(added, Exclusion)
    return added


async def test_it_holds_for_one_subscription_or_for_all_of_a_chat(scene: Scene, chat: Chat) -> None:
    other = await scene.chat(200)
    await scene.source(other)
    for one, query in ((chat, "коалиция"), (chat, "нефть"), (other, "коалиция")):
        await scene.subscribe(one, query)
    first, second = await scene.storage.subscriptions(chat.key)
    own = await _exclude(scene, chat, "футбол", first.id)
    assert await _told(scene, "раз", "коалиция", "нефть", "футбол") == [(100, "нефть"), (200, "коалиция")]
    everywhere = await _exclude(scene, chat, "хоккей")
    assert await _told(scene, "два", "коалиция", "нефть", "хоккей") == [(200, "коалиция")]
    assert await _told(scene, "три", "коалиция", "нефть") == [(100, "коалиция"), (100, "нефть"), (200, "коалиция")]
    first, second = await scene.storage.subscriptions(chat.key)
    assert (first.exclusions, second.exclusions) == ((own, everywhere), (everywhere,))
    assert await scene.storage.exclusions(other.key) == []


async def test_it_ends_and_is_not_looked_for_any_more(scene: Scene, chat: Chat) -> None:
    subscribed = await scene.subscribe(chat)
    own, everywhere = await _exclude(scene, chat, "футбол", subscribed.id), await _exclude(scene, chat, "футбол")
    assert "футбол" in (await scene.storage.index_changes(Generation(0))).added.values()
    end = scene.cause()
    assert await scene.storage.end_exclusion(own.id, chat.key, scene.now, end) == own
    assert await _told(scene, "раз", "коалиция", "футбол") == []
    assert await scene.storage.end_exclusion(everywhere.id, chat.key, scene.now, scene.cause()) == everywhere
    assert "футбол" not in (await scene.storage.index_changes(Generation(0))).added.values()
    assert await _told(scene, "два", "коалиция") == [(100, "коалиция")]


async def test_a_repeated_command_ends_no_other_exclusion(scene: Scene, chat: Chat) -> None:
    first, second = await _exclude(scene, chat, "футбол"), await _exclude(scene, chat, "хоккей")
    cause = Cause("update")
    assert await scene.storage.end_exclusion(first.id, chat.key, scene.now, cause) == first
    assert await scene.storage.end_exclusion(second.id, chat.key, scene.now, cause) == first
    assert await scene.storage.exclusions(chat.key) == [second]


async def test_it_is_somebodys_own(scene: Scene, chat: Chat) -> None:
    stranger = await scene.chat(2)
    subscribed = await scene.subscribe(chat)
    refused = await scene.storage.exclude(stranger.key, "x", scene.now, scene.cause(), subscription=subscribed.id)
    assert refused is NotExcluded.GONE
    own = await _exclude(scene, chat, "футбол")
    assert await scene.storage.end_exclusion(own.id, stranger.key, scene.now, scene.cause()) is None
    assert await scene.storage.exclusions(chat.key) == [own]


async def test_an_equal_one_is_kept(scene: Scene, chat: Chat) -> None:
    assert await _exclude(scene, chat, "футбол") == await _exclude(scene, chat, "футбол")
    assert len(await scene.storage.exclusions(chat.key)) == 1


async def test_it_ends_with_its_subscription(scene: Scene, chat: Chat) -> None:
    subscribed = await scene.subscribe(chat)
    await _exclude(scene, chat, "футбол", subscribed.id)
    await scene.unsubscribe(subscribed, chat)
    assert len(await scene.storage.exclusions(chat.key)) == 1
    scene.later(days=2)
    await scene.storage.tidy(scene.now)
    assert await scene.storage.exclusions(chat.key) == []
    assert "футбол" not in (await scene.storage.index_changes(Generation(0))).added.values()


async def test_there_are_not_too_many_even_at_once(scene: Scene, chat: Chat) -> None:
    for number in range(MOST_EXCLUSIONS - 1):
        await _exclude(scene, chat, f"слово{number}")
    exclude, last = scene.storage.exclude, scene.cause()
    asked = [exclude(chat.key, "футбол", scene.now, last), exclude(chat.key, "хоккей", scene.now, scene.cause())]
    kept, refused = await asyncio.gather(*asked)
    assert (isinstance(kept, Exclusion), refused) == (True, NotExcluded.FULL)
    assert await exclude(chat.key, "футбол", scene.now, scene.cause()) == kept, "it is there already"
    assert await exclude(chat.key, "футбол", scene.now, last) == kept, "repeated"


async def test_a_folder_is_renamed_as_one_and_once(scene: Scene, chat: Chat) -> None:
    stranger = await scene.chat(2)
    for owner, query in ((chat, "коалиция"), (chat, "нефть"), (chat, "газ"), (stranger, "коалиция")):
        subscribed = await scene.subscribe(owner, query)
        await scene.storage.set_folder(subscribed.id, owner.key, "" if query == "газ" else "клиент")
    cause = scene.cause()
    for _ in range(2):
        assert await scene.storage.rename_folder(chat.key, "клиент", "редакция", scene.now, cause) == 2
    assert [one.folder for one in await scene.storage.subscriptions(chat.key)] == ["редакция", "редакция", ""]
    assert [one.folder for one in await scene.storage.subscriptions(stranger.key)] == ["клиент"]


async def test_names_folders_and_what_came(scene: Scene, chat: Chat) -> None:
    subscribed = await scene.subscribe(chat)
    await scene.storage.set_name(subscribed.id, chat.key, "Союзники")
    await scene.storage.set_folder(subscribed.id, chat.key, "клиент")
    (one,) = await scene.storage.subscriptions(chat.key)
    assert (one.name, one.title, one.folder, one.text) == ("Союзники", "Союзники", "клиент", "коалиция")
    since = scene.now
    assert (await scene.storage.brought(chat.key, since))[one.id].last is None
    assert await _told(scene, "раз", "коалиция") == [(100, "Союзники")]
    brought = (await scene.storage.brought(chat.key, since))[one.id]
    assert (brought.stories, brought.last, brought.is_more) == (1, scene.now, False)
    assert (await scene.storage.brought(chat.key, scene.now + timedelta(days=1)))[one.id].stories == 0
    stranger = await scene.chat(2)
    await scene.storage.set_name(subscribed.id, stranger.key, "нет")
    await scene.storage.set_folder(subscribed.id, stranger.key, "нет")
    assert await scene.storage.subscriptions(chat.key) == [one]


async def test_a_chat_learns_for_which_of_its_subscriptions_it_was_told(scene: Scene, chat: Chat) -> None:
    first = await scene.subscribe(chat)
    second = await scene.subscribe(chat, "нефть")
    await scene.subscribe(chat, "газ")
    scene.later(minutes=15)
    *_, article = await scene.publish("раз")
    await scene.record(article, "коалиция", "нефть")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    told = (dispatch.id, story_in(dispatch).story_id)
    assert await scene.storage.told_for(*told, chat.key) == {first.id, second.id}
    assert await scene.storage.told_for(*told, (await scene.chat(2)).key) == set()
