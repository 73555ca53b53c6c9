"""The same order of articles makes the same stories, however they are batched and whatever stops in between."""

import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.errors import Refused
from bot.matching.engine import Matching
from bot.model import ArticleFound, ArticleRecord, BootId, Lease, NewSource, PollRecord, ReadArticle, StoryId
from bot.pipeline.ingest import Ingest
from bot.runtime.supervise import Bell
from bot.stories.semantic import SecondOpinion
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology
from tests.stories.test_similarity import EXAMPLES

pytestmark = pytest.mark.xdist_group("stories")
"""They share what is expected."""

_POLLS = 7
_EVERY_H = 10
"""So that some stories are over before the last articles come."""

Stories = list[list[tuple[str, str]]]
"""The outlets and titles of the articles of each, in the order in which they joined."""


class KilledError(BaseException):
    """Not what the step itself breaks with."""


class Mortal(SqliteStorage):
    """Ends the run after so many records, if that is said."""

    lives: int | None = None

    async def record_articles(self, records: Sequence[ArticleRecord]) -> list[Refused | StoryId | None]:
        if self.lives is None:
            return await super().record_articles(records)
        recorded, self.lives = records[: self.lives], self.lives - len(records)
        outcomes = await super().record_articles(recorded)
        if self.lives < 0:
            raise KilledError
        return outcomes


@dataclass
class Run:
    """One run of the program."""

    storage: Mortal
    clock: SteppedClock
    boot: BootId
    ingest: Ingest

    async def poll(self, found: Sequence[ArticleFound]) -> None:
        now = self.clock.now()
        await self.storage.share_sources([NewSource("https://feed.example/", pack="p")], now)
        (source,) = await self.storage.claim_due_sources(now, 1, Lease(self.boot, now + timedelta(minutes=5)))
        state = replace(source.state, next_poll_at=now, baseline_at=now)
        await self.storage.record_poll(PollRecord(source.id, source.lease, now, state, found=tuple(found)))

    async def finish(self) -> None:
        while await self.ingest.step():
            pass

    async def stories(self) -> Stories:
        stories: Stories = []
        while joined := await self.storage.articles_of(StoryId(len(stories) + 1), 1_000):
            stories.append([(article.site, article.title) for article in reversed(joined)])
        return stories


@dataclass
class Program:
    """What its runs have in common."""

    path: Path
    clock: SteppedClock = field(default_factory=SteppedClock)
    second_opinion: SecondOpinion | None = None
    _boots: "count[int]" = field(default_factory=count)

    @asynccontextmanager
    async def run(self) -> AsyncIterator[Run]:
        boot = BootId(str(next(self._boots)))
        async with Mortal(str(self.path)) as storage, Matching(morphology()) as matching:
            ingest = Ingest(
                storage,
                matching,
                clock=self.clock,
                boot=boot,
                articles=Bell(),
                mentions=Bell(),
                second_opinion=self.second_opinion,
            )
            yield Run(storage, self.clock, boot, ingest)


def _polls(seed: int) -> list[list[ArticleFound]]:
    articles = [article for first, second, _ in EXAMPLES for article in (first, second)]
    random.Random(seed).shuffle(articles)
    found = [found_by(number, article) for number, article in enumerate(articles)]
    return [found[number::_POLLS] for number in range(_POLLS)]


def found_by(number: int, article: ReadArticle) -> ArticleFound:
    url = f"https://{article.site}/{number}"
    now = SteppedClock().now()
    title, text, site, language = article.title, article.text, article.site, article.language
    return ArticleFound((url,), url, title, text, url, url, site, language, now)


async def test_what_has_one_address_is_one_story_also_when_it_waits_together_and_is_not_alike(database: Path) -> None:
    (first, *_), (second, *_) = EXAMPLES[:2]
    found = found_by(1, first)
    async with Program(database).run() as run:
        await run.poll([found, replace(found_by(2, second), canonical_url=found.canonical_url)])
        await run.finish()
        assert len(await run.stories()) == 1


async def _one_by_one(path: Path, seed: int) -> Stories:
    program = Program(path)
    async with program.run() as run:
        for found in _polls(seed):
            for item in found:
                await run.poll([item])
                await run.finish()
            program.clock.move(hours=_EVERY_H)
        return await run.stories()


@pytest.fixture(scope="module")
def one_by_one(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Awaitable[Stories]]:
    """The stories of articles that come one by one, by the seed of their order: each is made once."""
    folder = tmp_path_factory.mktemp("one-by-one")
    known: dict[int, Stories] = {}

    async def stories(seed: int) -> Stories:
        if seed not in known:
            known[seed] = await _one_by_one(Path(shutil.copy(migrated, folder / f"{seed}.db")), seed)
        return known[seed]

    return stories


@pytest.mark.parametrize("seed", range(3))
async def test_articles_that_wait_together_make_the_same_stories(
    database: Path, one_by_one: Callable[[int], Awaitable[Stories]], seed: int
) -> None:
    expected = await one_by_one(seed)
    assert len(expected) < sum(map(len, _polls(seed)))
    program = Program(database)
    async with program.run() as run:
        for found in _polls(seed):
            await run.poll(found)
            await run.finish()
            program.clock.move(hours=_EVERY_H)
        assert await run.stories() == expected


@pytest.mark.parametrize("seed", range(3))
async def test_articles_that_waited_for_days_make_the_same_stories(
    database: Path, one_by_one: Callable[[int], Awaitable[Stories]], seed: int
) -> None:
    expected = await one_by_one(seed)
    program = Program(database)
    async with program.run() as run:
        for found in _polls(seed):
            await run.poll(found)
            program.clock.move(hours=_EVERY_H)
        program.clock.move(days=9)
        await run.storage.tidy(program.clock.now())
        await run.finish()
        assert await run.stories() == expected


@pytest.mark.parametrize("seed", range(3))
async def test_kills_in_between_leave_the_stories_as_they_are(
    database: Path, one_by_one: Callable[[int], Awaitable[Stories]], seed: int
) -> None:
    expected = await one_by_one(seed)
    lives = random.Random(seed)
    program = Program(database)
    for found in _polls(seed):
        async with program.run() as run:
            await run.poll(found)
            run.storage.lives = lives.randrange(12)
            with pytest.raises(KilledError):
                await run.finish()
        async with program.run() as run:
            await run.finish()
            await run.storage.tidy(program.clock.now())
        program.clock.move(hours=_EVERY_H)
    async with program.run() as run:
        assert await run.stories() == expected


async def test_reports_of_one_event_are_one_story_for_two_days_after_the_first(database: Path) -> None:
    first, second, _ = EXAMPLES[0]
    later = replace(second, title=f"{second.title} летом", site="three.example")
    program = Program(database)
    async with program.run() as run:
        for number, (article, hours) in enumerate([(first, 47), (second, 2), (later, 0)]):
            await run.poll([found_by(number, article)])
            await run.finish()
            program.clock.move(hours=hours)
        assert await run.stories() == [
            [(first.site, first.title), (second.site, second.title)],
            [(later.site, later.title)],
        ]
