"""What is counted for the metrics: the length of each queue, and since when its oldest waits."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model import ArticleFailure, Haste, Sent, SourceHealth
from bot.model.figures import Queue, Waiting
from storage.sqlite.console import SqliteConsole
from tests.storage.plans import Plans, Watched
from tests.storage.scene import Scene


@pytest.fixture
async def console(database: Path, plans: Plans) -> AsyncIterator[SqliteConsole]:
    """It finds what its statements ask for at once."""
    async with SqliteConsole(str(database), factory=Watched) as console:
        yield console
    complaints = plans.complaints(Watched.executed)
    assert not complaints, "\n".join(complaints)


async def test_each_queue_is_counted_with_the_age_of_its_oldest(scene: Scene, console: SqliteConsole) -> None:
    async def queues(*wanted: Queue) -> list[Waiting]:
        found = (await console.figures(scene.now)).queues
        return [found[queue] for queue in wanted]

    chat = await scene.chat()
    await scene.source(chat)
    await scene.subscribe(chat)
    began = scene.now
    scene.later(minutes=3)
    assert await queues(Queue.SOURCES) == [Waiting(1, began)]
    first, second = await scene.publish("раз", "два")
    found = scene.now
    scene.later(minutes=1)
    assert await queues(Queue.SOURCES, Queue.ARTICLES, Queue.MENTIONS) == [Waiting(), Waiting(2, found), Waiting()]
    await scene.record(first, "коалиция")
    await scene.storage.fail_article(ArticleFailure(second.id, second.lease, "broken", is_set_aside=True))
    assert await queues(Queue.ARTICLES, Queue.MENTIONS) == [Waiting(), Waiting(1, found)]
    assert (await console.figures(scene.now)).set_aside == 1
    await scene.fan_out()
    owed = scene.now
    scene.later(seconds=20)
    assert await queues(Queue.MENTIONS, Queue.CHATS) == [Waiting(), Waiting(1, owed)]
    (dispatch,) = await scene.dispatches()
    await scene.settle(dispatch, Sent(1))
    assert await queues(Queue.CHATS, Queue.EDITS) == [Waiting(), Waiting()]


async def test_what_there_is_is_counted_by_kind(scene: Scene, console: SqliteConsole) -> None:
    chat, other = await scene.chat(100), await scene.chat(200)
    await scene.source(chat)
    await scene.source(other, "https://two.example/feed")
    subscribed = await scene.subscribe(chat)
    await scene.subscribe(other)
    (article,) = await scene.publish("раз")
    await scene.record(article, "коалиция")
    await scene.fan_out()
    figures = await console.figures(scene.now)
    assert figures.sources[SourceHealth.NEW] == 1
    assert figures.sources[SourceHealth.WORKING] == 1
    assert (figures.chats, figures.dormant_chats) == (2, 0)
    assert (figures.subscriptions, figures.paused_subscriptions) == (2, 0)
    assert sum(figures.debts.values()) == figures.debts[Haste.AT_ONCE] == 1
    await scene.unsubscribe(subscribed, chat)
    assert (await console.figures(scene.now)).subscriptions == 1
