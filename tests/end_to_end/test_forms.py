"""An update changes the forms of words: the program looks them up again, however often it is killed meanwhile."""

import sqlite3
from contextlib import closing

from bot.matching.expansions import unpack
from bot.text.forms.version import forms_version
from tests.end_to_end.outlets import Outlets
from tests.end_to_end.program import Program, until
from tests.end_to_end.scene import SOON_S, Scene, links, matching

_QUERIES = 5_000
"""Some batches."""
_ANOTHER_VERSION = 1


async def test_killed_while_it_looks_forms_up_it_continues_where_it_was(scene: Scene, outlets: Outlets) -> None:
    outlet = outlets.open("lenta")
    await scene.start()
    await scene.watch(outlet)
    await scene.subscribe()
    assert await scene.program.stop() == 0
    with _database(scene.program) as db:
        rows = [(f"новость {number}", 1 + number) for number in range(1, _QUERIES + 1)]
        db.executemany("INSERT INTO queries (text, live, generation) VALUES (?, 1, ?)", rows)
        db.commit()

    await _killed_in_between(scene, "expansion IS NULL")
    await scene.start()
    await until(lambda: not _count(scene.program, "expansion IS NULL"), SOON_S, "not everything is kept")
    await scene.program.kill()

    with _database(scene.program) as db:
        db.execute("UPDATE queries SET forms = ?", (_ANOTHER_VERSION,))
        db.commit()
    await _killed_in_between(scene, f"forms = {_ANOTHER_VERSION}")
    await scene.start()
    outlet.publish(piece := matching(outlet, "while-older-forms-serve"))
    await until(lambda: links(scene.chat) == {piece.url: 1}, SOON_S, "the article is not told")
    await until(lambda: not _count(scene.program, f"forms != {forms_version()}"), SOON_S, "not everything is renewed")
    assert await scene.program.stop() == 0

    with _database(scene.program) as db:
        kept = db.execute("SELECT text, expansion FROM queries WHERE live").fetchall()
    assert len(kept) == _QUERIES + 1
    assert all(unpack(text, expansion) is not None for text, expansion in kept)


async def _killed_in_between(scene: Scene, condition: str) -> None:
    """Start the program, and kill it when it has dealt with some of the queries, and not with others."""
    before = _count(scene.program, condition)
    scene.program.start()
    await until(lambda: _count(scene.program, condition) < before, SOON_S, "no forms are looked up")
    await scene.program.kill()
    assert 0 < _count(scene.program, condition) < before


def _count(program: Program, condition: str) -> int:
    with _database(program) as db:
        count: int = db.execute(f"SELECT count(*) FROM queries WHERE live AND {condition}").fetchone()[0]  # noqa: S608  constants
    return count


def _database(program: Program) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(program.folder / "dozor.db", timeout=30))
