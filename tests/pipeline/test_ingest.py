"""The stage from waiting articles to mentions, with what may come between matching and recording."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import LeaseLost
from bot.matching import parse
from bot.model import (
    ArticleFound,
    ArticleRecord,
    BootId,
    Cause,
    ChatKind,
    Language,
    Lease,
    NewSource,
    PollRecord,
    StoryId,
    SubscribeIntent,
)
from bot.pipeline.ingest import Ingest
from bot.pipeline.matching import Matching
from bot.pipeline.supervise import Bell
from bot.text.forms import Morphology
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock

_BOOT = BootId("this run")


class Watched(SqliteStorage):
    """Remembers what is recorded; before the third record, something happens."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.tried: list[str] = []
        self.recorded: dict[str, ArticleRecord] = {}
        self.titles: dict[int, str] = {}
        self.wish: SubscribeIntent | None = None
        self.lose: str | None = None

    async def record_article(self, record: ArticleRecord) -> None:
        title = record.story_keys[-1].removeprefix("title:")
        self.tried.append(title)
        if self.wish is not None and len(self.tried) == 3:
            wish, self.wish = self.wish, None
            await self.subscribe(wish, record.at, Cause("in between"))
        if title == self.lose:
            self.lose = None
            raise LeaseLost
        await super().record_article(record)
        self.recorded[title] = record


@dataclass
class Scene:
    storage: Watched
    ingest: Ingest
    clock: SteppedClock = field(default_factory=SteppedClock)

    async def wish(self, text: str) -> SubscribeIntent:
        chat = await self.storage.meet_chat(1, ChatKind.PRIVATE, "чат", Language.RUSSIAN, self.clock.now())
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


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    clock = SteppedClock()
    async with Watched(str(tmp_path / "dozor.db")) as storage, Matching(Morphology()) as matching:
        ingest = Ingest(storage, matching, clock=clock, boot=_BOOT, articles=Bell(), mentions=Bell())
        yield Scene(storage, ingest, clock)


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
