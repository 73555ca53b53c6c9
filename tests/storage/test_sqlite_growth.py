"""Whatever grows ends: each table is listed with what deletes its rows, and no deletion scans a table."""

import re
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.outcome import after_sending
from bot.model import Decided, RepostAction, RepostState, Retention, Sent
from bot.reposts.progress import lapse
from storage.sqlite import SqliteStorage, queries, repost_ends, retention
from storage.sqlite.retention import SWEEPS, Ages
from storage.sqlite.rows import to_ms
from storage.sqlite.transactions import connect
from tests.storage.conftest import START
from tests.storage.newsroom import Newsroom
from tests.storage.scene import Scene

_BY_AGE = {
    "added_sources",
    "announcements",
    "channel_questions",
    "effects",
    "finished_updates",
    "inbox",
    "invitations",
    "offers",
    "own_posts",
    "shared_queries",
    "sightings",
    "spent_quotas",
    "page_hosts",
    "pages",
    "unread_updates",
    "writes",
    "fingerprints",
    "clues",
}
"""Rows are forgotten by their age, in `storage.sqlite.tidying`."""
_SWEPT = {"articles", "dispatches", "queries", "reposts", "sources", "story_keys"}
"""Rows are looked at in `storage.sqlite.retention`, and go when nothing needs them."""
_WITH = {
    "debts": "dispatches",
    "posts": "dispatches",
    "cards": "dispatches",
    "repost_log": "reposts",
    "reasons": "debts",
    "mentions": "articles",
    "memberships": "articles",
    "former_titles": "articles",
    "stories": "articles",
    "story_scopes": "stories",
    "muted_stories": "stories",
    "silenced_stories": "stories",
    "akin_stories": "stories",
    "former_addresses": "sources",
    "front_pages": "sources",
    "hosts": "sources",
    "host_shares": "sources",
    "grown_stories": "stories",
    "archive_parts": "articles",
}
"""Rows go with those of another table."""
_BY_FORGETTING = {"forgotten_chats", "forgotten_sources"}
"""Rows go when a chat is forgotten, in `storage.sqlite.forgetting`."""
_BY_PEOPLE = {
    "admissions",
    "chats",
    "channels",
    "channel_sources",
    "connections",
    "chat_sources",
    "editors",
    "people",
    "muted_packs",
    "subscriptions",
    "closed_topics",
    "exclusions",
    "holds",
    "topics",
}
"""There are as many as people have asked for."""
_ONE_ROW = {"clock", "given"}


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[sqlite3.Connection]:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path):
        with closing(sqlite3.connect(path)) as connection:
            yield connection


def _tables(db: sqlite3.Connection) -> set[str]:
    names = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return {name for name in names if not re.match(r"_?sqlite_|archive_\d", name)}


def test_every_table_is_known_for_what_ends_its_rows(db: sqlite3.Connection) -> None:
    known = [*_BY_AGE, *_SWEPT, *_WITH, *_BY_FORGETTING, *_BY_PEOPLE, *_ONE_ROW]
    assert len(known) == len(set(known))
    assert _tables(db) == set(known)
    assert {table for table in _SWEPT if any(f"FROM {table}" in sweep.find for sweep in SWEEPS)} == _SWEPT


@pytest.mark.parametrize(
    "ended", ["articles", "stories", "dispatches", "debts", "mentions", "queries", "reposts", "sources"]
)
def test_what_hangs_on_a_row_that_ends_goes_before_it(db: sqlite3.Connection, ended: str) -> None:
    text = "".join(Path(str(file.__file__)).read_text(encoding="utf-8") for file in (retention, repost_ends, queries))
    hanging = {
        table
        for table in _tables(db)
        for *_, parent, _, _, _, on_delete, _ in db.execute(f"PRAGMA foreign_key_list({table})")
        if parent == ended and on_delete == "NO ACTION"
    }
    assert {table for table in hanging if not re.search(rf"\b{table}\b", text)} == set()


def test_whoever_lets_a_row_go_finds_by_an_index_what_hangs_on_it(db: sqlite3.Connection) -> None:
    """SQLite looks for the rows that refer to one which is deleted; without an index it reads the whole table."""
    for table in _tables(db):
        for _, _, parent, column, *_ in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            plan = db.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 1").fetchall()  # noqa: S608  names of ours
            assert all(step[3].startswith("SEARCH") for step in plan), f"{table}.{column} → {parent}: {plan}"


async def test_in_a_long_time_no_table_grows_but_by_what_is_kept(tmp_path: Path) -> None:
    """A small year: what is kept for some days of it has as many rows at its end as before."""
    path = str(tmp_path / "dozor.db")
    retention = Retention(articles=timedelta(days=20), told=timedelta(days=40))
    counts: dict[int, Counter[str]] = {}
    async with SqliteStorage(path) as storage:
        scene = Scene(storage, START)
        chat = await scene.chat()
        await scene.source(chat)
        await scene.subscribe(chat)
        for day in range(1, 171):
            scene.later(days=1)
            await _live_a_day(scene, day)
            await storage.tidy(scene.now, retention=retention)
            if day in {140, 170}:
                counts[day] = _count(path)
    assert all(rows <= counts[140][table] for table, rows in counts[170].items()), counts
    assert counts[170]["articles"] < 20 * 5 + 40 + 5
    assert counts[170]["dispatches"] == counts[170]["posts"] < 45


async def test_a_story_of_very_many_articles_ends_some_at_a_time_and_its_last_message_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_AT_ONCE", 2)
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path) as storage:
        scene = Scene(storage, START)
        chat = await scene.chat()
        await scene.source(chat)
        await scene.subscribe(chat)
        first, *others = await scene.publish(*map(str, range(7)))
        await scene.record(first, "коалиция")
        for article in others:
            await scene.record(article, story=await scene.story_of(first))
        await scene.fan_out()
        (dispatch,) = await scene.dispatches()
        await storage.settle(dispatch, after_sending(dispatch, Sent(1), scene.now, scene.cooldown()))
        scene.later(days=91)
        await storage.tidy(scene.now)
    now = to_ms(scene.now)
    left = []
    with closing(connect(path, sqlite3.Connection)) as db:
        while not SWEEPS[0].end(db, dispatch.id, Ages(now, now, now, now, now, 0)):
            left.append(db.execute("SELECT count(*) FROM articles").fetchone()[0])
            assert db.execute("SELECT count(*) FROM reasons").fetchone()[0] == 1
    assert left == [5, 3, 1]
    assert not {"articles", "debts", "mentions", "posts", "reasons"} & set(+_count(path))


async def test_cards_end_with_their_logs_whatever_became_of_them(tmp_path: Path) -> None:
    path = str(tmp_path / "dozor.db")
    async with SqliteStorage(path) as storage:
        scene = Scene(storage, START)
        room = await Newsroom(scene).open()
        for action in (RepostAction.REFUSE, RepostAction.MUTE):
            assert isinstance(await room.press(await room.offered(action), action), Decided)
        await room.publish(await room.offered("вышло"))
        await room.decide((await room.offered("истекло")).repost, lapse(scene.now))
        waits = await room.offered("ждёт")
        assert {"reposts", "repost_log", "cards"} <= set(+_count(path))
        scene.later(days=100)
        for _ in range(2):
            await storage.tidy(scene.now, retention=Retention(articles=timedelta(days=20), told=timedelta(days=40)))
        assert (await room.card(waits.repost.id)).repost.state is RepostState.OFFERED
        counts = _count(path)
        assert (counts["reposts"], counts["debts"], counts["repost_log"], counts["posts"]) == (1, 1, 1, 0)
        assert counts["stories"] <= 2


async def _live_a_day(scene: Scene, day: int) -> None:
    """Five articles come out, one is told, another edited; somebody comes and goes, and a source with them."""
    storage = scene.storage
    for number, article in enumerate(await scene.publish(*(f"{day}-{number}" for number in range(5)))):
        await scene.record(article, *(["коалиция"] if number == 0 else []), clues=(scene.clue(),), fingerprint=b"x")
    await scene.fan_out()
    for dispatch in await scene.dispatches():
        await storage.settle(dispatch, after_sending(dispatch, Sent(day), scene.now, scene.cooldown()))
    guest = await scene.chat(7)
    source = await scene.source(guest, f"https://host-{day}.example/feed")
    subscribed = await scene.subscribe(guest, f"запрос {day}")
    await storage.keep_text(guest.key, "текст", scene.now, scene.cause())
    await storage.unsubscribe(subscribed.id, guest.key, scene.now, scene.cause())
    await storage.drop_sources([source], guest.key, scene.now, scene.cause())


def _count(path: str) -> Counter[str]:
    with closing(sqlite3.connect(path)) as db:
        return Counter({table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _tables(db)})  # noqa: S608  names of ours
