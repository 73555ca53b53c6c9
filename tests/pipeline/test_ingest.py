"""The stage from waiting articles to mentions, with what may come between matching and recording."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import LeaseLost, Overrun, Refused, StorageError
from bot.matching import parse
from bot.matching.engine import Matched, Matching
from bot.model import (
    OFTEN_INTERRUPTED,
    ArticleFound,
    ArticleRecord,
    BootId,
    Cause,
    ChatKind,
    Language,
    Lease,
    NewSource,
    PollRecord,
    ReadArticle,
    StoryId,
    SubscribeIntent,
    WaitingArticle,
)
from bot.pipeline.ingest import Ingest
from bot.pipeline.trial import Trial
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage, _end_leases
from tests.clock import SteppedClock
from tests.kept import morphology

_BOOT = BootId("this run")
_BRIDGE, _WORKS = "мост открыли вчера вечером", "завод закрыли сегодня на ремонт"


class Watched(SqliteStorage):
    """Remembers what is recorded; before the third record, something happens."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.tried: list[str] = []
        self.recorded: dict[str, ArticleRecord] = {}
        self.titles: dict[int, str] = {}
        self.wish: SubscribeIntent | None = None
        self.lose: str | None = None

    async def record_articles(self, records: Sequence[ArticleRecord]) -> list[Refused | StoryId | None]:
        return [await self._record(record) for record in records]

    async def _record(self, record: ArticleRecord) -> Refused | StoryId | None:
        title = record.story_keys[-1].removeprefix("title:")
        self.tried.append(title)
        if self.wish is not None and len(self.tried) == 3:
            wish, self.wish = self.wish, None
            await self.subscribe(wish, record.at, Cause("in between"))
        if title == self.lose:
            self.lose = None
            return LeaseLost()
        (outcome,) = await super().record_articles([record])
        if not isinstance(outcome, Refused):
            self.recorded[title] = record
        return outcome


@dataclass
class Scene:
    storage: Watched
    ingest: Ingest
    trial: "Judge"
    clock: SteppedClock

    async def kills(self, times: int) -> None:
        """Let so many runs end that had claimed what waits."""
        lease = Lease(_BOOT, self.clock.now() + timedelta(minutes=1))
        for _ in range(times):
            await self.storage.claim_waiting_articles(self.clock.now(), 100, lease)
            await self.storage._db.write(_end_leases)

    async def finish(self) -> None:
        while await self.ingest.step():
            pass

    async def wish(self, text: str) -> SubscribeIntent:
        chat = await self.storage.see_chat(1, ChatKind.PRIVATE, "чат", Language.RUSSIAN, self.clock.now())
        return SubscribeIntent(chat.key, chat.key, 0, text, str(parse(text)))

    async def publish(self, *titles: str) -> None:
        now = self.clock.now()
        await self.storage.share_sources([NewSource("https://one.example/feed", pack="p")], now)
        lease = Lease(_BOOT, now + timedelta(minutes=5))
        (source,) = await self.storage.claim_due_sources(now, 1, lease)
        found = tuple(self._found(number, title) for number, title in enumerate(titles))
        await self.storage.record_poll(PollRecord(source.id, source.lease, now, source.state, found=found))

    def _found(self, number: int, title: str) -> ArticleFound:
        url = f"https://one.example/{number}"
        return ArticleFound((url,), title, title, "", url, url, "one.example", "ru", self.clock.now())


class Fragile(Matching):
    """Breaks on a certain word."""

    async def match(self, articles: Sequence[ReadArticle]) -> list[Matched]:
        if any("яд" in article.title.split() for article in articles):
            raise RecursionError("too deep")
        return await super().match(articles)


class Judge(Trial):
    """Knows beforehand which articles end a process."""

    deadly = ""

    async def survives(self, article: WaitingArticle) -> None:
        if article.title == self.deadly:
            raise Overrun("ProcessExpired")


@pytest.fixture
async def scene(database: Path) -> AsyncIterator[Scene]:
    clock, trial = SteppedClock(), Judge()
    async with Watched(str(database)) as storage, Fragile(morphology()) as matching:
        ingest = Ingest(storage, matching, clock=clock, boot=_BOOT, articles=Bell(), mentions=Bell(), trial=trial)
        yield Scene(storage, ingest, trial, clock)


async def test_articles_of_one_batch_join_one_story_in_their_order(scene: Scene) -> None:
    await scene.publish("мост открыли вчера вечером", "завод закрыли на ремонт", "Мост открыли вчера вечером!")
    assert await scene.ingest.step()
    assert scene.storage.tried == [
        "мост открыли вчера вечером",
        "завод закрыли на ремонт",
        "мост открыли вчера вечером",
    ]
    (story,) = await scene.storage.candidate_stories(
        ["title:мост открыли вчера вечером"], scene.clock.now() - timedelta(1)
    )
    assert scene.storage.recorded["мост открыли вчера вечером"].story_id == story.id == StoryId(1)
    assert not await scene.ingest.step()


async def test_a_query_that_comes_in_between_is_matched_with_whatever_is_not_recorded_yet(scene: Scene) -> None:
    scene.storage.wish = await scene.wish("театр")
    titles = [f"в театре дали спектакль номер {number}" for number in range(4)]
    await scene.publish(*titles)
    await scene.ingest.step()
    assert list(scene.storage.recorded) == titles
    met = [len(scene.storage.recorded[title].queries) for title in titles]
    assert met == sorted(met)
    assert met[-1] == 1
    assert (await scene.storage.backlog(scene.clock.now(), scene.clock.now())).articles == 0


async def test_an_article_whose_lease_is_lost_holds_up_no_other(scene: Scene) -> None:
    titles = [f"в порту встретили судно номер {number}" for number in range(3)]
    await scene.publish(*titles)
    scene.storage.lose = titles[1]
    await scene.ingest.step()
    assert list(scene.storage.recorded) == [titles[0], titles[2]]
    scene.clock.move(minutes=10)
    await scene.ingest.step()
    assert list(scene.storage.recorded) == [titles[0], titles[2], titles[1]]


async def test_an_article_that_the_step_breaks_on_hurts_no_other_and_is_set_aside(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    await scene.publish(_BRIDGE, "яд нашли вчера в реке", _WORKS, "яд нашли вчера в море")
    await scene.finish()
    assert list(scene.storage.recorded) == [_BRIDGE, _WORKS]
    count, troubled = await scene.storage.troubled_articles(10)
    assert count == 2
    assert {one.reason for one in troubled} == {"RecursionError: too deep"}
    assert all(one.is_set_aside for one in troubled)
    assert caplog.text.count("tried again after the others") == 4
    assert caplog.text.count("set aside until the next start") == 2
    assert not await scene.ingest.step()


async def test_what_was_set_aside_is_read_by_a_run_that_can(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    await scene.publish("яд нашли вчера в реке")
    await scene.finish()
    monkeypatch.setattr(Fragile, "match", Matching.match)
    await scene.finish()
    assert not scene.storage.recorded
    await scene.kills(1)
    await scene.finish()
    assert list(scene.storage.recorded) == ["яд нашли вчера в реке"]
    assert await scene.storage.troubled_articles(10) == (0, [])


async def test_kills_are_not_held_against_an_article(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    await scene.publish(_BRIDGE, _WORKS)
    await scene.kills(OFTEN_INTERRUPTED + 5)
    assert (await scene.storage.troubled_articles(10))[0] == 2
    await scene.finish()
    assert sorted(scene.storage.recorded) == sorted([_BRIDGE, _WORKS])
    assert "was being read when the program ended" in caplog.text


async def test_an_article_that_ends_processes_is_set_aside_and_not_read_here(scene: Scene) -> None:
    await scene.publish(_BRIDGE, _WORKS)
    await scene.kills(OFTEN_INTERRUPTED + 1)
    scene.trial.deadly = _BRIDGE
    await scene.finish()
    assert scene.storage.tried == [_WORKS]
    _, (troubled,) = await scene.storage.troubled_articles(10)
    assert (troubled.title, troubled.is_set_aside) == (_BRIDGE, True)
    assert "ProcessExpired" in troubled.reason


async def test_a_database_that_fails_is_not_held_against_an_article(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> list[Refused | None]:
        raise StorageError("disk I/O error")

    await scene.publish(_BRIDGE)
    monkeypatch.setattr(Watched, "record_articles", fail)
    with pytest.raises(StorageError):
        await scene.ingest.step()
    monkeypatch.undo()
    scene.clock.move(minutes=10)
    await scene.finish()
    assert list(scene.storage.recorded) == [_BRIDGE]


async def test_it_is_busy_from_when_something_waits_until_nothing_does(scene: Scene) -> None:
    assert scene.ingest.busy_for() == timedelta(0)
    await scene.publish(_BRIDGE)
    await scene.ingest.step()
    scene.clock.move(seconds=2)
    assert scene.ingest.busy_for() >= timedelta(seconds=2)
    await scene.ingest.step()
    scene.clock.move(seconds=2)
    assert scene.ingest.busy_for() == timedelta(0)
