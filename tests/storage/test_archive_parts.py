"""The parts of the archive's index: in order over all of them, and the way there from an undivided one."""

import asyncio
import random
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from bot.model import (
    AllOf,
    ArchivedArticle,
    ArchivePlace,
    ArticleEdited,
    Filter,
    PollRecord,
    SourceForPoll,
    Term,
    WaitingArticle,
)
from bot.ports import ArchiveStorage
from storage import open_archive
from storage.sqlite import SqliteStorage
from storage.sqlite.archive_index import LAST_KEY, divide_old_index, drop_old_part, entries, put_into_archive
from storage.sqlite.database import Database
from storage.sqlite.migrations import migrations
from storage.sqlite.rows import to_ms
from tests.storage.conftest import START
from tests.storage.scene import Scene

_WORDS = "нефть газ уголь сталь лес".split()  # noqa: SIM905 - words read better than a list of strings


async def _all_found(
    storage: ArchiveStorage, wanted: Filter | None, now: datetime = START, *, limit: int, within_s: float
) -> list[ArchivedArticle]:
    """Everything, page by page."""
    found: list[ArchivedArticle] = []
    place: ArchivePlace | None = None
    for _ in range(10_000):
        page = await storage.search(wanted, None, now - timedelta(days=400), place, limit, within_s=within_s)
        assert len(page.articles) <= limit
        found += page.articles
        assert page.reached != place or page.reached is None
        place = page.reached
        if place is None:
            return found
    raise AssertionError("it does not come to an end")


async def _edit(scene: Scene, source: SourceForPoll, *articles: WaitingArticle) -> None:
    """Let articles be changed, but not in their titles; what they are found by is recorded again."""
    edited = tuple(ArticleEdited(one.id, (), str(scene.now), one.title, str(scene.now)) for one in articles)
    await scene.storage.record_poll(PollRecord(source.id, source.lease, scene.now, source.state, edited=edited))
    for article in await scene.storage.claim_waiting_articles(scene.now, 100, scene.lease()):
        await scene.record(article)


def _titles(found: Sequence[ArchivedArticle]) -> list[str]:
    return [one.article.title for one in found]


@pytest.mark.parametrize("seed", range(3))
async def test_articles_of_all_weeks_come_once_and_newest_first_however_often_the_time_is_up(
    scene: Scene, seed: int
) -> None:
    """Many are found long after they were published, others are edited: their entries stand in later parts."""
    chance = random.Random(seed)
    await scene.source(await scene.chat())
    published: dict[str, datetime] = {}
    recorded: list[WaitingArticle] = []
    for week in range(5):
        source = await scene.claim_source()
        titles = [f"{' '.join(chance.sample(_WORDS, 2))} {week}-{number}" for number in range(30)]
        for title in titles:
            published[title] = scene.now - timedelta(seconds=chance.choice([0, 0, 60, 3_600, 10**6, 5 * 10**6]))
        await _edit(scene, source, *chance.sample(recorded, min(5, len(recorded))))
        source = await scene.claim_source()
        await scene.poll_found(source, *(scene.found(title, published_at=published[title]) for title in titles))
        articles = await scene.storage.claim_waiting_articles(scene.now, 100, scene.lease())
        for article in articles:
            await scene.record(article)
        recorded += articles
        scene.later(days=chance.choice([1, 7, 20]))
    for wanted, words in (
        (Term("нефть"), {"нефть"}),
        (AllOf((Term("газ"), Term("лес"))), {"газ", "лес"}),
        (None, set()),
    ):
        expected = {title for title in published if words <= {*title.split()}}
        for limit, within_s in ((200, 10), (7, 10), (7, 0), (1, 0)):
            found = await _all_found(scene.storage, wanted, scene.now, limit=limit, within_s=within_s)
            assert sorted(_titles(found)) == sorted(expected)
            times = [int(one.published_at.timestamp()) for one in found]
            assert times == sorted(times, reverse=True)


def _undivided(path: str, articles: int) -> None:
    """A database as it was before there were parts: articles an hour apart, each with its number for a title."""
    with closing(Tables(path)) as before:
        migrations.apply(before, stop_before="an_archive_in_parts")
        before.execute("INSERT INTO hosts (name) VALUES ('one.example')")
        before.execute(
            "INSERT INTO sources (id, url, host, title, language, interval_s, next_poll_at)"
            " VALUES (1, 'https://one.example/feed', 'one.example', 'Один', 'ru', 60, 0)"
        )
        for number in range(1, articles + 1):
            at = to_ms(START - timedelta(hours=articles - number))
            before.execute(
                "INSERT INTO articles (id, source_id, url, canonical_url, site, title, text, language, published_at,"
                " found_at, is_news, waiting, recorded)"
                " VALUES (?, 1, '', '', '', ?, 'Текст.', 'ru', ?, ?, 0, 0, ?)",
                (number, str(number), at - number % 3 * 10_000_000, at, number),
            )
            terms = "нефть" if number % 2 else "газ"
            before.execute("INSERT INTO archive (rowid, terms) VALUES (?, ?)", (number, f"{terms} {number}"))
        before.conn.commit()


async def test_an_undivided_index_is_searched_while_it_is_divided(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sqlite.archive_index._OLD_WINDOW", 40)
    path = str(tmp_path / "dozor.db")
    _undivided(path, 300)
    async with SqliteStorage(path) as storage:
        before = await _all_found(storage, Term("нефть"), limit=20, within_s=10)
    assert {int(title) for title in _titles(before)} == set(range(1, 301, 2))
    times = [one.published_at for one in before]
    assert times == sorted(times, reverse=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        steps = 0
        while divide_old_index(db, 7):
            steps += 1
            if steps % 10 == 0:
                async with open_archive(f"sqlite:///{path}") as archive:
                    assert await _all_found(archive, Term("нефть"), limit=20, within_s=0) == before
        assert steps > 300 / 7
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'archive'").fetchall()
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    async with open_archive(f"sqlite:///{path}") as archive:
        assert await _all_found(archive, Term("нефть"), limit=20, within_s=10) == before


def test_a_part_that_is_over_goes_step_by_step_and_takes_nothing_in_meanwhile(tmp_path: Path) -> None:
    with closing(Tables(tmp_path / "dozor.db")) as tables:
        migrations.apply(tables)
        db = tables.conn
        db.row_factory = sqlite3.Row
        week = 7 * 24 * 3_600_000

        def found() -> list[int]:
            return [entry.article for entry in entries(db, '"газ"', 0, LAST_KEY) if entry.article is not None]

        for number in range(1, 2_001):
            at = 3_000 * week if number <= 1_000 else 3_001 * week
            put_into_archive(db, number, at + number, f"газ {' '.join(str(number * 100 + n) for n in range(40))}", at)
        assert len(found()) == 2_000
        assert not drop_old_part(db, 3_001 * week - 1, 5)
        assert drop_old_part(db, 3_001 * week, 5)
        assert found() == list(range(2_000, 1_000, -1))
        put_into_archive(db, 3_000, 3_000 * week, "газ", 3_000 * week)
        assert found() == [*range(2_000, 1_000, -1), 3_000]
        tables.conn.commit()
        # Another run, which has seen nothing of that part but what is left of it, goes on.
        with closing(sqlite3.connect(tmp_path / "dozor.db", isolation_level=None)) as later:
            later.row_factory = sqlite3.Row
            while drop_old_part(later, 3_001 * week, 5):
                pass
            assert later.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert len(found()) == 1_001
        assert [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE name LIKE 'archive_3000%'")] == []


async def test_searches_hold_up_nobody_else(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "dozor.db"))
    await asyncio.to_thread(database.open)
    looked_through = threading.Event()
    searches = [asyncio.ensure_future(database.search(lambda _: looked_through.wait(60))) for _ in range(5)]
    await asyncio.gather(*(database.read(lambda db: db.execute("SELECT 1").fetchone()) for _ in range(5)))
    await database.write(lambda db: db.execute("UPDATE given SET id = id"))
    assert not any(search.done() for search in searches)
    looked_through.set()
    assert await asyncio.gather(*searches) == [True] * 5
    await asyncio.to_thread(database.close)
