"""Queries are expanded anew when the forms have changed, some at a time, while their older forms serve."""

import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.matching.engine import Matching
from bot.model import BootId, Cause, ChatKind, Expansion, Generation, Language, QueryId, ReadArticle, SubscribeIntent
from bot.pipeline import expand, ingest
from bot.pipeline.expand import Expand
from bot.pipeline.ingest import Ingest
from bot.runtime.supervise import Bell
from storage.sqlite import SqliteStorage
from tests.clock import SteppedClock
from tests.kept import morphology

_QUERIES = ["мост", "река", "природный газ", "море + озеро", "суды -дело"]


@dataclass
class Run:
    """The stages of one run of the program, with its version of the forms."""

    storage: SqliteStorage
    ingest: Ingest
    expand: Expand
    matching: Matching
    busy_for: timedelta = timedelta(0)

    async def finish(self) -> int:
        """Let both stages work until nothing is left; how many batches it took."""
        batches = 0
        while await self.expand.step():
            batches += 1
            await self.ingest.step()
        return batches


class Runs:
    """Runs one after another, on one database."""

    def __init__(self, storage: SqliteStorage, opened: AsyncExitStack) -> None:
        self._storage = storage
        self._opened = opened
        self._clock = SteppedClock()

    async def start(self, forms: int) -> Run:
        matching = await self._opened.enter_async_context(Matching(morphology(), forms=forms))
        bell = Bell()
        ingest = Ingest(
            self._storage, matching, clock=self._clock, boot=BootId(str(forms)), articles=bell, mentions=Bell()
        )
        stage = Expand(self._storage, matching, clock=self._clock, articles=bell, busy_for=lambda: run.busy_for)
        run = Run(self._storage, ingest, stage, matching)
        await ingest.step()
        return run

    async def subscribe(self, *queries: str) -> None:
        now = self._clock.now()
        chat = await self._storage.see_chat(1, ChatKind.PRIVATE, "Аня", Language.RUSSIAN, now)
        for query in queries:
            await self._storage.subscribe(SubscribeIntent(chat.key, chat.key, 0, query, query), now, Cause(query))

    async def expansions(self) -> Mapping[QueryId, Expansion]:
        return (await self._storage.index_changes(Generation(0))).expansions

    async def damage(self) -> None:
        def damage(db: sqlite3.Connection) -> None:
            db.execute("UPDATE queries SET expansion = CAST(x'00' || expansion AS BLOB)")

        await self._storage._db.write(damage)

    async def forms(self) -> list[int | None]:
        """The version of the forms of each query."""
        changes = await self._storage.index_changes(Generation(0))
        return [changes.expansions[query].forms if query in changes.expansions else None for query in changes.added]


@pytest.fixture
async def runs(database: Path) -> AsyncIterator[Runs]:
    async with AsyncExitStack() as opened:
        storage = await opened.enter_async_context(SqliteStorage(str(database)))
        yield Runs(storage, opened)


async def test_what_a_query_expands_to_is_kept_when_it_is_first_indexed(runs: Runs) -> None:
    await runs.subscribe(*_QUERIES)
    assert await runs.forms() == [None] * len(_QUERIES)
    run = await runs.start(1)
    assert await runs.forms() == [1] * len(_QUERIES)
    await runs.subscribe("новость")
    await run.ingest.step()
    assert await runs.forms() == [1] * (len(_QUERIES) + 1)
    assert await run.expand.step() is False


async def test_after_an_update_queries_are_expanded_anew_in_batches(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expand, "_AT_ONCE", 2)
    await runs.subscribe(*_QUERIES)
    await runs.start(1)
    run = await runs.start(2)
    assert await runs.forms() == [1] * len(_QUERIES)
    assert await run.expand.step()
    assert await runs.forms() == [1, 1, 1, 2, 2]
    assert await run.finish() == 2
    assert await runs.forms() == [2] * len(_QUERIES)


async def test_a_run_that_ends_in_between_is_finished_by_the_next_one(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expand, "_AT_ONCE", 2)
    await runs.subscribe(*_QUERIES)
    await runs.start(1)
    ended = await runs.start(2)
    await ended.expand.step()
    await ended.matching.renew(2)
    run = await runs.start(2)
    assert await run.finish() == 2
    assert await runs.forms() == [2] * len(_QUERIES)


async def test_it_pauses_while_articles_wait_for_over_a_second(runs: Runs) -> None:
    await runs.subscribe(*_QUERIES)
    await runs.start(1)
    run = await runs.start(2)
    run.busy_for = timedelta(seconds=1.5)
    assert await run.expand.step() is False
    assert await runs.forms() == [1] * len(_QUERIES)
    run.busy_for = timedelta(seconds=0.5)
    assert await run.expand.step()


async def test_what_cannot_be_read_is_expanded_and_kept_anew(runs: Runs) -> None:
    await runs.subscribe(*_QUERIES)
    await runs.start(1)
    before = await runs.expansions()
    await runs.damage()
    assert await runs.expansions() != before
    run = await runs.start(1)
    assert await runs.expansions() == before
    assert await run.expand.step() is False


async def test_very_many_queries_are_indexed_some_at_a_time(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "_CHANGES", 2)
    await runs.subscribe(*_QUERIES)
    run = await runs.start(1)
    assert await runs.forms() == [1] * len(_QUERIES)
    articles = [ReadArticle("", f"{text}.", "", "", "ru") for text in ("Мост", "Река", "Природный газ")]
    assert [len(found.queries) for found in await run.matching.match(articles)] == [1, 1, 1]
