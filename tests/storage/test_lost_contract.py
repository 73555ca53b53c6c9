from bot.delivery.notices import lost_chat
from bot.model import Chat, ChatKind, ChatLost, Dead, Dispatch, Notice, Sent, SubscribeIntent, TopicLost
from tests.storage.scene import Scene, story_in

_TOPIC = 7


async def _forum(scene: Scene, owner: Chat) -> Chat:
    """A group with a subscription in a topic, and one outside."""
    forum = await scene.chat(-1005, ChatKind.SUPERGROUP)
    await scene.source(owner)
    for topic, query in ((_TOPIC, "в теме"), (0, "вне тем")):
        intent = SubscribeIntent(owner.key, forum.key, topic, query, query)
        await scene.storage.subscribe(intent, scene.now, scene.cause())
    return forum


async def _publish(scene: Scene, *titles: str) -> None:
    for title in titles:
        (article,) = await scene.publish(title)
        await scene.record(article, "в теме", "вне тем")
        scene.later(minutes=11)
    await scene.fan_out()


async def _lose(scene: Scene) -> Dispatch:
    dispatch = next(one for one in await scene.dispatches() if one.topic == _TOPIC)
    await scene.settle(dispatch, TopicLost("TOPIC_CLOSED"))
    return dispatch


def _notices(dispatches: list[Dispatch]) -> list[str]:
    return [one.content.key for one in dispatches if isinstance(one.content, Notice)]


async def test_a_closed_topic_holds_what_goes_there_and_nothing_else_and_tells_its_owner_once(scene: Scene) -> None:
    anna = await scene.chat()
    await _forum(scene, anna)
    await _publish(scene, "раз", "два")
    lost = await _lose(scene)
    told: list[Dispatch] = []
    for _ in range(4):
        for dispatch in await scene.dispatches():
            told.append(dispatch)
            await scene.settle(dispatch, Sent(len(told)))
    assert _notices(told) == ["topic-lost"]
    assert [story_in(one).article.title for one in told if one.chat.key != anna.key] == ["раз", "два"]
    await scene.storage.reopen_topic(lost.chat.key, _TOPIC)
    (again,) = await scene.dispatches()
    assert (again.id, again.topic) == (lost.id, _TOPIC)


async def test_a_group_that_owns_its_subscriptions_hears_of_its_closed_topic_outside_it(scene: Scene) -> None:
    forum = await scene.chat(-1005, ChatKind.SUPERGROUP)
    await _forum(scene, forum)
    await _publish(scene, "раз")
    await _lose(scene)
    (notice,) = [one for one in await scene.dispatches() if isinstance(one.content, Notice)]
    assert (notice.chat.key, notice.topic) == (forum.key, 0)


async def test_the_owner_of_what_goes_to_a_lost_chat_is_told_once(scene: Scene) -> None:
    anna = await scene.chat()
    channel = await scene.chat(-1007, ChatKind.CHANNEL)
    await scene.source(anna)
    await scene.subscribe(anna, target=channel)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, ChatLost("need administrator rights"))
    await scene.storage.mark_unreachable(channel.key, lost_chat(channel.title, "kicked"), scene.now)
    (notice,) = await scene.dispatches()
    assert notice.chat.key == anna.key
    assert notice.content == Notice("chat-lost", {"title": "chat -1007", "why": "need administrator rights"})
    await scene.settle(notice, Sent(1))
    assert await scene.dispatches() == []


async def test_what_was_given_up_can_be_looked_at_with_its_reason(scene: Scene) -> None:
    chat = await scene.chat()
    await scene.storage.notify(chat.key, Notice("start"), scene.now)
    (dispatch,) = await scene.dispatches()
    assert await scene.storage.dead_dispatches(10) == (0, [])
    await scene.settle(dispatch, Dead("message is too long"))
    count, (dead,) = await scene.storage.dead_dispatches(10)
    assert (count, dead.id, dead.chat.key, dead.reason) == (1, dispatch.id, chat.key, "message is too long")
