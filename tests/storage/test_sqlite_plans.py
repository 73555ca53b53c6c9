"""The check of query plans finds bad ones, and sees every intent."""

import re
import sqlite3
from contextlib import closing
from inspect import getmembers, isfunction
from pathlib import Path

import pytest

from bot.ports import Storage
from storage.sqlite import SqliteStorage
from tests.storage.conftest import START
from tests.storage.plans import Plans
from tests.storage.scene import Scene

_GOOD = "SELECT * FROM articles WHERE recorded > ? ORDER BY recorded LIMIT ?"
_BAD = {
    "SELECT id FROM articles WHERE title = ?": "SCAN articles",
    "SELECT count(*) FROM dispatches AS d WHERE d.reason = ?": "SCAN d",
    "UPDATE posts SET closed = 1 WHERE message_id = ?": "SCAN posts",
    "DELETE FROM sightings WHERE article_id = ?": "SCAN sightings",
    "SELECT * FROM subscriptions WHERE owner_key = ? ORDER BY text": "USE TEMP B-TREE FOR ORDER BY",
    # By this, sightings were forgotten once: by their sources.
    "DELETE FROM sightings WHERE (source_id, key) IN (SELECT source_id, key FROM sightings"
    " WHERE listed_at < ? LIMIT 100)": "SEARCH sightings USING PRIMARY KEY (source_id=?)",
    # By this, edits were claimed once.
    "SELECT min(p.dispatch_id) FROM stories AS s JOIN posts AS p ON p.story_id = s.id AND p.version < s.version"
    " WHERE p.sent_at > ? GROUP BY p.chat_key": "SCAN",
}


@pytest.mark.parametrize("statement", _BAD)
def test_what_would_read_a_whole_table_or_sort_it_is_complained_of(tmp_path: Path, statement: str) -> None:
    plans = Plans(tmp_path)
    assert plans.complaints({_GOOD: (1, 1)}) == []
    complaints = plans.complaints({statement: (1,)})
    plans.close()
    assert any(complaint.startswith(_BAD[statement]) for complaint in complaints)


def test_triggers_find_the_next_source_of_an_asker_at_once(tmp_path: Path) -> None:
    """SQLite says nothing of the plans of triggers by itself."""
    with closing(Plans(tmp_path)) as plans:
        for database in plans.databases:
            triggers = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")]
            asked = {found for sql in triggers for found in re.findall(r"\(SELECT min\(next_poll_at\)[^)]*\)", sql)}
            assert asked
            for one in asked:
                bound = re.sub(r"\b(?:new|old)\.\w+", "?", one)
                *_, step = database.execute(f"EXPLAIN QUERY PLAN SELECT {bound}", ("h", 1)).fetchall()
                assert "sources_due (host=? AND asker=?)" in step[3]


async def test_the_planner_is_told_how_large_tables_are(tmp_path: Path) -> None:
    path = tmp_path / "dozor.db"
    async with SqliteStorage(str(path)) as storage:
        scene = Scene(storage, START)
        await scene.source(await scene.chat())
        for article in await scene.publish(*(f"нефть {number}" for number in range(60))):
            await scene.record(article)
        await storage.tidy(scene.now)
    with closing(sqlite3.connect(path)) as db:
        known = dict(db.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'articles'").fetchall())
    assert known["articles_recorded"] == "60 1"


def test_every_intent_is_asked_for_in_the_tests_whose_statements_are_looked_at() -> None:
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.py"))
    intents = {name for name, _ in getmembers(Storage, isfunction) if not name.startswith("_")}
    assert {name for name in intents if f".{name}(" not in tests} == set()
