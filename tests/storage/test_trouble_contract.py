"""Articles during which runs ended, and articles that break the step: none is lost, and none delays the others."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from bot.errors import LeaseLost, Refused
from bot.model import OFTEN_INTERRUPTED, ArticleEdited, ArticleFailure, PollRecord, TroubledArticle, WaitingArticle
from bot.ports import Storage
from tests.storage.conftest import START
from tests.storage.scene import Scene

Opener = Callable[[], Storage]


async def _claim(scene: Scene) -> list[WaitingArticle]:
    return list(await scene.storage.claim_waiting_articles(scene.now, 10, scene.lease()))


def _titles(articles: Sequence[WaitingArticle]) -> list[str]:
    return [article.title for article in articles]


async def _fail(scene: Scene, article: WaitingArticle, *, is_set_aside: bool = False) -> None:
    await scene.storage.fail_article(ArticleFailure(article.id, article.lease, "ValueError: so", is_set_aside))


async def _after_kills(open_again: Opener, kills: int, *titles: str) -> list[str]:
    """Publish articles; what a run claims next, after others have ended as soon as they had claimed something."""
    async with open_again() as storage:
        scene = Scene(storage, START)
        await scene.source(await scene.chat())
        await scene.publish(*titles)
    for _ in range(kills - 1):
        async with open_again() as storage:
            await _claim(Scene(storage, START))
    async with open_again() as storage:
        scene, found = Scene(storage, START), []
        while claimed := await _claim(scene):
            found.append("+".join(_titles(claimed)))
            for article in claimed:
                await scene.record(article)
        return found


@pytest.mark.parametrize("kills", [1, OFTEN_INTERRUPTED, OFTEN_INTERRUPTED + 1, 40])
async def test_however_many_runs_end_over_an_article_it_is_claimed_again(open_again: Opener, kills: int) -> None:
    assert sorted(await _after_kills(open_again, kills, "раз", "два", "три")) == ["два", "раз", "три"]


async def test_what_was_claimed_when_a_run_ended_comes_alone_and_in_its_order(open_again: Opener) -> None:
    assert await _after_kills(open_again, OFTEN_INTERRUPTED, "раз", "два") == ["раз", "два"]


async def test_what_has_seen_many_runs_end_comes_after_all_others(open_again: Opener) -> None:
    assert await _after_kills(open_again, OFTEN_INTERRUPTED + 1, "раз", "два") == ["два", "раз"]


async def test_a_lease_that_lapses_within_a_run_is_held_against_nothing(scene: Scene) -> None:
    await scene.source(await scene.chat())
    await scene.publish("раз", "два")
    for _ in range(OFTEN_INTERRUPTED + 2):
        scene.later(minutes=6)
        claimed = await _claim(scene)
        assert _titles(claimed) == ["раз", "два"]
    assert {(article.failures, article.interruptions) for article in claimed} == {(0, 0)}


async def test_what_the_step_breaks_on_comes_after_all_others_and_the_operator_sees_it(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, second = await scene.publish("раз", "два")
    await _fail(scene, first)
    scene.later(minutes=6)
    assert _titles(await _claim(scene)) == ["два"]
    (again,) = await _claim(scene)
    assert (again.title, again.failures) == ("раз", 1)
    troubled = TroubledArticle("раз", first.url, "ValueError: so", 0, is_set_aside=False)
    assert await scene.storage.troubled_articles(10) == (1, [troubled])
    await scene.record(again)
    assert await scene.storage.troubled_articles(10) == (0, [])
    assert second.title == "два"


async def test_what_is_set_aside_holds_up_nobody_and_is_claimed_by_the_next_run(open_again: Opener) -> None:
    async with open_again() as storage:
        scene = Scene(storage, START)
        await scene.source(await scene.chat())
        (article,) = await scene.publish("раз")
        await _fail(scene, article, is_set_aside=True)
        scene.later(days=30)
        assert await _claim(scene) == []
        assert (await storage.backlog(scene.now, scene.now)).articles == 0
        count, (troubled,) = await storage.troubled_articles(10)
        assert (count, troubled.is_set_aside) == (1, True)
    async with open_again() as storage:
        (again,) = await _claim(Scene(storage, START))
        assert (again.title, again.failures, again.interruptions) == ("раз", 0, 0)


async def test_what_was_set_aside_and_is_edited_is_another_text(scene: Scene) -> None:
    await scene.source(await scene.chat())
    (article,) = await scene.publish("раз")
    await _fail(scene, article, is_set_aside=True)
    scene.later(minutes=10)
    source = await scene.claim_source()
    edited = ArticleEdited(article.id, ("guid:раз",), "иначе", "раз, иначе", "Другой текст.")
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=(edited,)))
    (again,) = await _claim(scene)
    assert (again.title, again.failures) == ("раз, иначе", 0)


async def test_what_is_not_ours_any_more_cannot_be_put_aside(scene: Scene) -> None:
    await scene.source(await scene.chat())
    (article,) = await scene.publish("раз")
    scene.later(minutes=6)
    await _claim(scene)
    with pytest.raises(LeaseLost):
        await _fail(scene, article, is_set_aside=True)


async def test_of_records_together_those_that_can_be_are_recorded(scene: Scene) -> None:
    await scene.source(await scene.chat())
    first, second = await scene.publish("раз", "два")
    await _fail(scene, first)
    lost, recorded = await scene.storage.record_articles([await scene.made(first), await scene.made(second)])
    assert isinstance(lost, LeaseLost)
    assert not isinstance(recorded, Refused)
    assert _titles(await _claim(scene)) == ["раз"]


async def test_a_message_is_not_the_worse_for_runs_that_ended_while_it_was_sent(open_again: Opener) -> None:
    async with open_again() as storage:
        scene = Scene(storage, START)
        chat = await scene.chat()
        await scene.source(chat)
        await scene.subscribe(chat)
        (article,) = await scene.publish("коалиция")
        await scene.record(article, "коалиция")
        await scene.fan_out()
    for _ in range(12):
        async with open_again() as storage:
            scene = Scene(storage, START + timedelta(minutes=1))
            (dispatch,) = await scene.dispatches()
            assert dispatch.attempts == 1
