"""How prominently an article meets a query, and what a subscription to the main things alone is told."""

from dataclasses import replace

import pytest

from bot.model import (
    ArticleEdited,
    Chat,
    Dispatch,
    PollRecord,
    Prominence,
    ReplyMode,
    Sent,
    SubscribeIntent,
    WaitingArticle,
)
from tests.storage.scene import Scene, story_in

_BELOW = [Prominence.BODY, Prominence.PASSING]


async def _articles(scene: Scene, *, main_only: bool) -> tuple[Chat, list[WaitingArticle]]:
    chat = await scene.chat()
    await scene.source(chat)
    subscribed = await scene.subscribe(chat)
    await scene.storage.set_main_only(subscribed.id, chat.key, main_only=main_only)
    return chat, await scene.publish("раз", "два", "три")


async def _sent(scene: Scene) -> list[Dispatch]:
    """What is sent of all that waits."""
    await scene.fan_out()
    sent: list[Dispatch] = []
    while some := await scene.dispatches():
        for dispatch in some:
            await scene.settle(dispatch, Sent(len(sent) + 1))
        sent += some
    return sent


async def _titles(scene: Scene) -> list[str]:
    return [story_in(dispatch).article.title for dispatch in await _sent(scene)]


@pytest.mark.parametrize("prominence", Prominence)
async def test_a_message_says_whether_the_mention_is_passing(scene: Scene, prominence: Prominence) -> None:
    _, (article, *_) = await _articles(scene, main_only=False)
    await scene.record(article, "коалиция", prominence=prominence)
    (dispatch,) = await _sent(scene)
    assert story_in(dispatch).is_passing == (prominence is Prominence.PASSING)


async def test_what_one_query_meets_in_passing_is_not_passing_if_another_meets_it_more(scene: Scene) -> None:
    chat, (article, *_) = await _articles(scene, main_only=False)
    await scene.subscribe(chat, "вторая")
    met = await scene.made(article, "коалиция", "вторая", prominence=Prominence.PASSING)
    (second,) = await scene.query_ids("вторая")
    await scene.storage.record_articles([replace(met, queries={**met.queries, second: Prominence.BODY})])
    (dispatch,) = await _sent(scene)
    assert not story_in(dispatch).is_passing


async def test_a_subscription_to_the_main_things_is_told_no_others(scene: Scene) -> None:
    _, articles = await _articles(scene, main_only=True)
    for article, prominence in zip(articles, (*_BELOW, Prominence.LEAD), strict=True):
        await scene.record(article, "коалиция", prominence=prominence)
    assert await _titles(scene) == ["три"]


@pytest.mark.parametrize("is_told_otherwise", [False, True])
async def test_a_story_met_below_is_told_when_another_article_has_it_above(
    scene: Scene, *, is_told_otherwise: bool
) -> None:
    chat, (first, second, _) = await _articles(scene, main_only=True)
    if is_told_otherwise:
        await scene.subscribe(chat, "вторая")
    await scene.record(first, "коалиция", "вторая", prominence=Prominence.PASSING)
    assert await _titles(scene) == ["раз"] * is_told_otherwise
    await scene.record(second, "коалиция", story=await scene.story_of(first))
    (told,) = await _sent(scene)
    assert story_in(told).article.title == "два"
    assert (story_in(told).reply_to is not None) == is_told_otherwise


@pytest.mark.parametrize("main_only", [False, True])
async def test_an_edit_that_brings_it_up_is_told_to_who_was_not_told(scene: Scene, *, main_only: bool) -> None:
    chat, (first, *others) = await _articles(scene, main_only=main_only)
    (subscription,) = await scene.storage.subscriptions(chat.key)
    await scene.storage.set_reply_mode(subscription.id, chat.key, ReplyMode.ALL)
    await scene.record(first, "коалиция", prominence=Prominence.PASSING)
    for other in others:
        await scene.record(other)
    assert await _titles(scene) == ["раз"] * (not main_only)
    for title, prominence, told in (
        ("дальше", Prominence.BODY, []),
        ("главное", Prominence.TITLE, ["главное"] * main_only),
        ("снова", Prominence.LEAD, []),
    ):
        scene.later(minutes=10)
        source = await scene.claim_source()
        edited = ArticleEdited(first.id, ("guid:раз",), title, title, "Другой текст.")
        await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
        (again,) = await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease())
        await scene.record(again, "коалиция", prominence=prominence)
        assert await _titles(scene) == told


async def test_the_choice_is_kept_and_no_stranger_makes_it(scene: Scene) -> None:
    chat, stranger = await scene.chat(), await scene.chat(666)
    subscribed = await scene.subscribe(chat)
    assert not subscribed.main_only
    await scene.storage.set_main_only(subscribed.id, stranger.key, main_only=True)
    assert [one.main_only for one in await scene.storage.subscriptions(chat.key)] == [False]
    await scene.storage.set_main_only(subscribed.id, chat.key, main_only=True)
    assert [one.main_only for one in await scene.storage.subscriptions(chat.key)] == [True]
    assert (await scene.subscribe(chat)).main_only


async def test_it_can_be_made_with_the_subscription(scene: Scene) -> None:
    chat = await scene.chat()
    intent = SubscribeIntent(chat.key, chat.key, 0, "газ", "газ", main_only=True)
    assert (await scene.storage.subscribe(intent, scene.now, scene.cause())).main_only
    assert [one.main_only for one in await scene.storage.subscriptions(chat.key)] == [True]
